//! What a client says of the bytes that it sends.

use holdall_shared::Timestamp;

use super::FilesError;
use crate::digest::{Algorithms, ContentDigests, Wanted};

/// See the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Claims {
    /// When they last changed; nothing: now.
    pub modified: Option<Timestamp>,
    /// Their SHA-256.
    pub sha256: Option<[u8; 32]>,
    /// Their SHA-512.
    pub sha512: Option<[u8; 64]>,
    /// Their BLAKE3.
    pub blake3: Option<[u8; 32]>,
    /// What it wants to be told of them.
    pub wanted: Algorithms,
}

impl Claims {
    /// What must be computed to check the claims and to tell what is wanted.
    pub(crate) fn algorithms(&self) -> Algorithms {
        let wanted = |is_claimed: bool| if is_claimed { Wanted::Yes } else { Wanted::No };
        let claimed = Algorithms { sha256: wanted(self.sha256.is_some()), sha512: wanted(self.sha512.is_some()) };
        claimed.and(self.wanted)
    }

    /// Refuses bytes that are not those the client meant.
    pub fn check(&self, digests: &ContentDigests) -> Result<(), FilesError> {
        let sha256_differs = self.sha256.is_some() && self.sha256 != digests.sha256;
        let sha512_differs = self.sha512.is_some() && self.sha512 != digests.sha512;
        let blake3_differs = self.blake3.is_some_and(|blake3| blake3 != digests.blake3);
        if sha256_differs || sha512_differs || blake3_differs { Err(FilesError::DigestMismatch) } else { Ok(()) }
    }
}
