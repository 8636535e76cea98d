//! Everything the page knows, in one place that is handed down as context.

mod going;
mod hearing;

use holdall_shared::{Action, Limits};
use leptos::prelude::*;

use super::{
    adding::Adding,
    arrivals::Arrivals,
    connection::Connection,
    deeds::{Doer, LoadDeeds},
    details_panel::DetailsPanel,
    dragging::Dragging,
    folder::Folder,
    history::History,
    installing::Installing,
    lasting::Lasting,
    layer::Layers,
    notice::Notices,
    preferences::{Preferences, SingleKeys, Visit},
    previewing::Preview,
    route::Route,
    session::{Presence, Visitor},
    speaking,
    trash::Trash,
    voice::Voice,
};
use crate::{
    api::{self, ApiError},
    browser::{address, rest, storage, task},
    text::{Language, spoken},
    upload::{
        engine::{Concerned, LoadEngine, Uploads},
        tray::Tray,
    },
};

pub(super) use self::going::looking;

/// Under which the preferences are kept.
const PREFERENCES: &str = "holdall.preferences";

/// What this browser remembers.
pub(crate) fn kept_preferences() -> Preferences {
    storage::get(PREFERENCES).map(|json| Preferences::from_json(&json)).unwrap_or_default()
}

/// The whole state.
pub(crate) type Shell = Lasting<Parts>;

/// What it consists of.
pub(crate) struct Parts {
    pub(crate) preferences: RwSignal<Preferences>,
    /// What the page speaks; what is drawn is drawn anew when it changes.
    pub(crate) language: RwSignal<Language>,
    /// What was chosen in this browser; none: what the browser wants.
    pub(crate) chosen_language: RwSignal<Option<Language>>,
    pub(crate) route: RwSignal<Route>,
    pub(crate) limits: RwSignal<Option<Limits>>,
    /// Whether this browser is here for the first time.
    pub(crate) visit: Visit,
    pub(crate) voice: Voice,
    pub(crate) connection: Connection,
    pub(crate) visitor: Visitor,
    /// Whether all of its code is there ([`rest`]); what only that makes is made then.
    pub(crate) is_whole: RwSignal<bool>,
    pub(crate) folder: Folder,
    pub(crate) trash: Trash,
    /// What does what people do to entries.
    pub(crate) doer: Doer,
    /// What can be taken back.
    pub(crate) undoable: StoredValue<History>,
    pub(crate) notices: Notices,
    pub(crate) layers: Layers,
    pub(crate) details: DetailsPanel,
    pub(crate) preview: Preview,
    pub(crate) dragging: Dragging,
    pub(crate) uploads: Uploads,
    /// What is on its way into them.
    pub(crate) adding: Adding,
    pub(crate) installing: Installing,
    /// What others send to the folder that is shown.
    pub(crate) arrivals: RwSignal<Arrivals>,
}

/// The state of this page.
pub(crate) fn use_shell() -> Shell {
    expect_context::<Shell>()
}

impl Shell {
    /// Builds the state and begins: who are we, where are we.
    pub(crate) fn begin(mut kept: Preferences, load_engine: LoadEngine, load_deeds: LoadDeeds) -> Self {
        let visit = std::mem::replace(&mut kept.visit, Visit::Again);
        let preferences = RwSignal::new(kept);
        let voice = Voice::new();
        let connection = Connection::new(voice);
        let visitor = Visitor::new(connection, voice);
        let folder = Folder::begin(preferences, connection, visitor, voice);
        let (adding, layers, notices) = (Adding::new(), Layers::new(), Notices::new(voice));
        let concerned = Concerned { tray: Tray::new(), adding, connection, visitor, folder, layers, notices, voice };
        let shell = Self::new(Parts {
            preferences,
            language: RwSignal::new(spoken::language()),
            chosen_language: RwSignal::new(speaking::chosen()),
            route: RwSignal::new(Route::parse(&address::pathname())),
            limits: RwSignal::new(None),
            visit,
            voice,
            connection,
            visitor,
            is_whole: RwSignal::new(false),
            folder,
            trash: Trash::begin(connection, visitor, voice),
            doer: Doer::new(load_deeds),
            undoable: StoredValue::default(),
            notices,
            layers,
            details: DetailsPanel::new(),
            preview: Preview::new(),
            dragging: Dragging::new(),
            uploads: Uploads::begin(&concerned, load_engine),
            adding,
            installing: Installing::begin(),
            arrivals: RwSignal::default(),
        });
        shell.listen();
        visitor.begin();
        shell
    }

    /// Puts the focus on the row that has the cursor, in the list that is being looked at.
    pub(crate) fn focus_list(self) {
        if self.is_in_trash_untracked() {
            self.trash.focus_cursor();
        } else {
            self.folder.focus_cursor();
        }
    }

    /// Whether the way to the trash is shown: to who can change anything, where there is a trash or something in it.
    pub(crate) fn may_see_trash(self) -> bool {
        let may = self.visitor.may(Action::Create) || self.visitor.may(Action::Delete);
        let has_trash = self.limits.with(|limits| limits.as_ref().is_some_and(|limits| limits.trash_days > 0));
        may && (has_trash || self.trash.amount().get().is_some_and(|amount| amount.entries > 0))
    }

    /// Whether single letters and signs do something.
    pub(crate) fn has_single_keys(self) -> bool {
        self.preferences.with_untracked(|preferences| preferences.single_keys == SingleKeys::On)
    }

    /// Whether the trash is what is being looked at.
    pub(crate) fn is_in_trash(self) -> bool {
        self.route.with(|route| *route == Route::Trash)
    }

    /// As [`Self::is_in_trash`], outside of what is drawn.
    pub(super) fn is_in_trash_untracked(self) -> bool {
        self.route.with_untracked(|route| *route == Route::Trash)
    }

    /// Whether a folder is on its way, or who we are.
    pub(crate) fn is_opening(self) -> bool {
        self.visitor.presence().get_untracked() == Presence::Unknown || self.folder.is_opening()
    }

    /// Asks what the server takes and how much room it has.
    pub(crate) fn ask_limits(self) {
        let fetch = async move {
            // What is wrong is told by the strips; the numbers stay what they were.
            let _told = self.fetch_limits().await;
        };
        rest::then(move || task::run(fetch));
    }

    /// As [`Self::ask_limits`], for who waits for the answer.
    pub(crate) async fn fetch_limits(self) -> Result<(), ApiError> {
        let result = api::session::limits().await;
        self.folder.hear(&result);
        let limits = result?;
        self.uploads.limits_known(limits.max_file_size);
        self.limits.set(Some(limits));
        Ok(())
    }
}
