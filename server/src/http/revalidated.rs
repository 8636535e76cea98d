//! Text that is asked for again each time, and sent only where it is another one: pages, listings, the description of the
//! API.

use actix_web::{HttpRequest, HttpResponse, body::MessageBody, http::header};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::{
    call,
    header::{
        date::HttpDate,
        precondition::{Intent, PreconditionHeaders, Preconditions, Validators, Verdict},
    },
};
use crate::validator::EntityTag;

/// What is said of a text.
pub(super) struct Told<'a> {
    pub(super) media_type: &'a str,
    /// Who may keep it.
    pub(super) cache: &'a str,
    /// Its Content-Security-Policy, where it is a page.
    pub(super) policy: Option<&'a str>,
}

/// Anybody may keep it, but not use it unasked.
pub(super) const FOR_ALL: &str = "no-cache";
/// Only the client itself may keep it.
pub(super) const FOR_ONE: &str = "private, no-cache";

/// Answers GET or HEAD with `content`, or with 304.
pub(super) fn revalidated<B>(request: &HttpRequest, content: B, told: &Told<'_>) -> HttpResponse
where
    B: AsRef<[u8]> + MessageBody + 'static,
{
    let etag = EntityTag::strong(content_hash(content.as_ref()));
    let is_fresh = is_fresh(request, &etag);
    let mut response = if is_fresh { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, etag.to_string()));
    response.insert_header((header::CACHE_CONTROL, told.cache));
    if let Some(policy) = told.policy {
        response.insert_header((header::CONTENT_SECURITY_POLICY, policy));
    }
    if is_fresh {
        return response.finish();
    }
    response.insert_header((header::CONTENT_TYPE, told.media_type));
    response.body(content)
}

/// 128 bits of the content's SHA-256, in hexadecimal.
pub(super) fn content_hash(content: &[u8]) -> String {
    HEXLOWER.encode(Sha256::digest(content).get(..16).unwrap_or_default())
}

/// Whether the client has this very content already.
pub(super) fn is_fresh(request: &HttpRequest, etag: &EntityTag) -> bool {
    let preconditions = Preconditions::parse(PreconditionHeaders {
        if_none_match: call::header(request.headers(), "if-none-match"),
        ..PreconditionHeaders::default()
    });
    let never = HttpDate::of(holdall_shared::Timestamp::from_unix_ms(0));
    let current = Validators { etag: etag.clone(), last_modified: never };
    preconditions.evaluate(&current, Intent::Read) == Verdict::NotModified
}
