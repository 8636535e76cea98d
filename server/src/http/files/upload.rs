//! POST and PUT of `/files/{path}`: what arrives, how it is checked, where it goes.

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderName, HeaderValue},
};
use holdall_shared::{Action, Entry, EntryKind, EntryPath, OnConflict, ProblemKind, Timestamp, url};
use serde::Deserialize;

use crate::http::{
    call::{Call, Flag},
    claims::claims,
    header::{
        date::HttpDate,
        digest,
        modified::X_OC_MTIME,
        precondition::{Intent, Validators, Verdict},
    },
    multipart,
    problem::{Failure, nothing_to_replace},
};
use crate::{
    auth::{Actor, Denied, Permit},
    files::{Claims, CreateOptions, ReplaceOptions, Uploaded},
    store::{Expect, StoreError},
    validator::EntityTag,
};

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::http) struct CreateQuery {
    on_conflict: OnConflict,
    parents: Flag,
    modified: Option<Timestamp>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct UpdateQuery {
    modified: Option<Timestamp>,
}

impl CreateQuery {
    /// The right to create, and to replace where that is asked for.
    pub(in crate::http) fn permit(&self, actor: &Actor, path: &EntryPath) -> Result<Permit, Denied> {
        if self.on_conflict == OnConflict::Replace {
            actor.permit(Action::Update, path)?;
        }
        actor.permit(Action::Create, path)
    }

    /// `claims` is what the headers say; what the address says goes before.
    pub(in crate::http) fn options(&self, claims: Claims) -> CreateOptions {
        let claims = Claims { modified: self.modified.or(claims.modified), ..claims };
        CreateOptions { on_conflict: self.on_conflict, parents: self.parents.into(), claims }
    }
}

/// POST: create. A folder's address takes `multipart/form-data`.
pub(in crate::http) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let raw = call.raw_path(url::FILES)?;
    let path = url::parse_entry_path(raw)?;
    let query: CreateQuery = call.query()?;
    if url::names_folder(raw) {
        return multipart::create(call, path, &query).await;
    }
    let permit = query.permit(call.actor(), &path)?;
    let (files, claims) = (call.state().files.clone(), claims(call.request().headers())?);
    let uploaded = files.create(&permit, &mut call.body()?, query.options(claims)).await?;
    Ok(answer(created(&uploaded.entry), &uploaded, &claims))
}

/// PUT: update, or create with `If-None-Match: *`.
pub(in crate::http) async fn update(mut call: Call) -> Result<HttpResponse, Failure> {
    let raw = call.raw_path(url::FILES)?;
    let path = url::parse_entry_path(raw)?;
    if url::names_folder(raw) {
        return Err(StoreError::IsFolder.into());
    }
    if call.header("content-range").is_some() {
        return Err(Failure::new(
            ProblemKind::InvalidRequest,
            "A part of a file can't be replaced: leave Content-Range out.",
        ));
    }
    let (files, claims) = (call.state().files.clone(), claims(call.request().headers())?);
    if call.preconditions().demands_absence() {
        let query: CreateQuery = call.query()?;
        let permit = call.permit(Action::Create, &path)?;
        let options = CreateOptions { on_conflict: OnConflict::Fail, ..query.options(claims) };
        let uploaded = files.create(&permit, &mut call.body()?, options).await;
        let uploaded = uploaded.map_err(|error| Failure::from(error).into_failed_precondition())?;
        return Ok(answer(created(&uploaded.entry), &uploaded, &claims));
    }
    let query: UpdateQuery = call.query()?;
    let permit = call.permit(Action::Update, &path)?;
    let missing = |failure: Failure| match failure.kind() {
        ProblemKind::NotFound => nothing_to_replace(&path),
        _ => failure,
    };
    let expect = expectation(&call, &permit).await.map_err(missing)?;
    let options = ReplaceOptions { expect, claims: Claims { modified: query.modified.or(claims.modified), ..claims } };
    let uploaded = files.replace(&permit, &mut call.body()?, options).await;
    let uploaded = uploaded.map_err(|error| missing(error.into()))?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::ETAG, uploaded.entry.etag.clone().unwrap_or_default()));
    Ok(answer(response.json(&uploaded.entry), &uploaded, &claims))
}

/// Adds what the client asked to be told.
fn answer(mut response: HttpResponse, uploaded: &Uploaded, claims: &Claims) -> HttpResponse {
    let digest = digest::format(&uploaded.digests, claims.wanted).and_then(|field| field.parse().ok());
    if let Some(digest) = digest {
        response.headers_mut().insert(HeaderName::from_static("repr-digest"), digest);
    }
    if claims.modified.is_some() {
        response.headers_mut().insert(HeaderName::from_static(X_OC_MTIME), HeaderValue::from_static("accepted"));
    }
    response
}

/// Looks at the preconditions of a change of an existing file. What passes them now must still be there when the change
/// is made.
pub(super) async fn expectation(call: &Call, permit: &Permit) -> Result<Expect, Failure> {
    let stat = call.state().files.current(permit).await?;
    match stat.kind {
        EntryKind::Folder => return Err(StoreError::IsFolder.into()),
        EntryKind::Link | EntryKind::Other => return Err(StoreError::NotRegular.into()),
        EntryKind::File => {}
    }
    let validators = Validators { etag: EntityTag::of(&stat.version), last_modified: HttpDate::of(stat.modified) };
    let preconditions = call.preconditions();
    match preconditions.evaluate(&validators, Intent::Change) {
        Verdict::Proceed if preconditions.are_any() => Ok(Expect::Match(stat.version)),
        Verdict::Proceed => Ok(Expect::Present),
        Verdict::NotModified | Verdict::Failed => Err(StoreError::Changed.into()),
    }
}

/// 201 with where it is and which content it has.
pub(in crate::http) fn created(entry: &Entry) -> HttpResponse {
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, entry.url.clone()));
    if let Some(etag) = &entry.etag {
        response.insert_header((header::ETAG, etag.clone()));
    }
    response.json(entry)
}
