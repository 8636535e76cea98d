//! `multipart/byteranges` (RFC 9110 §14.6): several parts of one file in one answer, its length known beforehand.

use holdall_shared::ProblemKind;

use super::content_range;
use crate::{
    http::{download::Piece, header::range::Span, problem::Failure},
    random,
};

/// The parts of one answer.
pub(super) struct Parts<'a> {
    boundary: String,
    media_type: &'static str,
    spans: &'a [Span],
    length: u64,
}

impl<'a> Parts<'a> {
    pub(super) fn new(media_type: &'static str, spans: &'a [Span], length: u64) -> Result<Self, Failure> {
        let boundary = random::identifier().map_err(|error| {
            Failure::new(ProblemKind::Internal, "The server has no random numbers.").with_source(error)
        })?;
        Ok(Self { boundary, media_type, spans, length })
    }

    pub(super) fn content_type(&self) -> String {
        format!("multipart/byteranges; boundary={}", self.boundary)
    }

    /// Head and content of each part, then the end.
    pub(super) fn pieces(&self, content: impl Fn(Span) -> Piece) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(self.spans.len() * 2 + 1);
        for span in self.spans {
            let range = content_range(*span, self.length);
            let (boundary, media_type) = (&self.boundary, self.media_type);
            let head = format!("\r\n--{boundary}\r\nContent-Type: {media_type}\r\nContent-Range: {range}\r\n\r\n");
            pieces.push(Piece::Text(head));
            pieces.push(content(*span));
        }
        pieces.push(Piece::Text(format!("\r\n--{}--\r\n", self.boundary)));
        pieces
    }
}
