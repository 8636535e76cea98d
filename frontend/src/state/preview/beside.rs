//! The file before and the file behind the one that is shown, in the order of the list; and which one of how many it is.
//!
//! Folders and what is not followed are passed over. The list is a window: what lies between may not be loaded yet.

use crate::state::window::loaded::Loaded;

/// A way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the file before.
    Previous,
    /// To the file behind.
    Next,
}

/// Where one goes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// From the file at that place.
    At(u64),
    /// From the file that was there and is gone: another one is there now.
    Gap(u64),
}

/// What is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// A file, at that place.
    File(u64),
    /// This place is not loaded.
    NotLoaded(u64),
    /// No other file.
    Nothing,
}

/// What is beside a place.
pub fn beside<T>(rows: &Loaded<T>, from: From, way: Way, is_file: impl Fn(&T) -> bool) -> Beside {
    let mut next = match (from, way) {
        (From::At(place) | From::Gap(place), Way::Previous) => place.checked_sub(1),
        (From::At(place), Way::Next) => place.checked_add(1),
        (From::Gap(place), Way::Next) => Some(place),
    };
    loop {
        let Some(place) = next.filter(|next| *next < rows.total()) else { return Beside::Nothing };
        match rows.get(place) {
            None => return Beside::NotLoaded(place),
            Some(row) if is_file(row) => return Beside::File(place),
            Some(_) if way == Way::Next => next = place.checked_add(1),
            Some(_) => next = place.checked_sub(1),
        }
    }
}

/// Which one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Of the files of the list: the first is 1.
    OfFiles {
        /// Which.
        number: u64,
        /// Of how many.
        count: u64,
    },
    /// Of all that is listed, where it is not known what is a file.
    OfItems {
        /// Which.
        number: u64,
        /// Of how many.
        count: u64,
    },
}

/// Which one is at a place.
pub fn position<T>(rows: &Loaded<T>, place: u64, is_file: impl Fn(&T) -> bool) -> Position {
    if !rows.is_whole() {
        return Position::OfItems { number: place.saturating_add(1), count: rows.total() };
    }
    let (mut number, mut count) = (0, 0);
    for (at, _) in rows.iter().filter(|(_, row)| is_file(row)) {
        count += 1;
        number += u64::from(at <= place);
    }
    Position::OfFiles { number, count }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Upper case is a folder.
    fn is_file(row: &char) -> bool {
        row.is_lowercase()
    }

    fn rows(text: &str) -> Loaded<char> {
        let mut rows = Loaded::of(u64::try_from(text.len()).unwrap());
        rows.put(0, text.chars());
        rows
    }

    #[test]
    fn what_is_no_file_is_passed_over() {
        let rows = rows("AaBCbc");
        for (from, way, found) in [
            (From::At(1), Way::Next, Beside::File(4)),
            (From::At(4), Way::Previous, Beside::File(1)),
            (From::At(1), Way::Previous, Beside::Nothing),
            (From::At(5), Way::Next, Beside::Nothing),
            (From::At(u64::MAX), Way::Next, Beside::Nothing),
            (From::At(0), Way::Previous, Beside::Nothing),
            (From::Gap(1), Way::Next, Beside::File(1)),
            (From::Gap(2), Way::Next, Beside::File(4)),
            (From::Gap(2), Way::Previous, Beside::File(1)),
            (From::Gap(6), Way::Next, Beside::Nothing),
            (From::Gap(6), Way::Previous, Beside::File(5)),
        ] {
            assert_eq!(beside(&rows, from, way, is_file), found, "{from:?} {way:?}");
        }
    }

    #[test]
    fn where_nothing_is_known_it_is_told() {
        let mut rows = Loaded::of(500);
        rows.put(1, vec!['a'; 200]);
        assert_eq!(beside(&rows, From::At(200), Way::Previous, is_file), Beside::NotLoaded(199));
        assert_eq!(beside(&rows, From::At(399), Way::Next, is_file), Beside::NotLoaded(400));
        assert_eq!(position(&rows, 200, is_file), Position::OfItems { number: 201, count: 500 });
    }

    #[test]
    fn files_are_counted() {
        let rows = rows("AaBCbc");
        for (place, number) in [(1, 1), (4, 2), (5, 3)] {
            assert_eq!(position(&rows, place, is_file), Position::OfFiles { number, count: 3 });
        }
    }
}
