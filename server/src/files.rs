//! What people do with files and folders: the domain between the routes and the store.
//!
//! Every function takes a [`Permit`] for each path it touches. It knows nothing of HTTP.

mod archive;
mod claims;
mod describe;
mod error;
mod kept;
mod live;
mod plan;
mod running;
mod target;
mod transfer;
mod write;

use std::sync::Arc;

use holdall_shared::{Entry, Listing, ListingQuery, SearchQuery, SearchResults, Storage};

pub use claims::Claims;
pub use describe::describe;
pub use error::FilesError;
pub use live::{Arrivals, Feed, News};
pub use plan::{Outlook, Planned, planned_path};
pub use running::{Comes, Counted, Running, Sending};
pub use transfer::{CopiedEntry, TransferOptions};
pub use write::{CreateOptions, ReplaceOptions, Uploaded};

use crate::{
    auth::Permit,
    digest::{Algorithms, ContentDigests, Digests},
    keeper::Keeper,
    store::{Opened, Parents, Space, Store, StoreError, Walk, block::BlockPool},
};

/// See the module.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn Store>,
    keeper: Keeper,
    digests: Digests,
    pool: BlockPool,
    running: Running,
    max_size: Option<u64>,
}

impl Files {
    /// `max_size` is the largest file that is taken, in bytes.
    pub fn new(store: Arc<dyn Store>, keeper: Keeper, digests: Digests, max_size: Option<u64>) -> Self {
        Self { store, keeper, digests, pool: BlockPool::default(), running: Running::default(), max_size }
    }

    /// The largest file that is taken, in bytes.
    pub fn max_size(&self) -> Option<u64> {
        self.max_size
    }

    /// What is under way.
    pub(crate) fn running(&self) -> &Running {
        &self.running
    }

    /// Where blocks for bodies come from.
    pub(crate) fn pool(&self) -> &BlockPool {
        &self.pool
    }

    /// File information.
    pub async fn entry(&self, permit: &Permit) -> Result<Entry, FilesError> {
        let path = permit.path();
        Ok(describe(path, &self.store.stat(path).await?))
    }

    /// File information with the digests of the content, which takes the right to read it.
    pub async fn entry_with_digests(&self, list: &Permit, read: &Permit) -> Result<Entry, FilesError> {
        let path = list.path();
        let opened = match self.store.open(read.path()).await {
            // A folder or a link has no content.
            Err(StoreError::IsFolder | StoreError::NotRegular) => return self.entry(list).await,
            opened => opened?,
        };
        let digests = self.digests.of(&opened, Algorithms::SHA256).await?;
        Ok(Entry { digests: Some(describe::tell(&digests)), ..describe(path, &opened.stat) })
    }

    /// Digests of an open file: kept ones, else it is read.
    pub async fn digests_of(&self, opened: &Opened, algorithms: Algorithms) -> Result<ContentDigests, FilesError> {
        Ok(self.digests.of(opened, algorithms).await?)
    }

    /// A file's content.
    pub async fn open(&self, permit: &Permit) -> Result<Opened, FilesError> {
        Ok(self.store.open(permit.path()).await?)
    }

    /// One page of a folder.
    pub async fn listing(&self, permit: &Permit, query: ListingQuery) -> Result<Listing, FilesError> {
        let path = permit.path();
        let offset = query.offset;
        let page = self.store.page(path, query).await?;
        let entries = page.entries.iter().map(|(name, stat)| describe(&path.child(name), stat)).collect();
        let (total, hidden, unlisted) = (page.total, page.hidden, page.unlisted);
        let (found, matches) = (page.found, page.matches);
        Ok(Listing { path: path.clone(), entries, offset, total, hidden, unlisted, found, matches })
    }

    /// Names anywhere below the folder of the permit.
    pub async fn search(&self, _list: &Permit, query: SearchQuery) -> Result<SearchResults, FilesError> {
        let offset = query.offset;
        let hits = self.store.search(query).await?;
        let (mut entries, mut matches) = (Vec::new(), Vec::new());
        for (path, stat, spans) in hits.entries {
            entries.push(describe(&path, &stat));
            matches.push(spans);
        }
        Ok(SearchResults { entries, matches, offset, total: hits.total, complete: hits.is_complete })
    }

    /// Every file below the folder of the permit.
    pub async fn walk(&self, permit: &Permit) -> Result<Box<dyn Walk>, FilesError> {
        Ok(self.store.walk(permit.path()).await?)
    }

    /// Makes a folder.
    pub async fn make_folder(&self, permit: &Permit, parents: Parents) -> Result<Entry, FilesError> {
        let path = self.target(permit.path(), parents).await?;
        let stat = self.store.make_folder(&path, parents).await;
        let stat = stat.map_err(|error| FilesError::at(&path.to_entry_path(), error))?;
        Ok(describe(&path.to_entry_path(), &stat))
    }

    /// The trash and the versions.
    pub fn keeper(&self) -> &Keeper {
        &self.keeper
    }

    /// Bytes that may still be stored.
    pub async fn space(&self) -> Result<Space, FilesError> {
        Ok(self.store.space().await?)
    }

    /// What takes how much; the permit is for the root.
    pub async fn storage(&self, _list: &Permit) -> Result<Storage, FilesError> {
        let (used, space) = (self.store.used().await?, self.store.space().await?);
        let (trash, versions) = self.keeper.amounts().await?;
        Ok(Storage {
            used: used.map(|used| used.bytes),
            files: used.map(|used| used.files),
            trash: trash.bytes,
            trash_entries: trash.entries,
            versions: versions.bytes,
            free: space.free,
            total: space.total,
            quota: space.quota,
        })
    }

    /// Whether changes are taken.
    pub async fn ready(&self) -> Result<(), FilesError> {
        Ok(self.store.ready().await?)
    }
}
