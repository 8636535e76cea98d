//! Digests that are kept: of every file that Holdall wrote, and of others once somebody asked for them.
//!
//! They hold for one inode with one size, mtime and ctime, and are dropped the moment one of these disagrees: an mtime can
//! be set back, a ctime can't. So a file that is moved is read again when somebody asks. They can be computed again, so
//! nothing waits for them to be written down: they are queued, readable at once, and written a moment later, many in one
//! transaction that does not wait for the disk. A queue that is full drops them.

use std::{
    collections::HashMap,
    io,
    os::unix::fs::{FileExt as _, MetadataExt as _},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{Notify, Semaphore};

use super::{Algorithms, ContentDigests, Hasher};
use crate::{
    catalog::{Catalog, CatalogError, DigestRow},
    clock::Clock,
    store::{Content, Opened, Version},
};

/// Digests waiting to be written down, at most: some 2 MB.
const MOST_WAITING: usize = 10_000;
/// Files that are read for their digest at once.
const MOST_READERS: usize = 2;
/// Bytes read between two looks at whether anybody still waits.
const STEP: usize = 8 << 20;
/// Bytes in memory at once: each thread that has ever read keeps about as much.
const PIECE: usize = 256 * 1024;

/// See the module.
#[derive(Clone)]
pub struct Digests(Arc<Inner>);

struct Inner {
    catalog: Catalog,
    clock: Clock,
    waiting: Mutex<HashMap<u64, DigestRow>>,
    grown: Notify,
    readers: Semaphore,
}

/// Why there is no digest.
#[derive(Debug, thiserror::Error)]
pub enum DigestError {
    /// The file changed while it was read.
    #[error("the file changed while it was read")]
    Changed,
    /// It could not be read.
    #[error("the file could not be read")]
    Io(#[from] io::Error),
    /// The catalog failed.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
}

impl Digests {
    /// Keeps digests in a catalog.
    pub fn new(catalog: Catalog, clock: Clock) -> Self {
        let (waiting, grown, readers) = (Mutex::default(), Notify::new(), Semaphore::new(MOST_READERS));
        Self(Arc::new(Inner { catalog, clock, waiting, grown, readers }))
    }

    /// Keeps the digests of a content that is known to have this version.
    pub fn remember(&self, version: &Version, digests: ContentDigests) {
        let times = (i64::try_from(version.modified_ns), i64::try_from(version.changed_ns));
        let (Ok(modified_ns), Ok(changed_ns)) = times else { return };
        let (inode, size, used) = (version.inode, version.size, self.0.clock.now());
        let row = DigestRow { inode, size, modified_ns, changed_ns, digests, used };
        let mut waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < MOST_WAITING {
            waiting.insert(version.inode, row);
            self.0.grown.notify_one();
        }
    }

    /// The digests of a version, if they are kept.
    pub async fn kept(&self, version: &Version) -> Result<Option<ContentDigests>, CatalogError> {
        let waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner).get(&version.inode).copied();
        let row = match waiting {
            Some(row) => Some(row),
            None => self.0.catalog.digests(version.inode).await?,
        };
        Ok(row.filter(|row| row.is_of(version)).map(|row| row.digests))
    }

    /// The digests of many versions, of each if they are kept, in their order.
    pub async fn kept_of(&self, versions: &[Version]) -> Result<Vec<Option<ContentDigests>>, CatalogError> {
        let inodes: Vec<u64> = versions.iter().map(|version| version.inode).collect();
        // First what waits: it may be written down meanwhile.
        let waiting = self.waiting(&inodes);
        let mut rows: HashMap<u64, DigestRow> =
            self.0.catalog.digests_of(&inodes).await?.into_iter().map(|row| (row.inode, row)).collect();
        rows.extend(waiting.into_iter().map(|row| (row.inode, row)));
        let digests =
            |version: &Version| rows.get(&version.inode).filter(|row| row.is_of(version)).map(|row| row.digests);
        Ok(versions.iter().map(digests).collect())
    }

    /// What of these inodes is not written down yet.
    fn waiting(&self, inodes: &[u64]) -> Vec<DigestRow> {
        let waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        inodes.iter().filter_map(|inode| waiting.get(inode).copied()).collect()
    }

    /// The digests of an open file: those that are kept, else it is read. At most two are read at once; dropping the
    /// future ends the reading.
    pub async fn of(&self, opened: &Opened, algorithms: Algorithms) -> Result<ContentDigests, DigestError> {
        let version = opened.stat.version;
        if let Some(kept) = self.kept(&version).await?.filter(|kept| kept.cover(algorithms)) {
            return Ok(kept);
        }
        // The semaphore is never closed.
        let _permit = self.0.readers.acquire().await.map_err(io::Error::other)?;
        // Somebody else may have read it meanwhile.
        let kept = self.kept(&version).await?;
        if let Some(kept) = kept.filter(|kept| kept.cover(algorithms)) {
            return Ok(kept);
        }
        let computed = read(opened, algorithms).await?;
        let digests = kept.map_or(computed, |kept| computed.and(kept));
        if !is_unchanged(opened)? {
            return Err(DigestError::Changed);
        }
        // Within the clock's tick a change could hide behind the same mtime.
        if !version.is_settling(self.0.clock.now()) {
            self.remember(&version, digests);
        }
        Ok(digests)
    }

    /// Writes down what waits, for as long as the server runs.
    pub async fn write_behind(self) {
        if let Err(error) = self.0.catalog.thin_digests().await {
            tracing::warn!(%error, "old digests could not be dropped");
        }
        loop {
            self.0.grown.notified().await;
            if let Err(error) = self.flush().await {
                tracing::warn!(%error, "digests could not be kept");
            }
        }
    }

    /// Writes down what waits now.
    pub async fn flush(&self) -> Result<(), CatalogError> {
        let rows: Vec<DigestRow> =
            self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner).values().copied().collect();
        self.0.catalog.write_digests(&rows).await?;
        let mut waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        for row in rows {
            if waiting.get(&row.inode) == Some(&row) {
                waiting.remove(&row.inode);
            }
        }
        Ok(())
    }
}

