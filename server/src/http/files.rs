//! `/files/{path}`: content, for people and `curl`.

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderName, HeaderValue},
};
use holdall_shared::{Action, Deleted, Entry, EntryKind, EntryPath, OnConflict, ProblemKind, Timestamp, url};
use serde::Deserialize;

use super::{
    call::{Call, Flag},
    header::{
        date::HttpDate,
        disposition::Disposition,
        modified::{X_OC_MTIME, parse_seconds},
        precondition::{Intent, Validators, Verdict},
    },
    multipart,
    problem::{Failure, nothing_to_replace},
    representation::Representation,
    trash::parse_id,
};
use crate::{
    auth::{Actor, Denied, Permit},
    files::{CreateOptions, ReplaceOptions},
    keeper::Fate,
    store::{Expect, StoreError},
    validator::EntityTag,
};

#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
struct ReadQuery {
    inline: Flag,
    version: Option<String>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CreateQuery {
    on_conflict: OnConflict,
    parents: Flag,
    modified: Option<Timestamp>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct UpdateQuery {
    modified: Option<Timestamp>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DeleteQuery {
    permanent: Flag,
}

impl CreateQuery {
    /// The right to create, and to replace where that is asked for.
    pub(super) fn permit(&self, actor: &Actor, path: &EntryPath) -> Result<Permit, Denied> {
        if self.on_conflict == OnConflict::Replace {
            actor.permit(Action::Update, path)?;
        }
        actor.permit(Action::Create, path)
    }

    /// `modified` is what the header says, where the address says nothing.
    pub(super) fn options(&self, modified: Option<Timestamp>) -> CreateOptions {
        CreateOptions {
            on_conflict: self.on_conflict,
            parents: self.parents.into(),
            modified: self.modified.or(modified),
        }
    }
}

impl DeleteQuery {
    pub(super) fn fate(&self) -> Fate {
        match self.permanent {
            Flag::On => Fate::Gone,
            Flag::Off => Fate::Trash,
        }
    }
}

/// GET, HEAD: download. A folder's address leads a person to the page.
pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    let raw = call.raw_path(url::FILES)?;
    let path = url::parse_entry_path(raw)?;
    let query: ReadQuery = call.query()?;
    let permit = call.permit(Action::Read, &path)?;
    let Some(name) = path.name() else { return folder(&call, &path) };
    let files = &call.state().files;
    let opened = match &query.version {
        Some(id) => files.open_version(&permit, &parse_id(id)?).await.map_err(Failure::from),
        None => files.open(&permit).await.map_err(Failure::from),
    };
    let opened = match opened {
        Err(failure) if failure.kind() == ProblemKind::IsFolder => return folder(&call, &path),
        opened => opened?,
    };
    if url::names_folder(raw) {
        return Err(StoreError::NotFolder.into());
    }
    let disposition = match query.inline {
        Flag::On => Disposition::Inline,
        Flag::Off => Disposition::Attachment,
    };
    Representation::new(opened, &name, disposition).respond(&call)
}

fn folder(call: &Call, path: &EntryPath) -> Result<HttpResponse, Failure> {
    if !call.is_navigation() {
        return Err(StoreError::IsFolder.into());
    }
    let page = if path.is_root() { "/".to_owned() } else { url::entry_url(url::BROWSE, path) };
    Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, page)).finish())
}

/// POST: create. A folder's address takes `multipart/form-data`.
pub(super) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let raw = call.raw_path(url::FILES)?;
    let path = url::parse_entry_path(raw)?;
    let query: CreateQuery = call.query()?;
    if url::names_folder(raw) {
        return multipart::create(call, path, &query).await;
    }
    let permit = query.permit(call.actor(), &path)?;
    let (files, modified) = (call.state().files.clone(), modified_header(&call)?);
    let entry = files.create(&permit, &mut call.body()?, query.options(modified)).await?;
    Ok(with_modified_accepted(created(&entry), modified))
}

