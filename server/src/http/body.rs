//! Request bodies: streams that may neither stand still nor trickle. How long they may be is the intake's and the
//! caller's to say.

use std::time::Duration;

use actix_web::web;
use futures_util::{Stream, StreamExt as _};
use holdall_shared::ProblemKind;
use tokio::time::{Instant, timeout};

use super::problem::Failure;
use crate::{
    intake::{Filled, Source, SourceError},
    store::block::Block,
};

/// How long a body is waited for that comes at less than [`LEAST_RATE`]. A phone that changes networks is back by then.
const GRACE: Duration = Duration::from_secs(30);
/// Bytes a second of a body, on average: whoever sends less holds a place and gets nowhere.
const LEAST_RATE: u64 = 1024;

/// How long a body has been waited for, and what came. The time that its bytes take to be written is not the client's.
#[derive(Debug)]
pub(super) struct Pace {
    idle_timeout: Duration,
    waited: Duration,
    bytes: u64,
}

impl Pace {
    pub(super) fn new(idle_timeout: Duration) -> Self {
        Self { idle_timeout, waited: Duration::ZERO, bytes: 0 }
    }

    /// Waits for the next chunk, as long as the body may stand still and is not too slow as a whole.
    pub(super) async fn wait<T>(&mut self, next: impl Future<Output = T>) -> Result<T, SourceError> {
        let began = Instant::now();
        let next = timeout(self.patience(), next).await;
        self.waited += began.elapsed();
        next.map_err(|_elapsed| SourceError::Stalled)
    }

    /// These many bytes came.
    pub(super) fn count(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
    }

    /// How long the next chunk may take.
    fn patience(&self) -> Duration {
        let whole = GRACE.max(self.idle_timeout) + Duration::from_secs(self.bytes / LEAST_RATE);
        self.idle_timeout.min(whole.saturating_sub(self.waited))
    }
}

/// A whole body.
pub(super) struct Body<'a> {
    payload: &'a mut web::Payload,
    rest: web::Bytes,
    length: Option<u64>,
    pace: Pace,
}

impl<'a> Body<'a> {
    pub(super) fn new(payload: &'a mut web::Payload, length: Option<u64>, idle_timeout: Duration) -> Self {
        Self { payload, rest: web::Bytes::new(), length, pace: Pace::new(idle_timeout) }
    }
}

impl Source for Body<'_> {
    fn length(&self) -> Option<u64> {
        self.length
    }

    async fn fill(&mut self, block: &mut Block) -> Result<Filled, SourceError> {
        fill(block, &mut self.rest, self.payload, &mut self.pace).await
    }
}

/// Copies chunks into `block` until it is full or `chunks` has ended. What did not fit stays in `rest`. Each chunk is
/// dropped before the next one is awaited, so that the connection can use its buffer again.
pub(super) async fn fill<E>(
    block: &mut Block,
    rest: &mut web::Bytes,
    chunks: &mut (impl Stream<Item = Result<web::Bytes, E>> + Unpin),
    pace: &mut Pace,
) -> Result<Filled, SourceError> {
    let taken = block.fill_from(rest);
    drop(rest.split_to(taken));
    while !block.is_full() {
        match pace.wait(chunks.next()).await? {
            None => return Ok(Filled::End),
            Some(Err(_)) => return Err(SourceError::Incomplete),
            Some(Ok(chunk)) => {
                pace.count(chunk.len());
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
pub(super) async fn read_small(mut body: Body<'_>, most: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    loop {
        match body.pace.wait(body.payload.next()).await? {
            None => return Ok(bytes),
            Some(Err(_)) => return Err(SourceError::Incomplete.into()),
            Some(Ok(chunk)) if bytes.len() + chunk.len() > most => {
                return Err(Failure::new(ProblemKind::TooLarge, format!("The body may have at most {most} bytes.")));
            }
            Some(Ok(chunk)) => {
                body.pace.count(chunk.len());
                bytes.extend_from_slice(&chunk);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_may_stand_still_for_a_while_and_trickle_for_half_a_minute() {
        let second = Duration::from_secs(1);
        for (idle_s, waited_s, bytes, patience_s) in [
            (10, 0, 0, 10),
            (10, 25, 0, 5),
            (10, 30, 0, 0),
            (10, 31, 2048, 1),
            (10, 60, 100 * 1024, 10),
            (10, 1000, 100 * 1024, 0),
            (10, 1000, 1024 * 1024 * 1024, 10),
            (300, 200, 0, 100),
        ] {
            let pace = Pace { idle_timeout: idle_s * second, waited: waited_s * second, bytes };
            assert_eq!(pace.patience(), patience_s * second, "{pace:?}");
        }
    }
}
