//! Digests of content: computed as bytes arrive, kept for every file, computed again for what other programs wrote.

mod cache;
mod hasher;

pub use cache::{DigestError, Digests};
pub use hasher::{Algorithms, ContentDigests, Hasher, Wanted};
