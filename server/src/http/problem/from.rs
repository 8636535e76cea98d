//! What each error of the domain is to the client, in words that say what to do.

use std::error::Error;

use holdall_shared::{InvalidName, ProblemKind, url::UrlPathError};

use super::Failure;
use crate::{
    auth::{AuthError, Denied},
    catalog::DiskTrouble,
    files::FilesError,
    intake::SourceError,
    store::{MOST_ENTRIES, StoreError},
};

impl From<FilesError> for Failure {
    fn from(error: FilesError) -> Self {
        match error {
            FilesError::NameTaken(existing) => {
                let mut failure = Self::new(
                    ProblemKind::NameTaken,
                    "Something has that name already. Choose another one, or say what to do: on-conflict=rename keeps \
                     both, on-conflict=replace replaces it (`on_conflict` in JSON).",
                );
                failure.extensions.existing = existing.map(|entry| *entry);
                failure
            }
            FilesError::InvalidName(invalid) => invalid.into(),
            FilesError::TooLarge(limit) => {
                let detail = format!("The largest file that is taken here has {limit} bytes.");
                let mut failure = Self::new(ProblemKind::TooLarge, detail);
                failure.extensions.limit = Some(limit);
                failure
            }
            FilesError::DigestMismatch => Self::new(
                ProblemKind::DigestMismatch,
                "The digest of the body is another one than Repr-Digest or Content-Digest says. Nothing was kept; send it \
                 again.",
            ),
            FilesError::Source(error) => error.into(),
            FilesError::Store(error) => error.into(),
            FilesError::Catalog(error) => match error.disk_trouble() {
                Some(DiskTrouble::Full) => StoreError::NoSpace.into(),
                Some(DiskTrouble::Failing) => Self::from(StoreError::Degraded).with_source(error),
                None => internal(error),
            },
            FilesError::Random(error) => internal(error),
        }
    }
}

impl From<InvalidName> for Failure {
    fn from(invalid: InvalidName) -> Self {
        let detail = format!("{invalid}. “{}” would do.", invalid.suggestion);
        let mut failure = Self::new(ProblemKind::InvalidName, detail);
        failure.extensions.reason = Some(invalid.fault.to_string());
        failure.extensions.suggestion = Some(invalid.suggestion.to_string());
        failure
    }
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        match error {
            SourceError::Incomplete => Self::new(
                ProblemKind::IncompleteBody,
                "The body ended before its announced length. Nothing was kept; send it again.",
            ),
            SourceError::Stalled => {
                Self::new(ProblemKind::StalledBody, "No bytes arrived for too long. Nothing was kept; send it again.")
            }
            SourceError::Interrupted => Self::new(
                ProblemKind::IncompleteBody,
                "Another request goes on with this upload. What had arrived is kept.",
            ),
            SourceError::Malformed => Self::new(
                ProblemKind::InvalidRequest,
                "The multipart body can't be understood. Nothing of this part was kept.",
            ),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => {
                Self::new(ProblemKind::NotFound, "Nothing has that name. It may have been moved or deleted.")
            }
            StoreError::NameTaken(_) => Self::new(ProblemKind::NameTaken, "Something has that name already."),
            StoreError::NameCollides(other) => Self::new(
                ProblemKind::NameCollides,
                format!(
                    "“{other}” is there already, and on other systems both names are the same. Choose another one."
                ),
            ),
            StoreError::InvalidName(invalid) => invalid.into(),
            StoreError::ParentMissing => {
                let detail = "The folder to put it in doesn't exist. Make it first, or have it made by ?parents (in JSON: \
                              \"parents\": true).";
                Self::new(ProblemKind::ParentMissing, detail)
            }
            StoreError::IsFolder => Self::new(
                ProblemKind::IsFolder,
                "That is a folder, and a file is needed here. Folders are listed, made and deleted under /api/folders/, \
                 and downloaded by /api/archive.",
            ),
            StoreError::NotFolder => Self::new(
                ProblemKind::NotFolder,
                "That is a file, and a folder is needed here. Look at the path again.",
            ),
            StoreError::NotRegular => Self::new(
                ProblemKind::NotRegular,
                "That is a link or a device. It is shown, but never followed or opened.",
            ),
            StoreError::IntoItself => Self::new(
                ProblemKind::IntoItself,
                "A folder can't be moved or copied into itself, and nothing can replace itself or a folder that it lies in. \
                 Choose another place.",
            ),
            StoreError::OtherFileSystem => Self::new(
                ProblemKind::OtherFileSystem,
                "Another disk is mounted at that folder. Holdall changes only what is on the upload folder's own disk.",
            ),
            StoreError::Changed => Self::new(
                ProblemKind::PreconditionFailed,
                "It was changed by someone else meanwhile. Nothing was overwritten; look at it and try again.",
            ),
            StoreError::TooMany => Self::new(
                ProblemKind::TooLarge,
                format!(
                    "That is too much at once: at most {MOST_ENTRIES} entries, and none whose path is longer than 4095 bytes. \
                     Select less."
                ),
            ),
            StoreError::NoSpace => Self::new(
                ProblemKind::NoSpace,
                "The server is full. Nothing was kept; free some space and send it again.",
            ),
            StoreError::OverQuota => Self::new(
                ProblemKind::NoSpace,
                "All files together would be larger than the server's quota. Nothing was kept; delete something first.",
            ),
            StoreError::Denied(source) => Self::new(
                ProblemKind::Forbidden,
                "The server's own user may not do that on its disk. Check the owner and the mode of the file.",
            )
            .with_source(source),
            StoreError::Degraded => Self::new(
                ProblemKind::Degraded,
                "The server's disk reported an error. Changes are off until it works again.",
            )
            .retry_after(30),
            StoreError::Io(source) => internal(source),
        }
    }
}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::SignIn => {
                Self::new(ProblemKind::Unauthenticated, "Send `Authorization: Bearer TOKEN`, or sign in on the page.")
            }
            Denied::ReadOnly => Self::new(ProblemKind::ReadOnly, "This server takes no changes."),
            Denied::Forbidden => Self::new(ProblemKind::Forbidden, "You may not do that here."),
        }
    }
}

impl From<AuthError> for Failure {
    fn from(error: AuthError) -> Self {
        match error {
            AuthError::Wrong => {
                let detail = "That token doesn't work. `holdall token new` makes another.";
                Self::new(ProblemKind::Unauthenticated, detail)
            }
            AuthError::Catalog(error) => internal(error),
            AuthError::Random(error) => internal(error),
        }
    }
}

impl From<UrlPathError> for Failure {
    fn from(error: UrlPathError) -> Self {
        Self::new(ProblemKind::InvalidPath, format!("The path names no file or folder: {error}."))
    }
}

pub(in crate::http) fn internal(source: impl Error + 'static) -> Failure {
    let detail = "Something went wrong on the server. Its log says more under the code in `instance`.";
    Failure::new(ProblemKind::Internal, detail).with_source(source)
}
