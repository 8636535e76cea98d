//! What lies over the page: at most one dialog and one menu.

use holdall_shared::{Entry, EntryPath, FileVersion, TrashedEntry};
use leptos::prelude::*;

use crate::{
    browser::focus::{self, Side},
    state::{
        deletion::Loss,
        folder::Sweep,
        load::Load,
        transfer::Way,
        transferring::{Job, Rounds},
    },
    upload::machine::UploadId,
};

/// A dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// Asks for a name.
    NewFolder,
    /// Asks before these are deleted, some of them for good.
    Delete {
        /// Which.
        entries: Vec<Entry>,
        /// Why for good.
        loss: Loss,
    },
    /// Asks before all that is chosen is deleted, where that is too much to be undone at once.
    DeleteMany(Box<Sweep>),
    /// Asks into which folder something is moved or copied.
    Target {
        /// Which of the two.
        way: Way,
        /// What.
        load: Load,
    },
    /// Asks what becomes of names that are taken there.
    Taken(Box<Job>),
    /// How far it is, where that is too much for one step.
    TransferMany(Box<Rounds>),
    /// Asks before these entries of the trash are deleted for good.
    Purge(Vec<TrashedEntry>),
    /// Asks before all of so many entries are.
    EmptyTrash(u64),
    /// Asks before a version is deleted for good.
    DeleteVersion {
        /// Of which file.
        path: EntryPath,
        /// Which.
        version: FileVersion,
    },
    /// Asks what becomes of files whose names are taken, or cannot be.
    Batch,
    /// Asks before what has arrived is thrown away.
    StopUpload(UploadId),
    /// The sign-in card.
    SignIn,
    /// The table of keys.
    Shortcuts,
    /// What takes how much.
    Storage,
    /// Name and version.
    About,
    /// A link, or another text, that the clipboard would not take.
    CopyLink(String),
}

/// A menu and where it opens.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OpenMenu {
    pub(crate) menu: Menu,
    /// In pixels from the window's upper left corner.
    pub(crate) at: (f64, f64),
    /// Which of the menu's upper corners is there.
    pub(crate) side: Side,
    /// The id of the element that gets the focus back.
    pub(crate) opener: String,
}

/// A menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Menu {
    /// Of the page.
    Top,
    /// Ways to upload.
    Upload,
    /// Of a row.
    Row(Entry),
    /// Of what is selected.
    Selection,
    /// Of a row of the trash.
    Trashed(TrashedEntry),
    /// Of the bar at a phone's foot.
    Phone,
    /// The order of tiles.
    Sort,
    /// The folders in the middle of a long path.
    Path,
}

/// The search field of a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Search {
    /// A button stands for it.
    Folded,
    /// It is in the place of the folder's name.
    Open,
}

/// What lies over the page.
#[derive(Clone, Copy)]
pub(crate) struct Layers {
    pub(crate) dialog: RwSignal<Option<Dialog>>,
    pub(crate) menu: RwSignal<Option<OpenMenu>>,
    /// The row whose name is being edited.
    pub(crate) editing: RwSignal<Option<EntryPath>>,
    /// Whether the search field is seen where there is little room.
    pub(crate) search: RwSignal<Search>,
    /// The dialog that comes back when the one in its place is closed.
    interrupted: RwSignal<Option<Dialog>>,
    /// What was typed into it.
    pub(crate) half_typed: RwSignal<String>,
}

impl Layers {
    pub(crate) fn new() -> Self {
        Self {
            dialog: RwSignal::new(None),
            menu: RwSignal::new(None),
            editing: RwSignal::new(None),
            search: RwSignal::new(Search::Folded),
            interrupted: RwSignal::new(None),
            half_typed: RwSignal::default(),
        }
    }

    /// Opens a dialog, in the place of any other.
    pub(crate) fn open(self, dialog: Dialog) {
        let dialog = Some(dialog);
        // Asked for twice, it stays as it is, with what was chosen in it.
        if self.dialog.with_untracked(|open| *open != dialog) {
            self.dialog.set(dialog);
        }
    }

    /// Signs in from within a dialog, which comes back afterwards with what was typed into it.
    pub(crate) fn sign_in_and_return(self, typed: String) {
        self.half_typed.set(typed);
        self.interrupted.set(self.dialog.get_untracked());
        self.open(Dialog::SignIn);
    }

    /// Closes the dialog; the browser gives the focus back, and an interrupted dialog comes back.
    pub(crate) fn close(self) {
        focus::close_dialog();
        self.dialog.set(self.interrupted.get_untracked());
        self.interrupted.set(None);
    }

    /// Closes the question about a batch, if it is open.
    pub(crate) fn close_batch(self) {
        if self.dialog.with_untracked(|dialog| *dialog == Some(Dialog::Batch)) {
            self.close();
        }
    }

    /// Closes the menu and gives the focus back.
    pub(crate) fn close_menu(self) {
        if let Some(menu) = self.menu.get_untracked() {
            self.menu.set(None);
            focus::to_id(&menu.opener);
        }
    }

    /// Opens a menu below the element with that id, or closes it if it is open.
    pub(crate) fn toggle_menu(self, menu: Menu, opener: &str) {
        let is_open = self.menu.with_untracked(|open| open.as_ref().is_some_and(|open| open.menu == menu));
        if is_open {
            self.close_menu();
        } else if let Some(element) = document().get_element_by_id(opener) {
            // The buttons are at the end of their bars, all but the one in the path.
            let side = if menu == Menu::Path { Side::Start } else { Side::End };
            let at = focus::menu_corner(&element, side);
            self.menu.set(Some(OpenMenu { menu, at, side, opener: opener.to_owned() }));
        }
    }
}
