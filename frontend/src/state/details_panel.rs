//! What the details panel does: opening, closing, and the versions of a file.

use holdall_shared::{Entry, EntryPath, FileVersion};
use leptos::prelude::*;

use super::{
    changes::Refusal,
    choice::Choice,
    details::{Panel, Subject},
    selection::Reach,
    shell::Shell,
};
use crate::{
    api,
    browser::{dates, focus, page, task},
    text::{details, trash},
};

/// The panel in the DOM.
pub(crate) const PANEL: &str = "details";
/// Its button that closes it: where the focus goes on a phone.
pub(crate) const CLOSE: &str = "details-close";
/// Its heading of versions.
pub(crate) const VERSIONS: &str = "details-versions";

/// The panel.
#[derive(Clone, Copy)]
pub(crate) struct DetailsPanel {
    pub(crate) panel: RwSignal<Panel>,
    /// Notified when the versions of a file have changed.
    pub(crate) versions: Trigger,
}

/// Which part of the panel is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it.
    Whole,
    /// What the file was before.
    Versions,
}

impl DetailsPanel {
    pub(crate) fn new() -> Self {
        Self { panel: RwSignal::new(Panel::Closed), versions: Trigger::new() }
    }

    /// Whether it is open.
    pub(crate) fn is_open(self) -> bool {
        self.panel.get() == Panel::Open
    }
}

impl Shell {
    /// What the panel is about.
    pub(crate) fn subject(self) -> Subject {
        match self.folder.known_chosen() {
            Some(chosen) => Subject::of(&chosen, self.folder.entry_at_cursor()),
            None => Subject::Many(self.folder.selection.with(Choice::len)),
        }
    }

    /// Opens the panel, or closes it. In a wide window the focus stays where it is: the panel follows it.
    pub(crate) fn toggle_details(self) {
        match self.details.panel.get_untracked().toggled() {
            Panel::Open => self.open_details(Part::Whole),
            Panel::Closed => self.close_details(),
        }
    }

    /// Opens the panel about `entry`, or about what is selected with it.
    pub(crate) fn show_details(self, entry: &Entry, part: Part) {
        if let Some(place) = self.folder.place_of(&entry.path) {
            let is_any = self.folder.selection.with_untracked(|selection| !selection.is_empty());
            let is_other = is_any && (!self.folder.is_chosen(&entry.path) || part == Part::Versions);
            self.folder.reach(place, if is_other { Reach::Only } else { Reach::Cursor });
        }
        self.open_details(part);
    }

    /// Closes the panel; a focus in it goes back to the list.
    pub(crate) fn close_details(self) {
        let had_focus = focus::current().is_some_and(|element| element.closest("#details").ok().flatten().is_some());
        self.details.panel.set(Panel::Closed);
        if had_focus {
            self.folder.focus_cursor();
        }
    }

    /// Makes a version the file's content again.
    pub(crate) fn restore_version(self, path: EntryPath, version: FileVersion) {
        let name = path.name().map(String::from).unwrap_or_default();
        self.notices.clear();
        // The button goes when the list of versions comes anew.
        focus::to_id_soon(VERSIONS.to_owned());
        task::run(async move {
            let result = api::versions::restore(&path, version.id).await;
            self.folder.hear(&result);
            match result {
                Ok(_) => {
                    self.folder.refresh();
                    self.ask_limits();
                    self.voice.tell(details::restored(&name, &dates::when(version.modified)));
                }
                Err(error) => self.notices.show(trash::not_restored(&[&name], &error.sentence(&name)), None),
            }
            self.details.versions.notify();
        });
    }

    /// Deletes a version for good. Answers with the words of its failure.
    pub(crate) async fn delete_version(self, path: EntryPath, version: FileVersion) -> Result<(), Refusal> {
        let result = api::versions::delete(&path, &version.id).await;
        self.folder.hear(&result);
        let name = path.name().map(String::from).unwrap_or_default();
        result.map_err(|error| Refusal { sentence: error.sentence(&name), suggestion: None })?;
        self.layers.close();
        // The button that asked for it is gone with the version.
        focus::to_id_soon(VERSIONS.to_owned());
        self.details.versions.notify();
        self.ask_limits();
        self.voice.tell(details::version_deleted().to_owned());
        Ok(())
    }

    /// Opens the panel.
    pub(crate) fn open_details(self, part: Part) {
        self.details.panel.set(Panel::Open);
        if let Some(entry) = untrack(|| self.subject()).one() {
            self.voice.say(details::opened(entry.name.as_str()));
        }
        match part {
            Part::Versions => focus::to_id_soon(VERSIONS.to_owned()),
            Part::Whole if page::is_narrow() => focus::to_id_soon(CLOSE.to_owned()),
            Part::Whole => {}
        }
    }
}
