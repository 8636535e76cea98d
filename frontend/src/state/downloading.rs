//! Downloading what is chosen as one archive, where it is not all known: the server is asked first what it is.

use holdall_shared::url;

use super::{load::Load, shell::Shell};
use crate::{
    browser::{form, task},
    text::trash,
};

/// What an archive takes (docs/API.md).
const MOST_OF_ARCHIVE: u64 = 10_000;

impl Shell {
    /// Downloads what is chosen.
    pub(crate) fn download_chosen(self) {
        if let Some(folder) = self.folder.whole_chosen() {
            form::post(url::ARCHIVE, "path", &[folder.to_string()]);
            return;
        }
        let load = self.load_chosen();
        self.act(|deeds| deeds.download(load));
    }

    pub(super) fn download(self, load: Load) {
        if load.len() > MOST_OF_ARCHIVE {
            self.notices.show(trash::too_many_for_zip(MOST_OF_ARCHIVE), None);
            return;
        }
        task::run(async move {
            let entries = match load {
                Load::Known(entries) => Ok(entries),
                Load::Sweep(sweep) => self.folder.all_swept(*sweep).await,
            };
            match entries {
                Ok(entries) => {
                    let paths: Vec<String> = entries.iter().map(|entry| entry.path.to_string()).collect();
                    form::post(url::ARCHIVE, "path", &paths);
                }
                Err(error) => self.notices.show(error.sentence(""), None),
            }
        });
    }
}
