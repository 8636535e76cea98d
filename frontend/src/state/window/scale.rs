//! Pixels of a list that is longer than a browser can make an element.
//!
//! 1. *Offset*: pixels from the top of the whole list to what is seen first. *Scroll*: what the browser calls
//!    `scrollTop`. Up to [`MOST_PX`] they are the same.
//! 2. In a longer list the first and the last [`PLAIN_PX`] are the same pixel for pixel, so that both ends are reached
//!    exactly; between them one is a straight line of the other.
//! 3. A short way (wheel, finger, arrow of the scrollbar) moves the offset by as many pixels as the scroll, a long one
//!    (dragging the scrollbar, a click into it) goes to the place that the line says ([`Position::scrolled`]).
//! 4. Short ways let the two drift apart. As soon as the scroll rests, or has drifted far, it is put where it belongs
//!    ([`Position::settled`]): the offset, and so what is seen, stays.

use std::ops::Range;

/// Browsers lay out some 17 (Firefox) to 33 million pixels; this leaves room.
pub const MOST_PX: u64 = 8_000_000;

/// See 2. of the module: more than anybody scrolls without a rest.
const PLAIN_PX: u64 = 200_000;

/// A way of at most so many pixels at once is a wheel or a finger, however slow the page is. On a scrollbar that is a
/// fraction of a pixel.
const SHORT_WAY_PX: u64 = 3_000;

/// Rows drawn above and below what is seen.
const AROUND: u64 = 8;

/// Rows that are drawn at most.
pub const MOST_ROWS: u64 = 280;

/// How large everything is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scale {
    /// Rows of the whole list.
    pub total: u64,
    /// Height of a row; never 0.
    pub row_px: u64,
    /// Height of what is seen of the rows.
    pub view_px: u64,
    /// Room behind the last row.
    pub pad_px: u64,
}

impl Scale {
    /// The height that the rows together have in the document.
    pub fn spacer_px(self) -> u64 {
        self.list_px().min(MOST_PX)
    }

    /// The offset at the end of the list.
    pub fn last_offset(self) -> u64 {
        self.list_px().saturating_add(self.pad_px).saturating_sub(self.view_px)
    }

    /// The scroll at the end of the list.
    pub fn last_scroll(self) -> u64 {
        (self.spacer_px() + self.pad_px).saturating_sub(self.view_px)
    }

    /// Where the scroll belongs at an offset.
    pub fn scroll_of(self, offset: u64) -> u64 {
        bend(offset, self.last_offset(), self.last_scroll())
    }

    /// The offset that a scroll stands for.
    pub fn offset_of(self, scroll: u64) -> u64 {
        bend(scroll, self.last_scroll(), self.last_offset())
    }

    /// The offset of a row's upper edge.
    pub fn top_of(self, place: u64) -> u64 {
        place.saturating_mul(self.row_px)
    }

    /// The rows that are seen, in part or whole.
    pub fn seen(self, offset: u64) -> Range<u64> {
        let first = offset.checked_div(self.row_px).unwrap_or(0);
        let end = offset.saturating_add(self.view_px).div_ceil(self.row_px.max(1));
        first.min(self.total)..end.min(self.total)
    }

    /// The rows that are drawn: those that are seen and some around.
    pub fn drawn(self, offset: u64) -> Range<u64> {
        let seen = self.seen(offset);
        let start = seen.start.saturating_sub(AROUND);
        start..seen.end.saturating_add(AROUND).min(self.total).min(start + MOST_ROWS)
    }

    /// The offset nearest to `offset` at which a row is seen whole.
    pub fn revealing(self, place: u64, offset: u64) -> u64 {
        let (top, uncovered) = (self.top_of(place), self.view_px.saturating_sub(self.pad_px));
        let lowest = top.saturating_add(self.row_px).saturating_sub(uncovered.max(self.row_px));
        offset.clamp(lowest.min(top), top).min(self.last_offset())
    }

    /// Rows that a key for a whole screen goes.
    pub fn rows_of_screen(self) -> u64 {
        let uncovered = self.view_px.saturating_sub(self.pad_px);
        uncovered.checked_div(self.row_px).unwrap_or(0).saturating_sub(1).max(1)
    }

    fn list_px(self) -> u64 {
        self.total.saturating_mul(self.row_px)
    }
}

/// `at` of `0..=from` as a place in `0..=to`: see 2. of the module. Both ends are exact.
fn bend(at: u64, from: u64, to: u64) -> u64 {
    let at = at.min(from);
    let behind = from - at;
    match (from.checked_sub(2 * PLAIN_PX), to.checked_sub(2 * PLAIN_PX)) {
        (Some(from_middle), Some(to_middle)) if at > PLAIN_PX && behind > PLAIN_PX && from_middle > 0 => {
            let (at, from_middle) = (u128::from(at - PLAIN_PX), u128::from(from_middle));
            let bent = (at * u128::from(to_middle) + from_middle / 2) / from_middle;
            PLAIN_PX + u64::try_from(bent).unwrap_or(to_middle)
        }
        _ if at <= PLAIN_PX => at.min(to),
        _ => to.saturating_sub(behind),
    }
}

/// What is seen, and what the browser has to scroll to for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    /// See 1. of the module.
    pub offset: u64,
    /// The same.
    pub scroll: u64,
}

impl Position {
    /// At an offset, or as far as the list goes.
    pub fn at(scale: Scale, offset: u64) -> Self {
        let offset = offset.min(scale.last_offset());
        Self { offset, scroll: scale.scroll_of(offset) }
    }

    /// After the browser has scrolled.
    #[must_use]
    pub fn scrolled(self, scale: Scale, scroll: u64) -> Self {
        let way = self.scroll.abs_diff(scroll);
        if way > SHORT_WAY_PX.max(2 * scale.view_px) || scale.list_px() <= MOST_PX {
            return Self { offset: scale.offset_of(scroll), scroll };
        }
        let offset = if scroll < self.scroll { self.offset.saturating_sub(way) } else { self.offset + way };
        Self { offset: offset.min(scale.last_offset()), scroll }
    }

    /// The same sight, the scroll where it belongs.
    #[must_use]
    pub fn settled(self, scale: Scale) -> Self {
        Self::at(scale, self.offset)
    }

    /// Whether the scroll must not drift further: there may be no way left.
    pub fn must_settle(self, scale: Scale) -> bool {
        let drift = scale.scroll_of(self.offset).abs_diff(self.scroll);
        let left = self.scroll.min(scale.last_scroll().saturating_sub(self.scroll));
        drift > PLAIN_PX / 2 || (drift > 0 && left < PLAIN_PX / 4)
    }

    /// How far above its offset the whole list is drawn: what to take off an offset to get a place in the document.
    pub fn lift(self) -> i64 {
        i64::try_from(self.offset).unwrap_or(i64::MAX).saturating_sub(i64::try_from(self.scroll).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
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
}
