//! `/files/{path}`: content, for people and `curl`.

mod upload;

use actix_web::{HttpResponse, http::header};
use holdall_shared::{Action, Deleted, EntryPath, ProblemKind, url};
use serde::Deserialize;

pub(super) use upload::{CreateQuery, create, created, update};

use self::upload::expectation;
use super::{
    call::{Call, Flag},
    header::disposition::Disposition,
    problem::Failure,
    representation::Representation,
    trash::parse_id,
};
use crate::{
    keeper::Fate,
    store::{Expect, StoreError},
};

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct ReadQuery {
    inline: Flag,
    version: Option<String>,
    /// Only for caches: another content has another address.
    #[serde(rename = "etag")]
    _etag: Option<String>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DeleteQuery {
    permanent: Flag,
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
    Representation::new(opened, &name, disposition).respond(&call).await
}

fn folder(call: &Call, path: &EntryPath) -> Result<HttpResponse, Failure> {
    if !call.is_navigation() {
        return Err(StoreError::IsFolder.into());
    }
    let page = if path.is_root() { "/".to_owned() } else { url::entry_url(url::BROWSE, path) };
    Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, page)).finish())
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
