//! Why an upload does not go on.

use serde::{Deserialize, Serialize};

use super::Misfit;
use crate::{catalog::CatalogError, files::FilesError, intake::SourceError, store::StoreError};

/// What a caller can act on.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// There is no such upload, or no longer.
    #[error("no such upload")]
    Unknown,
    /// Somebody else sends to it and does not stop.
    #[error("the upload is busy")]
    Busy,
    /// The bytes do not fit.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// The bytes of the request are not those that were meant. They were thrown away.
    #[error("the bytes have another checksum")]
    Checksum,
    /// All bytes are there, but the file could not be published.
    #[error("the upload could not be published: {0:?}")]
    Refused(Refusal),
    /// It was refused earlier.
    #[error("the upload is over: {0:?}")]
    Over(Refusal),
    /// It was not refused, so there is nothing to decide.
    #[error("the upload was not refused")]
    NotRefused,
    /// A part that is to be put together is not whole, or no part.
    #[error("“{0}” is not a whole part")]
    NotAPart(String),
    /// As for any other file.
    #[error(transparent)]
    Files(#[from] FilesError),
}

/// Why a file could not be published although all its bytes are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The name was taken meanwhile.
    NameTaken,
    /// Another spelling of it was.
    NameCollides,
    /// What was to be replaced was changed.
    Changed,
    /// What was to be replaced is gone, or its folder is.
    Gone,
    /// The place is none for a file.
    NoPlace,
    /// The bytes are not those whose digest was sent. They were thrown away.
    Digest,
}

impl Refusal {
    /// What an error of publishing means, if trying again would not help.
    pub(super) fn of(error: &FilesError) -> Option<Self> {
        match error {
            FilesError::NameTaken(_) => Some(Self::NameTaken),
            FilesError::DigestMismatch => Some(Self::Digest),
            FilesError::InvalidName(_) => Some(Self::NoPlace),
            FilesError::Store(error) => match error {
                StoreError::NameTaken(_) => Some(Self::NameTaken),
                StoreError::NameCollides(_) => Some(Self::NameCollides),
                StoreError::Changed => Some(Self::Changed),
                StoreError::NotFound | StoreError::ParentMissing => Some(Self::Gone),
                StoreError::IsFolder | StoreError::NotFolder | StoreError::NotRegular | StoreError::OtherFileSystem => {
                    Some(Self::NoPlace)
                }
                _ => None,
            },
            FilesError::TooLarge(_) | FilesError::Source(_) | FilesError::Catalog(_) | FilesError::Random(_) => None,
        }
    }

    pub(super) fn as_json(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }

    /// What a newer version has written is told as a place that is none.
    pub(super) fn parse(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or(Self::NoPlace)
    }
}

impl From<StoreError> for UploadError {
    fn from(error: StoreError) -> Self {
        Self::Files(error.into())
    }
}

impl From<CatalogError> for UploadError {
    fn from(error: CatalogError) -> Self {
        Self::Files(error.into())
    }
}

impl From<SourceError> for UploadError {
    fn from(error: SourceError) -> Self {
        Self::Files(error.into())
    }
}