/// PUT: update, or create with `If-None-Match: *`.
pub(super) async fn update(mut call: Call) -> Result<HttpResponse, Failure> {
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
    let (files, modified) = (call.state().files.clone(), modified_header(&call)?);
    if call.preconditions().demands_absence() {
        let query: CreateQuery = call.query()?;
        let permit = call.permit(Action::Create, &path)?;
        let options = CreateOptions { on_conflict: OnConflict::Fail, ..query.options(modified) };
        let entry = files.create(&permit, &mut call.body()?, options).await;
        let entry = entry.map_err(|error| Failure::from(error).into_failed_precondition())?;
        return Ok(with_modified_accepted(created(&entry), modified));
    }
    let query: UpdateQuery = call.query()?;
    let permit = call.permit(Action::Update, &path)?;
    let missing = |failure: Failure| match failure.kind() {
        ProblemKind::NotFound => nothing_to_replace(&path),
        _ => failure,
    };
    let expect = expectation(&call, &permit).await.map_err(missing)?;
    let options = ReplaceOptions { expect, modified: query.modified.or(modified) };
    let entry = files.replace(&permit, &mut call.body()?, options).await.map_err(|error| missing(error.into()))?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::ETAG, entry.etag.clone().unwrap_or_default()));
    Ok(with_modified_accepted(response.json(entry), modified))
}

/// When the client says in a header that the file was last changed.
fn modified_header(call: &Call) -> Result<Option<Timestamp>, Failure> {
    let Some(text) = call.header(X_OC_MTIME) else { return Ok(None) };
    match parse_seconds(text) {
        Some(modified) => Ok(Some(modified)),
        None => Err(Failure::new(
            ProblemKind::InvalidRequest,
            "X-OC-Mtime is a number of seconds since 1970, such as 1795444260.",
        )),
    }
}

fn with_modified_accepted(mut response: HttpResponse, modified: Option<Timestamp>) -> HttpResponse {
    if modified.is_some() {
        response.headers_mut().insert(HeaderName::from_static(X_OC_MTIME), HeaderValue::from_static("accepted"));
    }
    response
}

/// DELETE of a file or a link.
pub(super) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let raw = call.raw_path(url::FILES)?;
    let path = url::parse_entry_path(raw)?;
    if url::names_folder(raw) {
        return Err(StoreError::IsFolder.into());
    }
    let query: DeleteQuery = call.query()?;
    let permit = call.permit(Action::Delete, &path)?;
    let expect = match expectation(&call, &permit).await {
        // A link goes by itself; what it points to stays.
        Err(failure) if failure.kind() == ProblemKind::NotRegular => Expect::Present,
        expect => expect?,
    };
    let deleted = call.state().files.delete(&permit, expect, query.fate()).await?;
    Ok(deletion(&call, &query, deleted))
}

/// 204, unless the client wants to know more, or has to: what was not to be deleted for good is gone.
pub(super) fn deletion(call: &Call, query: &DeleteQuery, deleted: Deleted) -> HttpResponse {
    let wants_more = call.header("prefer").is_some_and(|prefer| {
        prefer.split([',', ';']).any(|preference| preference.trim().eq_ignore_ascii_case("return=representation"))
    });
    let is_surprising = deleted.fate == holdall_shared::Fate::Gone && query.permanent == Flag::Off;
    let mut response = if wants_more || is_surprising { HttpResponse::Ok() } else { HttpResponse::NoContent() };
    if let Some(trashed) = &deleted.trashed {
        response.insert_header((header::LOCATION, format!("{}/{}", url::TRASH, trashed.id)));
    }
    if wants_more {
        response.insert_header(("Preference-Applied", "return=representation"));
    }
    if wants_more || is_surprising { response.json(deleted) } else { response.finish() }
}

/// Looks at the preconditions of a change of an existing file. What passes them now must still be there when the change
/// is made.
async fn expectation(call: &Call, permit: &Permit) -> Result<Expect, Failure> {
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
pub(super) fn created(entry: &Entry) -> HttpResponse {
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, entry.url.clone()));
    if let Some(etag) = &entry.etag {
        response.insert_header((header::ETAG, etag.clone()));
    }
    response.json(entry)
}
