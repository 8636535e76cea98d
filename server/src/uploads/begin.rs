//! Beginning an upload: everything that can be said against it is said before its bytes come.

use std::time::Duration;

use holdall_shared::{EntryPath, FileName, FilePath, OnConflict};

use super::{LIFETIME, Status, UploadError, Uploads, at, publish, status};
use crate::{
    auth::Permit,
    catalog::{UploadRow, UploadStage, UploadTerms},
    clock::{after, before},
    files::FilesError,
    store::{KeptId, Parents, StoreError},
};

/// How long a name is reserved for an upload to which nothing comes.
const RESERVED: Duration = Duration::from_mins(10);

/// An upload that is to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creation {
    /// Bytes that it will have; nothing: that is told later.
    pub length: Option<u64>,
    /// What the client says.
    pub terms: UploadTerms,
}

impl Uploads {
    /// Begins an upload that is to become the file of the permit.
    pub async fn begin(&self, create: &Permit, mut creation: Creation) -> Result<Status, UploadError> {
        let parents = if creation.terms.parents { Parents::Made } else { Parents::Required };
        let file = self.0.files.target(create.path(), parents).await?;
        let path = &file.to_entry_path();
        self.0.files.admit_length(creation.length)?;
        self.check_place(&file, parents).await?;
        let _one = self.0.naming.lock().await;
        match creation.terms.on_conflict {
            OnConflict::Fail => {
                self.0.files.refuse_existing(path).await?;
                self.reserve(path, &creation.terms.actor).await?;
            }
            OnConflict::Replace => {
                publish::expectation(&self.0.store, path, &creation.terms).await?;
                creation.terms.replaced = self.0.files.size_of(path).await?;
            }
            OnConflict::Rename => {}
        }
        let row = self.row_of(path.clone(), creation)?;
        self.make(&row).await?;
        Ok(status(&row))
    }

    /// Begins a part of another upload.
    pub async fn begin_part(&self, _create: &Permit, creation: Creation) -> Result<Status, UploadError> {
        self.0.files.admit_length(creation.length)?;
        let row = self.row_of(EntryPath::ROOT, creation)?;
        self.make(&row).await?;
        Ok(status(&row))
    }

    pub(super) fn row_of(&self, path: EntryPath, creation: Creation) -> Result<UploadRow, UploadError> {
        let now = self.0.clock.now();
        Ok(UploadRow {
            id: KeptId::random().map_err(FilesError::from)?,
            path,
            terms: creation.terms,
            length: creation.length,
            offset: 0,
            stage: UploadStage::Open,
            touched: now,
            expires: after(now, LIFETIME),
        })
    }

    /// The file first: bytes without a row are thrown away at the next start.
    pub(super) async fn make(&self, row: &UploadRow) -> Result<(), UploadError> {
        let staged = self.0.store.stage_kept(&at(&row.id), super::admission(row)).await?;
        self.0.catalog.write_upload(row).await?;
        self.put_back(&row.id, staged);
        Ok(())
    }

    /// The name is free of other uploads. One of the same client that nobody sends to now gives way: the answer that named
    /// it may have been lost.
    async fn reserve(&self, path: &EntryPath, actor: &str) -> Result<(), UploadError> {
        let since = before(self.0.clock.now(), RESERVED);
        for other in self.0.catalog.uploads_of(path, since).await? {
            let held = if other.terms.actor == actor { self.0.locks.try_acquire(&other.id) } else { None };
            match held {
                Some(held) if other.stage == UploadStage::Open => self.discard(&held, &other.id).await?,
                _ => return Err(FilesError::NameTaken(None).into()),
            }
        }
        Ok(())
    }

    /// The folder is there, or can be made; the name can.
    async fn check_place(&self, file: &FilePath, parents: Parents) -> Result<(), UploadError> {
        let mut folder = EntryPath::ROOT;
        for segment in file.folder().segments() {
            let Ok(name) = holdall_shared::EntryName::new(segment) else {
                return Err(StoreError::ParentMissing.into());
            };
            folder = folder.child(&name);
            match self.0.store.stat(&folder).await {
                Ok(stat) if stat.kind == holdall_shared::EntryKind::Folder => {}
                Ok(_) => return Err(StoreError::NotFolder.into()),
                Err(StoreError::NotFound) if parents == Parents::Made => {
                    FileName::new(segment).map_err(FilesError::from)?;
                }
                Err(StoreError::NotFound) => return Err(StoreError::ParentMissing.into()),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
