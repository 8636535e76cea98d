//! The digest of a file that is being written, where its first bytes may have been written before this process began.
//!
//! Bytes are hashed as they are appended. After a restart the hash is behind: each append reads a few more bytes than it
//! writes, so that little is left to be read when the file ends.

use std::{fs::File, os::unix::fs::FileExt as _};

use crate::digest::{Algorithms, ContentDigests, Hasher};
use crate::store::{StoreError, block::BLOCK_BYTES};

/// Bytes read back for each byte that is appended, while the hash is behind.
const CATCH_UP: u64 = 4;

/// See the module.
#[derive(Clone)]
pub(super) struct Digesting {
    hasher: Hasher,
    /// Bytes from the start that are in the hash.
    hashed: u64,
    algorithms: Algorithms,
}

impl Digesting {
    pub(super) fn new(algorithms: Algorithms) -> Self {
        Self { hasher: Hasher::new(algorithms), hashed: 0, algorithms }
    }

    /// The same digest, of nothing yet.
    pub(super) fn anew(&self) -> Self {
        Self::new(self.algorithms)
    }

    /// `bytes` are in the file now, at `offset`, the end of all others.
    pub(super) fn appended(&mut self, file: &File, offset: u64, bytes: &[u8]) -> Result<(), StoreError> {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if self.hashed < offset {
            let most = length.saturating_mul(CATCH_UP);
            self.read(file, offset.min(self.hashed.saturating_add(most)))?;
        }
        if self.hashed == offset {
            self.hasher.update(bytes);
            self.hashed += length;
        }
        Ok(())
    }

    /// The digests of the file's first `length` bytes. Blocks.
    pub(super) fn finish(&mut self, file: &File, length: u64) -> Result<ContentDigests, StoreError> {
        self.read(file, length)?;
        Ok(self.hasher.digests())
    }

    /// The file has only `length` bytes now; `earlier` is an older state of this.
    pub(super) fn cut(&mut self, length: u64, earlier: &Self) {
        if self.hashed > length {
            *self = if earlier.hashed <= length { earlier.clone() } else { self.anew() };
        }
    }

    /// Hashes up to `end`.
    fn read(&mut self, file: &File, end: u64) -> Result<(), StoreError> {
        let mut buffer = vec![0; if self.hashed < end { BLOCK_BYTES } else { 0 }];
        while self.hashed < end {
            let wanted = usize::try_from(end - self.hashed).unwrap_or(BLOCK_BYTES).min(BLOCK_BYTES);
            let Some(part) = buffer.get_mut(..wanted) else { break };
            file.read_exact_at(part, self.hashed)?;
            self.hasher.update(part);
            self.hashed += u64::try_from(wanted).unwrap_or(0);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use proptest::prelude::*;

    use super::*;

    fn digest(bytes: &[u8]) -> [u8; 32] {
        blake3::hash(bytes).into()
    }

    proptest! {
        /// However often the hash begins anew and the file is cut, it is that of the file.
        #[test]
        fn the_digest_is_that_of_the_file(steps in proptest::collection::vec((0..4u8, 1..5_000usize), 1..20)) {
            let (mut file, mut content) = (tempfile::tempfile().unwrap(), Vec::new());
            let mut digesting = Digesting::new(Algorithms::default());
            let mut earlier = digesting.clone();
            for (kind, size) in steps {
                match kind {
                    0 => digesting = Digesting::new(Algorithms::default()),
                    1 => earlier = digesting.clone(),
                    2 => {
                        content.truncate(content.len().saturating_sub(size));
                        let length = u64::try_from(content.len()).unwrap();
                        file.set_len(length).unwrap();
                        // An older state is of use only if what it has hashed is still there.
                        if earlier.hashed > length {
                            earlier = Digesting::new(Algorithms::default());
                        }
                        digesting.cut(length, &earlier);
                    }
                    _ => {
                        let bytes: Vec<u8> = (0..size).map(|at| u8::try_from((at * 7 + content.len()) % 251).unwrap()).collect();
                        let offset = u64::try_from(content.len()).unwrap();
                        file.write_all_at(&bytes, offset).unwrap();
                        digesting.appended(&file, offset, &bytes).unwrap();
                        content.extend_from_slice(&bytes);
                    }
                }
                file.flush().unwrap();
            }
            let length = u64::try_from(content.len()).unwrap();
            prop_assert_eq!(digesting.finish(&file, length).unwrap().blake3, digest(&content));
        }
    }
}
