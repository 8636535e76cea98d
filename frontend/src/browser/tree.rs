//! Files and folders of the person's own disk, as they were dropped, pasted or chosen: read to their last file.
//!
//! 1. What a drag carries must be taken hold of within its event ([`dropped`]); the rest is read afterwards ([`read`]).
//! 2. A folder tells its entries in parts, until a part is empty (File and Directory Entries API §7.3). Folders without
//!    anything are told too: they are made.
//! 3. What is dropped comes with a handle where the browser keeps any: one for each file or folder that was dropped, from
//!    which the way to a file is known. A handle for every file of a folder would be kept 100 000 times.
//! 4. Many files are asked for at once; the page stays alive in between.

use std::{cell::Cell, rc::Rc};

use futures_util::future::join_all;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry, HtmlInputElement};

use super::handles;

/// So many files are asked for at once.
const AT_ONCE: usize = 64;

/// What was dropped, pasted or chosen, not read yet.
#[derive(Default)]
pub(crate) struct Dropped {
    files: Vec<Found>,
    /// Folders, each with the number of its handle.
    entries: Vec<(FileSystemEntry, Option<usize>)>,
    /// Handles that are on their way.
    roots: Vec<Promise>,
}

/// A file, and its way from where it was dropped: `Holiday/a.jpg`.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) path: String,
    pub(crate) file: File,
    /// The number of the handle of what was dropped, in [`Tree::roots`].
    pub(crate) root: Option<usize>,
}

/// All of it.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) files: Vec<Found>,
    /// Folders without anything in them.
    pub(crate) empty_folders: Vec<String>,
    /// What could not be read.
    pub(crate) unreadable: Vec<String>,
    /// Handles of what was dropped, where the browser gives them.
    pub(crate) roots: Vec<Option<JsValue>>,
}

impl Dropped {
    /// Whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.entries.is_empty()
    }
}

/// What a drag or the clipboard carries.
pub(crate) fn dropped(transfer: &DataTransfer) -> Dropped {
    let items = transfer.items();
    let listed = (0..items.length()).filter_map(|place| items.get(place)).filter(|item| item.kind() == "file");
    let mut dropped = Dropped::default();
    for item in listed {
        let root = handles::promised(&item).map(|promise| {
            dropped.roots.push(promise);
            dropped.roots.len() - 1
        });
        match item.webkit_get_as_entry() {
            Ok(Some(entry)) if entry.is_directory() => dropped.entries.push((entry, root)),
            _ => dropped.files.extend(item.get_as_file().ok().flatten().map(|file| found(file, root))),
        }
    }
    dropped
}

/// The files chosen in a picker, which is emptied so that the same ones can be chosen again.
pub(crate) fn chosen(input: &HtmlInputElement) -> Dropped {
    let Some(list) = input.files() else { return Dropped::default() };
    let files = (0..list.length()).filter_map(|place| list.get(place)).map(in_folder).collect();
    input.set_value("");
    Dropped { files, ..Dropped::default() }
}

/// Files that were in no folder.
pub(crate) fn alone(files: Vec<File>) -> Dropped {
    Dropped { files: files.into_iter().map(|file| found(file, None)).collect(), ..Dropped::default() }
}

/// Reads all folders; `seen` hears how many files were found so far. Dropping the future ends it.
pub(crate) async fn read(dropped: Dropped, seen: impl Fn(usize)) -> Tree {
    let roots = join_all(dropped.roots.into_iter().map(handles::kept)).await;
    let mut tree = Tree { files: dropped.files, roots, ..Tree::default() };
    let mut folders: Vec<(String, FileSystemDirectoryEntry, Option<usize>)> = Vec::new();
    for (entry, root) in dropped.entries {
        let name = entry.name();
        folders.push((name, entry.unchecked_into(), root));
    }
    let count = Rc::new(Cell::new(tree.files.len()));
    while let Some((path, folder, root)) = folders.pop() {
        let Ok(entries) = entries_of(&folder).await else {
            tree.unreadable.push(path);
            continue;
        };
        if entries.is_empty() {
            tree.empty_folders.push(path);
            continue;
        }
        let mut files = Vec::new();
        for entry in entries {
            let path = format!("{path}/{}", entry.name());
            if entry.is_directory() {
                folders.push((path, entry.unchecked_into(), root));
            } else {
                files.push((path, entry.unchecked_into::<FileSystemFileEntry>()));
            }
        }
        for part in files.chunks(AT_ONCE) {
            let read = join_all(part.iter().map(|(_, entry)| file_of(entry))).await;
            for ((path, _), file) in part.iter().zip(read) {
                match file {
                    Ok(file) => tree.files.push(Found { path: path.clone(), file, root }),
                    Err(_) => tree.unreadable.push(path.clone()),
                }
            }
            count.set(tree.files.len());
            seen(count.get());
        }
    }
    tree
}

async fn entries_of(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let part = Promise::new(&mut |resolve, reject| {
            // What is wrong is told to `reject`.
            let _thrown = reader.read_entries_with_callback_and_callback(&resolve, &reject);
        });
        let part: Array = JsFuture::from(part).await?.unchecked_into();
        if part.length() == 0 {
            return Ok(all);
        }
        all.extend(part.iter().map(wasm_bindgen::JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn file_of(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    let file = Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    JsFuture::from(file).await.map(wasm_bindgen::JsCast::unchecked_into)
}

fn found(file: File, root: Option<usize>) -> Found {
    Found { path: file.name(), file, root }
}

/// A picker of folders tells the way to each file.
fn in_folder(file: File) -> Found {
    let path = Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    let path = path.filter(|path| !path.is_empty());
    Found { path: path.unwrap_or_else(|| file.name()), file, root: None }
}
