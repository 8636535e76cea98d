//! Staged bytes: a temporary file without a name, in the very folder it is to appear in; or, where the bytes outlive the
//! process, a named one under `.holdall/uploads`.
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

use super::{blocking, digesting::Digesting, promise::Promise, publish, room, root::Folder, tree::Tree, writeback};
use crate::digest::ContentDigests;
use crate::store::{Admission, Expect, Kept, Parents, Place, Published, Staged, StoreError, block::Block};

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
    digesting: Digesting,
    /// As it was when everything was last made durable.
    synced: Digesting,
}

/// The file, and where it is to go.
pub(super) struct Temporary {
    pub(super) tree: Arc<Tree>,
    pub(super) file: File,
    pub(super) name: TemporaryName,
    /// What to do about folders that are missing when it is published.
    pub(super) parents: Parents,
    /// When its content was last changed, where the client says so.
    pub(super) modified: Option<Timestamp>,
    /// Its room under the quota.
    pub(super) promise: Arc<Promise>,
}

/// How the bytes can be reached until they are published.
#[derive(Debug, Clone)]
pub(super) enum TemporaryName {
    /// Only through the open file.
    Unnamed,
    /// Under this name in `.holdall/tmp`.
    Passing(String),
    /// Under this name in `.holdall/uploads`, which stays when this process ends.
    Upload(String),
}

impl FsStaged {
    pub(super) fn open(tree: &Arc<Tree>, folder: &EntryPath, admission: Admission) -> Result<Self, StoreError> {
        tree.own()?;
        tree.check_writable()?;
        let promise = Arc::new(Promise::new(tree, admission.replaced));
        promise.cover(admission.length.unwrap_or(0))?;
        let target = tree.target_folder(folder, admission.parents)?;
        let (file, name) = open_temporary(tree, &target)?;
        Self::of(tree, (file, name), promise, 0, Admission { parents: Parents::Required, ..admission })
    }

    /// The first `length` bytes of `file` are there already.
    pub(super) fn of(
        tree: &Arc<Tree>,
        (file, name): (File, TemporaryName),
        promise: Arc<Promise>,
        length: u64,
        admission: Admission,
    ) -> Result<Self, StoreError> {
        let (parents, modified) = (admission.parents, admission.modified);
        let temporary = Temporary { tree: Arc::clone(tree), file, name, parents, modified, promise };
        let wanted = admission.length.unwrap_or(0).max(length);
        // Of a file that is gone on with, what was reserved before it may have been given back.
        let reserved = room::take(tree, wanted - length, || reserve(&temporary.file, wanted))?;
        let digesting = Digesting::new(admission.algorithms);
        let (inner, written_out) = (Arc::new(temporary), length);
        Ok(Self { inner, length, reserved, written_out, kept: None, synced: digesting.clone(), digesting })
    }

    /// Does something with the file and its digest, on the blocking pool.
    async fn with<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&Temporary, &mut Digesting) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let inner = Arc::clone(&self.inner);
        // Out and back in: a future that is dropped meanwhile leaves a hash that has to begin anew.
        let mut digesting = {
            let anew = self.digesting.anew();
            std::mem::replace(&mut self.digesting, anew)
        };
        let (digesting, result) = blocking(move || {
            let result = work(&inner, &mut digesting);
            Ok((digesting, inner.tree.watched(result)))
        })
        .await?;
        self.digesting = digesting;
        result
    }
}

#[async_trait]
impl Staged for FsStaged {
    async fn append(&mut self, mut block: Block) -> Result<Block, StoreError> {
        let offset = self.length;
        self.length += u64::try_from(block.bytes().len()).unwrap_or(0);
        let (length, unreserved) = (self.length, self.length.saturating_sub(self.reserved.max(offset)));
        let write_out = (self.length - self.written_out >= WRITE_OUT_BYTES).then_some((self.written_out, self.length));
        if let Some((_, end)) = write_out {
            self.written_out = end;
        }
        self.with(move |inner, digesting| {
            inner.promise.cover(length)?;
            let write = || inner.file.write_all_at(block.bytes(), offset).map_err(StoreError::from);
            if unreserved > 0 { room::take(&inner.tree, unreserved, write) } else { write() }?;
            digesting.appended(&inner.file, offset, block.bytes())?;
            if let Some((start, end)) = write_out {
                writeback::begin(&inner.file, start, end - start);
            }
            block.clear();
            Ok(block)
        })
        .await
    }

    fn length(&self) -> u64 {
        self.length
    }

    async fn sync(&mut self) -> Result<(), StoreError> {
        self.with(|inner, _digesting| {
            fail::fail_point!("upload-sync", |_| Ok(()));
            Ok(inner.file.sync_data()?)
        })
        .await?;
        self.synced = self.digesting.clone();
        Ok(())
    }

    async fn cut(&mut self, length: u64) -> Result<(), StoreError> {
        let length = length.min(self.length);
        self.with(move |inner, _digesting| Ok(inner.file.set_len(length)?)).await?;
        (self.length, self.reserved, self.written_out) = (length, 0, self.written_out.min(length));
        self.digesting.cut(length, &self.synced);
        let anew = self.synced.anew();
        self.synced.cut(length, &anew);
        Ok(())
    }

    async fn digests(&mut self) -> Result<ContentDigests, StoreError> {
        let length = self.length;
        self.with(move |inner, digesting| digesting.finish(&inner.file, length)).await
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

impl Temporary {
    /// The folder and the name that it has there, if it has one.
    pub(super) fn place(&self) -> Result<Option<(&Folder, &str)>, StoreError> {
        let place = match &self.name {
            TemporaryName::Unnamed => return Ok(None),
            TemporaryName::Passing(name) => (self.tree.own()?.place(Place::Passing), name.as_str()),
            TemporaryName::Upload(name) => (self.tree.own()?.place(Place::Uploads), name.as_str()),
        };
        Ok(Some(place))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let (TemporaryName::Passing(name), Ok(own)) = (&self.name, self.tree.own()) {
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
            Ok((File::from(file), TemporaryName::Passing(name)))
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