impl DigestRow {
    /// Whether it is about this very version.
    fn is_of(&self, version: &Version) -> bool {
        let times = (i128::from(self.modified_ns), i128::from(self.changed_ns));
        self.size == version.size && times == (version.modified_ns, version.changed_ns)
    }
}

async fn read(opened: &Opened, algorithms: Algorithms) -> Result<ContentDigests, io::Error> {
    let mut hasher = Hasher::new(algorithms);
    let mut offset = 0;
    while offset < opened.stat.size {
        let content = opened.content.clone();
        let length = STEP.min(usize::try_from(opened.stat.size - offset).unwrap_or(STEP));
        let step = move || {
            let mut piece = vec![0; PIECE.min(length)];
            let end = offset + u64::try_from(length).unwrap_or(0);
            let mut at = offset;
            while at < end {
                let size = PIECE.min(usize::try_from(end - at).unwrap_or(PIECE));
                let piece = piece.get_mut(..size).unwrap_or_default();
                read_piece(&content, at, piece)?;
                hasher.update(piece);
                at += u64::try_from(size).unwrap_or(u64::MAX);
            }
            io::Result::Ok((hasher, at))
        };
        (hasher, offset) = tokio::task::spawn_blocking(step).await.map_err(io::Error::other)??;
    }
    Ok(hasher.digests())
}

