//! What keys do in the tree of folders.

use holdall_shared::EntryPath;

use super::{Fold, FolderTree, Key, Line};

/// What a key press asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    /// Something else than the tree.
    Unknown,
    /// It was done.
    Done,
    /// More of this folder.
    More(EntryPath),
}

impl FolderTree {
    /// A key was pressed.
    pub fn key(&mut self, key: &str) -> Pressed {
        let lines = self.lines();
        let Some(here) = lines.iter().position(|line| line.key() == self.cursor) else {
            self.cursor = Key::Folder(EntryPath::ROOT);
            return Pressed::Done;
        };
        let line = lines.get(here);
        let target = match (key, line) {
            ("ArrowDown", _) => lines.get(here + 1),
            ("ArrowUp", _) => here.checked_sub(1).and_then(|above| lines.get(above)),
            ("Home", _) => lines.first(),
            ("End", _) => lines.last(),
            ("ArrowRight", Some(Line::Folder { path, fold: Fold::Closed, .. }))
            | ("ArrowLeft", Some(Line::Folder { path, fold: Fold::Open, .. }))
            | (" ", Some(Line::Folder { path, .. })) => {
                self.toggle(path);
                None
            }
            ("ArrowRight", Some(Line::Folder { fold: Fold::Open, level, .. })) => {
                lines.get(here + 1).filter(|below| below.level() > *level)
            }
            ("ArrowLeft", Some(line)) => {
                let above = lines.get(..here).unwrap_or_default();
                above.iter().rev().find(|above| above.level() < line.level())
            }
            (" " | "Enter", Some(Line::More { of, .. })) => return Pressed::More(of.clone()),
            ("ArrowRight", _) => None,
            _ => return Pressed::Unknown,
        };
        if let Some(target) = target {
            self.cursor = target.key();
        }
        Pressed::Done
    }

    /// Goes to the next folder whose name begins so, whatever its case.
    pub fn jump(&mut self, begins: &str) {
        let lines = self.lines();
        let here = lines.iter().position(|line| line.key() == self.cursor).unwrap_or(0);
        let begins = begins.to_lowercase();
        let is_found = |line: &&Line| match line {
            Line::Folder { path, .. } => {
                path.name().is_some_and(|name| name.as_str().to_lowercase().starts_with(&begins))
            }
            Line::More { .. } => false,
        };
        let found = lines.iter().cycle().skip(here + 1).take(lines.len()).find(is_found);
        if let Some(found) = found {
            self.cursor = found.key();
        }
    }
}
