//! Words of the preview.

pub use super::catalogue::preview::*;
use crate::state::preview::beside::{Position, Way};

/// Which one of how many.
pub fn position(position: Position) -> String {
    match position {
        Position::OfFiles { number: n, count } => of_files(n, count),
        Position::OfItems { number: n, count } => of_items(n, count),
    }
}

/// Said when another file is shown.
pub fn shown(name: &str, at: Option<Position>) -> String {
    at.map_or_else(|| name.to_owned(), |at| format!("{name}, {}", position(at)))
}

/// Said where there is no other.
pub fn end(way: Way) -> &'static str {
    match way {
        Way::Previous => first(),
        Way::Next => last(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_and_all_else_is_said_to_be() {
        let at = Position::OfFiles { number: 3, count: 1204 };
        assert_eq!(shown("a.jpg", Some(at)), "a.jpg, 3 of 1,204");
        assert_eq!(position(Position::OfItems { number: 3, count: 24 }), "3 of 24 items");
    }
}
