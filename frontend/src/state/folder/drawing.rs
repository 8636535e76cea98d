//! The list in the document: where it is scrolled to, which rows are drawn, and where.
//!
//! 1. The offset is what counts ([`crate::state::window::scale`]); the browser's scroll follows it when the page moves
//!    the list, and leads when a person does.
//! 2. Drawing writes signals of a fixed number of rows. Rows lie on one canvas, which lies in a spacer as high as the
//!    list; the canvas begins at a block of rows, so that numbers stay small and few of them change.
//! 3. Scrolling needs the new rows to be in the document: it waits for the next frame. Until then the browser's scroll is
//!    the old one: it is not listened to.

use std::ops::Range;

use holdall_shared::EntryPath;
use leptos::prelude::*;

use super::{Folder, Status, resting::Rests};
use crate::{
    browser::scroller::{self, Measured},
    state::{
        listed::{Listed, Rows},
        slot::{Arrival, Slot, put},
        window::{
            change::place_of,
            pool::Pool,
            scale::{MOST_ROWS, Position, Scale},
        },
    },
};

/// Rows of a block.
const BLOCK: u64 = 500;

/// How far the row of the cursor may be drawn from the others, if it is out of view.
const FAR_PX: i64 = 100_000;

/// What is drawn.
pub(super) struct Drawing {
    pub(super) position: StoredValue<Position>,
    measured: StoredValue<Measured>,
    pub(super) pool: StoredValue<Pool>,
    pub(super) slots: Vec<Slot>,
    used: RwSignal<usize>,
    spacer_px: RwSignal<u64>,
    canvas_px: RwSignal<i64>,
    row_px: RwSignal<u64>,
    columns: RwSignal<u64>,
    /// Those that are seen, in part or whole.
    sight: RwSignal<Range<u64>>,
    /// Whether the next frame scrolls.
    will_scroll: StoredValue<bool>,
    moved: Rests,
    pub(super) drawn: Rests,
    /// After which drawing the rows were put in order last.
    pub(super) ordered: RwSignal<u64>,
}

impl Drawing {
    pub(super) fn begin() -> Self {
        // One more than are drawn: the row of the cursor may be out of view.
        let most = usize::try_from(MOST_ROWS + 1).unwrap_or(usize::MAX);
        Self {
            position: StoredValue::default(),
            measured: StoredValue::default(),
            pool: StoredValue::default(),
            slots: (0..most).map(Slot::new).collect(),
            used: RwSignal::new(0),
            spacer_px: RwSignal::new(0),
            canvas_px: RwSignal::new(0),
            row_px: RwSignal::new(Measured::default().row_px),
            columns: RwSignal::new(Measured::default().columns),
            sight: RwSignal::new(0..0),
            will_scroll: StoredValue::new(false),
            moved: Rests::new(),
            drawn: Rests::new(),
            ordered: RwSignal::new(0),
        }
    }
}

impl Folder {
    /// The rows of the document.
    pub(crate) fn slots(self) -> Vec<Slot> {
        self.drawing.slots.iter().take(self.drawing.used.get()).copied().collect()
    }

    /// The height of the whole list in the document.
    pub(crate) fn spacer_px(self) -> Signal<u64> {
        self.drawing.spacer_px.into()
    }

    /// Where in it the rows begin.
    pub(crate) fn canvas_px(self) -> Signal<i64> {
        self.drawing.canvas_px.into()
    }

    /// How many tiles a line has.
    pub(crate) fn columns(self) -> Signal<u64> {
        self.drawing.columns.into()
    }

    /// The places that are seen, in part or whole.
    pub(crate) fn sight(self) -> Signal<Range<u64>> {
        self.drawing.sight.into()
    }

    /// The height of a line: of a row, or of a tile and the room below it.
    pub(crate) fn row_px(self) -> Signal<u64> {
        self.drawing.row_px.into()
    }

    /// The document's row for a place, if it is drawn.
    pub(crate) fn slot_at(self, place: u64) -> Option<Slot> {
        let slot = self.drawing.pool.with_value(|pool| pool.slot_of(place))?;
        self.drawing.slots.get(slot).copied()
    }

    /// The list, or the window around it, has another size; what was seen first still is.
    pub(crate) fn measured(self, measured: Measured) {
        let before = self.drawing.measured.get_value();
        let position = self.drawing.position.get_value();
        self.drawing.measured.set_value(measured);
        put(self.drawing.row_px, measured.row_px);
        put(self.drawing.columns, measured.columns);
        let is_alike = (before.row_px, before.columns) == (measured.row_px, measured.columns);
        let first = position.offset / before.row_px.max(1) * before.columns;
        self.look_at(if is_alike { position.offset } else { self.scale().top_of(first) });
    }

