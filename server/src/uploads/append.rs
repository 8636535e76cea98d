//! Appending: what arrives is on the disk before anybody is told of it, and stays when the connection breaks.

use std::pin::Pin;

use holdall_shared::Timestamp;

use super::{
    Checksum, Refusal, UploadError, Uploads,
    checksum::Checked,
    is_whole,
    locks::Held,
    session::{self, Offer},
};
use crate::{
    catalog::{UploadRow, UploadStage},
    crash_point::crash_point,
    files::{Comes, Counted, FilesError, Uploaded},
    intake::{Bounds, Filled, OnBreak, Source, SourceError, Stop, pour},
    store::{Staged, block::Block},
};

/// Bytes after which an offset is written down, while more of one request come.
const STEP_BYTES: u64 = 32 << 20;

/// Bytes of one request, and what is said of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chunk {
    /// Where they begin.
    pub offset: u64,
    /// The length of the whole, where it is told now.
    pub length: Option<u64>,
    /// The checksum of these bytes.
    pub checksum: Option<Checksum>,
    /// SHA-256 and BLAKE3 of the whole.
    pub digests: WholeDigests,
}

/// Digests of all bytes of an upload, as a client says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WholeDigests {
    /// SHA-256.
    pub sha256: Option<[u8; 32]>,
    /// BLAKE3.
    pub blake3: Option<[u8; 32]>,
}

/// How far an upload has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// Bytes that are on the disk.
    pub offset: u64,
    /// When it is forgotten.
    pub expires: Timestamp,
    /// What was published, if these were the last bytes.
    pub published: Option<Uploaded>,
}

/// How the bytes of one request ended.
enum Ended {
    Well,
    Badly(UploadError),
}

impl Uploads {
    /// Appends the bytes of one request; whoever sends to this upload already is asked to stop. Must not be dropped
    /// before it is done: what came would not be written down.
    pub async fn append(
        &self,
        id: &crate::store::KeptId,
        chunk: &Chunk,
        source: &mut impl Source,
    ) -> Result<Appended, UploadError> {
        let held = self.0.locks.acquire(id).await?;
        let mut row = self.row(id).await?;
        if let UploadStage::Refused { reason } = &row.stage {
            return Err(UploadError::Over(Refusal::parse(reason)));
        }
        let offer = Offer { offset: chunk.offset, bytes: source.length(), length: chunk.length };
        let fit = session::fit(&row, offer)?;
        self.0.files.admit_length(fit.length)?;
        if row.stage != UploadStage::Open {
            // Nothing can be missing from it.
            return Ok(Appended { offset: row.offset, expires: row.expires, published: None });
        }
        if row.terms.sha256.is_none() && chunk.digests.sha256.is_some() {
            // What is there was hashed without it: it is read again.
            drop(self.take_open(id));
        }
        row.length = fit.length;
        row.terms.sha256 = row.terms.sha256.or(chunk.digests.sha256);
        row.terms.blake3 = row.terms.blake3.or(chunk.digests.blake3);
        let mut staged = self.reopen(&row).await?;
        let most = fit.most.or_else(|| self.0.files.max_size().map(|most| most.saturating_sub(row.offset)));
        let (running, path) = (self.0.files.running(), row.path.clone());
        let sending =
            (!path.is_root()).then(|| running.begin(id.to_string(), &path, (row.offset, row.length), Comes::InParts));
        let mut source = Stoppable { source, wanted: Box::pin(held.wanted()) };
        let mut source = Counted::new(&mut source, sending.as_ref());
        let ended = match &chunk.checksum {
            None => self.take_in(&mut row, &mut *staged, &mut source, most).await?,
            Some(checksum) => self.take_in_checked(&mut row, &mut *staged, (&mut source, checksum), most).await?,
        };
        if let Ended::Badly(error) = ended {
            self.put_back(id, staged);
            return Err(error);
        }
        self.conclude(&held, row, staged).await
    }

