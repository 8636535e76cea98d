//! Blocks: the pooled buffers through which every uploaded byte passes once.
//!
//! A body is copied into a block of 1 MiB and the chunk it came in is dropped at once, so that the connection's own
//! buffer is free again for the next read. The pool bounds the memory of all uploads together: when it is empty,
//! reading waits.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes after which a block is full.
pub const BLOCK_BYTES: usize = 1 << 20;
/// Room beyond that, so that a chunk rarely has to be split over two blocks.
const SLACK_BYTES: usize = 1 << 18;
/// Blocks in use at most: with their slack 60 MiB.
const MOST_BLOCKS: usize = 48;
/// Buffers kept for the next upload while nobody uploads.
const KEPT_BUFFERS: usize = 4;

/// Where blocks come from.
#[derive(Debug, Clone)]
pub struct BlockPool {
    permits: Arc<Semaphore>,
    free: Arc<Mutex<Vec<Vec<u8>>>>,
}

/// A buffer of the pool; it goes back when it is dropped.
#[derive(Debug)]
pub struct Block {
    bytes: Vec<u8>,
    free: Arc<Mutex<Vec<Vec<u8>>>>,
    _permit: OwnedSemaphorePermit,
}

impl Default for BlockPool {
    fn default() -> Self {
        Self { permits: Arc::new(Semaphore::new(MOST_BLOCKS)), free: Arc::default() }
    }
}

impl BlockPool {
    /// An empty block, as soon as there is one.
    pub async fn take(&self) -> Option<Block> {
        // The semaphore is never closed: `None` does not happen.
        Some(self.block(Arc::clone(&self.permits).acquire_owned().await.ok()?))
    }

    /// An empty block, if there is one now.
    pub fn try_take(&self) -> Option<Block> {
        Some(self.block(Arc::clone(&self.permits).try_acquire_owned().ok()?))
    }

    fn block(&self, permit: OwnedSemaphorePermit) -> Block {
        let reused = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let bytes = reused.unwrap_or_else(|| Vec::with_capacity(BLOCK_BYTES + SLACK_BYTES));
        Block { bytes, free: Arc::clone(&self.free), _permit: permit }
    }
}

impl Block {
    /// Copies from the front of `chunk` what fits, and says how many bytes that were.
    pub fn fill_from(&mut self, chunk: &[u8]) -> usize {
        let room = (BLOCK_BYTES + SLACK_BYTES).saturating_sub(self.bytes.len());
        let taken = chunk.get(..room).unwrap_or(chunk);
        self.bytes.extend_from_slice(taken);
        taken.len()
    }

    /// Whether it is time to write it.
    pub fn is_full(&self) -> bool {
        self.bytes.len() >= BLOCK_BYTES
    }

    /// What is in it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        if free.len() < KEPT_BUFFERS {
            self.bytes.clear();
            free.push(std::mem::take(&mut self.bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_block_takes_what_fits_and_is_reused_empty() {
        let pool = BlockPool::default();
        let mut block = pool.take().await.unwrap();
        assert_eq!(block.fill_from(&vec![1; BLOCK_BYTES]), BLOCK_BYTES);
        assert!(block.is_full());
        assert_eq!(block.fill_from(&vec![2; BLOCK_BYTES]), SLACK_BYTES);
        assert_eq!(block.fill_from(&[3]), 0);
        drop(block);
        assert_eq!(pool.take().await.unwrap().bytes(), b"");
    }

    #[tokio::test]
    async fn an_empty_pool_makes_the_next_one_wait() {
        let pool = BlockPool::default();
        let mut blocks = Vec::new();
        for _ in 0..MOST_BLOCKS {
            blocks.push(pool.take().await.unwrap());
        }
        let waiting = tokio::spawn({
            let pool = pool.clone();
            async move { pool.take().await.is_some() }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        blocks.pop();
        assert!(waiting.await.unwrap());
    }
}
