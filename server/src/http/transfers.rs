//! `POST /api/move` and `POST /api/copy`: another name or place, for an entry or a copy of it.

use actix_web::{HttpResponse, http::header};
use holdall_shared::{Action, Entry, EntryPath, FileName, FilePath, OnConflict, Transfer};

use super::{
    call::{Call, Flag},
    files::created,
    problem::Failure,
};
use crate::{
    auth::{Actor, Permit},
    files::{CopiedEntry, Files, FilesError, TransferOptions},
};

/// How many pipes, sockets and devices a copy has left out.
const SKIPPED: header::HeaderName = header::HeaderName::from_static("holdall-skipped");

/// POST: move or rename.
pub(super) async fn rename(mut call: Call) -> Result<HttpResponse, Failure> {
    let transfer: Transfer = call.json().await?;
    Ok(HttpResponse::Ok().json(move_entry(&call.state().files, call.actor(), &transfer).await?))
}

/// POST: copy.
pub(super) async fn copy(mut call: Call) -> Result<HttpResponse, Failure> {
    let transfer: Transfer = call.json().await?;
    let CopiedEntry { entry, skipped } = copy_entry(&call.state().files, call.actor(), &transfer).await?;
    let mut response = created(&entry);
    if skipped > 0 {
        response.headers_mut().insert(SKIPPED, skipped.into());
    }
    Ok(response)
}

/// Moving takes the rights to delete there and to create here.
pub(super) async fn move_entry(files: &Files, actor: &Actor, transfer: &Transfer) -> Result<Entry, Failure> {
    let delete = actor.permit(Action::Delete, &transfer.from)?;
    let create = permit_target(actor, transfer)?;
    Ok(files.rename(&delete, &create, options(transfer)).await?)
}

/// Copying takes the rights to read there and to create here.
pub(super) async fn copy_entry(files: &Files, actor: &Actor, transfer: &Transfer) -> Result<CopiedEntry, Failure> {
    let read = actor.permit(Action::Read, &transfer.from)?;
    let create = permit_target(actor, transfer)?;
    Ok(files.copy(&read, &create, options(transfer)).await?)
}

fn permit_target(actor: &Actor, transfer: &Transfer) -> Result<Permit, Failure> {
    let to = target(&transfer.to)?;
    if transfer.on_conflict == OnConflict::Replace {
        actor.permit(Action::Update, &to)?;
    }
    Ok(actor.permit(Action::Create, &to)?)
}

fn options(transfer: &Transfer) -> TransferOptions {
    let parents = if transfer.parents { Flag::On } else { Flag::Off };
    TransferOptions { on_conflict: transfer.on_conflict, parents: parents.into() }
}

/// A path that is to be made. Its name may be one that no entry can have: then the answer says why, and what would do.
pub(super) fn target(path: &str) -> Result<EntryPath, Failure> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = FileName::new(name).map_err(FilesError::from)?;
    let folder = EntryPath::new(folder).map_err(holdall_shared::url::UrlPathError::from)?;
    Ok(FilePath::new(folder, name).to_entry_path())
}
