//! Why a file or folder is not as it was asked for.

use holdall_shared::{Entry, EntryPath, InvalidName};

use super::describe;
use crate::{
    catalog::CatalogError,
    digest::DigestError,
    intake::{IntakeError, SourceError},
    keeper::KeeperError,
    store::StoreError,
};

/// What a caller can act on.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The name exists.
    #[error("the name is taken")]
    NameTaken(Option<Box<Entry>>),
    /// The name may not be made.
    #[error(transparent)]
    InvalidName(#[from] InvalidName),
    /// The body is longer than a file may be, in bytes.
    #[error("more bytes than a file may have")]
    TooLarge(u64),
    /// The body is not the one whose digest was sent.
    #[error("the body has another digest")]
    DigestMismatch,
    /// The body ended badly.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The store refused.
    #[error(transparent)]
    Store(StoreError),
    /// The catalog failed.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The system has no random numbers.
    #[error("no random numbers")]
    Random(#[from] getrandom::Error),
}

impl FilesError {
    /// A store's refusal to make something at `path`.
    pub(super) fn at(path: &EntryPath, error: StoreError) -> Self {
        match error {
            StoreError::NameTaken(existing) => Self::NameTaken(existing.map(|stat| Box::new(describe(path, &stat)))),
            error => error.into(),
        }
    }
}

impl From<StoreError> for FilesError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::InvalidName(invalid) => Self::InvalidName(invalid),
            error => Self::Store(error),
        }
    }
}

impl From<DigestError> for FilesError {
    fn from(error: DigestError) -> Self {
        match error {
            DigestError::Changed => StoreError::Changed.into(),
            DigestError::Io(error) => Self::Store(error.into()),
            DigestError::Catalog(error) => Self::Catalog(error),
        }
    }
}

impl From<IntakeError> for FilesError {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::Source(error) => Self::Source(error),
            IntakeError::Store(error) => error.into(),
            IntakeError::TooLarge(limit) => Self::TooLarge(limit),
        }
    }
}

impl From<KeeperError> for FilesError {
    fn from(error: KeeperError) -> Self {
        match error {
            KeeperError::Store(error) => error.into(),
            KeeperError::Catalog(error) => Self::Catalog(error),
            KeeperError::Random(error) => Self::Random(error),
        }
    }
}
