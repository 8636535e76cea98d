//! What changes in a folder, as clients are told. It follows a path: where the folder is moved or made anew, the one that
//! is there then.

use std::time::Duration;

use holdall_shared::{EntryPath, FolderChange, FolderUploads};

use super::{Files, FilesError, Running, describe};
use crate::{
    auth::Permit,
    store::{FolderChanges, FolderWatch, StoreError},
};

/// How often a folder that is gone is looked for.
const LOOKING: Duration = Duration::from_secs(1);

/// A folder that somebody looks at.
pub struct Feed {
    files: Files,
    path: EntryPath,
    watch: Option<Box<dyn FolderWatch>>,
}

/// What is on its way into a folder that somebody looks at.
pub struct Arrivals {
    running: Running,
    known: FolderUploads,
}

/// What became of it.
#[derive(Debug, Clone)]
pub enum News {
    /// These rows are something else now.
    Rows(FolderChange),
    /// It is to be asked for again.
    Lost(EntryPath),
    /// These files are on their way into it.
    Uploads(FolderUploads),
}

impl Files {
    /// Begins to watch a folder.
    pub async fn watch(&self, list: &Permit) -> Result<Feed, FilesError> {
        let path = list.path().clone();
        let watch = self.store.watch(&path).await?;
        Ok(Feed { files: self.clone(), path, watch: Some(watch) })
    }

    /// Begins to look at what is on its way into a folder.
    pub fn arrivals(&self, list: &Permit) -> Arrivals {
        let known = FolderUploads { folder: list.path().clone(), uploads: Vec::new() };
        Arrivals { running: self.running.clone(), known }
    }
}

impl Arrivals {
    /// Waits until something else than before is on its way.
    pub async fn next(&mut self) -> News {
        self.known = self.running.next(&self.known.folder, &self.known).await;
        News::Uploads(self.known.clone())
    }
}

impl Feed {
    /// Waits for something to tell; it is never nothing. An error of the disk is told as a loss: the client asks, and is
    /// told the error.
    pub async fn next(&mut self) -> News {
        loop {
            let Some(watch) = &mut self.watch else {
                tokio::time::sleep(LOOKING).await;
                match self.files.store.watch(&self.path).await {
                    Ok(watch) => self.watch = Some(watch),
                    Err(StoreError::NotFound | StoreError::NotFolder | StoreError::Denied(_)) => continue,
                    Err(error) => tracing::warn!(%error, "a folder can't be watched"),
                }
                return News::Lost(self.path.clone());
            };
            match watch.next().await {
                Ok(FolderChanges::Names { now, gone }) if now.is_empty() && gone.is_empty() => {}
                Ok(FolderChanges::Names { now, gone }) if now.len() + gone.len() <= FolderChange::MOST_ROWS => {
                    let now = now.iter().map(|(name, stat)| describe(&self.path.child(name), stat)).collect();
                    return News::Rows(FolderChange { folder: self.path.clone(), now, gone });
                }
                Ok(FolderChanges::Names { .. }) => return News::Lost(self.path.clone()),
                Ok(FolderChanges::Everything) | Err(_) => {
                    self.watch = self.files.store.watch(&self.path).await.ok();
                    return News::Lost(self.path.clone());
                }
            }
        }
    }
}
