//! Staged bytes: a temporary file without a name, in the very folder it is to appear in.
//!
//! A file without a name leaves nothing behind after a crash. Where the file system has none (`O_TMPFILE`), it is a
//! named one under `.holdall/tmp`, which is cleared at start.

use std::{
    fs::File,
    os::{fd::AsFd as _, unix::fs::FileExt as _},
    sync::Arc,
};

use async_trait::async_trait;
use holdall_shared::{EntryPath, Timestamp};
use rustix::{
    fs::{AtFlags, FallocateFlags, Mode, OFlags, openat},
    io::Errno,
};

use super::{blocking, promise::Promise, publish, room, root::Folder, tree::Tree, writeback};
use crate::digest::{Algorithms, ContentDigests, Hasher};
use crate::store::{Admission, Expect, Kept, Published, Staged, StoreError, block::Block};

/// Bytes after which their write-out is begun.
const WRITE_OUT_BYTES: u64 = 8 << 20;

/// See the module.
pub(super) struct FsStaged {
    inner: Arc<Temporary>,
    length: u64,
    /// Bytes of the disk that are this file's already.
    reserved: u64,
    written_out: u64,
    kept: Option<Kept>,
    hasher: Hasher,
}

/// The file, and where it is to go.
pub(super) struct Temporary {
    pub(super) tree: Arc<Tree>,
    pub(super) file: File,
    pub(super) folder: EntryPath,
    pub(super) name: TemporaryName,
    /// When its content was last changed, where the client says so.
    pub(super) modified: Option<Timestamp>,
    /// Its room under the quota.
    pub(super) promise: Promise,
}

/// How the bytes can be reached until they are published.
pub(super) enum TemporaryName {
    /// Only through the open file.
    Unnamed,
    /// Under this name in `.holdall/tmp`.
    Named(String),
}

impl FsStaged {
    pub(super) fn open(tree: &Arc<Tree>, folder: EntryPath, admission: Admission) -> Result<Self, StoreError> {
        tree.own()?;
        tree.check_writable()?;
        let length = admission.length.unwrap_or(0);
        let promise = Promise::new(tree, admission.replaced);
        promise.cover(length)?;
        let target = tree.target_folder(&folder, admission.parents)?;
        let (file, name) = open_temporary(tree, &target)?;
        let hasher = Hasher::new(admission.algorithms);
        let modified = admission.modified;
        let temporary = Temporary { tree: Arc::clone(tree), file, folder, name, modified, promise };
        let reserved = room::take(tree, length, || reserve(&temporary.file, length))?;
        Ok(Self { inner: Arc::new(temporary), length: 0, reserved, written_out: 0, kept: None, hasher })
    }
}

#[async_trait]
impl Staged for FsStaged {
    async fn append(&mut self, mut block: Block) -> Result<Block, StoreError> {
        let (inner, offset) = (Arc::clone(&self.inner), self.length);
        self.length += u64::try_from(block.bytes().len()).unwrap_or(0);
        let (length, unreserved) = (self.length, self.length.saturating_sub(self.reserved.max(offset)));
        let write_out = (self.length - self.written_out >= WRITE_OUT_BYTES).then_some((self.written_out, self.length));
        if let Some((_, end)) = write_out {
            self.written_out = end;
        }
        // Out and back in: a future that is dropped meanwhile drops the upload too.
        let mut hasher = std::mem::replace(&mut self.hasher, Hasher::new(Algorithms::default()));
        let (hasher, block) = blocking(move || {
            hasher.update(block.bytes());
            inner.promise.cover(length)?;
            let write = || inner.file.write_all_at(block.bytes(), offset).map_err(StoreError::from);
            let written = if unreserved > 0 { room::take(&inner.tree, unreserved, write) } else { write() };
            inner.tree.watched(written)?;
            if let Some((start, end)) = write_out {
                writeback::begin(&inner.file, start, end - start);
            }
            block.clear();
            Ok((hasher, block))
        })
        .await?;
        self.hasher = hasher;
        Ok(block)
    }

    fn digests(&self) -> ContentDigests {
        self.hasher.digests()
    }

    fn inode(&self) -> Result<u64, StoreError> {
        Ok(rustix::fs::fstat(&self.inner.file)?.st_ino)
    }

    fn keep_replaced(&mut self, at: Kept) {
        self.kept = Some(at);
    }

    async fn publish(self: Box<Self>, path: &EntryPath, expect: Expect) -> Result<Published, StoreError> {
        let path = path.clone();
        blocking(move || {
            let tree = Arc::clone(&self.inner.tree);
            tree.watched(publish::publish(&self.inner, &path, expect, self.kept.as_ref()))
        })
        .await
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let (TemporaryName::Named(name), Ok(own)) = (&self.name, self.tree.own()) {
            // Published files have left that name; discarded ones go now, or at the next start.
            let _ = rustix::fs::unlinkat(&own.tmp, name, AtFlags::empty());
        }
    }
}

fn open_temporary(tree: &Tree, folder: &Folder) -> Result<(File, TemporaryName), StoreError> {
    let mode = Mode::from_raw_mode(0o666);
    let unnamed = openat(folder.as_fd(), ".", OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, mode);
    match unnamed {
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL) => {
            let name = crate::random::identifier()?;
            let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let file = openat(&tree.own()?.tmp, name.as_str(), flags, mode)?;
            Ok((File::from(file), TemporaryName::Named(name)))
        }
        file => Ok((File::from(file?), TemporaryName::Unnamed)),
    }
}

/// Reserves the announced length, so that a full disk is told before the body is read; answers how much it is.
fn reserve(file: &File, length: u64) -> Result<u64, StoreError> {
    if length == 0 {
        return Ok(0);
    }
    match rustix::fs::fallocate(file, FallocateFlags::KEEP_SIZE, 0, length) {
        // Some file systems cannot reserve; a full disk is told while writing then.
        Err(Errno::OPNOTSUPP | Errno::NOSYS) => Ok(0),
        reserved => {
            reserved?;
            Ok(length)
        }
    }
}
