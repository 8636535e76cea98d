//! Plain files in a folder, as any other program would keep them.
//!
//! The write path (each step is there for a measured reason, see docs/durability.md):
//! 1. admission: the disk is trusted, the announced length is free ([`health`], [`tree`]);
//! 2. an unnamed temporary file in the target folder itself ([`stage`]), its announced length reserved;
//! 3. append in blocks, write-out begun every few MiB ([`writeback`]);
//! 4. fsync of the file, `linkat` for a create, `linkat` to a temporary name and `RENAME_EXCHANGE` for an update,
//!    fsync of the folder ([`publish`]).
//!
//! Everything blocking happens on the blocking pool, through `FsStore::blocking`.

mod change;
mod commits;
mod copy;
mod digesting;
mod health;
mod index;
mod kept;
mod link;
mod live;
mod name_locks;
mod naming;
mod own;
mod probe;
mod promise;
mod publish;
mod remove;
mod room;
mod root;
mod search;
mod spellings;
mod stage;
mod survey;
mod tree;
mod upload;
mod usage;
mod walk;
mod watch;
mod weigh;
mod writeback;

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use holdall_shared::{EntryPath, FilePath, ListingQuery, SearchQuery};

use super::{
    Admission, Bounds, Copied, Demand, Expect, FolderWatch, Hits, Kept, KeptId, Making, Opened, Page, Parents, Place,
    Probed, Published, Room, Space, Staged, Stat, Store, StoreError, Survey, Swapped, Used, Walk, Weighed,
};
use crate::clock::Clock;
pub use own::{OWN_FOLDER, Serving};
use tree::Tree;
pub use tree::{Access, OpenError};

/// See the module.
#[derive(Debug, Clone)]
pub struct FsStore {
    tree: Arc<Tree>,
    promises: upload::Promises,
}

impl FsStore {
    /// Opens the upload folder, takes its lock, and removes what a crash left half done. Blocks.
    pub fn open(path: &Path, access: Access, clock: Clock) -> Result<Self, OpenError> {
        Self::open_bounded(path, access, clock, Bounds::default())
    }

    /// As [`FsStore::open`], with a quota or a reserve.
    pub fn open_bounded(path: &Path, access: Access, clock: Clock, bounds: Bounds) -> Result<Self, OpenError> {
        Ok(Self { tree: Arc::new(Tree::open(path, access, clock, bounds)?), promises: upload::Promises::default() })
    }

    /// Tells other processes (`holdall link`, a second Holdall) where this one serves. Blocks.
    pub fn announce(&self, serving: &Serving) -> std::io::Result<()> {
        self.tree.announce(serving)
    }

    /// Who serves `path`, if anybody does. Blocks.
    pub fn serving(path: &Path) -> std::io::Result<Option<Serving>> {
        own::serving(&root::Root::open(path)?)
    }

    /// Bytes of memory that indexes of folders take.
    pub fn index_bytes(&self) -> usize {
        self.tree.indexes.bytes()
    }

    async fn blocking<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Arc<Tree>) -> Result<T, StoreError> + Send + 'static,
    {
        let tree = Arc::clone(&self.tree);
        blocking(move || work(&tree)).await
    }

    /// As `blocking`, for what changes the tree: disk errors are noted on their way out.
    async fn changing<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Arc<Tree>) -> Result<T, StoreError> + Send + 'static,
    {
        self.blocking(move |tree| tree.watched(work(tree))).await
    }
}

/// Runs `work` on the blocking pool. Dropping the future does not stop it.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(StoreError::Io(std::io::Error::other(error))),
    }
}

#[async_trait]
impl Store for FsStore {
    async fn stage(&self, folder: &EntryPath, admission: Admission) -> Result<Box<dyn Staged>, StoreError> {
        let folder = folder.clone();
        let staged = self.changing(move |tree| stage::FsStaged::open(tree, &folder, admission)).await?;
        Ok(Box::new(staged))
    }

    async fn stage_kept(&self, at: &Kept, admission: Admission) -> Result<Box<dyn Staged>, StoreError> {
        let (at, promises) = (at.clone(), self.promises.clone());
        let staged = self.changing(move |tree| upload::begin(tree, &promises, &at, admission)).await?;
        Ok(Box::new(staged))
    }

    async fn reopen(&self, at: &Kept, length: u64, admission: Admission) -> Result<Box<dyn Staged>, StoreError> {
        let (at, promises) = (at.clone(), self.promises.clone());
        let staged = self.changing(move |tree| upload::reopen(tree, &promises, &at, length, admission)).await?;
        Ok(Box::new(staged))
    }

