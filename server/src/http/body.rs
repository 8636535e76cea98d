//! Request bodies: streams with an idle deadline. How long they may be is the intake's and the caller's to say.

use std::time::Duration;

use actix_web::web;
use futures_util::{Stream, StreamExt as _};
use holdall_shared::ProblemKind;
use tokio::time::timeout;

use super::problem::Failure;
use crate::{
    intake::{Filled, Source, SourceError},
    store::block::Block,
};

/// A whole body.
pub(super) struct Body<'a> {
    payload: &'a mut web::Payload,
    rest: web::Bytes,
    length: Option<u64>,
    idle_timeout: Duration,
}

impl<'a> Body<'a> {
    pub(super) fn new(payload: &'a mut web::Payload, length: Option<u64>, idle_timeout: Duration) -> Self {
        Self { payload, rest: web::Bytes::new(), length, idle_timeout }
    }
}

impl Source for Body<'_> {
    fn length(&self) -> Option<u64> {
        self.length
    }

    async fn fill(&mut self, block: &mut Block) -> Result<Filled, SourceError> {
        fill(block, &mut self.rest, self.payload, self.idle_timeout).await
    }
}

/// Copies chunks into `block` until it is full or `chunks` has ended. What did not fit stays in `rest`. Each chunk is
/// dropped before the next one is awaited, so that the connection can use its buffer again.
pub(super) async fn fill<E>(
    block: &mut Block,
    rest: &mut web::Bytes,
    chunks: &mut (impl Stream<Item = Result<web::Bytes, E>> + Unpin),
    idle_timeout: Duration,
) -> Result<Filled, SourceError> {
    let taken = block.fill_from(rest);
    drop(rest.split_to(taken));
    while !block.is_full() {
        match timeout(idle_timeout, chunks.next()).await {
            Err(_elapsed) => return Err(SourceError::Stalled),
            Ok(None) => return Ok(Filled::End),
            Ok(Some(Err(_))) => return Err(SourceError::Incomplete),
            Ok(Some(Ok(chunk))) => {
                let taken = block.fill_from(&chunk);
                if taken < chunk.len() {
                    *rest = chunk.slice(taken..);
                }
            }
        }
    }
    Ok(Filled::Block)
}

/// Reads a body that may have at most `most` bytes into memory.
pub(super) async fn read_small(body: Body<'_>, most: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    loop {
        match timeout(body.idle_timeout, body.payload.next()).await {
            Err(_elapsed) => return Err(SourceError::Stalled.into()),
            Ok(None) => return Ok(bytes),
            Ok(Some(Err(_))) => return Err(SourceError::Incomplete.into()),
            Ok(Some(Ok(chunk))) if bytes.len() + chunk.len() > most => {
                return Err(Failure::new(ProblemKind::TooLarge, format!("The body may have at most {most} bytes.")));
            }
            Ok(Some(Ok(chunk))) => bytes.extend_from_slice(&chunk),
        }
    }
}
