//! Sending files: small ones by `POST` and `PUT` of `/files/{path}`, larger ones by tus 1.0.0 at `/api/uploads`.

use std::borrow::Cow;

use holdall_shared::{CreatedFiles, EntryPath, Finish, OnConflict, Problem, ProblemKind, Upload, UploadState, url};
use js_sys::ArrayBuffer;
use web_sys::Blob;

use super::{ApiError, accepted, entries, fetch, long_request, read, request, tell, to_json};
use crate::{
    base64,
    browser::xhr::{self, Body, Payload, Request, Response},
    upload::machine::{Answer, Ask, Mode, Parents, Part, Proof, Receipt, Resource, Target, Together},
};

const TUS_BYTES: &str = "application/offset+octet-stream";
const BYTES: &str = "application/octet-stream";

/// What is sent along with a request.
pub(crate) struct Prepared {
    pub(crate) payload: Blob,
    /// BLAKE3 of it, in Base64, where this browser can compute it.
    pub(crate) checksum: Option<String>,
    /// BLAKE3 of the whole file up to its end, where all of it has gone through our hands.
    pub(crate) whole: Option<String>,
}

/// Carries out a request that has no bytes to send.
pub(crate) async fn ask(ask: Ask) -> Answer {
    let answer = match ask {
        Ask::Begin { target, size } => begin(&target, size).await,
        Ask::Locate { resource } => locate(&resource).await,
        Ask::Receipt { resource } => receipt(&resource).await,
        Ask::Finish { resource, target } => finish(&resource, &target).await,
        Ask::Whole { .. } | Ask::Append { .. } => Err(ApiError::Unreachable),
    };
    answer.unwrap_or_else(no)
}

/// Sends bytes; `on_progress` hears how many of them have left. Dropping the future aborts.
pub(crate) async fn send(ask: Ask, prepared: Prepared, on_progress: impl Fn(u64) + 'static) -> Answer {
    let on_progress: Box<dyn Fn(u64)> = Box::new(on_progress);
    match ask {
        Ask::Whole { target, size } => whole(&target, size, prepared, on_progress).await,
        Ask::Append { resource, slice, size, .. } => {
            // What is known of the whole is known of all bytes only at its end.
            let whole = prepared.whole.filter(|_| slice.end() == size);
            let prepared = Prepared { whole, ..prepared };
            append(&resource, slice.from, prepared, on_progress).await.unwrap_or_else(no)
        }
        Ask::Begin { .. } | Ask::Locate { .. } | Ask::Receipt { .. } | Ask::Finish { .. } => Answer::Lost,
    }
}

/// Sends several files as one form, whose parts `body` has; `on_progress` as in [`send`].
pub(crate) async fn send_together(
    parts: &[Part],
    (body, boundary): (ArrayBuffer, &str),
    on_progress: impl Fn(u64) + 'static,
) -> Together {
    let first = parts.first().map(|part| (part.target.path.parent().unwrap_or(EntryPath::ROOT), part.target.parents));
    let Some((folder, parents)) = first else { return Together::Failed(Answer::Unreadable) };
    let mut address = url::folder_url(url::FILES, &folder);
    if parents == Parents::Make {
        address.push_str("?parents");
    }
    let media_type = Cow::Owned(format!("multipart/form-data; boundary={boundary}"));
    let request = long_request("POST", address, Body::Bytes(media_type, Payload::Buffer(body)));
    match read::<CreatedFiles>(xhr::send(&request, Some(Box::new(on_progress))).await) {
        Ok(created) => Together::Stored(created.files.iter().map(|entry| Receipt::of(entry, Proof::Checked)).collect()),
        Err(error) => Together::Failed(no(error)),
    }
}

/// Throws away what has arrived.
pub(crate) async fn discard(resource: &Resource) -> Result<(), ApiError> {
    tell(tus("DELETE", address(resource), Body::Empty)).await
}

