//! Where the bytes are: the trait that the domain talks to, and its words.
//!
//! One way in for bytes: [`Store::stage`], then [`Staged::append`] until the body ended well, then
//! [`Staged::publish`], which syncs, makes the file visible in one atomic step and syncs the folder. Dropping a
//! [`Staged`] discards it. What [`Staged::publish`] returned `Ok` for survives a power cut.
//!
//! [`fs`] keeps plain files in a folder; the contract suite in `contract.rs` runs over it and over `memory.rs`.

pub mod block;
#[cfg(test)]
mod contract;
mod error;
mod found;
pub mod fs;
mod kept;
mod making;
#[cfg(test)]
pub(crate) mod memory;
mod probe;
mod room;
mod survey;
mod version;

use async_trait::async_trait;
use holdall_shared::{EntryName, EntryPath, FilePath, ListingQuery, SearchQuery};

use crate::digest::ContentDigests;
use block::Block;
pub use error::StoreError;
pub use found::{Content, Hits, Opened, Page, Stat};
pub use kept::{Copied, InvalidKeptId, Kept, KeptId, Place, Swapped, Weighed};
pub use making::{Admission, Expect, Making, Naming, Parents, Published};
pub use probe::{Probed, Refusal};
pub use room::{Bounds, Demand, Origin, Room, Space, Used};
pub use survey::{MOST_ENTRIES, Survey, Surveyed, TooMany};
pub use version::{Strength, Version};

/// A place that keeps files and folders.
///
/// Every method may be cancelled by dropping its future: what it had begun is then either finished or undone.
#[async_trait]
pub trait Store: Send + Sync {
    /// Begins a file in `folder`, which must exist unless `admission` says that it may be made.
    async fn stage(&self, folder: &EntryPath, admission: Admission) -> Result<Box<dyn Staged>, StoreError>;

    /// Begins a file whose bytes outlive this process: until they are published they are kept as `at`. What is there is
    /// durable when this returns.
    async fn stage_kept(&self, at: &Kept, admission: Admission) -> Result<Box<dyn Staged>, StoreError>;

    /// Goes on with the bytes kept as `at`, of which the first `length` are durable; what is behind them is cut off.
    async fn reopen(&self, at: &Kept, length: u64, admission: Admission) -> Result<Box<dyn Staged>, StoreError>;

    /// What `path` is now.
    async fn stat(&self, path: &EntryPath) -> Result<Stat, StoreError>;

    /// What files that are to be made, missing folders included, would meet: one answer for each, in their order. Nothing
    /// is written, and it may be otherwise a moment later.
    async fn probe(&self, files: Vec<FilePath>) -> Result<Vec<Probed>, StoreError>;

    /// The content of a file. It stays what it was when it was opened, whatever happens to the name.
    async fn open(&self, path: &EntryPath) -> Result<Opened, StoreError>;

    /// One page of a folder.
    async fn page(&self, folder: &EntryPath, query: ListingQuery) -> Result<Page, StoreError>;

    /// Files and folders by what is in their names, anywhere below a folder.
    async fn search(&self, query: SearchQuery) -> Result<Hits, StoreError>;

    /// Begins to watch a folder.
    async fn watch(&self, folder: &EntryPath) -> Result<Box<dyn FolderWatch>, StoreError>;

    /// Every file below the upload folder, in no particular order.
    async fn walk(&self) -> Result<Box<dyn Walk>, StoreError>;

    /// Everything in a selection, for an archive.
    async fn survey(&self, selection: &[EntryPath]) -> Result<Survey, StoreError>;

    /// Makes a folder.
    async fn make_folder(&self, path: &FilePath, parents: Parents) -> Result<Stat, StoreError>;

    /// Gives an entry another name or place; never over an existing one.
    async fn rename(&self, from: &EntryPath, to: &FilePath, making: Making) -> Result<Published, StoreError>;

    /// Takes an entry out of the tree and keeps it as `id`; answers what it was.
    async fn retire(&self, path: &EntryPath, expect: Expect, at: &Kept) -> Result<Stat, StoreError>;

    /// Copies an entry, a folder with all that is in it, and keeps the copy as `at`. It is durable then.
    async fn copy(&self, from: &EntryPath, at: &Kept) -> Result<Copied, StoreError>;

