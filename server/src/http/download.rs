//! The body of a download: pieces of an open file, read ahead by one chunk, its whole length announced.
//!
//! A file that turns out shorter than it was when its head was sent ends the connection: what is cut off must not look
//! complete. Memory: two chunks.

use std::{collections::VecDeque, io, os::unix::fs::FileExt as _, sync::Arc};

use actix_web::{
    body::{BoxBody, MessageBody, SizedStream},
    web::Bytes,
};
use futures_util::stream;
use tokio::task::JoinHandle;

use crate::{archive, store::Content};

/// Bytes read at once.
const CHUNK: u64 = 256 * 1024;
/// A file this small is read on the spot: a trip to the blocking pool costs more.
const SMALL: u64 = 64 * 1024;

/// One piece of a body.
pub(super) enum Piece {
    /// These bytes.
    Text(String),
    /// Those of the file.
    Content { offset: u64, length: u64 },
}

impl Piece {
    fn length(&self) -> u64 {
        match self {
            Self::Text(text) => u64::try_from(text.len()).unwrap_or(u64::MAX),
            Self::Content { length, .. } => *length,
        }
    }
}

/// A body of these pieces.
pub(super) fn download(content: Content, pieces: Vec<Piece>) -> BoxBody {
    let total = pieces.iter().map(Piece::length).sum();
    if total <= SMALL {
        // What cannot be read is left to the stream, whose error ends the connection.
        if let Ok(bytes) = read_all(&content, &pieces) {
            return bytes.boxed();
        }
    }
    let reader = Reader { content, pieces: pieces.into(), ahead: None };
    SizedStream::new(total, stream::try_unfold(reader, Reader::next)).boxed()
}

/// A body of `length` bytes of an archive. An error ends the connection.
pub(super) fn archive_body(reader: archive::Reader, length: u64) -> BoxBody {
    let chunks = stream::try_unfold(reader, async |mut reader: archive::Reader| {
        Ok::<_, io::Error>(reader.next_chunk().await?.map(|chunk| (Bytes::from(chunk), reader)))
    });
    SizedStream::new(length, Box::pin(chunks)).boxed()
}

struct Reader {
    content: Content,
    pieces: VecDeque<Piece>,
    ahead: Option<JoinHandle<io::Result<Bytes>>>,
}

impl Reader {
    async fn next(mut self) -> io::Result<Option<(Bytes, Self)>> {
        let current = self.ahead.take().or_else(|| self.read_on());
        let Some(current) = current else { return Ok(None) };
        self.ahead = self.read_on();
        let bytes = current.await.map_err(io::Error::other)??;
        Ok(Some((bytes, self)))
    }

    /// Begins to read the next chunk.
    fn read_on(&mut self) -> Option<JoinHandle<io::Result<Bytes>>> {
        let chunk = take_chunk(&mut self.pieces)?;
        let content = self.content.clone();
        Some(tokio::task::spawn_blocking(move || read(&content, chunk)))
    }
}

/// Takes at most a chunk off the front.
fn take_chunk(pieces: &mut VecDeque<Piece>) -> Option<Piece> {
    match pieces.pop_front()? {
        Piece::Content { offset, length } if length > CHUNK => {
            pieces.push_front(Piece::Content { offset: offset + CHUNK, length: length - CHUNK });
            Some(Piece::Content { offset, length: CHUNK })
        }
        piece => Some(piece),
    }
}

fn read_all(content: &Content, pieces: &[Piece]) -> io::Result<Bytes> {
    let mut all = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => all.extend_from_slice(text.as_bytes()),
            Piece::Content { offset, length } => {
                all.extend_from_slice(&read(content, Piece::Content { offset: *offset, length: *length })?);
            }
        }
    }
    Ok(all.into())
}

/// The bytes of a piece. Blocks.
pub(super) fn read(content: &Content, piece: Piece) -> io::Result<Bytes> {
    match (piece, content) {
        (Piece::Text(text), _) => Ok(text.into()),
        (Piece::Content { offset, length }, Content::File(file)) => {
            let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
            Arc::as_ref(file).read_exact_at(&mut bytes, offset)?;
            Ok(bytes.into())
        }
        #[cfg(test)]
        (Piece::Content { .. }, Content::Memory(_)) => Err(io::ErrorKind::Unsupported.into()),
    }
}
