//! The one way in for bytes: fill a block, append it, until the body has ended well.
//!
//! A body that breaks off, that stands still, or that is longer than it may be is an error, never an end: the caller drops
//! what was staged.

mod pour;

pub use pour::{Bounds, OnBreak, Poured, Stop, pour};

use crate::store::{
    Staged, StoreError,
    block::{Block, BlockPool},
};

/// A body, however it arrives.
pub trait Source {
    /// The announced length in bytes.
    fn length(&self) -> Option<u64>;

    /// Copies what arrives into `block` until it is full or the body has ended.
    fn fill(&mut self, block: &mut Block) -> impl Future<Output = Result<Filled, SourceError>>;
}

/// How a [`Source::fill`] ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// The block is full; there may be more.
    Block,
    /// The body has ended.
    End,
}

/// How a body ended badly.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The connection closed, or the framing broke, before the announced end.
    #[error("the body ended before its end")]
    Incomplete,
    /// Nothing arrived for too long.
    #[error("no bytes arrived for too long")]
    Stalled,
    /// Somebody else sends to the same upload now.
    #[error("another request goes on with this upload")]
    Interrupted,
    /// The framing around the bytes cannot be understood (multipart).
    #[error("the body cannot be understood")]
    Malformed,
}

/// Why a body was not taken.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The body.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is longer than this many bytes.
    #[error("more bytes than a file may have")]
    TooLarge(u64),
}

/// Refuses an announced length beyond `limit` bytes, before any of the bytes are read.
pub fn admit(length: Option<u64>, limit: Option<u64>) -> Result<(), IntakeError> {
    match (length, limit) {
        (Some(length), Some(limit)) if length > limit => Err(IntakeError::TooLarge(limit)),
        _ => Ok(()),
    }
}

/// Appends a whole body to `staged`; returns its length in bytes.
pub async fn receive(
    staged: &mut dyn Staged,
    source: &mut impl Source,
    pool: &BlockPool,
    limit: Option<u64>,
) -> Result<u64, IntakeError> {
    let poured = pour(staged, source, pool, Bounds { most: limit, step: u64::MAX, on_break: OnBreak::Drop }).await?;
    match (poured.stop, source.length()) {
        (Stop::Broken(error), _) => Err(error.into()),
        (Stop::TooLong, _) => Err(IntakeError::TooLarge(limit.unwrap_or(u64::MAX))),
        (Stop::End | Stop::Step, Some(length)) if length != poured.bytes => Err(SourceError::Incomplete.into()),
        (Stop::End | Stop::Step, _) => Ok(poured.bytes),
    }
}

#[cfg(test)]
mod tests {
    use holdall_shared::EntryPath;
    use proptest::prelude::*;

    use super::*;
    use crate::digest::Algorithms;
    use crate::store::{Admission, Content, Expect, Parents, Store as _, block::BLOCK_BYTES, memory::MemoryStore};

    /// Chunks of a body, then how it ends.
    struct Chunks {
        parts: Vec<Vec<u8>>,
        length: Option<u64>,
        end: Result<Filled, SourceError>,
    }

    impl Source for Chunks {
        fn length(&self) -> Option<u64> {
            self.length
        }

        async fn fill(&mut self, block: &mut Block) -> Result<Filled, SourceError> {
            while !self.parts.is_empty() {
                let taken = block.fill_from(&self.parts[0]);
                self.parts[0].drain(..taken);
                if self.parts[0].is_empty() {
                    self.parts.remove(0);
                }
                if block.is_full() {
                    return Ok(Filled::Block);
                }
            }
            std::mem::replace(&mut self.end, Ok(Filled::End))
        }
    }

    fn admission(length: Option<u64>) -> Admission {
        Admission { length, parents: Parents::Required, modified: None, algorithms: Algorithms::default(), replaced: 0 }
    }

    async fn upload(mut source: Chunks, limit: Option<u64>) -> Result<Vec<u8>, IntakeError> {
        let (store, path) = (MemoryStore::default(), EntryPath::new("a").unwrap());
        admit(source.length(), limit)?;
        let mut staged = store.stage(&EntryPath::ROOT, admission(source.length)).await?;
        receive(&mut *staged, &mut source, &BlockPool::default(), limit).await?;
        staged.publish(&path, Expect::Absent).await?;
        match store.open(&path).await?.content {
            Content::Memory(bytes) => Ok(bytes.to_vec()),
            Content::File(_) => unreachable!("a memory store"),
        }
    }

    #[tokio::test]
    async fn an_error_is_not_an_end() {
        let source = Chunks { parts: vec![vec![1; 10]], length: None, end: Err(SourceError::Incomplete) };
        assert!(matches!(upload(source, None).await, Err(IntakeError::Source(SourceError::Incomplete))));
        let source = Chunks { parts: vec![vec![1; 10]], length: Some(11), end: Ok(Filled::End) };
        assert!(matches!(upload(source, None).await, Err(IntakeError::Source(SourceError::Incomplete))));
    }

    #[tokio::test]
    async fn the_limit_holds_for_announced_and_for_unannounced_lengths() {
        let source = |length| Chunks { parts: vec![vec![1; 10], vec![2; 10]], length, end: Ok(Filled::End) };
        assert!(matches!(upload(source(Some(20)), Some(19)).await, Err(IntakeError::TooLarge(19))));
        assert!(matches!(upload(source(None), Some(19)).await, Err(IntakeError::TooLarge(19))));
        assert_eq!(upload(source(None), Some(20)).await.unwrap().len(), 20);
    }

    #[tokio::test]
    async fn what_came_before_a_break_is_appended_and_a_step_at_a_time() {
        let parts = vec![vec![1; 10], vec![2; 3 * BLOCK_BYTES]];
        let mut source = Chunks { parts, length: None, end: Err(SourceError::Incomplete) };
        let (store, pool) = (MemoryStore::default(), BlockPool::default());
        let mut staged = store.stage(&EntryPath::ROOT, admission(None)).await.unwrap();
        let step = Bounds { most: None, step: 1, on_break: OnBreak::Keep };
        let first = pour(&mut *staged, &mut source, &pool, step).await.unwrap();
        assert!(matches!(first, Poured { stop: Stop::Step, bytes } if bytes == staged.length()));
        let rest = pour(&mut *staged, &mut source, &pool, Bounds { step: u64::MAX, ..step }).await.unwrap();
        assert!(matches!(rest.stop, Stop::Broken(SourceError::Incomplete)));
        assert_eq!(staged.length(), u64::try_from(10 + 3 * BLOCK_BYTES).unwrap());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn bytes_arrive_in_order_whatever_the_chunks(sizes in prop::collection::vec(0..(BLOCK_BYTES * 2), 0..5)) {
            let chunks: Vec<Vec<u8>> = sizes.iter().enumerate().map(|(n, size)| {
                (0..*size).map(|at| u8::try_from((at / 7 + n * 31) % 251).unwrap()).collect()
            }).collect();
            let expected: Vec<u8> = chunks.concat();
            let source = Chunks { parts: chunks, length: Some(u64::try_from(expected.len()).unwrap()), end: Ok(Filled::End) };
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            prop_assert!(runtime.block_on(upload(source, None)).unwrap() == expected);
        }
    }
}
