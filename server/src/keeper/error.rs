//! Why something was not kept, or not put back.

use crate::{catalog::CatalogError, store::StoreError};

/// What a caller can act on.
#[derive(Debug, thiserror::Error)]
pub enum KeeperError {
    /// The store refused: nothing changed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The catalog failed: nothing changed, or the next start settles it.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The system has no random numbers.
    #[error("no random numbers")]
    Random(#[from] getrandom::Error),
}
