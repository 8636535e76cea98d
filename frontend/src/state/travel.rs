//! Where a key goes in a list: up, down, by screens, to the ends.

/// The place to go to from `here` among `count` rows, `page` of them in view; nothing for other keys and empty lists.
pub fn destination(key: &str, here: u64, count: u64, page: u64) -> Option<u64> {
    let last = count.checked_sub(1)?;
    let place = match key {
        "ArrowUp" => here.saturating_sub(1),
        "ArrowDown" => here.saturating_add(1),
        "PageUp" => here.saturating_sub(page),
        "PageDown" => here.saturating_add(page),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(place.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_within_the_list() {
        for (key, here, count, place) in [
            ("ArrowUp", 0, 3, Some(0)),
            ("ArrowDown", 2, 3, Some(2)),
            ("PageDown", 1, 30, Some(11)),
            ("PageUp", 4, 30, Some(0)),
            ("Home", 7, 30, Some(0)),
            ("End", 0, 30, Some(29)),
            ("ArrowDown", 0, 0, None),
            ("a", 0, 3, None),
        ] {
            assert_eq!(destination(key, here, count, 10), place, "{key} from {here} of {count}");
        }
    }
}
