//! The upload folder as other programs see it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// What lies under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Folder,
    File(Vec<u8>),
    Link(PathBuf),
    Other,
}

/// Everything below `folder` by its path from there, without Holdall's own folder.
pub(crate) fn snapshot(folder: &Path) -> BTreeMap<String, Node> {
    let mut nodes = BTreeMap::new();
    walk(folder, "", &mut nodes);
    nodes.retain(|path, _| path.split('/').all(|name| name != ".holdall"));
    nodes
}

/// The files below `folder`, which need not exist, by their paths from there.
pub(crate) fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut nodes = BTreeMap::new();
    walk(folder, "", &mut nodes);
    nodes
        .into_iter()
        .filter_map(|(path, node)| if let Node::File(bytes) = node { Some((path, bytes)) } else { None })
        .collect()
}

/// `length` bytes in which no two places look alike.
pub(crate) fn sample(length: usize) -> Vec<u8> {
    (0_u64..)
        .flat_map(|block| block.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes())
        .take(length)
        .collect()
}

fn walk(folder: &Path, prefix: &str, nodes: &mut BTreeMap<String, Node>) {
    // A folder or file that goes away meanwhile is one that is not there.
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let Ok(kind) = entry.file_type() else { continue };
        let node = if kind.is_dir() {
            walk(&entry.path(), &format!("{path}/"), nodes);
            Node::Folder
        } else if kind.is_symlink() {
            Node::Link(fs::read_link(entry.path()).unwrap_or_default())
        } else if kind.is_file() {
            let Ok(bytes) = fs::read(entry.path()) else { continue };
            Node::File(bytes)
        } else {
            Node::Other
        };
        nodes.insert(path, node);
    }
}
