//! The digests of an answer, where its client wants them (RFC 9530).
//!
//! `Repr-Digest` is of the whole file, whatever part of it the answer has; `Content-Digest` of the bytes that are sent.
//! A part is read for it before it is sent, so large ones have none.

use actix_web::HttpResponseBuilder;

use crate::http::{
    call::Call,
    download::{Piece, read},
    header::{digest, range::Span},
    problem::Failure,
};
use crate::{
    digest::{Algorithms, Hasher},
    files::FilesError,
    store::{Opened, StoreError},
};

/// Longest part whose digest is computed on the spot, in bytes.
const LONGEST_PART: u64 = 8 << 20;

/// Adds `Repr-Digest`.
pub(super) async fn add_repr(response: &mut HttpResponseBuilder, call: &Call, opened: &Opened) -> Result<(), Failure> {
    add_of_whole(response, call, opened, ["want-repr-digest", "repr-digest"]).await
}

/// Adds `Content-Digest` of an answer that has the whole file.
pub(super) async fn add_content_of_whole(
    response: &mut HttpResponseBuilder,
    call: &Call,
    opened: &Opened,
) -> Result<(), Failure> {
    add_of_whole(response, call, opened, ["want-content-digest", "content-digest"]).await
}

/// Adds `Content-Digest` of an answer that has one part.
pub(super) async fn add_content_of_part(
    response: &mut HttpResponseBuilder,
    call: &Call,
    opened: &Opened,
    span: Span,
) -> Result<(), Failure> {
    let algorithms = wanted(call, "want-content-digest");
    if algorithms == Algorithms::default() || span.length() > LONGEST_PART {
        return Ok(());
    }
    let content = opened.content.clone();
    let piece = Piece::Content { offset: span.first, length: span.length() };
    let bytes = tokio::task::spawn_blocking(move || read(&content, piece)).await;
    let bytes = bytes.map_err(std::io::Error::other).and_then(|bytes| bytes).map_err(StoreError::from)?;
    let mut hasher = Hasher::new(algorithms);
    hasher.update(&bytes);
    if let Some(field) = digest::format(&hasher.digests(), algorithms) {
        response.insert_header(("content-digest", field));
    }
    Ok(())
}

async fn add_of_whole(
    response: &mut HttpResponseBuilder,
    call: &Call,
    opened: &Opened,
    [want, name]: [&str; 2],
) -> Result<(), Failure> {
    let algorithms = wanted(call, want);
    if algorithms == Algorithms::default() {
        return Ok(());
    }
    match call.state().files.digests_of(opened, algorithms).await {
        Ok(digests) => {
            if let Some(field) = digest::format(&digests, algorithms) {
                response.insert_header((name, field));
            }
            Ok(())
        }
        // It is being written to: it has no digest, but it can still be read.
        Err(FilesError::Store(StoreError::Changed)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn wanted(call: &Call, name: &str) -> Algorithms {
    call.header_list(name).map(|field| digest::parse_wanted(&field)).unwrap_or_default()
}
