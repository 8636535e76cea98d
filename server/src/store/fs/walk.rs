//! A walk over all files below a folder, one folder open at a time; what it holds are the folders still to be read.

use std::sync::Arc;

use async_trait::async_trait;
use holdall_shared::{EntryKind, EntryPath};

use super::{
    blocking,
    root::{Entries, Folder, Listed},
    tree::Tree,
};
use crate::store::{StoreError, Walk};

/// Files handed out at once.
const BATCH: usize = 256;

/// See the module.
pub(super) struct FsWalk {
    tree: Arc<Tree>,
    folders: Vec<EntryPath>,
    current: Option<(EntryPath, Entries<Folder>)>,
}

impl FsWalk {
    /// Begins in a folder, which must be there. Blocks.
    pub(super) fn open(tree: &Arc<Tree>, folder: EntryPath) -> Result<Self, StoreError> {
        tree.root.folder(&folder)?;
        Ok(Self { tree: Arc::clone(tree), folders: vec![folder], current: None })
    }

    fn next_batch_blocking(&mut self) -> Result<Option<Vec<(EntryPath, u64)>>, StoreError> {
        let mut batch = Vec::new();
        while batch.len() < BATCH {
            let Some((path, entries)) = &mut self.current else {
                let Some(path) = self.folders.pop() else { break };
                self.current = open(&self.tree, path)?;
                continue;
            };
            match entries.next().transpose()? {
                None => self.current = None,
                Some(Listed::Named(name, EntryKind::Folder)) => self.folders.push(path.child(&name)),
                Some(Listed::Named(name, EntryKind::File)) => {
                    let file = path.child(&name);
                    match self.tree.stat(&file) {
                        Ok(stat) if stat.kind == EntryKind::File => batch.push((file, stat.size)),
                        // Replaced by something else, or gone, since its folder was read.
                        Ok(_) | Err(StoreError::NotFound) => {}
                        Err(error) => return Err(error),
                    }
                }
                Some(Listed::Named(_, EntryKind::Link | EntryKind::Other) | Listed::Unlisted) => {}
            }
        }
        Ok((!batch.is_empty()).then_some(batch))
    }
}

/// A folder that is gone by now, or that Holdall may not read, has no files to show.
fn open(tree: &Tree, path: EntryPath) -> Result<Option<(EntryPath, Entries<Folder>)>, StoreError> {
    match tree.root.folder(&path) {
        Err(StoreError::NotFound | StoreError::NotFolder | StoreError::Denied(_)) if !path.is_root() => Ok(None),
        folder => Ok(Some((path, folder?.into_entries()?))),
    }
}

#[async_trait]
impl Walk for FsWalk {
    async fn next_batch(&mut self) -> Result<Option<Vec<(EntryPath, u64)>>, StoreError> {
        let empty = Self { tree: Arc::clone(&self.tree), folders: Vec::new(), current: None };
        let mut walk = std::mem::replace(self, empty);
        let (walk, batch) = blocking(move || {
            let batch = walk.next_batch_blocking()?;
            Ok((walk, batch))
        })
        .await?;
        *self = walk;
        Ok(batch)
    }
}
