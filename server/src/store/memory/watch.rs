//! Watching a folder in memory: by comparing it with what it was.

use std::{collections::BTreeMap, time::Duration};

use async_trait::async_trait;
use holdall_shared::{EntryName, EntryPath};

use super::MemoryStore;
use crate::store::{FolderChanges, FolderWatch, Stat, StoreError};

type Children = BTreeMap<EntryName, Stat>;

/// See the module.
pub(super) struct MemoryWatch {
    store: MemoryStore,
    folder: EntryPath,
    seen: Children,
}

impl MemoryWatch {
    pub(super) fn new(store: &MemoryStore, folder: &EntryPath) -> Self {
        Self { seen: children(store, folder), store: store.clone(), folder: folder.clone() }
    }
}

fn children(store: &MemoryStore, folder: &EntryPath) -> Children {
    let state = store.state();
    let children = state.entries.iter().filter(|(path, _)| path.parent().as_ref() == Some(folder));
    children.map(|(path, node)| (path.name().unwrap(), node.stat)).collect()
}

#[async_trait]
impl FolderWatch for MemoryWatch {
    async fn next(&mut self) -> Result<FolderChanges, StoreError> {
        loop {
            let present = children(&self.store, &self.folder);
            let differs = |(name, stat): &(&EntryName, &Stat)| self.seen.get(*name) != Some(*stat);
            let now: Vec<_> = present.iter().filter(differs).map(|(name, stat)| (name.clone(), *stat)).collect();
            let gone: Vec<_> = self.seen.keys().filter(|name| !present.contains_key(*name)).cloned().collect();
            self.seen = present;
            if !now.is_empty() || !gone.is_empty() {
                return Ok(FolderChanges::Names { now, gone });
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}
