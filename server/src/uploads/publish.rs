//! Publishing: an upload with all its bytes becomes a file.
//!
//! The file system and the catalog change, so the intent is committed first, with the inode. After a crash in between the
//! inode says whether the file is there, so recovery does not take it for somebody else's.

use std::sync::Arc;

use holdall_shared::{Entry, EntryPath, FilePath, OnConflict};

use super::{REMEMBERED, Refusal, UploadError, Uploads, at, locks::Held};
use crate::{
    auth::Permit,
    catalog::{UploadRow, UploadStage, UploadTerms},
    clock::after,
    crash_point::crash_point,
    files::{Claims, FilesError, Uploaded},
    store::{Expect, KeptId, Staged, Store, StoreError},
    validator::EntityTag,
};

/// Under which terms a refused upload is published after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewTerms {
    /// What to do about a name that is taken.
    pub on_conflict: OnConflict,
}

impl Uploads {
    /// Publishes an upload that was refused, as the file of the permit.
    pub async fn finish(&self, id: &KeptId, create: &Permit, terms: NewTerms) -> Result<Uploaded, UploadError> {
        let held = self.0.locks.acquire(id).await?;
        let row = self.row(id).await?;
        match row.stage {
            UploadStage::Refused { ref reason } if Refusal::parse(reason) != Refusal::Digest => {}
            _ => return Err(UploadError::NotRefused),
        }
        let path = FilePath::from_entry_path(create.path()).map_err(FilesError::from)?.to_entry_path();
        if terms.on_conflict == OnConflict::Fail {
            self.0.files.refuse_existing(&path).await?;
        }
        let new = UploadTerms { on_conflict: terms.on_conflict, if_match: None, ..row.terms.clone() };
        let row = UploadRow { path, terms: new, stage: UploadStage::Open, ..row };
        let staged = self.reopen(&row).await?;
        self.publish(&held, row, staged).await
    }

    /// Publishes what is whole. What can't be published now is kept: until it expires if it is refused, else for the next
    /// try.
    pub(super) async fn publish(
        &self,
        held: &Held,
        row: UploadRow,
        staged: Box<dyn Staged>,
    ) -> Result<Uploaded, UploadError> {
        let published = self.try_publish(&row, staged).await;
        self.0.files.running().end(row.id.as_str());
        match published {
            Ok(uploaded) => {
                self.complete(row, &uploaded.entry).await?;
                Ok(uploaded)
            }
            Err(error) => {
                let Some(refusal) = Refusal::of(&error) else {
                    // Where the bytes are gone, they may have got their name before the error: that is looked into later.
                    if self.0.store.kept(&at(&row.id)).await?.is_some() {
                        self.0.catalog.write_upload(&UploadRow { stage: UploadStage::Open, ..row }).await?;
                    }
                    return Err(error.into());
                };
                self.refuse(held, row, refusal).await?;
                Err(UploadError::Refused(refusal))
            }
        }
    }

    async fn try_publish(&self, row: &UploadRow, mut staged: Box<dyn Staged>) -> Result<Uploaded, FilesError> {
        claims(row).check(&staged.digests().await?)?;
        let expect = expectation(&self.0.store, &row.path, &row.terms).await?;
        let inode = staged.inode()?;
        self.0.catalog.write_upload(&UploadRow { stage: UploadStage::Publishing { inode }, ..row.clone() }).await?;
        crash_point!("upload-intended");
        let uploaded = self.0.files.publish(staged, &row.path, expect).await;
        crash_point!("upload-published");
        uploaded
    }

    pub(super) async fn complete(&self, row: UploadRow, entry: &Entry) -> Result<(), UploadError> {
        let receipt = serde_json::to_string(entry).ok();
        let (id, path) = (row.id.clone(), entry.path.clone());
        let expires = after(self.0.clock.now(), REMEMBERED);
        let row = UploadRow { stage: UploadStage::Complete { receipt }, path, expires, ..row };
        self.0.catalog.write_upload(&row).await?;
        // The name that it had under `.holdall` is gone, or goes now.
        Ok(self.0.store.purge(&at(&id)).await?)
    }

    async fn refuse(&self, _held: &Held, row: UploadRow, refusal: Refusal) -> Result<(), UploadError> {
        let id = row.id.clone();
        let stage = UploadStage::Refused { reason: refusal.as_json() };
        self.0.catalog.write_upload(&UploadRow { stage, ..row }).await?;
        if refusal == Refusal::Digest {
            self.0.store.purge(&at(&id)).await?;
        }
        Ok(())
    }
}

/// What the client said of the content.
pub(super) fn claims(row: &UploadRow) -> Claims {
    Claims { sha256: row.terms.sha256, blake3: row.terms.blake3, ..Claims::default() }
}

/// What must be true of the name.
pub(super) async fn expectation(
    store: &Arc<dyn Store>,
    path: &EntryPath,
    terms: &UploadTerms,
) -> Result<Expect, FilesError> {
    match (terms.on_conflict, &terms.if_match) {
        (OnConflict::Fail, _) => Ok(Expect::Absent),
        (OnConflict::Rename, _) => Ok(Expect::AbsentOrNumbered),
        (OnConflict::Replace, None) => Ok(Expect::Any),
        (OnConflict::Replace, Some(wanted)) => {
            let version = store.stat(path).await?.version;
            let is_it = wanted.parse::<EntityTag>().is_ok_and(|wanted| wanted.strong_eq(&EntityTag::of(&version)));
            if is_it { Ok(Expect::Match(version)) } else { Err(StoreError::Changed.into()) }
        }
    }
}
