//! What went wrong outside of a dialog: one message under the path bar, which stays until it is dealt with.

use holdall_shared::TrashedEntry;
use leptos::prelude::*;

use super::voice::Voice;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) text: String,
    pub(crate) remedy: Option<Remedy>,
}

/// What can be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// Puts these back under other names.
    RestoreRenamed(Vec<TrashedEntry>),
    /// Adds the files again that could not be added.
    AddAgain,
}

/// The message, if there is one.
#[derive(Clone, Copy)]
pub(crate) struct Notices {
    current: RwSignal<Option<Notice>>,
    voice: Voice,
}

impl Notices {
    pub(crate) fn new(voice: Voice) -> Self {
        Self { current: RwSignal::new(None), voice }
    }

    /// The message.
    pub(crate) fn current(self) -> Signal<Option<Notice>> {
        self.current.into()
    }

    /// Shows a message, in the place of any other; a toast would contradict it.
    pub(crate) fn show(self, text: String, remedy: Option<Remedy>) {
        self.voice.end_toast();
        self.current.set(Some(Notice { text, remedy }));
    }

    /// Something else was begun. What holds files that are nowhere else stays.
    pub(crate) fn clear(self) {
        if self.current.with_untracked(Option::is_some) && !self.holds_files() {
            self.current.set(None);
        }
    }

    /// Whether it holds files that could not be added.
    pub(crate) fn holds_files(self) -> bool {
        let holds = |notice: &Notice| notice.remedy == Some(Remedy::AddAgain);
        self.current.with_untracked(|current| current.as_ref().is_some_and(holds))
    }

    /// It was dealt with, or put away.
    pub(crate) fn end(self) {
        self.current.set(None);
    }
}
