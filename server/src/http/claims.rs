//! What a client says of a body: its digests, its time of change, and which digests it wants to be told.
//!
//! `Repr-Digest` and `Content-Digest` mean the same here: a body is always a whole representation, without a content
//! coding.

use actix_web::http::header::HeaderMap;
use holdall_shared::{ProblemKind, Timestamp};

use super::{
    call::{header, header_list},
    header::{
        digest::{self, SentDigests},
        modified::{X_OC_MTIME, parse_seconds},
    },
    problem::Failure,
};
use crate::{
    digest::{Algorithms, Hasher, Wanted},
    files::{Claims, FilesError},
};

/// What these fields say, of a request or of one part of a form.
pub(super) fn claims(headers: &HeaderMap) -> Result<Claims, Failure> {
    let sent = sent(headers)?;
    let wanted = header_list(headers, "want-repr-digest").map(|field| digest::parse_wanted(&field));
    Ok(Claims {
        modified: modified(headers)?,
        sha256: sent.sha256,
        sha512: sent.sha512,
        blake3: sent.blake3,
        wanted: wanted.unwrap_or_default(),
    })
}

/// Refuses a body in memory that is not the one the client meant.
pub(super) fn check(headers: &HeaderMap, body: &[u8]) -> Result<(), Failure> {
    let sent = sent(headers)?;
    if sent == SentDigests::default() {
        return Ok(());
    }
    let mut hasher = Hasher::new(Algorithms { sha512: Wanted::Yes, ..Algorithms::SHA256 });
    hasher.update(body);
    let claims = Claims { sha256: sent.sha256, sha512: sent.sha512, blake3: sent.blake3, ..Claims::default() };
    Ok(claims.check(&hasher.digests())?)
}

/// Refuses the digest of a form as a whole: its files are stored before its end, so it could only be passed over.
pub(super) fn refuse_of_form(headers: &HeaderMap) -> Result<(), Failure> {
    if sent(headers)? == SentDigests::default() {
        return Ok(());
    }
    Err(Failure::new(
        ProblemKind::InvalidRequest,
        "The digest of a whole form can't be checked before its files are stored. Give each part a Content-Digest of its \
         own.",
    ))
}

fn sent(headers: &HeaderMap) -> Result<SentDigests, Failure> {
    let (repr, content) = (read(headers, "repr-digest")?, read(headers, "content-digest")?);
    if disagree(repr.sha256, content.sha256)
        || disagree(repr.sha512, content.sha512)
        || disagree(repr.blake3, content.blake3)
    {
        return Err(FilesError::DigestMismatch.into());
    }
    Ok(SentDigests {
        sha256: repr.sha256.or(content.sha256),
        sha512: repr.sha512.or(content.sha512),
        blake3: repr.blake3.or(content.blake3),
    })
}

fn read(headers: &HeaderMap, name: &str) -> Result<SentDigests, Failure> {
    let Some(field) = header_list(headers, name) else { return Ok(SentDigests::default()) };
    digest::parse_sent(&field)
        .map_err(|error| Failure::new(ProblemKind::InvalidRequest, format!("{name} can't be understood: {error}.")))
}

fn disagree<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

/// When the client says in a header that the file was last changed.
fn modified(headers: &HeaderMap) -> Result<Option<Timestamp>, Failure> {
    let Some(text) = header(headers, X_OC_MTIME) else { return Ok(None) };
    match parse_seconds(text) {
        Some(modified) => Ok(Some(modified)),
        None => Err(Failure::new(
            ProblemKind::InvalidRequest,
            "X-OC-Mtime is a number of seconds since 1970, such as 1795444260.",
        )),
    }
}
