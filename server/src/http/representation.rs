//! Representations: what GET and HEAD of a file answer. The only code that builds 200, 206, 304, 412 and 416 for them.
//!
//! 1. describe the open file, or the archive: validators, media type, disposition;
//! 2. [`decide`]: preconditions, then the range (pure);
//! 3. [`digests`], where they are wanted;
//! 4. render the outcome, with the headers that every answer about user content carries.

mod decide;
mod digests;
mod multipart;

use std::sync::Arc;

use actix_web::{
    HttpResponse, HttpResponseBuilder,
    http::{Method, StatusCode, header},
};
use holdall_shared::{EntryName, ProblemKind};

use self::decide::{Facts, Outcome, decide};
use super::{
    call::Call,
    download::{Piece, archive_body, download},
    header::{
        date::HttpDate,
        disposition::{Disposition, content_disposition},
        precondition::Validators,
        range::Span,
    },
    problem::Failure,
};
use crate::{archive::Plan, media, store::Opened, validator::EntityTag};

/// What every answer about user content says, errors too: nothing in it may run, be sniffed, framed or embedded elsewhere.
pub(super) const CONTENT_HEADERS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    (
        "Content-Security-Policy",
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; \
         frame-ancestors 'self'",
    ),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "private, no-cache"),
];

/// An open file, or an archive, as it is offered.
pub(super) struct Representation {
    source: Source,
    length: u64,
    validators: Validators,
    media_type: &'static str,
    disposition: String,
}

/// Where the bytes come from.
enum Source {
    File(Opened),
    Archive(Arc<Plan>),
}

impl Representation {
    /// An archive, to be saved as `name`.
    pub(super) fn archive(plan: Arc<Plan>, name: &str) -> Self {
        Self {
            length: plan.length(),
            validators: Validators { etag: plan.etag(), last_modified: HttpDate::of(plan.modified()) },
            media_type: "application/zip",
            disposition: content_disposition(Disposition::Attachment, name),
            source: Source::Archive(plan),
        }
    }

    /// `wanted` inline is granted to what cannot run a script.
    pub(super) fn new(opened: Opened, name: &EntryName, wanted: Disposition) -> Self {
        let guessed = media::of_name(name.as_str());
        let shown = (wanted == Disposition::Inline).then(|| media::inline(guessed)).flatten();
        let disposition = if shown.is_some() { Disposition::Inline } else { Disposition::Attachment };
        Self {
            validators: validators(&opened),
            media_type: shown.unwrap_or_else(|| media::saved(guessed)),
            disposition: content_disposition(disposition, name.as_str()),
            length: opened.stat.size,
            source: Source::File(opened),
        }
    }

    /// Answers GET or HEAD.
    pub(super) async fn respond(self, call: &Call) -> Result<HttpResponse, Failure> {
        let length = self.length;
        let is_date_strong = match &self.source {
            Source::File(opened) => !opened.stat.version.is_settling(call.now()),
            // What is gone leaves no date behind.
            Source::Archive(_) => false,
        };
        let facts = Facts {
            method: call.method(),
            preconditions: &call.preconditions(),
            range: call.header("range"),
            if_range: call.header("if-range"),
            validators: &self.validators,
            is_date_strong,
            length,
        };
        match decide(&facts) {
            Outcome::Failed => Err(Failure::new(
                ProblemKind::PreconditionFailed,
                "The file is not the one that If-Match or If-Unmodified-Since names.",
            )),
            Outcome::Unsatisfiable => Err(Failure::new(
                ProblemKind::RangeNotSatisfiable,
                format!("The file has {length} bytes; ask for some of those."),
            )
            .with_header(header::CONTENT_RANGE, format!("bytes */{length}"))),
            Outcome::NotModified => Ok(self.head(StatusCode::NOT_MODIFIED).finish()),
            Outcome::Whole => {
                let mut response = self.head(StatusCode::OK);
                self.describe(&mut response, self.media_type);
                if let Source::File(opened) = &self.source {
                    digests::add_repr(&mut response, call, opened).await?;
                    if *call.method() == Method::GET {
                        digests::add_content_of_whole(&mut response, call, opened).await?;
                    }
                }
                Ok(self.send(call, response, Span { first: 0, last: length.saturating_sub(1) }))
            }
            Outcome::Part(span) => {
                let mut response = self.head(StatusCode::PARTIAL_CONTENT);
                self.describe(&mut response, self.media_type);
                response.insert_header((header::CONTENT_RANGE, content_range(span, length)));
                if let Source::File(opened) = &self.source {
                    digests::add_repr(&mut response, call, opened).await?;
                    digests::add_content_of_part(&mut response, call, opened, span).await?;
                }
                Ok(self.send(call, response, span))
            }
            Outcome::Parts(spans) => match &self.source {
                Source::File(opened) => {
                    let mut response = self.head(StatusCode::PARTIAL_CONTENT);
                    let parts = multipart::Parts::new(self.media_type, &spans, length)?;
                    self.describe(&mut response, &parts.content_type());
                    digests::add_repr(&mut response, call, opened).await?;
                    let pieces = parts.pieces(|span| piece(span, length));
                    Ok(response.body(download(opened.content.clone(), pieces)))
                }
                // A server may pass over a range (RFC 9110 §14.2): of an archive, several at once.
                Source::Archive(_) => {
                    let mut response = self.head(StatusCode::OK);
                    self.describe(&mut response, self.media_type);
                    Ok(self.send(call, response, Span { first: 0, last: length.saturating_sub(1) }))
                }
            },
        }
    }

    /// The headers that 304 has too.
    fn head(&self, status: StatusCode) -> HttpResponseBuilder {
        let mut response = HttpResponse::build(status);
        for (name, value) in CONTENT_HEADERS {
            response.insert_header((name, value));
        }
        response.insert_header((header::ETAG, self.validators.etag.to_string()));
        response.insert_header((header::LAST_MODIFIED, self.validators.last_modified.format()));
        response
    }

    fn describe(&self, response: &mut HttpResponseBuilder, media_type: &str) {
        response.insert_header((header::ACCEPT_RANGES, "bytes"));
        response.insert_header((header::CONTENT_TYPE, media_type));
        response.insert_header((header::CONTENT_DISPOSITION, self.disposition.as_str()));
    }

    fn send(&self, call: &Call, mut response: HttpResponseBuilder, span: Span) -> HttpResponse {
        match &self.source {
            Source::File(opened) => response.body(download(opened.content.clone(), vec![piece(span, self.length)])),
            Source::Archive(plan) => {
                let reader = call.state().files.read_archive(plan, span.first..span.last + 1);
                response.body(archive_body(reader, span.length()))
            }
        }
    }
}

/// The validators of an open file.
pub(super) fn validators(opened: &Opened) -> Validators {
    Validators { etag: EntityTag::of(&opened.stat.version), last_modified: HttpDate::of(opened.stat.modified) }
}

/// An empty file has no span; the one it is given stands for nothing.
fn piece(span: Span, length: u64) -> Piece {
    Piece::Content { offset: span.first, length: if length == 0 { 0 } else { span.length() } }
}

fn content_range(span: Span, length: u64) -> String {
    format!("bytes {}-{}/{length}", span.first, span.last)
}
