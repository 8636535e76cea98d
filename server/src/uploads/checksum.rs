//! The checksum of the bytes of one request.

use sha1::{Digest as _, Sha1};
use sha2::Sha256;

use crate::{
    intake::{Filled, Source, SourceError},
    store::block::Block,
};

/// What the bytes of a request are said to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum {
    /// By which algorithm.
    pub algorithm: ChecksumAlgorithm,
    /// Its value.
    pub value: Vec<u8>,
}

/// An algorithm for the bytes of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecksumAlgorithm {
    /// SHA-1: against damage on the way only.
    Sha1,
    /// SHA-256.
    Sha256,
    /// BLAKE3.
    Blake3,
}

impl ChecksumAlgorithm {
    /// All of them, the preferred one first.
    pub const ALL: [Self; 3] = [Self::Blake3, Self::Sha256, Self::Sha1];

    /// As it is named on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Blake3 => "blake3",
        }
    }
}

enum Running {
    Sha1(Box<Sha1>),
    Sha256(Box<Sha256>),
    Blake3(Box<blake3::Hasher>),
}

/// A body that is hashed as it is read.
pub(super) struct Checked<'a, S> {
    source: &'a mut S,
    expected: Option<(Running, &'a [u8])>,
}

impl<'a, S: Source> Checked<'a, S> {
    pub(super) fn new(source: &'a mut S, checksum: Option<&'a Checksum>) -> Self {
        let running = |algorithm| match algorithm {
            ChecksumAlgorithm::Sha1 => Running::Sha1(Box::default()),
            ChecksumAlgorithm::Sha256 => Running::Sha256(Box::default()),
            ChecksumAlgorithm::Blake3 => Running::Blake3(Box::default()),
        };
        let expected = checksum.map(|checksum| (running(checksum.algorithm), checksum.value.as_slice()));
        Self { source, expected }
    }

    /// Whether the bytes are those that were meant; always, where nothing was said of them.
    pub(super) fn is_right(&self) -> bool {
        match &self.expected {
            None => true,
            Some((Running::Sha1(hash), value)) => hash.clone().finalize().as_slice() == *value,
            Some((Running::Sha256(hash), value)) => hash.clone().finalize().as_slice() == *value,
            Some((Running::Blake3(hash), value)) => hash.finalize().as_bytes() == value,
        }
    }
}

impl<S: Source> Source for Checked<'_, S> {
    fn length(&self) -> Option<u64> {
        self.source.length()
    }

    async fn fill(&mut self, block: &mut Block) -> Result<Filled, SourceError> {
        let before = block.bytes().len();
        let filled = self.source.fill(block).await;
        let new = block.bytes().get(before..).unwrap_or_default();
        match &mut self.expected {
            None => {}
            Some((Running::Sha1(hash), _)) => hash.update(new),
            Some((Running::Sha256(hash), _)) => hash.update(new),
            Some((Running::Blake3(hash), _)) => drop(hash.update(new)),
        }
        filled
    }
}