    /// All of a request's bytes are there: perhaps all of the upload's.
    async fn conclude(&self, held: &Held, row: UploadRow, staged: Box<dyn Staged>) -> Result<Appended, UploadError> {
        let (offset, expires) = (row.offset, row.expires);
        if !is_whole(&row) {
            self.put_back(&row.id, staged);
            return Ok(Appended { offset, expires, published: None });
        }
        crash_point!("upload-whole");
        if row.path.is_root() {
            let row = UploadRow { stage: UploadStage::Complete { receipt: None }, ..row };
            self.0.catalog.write_upload(&row).await?;
            return Ok(Appended { offset, expires, published: None });
        }
        let published = self.publish(held, row, staged).await?;
        Ok(Appended { offset, expires, published: Some(published) })
    }

    /// What arrives stays, also what came before the body broke off.
    async fn take_in(
        &self,
        row: &mut UploadRow,
        staged: &mut dyn Staged,
        source: &mut impl Source,
        most: Option<u64>,
    ) -> Result<Ended, UploadError> {
        let (start, announced) = (row.offset, source.length());
        loop {
            let left = most.map(|most| most.saturating_sub(row.offset - start));
            let bounds = Bounds { most: left, step: STEP_BYTES, on_break: OnBreak::Keep };
            let poured = pour(staged, source, self.0.files.pool(), bounds).await?;
            if let Stop::TooLong = poured.stop {
                staged.cut(start).await?;
                row.offset = start;
                self.write_down(row).await?;
                let most = most.unwrap_or(u64::MAX);
                return Ok(Ended::Badly(FilesError::TooLarge(start.saturating_add(most)).into()));
            }
            staged.sync().await?;
            crash_point!("upload-synced");
            row.offset = staged.length();
            self.write_down(row).await?;
            match poured.stop {
                Stop::Step | Stop::TooLong => {}
                Stop::Broken(error) => return Ok(Ended::Badly(error.into())),
                Stop::End if announced.is_some_and(|announced| announced != row.offset - start) => {
                    return Ok(Ended::Badly(SourceError::Incomplete.into()));
                }
                Stop::End => return Ok(Ended::Well),
            }
        }
    }

    /// All of what was meant arrives, or nothing of it stays.
    async fn take_in_checked(
        &self,
        row: &mut UploadRow,
        staged: &mut dyn Staged,
        (source, checksum): (&mut impl Source, &Checksum),
        most: Option<u64>,
    ) -> Result<Ended, UploadError> {
        let (start, announced) = (row.offset, source.length());
        let mut checked = Checked::new(source, Some(checksum));
        let poured =
            pour(staged, &mut checked, self.0.files.pool(), Bounds { most, step: u64::MAX, on_break: OnBreak::Drop })
                .await?;
        let error = match poured.stop {
            Stop::Broken(error) => Some(error.into()),
            Stop::TooLong => Some(FilesError::TooLarge(start.saturating_add(most.unwrap_or(u64::MAX))).into()),
            Stop::End | Stop::Step if announced.is_some_and(|announced| announced != poured.bytes) => {
                Some(SourceError::Incomplete.into())
            }
            Stop::End | Stop::Step if !checked.is_right() => Some(UploadError::Checksum),
            Stop::End | Stop::Step => None,
        };
        if let Some(error) = error {
            staged.cut(start).await?;
            return Ok(Ended::Badly(error));
        }
        staged.sync().await?;
        crash_point!("upload-synced");
        row.offset = staged.length();
        self.write_down(row).await?;
        Ok(Ended::Well)
    }

    async fn write_down(&self, row: &mut UploadRow) -> Result<(), UploadError> {
        self.touch(row);
        self.0.catalog.write_upload(row).await?;
        crash_point!("upload-written-down");
        Ok(())
    }
}

/// A body that breaks off when somebody else wants the upload.
struct Stoppable<'a, S> {
    source: &'a mut S,
    wanted: Pin<Box<dyn Future<Output = ()>>>,
}

impl<S: Source> Source for Stoppable<'_, S> {
    fn length(&self) -> Option<u64> {
        self.source.length()
    }

    async fn fill(&mut self, block: &mut Block) -> Result<Filled, SourceError> {
        tokio::select! {
            biased;
            () = &mut self.wanted => Err(SourceError::Interrupted),
            filled = self.source.fill(block) => filled,
        }
    }
}
