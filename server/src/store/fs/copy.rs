//! Copying: into `.holdall` first, where nobody sees it, made durable there, then given its name by a rename.
//!
//! Bytes are shared with the original where the file system can (`FICLONE`), else copied inside the kernel
//! (`copy_file_range`). Time of change and mode are kept; links are copied as links; pipes, sockets and devices are left
//! out and counted. Names are taken as the bytes they are.

use std::{
    ffi::{CStr, CString},
    fs::File,
    io,
};

use holdall_shared::{EntryKind, EntryPath};
use rustix::{
    fs::{
        Dir, FileType, Mode, OFlags, Timespec, Timestamps, copy_file_range, fchmod, futimens, ioctl_ficlone, openat,
        readlinkat, symlinkat,
    },
    io::Errno,
};

use super::{
    remove,
    root::{Folder, RawStat, below},
    tree::Tree,
};
use crate::store::{Copied, Kept, StoreError};

/// Bytes that the kernel is asked to copy at once.
const STEP: usize = 64 << 20;

/// Copies an entry of the tree. Blocks. On an error nothing is left.
pub(super) fn copy(tree: &Tree, from: &EntryPath, at: &Kept) -> Result<Copied, StoreError> {
    let own = tree.own()?;
    tree.check_writable()?;
    let (folder, name) = tree.root.parent_of(from)?;
    let (place, id) = (own.place(at.place), at.id.as_str());
    let raw = folder.stat(name.as_str())?;
    let (name, to) = (c_string(name.as_str())?, c_string(id)?);
    let mut skipped = 0;
    let copied = match tree.describe(&raw).kind {
        EntryKind::Other => Err(StoreError::NotRegular),
        EntryKind::Folder => copy_folder(&folder.folder_by_bytes(&name)?, place, &to, &mut skipped)
            // One sync for all that was copied: a sync for each file would wait for the disk as often as there are files.
            .and_then(|()| Ok(rustix::fs::syncfs(place)?)),
        EntryKind::Link => copy_link(&folder, &name, place, &to).and_then(|()| Ok(place.sync()?)),
        EntryKind::File => {
            copy_file(&folder, &name, place, &to).and_then(|file| Ok(file.sync_all()?)).and_then(|()| Ok(place.sync()?))
        }
    };
    match copied {
        Ok(()) => Ok(Copied { stat: tree.describe(&place.stat(id)?), skipped }),
        Err(error) => {
            // What stays is removed at the next start, or with the intent that names it.
            let _ = remove::tree(&own.tmp, place, &to);
            Err(error)
        }
    }
}

/// A name as the kernel takes it.
pub(super) fn c_string(name: &str) -> Result<CString, StoreError> {
    CString::new(name).map_err(|_nul| StoreError::NotFound)
}

/// What is still to be done for a folder, by its path from the one that is copied.
enum Step {
    /// Copy what is in it.
    Enter(CString),
    /// Give it its mode and its time, now that nothing in it changes any more.
    Leave(CString, RawStat),
}

/// Copies a folder with all that is in it. Folders are opened by their paths from here, one at a time on either side:
/// neither the stack nor the open files grow with the depth.
fn copy_folder(from: &Folder, place: &Folder, name: &CStr, skipped: &mut u64) -> Result<(), StoreError> {
    let hidden = Mode::from_raw_mode(0o700);
    rustix::fs::mkdirat(place, name, hidden)?;
    let to = place.folder_by_bytes(name)?;
    let mut steps = vec![Step::Enter(c".".to_owned())];
    while let Some(step) = steps.pop() {
        let path = match step {
            Step::Enter(path) => path,
            Step::Leave(path, raw) => {
                let target = to.folder_by_bytes(&path)?;
                fchmod(&target, Mode::from_raw_mode(raw.st_mode & 0o777))?;
                futimens(&target, &times(&raw))?;
                continue;
            }
        };
        let (source, target) = (from.folder_by_bytes(&path)?, to.folder_by_bytes(&path)?);
        steps.push(Step::Leave(path.clone(), source.stat_self()?));
        let mut dir = Dir::read_from(&source)?;
        while let Some(entry) = dir.read() {
            let entry = entry?;
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b".." | b".holdall") {
                continue;
            }
            let kind = match source.stat_by_bytes(name) {
                // Gone since the folder was read.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                raw => FileType::from_raw_mode(raw?.st_mode),
            };
            match kind {
                FileType::Directory => {
                    rustix::fs::mkdirat(&target, name, hidden)?;
                    steps.push(Step::Enter(below(&path, name).ok_or(StoreError::TooMany)?));
                }
                FileType::Symlink => copy_link(&source, name, &target, name)?,
                FileType::RegularFile => drop(copy_file(&source, name, &target, name)?),
                _ => *skipped += 1,
            }
        }
    }
    Ok(())
}

fn copy_link(from: &Folder, name: &CStr, place: &Folder, to: &CStr) -> Result<(), StoreError> {
    let target = readlinkat(from, name, Vec::new()).map_err(|errno| match errno {
        // No link any more since it was looked at.
        Errno::INVAL => StoreError::Changed,
        other => other.into(),
    })?;
    symlinkat(target.as_c_str(), place, to)?;
    Ok(())
}

fn copy_file(from: &Folder, name: &CStr, place: &Folder, to: &CStr) -> Result<File, StoreError> {
    let source = from.open_file_by_bytes(name)?;
    let raw = rustix::fs::fstat(&source)?;
    if FileType::from_raw_mode(raw.st_mode) != FileType::RegularFile {
        return Err(StoreError::Changed);
    }
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let target = File::from(openat(place, to, flags, Mode::from_raw_mode(0o600))?);
    copy_bytes(&source, &target)?;
    let after = rustix::fs::fstat(&source)?;
    if (after.st_size, times(&after).last_modification) != (raw.st_size, times(&raw).last_modification) {
        // Written to meanwhile: the copy may be half of each.
        return Err(StoreError::Changed);
    }
    fchmod(&target, Mode::from_raw_mode(raw.st_mode & 0o777))?;
    futimens(&target, &times(&raw))?;
    Ok(target)
}

fn copy_bytes(source: &File, target: &File) -> Result<(), StoreError> {
    if ioctl_ficlone(target, source).is_ok() {
        return Ok(());
    }
    loop {
        match copy_file_range(source, None, target, None, STEP) {
            Ok(0) => return Ok(()),
            Ok(_) | Err(Errno::INTR) => {}
            // Across file systems, or where the file system has no such thing: through this process, from where it stopped.
            Err(Errno::XDEV | Errno::NOSYS | Errno::OPNOTSUPP | Errno::INVAL) => {
                let (mut source, mut target) = (source, target);
                io::copy(&mut source, &mut target)?;
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        }
    }
}

fn times(raw: &RawStat) -> Timestamps {
    let modified = Timespec { tv_sec: raw.st_mtime, tv_nsec: raw.st_mtime_nsec.try_into().unwrap_or(0) };
    Timestamps { last_access: modified, last_modification: modified }
}

#[cfg(test)]
mod tests {
    use super::{super::root::Root, *};

    #[test]
    fn what_is_no_link_any_more_is_something_that_changed() {
        let temp = tempfile::tempdir().unwrap();
        let root = Root::open(temp.path()).unwrap();
        root.itself().make_folder("was-a-link", Mode::from_raw_mode(0o700)).unwrap();
        let copied = copy_link(root.itself(), c"was-a-link", root.itself(), c"copy");
        assert!(matches!(copied, Err(StoreError::Changed)), "{copied:?}");
    }
}