async fn whole(target: &Target, size: u64, prepared: Prepared, on_progress: Box<dyn Fn(u64)>) -> Answer {
    let (method, mut address) = match target.mode {
        Mode::Create | Mode::KeepBoth => ("POST", url::entry_url(url::FILES, &target.path)),
        Mode::Replace { .. } | Mode::ReplaceAnyway => ("PUT", url::entry_url(url::FILES, &target.path)),
    };
    let parents = (method == "POST" && target.parents == Parents::Make).then(|| "parents".to_owned());
    let rename = (target.mode == Mode::KeepBoth).then(|| "on-conflict=rename".to_owned());
    let query: Vec<String> = [parents, rename].into_iter().flatten().collect();
    if !query.is_empty() {
        address = format!("{address}?{}", query.join("&"));
    }
    let mut request = long_request(method, address, Body::Bytes(Cow::Borrowed(BYTES), Payload::File(prepared.payload)));
    if let Mode::Replace { etag } = &target.mode {
        request.headers.push(("If-Match", etag.clone()));
    }
    request.headers.extend(target.modified_ms.map(|ms| ("X-OC-Mtime", seconds(ms))));
    request.headers.extend(prepared.checksum.iter().map(|digest| ("Repr-Digest", structured(digest))));
    let proof = proof(prepared.checksum.as_ref());
    match read(xhr::send(&request, Some(on_progress)).await) {
        Ok(entry) => Answer::Stored(Receipt::of(&entry, proof)),
        // Our own, where an earlier answer was lost. That may be so at the first try too: browsers send a request again by
        // themselves when the connection breaks before an answer.
        Err(ApiError::Problem(problem)) if may_be_ours(&problem, size) => {
            let there = there(target, size, prepared.checksum.as_deref()).await;
            there.map_or(Answer::Refused(problem), Answer::Stored)
        }
        Err(error) => no(error),
    }
}

/// Whether what is in the way may be what was sent.
fn may_be_ours(problem: &Problem, size: u64) -> bool {
    let has_size = problem.extensions.existing.as_ref().is_none_or(|existing| existing.size == Some(size));
    has_size && matches!(problem.kind, ProblemKind::NameTaken | ProblemKind::PreconditionFailed)
}

/// What is there under that name, if it is the very content.
async fn there(target: &Target, size: u64, digest: Option<&str>) -> Option<Receipt> {
    let digest = digest?;
    let entry = entries::entry_with_digests(&target.path).await.ok()?;
    let receipt = Receipt::of(&entry, Proof::Checked);
    let is_same = receipt.blake3.as_deref().and_then(base64::from_hex).is_some_and(|there| there == digest);
    (receipt.size == size && is_same).then_some(receipt)
}

async fn begin(target: &Target, size: u64) -> Result<Answer, ApiError> {
    let mut request = tus("POST", url::UPLOADS.to_owned(), Body::Empty);
    request.headers.push(("Upload-Length", size.to_string()));
    request.headers.push(("Upload-Metadata", metadata(target)));
    let response = accepted(xhr::send(&request, None).await)?;
    let location = response.header("Location");
    match location.as_deref().and_then(|location| location.rsplit('/').next()).filter(|id| !id.is_empty()) {
        Some(id) => Ok(Answer::Begun { resource: Resource(id.to_owned()) }),
        None => Err(ApiError::Foreign { status: response.status }),
    }
}

fn metadata(target: &Target) -> String {
    let mut pairs = vec![format!("path {}", base64::encode(target.path.as_str().as_bytes()))];
    let on_conflict = match &target.mode {
        Mode::Create => None,
        Mode::KeepBoth => Some("rename"),
        Mode::Replace { .. } | Mode::ReplaceAnyway => Some("replace"),
    };
    pairs.extend(on_conflict.map(|word| format!("on-conflict {}", base64::encode(word.as_bytes()))));
    if let Mode::Replace { etag } = &target.mode {
        pairs.push(format!("if-match {}", base64::encode(etag.as_bytes())));
    }
    if target.parents == Parents::Make {
        pairs.push("parents".to_owned());
    }
    if let Some(ms) = target.modified_ms {
        pairs.push(format!("mtime {}", base64::encode(seconds(ms).as_bytes())));
    }
    pairs.join(",")
}

/// Milliseconds as seconds with three decimals.
pub(crate) fn seconds(ms: i64) -> String {
    let sign = if ms < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", ms.unsigned_abs() / 1000, ms.unsigned_abs() % 1000)
}