/// Fills `piece` from `offset` on.
fn read_piece(content: &Content, offset: u64, piece: &mut [u8]) -> io::Result<()> {
    match content {
        Content::File(file) => file.read_exact_at(piece, offset),
        #[cfg(test)]
        Content::Memory(bytes) => {
            let start = usize::try_from(offset).map_err(io::Error::other)?;
            let wanted = bytes.get(start..start + piece.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
            piece.copy_from_slice(wanted);
            Ok(())
        }
    }
}

/// Whether an open file is still what it was when it was opened.
fn is_unchanged(opened: &Opened) -> io::Result<bool> {
    match &opened.content {
        Content::File(file) => {
            let now = file.metadata()?;
            let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
            let version = opened.stat.version;
            Ok(now.size() == version.size && nanoseconds(now.mtime(), now.mtime_nsec()) == version.modified_ns)
        }
        #[cfg(test)]
        Content::Memory(_) => Ok(true),
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use holdall_shared::EntryPath;

    use super::*;
    use crate::store::{
        Store as _,
        fs::{Access, FsStore},
    };

    fn write(path: &Path, name: &str, bytes: &str) {
        #[expect(clippy::disallowed_methods, reason = "the test writes as another program does")]
        fs::write(path.join(name), bytes).unwrap();
    }

    async fn open(path: &Path) -> Opened {
        let store = FsStore::open(path, Access::ReadOnly, Clock::System).unwrap();
        store.open(&EntryPath::new("a").unwrap()).await.unwrap()
    }

    /// A clock on which every file has settled.
    fn later() -> Clock {
        Clock::fixed(i64::MAX / 2)
    }

    #[tokio::test]
    async fn a_digest_is_kept_until_size_or_time_disagree() {
        let (folder, catalog) = (tempfile::tempdir().unwrap(), Catalog::in_memory().await.unwrap());
        write(folder.path(), "a", "one");
        let digests = Digests::new(catalog.clone(), later());
        let opened = open(folder.path()).await;
        let first = digests.of(&opened, Algorithms::SHA256).await.unwrap();
        digests.flush().await.unwrap();
        // Another one, that knows only what was written down.
        let again = Digests::new(catalog, later());
        assert_eq!(again.kept(&opened.stat.version).await.unwrap(), Some(first));
        let version = opened.stat.version;
        for other in [
            Version { inode: version.inode + 1, ..version },
            Version { size: version.size + 1, ..version },
            Version { modified_ns: version.modified_ns + 1, ..version },
            Version { changed_ns: version.changed_ns + 1, ..version },
        ] {
            assert_eq!(again.kept(&other).await.unwrap(), None);
            assert_eq!(again.kept_of(&[other, version]).await.unwrap(), [None, Some(first)]);
        }
        again.remember(&version, ContentDigests { crc32: 7, ..first });
        assert_eq!(again.kept_of(&[version]).await.unwrap()[0].unwrap().crc32, 7);
    }

    #[tokio::test]
    async fn what_is_missing_is_added_to_what_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a", "one");
        let digests = Digests::new(Catalog::in_memory().await.unwrap(), later());
        let opened = open(folder.path()).await;
        assert_eq!(digests.of(&opened, Algorithms::default()).await.unwrap().sha256, None);
        let sha256 = digests.of(&opened, Algorithms::SHA256).await.unwrap().sha256;
        let sha512 = Algorithms { sha512: super::super::Wanted::Yes, ..Algorithms::default() };
        assert_eq!(digests.of(&opened, sha512).await.unwrap().sha256, sha256);
    }

    #[tokio::test]
    async fn a_file_that_changed_while_it_was_read_has_no_digest() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a", "one");
        let digests = Digests::new(Catalog::in_memory().await.unwrap(), later());
        let opened = open(folder.path()).await;
        write(folder.path(), "a", "longer");
        assert!(matches!(digests.of(&opened, Algorithms::default()).await, Err(DigestError::Changed)));
        assert_eq!(digests.kept(&opened.stat.version).await.unwrap(), None);
    }

    #[tokio::test]
    async fn what_changed_a_moment_ago_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a", "one");
        let digests = Digests::new(Catalog::in_memory().await.unwrap(), Clock::System);
        let opened = open(folder.path()).await;
        digests.of(&opened, Algorithms::default()).await.unwrap();
        assert_eq!(digests.kept(&opened.stat.version).await.unwrap(), None);
    }
}
