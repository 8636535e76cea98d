//! The page as an app: whether it can be installed, and what was shared to it.

use std::time::Duration;

use holdall_shared::{Action, EntryPath};
use leptos::prelude::*;

use super::{route::Route, shell::Shell};
use crate::browser::{
    installing::{self, Offer},
    rest, shared, task, tree,
};

/// When the service worker is started: the list and the parts of the page come first.
const AT_EASE: Duration = Duration::from_secs(2);

/// The browser's offer to install the page.
#[derive(Clone, Copy)]
pub(crate) struct Installing {
    offer: StoredValue<Option<Offer>, LocalStorage>,
}

impl Installing {
    /// Listens as long as the page lives.
    pub(crate) fn begin() -> Self {
        let offer = StoredValue::new_local(None);
        installing::on_offer(move |offered| offer.set_value(offered));
        task::run(async {
            task::pause(AT_EASE).await;
            rest::then(|| task::run(installing::start_service_worker()));
        });
        Self { offer }
    }

    /// Whether the page can be installed.
    pub(crate) fn is_offered(self) -> bool {
        self.offer.with_value(Option::is_some)
    }

    /// Lets the browser ask.
    pub(crate) fn install(self) {
        if let Some(offer) = self.offer.try_update_value(Option::take).flatten() {
            offer.take();
        }
    }
}

impl Shell {
    /// Uploads what another app has shared, into the folder that is being looked at.
    pub(super) fn take_shared(self) {
        let take = async move {
            if !self.visitor.may_untracked(Action::Create) {
                return;
            }
            let files = shared::take().await;
            let folder = match self.route.get_untracked() {
                Route::Folder(folder) => folder,
                Route::Trash | Route::Unknown => EntryPath::ROOT,
            };
            self.add(folder, tree::alone(files));
        };
        rest::then(move || task::run(take));
    }
}
