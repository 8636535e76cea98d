//! What others change in the folder that is shown, as they change it.
//!
//! One stream of events for the folder in view, while the page can be seen and the server can be reached. A tab in the
//! background holds none of the six connections that browsers allow; it asks again when it is looked at. An event only
//! says that it is worth looking again: what is shown is what the server lists.

use holdall_shared::{Action, EntryPath, url};
use leptos::prelude::*;

use super::{folder::Status, shell::Shell};
use crate::browser::{event_source::EventStream, page};

/// The events of the stream (see [`holdall_shared::FolderChange`]).
const EVENTS: [&str; 3] = ["hello", "change", "refetch"];

impl Shell {
    /// Follows the folder that is shown, for as long as the page lives.
    pub(super) fn follow(self) {
        let is_seen = RwSignal::new(page::is_seen());
        let _whole_life = page::on_seen_or_not(move || is_seen.set(page::is_seen()));
        // What was listed: of a folder that is not there nothing can be told.
        let listed = Memo::new(move |before: Option<&Option<EntryPath>>| match self.folder.status().get() {
            Status::Ready => Some(self.folder.path().get()),
            Status::Loading => before.cloned().flatten(),
            Status::Failed { .. } => None,
        });
        let followed = Memo::new(move |_| {
            let can_follow = is_seen.get() && self.connection.is_online() && self.visitor.may(Action::List);
            listed.get().filter(|_| can_follow && !self.is_in_trash())
        });
        let stream = StoredValue::new_local(None);
        Effect::new(move |_| {
            let open = |path: &EntryPath| {
                let address = format!("{}?folder={}", url::EVENTS, url::query_value(path.as_str()));
                EventStream::open(&address, &EVENTS, move |_event| self.looked_at_again())
            };
            stream.set_value(followed.get().as_ref().and_then(open));
        });
    }
}
