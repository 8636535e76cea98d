//! The folders to choose one from, as far as they have been opened: a tree of which only parts are known.
//!
//! 1. A folder that is opened is asked for ([`FolderTree::wanted`]), a page at a time: one with thousands of folders gets
//!    a line that asks for more of them ([`Line::More`]).
//! 2. The way to the folder where one comes from is open from the beginning; so is what was made meanwhile: such folders
//!    are shown even if no page has them yet.
//! 3. The cursor is on a line; keys move it as WAI-ARIA's pattern of trees says ([`FolderTree::key`]).
//!
//! Source: ARIA Authoring Practices, "Tree View".

mod keys;

use std::collections::BTreeMap;

use holdall_shared::{EntryKind, EntryName, EntryPath, Listing};

pub use keys::Pressed;

/// Folders of one page.
pub const PAGE: u64 = 200;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderTree {
    nodes: BTreeMap<EntryPath, Node>,
    cursor: Key,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Node {
    fold: Fold,
    listed: Vec<EntryName>,
    /// Folders that are known from elsewhere.
    known: Vec<EntryName>,
    rest: Rest,
}

/// Whether the folders in a folder are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fold {
    /// They are not.
    #[default]
    Closed,
    /// They are.
    Open,
    /// There are none.
    Leaf,
}

/// What is not known yet of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rest {
    /// Nobody has asked.
    #[default]
    Unasked,
    /// It is on its way.
    Asked,
    /// There is more.
    More,
    /// All is known.
    Nothing,
    /// It could not be had.
    Failed,
}

/// Which line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Of a folder.
    Folder(EntryPath),
    /// Of what is not shown of a folder.
    More(EntryPath),
}

/// One line of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A folder.
    Folder {
        /// Which.
        path: EntryPath,
        /// 1 for the upload folder.
        level: usize,
        /// Whether it is open.
        fold: Fold,
    },
    /// What is not shown of a folder.
    More {
        /// Of which.
        of: EntryPath,
        /// As deep as its folders.
        level: usize,
        /// Why.
        rest: Rest,
    },
}

impl Line {
    /// How deep it is: 1 for the upload folder.
    pub fn level(&self) -> usize {
        match self {
            Self::Folder { level, .. } | Self::More { level, .. } => *level,
        }
    }

    /// What tells it from others.
    pub fn key(&self) -> Key {
        match self {
            Self::Folder { path, .. } => Key::Folder(path.clone()),
            Self::More { of, .. } => Key::More(of.clone()),
        }
    }
}

impl FolderTree {
    /// Open down to `here`, on which the cursor is.
    pub fn new(here: &EntryPath) -> Self {
        let mut tree = Self { nodes: BTreeMap::new(), cursor: Key::Folder(here.clone()) };
        tree.nodes.insert(EntryPath::ROOT, Node { fold: Fold::Open, ..Node::default() });
        tree.reveal(here);
        tree
    }

    /// Where the cursor is.
    pub fn cursor(&self) -> &Key {
        &self.cursor
    }

    /// The folder that is chosen: that of the cursor.
    pub fn chosen(&self) -> &EntryPath {
        match &self.cursor {
            Key::Folder(path) | Key::More(path) => path,
        }
    }

    /// Puts the cursor on a line.
    pub fn go(&mut self, key: Key) {
        self.cursor = key;
    }

    /// Open folders that nobody has asked for yet.
    pub fn wanted(&self) -> Vec<EntryPath> {
        let is_wanted = |node: &Node| node.fold == Fold::Open && node.rest == Rest::Unasked;
        self.nodes.iter().filter(|(_, node)| is_wanted(node)).map(|(path, _)| path.clone()).collect()
    }

    /// Whether the folders in a folder are shown.
    pub fn fold(&self, path: &EntryPath) -> Fold {
        self.nodes.get(path).map(|node| node.fold).unwrap_or_default()
    }

    /// What is not known yet of a folder.
    pub fn rest(&self, path: &EntryPath) -> Rest {
        self.nodes.get(path).map(|node| node.rest).unwrap_or_default()
    }

    /// A page of a folder is being asked for; where it begins.
    pub fn asked(&mut self, path: &EntryPath) -> u64 {
        let node = self.nodes.entry(path.clone()).or_default();
        node.rest = Rest::Asked;
        crate::number::length(node.listed.len())
    }

    /// The page that was asked for. Folders come first: behind the first file there are none.
    pub fn listed(&mut self, path: &EntryPath, listing: Listing) {
        let node = self.nodes.entry(path.clone()).or_default();
        let (end, total) = (listing.offset + crate::number::length(listing.entries.len()), listing.total);
        let is_last = end >= total || listing.entries.iter().any(|entry| entry.kind != EntryKind::Folder);
        let folders = listing.entries.into_iter().filter(|entry| entry.kind == EntryKind::Folder);
        node.listed.extend(folders.map(|entry| entry.name));
        node.rest = if is_last { Rest::Nothing } else { Rest::More };
        if is_last && node.listed.is_empty() && node.known.is_empty() {
            node.fold = Fold::Leaf;
        }
    }

    /// There was no answer about a folder.
    pub fn failed(&mut self, path: &EntryPath) {
        self.nodes.entry(path.clone()).or_default().rest = Rest::Failed;
    }

    /// Opens a folder, or closes it.
    pub fn toggle(&mut self, path: &EntryPath) {
        let node = self.nodes.entry(path.clone()).or_default();
        node.fold = match node.fold {
            Fold::Closed => Fold::Open,
            Fold::Open => Fold::Closed,
            Fold::Leaf => Fold::Leaf,
        };
        if node.fold == Fold::Closed && self.chosen() != path && self.chosen().is_within(path) {
            self.cursor = Key::Folder(path.clone());
        }
    }

    /// A folder was made: it is shown and chosen.
    pub fn made(&mut self, path: &EntryPath) {
        self.reveal(path);
        self.nodes.insert(path.clone(), Node { fold: Fold::Leaf, rest: Rest::Nothing, ..Node::default() });
        self.cursor = Key::Folder(path.clone());
    }

    /// All lines, from top to bottom.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        self.add_lines(&EntryPath::ROOT, 1, &mut lines);
        lines
    }

    /// Opens the way to a folder, and shows it whatever is listed.
    fn reveal(&mut self, path: &EntryPath) {
        let mut below = path.clone();
        while let (Some(name), Some(parent)) = (below.name(), below.parent()) {
            let node = self.nodes.entry(parent.clone()).or_default();
            node.fold = Fold::Open;
            if !node.known.contains(&name) {
                node.known.push(name);
            }
            below = parent;
        }
    }

    fn add_lines(&self, path: &EntryPath, level: usize, lines: &mut Vec<Line>) {
        let node = self.nodes.get(path);
        lines.push(Line::Folder { path: path.clone(), level, fold: self.fold(path) });
        let Some(node) = node.filter(|node| node.fold == Fold::Open) else { return };
        let known = node.known.iter().filter(|name| !node.listed.contains(name));
        for name in node.listed.iter().chain(known) {
            self.add_lines(&path.child(name), level + 1, lines);
        }
        if node.rest != Rest::Nothing {
            lines.push(Line::More { of: path.clone(), level: level + 1, rest: node.rest });
        }
    }
}

#[cfg(test)]
mod tests;
