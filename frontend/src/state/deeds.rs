//! What people do to entries as the rest of the page asks for it. Doing it is a part of the page (`doing`), which is loaded
//! soon after the page stands, and at once when somebody does something.
//!
//! What it is done to is told with it, as it was when somebody asked: meanwhile something else may be chosen.

use holdall_shared::{Entry, EntryPath, TrashedEntry};
use leptos::prelude::*;

use super::{load::Load, restoring::As, shell::Shell, transfer::Way};
use crate::{
    browser::{
        keys,
        loading::{Loading, NotLoaded, Once},
        task,
    },
    text::parts,
};

/// What can be done.
pub(crate) trait Deeds {
    /// Deletes entries of the folder, or asks first where they would be gone.
    fn delete(&self, load: Load);
    /// Downloads them as one archive.
    fn download(&self, load: Load);
    /// Asks where they are to be moved or copied.
    fn choose_target(&self, way: Way, load: Load);
    /// Moves or copies what was dropped on a folder; asks first about names that are taken there.
    fn transfer(&self, way: Way, load: Load, to: EntryPath);
    /// Puts entries of the trash back.
    fn restore(&self, entries: Vec<TrashedEntry>, name: As);
    /// Takes back what was deleted or moved last.
    fn undo(&self);
}

/// Makes what does it.
#[derive(Clone, Copy)]
pub struct MakeDeeds(pub(super) fn(Shell) -> &'static dyn Deeds);

/// Gets its code.
pub type LoadDeeds = fn() -> Loading<MakeDeeds>;

/// What does it, once it is there.
pub(crate) struct Doer {
    load: LoadDeeds,
    made: Once<dyn Deeds>,
    /// How often all that waits was given up.
    given_up: StoredValue<u64>,
}

impl Doer {
    pub(super) fn new(load: LoadDeeds) -> Self {
        Self { load, made: Once::new(), given_up: StoredValue::new(0) }
    }

    /// Nothing is done of what waits: somebody else is here, or nobody wants it any more.
    pub(super) fn give_up(&self) {
        self.given_up.update_value(|given_up| *given_up += 1);
    }
}

impl Shell {
    /// Does something: at once, or as soon as the code is there; told, where it cannot be had.
    pub(crate) fn act(self, act: impl FnOnce(&'static dyn Deeds) + 'static) {
        if let Some(deeds) = self.doer.made.get() {
            act(deeds);
            return;
        }
        let given_up = self.doer.given_up.get_value();
        let escape = keys::first_escape(move || {
            self.doer.give_up();
            true
        });
        task::run(async move {
            let deeds = self.deeds().await;
            drop(escape);
            match deeds {
                _ if self.doer.given_up.get_value() != given_up => {}
                Ok(deeds) => act(deeds),
                Err(NotLoaded) => self.notices.show(parts::not_done(), None),
            }
        });
    }

    /// What does it. What could not be loaded is tried anew.
    pub(crate) async fn deeds(self) -> Result<&'static dyn Deeds, NotLoaded> {
        self.doer.made.get_or_make(self.doer.load, |MakeDeeds(make)| make(self)).await
    }

    /// Deletes one entry.
    pub(crate) fn delete_one(self, entry: Entry) {
        self.act(|deeds| deeds.delete(Load::Known(vec![entry])));
    }

    /// Deletes what is chosen.
    pub(crate) fn delete_chosen(self) {
        let load = self.load_chosen();
        self.act(|deeds| deeds.delete(load));
    }

    /// Takes back what was deleted or moved last.
    pub(crate) fn undo(self) {
        self.act(Deeds::undo);
    }
}