async fn locate(resource: &Resource) -> Result<Answer, ApiError> {
    let request = tus("HEAD", address(resource), Body::Empty);
    match accepted(xhr::send(&request, None).await) {
        Ok(response) => Ok(Answer::Located { offset: offset(&response)? }),
        // An answer to HEAD has no body that could say why.
        Err(ApiError::Foreign { status: status @ (401 | 404 | 410 | 423) }) => Ok(Answer::Refused(told_by(status))),
        Err(error) => Err(error),
    }
}

async fn append(
    resource: &Resource,
    from: u64,
    prepared: Prepared,
    on_progress: Box<dyn Fn(u64)>,
) -> Result<Answer, ApiError> {
    let mut request =
        tus("PATCH", address(resource), Body::Bytes(Cow::Borrowed(TUS_BYTES), Payload::File(prepared.payload)));
    request.patience = xhr::Patience::Unlimited;
    request.headers.push(("Upload-Offset", from.to_string()));
    request.headers.extend(prepared.checksum.iter().map(|digest| ("Upload-Checksum", format!("blake3 {digest}"))));
    request.headers.extend(prepared.whole.iter().map(|digest| ("Repr-Digest", structured(digest))));
    let response = accepted(xhr::send(&request, Some(on_progress)).await)?;
    Ok(Answer::Appended { offset: offset(&response)?, proof: proof(prepared.checksum.as_ref()) })
}

async fn receipt(resource: &Resource) -> Result<Answer, ApiError> {
    let upload: Upload = fetch(request("GET", address(resource), Body::Empty)).await?;
    Ok(match (upload.state, upload.entry, upload.problem) {
        (UploadState::Complete, Some(entry), _) => Answer::Stored(Receipt::of(&entry, Proof::Checked)),
        // It was published, and somebody has taken it away since.
        (UploadState::Complete, None, _) => {
            let name = upload.path.name().ok_or(ApiError::Foreign { status: 200 })?;
            let size = upload.length.unwrap_or(upload.offset);
            Answer::Stored(Receipt { name, size, modified: None, blake3: None, proof: Proof::Checked })
        }
        (UploadState::Refused, _, Some(problem)) => Answer::Refused(problem),
        (UploadState::Open | UploadState::Refused, ..) => Answer::Located { offset: upload.offset },
    })
}

async fn finish(resource: &Resource, target: &Target) -> Result<Answer, ApiError> {
    let on_conflict = match target.mode {
        Mode::Create => OnConflict::Fail,
        Mode::KeepBoth => OnConflict::Rename,
        Mode::Replace { .. } | Mode::ReplaceAnyway => OnConflict::Replace,
    };
    let finish = Finish { path: Some(target.path.as_str().to_owned()), on_conflict };
    let entry = fetch(long_request("POST", address(resource), to_json(&finish))).await?;
    Ok(Answer::Stored(Receipt::of(&entry, Proof::Checked)))
}

fn no(error: ApiError) -> Answer {
    match error {
        ApiError::Problem(problem) => Answer::Refused(problem),
        ApiError::Foreign { status } => Answer::Foreign { status },
        ApiError::Unreachable => Answer::Lost,
    }
}

fn told_by(status: u16) -> Problem {
    let kind = match status {
        401 => ProblemKind::Unauthenticated,
        404 => ProblemKind::NotFound,
        410 => ProblemKind::UploadGone,
        _ => ProblemKind::UploadBusy,
    };
    Problem {
        kind,
        title: kind.title().to_owned(),
        status,
        detail: String::new(),
        instance: None,
        extensions: Box::default(),
    }
}

fn proof(checksum: Option<&String>) -> Proof {
    if checksum.is_some() { Proof::Checked } else { Proof::Unchecked }
}

/// A digest as RFC 9530 writes it.
fn structured(digest: &str) -> String {
    format!("blake3=:{digest}:")
}

fn address(resource: &Resource) -> String {
    format!("{}/{}", url::UPLOADS, resource.0)
}

fn tus(method: &'static str, url: String, body: Body) -> Request {
    let mut request = request(method, url, body);
    request.headers.push(("Tus-Resumable", "1.0.0".to_owned()));
    request
}

fn offset(response: &Response) -> Result<u64, ApiError> {
    let offset = response.header("Upload-Offset").and_then(|offset| offset.parse::<u64>().ok());
    offset.ok_or(ApiError::Foreign { status: response.status })
}
