//! POST: an upload begins; perhaps with its first bytes, perhaps made of other uploads.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use holdall_shared::{EntryPath, OnConflict, ProblemKind, url};

use super::{BYTES, Call, answer, append::take_in, bytes, check_version, invalid, permit_place, service, to_the_end};
use crate::{
    catalog::UploadTerms,
    http::{
        claims::claims,
        header::{
            modified::parse_seconds,
            tus::{self, Concat},
        },
        problem::Failure,
        transfers::target,
    },
    store::KeptId,
    uploads::{Chunk, Creation, Status, UploadError},
};

/// POST.
pub(in crate::http) async fn begin(mut call: Call) -> Result<HttpResponse, Failure> {
    check_version(&call)?;
    let metadata = call.header_list("upload-metadata").unwrap_or_default();
    let concat = call.header("upload-concat").map(str::to_owned);
    let kind = concat.as_deref().map(tus::parse_concat).transpose().map_err(|error| invalid("Upload-Concat", error))?;
    let wanted = Wanted::read(&metadata)?;
    let claims = claims(call.request().headers())?;
    let terms = UploadTerms {
        actor: call.actor().id().to_owned(),
        parents: wanted.parents,
        on_conflict: wanted.on_conflict,
        if_match: wanted.if_match.clone(),
        modified: wanted.modified,
        sha256: claims.sha256,
        blake3: claims.blake3,
        metadata: (!metadata.is_empty()).then(|| metadata.clone()),
        concat: concat.clone(),
        ..UploadTerms::default()
    };
    let creation = Creation { length: length(&call, kind.as_ref())?, terms };
    let uploads = service(&call);
    let status = match kind {
        Some(Concat::Partial) => {
            let permit = permit_place(call.actor(), &EntryPath::ROOT, OnConflict::Fail)?;
            uploads.begin_part(&permit, creation).await?
        }
        Some(Concat::Final(parts)) => {
            let (permit, parts) = (permit_place(call.actor(), &wanted.path()?, wanted.on_conflict)?, ids(&parts)?);
            let made = to_the_end(async move { Ok(uploads.concatenate(&permit, creation, &parts).await?) }).await?;
            return Ok(created(&made, Some(made.offset)));
        }
        None => {
            let permit = permit_place(call.actor(), &wanted.path()?, wanted.on_conflict)?;
            uploads.begin(&permit, creation).await?
        }
    };
    let has_body = call.has_body();
    match (has_body, call.media_type().is_some_and(|media_type| media_type.eq_ignore_ascii_case(BYTES))) {
        (true, false) => {
            // What is refused after it has begun leaves nothing.
            service(&call).end(&status.id).await?;
            Err(Failure::new(
                ProblemKind::UnsupportedMedia,
                format!("Send the first bytes as `Content-Type: {BYTES}`."),
            ))
        }
        (false, _) if status.length != Some(0) => Ok(created(&status, None)),
        // Without bytes it is whole at once.
        _ => {
            let chunk = Chunk { checksum: super::append::checksum(&call)?, ..Chunk::default() };
            let id = status.id.clone();
            let appended = to_the_end(async move { take_in(&mut call, &id, chunk).await }).await?;
            Ok(created(&status, Some(appended.offset)))
        }
    }
}

fn created(status: &Status, offset: Option<u64>) -> HttpResponse {
    let mut response = answer(StatusCode::CREATED, offset, status.expires);
    response.insert_header((header::LOCATION, format!("{}/{}", url::UPLOADS, status.id)));
    response.finish()
}

/// How long it will be, or that this is told later.
fn length(call: &Call, kind: Option<&Concat<'_>>) -> Result<Option<u64>, Failure> {
    let refused = |detail: &str| Err(Failure::new(ProblemKind::InvalidRequest, detail));
    match (bytes(call, "upload-length")?, call.header("upload-defer-length"), kind) {
        (None, None, Some(Concat::Final(_))) => Ok(None),
        (_, _, Some(Concat::Final(_))) => {
            refused("An upload that is made of others has their length: leave Upload-Length out.")
        }
        (Some(length), None, _) => Ok(Some(length)),
        (None, Some("1"), _) => Ok(None),
        (Some(_), Some(_), _) => refused("Send either Upload-Length or `Upload-Defer-Length: 1`, not both."),
        (None, _, _) => {
            refused("Send Upload-Length, the length of the whole file in bytes; or `Upload-Defer-Length: 1`.")
        }
    }
}

/// The uploads of these addresses, whatever host they name.
fn ids(addresses: &[&str]) -> Result<Vec<KeptId>, Failure> {
    addresses
        .iter()
        .map(|address| {
            let id = address.rsplit('/').next().unwrap_or_default();
            id.parse().map_err(|_invalid| UploadError::NotAPart((*address).to_owned()).into())
        })
        .collect()
}

