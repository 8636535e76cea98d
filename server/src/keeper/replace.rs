//! Replacing: what had the name is kept as a version of it, a folder in the trash.
//!
//! The new content waits under the kept name until one exchange gives each the other's place.

use holdall_shared::{EntryKind, EntryPath, FilePath};

use super::{Keeper, KeeperError};
use crate::{
    catalog::{Intent, KeptRow, UnsettledMove},
    crash_point::crash_point,
    store::{Expect, Kept, KeptId, Place, Published, Staged, Stat, StoreError, Swapped, Weighed},
};

/// What becomes of the content that was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Previous {
    /// It is a version of the file.
    Version,
    /// It is in the trash.
    Trash,
    /// It is gone.
    Gone,
}

/// A replacement that has been written down.
#[derive(Debug)]
pub enum Begun {
    /// What is replaced will be kept.
    Kept(Box<KeptRow>),
    /// It will not.
    Gone,
}

/// Where what is replaced goes.
enum Destination {
    Kept(Kept),
    /// Not kept; it passes through the trash, so that a crash loses neither.
    Gone(Kept),
}

impl Keeper {
    /// Before staged bytes replace the file at `path`.
    pub async fn begin_replace(&self, path: &EntryPath, staged: &mut dyn Staged) -> Result<Begun, KeeperError> {
        if self.0.keeping.versions == 0 {
            return Ok(Begun::Gone);
        }
        let most = self.most_bytes().await?;
        let bytes = match self.0.store.weigh(path, most).await {
            Ok(weighed) if weighed.stat.kind == EntryKind::File && weighed.bytes > most => return Ok(Begun::Gone),
            Ok(weighed) => weighed.bytes,
            // Nothing to keep, as far as can be seen now; what appears meanwhile is kept all the same.
            Err(StoreError::NotFound) => 0,
            Err(error) => return Err(error.into()),
        };
        let intent = Intent::Replace { inode: staged.inode()? };
        let row = KeptRow { size: bytes, ..self.row(Kept::random(Place::Versions)?, path, EntryKind::File, intent) };
        self.0.catalog.insert_kept(&row).await?;
        crash_point!("version-intended");
        staged.keep_replaced(row.at.clone());
        Ok(Begun::Kept(Box::new(row)))
    }

    /// After it: what became of the old content, if there was any.
    pub async fn finish_replace(
        &self,
        begun: Begun,
        published: &Result<Published, StoreError>,
    ) -> Result<Option<Previous>, KeeperError> {
        crash_point!("version-published");
        let replaced = published.as_ref().ok().and_then(|published| published.replaced);
        match (begun, replaced) {
            (Begun::Gone, _) => Ok(published.is_ok().then_some(Previous::Gone)),
            (Begun::Kept(row), None) => {
                self.0.catalog.forget_kept(&row.at.id).await?;
                Ok(None)
            }
            (Begun::Kept(row), Some(stat)) => {
                self.settle(*row, Weighed { stat, bytes: stat.size }).await?;
                Ok(Some(Previous::Version))
            }
        }
    }

    /// Moves an entry over another one of its kind.
    pub(crate) async fn move_over(&self, from: &EntryPath, to: &FilePath) -> Result<(Stat, Previous), KeeperError> {
        let path = to.to_entry_path();
        let source = self.0.store.stat(from).await?;
        let (destination, kind, bytes) = self.destination(&path).await?;
        let inode = source.version.inode;
        let intent = Intent::MoveOver { inode, source: from.clone() };
        let row = KeptRow { size: bytes, ..self.row(destination.at().clone(), &path, kind, intent) };
        let follow = self.begin_move(from, &path, inode).await?;
        self.0.catalog.insert_kept(&row).await?;
        crash_point!("move-intended");
        let retired = self.0.store.retire(from, Expect::Present, &row.at).await;
        crash_point!("move-out");
        let moved = match &retired {
            Ok(_) => self.0.store.swap(&row.at, &path, Expect::Any).await,
            Err(_) => Err(StoreError::NotFound),
        };
        crash_point!("move-exchanged");
        let swapped = match (moved, retired) {
            (Ok(swapped), _) => swapped,
            (Err(_), Err(error)) => {
                self.0.catalog.forget_kept(&row.at.id).await?;
                self.finish_move(follow, None).await?;
                return Err(error.into());
            }
            (Err(error), Ok(_)) => {
                if let Some(found) = self.0.store.kept(&row.at).await? {
                    self.take_back(row, from, found).await?;
                }
                self.finish_move(follow, None).await?;
                return Err(error.into());
            }
        };
        // The versions of what was replaced go with it, before those of what was moved come.
        let previous = self.finish_swap(row, destination, &swapped).await?;
        self.finish_move(follow, Some(&path)).await?;
        self.drop_surplus(&path).await?;
        Ok((swapped.now, previous))
    }

