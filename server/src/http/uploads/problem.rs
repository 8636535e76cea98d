//! What each error of an upload is to the client.

use holdall_shared::ProblemKind;

use super::{Failure, UPLOAD_OFFSET};
use crate::uploads::{Misfit, Refusal, UploadError};

impl From<UploadError> for Failure {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Unknown => Self::new(
                ProblemKind::NotFound,
                "There is no such upload, or it has expired. Begin a new one by POST to /api/uploads.",
            ),
            UploadError::Busy => Self::new(
                ProblemKind::UploadBusy,
                "Another request sends to this upload and has not stopped yet. Wait a second and try again.",
            ),
            UploadError::Misfit(misfit) => misfit.into(),
            UploadError::Checksum => Self::new(
                ProblemKind::ChecksumMismatch,
                "The bytes are not those whose Upload-Checksum was sent. They were thrown away; send them again.",
            ),
            UploadError::Refused(refusal) => refused(refusal),
            UploadError::Over(refusal) => over(refusal),
            UploadError::NotRefused => Self::new(
                ProblemKind::InvalidRequest,
                "This upload was not refused, so there is nothing to decide. PATCH appends to it.",
            ),
            UploadError::NotAPart(address) => Self::new(
                ProblemKind::InvalidRequest,
                format!("“{address}” is no part with all of its bytes. Parts begin with `Upload-Concat: partial`."),
            ),
            UploadError::Files(error) => error.into(),
        }
    }
}

impl From<Misfit> for Failure {
    fn from(misfit: Misfit) -> Self {
        let invalid = |detail: String| Self::new(ProblemKind::InvalidRequest, detail);
        match misfit {
            Misfit::OtherOffset(offset) => Self::new(
                ProblemKind::OffsetMismatch,
                format!("The upload stands at {offset} bytes. Nothing was changed; go on from there."),
            )
            .with_header(UPLOAD_OFFSET, offset.to_string()),
            Misfit::TooLong(most) => Self::new(
                ProblemKind::TooLarge,
                format!("Only {most} bytes are left of this upload. Nothing was kept."),
            ),
            Misfit::LengthFixed(length) => {
                invalid(format!("The length of this upload is {length} bytes, and stays that."))
            }
            Misfit::LengthTooShort(offset) => {
                invalid(format!("There are {offset} bytes already, so it can't be shorter."))
            }
            Misfit::Final => Self::new(
                ProblemKind::Forbidden,
                "This upload was put together from others. Nothing can be appended to it.",
            ),
        }
    }
}

/// Why an upload could not be published.
pub(super) fn refused(refusal: Refusal) -> Failure {
    const KEPT: &str = "The bytes are kept: POST to the upload's address publishes them under another `path`, or with \
                        another `on_conflict`.";
    let (kind, detail) = match refusal {
        Refusal::NameTaken => {
            (ProblemKind::NameTakenAtFinalise, "Something else got that name while the bytes arrived.")
        }
        Refusal::NameCollides => (
            ProblemKind::NameTakenAtFinalise,
            "Something got the same name in another spelling while the bytes arrived; on other systems both are one.",
        ),
        Refusal::Changed => (
            ProblemKind::PreconditionFailed,
            "What was to be replaced was changed by someone else. Nothing was overwritten.",
        ),
        Refusal::Gone => (ProblemKind::UploadGone, "The folder that the file was to go to is no longer there."),
        Refusal::NoPlace => (ProblemKind::UploadGone, "The file can't be put where it was to go."),
        Refusal::Digest => return crate::files::FilesError::DigestMismatch.into(),
    };
    Failure::new(kind, format!("{detail} {KEPT}"))
}

/// What everybody is told who comes to an upload that was refused.
pub(super) fn over(refusal: Refusal) -> Failure {
    let failure = refused(refusal);
    Failure::new(ProblemKind::UploadGone, "The upload is over.").with_more_detail(failure.detail())
}
