//! Appending what arrives, however it ends: the next block is filled while the last one is written, where the pool has a
//! second one.

use futures_util::future::join;

use super::{Filled, Source, SourceError};
use crate::store::{Staged, StoreError, block::BlockPool};

/// How much [`pour`] may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Most bytes; one more is too much.
    pub most: Option<u64>,
    /// Bytes after which it stops for a while.
    pub step: u64,
    /// What becomes of bytes that came right before a break.
    pub on_break: OnBreak,
}

/// What becomes of bytes that came right before a body broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnBreak {
    /// They are appended.
    Keep,
    /// They are not: nobody will go on from them. So the answer is not kept waiting, and leaves before the connection ends.
    Drop,
}

/// How far [`pour`] came.
#[derive(Debug)]
pub struct Poured {
    /// Bytes that were appended.
    pub bytes: u64,
    /// Why there were no more.
    pub stop: Stop,
}

/// Why [`pour`] stopped.
#[derive(Debug)]
pub enum Stop {
    /// The step is full; there may be more.
    Step,
    /// The body has ended well.
    End,
    /// The body has ended badly.
    Broken(SourceError),
    /// There is more than there may be.
    TooLong,
}

/// Appends what arrives until the body ends, breaks off, or is more than it may be.
pub async fn pour(
    staged: &mut dyn Staged,
    source: &mut impl Source,
    pool: &BlockPool,
    bounds: Bounds,
) -> Result<Poured, StoreError> {
    let Some(mut block) = pool.take().await else {
        return Ok(Poured { bytes: 0, stop: Stop::Broken(SourceError::Incomplete) });
    };
    let (mut filled, mut bytes) = (source.fill(&mut block).await, 0);
    loop {
        let with_block = bytes + u64::try_from(block.bytes().len()).unwrap_or(u64::MAX);
        if bounds.most.is_some_and(|most| with_block > most) {
            return Ok(Poured { bytes, stop: Stop::TooLong });
        }
        bytes = with_block;
        let stop = match filled {
            Ok(Filled::Block) if bytes < bounds.step => None,
            Ok(Filled::Block) => Some(Stop::Step),
            Ok(Filled::End) => Some(Stop::End),
            Err(error) => Some(Stop::Broken(error)),
        };
        if let Some(stop) = stop {
            let is_dropped = matches!((&stop, bounds.on_break), (Stop::Broken(_), OnBreak::Drop));
            if !block.bytes().is_empty() && !is_dropped {
                drop(staged.append(block).await?);
            }
            return Ok(Poured { bytes, stop });
        }
        // One block is ours already. A second one is taken only if it is free: waiting for it while holding the first
        // would let many uploads wait for each other.
        if let Some(mut next) = pool.try_take() {
            let (appended, next_filled) = join(staged.append(block), source.fill(&mut next)).await;
            drop(appended?);
            (block, filled) = (next, next_filled);
        } else {
            block = staged.append(block).await?;
            filled = source.fill(&mut block).await;
        }
    }
}
