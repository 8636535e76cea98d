//! Hashing bytes in the order they have in the file, by several algorithms in one pass.
//!
//! BLAKE3 and CRC-32 always: together they cost less than reading the bytes from memory twice. SHA-2 only where a client
//! sends or wants it: SHA-256 takes twice, SHA-512 six times as long as BLAKE3.

use sha2::{Digest as _, Sha256, Sha512};

/// Digests of one content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContentDigests {
    /// BLAKE3.
    pub blake3: [u8; 32],
    /// CRC-32 as ZIP has it (ISO-HDLC).
    pub crc32: u32,
    /// SHA-256, where it was computed.
    pub sha256: Option<[u8; 32]>,
    /// SHA-512, where it was computed.
    pub sha512: Option<[u8; 64]>,
}

/// Which algorithms beyond BLAKE3 and CRC-32 are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Algorithms {
    /// SHA-256.
    pub sha256: Wanted,
    /// SHA-512.
    pub sha512: Wanted,
}

/// Whether it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Wanted {
    /// It is not.
    #[default]
    No,
    /// It is.
    Yes,
}

impl Algorithms {
    /// What SHA-256 alone takes.
    pub const SHA256: Self = Self { sha256: Wanted::Yes, sha512: Wanted::No };

    /// Those of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { sha256: self.sha256.max(other.sha256), sha512: self.sha512.max(other.sha512) }
    }
}

impl ContentDigests {
    /// Whether all that is wanted is known.
    pub fn cover(&self, algorithms: Algorithms) -> bool {
        (algorithms.sha256 == Wanted::No || self.sha256.is_some())
            && (algorithms.sha512 == Wanted::No || self.sha512.is_some())
    }

    /// What is known of either: both are of one content.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { sha256: self.sha256.or(other.sha256), sha512: self.sha512.or(other.sha512), ..self }
    }
}

/// A digest that is being computed.
#[derive(Clone)]
pub struct Hasher {
    blake3: blake3::Hasher,
    crc32: crc32fast::Hasher,
    sha256: Option<Sha256>,
    sha512: Option<Sha512>,
}

impl Hasher {
    /// Of nothing yet.
    pub fn new(algorithms: Algorithms) -> Self {
        Self {
            blake3: blake3::Hasher::new(),
            crc32: crc32fast::Hasher::new(),
            sha256: (algorithms.sha256 == Wanted::Yes).then(Sha256::new),
            sha512: (algorithms.sha512 == Wanted::Yes).then(Sha512::new),
        }
    }

    /// The next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.blake3.update(bytes);
        self.crc32.update(bytes);
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(bytes);
        }
        if let Some(sha512) = &mut self.sha512 {
            sha512.update(bytes);
        }
    }

    /// The digests of all bytes so far.
    pub fn digests(&self) -> ContentDigests {
        ContentDigests {
            blake3: self.blake3.finalize().into(),
            crc32: self.crc32.clone().finalize(),
            sha256: self.sha256.clone().map(|hash| hash.finalize().into()),
            sha512: self.sha512.clone().map(|hash| hash.finalize().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    #[test]
    fn digests_are_those_of_the_standards() {
        let mut hasher = Hasher::new(Algorithms { sha512: Wanted::Yes, ..Algorithms::SHA256 });
        hasher.update(b"a");
        hasher.update(b"bc");
        let digests = hasher.digests();
        assert_eq!(digests.crc32, 0x3524_41c2);
        let hex = |bytes: &[u8]| HEXLOWER.encode(bytes);
        assert!(hex(&digests.blake3).starts_with("6437b3ac38465133ffb63b75273a8db5"));
        assert!(hex(&digests.sha256.unwrap()).starts_with("ba7816bf8f01cfea414140de5dae2223"));
        assert!(hex(&digests.sha512.unwrap()).starts_with("ddaf35a193617abacc417349ae204131"));
    }

    #[test]
    fn only_what_is_wanted_is_computed() {
        let digests = Hasher::new(Algorithms::default()).digests();
        assert_eq!((digests.sha256, digests.sha512), (None, None));
        assert!(digests.cover(Algorithms::default()) && !digests.cover(Algorithms::SHA256));
        let more = Hasher::new(Algorithms::SHA256).digests();
        assert!(digests.and(more).cover(Algorithms::SHA256));
    }
}
