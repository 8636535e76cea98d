//! `/api/uploads`: resumable uploads, by tus 1.0.0 (<https://tus.io/protocols/resumable-upload>).
//!
//! The dialect only: what an upload is and how it becomes a file is [`crate::uploads`]. Everything that concerns one file
//! is asked for again on each request: the right to make it, and to replace what is there.

mod append;
mod begin;
mod look;
mod problem;

pub(super) use append::append;
pub(super) use begin::begin;
pub(super) use look::{finish, look};

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{Method, StatusCode, header::HeaderName},
};
use holdall_shared::{Action, EntryPath, OnConflict, ProblemKind, Timestamp, url};

use super::{
    call::{Call, header},
    header::{date::HttpDate, tus},
    problem::Failure,
};
use crate::{
    auth::{Actor, Permit},
    store::KeptId,
    uploads::{ChecksumAlgorithm, Status, Uploads},
};

pub(super) const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
/// The media type of bytes to append.
const BYTES: &str = "application/offset+octet-stream";
const EXTENSIONS: &str =
    "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination,concatenation";

/// OPTIONS: what is spoken here.
pub(super) async fn options(call: Call) -> Result<HttpResponse, Failure> {
    let algorithms: Vec<&str> = ChecksumAlgorithm::ALL.iter().map(|algorithm| algorithm.name()).collect();
    let mut response = HttpResponse::NoContent();
    response.insert_header((TUS_VERSION, tus::VERSION));
    response.insert_header((HeaderName::from_static("tus-extension"), EXTENSIONS));
    response.insert_header((HeaderName::from_static("tus-checksum-algorithm"), algorithms.join(",")));
    if let Some(most) = call.state().files.max_size() {
        response.insert_header((HeaderName::from_static("tus-max-size"), most.to_string()));
    }
    Ok(response.finish())
}

/// DELETE: ends an upload.
pub(super) async fn end(call: Call) -> Result<HttpResponse, Failure> {
    check_version(&call)?;
    let (uploads, id) = (service(&call), id(&call)?);
    permit(call.actor(), &uploads.look(&id).await?)?;
    uploads.end(&id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The method that a request means: some proxies let only GET and POST through. Only uploads have this.
pub(super) fn meant_method(request: &HttpRequest) -> Result<Method, Failure> {
    let (path, method) = (request.uri().path(), request.method());
    let is_upload = path.strip_prefix(url::UPLOADS).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let Some(meant) = header(request.headers(), "x-http-method-override").filter(|_| is_upload) else {
        return Ok(method.clone());
    };
    match (method, meant) {
        (&Method::POST, "PATCH") => Ok(Method::PATCH),
        (&Method::POST, "DELETE") => Ok(Method::DELETE),
        (method, meant) if method.as_str() == meant => Ok(method.clone()),
        _ => Err(Failure::new(
            ProblemKind::InvalidRequest,
            "X-HTTP-Method-Override may make a POST a PATCH or a DELETE, and nothing else.",
        )),
    }
}

fn check_version(call: &Call) -> Result<(), Failure> {
    if call.header("tus-resumable") == Some(tus::VERSION) {
        return Ok(());
    }
    let detail = "Send `Tus-Resumable: 1.0.0`. Nothing was done.";
    Err(Failure::new(ProblemKind::TusVersion, detail).with_header(TUS_VERSION, tus::VERSION))
}

/// What is no id is the id of nothing.
fn id(call: &Call) -> Result<KeptId, Failure> {
    let text = call.raw_path(url::UPLOADS)?.strip_prefix('/').unwrap_or_default();
    text.parse().map_err(|_invalid| crate::uploads::UploadError::Unknown.into())
}

/// The right to go on with an upload.
fn permit(actor: &Actor, status: &Status) -> Result<Permit, Failure> {
    permit_place(actor, status.path.as_ref().unwrap_or(&EntryPath::ROOT), status.on_conflict)
}

/// The right to make a file, and to replace one where that is meant.
fn permit_place(actor: &Actor, path: &EntryPath, on_conflict: OnConflict) -> Result<Permit, Failure> {
    if on_conflict == OnConflict::Replace {
        actor.permit(Action::Update, path)?;
    }
    Ok(actor.permit(Action::Create, path)?)
}

/// A header field that is a number of bytes.
fn bytes(call: &Call, name: &'static str) -> Result<Option<u64>, Failure> {
    let field = call.request().headers().get(name).map(|value| value.to_str().unwrap_or("?"));
    field.map(|field| tus::parse_bytes(field).map_err(|error| invalid(name, error))).transpose()
}

fn invalid(name: &str, error: tus::InvalidField) -> Failure {
    Failure::new(ProblemKind::InvalidRequest, format!("{name} can't be understood: {error}."))
}

/// An answer that says how far an upload is.
fn answer(status: StatusCode, offset: Option<u64>, expires: Timestamp) -> HttpResponseBuilder {
    let mut response = HttpResponse::build(status);
    if let Some(offset) = offset {
        response.insert_header((UPLOAD_OFFSET, offset));
    }
    response.insert_header((UPLOAD_EXPIRES, HttpDate::of(expires).format()));
    response
}

/// Does something to its end, also when the client hangs up: what arrived is to be written down.
async fn to_the_end<T: 'static>(work: impl Future<Output = Result<T, Failure>> + 'static) -> Result<T, Failure> {
    actix_rt::spawn(work).await.map_err(super::problem::internal)?
}

/// Where uploads are kept.
fn service(call: &Call) -> Uploads {
    call.state().uploads.clone()
}
