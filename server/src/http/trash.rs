//! `/api/trash` and `/api/restore`: what was deleted is listed, put back, deleted for good.

use actix_web::HttpResponse;
use holdall_shared::{Action, Entry, EntryPath, ListingQuery, OnConflict, ProblemKind, Restore, TrashQuery, url};

use super::{
    call::{Call, Flag, check_limit},
    files::created,
    problem::Failure,
    transfers::target,
};
use crate::{
    auth::Actor,
    files::Files,
    store::{KeptId, Making, Naming, StoreError},
};

/// GET: one page.
pub(super) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::List, &EntryPath::ROOT)?;
    let query: TrashQuery = call.query()?;
    check_limit(query.limit, ListingQuery::MAX_LIMIT)?;
    Ok(HttpResponse::Ok().json(call.state().files.trash(&permit, query).await?))
}

/// GET: one entry.
pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::List, &EntryPath::ROOT)?;
    Ok(HttpResponse::Ok().json(call.state().files.trashed(&permit, &id_of(&call)?).await?))
}

/// DELETE of one entry: for good.
pub(super) async fn purge(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::Delete, &EntryPath::ROOT)?;
    call.state().files.purge(&permit, &id_of(&call)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// DELETE of the trash: everything in it, for good.
pub(super) async fn empty(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::Delete, &EntryPath::ROOT)?;
    Ok(HttpResponse::Ok().json(call.state().files.empty_trash(&permit).await?))
}

/// POST: put back.
pub(super) async fn restore(mut call: Call) -> Result<HttpResponse, Failure> {
    let request: Restore = call.json().await?;
    Ok(created(&restore_entry(&call.state().files, call.actor(), &request).await?))
}

/// Restoring takes the right to create where the entry goes.
pub(super) async fn restore_entry(files: &Files, actor: &Actor, request: &Restore) -> Result<Entry, Failure> {
    let id = parse_id(&request.id)?;
    let naming = match request.on_conflict {
        OnConflict::Fail => Naming::Exact,
        OnConflict::Rename => Naming::Numbered,
        OnConflict::Replace => {
            let detail = "Nothing is restored over an existing name. `on_conflict` may be `fail` or `rename`.";
            return Err(Failure::new(ProblemKind::InvalidRequest, detail));
        }
    };
    let to = match &request.to {
        Some(to) => target(to)?,
        None => files.trashed(&actor.permit(Action::List, &EntryPath::ROOT)?, &id).await?.path,
    };
    let parents = if request.parents { Flag::On } else { Flag::Off };
    let create = actor.permit(Action::Create, &to)?;
    let restored = files.restore(&create, &id, Making { naming, parents: parents.into() }).await;
    restored.map_err(|error| {
        let detail = "Something has that name already. Say another one in `to`, or keep both with `\"on_conflict\": \"rename\"`.";
        Failure::from(error).if_taken(detail)
    })
}

fn id_of(call: &Call) -> Result<KeptId, Failure> {
    parse_id(call.raw_path(url::TRASH)?.strip_prefix('/').unwrap_or_default())
}

/// What is no id is the id of nothing.
pub(super) fn parse_id(text: &str) -> Result<KeptId, Failure> {
    Ok(text.parse().map_err(|_invalid| StoreError::NotFound)?)
}
