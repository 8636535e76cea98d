//! What people change in a folder: making and renaming. Each answers with the words of its failure.

use holdall_shared::{Entry, EntryKind, EntryName, EntryPath};
use leptos::prelude::*;

use super::{selection::Reach, shell::Shell};
use crate::{
    api::{self, ApiError},
    text::{dialogs, problems},
};

/// Why it was not done, and perhaps a name that would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) sentence: String,
    pub(crate) suggestion: Option<String>,
}

impl Shell {
    /// Makes a folder in the one being looked at.
    pub(crate) async fn make_folder(self, name: String) -> Result<(), Refusal> {
        let folder = self.folder.path().get_untracked();
        let entry = self.make_folder_in(&folder, &name).await?;
        self.layers.close();
        if self.folder.is_search_untracked() {
            self.go(&folder);
        }
        self.folder.refresh_and_go(entry.path, Reach::Only);
        Ok(())
    }

    /// Makes a folder in any other.
    pub(crate) async fn make_folder_in(self, folder: &EntryPath, name: &str) -> Result<Entry, Refusal> {
        let path = checked(folder, name)?;
        let result = api::entries::make_folder(&path).await;
        self.folder.hear(&result);
        let entry = result.map_err(|error| refusal(&error, name))?;
        self.voice.say(dialogs::folder_made(entry.name.as_str()));
        Ok(entry)
    }

    /// Gives an entry another name in the same folder.
    pub(crate) async fn rename(self, entry: Entry, name: String) -> Result<(), Refusal> {
        let path = checked(&entry.path.parent().unwrap_or_default(), &name)?;
        let from = entry.path;
        if path != from {
            let result = api::entries::rename(from.clone(), path.into()).await;
            self.folder.hear(&result);
            let renamed = result.map_err(|error| refusal(&error, &name))?;
            self.voice.say(dialogs::renamed(entry.name.as_str(), renamed.name.as_str()));
            self.folder.renamed(&from, &renamed);
        }
        self.layers.editing.set(None);
        Ok(())
    }
}

/// Whether the entry opens as a folder.
pub(crate) fn is_folder(entry: &Entry) -> bool {
    entry.kind == EntryKind::Folder
}

/// The naming policy is the server's; here only what could not even be asked for is refused.
fn checked(folder: &EntryPath, name: &str) -> Result<EntryPath, Refusal> {
    match EntryName::new(name) {
        Ok(name) => Ok(folder.child(&name)),
        Err(error) => Err(Refusal { sentence: problems::refused_entry_name(name, error), suggestion: None }),
    }
}

fn refusal(error: &ApiError, name: &str) -> Refusal {
    let suggestion = error.problem().and_then(|problem| problem.extensions.suggestion.clone());
    Refusal { sentence: error.sentence(name), suggestion }
}