    async fn stat(&self, path: &EntryPath) -> Result<Stat, StoreError> {
        let path = path.clone();
        self.blocking(move |tree| tree.stat(&path)).await
    }

    async fn probe(&self, files: Vec<FilePath>) -> Result<Vec<Probed>, StoreError> {
        self.blocking(move |tree| probe::probe(tree, &files)).await
    }

    async fn open(&self, path: &EntryPath) -> Result<Opened, StoreError> {
        let path = path.clone();
        self.blocking(move |tree| tree.open_file(&path)).await
    }

    async fn page(&self, folder: &EntryPath, query: ListingQuery) -> Result<Page, StoreError> {
        index::page(&self.tree, folder, query).await
    }

    async fn search(&self, query: SearchQuery) -> Result<Hits, StoreError> {
        self.blocking(move |tree| search::search(tree, &query)).await
    }

    async fn watch(&self, folder: &EntryPath) -> Result<Box<dyn FolderWatch>, StoreError> {
        let folder = folder.clone();
        Ok(Box::new(self.blocking(move |tree| live::FsFolderWatch::open(tree, folder)).await?))
    }

    async fn walk(&self, folder: &EntryPath) -> Result<Box<dyn Walk>, StoreError> {
        let folder = folder.clone();
        Ok(Box::new(self.blocking(move |tree| walk::FsWalk::open(tree, folder)).await?))
    }

    async fn survey(&self, selection: &[EntryPath]) -> Result<Survey, StoreError> {
        let selection = selection.to_vec();
        self.blocking(move |tree| survey::survey(tree, &selection)).await
    }

    async fn make_folder(&self, path: &FilePath, parents: Parents) -> Result<Stat, StoreError> {
        let path = path.clone();
        self.changing(move |tree| change::make_folder(tree, &path, parents)).await
    }

    async fn rename(&self, from: &EntryPath, to: &FilePath, making: Making) -> Result<Published, StoreError> {
        let (from, to) = (from.clone(), to.clone());
        self.changing(move |tree| change::rename(tree, &from, &to, making)).await
    }

    async fn retire(&self, path: &EntryPath, expect: Expect, at: &Kept) -> Result<Stat, StoreError> {
        let (path, at) = (path.clone(), at.clone());
        self.changing(move |tree| kept::retire(tree, &path, expect, &at)).await
    }

    async fn copy(&self, from: &EntryPath, at: &Kept) -> Result<Copied, StoreError> {
        let (from, at) = (from.clone(), at.clone());
        self.changing(move |tree| copy::copy(tree, &from, &at)).await
    }

    async fn put_back(&self, at: &Kept, to: &EntryPath, making: Making) -> Result<Published, StoreError> {
        let (at, to) = (at.clone(), to.clone());
        self.changing(move |tree| kept::put_back(tree, &at, &to, making)).await
    }

    async fn swap(&self, at: &Kept, path: &EntryPath, expect: Expect) -> Result<Swapped, StoreError> {
        let (at, path) = (at.clone(), path.clone());
        self.changing(move |tree| kept::swap(tree, &at, &path, expect)).await
    }

    async fn touch(&self, at: &Kept) -> Result<Stat, StoreError> {
        let at = at.clone();
        self.changing(move |tree| kept::touch(tree, &at)).await
    }

    async fn purge(&self, at: &Kept) -> Result<(), StoreError> {
        let at = at.clone();
        self.promises.forget(&at.id);
        self.changing(move |tree| kept::purge(tree, &at)).await
    }

    async fn kept(&self, at: &Kept) -> Result<Option<Weighed>, StoreError> {
        let at = at.clone();
        self.blocking(move |tree| kept::find(tree, &at)).await
    }

    async fn open_kept(&self, at: &Kept) -> Result<Opened, StoreError> {
        let at = at.clone();
        self.blocking(move |tree| kept::open(tree, &at)).await
    }

    async fn all_kept(&self, place: Place) -> Result<Vec<KeptId>, StoreError> {
        self.blocking(move |tree| kept::all(tree, place)).await
    }

    async fn weigh(&self, path: &EntryPath, at_most: u64) -> Result<Weighed, StoreError> {
        let path = path.clone();
        self.blocking(move |tree| weigh::weigh(tree, &path, at_most)).await
    }

    async fn admit(&self, demand: Demand) -> Result<Room, StoreError> {
        self.blocking(move |tree| room::admit(tree, demand)).await
    }

    async fn used(&self) -> Result<Option<Used>, StoreError> {
        self.blocking(|tree| Ok(tree.found())).await
    }

    async fn space(&self) -> Result<Space, StoreError> {
        self.blocking(room::space).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.blocking(|tree| tree.check_writable()).await
    }
}
