//! Putting parts together: several uploads, sent side by side, become one file.

use super::{Creation, Status, UploadError, Uploads, at, is_whole};
use crate::{
    auth::Permit,
    catalog::{UploadRow, UploadStage},
    clock::after,
    intake::{Bounds, Filled, OnBreak, Source, SourceError, pour},
    store::{
        Content, KeptId, Opened,
        block::{BLOCK_BYTES, Block},
    },
};

/// How long parts are kept once they are together.
const PARTS_KEPT: std::time::Duration = std::time::Duration::from_hours(1);

impl Uploads {
    /// Makes the file of the permit from parts, in their order; one may be named twice. They are copied: each stays what
    /// it is.
    pub async fn concatenate(
        &self,
        create: &Permit,
        creation: Creation,
        parts: &[KeptId],
    ) -> Result<Status, UploadError> {
        let mut rows = Vec::new();
        for id in parts {
            rows.push(self.part(id).await?);
        }
        let length = rows.iter().fold(0_u64, |sum, row| sum.saturating_add(row.offset));
        let begun = self.begin(create, Creation { length: Some(length), ..creation }).await?;
        let held = self.0.locks.acquire(&begun.id).await?;
        let mut row = self.row(&begun.id).await?;
        if let Err(error) = self.put_together(&mut row, &rows).await {
            self.discard(&held, &row.id).await?;
            return Err(error);
        }
        let staged = self.reopen(&row).await?;
        self.publish(&held, row, staged).await?;
        for row in rows {
            self.part_with(row).await?;
        }
        self.look(&begun.id).await
    }

    async fn put_together(&self, row: &mut UploadRow, parts: &[UploadRow]) -> Result<(), UploadError> {
        let mut staged = self.reopen(row).await?;
        for part in parts {
            let Opened { content, stat } = self.0.store.open_kept(&at(&part.id)).await?;
            let mut source = Reader { content, offset: 0, length: stat.size.min(part.offset) };
            let poured = pour(
                &mut *staged,
                &mut source,
                self.0.files.pool(),
                Bounds { most: None, step: u64::MAX, on_break: OnBreak::Drop },
            )
            .await?;
            if poured.bytes != part.offset {
                return Err(UploadError::NotAPart(part.id.to_string()));
            }
        }
        staged.sync().await?;
        row.offset = staged.length();
        self.touch(row);
        self.0.catalog.write_upload(row).await?;
        self.put_back(&row.id, staged);
        Ok(())
    }

    async fn part(&self, id: &KeptId) -> Result<UploadRow, UploadError> {
        let row = self.row(id).await?;
        if row.path.is_root() && is_whole(&row) { Ok(row) } else { Err(UploadError::NotAPart(id.to_string())) }
    }

    /// Its bytes are in a file now: they need not lie here for days.
    async fn part_with(&self, row: UploadRow) -> Result<(), UploadError> {
        let expires = after(self.0.clock.now(), PARTS_KEPT).min(row.expires);
        let stage = UploadStage::Complete { receipt: None };
        Ok(self.0.catalog.write_upload(&UploadRow { stage, expires, ..row }).await?)
    }
}

/// The bytes of a part.
struct Reader {
    content: Content,
    offset: u64,
    length: u64,
}

impl Source for Reader {
    fn length(&self) -> Option<u64> {
        Some(self.length)
    }

    async fn fill(&mut self, block: &mut Block) -> Result<Filled, SourceError> {
        while !block.is_full() && self.offset < self.length {
            let (content, offset) = (self.content.clone(), self.offset);
            let length = usize::try_from(self.length - offset).unwrap_or(BLOCK_BYTES).min(BLOCK_BYTES);
            let read = tokio::task::spawn_blocking(move || content.read_exact_at(offset, length)).await;
            let bytes = read.ok().and_then(Result::ok).ok_or(SourceError::Incomplete)?;
            self.offset += u64::try_from(block.fill_from(&bytes)).unwrap_or(0);
        }
        Ok(if self.offset < self.length { Filled::Block } else { Filled::End })
    }
}
