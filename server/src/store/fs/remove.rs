//! Deleting trees of any depth.
//!
//! A folder that is to go is first moved to `.holdall/tmp`, out of everybody's way. There it is emptied: what it has is
//! unlinked, and each folder in it that is not empty is moved up beside it, to be emptied in its turn. So neither the
//! stack nor the open files grow with the depth, and what a crash leaves lies where the next start clears it. Names are
//! taken as the bytes they are; links are removed, never followed.

use std::{
    ffi::{CStr, CString},
    io,
};

use rustix::{
    fs::{AtFlags, Dir, RenameFlags, renameat_with, unlinkat},
    io::Errno,
};

use super::root::Folder;

/// Deletes `name` in `folder`, with all that is in it, by way of `tmp`.
pub(super) fn tree(tmp: &Folder, folder: &Folder, name: &CStr) -> io::Result<()> {
    let mut left: Vec<String> = take_out(tmp, folder, name)?.into_iter().collect();
    while let Some(emptied) = left.pop() {
        let folder = tmp.folder(&emptied)?;
        let mut dir = Dir::read_from(&folder)?;
        while let Some(entry) = dir.read() {
            let entry = entry?;
            if !matches!(entry.file_name().to_bytes(), b"." | b"..") {
                left.extend(take_out(tmp, &folder, entry.file_name())?);
            }
        }
        unlinkat(tmp, &emptied, AtFlags::REMOVEDIR)?;
    }
    Ok(())
}

/// Deletes everything in `tmp`.
pub(super) fn everything_in(tmp: &Folder) -> io::Result<()> {
    let mut names: Vec<CString> = Vec::new();
    let mut dir = Dir::read_from(tmp)?;
    while let Some(entry) = dir.read() {
        let entry = entry?;
        if !matches!(entry.file_name().to_bytes(), b"." | b"..") {
            names.push(entry.file_name().to_owned());
        }
    }
    names.iter().try_for_each(|name| tree(tmp, tmp, name))
}

/// Unlinks a file, a link or an empty folder; any other folder is moved to `tmp`, under the name that is returned.
fn take_out(tmp: &Folder, folder: &Folder, name: &CStr) -> io::Result<Option<String>> {
    match unlinkat(folder, name, AtFlags::empty()) {
        Err(Errno::ISDIR | Errno::PERM) => {}
        removed => return Ok(removed.map(|()| None)?),
    }
    match unlinkat(folder, name, AtFlags::REMOVEDIR) {
        // POSIX allows either for a folder that has something in it.
        Err(Errno::NOTEMPTY | Errno::EXIST) => {}
        removed => return Ok(removed.map(|()| None)?),
    }
    let moved = crate::random::identifier().map_err(io::Error::other)?;
    renameat_with(folder, name, tmp, &moved, RenameFlags::NOREPLACE)?;
    Ok(Some(moved))
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::symlink};

    use super::{super::root::Root, *};

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test builds its tree by paths")]
    fn a_tree_goes_with_all_that_is_in_it_and_no_link_is_followed() {
        let home = tempfile::tempdir().unwrap();
        for folder in ["tmp", "outside", "in/a/b/c", "in/a/empty", "in/d"] {
            fs::create_dir_all(home.path().join(folder)).unwrap();
        }
        for file in ["outside/kept", "in/a/b/c/x", "in/a/b/y", "in/z"] {
            fs::write(home.path().join(file), "").unwrap();
        }
        symlink("../../../outside", home.path().join("in/a/b/link")).unwrap();
        let root = Root::open(home.path()).unwrap();
        let tmp = root.itself().folder("tmp").unwrap();
        tree(&tmp, root.itself(), c"in").unwrap();
        let names = |path: &str| fs::read_dir(home.path().join(path)).unwrap().count();
        assert_eq!((names("."), names("tmp"), names("outside")), (2, 0, 1));
        assert_eq!(tree(&tmp, root.itself(), c"in").unwrap_err().kind(), io::ErrorKind::NotFound);
        fs::create_dir_all(home.path().join("tmp/left/over")).unwrap();
        everything_in(&tmp).unwrap();
        assert_eq!(names("tmp"), 0);
    }
}