/// What `Upload-Metadata` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Wanted {
    path: Option<String>,
    parents: bool,
    on_conflict: OnConflict,
    if_match: Option<String>,
    modified: Option<holdall_shared::Timestamp>,
}

impl Wanted {
    fn read(metadata: &str) -> Result<Self, Failure> {
        let pairs = tus::parse_metadata(metadata).map_err(|error| invalid("Upload-Metadata", error))?;
        let text = |key: &str| {
            let value = pairs.iter().find(|(other, _)| *other == key).map(|(_, value)| value);
            value.map(|value| std::str::from_utf8(value).map_err(|_invalid| no_text(key))).transpose()
        };
        // Uppy says `null` where there is no folder.
        let relative = text("relativePath")?.filter(|path| !path.is_empty() && *path != "null");
        let named = match (text("path")?, relative, text("filename")?, text("name")?) {
            (Some(path), ..) | (None, Some(path), ..) => Some(path),
            (None, None, Some(name), _) | (None, None, None, Some(name)) => Some(name),
            (None, None, None, None) => None,
        };
        let on_conflict = match text("on-conflict")? {
            None | Some("fail") => OnConflict::Fail,
            Some("rename") => OnConflict::Rename,
            Some("replace") => OnConflict::Replace,
            Some(_) => return Err(bad("`on-conflict` in Upload-Metadata may be `fail`, `rename` or `replace`.")),
        };
        let modified = text("mtime")?
            .map(|seconds| {
                let detail = "`mtime` in Upload-Metadata is a number of seconds since 1970, such as 1795444260.";
                parse_seconds(seconds).ok_or_else(|| bad(detail))
            })
            .transpose()?;
        let if_match = text("if-match")?.map(str::to_owned);
        if if_match.is_some() && on_conflict != OnConflict::Replace {
            return Err(bad("`if-match` in Upload-Metadata needs `on-conflict` to be `replace`."));
        }
        let parents = match text("parents")? {
            None => text("path")?.is_none() && relative.is_some(),
            Some(parents) => parents != "false",
        };
        Ok(Self { path: named.map(str::to_owned), parents, on_conflict, if_match, modified })
    }

    fn path(&self) -> Result<EntryPath, Failure> {
        let missing =
            "Say in Upload-Metadata where the file is to go: `path`, or `filename`, with its value in Base64.";
        target(self.path.as_deref().ok_or_else(|| bad(missing))?)
    }
}

fn bad(detail: &str) -> Failure {
    Failure::new(ProblemKind::InvalidRequest, detail)
}

fn no_text(key: &str) -> Failure {
    bad(&format!("The value of `{key}` in Upload-Metadata is no UTF-8."))
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64;

    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Option<Wanted> {
        let pairs: Vec<String> =
            pairs.iter().map(|(key, value)| format!("{key} {}", BASE64.encode(value.as_bytes()))).collect();
        Wanted::read(&pairs.join(",")).ok()
    }

    #[test]
    fn the_place_is_what_the_clients_of_the_field_send() {
        let path = |pairs: &[(&str, &str)]| read(pairs).unwrap().path;
        let some = |path: &str| Some(path.to_owned());
        assert_eq!(path(&[("path", "a/b"), ("filename", "c")]), some("a/b"));
        assert_eq!(path(&[("relativePath", "a/b"), ("filename", "b")]), some("a/b"));
        assert_eq!(path(&[("relativePath", "null"), ("filename", "b")]), some("b"));
        assert_eq!(path(&[("name", "b"), ("type", "text/plain")]), some("b"));
        assert_eq!(path(&[("type", "text/plain")]), None);
    }

    #[test]
    fn folders_of_a_tree_are_made_and_others_where_that_is_said() {
        assert!(read(&[("relativePath", "a/b")]).unwrap().parents);
        assert!(!read(&[("path", "a/b")]).unwrap().parents);
        assert!(read(&[("path", "a/b"), ("parents", "")]).unwrap().parents);
        assert!(!read(&[("relativePath", "a/b"), ("parents", "false")]).unwrap().parents);
    }

    #[test]
    fn what_is_said_wrongly_is_refused() {
        assert_eq!(read(&[("path", "a"), ("on-conflict", "overwrite")]), None);
        assert_eq!(read(&[("path", "a"), ("if-match", "\"x\"")]), None);
        assert_eq!(read(&[("path", "a"), ("mtime", "yesterday")]), None);
        assert!(Wanted::read("path /w==").is_err(), "no UTF-8");
    }
}
