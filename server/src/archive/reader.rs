//! Reading a part of an archive: headers are made as they are needed, content comes from the files.
//!
//! Each file is opened when its turn comes and must still be the one that was surveyed; else the reading fails, and
//! with it the connection: what is cut off must not look complete. Memory: the plan and one chunk.

use std::{io, ops::Range, sync::Arc};

use super::{Plan, zip};
use crate::{
    digest::{Algorithms, DigestError, Digests},
    store::{Opened, Store, StoreError},
};

/// Bytes handed out at once, about.
const CHUNK: usize = 256 * 1024;

/// See the module.
pub struct Reader {
    plan: Arc<Plan>,
    store: Arc<dyn Store>,
    digests: Digests,
    /// Checksums by entry, as far as they are known.
    checksums: Vec<Option<u32>>,
    /// What is still to be read.
    rest: Range<u64>,
    open: Option<(usize, Opened)>,
    central: Central,
}

/// Where the central directory's next record stands.
#[derive(Clone, Copy)]
struct Central {
    index: usize,
    offset: u64,
}

impl Reader {
    /// Reads the bytes `rest` of an archive.
    pub fn new(plan: Arc<Plan>, store: Arc<dyn Store>, digests: Digests, rest: Range<u64>) -> Self {
        let central = Central { index: 0, offset: plan.directory().offset };
        let checksums = vec![None; plan.count()];
        Self { plan, store, digests, checksums, rest, open: None, central }
    }

    /// The next bytes; nothing after the last.
    pub async fn next_chunk(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut chunk = Vec::new();
        while self.rest.start < self.rest.end && chunk.len() < CHUNK {
            let before = chunk.len();
            let index = self.plan.at(self.rest.start);
            if index < self.plan.count() {
                self.read_entry(index, &mut chunk).await?;
            } else {
                self.read_directory(&mut chunk).await?;
            }
            let read = u64::try_from(chunk.len() - before).map_err(io::Error::other)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.rest.start += read;
        }
        Ok((!chunk.is_empty()).then_some(chunk))
    }

    /// Adds from one entry's header or content.
    async fn read_entry(&mut self, index: usize, chunk: &mut Vec<u8>) -> io::Result<()> {
        let plan = Arc::clone(&self.plan);
        let begin = plan.offset(index);
        let content = begin + plan.header_length(index);
        if self.rest.start < content {
            let crc32 = self.checksum(index).await?;
            let Some(entry) = plan.zip_entry(index, crc32) else { return Ok(()) };
            let header = zip::local_header(&entry, &plan.name(index));
            self.add(&header, begin, chunk);
            return Ok(());
        }
        let size = plan.entry(index).map_or(0, |entry| entry.size);
        let offset = self.rest.start - content;
        let wanted = (size - offset).min(self.rest.end - self.rest.start);
        let length = CHUNK.min(usize::try_from(wanted).unwrap_or(CHUNK));
        let opened = self.open(index).await?.content.clone();
        let read = tokio::task::spawn_blocking(move || opened.read_exact_at(offset, length));
        chunk.extend_from_slice(&read.await.map_err(io::Error::other)??);
        Ok(())
    }

    /// Adds one record of the central directory, or the end.
    async fn read_directory(&mut self, chunk: &mut Vec<u8>) -> io::Result<()> {
        let plan = Arc::clone(&self.plan);
        while self.central.index < plan.count() {
            let Central { index, offset } = self.central;
            let next = offset + plan.central_length(index);
            if self.rest.start < next {
                let crc32 = self.checksum(index).await?;
                let Some(entry) = plan.zip_entry(index, crc32) else { return Ok(()) };
                self.add(&zip::central_header(&entry, &plan.name(index)), offset, chunk);
                return Ok(());
            }
            self.central = Central { index: index + 1, offset: next };
        }
        let end = zip::end(plan.directory(), plan.comment());
        self.add(&end, plan.directory().offset + plan.directory().length, chunk);
        Ok(())
    }

    /// Adds what is wanted of a record that begins at `offset`.
    fn add(&self, record: &[u8], offset: u64, chunk: &mut Vec<u8>) {
        let place = |position: u64| usize::try_from(position.saturating_sub(offset)).unwrap_or(usize::MAX);
        let range = place(self.rest.start)..place(self.rest.end).min(record.len());
        chunk.extend_from_slice(record.get(range).unwrap_or_default());
    }

    async fn checksum(&mut self, index: usize) -> io::Result<u32> {
        if let Some(Some(crc32)) = self.checksums.get(index) {
            return Ok(*crc32);
        }
        let crc32 = match self.plan.entry(index) {
            Some(entry) if !entry.is_folder() => {
                let digests = self.digests.clone();
                digests.of(self.open(index).await?, Algorithms::default()).await.map_err(digest_failed)?.crc32
            }
            _ => 0,
        };
        if let Some(checksum) = self.checksums.get_mut(index) {
            *checksum = Some(crc32);
        }
        Ok(crc32)
    }

    /// The file of an entry; it stays open until the next one's turn.
    async fn open(&mut self, index: usize) -> io::Result<&Opened> {
        let is_open = self.open.as_ref().is_some_and(|(open, _)| *open == index);
        if !is_open {
            let entry = self.plan.entry(index).copied().ok_or(io::ErrorKind::NotFound)?;
            let opened = self.store.open(&self.plan.survey().path(&entry)).await.map_err(store_failed)?;
            if !entry.is(&opened.stat) {
                return Err(io::Error::other("a file changed since its archive was begun"));
            }
            self.open = Some((index, opened));
        }
        match &self.open {
            Some((_, opened)) => Ok(opened),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

fn store_failed(error: StoreError) -> io::Error {
    io::Error::other(error)
}

fn digest_failed(error: DigestError) -> io::Error {
    io::Error::other(error)
}
