//! What comes from outside: the address, the connection, the session, the person who looks at the page again.

use holdall_shared::Action;
use leptos::prelude::*;

use super::{PREFERENCES, Shell};
use crate::{
    browser::{address, page, rest, storage, task},
    state::{ahead, history::History, route::Route, session::Presence, trash},
    upload::machine::Outage,
};

impl Shell {
    pub(super) fn listen(self) {
        let _whole_life = address::on_history_move(move || self.moved());
        let uploads = self.uploads;
        let _whole_life = page::ask_before_leaving(move || uploads.is_unfinished());
        let _whole_life = window_event_listener(leptos::ev::focus, move |_| self.looked_at_again());
        self.follow();
        self.keep_selected_in_address();
        self.connection.when_back(Callback::new(move |outage| self.came_back(outage)));
        self.visitor.when_known(Callback::new(move |before| self.known(before)));
        Effect::new(move |_| {
            let preferences = self.preferences.get();
            storage::set(PREFERENCES, &preferences.to_json());
            page::set_look("data-theme", preferences.theme.attribute());
            page::set_look("data-density", preferences.density.attribute());
        });
    }

    /// Asks again for what is being looked at.
    fn renew(self) {
        if self.is_in_trash_untracked() {
            self.trash.reopen();
        } else if self.folder.is_ready() {
            self.folder.refresh();
        } else {
            self.folder.reopen();
        }
        self.trash.ask_count();
    }

    /// The window has the focus again, or the server tells of a change: the folder may be another.
    pub(in crate::state) fn looked_at_again(self) {
        rest::then(move || {
            if (self.is_shown() || self.folder.is_opening()) && !self.is_in_trash_untracked() {
                self.folder.refresh();
            }
        });
    }

    fn came_back(self, outage: Outage) {
        self.uploads.reconnected(outage);
        if matches!(self.visitor.presence().get_untracked(), Presence::Unknown | Presence::Leaving) {
            task::run(self.visitor.ask());
        } else {
            self.renew();
        }
    }

    /// The server has said who we are.
    fn known(self, before: Presence) {
        self.doer.give_up();
        if !self.visitor.may_untracked(Action::List) {
            ahead::could_not_list();
            self.folder.forget();
            self.trash.forget();
            self.undoable.update_value(History::forget_all);
            return;
        }
        ahead::could_list();
        self.layers.close();
        self.ask_limits();
        self.uploads.tell(|engine| engine.signed_in());
        if before == Presence::Ended && self.is_shown() {
            self.renew();
        } else {
            self.trash.ask_count();
            self.arrive();
        }
        self.take_shared();
    }

    /// Whether what is being looked at is there.
    fn is_shown(self) -> bool {
        match self.route.get_untracked() {
            Route::Trash => self.trash.status().with_untracked(|status| *status == trash::Status::Ready),
            Route::Folder(_) | Route::Unknown => self.folder.is_ready(),
        }
    }
}
