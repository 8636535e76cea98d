//! What the layer of the preview shows: the file, whether it is still what it was, and what is said about it.

use holdall_shared::{Entry, EntryKind, EntryPath};
use leptos::prelude::*;

use super::news::News;

use crate::{
    api::{self, ApiError},
    browser::task::Slot,
    state::{
        folder::Status,
        preview::{
            Kind,
            beside::{Beside, From, Position, Way},
        },
        selection::Reach,
        session::Presence,
        shell::Shell,
    },
};

/// What is shown.
#[derive(Clone, Copy)]
pub(crate) struct Showing {
    pub(crate) shell: Shell,
    /// The file.
    pub(crate) file: RwSignal<File>,
    /// What has become of it since.
    pub(crate) news: RwSignal<News>,
    /// Whether a picture is as large as the window.
    pub(crate) zoom: RwSignal<Zoom>,
    /// Whether a picture is there to be seen.
    pub(crate) picture: RwSignal<Drawn>,
    /// Whether a Markdown text is shown as it is written.
    pub(crate) form: RwSignal<Form>,
    /// Said to who cannot see it.
    pub(crate) said: RwSignal<String>,
    /// Where it was in the list last.
    pub(super) last_place: StoredValue<Option<u64>>,
    pub(super) asking: StoredValue<Slot, LocalStorage>,
    pub(super) stepping: StoredValue<Slot, LocalStorage>,
}

/// The file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum File {
    /// The server is being asked what it is.
    Asking,
    /// This is known.
    Known(Entry),
    /// It could not be had.
    Failed(ApiError),
}

/// How large a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zoom {
    /// As the window.
    Fitted,
    /// Pixel by pixel.
    Actual,
}

/// Whether a picture is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drawn {
    /// It is on its way.
    NotYet,
    /// It is.
    Here,
    /// The browser cannot draw it.
    Never,
}

/// How a Markdown text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As it is meant.
    Rendered,
    /// As it is written.
    Source,
}

impl Showing {
    /// Shows what the page's address names, as long as it names anything.
    pub(crate) fn begin(shell: Shell) -> Self {
        let showing = Self {
            shell,
            file: RwSignal::new(File::Asking),
            news: RwSignal::new(News::None),
            zoom: RwSignal::new(Zoom::Fitted),
            picture: RwSignal::new(Drawn::NotYet),
            form: RwSignal::new(Form::Rendered),
            said: RwSignal::default(),
            last_place: StoredValue::new(None),
            asking: StoredValue::new_local(Slot::default()),
            stepping: StoredValue::new_local(Slot::default()),
        };
        let path = shell.preview.path();
        Effect::new(move |_| {
            if let Some(path) = path.get() {
                showing.show(&path);
            }
        });
        let is_ready = Memo::new(move |_| shell.folder.status().with(|status| *status == Status::Ready));
        Effect::new(move |_| {
            if is_ready.get()
                && let Some(path) = path.get()
            {
                showing.find_place(path);
            }
        });
        Effect::new(move |_| showing.look_for_news());
        // What could not be had is asked for again once the server is back, or knows who asks.
        Effect::new(move |before: Option<(bool, bool)>| {
            let now = (shell.connection.is_online(), shell.visitor.presence().get() == Presence::Known);
            let is_better = before.is_some_and(|before| (now.0 && !before.0) || (now.1 && !before.1));
            if is_better && showing.file.with_untracked(|file| matches!(file, File::Failed(_))) {
                showing.show_anew();
            }
            now
        });
        showing
    }

    /// The name of the file.
    pub(crate) fn name(self) -> String {
        let name = |path: &EntryPath| path.name().map(String::from);
        self.shell.preview.path().with(|path| path.as_ref().and_then(name)).unwrap_or_default()
    }

    /// The file, once it is known.
    pub(crate) fn entry(self) -> Option<Entry> {
        self.file.with(|file| if let File::Known(entry) = file { Some(entry.clone()) } else { None })
    }

    /// How it is shown.
    pub(crate) fn kind(self) -> Kind {
        self.file.with(|file| if let File::Known(entry) = file { kind_of(entry) } else { Kind::None })
    }

    /// Where it is in the list, if that is known.
    pub(crate) fn place(self) -> Option<u64> {
        let path = self.shell.preview.path().get()?;
        self.shell.folder.listed_at(&path)
    }

    /// Which of the files of the list it is.
    pub(crate) fn position(self) -> Option<Position> {
        self.place().map(|place| self.shell.folder.position(place))
    }

    /// Whether there may be a file beside it.
    pub(crate) fn has_beside(self, way: Way) -> bool {
        self.from().is_some_and(|from| self.shell.folder.beside(from, way) != Beside::Nothing)
    }

    /// Where one goes from here.
    pub(super) fn from(self) -> Option<From> {
        match self.place() {
            Some(place) => Some(From::At(place)),
            None => self.last_place.get_value().map(From::Gap),
        }
    }

    /// Shows the same file again, as it is now.
    pub(crate) fn show_anew(self) {
        if let Some(path) = self.shell.preview.path().get_untracked() {
            self.begin_anew();
            self.said.set(String::new());
            self.file.set(File::Asking);
            self.ask(path);
        }
    }

    fn begin_anew(self) {
        self.news.set(News::None);
        self.zoom.set(Zoom::Fitted);
        self.picture.set(Drawn::NotYet);
    }

    fn show(self, path: &EntryPath) {
        self.begin_anew();
        self.form.set(Form::Rendered);
        self.last_place.set_value(None);
        if let Some(entry) = untrack(|| self.shell.folder.entry_of(path)) {
            self.stop_asking();
            self.file.set(File::Known(entry));
        } else {
            self.file.set(File::Asking);
            self.ask(path.clone());
        }
    }

    /// The content could not be had, though the file was there when the list was made.
    pub(crate) fn fail(self, error: ApiError) {
        self.shell.folder.hear(&Err::<(), _>(error.clone()));
        let _closed = self.file.try_set(File::Failed(error));
    }

    /// A browser does not say why it cannot show a file: whether that is the file, the server says.
    pub(crate) async fn is_there(self, path: EntryPath) -> bool {
        match api::entries::entry(&path).await {
            Ok(_) => true,
            Err(error) => {
                self.fail(error);
                false
            }
        }
    }

    fn ask(self, path: EntryPath) {
        let Some(slot) = self.asking.try_get_value() else { return };
        slot.run(async move {
            let result = api::entries::entry(&path).await;
            self.shell.folder.hear(&result);
            let _closed = self.file.try_set(match result {
                Ok(entry) => File::Known(entry),
                Err(error) => File::Failed(error),
            });
        });
    }

    fn stop_asking(self) {
        self.asking.with_value(|slot| slot.run(async {}));
    }

    /// The row may be far from what the list shows: it goes there, and its neighbours are loaded.
    fn find_place(self, path: EntryPath) {
        let Some(slot) = self.stepping.try_get_value().filter(|_| self.shell.folder.place_of(&path).is_none()) else {
            return;
        };
        slot.run(async move {
            if let Some(place) = self.shell.folder.find(&path).await {
                self.shell.folder.reach(place, Reach::Cursor);
                self.shell.folder.reveal(place);
            }
        });
    }
}

/// How an entry is shown.
pub(crate) fn kind_of(entry: &Entry) -> Kind {
    if entry.kind == EntryKind::File {
        Kind::of(entry.name.as_str(), entry.media_type.as_deref().unwrap_or_default())
    } else {
        Kind::None
    }
}