    /// It may have another size: if not, nobody's wheel is disturbed.
    pub(crate) fn measured_again(self, measured: Measured) {
        if self.drawing.measured.get_value() != measured {
            self.measured(measured);
        }
    }

    /// The browser has scrolled.
    pub(crate) fn scrolled(self, scroll: u64) {
        if self.drawing.will_scroll.get_value() {
            return;
        }
        let (scale, before) = (self.scale(), self.drawing.position.get_value());
        // Where a pixel of the page is no whole number of the screen's, browsers round what they were told.
        if before.scroll.abs_diff(scroll) <= 1 {
            return;
        }
        let now = before.scrolled(scale, scroll);
        self.drawing.position.set_value(now);
        if now.must_settle(scale) {
            self.look_at(now.offset);
            return;
        }
        self.draw();
        if now != now.settled(scale) {
            self.drawing.moved.at_next(move || self.look_at(self.drawing.position.get_value().offset));
        }
    }

    /// Shows the list from an offset on, or as far as it goes.
    pub(super) fn look_at(self, offset: u64) {
        self.drawing.position.set_value(Position::at(self.scale(), offset));
        self.draw();
        if !self.drawing.will_scroll.get_value() {
            self.drawing.will_scroll.set_value(true);
            request_animation_frame(move || {
                scroller::scroll_to(self.drawing.position.get_value().scroll);
                self.drawing.will_scroll.set_value(false);
            });
        }
    }

    /// How large everything is.
    pub(super) fn scale(self) -> Scale {
        self.scale_of(self.rows.with_untracked(crate::state::window::loaded::Loaded::total))
    }

    /// The same, if there were so many rows.
    pub(super) fn scale_of(self, total: u64) -> Scale {
        let Measured { columns, row_px, view_px, pad_px } = self.drawing.measured.get_value();
        Scale { total, columns, row_px, view_px, pad_px }
    }

    /// Brings the document's rows up to date, and asks for what is missing.
    pub(super) fn draw(self) {
        let (scale, position) = (self.scale(), self.drawing.position.get_value());
        let drawn = scale.drawn(position.offset);
        let cursor = self.selection.with_untracked(|choice| choice.cursor().map(|cursor| cursor.place));
        let cursor = cursor.filter(|place| *place < scale.total);
        let base = drawn.start / BLOCK * BLOCK;
        let signed = |px: u64| i64::try_from(px).unwrap_or(i64::MAX);
        put(self.drawing.sight, scale.seen(position.offset));
        put(self.drawing.spacer_px, scale.spacer_px());
        put(self.drawing.canvas_px, signed(scale.top_of(base)).saturating_sub(position.lift()));
        self.drawing.pool.update_value(|pool| pool.arrange(drawn.clone(), cursor));
        let places = self.drawing.pool.with_value(|pool| pool.places().to_vec());
        put(self.drawing.used, places.len());
        self.rows.with_untracked(|rows| {
            for (slot, place) in self.drawing.slots.iter().zip(places) {
                // What is no longer listed at all is forgotten.
                if place.is_none() && scale.total > 0 {
                    slot.hide();
                    continue;
                }
                let row = place.and_then(|place| rows.get(place));
                let place_or_base = place.unwrap_or(base);
                let top_px = signed(scale.top_of(place_or_base)).saturating_sub(signed(scale.top_of(base)));
                let at = (scale.column_of(place_or_base), top_px.clamp(-FAR_PX, FAR_PX));
                let arrival = row.map_or(Arrival::Listed, |row| self.arrival_of(Listed::key(row)));
                slot.show(place, at, row, arrival);
            }
        });
        self.drawing.drawn.at_next(move || self.put_in_order());
        if self.status.with_untracked(|status| *status == Status::Ready) {
            self.want(drawn);
        }
    }

    /// Other rows are known from now on: the document's rows go where theirs are.
    pub(super) fn exchange(self, new: Rows) {
        let cursor = self.selection.with_untracked(|choice| choice.cursor().cloned());
        self.rows.with_untracked(|old| {
            let now = |place: u64| {
                let path = &old.get(place)?.entry.path;
                let at_cursor = cursor.as_ref().filter(|cursor| cursor.path.as_ref() == Some(path));
                at_cursor.map(|cursor| cursor.place).or_else(|| place_of(&new, path, Listed::key))
            };
            self.drawing.pool.update_value(|pool| pool.follow(now));
        });
        self.rows.set(new);
    }

    fn arrival_of(self, path: &EntryPath) -> Arrival {
        let is_new = self.arrived.with_value(|arrived| arrived.contains(path));
        if is_new { Arrival::New } else { Arrival::Listed }
    }
}

/// A number of pixels, for a style.
pub(crate) fn px(n: impl std::fmt::Display) -> String {
    format!("{n}px")
}
