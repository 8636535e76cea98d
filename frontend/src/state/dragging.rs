//! Rows that are being dragged with the mouse: what, over which folder, and folders that open under it.

use std::time::Duration;

use holdall_shared::EntryPath;
use leptos::prelude::*;

use super::{load::Load, shell::Shell, transfer::Way};

/// A folder opens when something was held over it for so long.
const OPENS_AFTER: Duration = Duration::from_millis(800);

/// What is being dragged.
#[derive(Clone, Copy)]
pub(crate) struct Dragging {
    load: StoredValue<Option<Load>>,
    over: RwSignal<Option<Over>>,
    opening: StoredValue<Option<(EntryPath, TimeoutHandle)>, LocalStorage>,
}

/// A folder that would take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Over {
    pub(crate) folder: EntryPath,
    pub(crate) way: Way,
}

impl Dragging {
    pub(crate) fn new() -> Self {
        Self { load: StoredValue::default(), over: RwSignal::new(None), opening: StoredValue::new_local(None) }
    }

    /// Whether rows are being dragged.
    pub(crate) fn is_active(self) -> bool {
        self.load.with_value(Option::is_some)
    }

    /// The folder that would take it.
    pub(crate) fn over(self) -> Signal<Option<Over>> {
        self.over.into()
    }

    /// It begins.
    pub(crate) fn begin(self, load: Load) {
        self.load.set_value(Some(load));
    }

    /// It is over, however it went.
    pub(crate) fn end(self) {
        self.load.set_value(None);
        self.leave();
    }

    /// It is over nothing that would take it.
    pub(crate) fn leave(self) {
        self.over.set(None);
        self.open_none();
    }

    fn open_none(self) {
        self.opening.update_value(|opening| {
            if let Some((_, timer)) = opening.take() {
                timer.clear();
            }
        });
    }
}

impl Shell {
    /// What is dragged is held over a folder; whether that would take it.
    pub(crate) fn drag_over(self, folder: EntryPath, way: Way) -> bool {
        let dragging = self.dragging;
        self.open_soon(&folder);
        let fits = untrack(|| self.may_transfer(way))
            && self.connection.is_online_untracked()
            && dragging.load.with_value(|load| load.as_ref().is_some_and(|load| load.unfit(way, &folder).is_none()));
        let over = fits.then_some(Over { folder, way });
        if dragging.over.with_untracked(|known| *known != over) {
            dragging.over.set(over);
        }
        fits
    }

    /// It was dropped on a folder.
    pub(crate) fn drop_on(self, folder: EntryPath, way: Way) {
        let fits = self.drag_over(folder.clone(), way);
        let mut load = None;
        self.dragging.load.update_value(|dragged| load = dragged.take());
        self.dragging.end();
        if let Some(load) = load.filter(|_| fits) {
            self.act(move |deeds| deeds.transfer(way, load, folder));
        }
    }

    /// A folder under what is dragged opens after a while: not the one that is open, nor one that is dragged itself.
    fn open_soon(self, folder: &EntryPath) {
        let opening = self.dragging.opening;
        if opening.with_value(|opening| opening.as_ref().is_some_and(|(path, _)| path == folder)) {
            return;
        }
        self.dragging.open_none();
        let can_open = self.dragging.load.with_value(|load| match load {
            Some(Load::Known(entries)) => entries.iter().all(|entry| entry.path != *folder),
            // Where its rows are is known only in the folder that is shown.
            Some(Load::Sweep(_)) | None => false,
        });
        if !can_open || self.folder.path().with_untracked(|shown| shown == folder) {
            return;
        }
        let path = folder.clone();
        let open = move || {
            if self.dragging.is_active() {
                self.dragging.leave();
                self.go(&path);
            }
        };
        if let Ok(timer) = set_timeout_with_handle(open, OPENS_AFTER) {
            opening.set_value(Some((folder.clone(), timer)));
        }
    }
}
