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

use crate::number;

/// Browsers lay out some 17 (Firefox) to 33 million pixels; this leaves room.
pub const MOST_PX: u64 = 8_000_000;

/// See 2. of the module: more than anybody scrolls without a rest.
const PLAIN_PX: u64 = 200_000;

/// A way of at most so many pixels at once is a wheel or a finger, however slow the page is. On a scrollbar that is a
/// fraction of a pixel.
const SHORT_WAY_PX: u64 = 3_000;

/// What is drawn above and below what is seen: eight rows of the usual height.
const AROUND_PX: u64 = 320;

/// Rows, or tiles, that are drawn at most.
pub const MOST_ROWS: u64 = 280;

/// How many tiles stand side by side in `width_px`, if one takes `tile_px` of it: one at least. Of a pixel that browsers
/// have rounded off nothing depends.
pub fn columns(width_px: f64, tile_px: f64) -> u64 {
    if tile_px <= 0.0 { 1 } else { number::to_count((width_px + 1.0) / tile_px).clamp(1, MOST_COLUMNS) }
}

/// More than any screen has room for.
const MOST_COLUMNS: u64 = 32;

/// How large everything is. Tiles stand side by side in lines; in a list each line is one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Rows, or tiles, of the whole list.
    pub total: u64,
    /// How many of them are in a line; never 0.
    pub columns: u64,
    /// Height of a line; never 0.
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
        (place / self.columns.max(1)).saturating_mul(self.row_px)
    }

    /// Where in its line a place is.
    pub fn column_of(self, place: u64) -> u64 {
        place % self.columns.max(1)
    }

    /// The rows that are seen, in part or whole.
    pub fn seen(self, offset: u64) -> Range<u64> {
        let first = offset.checked_div(self.row_px).unwrap_or(0);
        let end = offset.saturating_add(self.view_px).div_ceil(self.row_px.max(1));
        let place = |line: u64| line.saturating_mul(self.columns).min(self.total);
        place(first)..place(end)
    }

    /// The rows that are drawn: those that are seen and some around.
    pub fn drawn(self, offset: u64) -> Range<u64> {
        let seen = self.seen(offset);
        let around = AROUND_PX.div_ceil(self.row_px.max(1)).saturating_mul(self.columns);
        let start = seen.start.saturating_sub(around);
        start..seen.end.saturating_add(around).min(self.total).min(start + MOST_ROWS)
    }

    /// The offset nearest to `offset` at which a row is seen whole.
    pub fn revealing(self, place: u64, offset: u64) -> u64 {
        let (top, uncovered) = (self.top_of(place), self.view_px.saturating_sub(self.pad_px));
        let lowest = top.saturating_add(self.row_px).saturating_sub(uncovered.max(self.row_px));
        offset.clamp(lowest.min(top), top).min(self.last_offset())
    }

    /// Rows that a key for a whole screen goes: whole lines.
    pub fn rows_of_screen(self) -> u64 {
        let uncovered = self.view_px.saturating_sub(self.pad_px);
        let lines = uncovered.checked_div(self.row_px).unwrap_or(0).saturating_sub(1).max(1);
        lines.saturating_mul(self.columns)
    }

    /// Lines of the whole list.
    pub fn lines(self) -> u64 {
        self.total.div_ceil(self.columns.max(1))
    }

    fn list_px(self) -> u64 {
        self.lines().saturating_mul(self.row_px)
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
mod tests;
