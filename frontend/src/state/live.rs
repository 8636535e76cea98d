//! What others change in the folder that is shown, as they change it.
//!
//! The folder in view is followed once the page is whole, while it can be seen, the server can be reached, and there is a
//! session. A tab in the background follows nothing; it asks again when it is looked at. An event only says that it is worth
//! looking again: what is shown is what the server lists.

use holdall_shared::{Action, EntryPath};
use leptos::prelude::*;

use super::{arrivals::Arrivals, folder::Status, session::Presence, shell::Shell};
use crate::browser::{
    events::{Follower, Heard},
    page,
};

impl Shell {
    /// Follows the folder that is shown, for as long as the page lives.
    pub(super) fn follow(self) {
        let is_seen = RwSignal::new(page::is_seen());
        let _whole_life = page::on_seen_or_not(move |is_seen_now| is_seen.set(is_seen_now));
        // What was listed: of a folder that is not there nothing can be told.
        let listed = Memo::new(move |before: Option<&Option<EntryPath>>| match self.folder.status().get() {
            Status::Ready => Some(self.folder.path().get()),
            Status::Loading => before.cloned().flatten(),
            Status::Failed { .. } => None,
        });
        let followed = Memo::new(move |_| {
            let is_known = self.visitor.presence().get() == Presence::Known && self.visitor.may(Action::List);
            let can_follow = self.is_whole.get() && is_seen.get() && self.connection.is_online() && is_known;
            listed.get().filter(|_| can_follow && !self.is_in_trash())
        });
        let hear = move |heard| match heard {
            Heard::Changed => self.looked_at_again(),
            Heard::Uploads(json) => {
                if let Ok(told) = serde_json::from_str(&json) {
                    self.arrivals.set(Arrivals::of(told, |path| self.uploads.has(path)));
                }
            }
        };
        let stream = StoredValue::new_local(Follower::begin(hear));
        Effect::new(move |_| {
            let folder = followed.get().map(String::from);
            // Whatever was on its way, was on its way elsewhere.
            self.arrivals.set(Arrivals::default());
            stream.with_value(|stream| stream.follow(folder));
        });
    }
}
