//! Both ends, the way between them, and what is drawn.

use proptest::prelude::*;

use super::*;

fn scale(total: u64) -> Scale {
    Scale { total, columns: 1, row_px: 40, view_px: 600, pad_px: 0 }
}

/// Lists, tiles, and tiles on a phone.
fn scales() -> impl Strategy<Value = Scale> {
    let lines = prop_oneof![(Just(1), 28_u64..70), (2_u64..10, 150_u64..300), (Just(3), 100_u64..220)];
    (0_u64..3_000_000, lines, 50_u64..3_000, 0_u64..500).prop_map(|(total, (columns, row_px), view_px, pad_px)| Scale {
        total,
        columns,
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

#[test]
fn tiles_stand_in_lines() {
    let grid = Scale { columns: 7, row_px: 200, ..scale(100) };
    assert_eq!((grid.lines(), grid.spacer_px(), grid.last_offset()), (15, 3_000, 2_400));
    assert_eq!((grid.top_of(6), grid.top_of(7), grid.top_of(99)), (0, 200, 2_800));
    assert_eq!((grid.column_of(6), grid.column_of(7), grid.column_of(99)), (6, 0, 1));
    assert_eq!((grid.seen(0), grid.seen(199), grid.seen(2_400)), (0..21, 0..28, 84..100));
    assert_eq!(grid.drawn(1_000), 21..70, "two lines above and below");
    assert_eq!(grid.revealing(22, 0), 200);
    assert_eq!(grid.rows_of_screen(), 14);
}

#[test]
fn as_many_tiles_stand_side_by_side_as_there_is_room_for() {
    for (width_px, tile_px, expected) in [
        (1232.0, 168.0, 7),
        (1176.0, 168.0, 7),
        (1174.0, 168.0, 6),
        (374.0, 124.67, 3),
        (374.0, 124.66, 3),
        (100.0, 168.0, 1),
        (0.0, 168.0, 1),
        (800.0, 0.0, 1),
        (f64::INFINITY, 1.0, 32),
    ] {
        assert_eq!(columns(width_px, tile_px), expected, "{tile_px} in {width_px}");
    }
}

proptest! {
    #[test]
    fn whole_lines_are_drawn_and_a_place_is_in_the_line_that_is_seen_there(scale in scales(), at in 0.0_f64..1.0) {
        prop_assume!(scale.total > 0);
        let place = number::to_count(number::to_float(scale.total - 1) * at);
        let drawn = scale.drawn(scale.top_of(place));
        prop_assert_eq!(drawn.start % scale.columns, 0);
        prop_assert_eq!(scale.top_of(place) / scale.row_px * scale.columns + scale.column_of(place), place);
        prop_assert!(scale.top_of(place) < scale.lines() * scale.row_px);
        prop_assert!(scale.seen(scale.top_of(place)).contains(&place));
    }

    #[test]
    fn both_ends_are_exact_and_the_way_between_only_goes_forward(scale in scales(), at in 0.0_f64..1.0) {
        prop_assert_eq!((scale.scroll_of(0), scale.offset_of(0)), (0, 0));
        prop_assert_eq!(scale.scroll_of(scale.last_offset()), scale.last_scroll());
        prop_assert_eq!(scale.offset_of(scale.last_scroll()), scale.last_offset());
        let part = |of: u64| number::to_count(number::to_float(of) * at);
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
        let start = number::to_count(number::to_float(scale.last_offset()) * start);
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
        let offset = number::to_count(number::to_float(scale.last_offset()) * at);
        let (seen, drawn) = (scale.seen(offset), scale.drawn(offset));
        prop_assert!(drawn.end - drawn.start <= MOST_ROWS);
        prop_assert!(drawn.start <= seen.start && seen.end <= drawn.end && drawn.end <= scale.total);
    }

    #[test]
    fn a_revealed_row_is_seen_whole(scale in scales(), place in 0.0_f64..1.0, offset in 0.0_f64..1.0) {
        prop_assume!(scale.total > 0 && scale.view_px > scale.pad_px + scale.row_px);
        let part = |of: u64, part: f64| number::to_count(number::to_float(of) * part);
        let place = part(scale.total, place).min(scale.total - 1);
        let offset = scale.revealing(place, part(scale.last_offset(), offset));
        prop_assert!(offset <= scale.top_of(place) && scale.top_of(place) + scale.row_px <= offset + scale.view_px);
    }
}