    /// Copies an entry over another one of its kind.
    pub(crate) async fn copy_over(
        &self,
        from: &EntryPath,
        to: &FilePath,
    ) -> Result<(Stat, Previous, u64), KeeperError> {
        let path = to.to_entry_path();
        let (destination, kind, bytes) = self.destination(&path).await?;
        let mut row = KeptRow { size: bytes, ..self.row(destination.at().clone(), &path, kind, Intent::Copy) };
        self.0.catalog.insert_kept(&row).await?;
        crash_point!("copy-intended");
        let copied = match self.0.store.copy(from, &row.at).await {
            Ok(copied) => copied,
            Err(error) => {
                self.purge_one(&row).await?;
                return Err(error.into());
            }
        };
        crash_point!("copy-copied");
        row.intent = Some(Intent::Replace { inode: copied.stat.version.inode });
        self.0.catalog.intend(&row.at.id, row.intent.as_ref()).await?;
        let swapped = self.0.store.swap(&row.at, &path, Expect::Any).await;
        crash_point!("copy-exchanged");
        let swapped = match swapped {
            Ok(swapped) => swapped,
            Err(error) => {
                self.purge_one(&row).await?;
                return Err(error.into());
            }
        };
        let previous = self.finish_swap(row, destination, &swapped).await?;
        Ok((swapped.now, previous, copied.skipped))
    }

    /// Before an entry is moved that has versions: they are to follow it.
    pub(crate) async fn begin_move(
        &self,
        from: &EntryPath,
        to: &EntryPath,
        inode: u64,
    ) -> Result<Option<UnsettledMove>, KeeperError> {
        if self.0.catalog.versions_within(from).await?.is_empty() {
            return Ok(None);
        }
        let follow = UnsettledMove { id: KeptId::random()?, source: from.clone(), target: to.clone(), inode };
        self.0.catalog.intend_move(&follow).await?;
        Ok(Some(follow))
    }

    /// After it: where it is now, if it was moved.
    pub(crate) async fn finish_move(
        &self,
        follow: Option<UnsettledMove>,
        moved: Option<&EntryPath>,
    ) -> Result<(), KeeperError> {
        match (follow, moved) {
            (None, _) => Ok(()),
            (Some(follow), Some(target)) => Ok(self.0.catalog.settle_move(&follow, target).await?),
            (Some(follow), None) => Ok(self.0.catalog.forget_move(&follow.id).await?),
        }
    }

    async fn destination(&self, path: &EntryPath) -> Result<(Destination, EntryKind, u64), KeeperError> {
        let most = self.most_bytes().await?;
        let weighed = self.0.store.weigh(path, most).await?;
        let (place, is_on) = match weighed.stat.kind {
            EntryKind::File => (Place::Versions, self.0.keeping.versions > 0),
            EntryKind::Folder | EntryKind::Link | EntryKind::Other => (Place::Trash, self.0.keeping.trash_days > 0),
        };
        let destination = if is_on && weighed.bytes <= most {
            Destination::Kept(Kept::random(place)?)
        } else {
            Destination::Gone(Kept::random(Place::Trash)?)
        };
        Ok((destination, weighed.stat.kind, weighed.bytes))
    }

    async fn finish_swap(
        &self,
        row: KeptRow,
        destination: Destination,
        swapped: &Swapped,
    ) -> Result<Previous, KeeperError> {
        let (place, bytes) = (row.at.place, row.size);
        let row = self.settle(row, Weighed { stat: swapped.was, bytes }).await?;
        match (destination, place) {
            (Destination::Gone(_), _) => {
                self.purge(&row).await?;
                Ok(Previous::Gone)
            }
            (Destination::Kept(_), Place::Versions) => Ok(Previous::Version),
            (Destination::Kept(_), _) => Ok(Previous::Trash),
        }
    }

    /// It is kept now; of the versions of one file the oldest go.
    pub(super) async fn settle(&self, mut row: KeptRow, weighed: Weighed) -> Result<KeptRow, KeeperError> {
        (row.kind, row.size, row.modified) = (weighed.stat.kind, weighed.bytes, weighed.stat.modified);
        self.0.catalog.settle_kept(&row).await?;
        crash_point!("version-settled");
        row.intent = None;
        if row.at.place == Place::Versions {
            self.drop_surplus(&row.path).await?;
        }
        self.0.grown.notify_one();
        Ok(row)
    }

    async fn drop_surplus(&self, path: &EntryPath) -> Result<(), KeeperError> {
        let most = usize::try_from(self.0.keeping.versions).unwrap_or(usize::MAX);
        for row in self.0.catalog.versions(path).await?.iter().skip(most) {
            if row.intent.is_none() {
                self.purge_one(row).await?;
            }
        }
        Ok(())
    }
}

impl Destination {
    fn at(&self) -> &Kept {
        match self {
            Self::Kept(at) | Self::Gone(at) => at,
        }
    }
}
