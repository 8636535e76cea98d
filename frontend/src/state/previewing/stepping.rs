//! From one file to the next, in the order of the list.

use leptos::prelude::*;

use super::showing::Showing;
use crate::{
    state::preview::beside::{Position, Way},
    text::preview,
};

impl Showing {
    /// Goes to the file before or behind.
    pub(crate) fn step(self, way: Way) {
        let (Some(slot), Some(from)) = (self.stepping.try_get_value(), untrack(|| self.from())) else { return };
        let shell = self.shell;
        slot.run(async move {
            match shell.folder.file_beside(from, way).await {
                // It may have been closed meanwhile.
                Ok(Some(_)) if shell.preview.path().with_untracked(Option::is_none) => {}
                Ok(Some((place, entry))) => {
                    shell.change_preview(&entry.path);
                    let position: Position = untrack(|| shell.folder.position(place));
                    self.say(preview::shown(entry.name.as_str(), Some(position)));
                }
                Ok(None) => self.say(preview::end(way).to_owned()),
                Err(error) => self.say(error.sentence("")),
            }
        });
    }

    /// Says something to who cannot see it; the same words again, too.
    fn say(self, mut words: String) {
        if self.said.try_get_untracked().is_some_and(|said| said == words) {
            words.push('\u{a0}');
        }
        let _closed = self.said.try_set(words);
    }
}
