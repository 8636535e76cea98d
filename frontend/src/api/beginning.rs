//! `/files`: the beginning of what is in a file.

use holdall_shared::ProblemKind;

use super::{ApiError, accepted, request};
use crate::{
    browser::xhr::{self, Answer, Body, Request},
    number,
    state::preview::content::whole_size,
};

/// The beginning of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Beginning {
    pub(crate) bytes: Vec<u8>,
    /// Bytes of the whole file.
    pub(crate) size: u64,
}

/// Asks for the first bytes of the file at that address, at most so many.
pub(crate) async fn beginning(url: String, at_most: u64) -> Result<Beginning, ApiError> {
    let mut request = Request { answer: Answer::Bytes, ..request("GET", url, Body::Empty) };
    request.headers.push(("Range", format!("bytes=0-{}", at_most.saturating_sub(1))));
    // Past the browser's cache: Chromium asks again for no more bytes than it has kept of a file that has grown since.
    request.headers.push(("Cache-Control", "no-cache".to_owned()));
    match accepted(xhr::send(&request, None).await) {
        Ok(response) => {
            let size = response.header("Content-Range").as_deref().and_then(whole_size);
            let size = size.unwrap_or(number::length(response.bytes.len()));
            let mut bytes = response.bytes;
            // A server may answer with the whole (RFC 9110 §14.2).
            bytes.truncate(usize::try_from(at_most).unwrap_or(usize::MAX));
            Ok(Beginning { bytes, size })
        }
        // An empty file has no first byte.
        Err(ApiError::Problem(problem)) if problem.kind == ProblemKind::RangeNotSatisfiable => {
            Ok(Beginning { bytes: Vec::new(), size: 0 })
        }
        Err(error) => Err(error),
    }
}
