//! Where a key goes in a list or among tiles: to the next, by lines, by screens, to the ends.

/// How much there is to go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Of the whole list.
    pub count: u64,
    /// Of a line; in a list 1.
    pub columns: u64,
    /// Of a screen: whole lines.
    pub page: u64,
}

/// The place to go to from `here`; nothing for other keys and empty lists. Left and right are as in a text from left to
/// right. Who goes up or down stays in the same column; below the last line's end is its last tile.
pub fn destination(key: &str, here: u64, Extent { count, columns, page }: Extent) -> Option<u64> {
    let last = count.checked_sub(1)?;
    let columns = columns.max(1);
    let up = |by: u64| here.checked_sub(by).unwrap_or(here % columns);
    let down = |by: u64| match here.checked_add(by) {
        Some(below) if below <= last => below,
        _ if here / columns == last / columns => here,
        _ => (last / columns * columns + here % columns).min(last),
    };
    let place = match key {
        "ArrowUp" => up(columns),
        "ArrowDown" => down(columns),
        "ArrowLeft" => here.saturating_sub(1),
        "ArrowRight" => here.saturating_add(1),
        "PageUp" => up(page),
        "PageDown" => down(page),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(place.min(last))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_stay_within_the_list() {
        for (key, here, count, place) in [
            ("ArrowUp", 0, 3, Some(0)),
            ("ArrowDown", 2, 3, Some(2)),
            ("PageDown", 1, 30, Some(11)),
            ("PageDown", 25, 30, Some(29)),
            ("PageUp", 4, 30, Some(0)),
            ("Home", 7, 30, Some(0)),
            ("End", 0, 30, Some(29)),
            ("ArrowDown", 0, 0, None),
            ("a", 0, 3, None),
        ] {
            let extent = Extent { count, columns: 1, page: 10 };
            assert_eq!(destination(key, here, extent), place, "{key} from {here} of {count}");
        }
    }

    #[test]
    fn among_tiles_the_column_stays() {
        // 0 1 2 3 | 4 5 6 7 | 8 9
        let extent = Extent { count: 10, columns: 4, page: 8 };
        for (key, here, place) in [
            ("ArrowRight", 3, 4),
            ("ArrowLeft", 4, 3),
            ("ArrowLeft", 0, 0),
            ("ArrowRight", 9, 9),
            ("ArrowDown", 1, 5),
            ("ArrowDown", 5, 9),
            ("ArrowDown", 7, 9),
            ("ArrowDown", 8, 8),
            ("ArrowUp", 9, 5),
            ("ArrowUp", 2, 2),
            ("PageDown", 1, 9),
            ("PageDown", 3, 9),
            ("PageUp", 9, 1),
            ("PageUp", 6, 2),
            ("End", 2, 9),
        ] {
            assert_eq!(destination(key, here, extent), Some(place), "{key} from {here}");
        }
    }

    proptest! {
        #[test]
        fn up_and_down_keep_the_column_or_reach_the_last(
            count in 1_u64..200, columns in 1_u64..12, lines in 1_u64..6, here in 0_u64..200, down in any::<bool>()
        ) {
            let here = here % count;
            let key = if down { "PageDown" } else { "PageUp" };
            let place = destination(key, here, Extent { count, columns, page: lines * columns }).unwrap();
            prop_assert!(place < count);
            prop_assert!(place % columns == here % columns || place == count - 1);
            let is_that_way = if down { place >= here } else { place <= here };
            prop_assert!(is_that_way);
        }
    }
}
