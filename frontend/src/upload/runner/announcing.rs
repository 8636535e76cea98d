//! What the machine has to say, aloud; and the tray, which opens at a failure and folds when all is done.

use std::time::Duration;

use leptos::prelude::*;

use super::Runner;
use crate::{
    text::upload as text,
    upload::{
        machine::{Notice, Overall},
        tray::Fold,
    },
};

/// Long enough to have read that all is done.
const FOLD_AFTER: Duration = Duration::from_secs(5);

impl Runner {
    pub(super) fn announce(self, notice: Notice) {
        match notice {
            Notice::Started(count) => self.voice.say(text::started(count)),
            Notice::Progress(summary) => {
                self.voice.say(text::progressed(summary.percent(), summary.index(), summary.count));
            }
            Notice::Failed(id) => {
                self.tray.fold.set(Fold::Open);
                if let Some(sentence) = self.get(id).and_then(|upload| text::state_of_failed(&upload)) {
                    self.voice.say(sentence);
                }
            }
            Notice::Ended(summary) => {
                if summary.overall == Overall::Done && summary.done > 0 {
                    self.voice.say(text::done(summary.done));
                    self.fold_later();
                }
            }
        }
    }

    fn fold_later(self) {
        set_timeout(
            move || {
                if self.tray.summary.with_untracked(|summary| summary.overall == Overall::Done) {
                    self.tray.fold.set(Fold::Folded);
                }
            },
            FOLD_AFTER,
        );
    }
}
