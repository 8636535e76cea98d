//! What new files would meet, before they are made.

use std::io;

use holdall_shared::{EntryName, InvalidName};

use super::{Stat, StoreError};

/// What one file that is to be made, with missing folders on its way, would meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Probed {
    /// Nothing has the name.
    Free,
    /// This file has it.
    Taken(Stat),
    /// It can't be made, and not by replacing what is there.
    Refused(Refusal),
}

/// Why a file can't be made: the errors of a store that are about one place, so that they can be told of many files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// See [`StoreError::InvalidName`].
    InvalidName(InvalidName),
    /// See [`StoreError::NameCollides`].
    NameCollides(EntryName),
    /// See [`StoreError::ParentMissing`]: a link is where a folder is needed.
    ParentMissing,
    /// See [`StoreError::IsFolder`].
    IsFolder,
    /// See [`StoreError::NotFolder`].
    NotFolder,
    /// See [`StoreError::NotRegular`].
    NotRegular,
    /// See [`StoreError::OtherFileSystem`].
    OtherFileSystem,
    /// See [`StoreError::Denied`].
    Denied,
}

impl Refusal {
    /// The error as a refusal, if it is about one place; else it is about all.
    pub(crate) fn of(error: StoreError) -> Result<Self, StoreError> {
        Ok(match error {
            StoreError::InvalidName(invalid) => Self::InvalidName(invalid),
            StoreError::NameCollides(other) => Self::NameCollides(other),
            StoreError::ParentMissing | StoreError::NotFound => Self::ParentMissing,
            StoreError::IsFolder => Self::IsFolder,
            StoreError::NotFolder => Self::NotFolder,
            StoreError::NotRegular => Self::NotRegular,
            StoreError::OtherFileSystem => Self::OtherFileSystem,
            StoreError::Denied(_) => Self::Denied,
            error => return Err(error),
        })
    }
}

impl From<Refusal> for StoreError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::InvalidName(invalid) => Self::InvalidName(invalid),
            Refusal::NameCollides(other) => Self::NameCollides(other),
            Refusal::ParentMissing => Self::ParentMissing,
            Refusal::IsFolder => Self::IsFolder,
            Refusal::NotFolder => Self::NotFolder,
            Refusal::NotRegular => Self::NotRegular,
            Refusal::OtherFileSystem => Self::OtherFileSystem,
            Refusal::Denied => Self::Denied(io::ErrorKind::PermissionDenied.into()),
        }
    }
}
