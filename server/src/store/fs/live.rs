//! Watching a folder for somebody: by inotify, and where that has nothing left, by looking at its times.

use std::{io, sync::Arc, time::Duration};

use async_trait::async_trait;
use holdall_shared::{EntryName, EntryPath};

use super::{
    blocking,
    root::Folder,
    tree::Tree,
    watch::{Change, Changes, MANY, Watch},
};
use crate::store::{FolderChanges, FolderWatch, Stat, StoreError};

/// How long changes gather before they are told: many in a row are one answer.
const GATHERING: Duration = Duration::from_millis(100);
/// How often a folder that cannot be watched is looked at.
const LOOKING: Duration = Duration::from_secs(1);
/// How often it is made sure that the path still leads there: nobody tells that a folder further up was moved.
const CHECKING: Duration = Duration::from_secs(5);

/// See the module.
pub(super) struct FsFolderWatch {
    tree: Arc<Tree>,
    path: EntryPath,
    folder: Arc<Folder>,
    watch: Option<Arc<Watch>>,
    /// What the folder was at the last look, where it is looked at.
    seen: Stat,
}

impl FsFolderWatch {
    /// Blocks.
    pub(super) fn open(tree: &Arc<Tree>, path: EntryPath) -> Result<Self, StoreError> {
        let folder = Arc::new(tree.root.folder(&path)?);
        let watch = tree.indexes.watch(&folder, MANY).map(Arc::new);
        let seen = tree.describe(&folder.stat_self()?);
        Ok(Self { tree: Arc::clone(tree), path, folder, watch, seen })
    }
}

#[async_trait]
impl FolderWatch for FsFolderWatch {
    async fn next(&mut self) -> Result<FolderChanges, StoreError> {
        let Some(watch) = &self.watch else { return self.look().await };
        if tokio::time::timeout(CHECKING, watch.grown()).await.is_ok() {
            tokio::time::sleep(GATHERING).await;
        }
        let (tree, path) = (Arc::clone(&self.tree), self.path.clone());
        let (folder, watch) = (Arc::clone(&self.folder), Arc::clone(watch));
        blocking(move || {
            if is_in_place(&tree, &path, &folder)? {
                return tell(&tree, &folder, watch.take());
            }
            Ok(FolderChanges::Everything)
        })
        .await
    }
}

impl FsFolderWatch {
    async fn look(&mut self) -> Result<FolderChanges, StoreError> {
        loop {
            tokio::time::sleep(LOOKING).await;
            let (tree, path) = (Arc::clone(&self.tree), self.path.clone());
            let now = blocking(move || tree.stat(&path)).await?;
            if now.version != self.seen.version {
                self.seen = now;
                return Ok(FolderChanges::Everything);
            }
        }
    }
}

/// Whether the path still leads to the folder that is watched.
fn is_in_place(tree: &Tree, path: &EntryPath, folder: &Folder) -> Result<bool, StoreError> {
    match tree.root.folder(path) {
        Ok(now) => Ok(now.stat_self()?.st_ino == folder.stat_self()?.st_ino),
        Err(StoreError::NotFound | StoreError::NotFolder) => Ok(false),
        Err(error) => Err(error),
    }
}

fn tell(tree: &Tree, folder: &Folder, changes: Changes) -> Result<FolderChanges, StoreError> {
    let Changes::Names(names) = changes else { return Ok(FolderChanges::Everything) };
    let (mut now, mut gone) = (Vec::new(), Vec::new());
    for (name, change) in names {
        // Holdall's own folder, and names that no address can say.
        let Ok(name) = EntryName::new(name) else { continue };
        match folder.stat(name.as_str()) {
            Ok(raw) => now.push((name, tree.describe(&raw))),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            Err(_) if change == Change::Name => gone.push(name),
            // Never was a name, or its end is still to be told.
            Err(_) => {}
        }
    }
    Ok(FolderChanges::Names { now, gone })
}