    /// Gives what is kept as `at` a name in the tree; never an existing one. It may be one that only other programs make:
    /// the one that it had.
    async fn put_back(&self, at: &Kept, to: &EntryPath, making: Making) -> Result<Published, StoreError>;

    /// Gives what is kept as `at` the name `path`, and keeps what had that name as `at`, in one step.
    async fn swap(&self, at: &Kept, path: &EntryPath, expect: Expect) -> Result<Swapped, StoreError>;

    /// Sets the time at which something kept last changed to now.
    async fn touch(&self, at: &Kept) -> Result<Stat, StoreError>;

    /// Deletes what is kept as `at`, if it is there.
    async fn purge(&self, at: &Kept) -> Result<(), StoreError>;

    /// What is kept as `at`, and how much it is.
    async fn kept(&self, at: &Kept) -> Result<Option<Weighed>, StoreError>;

    /// The content of a file that is kept.
    async fn open_kept(&self, at: &Kept) -> Result<Opened, StoreError>;

    /// Everything that is kept in a place, in no order.
    async fn all_kept(&self, place: Place) -> Result<Vec<KeptId>, StoreError>;

    /// How much an entry is; counting may end beyond `at_most` bytes.
    async fn weigh(&self, path: &EntryPath, at_most: u64) -> Result<Weighed, StoreError>;

    /// Room for bytes that come otherwise than by [`Store::stage`]; it is theirs until what is answered is dropped.
    async fn admit(&self, demand: Demand) -> Result<Room, StoreError>;

    /// What all files take together, as of a moment ago; nothing before they have been counted, which this begins.
    async fn used(&self) -> Result<Option<Used>, StoreError>;

    /// How much room there is.
    async fn space(&self) -> Result<Space, StoreError>;

    /// Whether writes are taken; an error says why not.
    async fn ready(&self) -> Result<(), StoreError>;
}

/// Bytes that are not yet a file.
#[async_trait]
pub trait Staged: Send {
    /// Adds a block at the end and gives it back, empty, for the next one.
    async fn append(&mut self, block: Block) -> Result<Block, StoreError>;

    /// Bytes that were appended.
    fn length(&self) -> u64;

    /// Makes everything that was appended durable.
    async fn sync(&mut self) -> Result<(), StoreError>;

    /// Throws away what was appended behind the first `length` bytes.
    async fn cut(&mut self, length: u64) -> Result<(), StoreError>;

    /// The digests of all bytes so far. Bytes that this process has not seen are read for it.
    async fn digests(&mut self) -> Result<ContentDigests, StoreError>;

    /// The identity that the file will have: the inode of its [`Version`].
    fn inode(&self) -> Result<u64, StoreError>;

    /// What is replaced is kept as `at` instead of being deleted.
    fn keep_replaced(&mut self, at: Kept);

    /// Makes the bytes durable, then visible as `path` in one atomic step, then the name durable.
    ///
    /// On an error nothing is visible; the bytes are gone, unless they are kept ([`Store::stage_kept`]).
    async fn publish(self: Box<Self>, path: &EntryPath, expect: Expect) -> Result<Published, StoreError>;
}

/// A folder that is watched until this is dropped.
#[async_trait]
pub trait FolderWatch: Send {
    /// Waits until something may have changed since the last answer, whoever changed it, and gathers for a moment. There
    /// may be nothing to tell after all. Dropping the future may lose what was gathered: ask for the folder again then.
    async fn next(&mut self) -> Result<FolderChanges, StoreError>;
}

/// What became of a watched folder.
#[derive(Debug, Clone)]
pub enum FolderChanges {
    /// These names are something else now.
    Names {
        /// What they are.
        now: Vec<(EntryName, Stat)>,
        /// Names that nothing has any more.
        gone: Vec<EntryName>,
    },
    /// Anything may have changed; the path may not lead to the folder any more.
    Everything,
}

/// A walk over all files; memory stays flat however many there are.
#[async_trait]
pub trait Walk: Send {
    /// The next few files, or nothing after the last.
    async fn next_batch(&mut self) -> Result<Option<Vec<(EntryPath, u64)>>, StoreError>;
}
