//! The uploads of this page as the rest of it knows them, and the engine that runs them, which is a part of the page.
//!
//! 1. What is shown of uploads is here from the beginning: the [`Tray`], whose rows and numbers the engine writes.
//! 2. The engine is loaded soon after the page stands, because what an earlier page has left is told by it; and at once
//!    when files are added, somebody signs out, or the server is there again. It is made once, whoever asks for it.
//! 3. Until it is there, there are no uploads: nothing is unfinished, nothing is found. Nothing is queued here for it either:
//!    who adds files waits until they can be taken, or is told that they cannot.

use holdall_shared::EntryPath;
use leptos::prelude::*;

use super::{
    machine::{Outage, Phase, Remedy, Upload, UploadId},
    tray::Tray,
};
use crate::{
    browser::{
        clock,
        loading::{Loading, NotLoaded, Once},
        storage, task,
    },
    state::{
        adding::Adding, connection::Connection, folder::Folder, lasting::Lasting, layer::Layers, notice::Notices,
        selection::Reach, session::Visitor, voice::Voice,
    },
};

/// When somebody has signed out in this browser, by the clock: told to all tabs, and to those of the future.
pub(super) const SIGNED_OUT: &str = "holdall.signed-out";

/// What runs uploads.
pub(crate) trait Engine {
    /// Begins with what waits to be added.
    fn add_next(&self);
    /// Gives up what is being added.
    fn give_up_adding(&self);
    /// What was decided about what is being added, holds.
    fn add_as_decided(&self);

    /// Whether leaving the page would lose something.
    fn is_unfinished(&self) -> bool;
    /// Whether something is, or was, on its way to `path` from this page.
    fn has(&self, path: &EntryPath) -> bool;
    /// One upload as it is now.
    fn get(&self, id: UploadId) -> Option<Upload>;
    /// Shows the queue as it is now.
    fn publish(&self);

    /// A person's decision about a failed upload.
    fn decide(&self, id: UploadId, remedy: Remedy);
    /// The same decision about all uploads that offer it, of those that `wait` for one.
    fn decide_all(&self, remedy: &Remedy, wait: fn(&Upload) -> bool);
    /// A person does not want it any more.
    fn cancel(&self, id: UploadId);
    /// A person stops one for now, or lets it go on.
    fn pause_or_resume(&self, id: UploadId);
    /// A person stops all for now.
    fn pause_all(&self);
    /// And lets them go on.
    fn resume_all(&self);
    /// The tray was closed.
    fn clear(&self);

    /// A person lets go on what earlier pages have left.
    fn continue_unfinished(&self);
    /// A person does not want to go on with it.
    fn discard_unfinished(&self);

    /// The server can be reached.
    fn reconnected(&self, outage: Outage);
    /// A new session has begun.
    fn signed_in(&self);
    /// The person has signed out: nothing of theirs is kept.
    fn signed_out(&self);
    /// The server has said what it takes.
    fn limits_known(&self, max_file_size: Option<u64>);
}

/// Makes the engine.
#[derive(Clone, Copy)]
pub struct MakeEngine(pub(super) fn(&Concerned) -> &'static dyn Engine);

/// Gets the code of the engine.
pub type LoadEngine = fn() -> Loading<MakeEngine>;

/// Whom uploads concern.
#[derive(Clone, Copy)]
pub(crate) struct Concerned {
    pub(crate) tray: Tray,
    pub(crate) adding: Adding,
    pub(crate) connection: Connection,
    pub(crate) visitor: Visitor,
    pub(crate) folder: Folder,
    pub(crate) layers: Layers,
    pub(crate) notices: Notices,
    pub(crate) voice: Voice,
}

/// All uploads of this page.
pub(crate) type Uploads = Lasting<UploadsParts>;

/// What is shown of them, and the engine.
pub(crate) struct UploadsParts {
    pub(crate) tray: Tray,
    concerned: Concerned,
    load: LoadEngine,
    engine: Once<dyn Engine>,
    max_file_size: StoredValue<Option<u64>>,
}

impl Uploads {
    pub(crate) fn begin(concerned: &Concerned, load: LoadEngine) -> Self {
        Self::new(UploadsParts {
            tray: concerned.tray,
            concerned: *concerned,
            load,
            engine: Once::new(),
            max_file_size: StoredValue::new(None),
        })
    }

    /// The engine. What could not be loaded is tried anew.
    pub(crate) async fn engine(self) -> Result<&'static dyn Engine, NotLoaded> {
        let make = |MakeEngine(make)| {
            let engine = make(&self.concerned);
            engine.limits_known(self.max_file_size.get_value());
            engine
        };
        self.engine.get_or_make(self.load, make).await
    }

    /// Tells the engine. Where there is none, there is nothing that it would have to know.
    pub(crate) fn tell(self, tell: impl FnOnce(&dyn Engine)) {
        if let Some(engine) = self.engine.get() {
            tell(engine);
        }
    }

    /// Whether leaving the page would lose something.
    pub(crate) fn is_unfinished(self) -> bool {
        let Concerned { adding, notices, .. } = self.concerned;
        adding.is_unfinished() || notices.holds_files() || self.engine.get().is_some_and(Engine::is_unfinished)
    }

    /// Whether something is, or was, on its way to `path` from this page.
    pub(crate) fn has(self, path: &EntryPath) -> bool {
        self.engine.get().is_some_and(|engine| engine.has(path))
    }

    /// One upload as it is now.
    pub(crate) fn get(self, id: UploadId) -> Option<Upload> {
        self.engine.get().and_then(|engine| engine.get(id))
    }

    /// The server can be reached: perhaps what could not be loaded, too.
    pub(crate) fn reconnected(self, outage: Outage) {
        task::run(async move {
            // Whoever needs it tries again, and tells.
            if let Ok(engine) = self.engine().await {
                engine.reconnected(outage);
            }
        });
    }

    /// The server has said what it takes.
    pub(crate) fn limits_known(self, max_file_size: Option<u64>) {
        self.max_file_size.set_value(max_file_size);
        self.tell(|engine| engine.limits_known(max_file_size));
    }

    /// The person has signed out: nothing of theirs is kept, here or in other tabs. Where the engine cannot be loaded now,
    /// the next page finds that it is worth nothing any more.
    pub(crate) fn signed_out(self) {
        storage::set(SIGNED_OUT, &clock::wall_ms().to_string());
        self.concerned.adding.forget();
        task::run(async move {
            if let Ok(engine) = self.engine().await {
                engine.signed_out();
            }
        });
    }

    /// Goes to the folder of an upload and lights its row.
    pub(crate) fn reveal(self, upload: &Upload, go: impl Fn(&EntryPath)) {
        let Phase::Done(receipt) = &upload.phase else { return };
        let folder = self.concerned.folder;
        let is_elsewhere = folder.path().with_untracked(|shown| *shown != upload.folder);
        if is_elsewhere || untrack(|| folder.is_narrowed()) {
            go(&upload.folder);
        }
        folder.refresh_and_go(upload.folder.child(&receipt.name), Reach::Only);
    }
}
