//! What people do to entries, behind its cut.

use holdall_shared::{EntryPath, TrashedEntry};

use super::{
    deeds::{Deeds, MakeDeeds},
    load::Load,
    restoring::As,
    shell::Shell,
    transfer::Way,
};

/// What does it.
pub fn deeds() -> MakeDeeds {
    MakeDeeds(|shell| Box::leak(Box::new(Doing(shell))))
}

struct Doing(Shell);

impl Deeds for Doing {
    fn delete(&self, load: Load) {
        self.0.delete(load);
    }

    fn download(&self, load: Load) {
        self.0.download(load);
    }

    fn choose_target(&self, way: Way, load: Load) {
        self.0.choose_target(way, load);
    }

    fn transfer(&self, way: Way, load: Load, to: EntryPath) {
        self.0.transfer_dropped(way, load, to);
    }

    fn restore(&self, entries: Vec<TrashedEntry>, name: As) {
        self.0.restore(entries, name);
    }

    fn undo(&self) {
        self.0.undo_last();
    }
}
