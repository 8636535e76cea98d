//! What has become of the file that is shown: told, while what is shown stays.

use holdall_shared::{Entry, ProblemKind};
use leptos::prelude::*;

use super::showing::Showing;
use crate::{
    api::{self, ApiError},
    text::preview,
};

/// What has become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum News {
    /// Nothing.
    None,
    /// It has another content.
    Changed,
    /// It is not there any more.
    Gone,
}

impl Showing {
    /// The list has changed: perhaps the file has.
    pub(super) fn look_for_news(self) {
        let path = self.shell.preview.path().get();
        let Some(shown) = self.entry().filter(|shown| path.as_ref() == Some(&shown.path)) else { return };
        if let Some(place) = self.place() {
            self.last_place.set_value(Some(place));
        }
        match self.shell.folder.entry_of(&shown.path) {
            Some(listed) if is_same(&shown, &listed) => {}
            Some(_) => self.tell(News::Changed),
            // The list may show another part of the folder, or not all of its names.
            None => self.ask_for_news(shown),
        }
    }

    fn ask_for_news(self, shown: Entry) {
        let Some(slot) = self.asking.try_get_value() else { return };
        slot.run(async move {
            match api::entries::entry(&shown.path).await {
                Ok(now) if is_same(&shown, &now) => {}
                Ok(_) => self.tell(News::Changed),
                Err(ApiError::Problem(problem)) if problem.kind == ProblemKind::NotFound => self.tell(News::Gone),
                // What is shown stays; the strips of the page tell.
                Err(_) => {}
            }
        });
    }

    fn tell(self, news: News) {
        let name = untrack(|| self.name());
        if self.news.try_get_untracked().is_some_and(|known| known != news) {
            self.news.set(news);
            self.said.set(news_of(news, &name).unwrap_or_default());
        }
    }
}

/// While it settles, a file's validator changes without it: size and time tell enough for who looks at it.
fn is_same(a: &Entry, b: &Entry) -> bool {
    (a.size, a.modified) == (b.size, b.modified)
}

/// It in words.
pub(crate) fn news_of(news: News, name: &str) -> Option<String> {
    match news {
        News::None => None,
        News::Changed => Some(preview::changed(name)),
        News::Gone => Some(preview::gone(name)),
    }
}
