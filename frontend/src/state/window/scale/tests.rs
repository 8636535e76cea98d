//! Both ends, the way between them, and what is drawn.

use proptest::prelude::*;

use super::*;

fn scale(total: u64) -> Scale {
    Scale { total, row_px: 40, view_px: 600, pad_px: 0 }
}

fn scales() -> impl Strategy<Value = Scale> {
    (0_u64..3_000_000, 28_u64..70, 50_u64..3_000, 0_u64..500).prop_map(|(total, row_px, view_px, pad_px)| Scale {
        total,
        row_px,
        view_px,
        pad_px,
    })
}

#[test]
fn a_million_rows_begin_and_end_where_the_browser_does() {
    let scale = scale(1_000_000);
    assert_eq!((scale.spacer_px(), scale.last_scroll(), scale.last_offset()), (MOST_PX, 7_999_400, 39_999_400));
    assert_eq!((scale.offset_of(0), scale.offset_of(7_999_400)), (0, 39_999_400));
    assert_eq!(scale.seen(39_999_400), 999_985..1_000_000);
    let middle = Position { offset: 0, scroll: 0 }.scrolled(scale, 7_999_400 / 2);
    assert_eq!(scale.seen(middle.offset).start, 499_992);
}

#[test]
fn a_row_is_revealed_by_the_shortest_way() {
    let scale = scale(1000);
    for (place, offset, revealed) in
        [(0, 400, 0), (10, 400, 400), (24, 400, 400), (25, 400, 440), (9, 400, 360), (999, 0, 39_400)]
    {
        assert_eq!(scale.revealing(place, offset), revealed, "{place} from {offset}");
    }
    let covered = Scale { pad_px: 300, ..scale };
    assert_eq!(covered.revealing(10, 0), 140, "what covers the end does not cover the row");
    assert_eq!(scale.rows_of_screen(), 14);
}

proptest! {
    #[test]
    fn both_ends_are_exact_and_the_way_between_only_goes_forward(scale in scales(), at in 0.0_f64..1.0) {
        prop_assert_eq!((scale.scroll_of(0), scale.offset_of(0)), (0, 0));
        prop_assert_eq!(scale.scroll_of(scale.last_offset()), scale.last_scroll());
        prop_assert_eq!(scale.offset_of(scale.last_scroll()), scale.last_offset());
        let part = |of: u64| crate::number::to_count(crate::number::to_float(of) * at);
        let scroll = part(scale.last_scroll());
        prop_assert!(scale.offset_of(scroll) <= scale.offset_of(scroll + 1));
        let offset = part(scale.last_offset());
        prop_assert!(scale.scroll_of(offset) <= scale.scroll_of(offset + 1));
        // There and back: not further off than one pixel of the scroll is worth.
        let worth = scale.last_offset() / scale.last_scroll().max(1) + 2;
        prop_assert!(scale.offset_of(scale.scroll_of(offset)).abs_diff(offset) <= worth);
    }

    #[test]
    fn a_wheel_moves_by_real_pixels_and_can_always_go_on(
        scale in scales(), start in 0.0_f64..1.0, ways in prop::collection::vec(-1_500_i64..1_500, 1..150)
    ) {
        let start = crate::number::to_count(crate::number::to_float(scale.last_offset()) * start);
        let mut position = Position::at(scale, start);
        for way in ways {
            let last = i64::try_from(scale.last_scroll()).unwrap();
            let to = (i64::try_from(position.scroll).unwrap() + way).clamp(0, last);
            let wanted = (i64::try_from(position.offset).unwrap() + way)
                .clamp(0, i64::try_from(scale.last_offset()).unwrap());
            position = position.scrolled(scale, u64::try_from(to).unwrap());
            prop_assert_eq!(i64::try_from(position.offset).unwrap(), wanted);
            if position.must_settle(scale) {
                let seen = position.offset;
                position = position.settled(scale);
                prop_assert_eq!(position.offset, seen);
            }
        }
    }

    #[test]
    fn what_is_drawn_is_bounded_and_has_what_is_seen(scale in scales(), at in 0.0_f64..1.0) {
        let offset = crate::number::to_count(crate::number::to_float(scale.last_offset()) * at);
        let (seen, drawn) = (scale.seen(offset), scale.drawn(offset));
        prop_assert!(drawn.end - drawn.start <= MOST_ROWS);
        prop_assert!(drawn.start <= seen.start && seen.end <= drawn.end && drawn.end <= scale.total);
    }

    #[test]
    fn a_revealed_row_is_seen_whole(scale in scales(), place in 0.0_f64..1.0, offset in 0.0_f64..1.0) {
        prop_assume!(scale.total > 0 && scale.view_px > scale.pad_px + scale.row_px);
        let part = |of: u64, part: f64| crate::number::to_count(crate::number::to_float(of) * part);
        let place = part(scale.total, place).min(scale.total - 1);
        let offset = scale.revealing(place, part(scale.last_offset(), offset));
        prop_assert!(offset <= scale.top_of(place) && scale.top_of(place) + scale.row_px <= offset + scale.view_px);
    }
}
