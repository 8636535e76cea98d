//! `/api/folders/{path}`: listed, made, deleted.

use actix_web::HttpResponse;
use holdall_shared::{Action, ListingQuery, MAX_NAME_BYTES, ProblemKind, url};
use serde::Deserialize;

use super::{
    call::{Call, Flag},
    files::{DeleteQuery, created, deletion},
    problem::{Failure, internal},
    revalidated::{FOR_ONE, Told, revalidated},
};

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct MakeQuery {
    parents: Flag,
}

/// GET: one page, with a validator: a poll costs little.
pub(super) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::List, &call.path(url::FOLDERS)?)?;
    let query: ListingQuery = call.query()?;
    if query.limit == 0 || query.limit > ListingQuery::MAX_LIMIT {
        let detail = format!("`limit` may be from 1 to {}.", ListingQuery::MAX_LIMIT);
        return Err(Failure::new(ProblemKind::InvalidRequest, detail));
    }
    if query.filter.len() > MAX_NAME_BYTES {
        let detail = format!("`filter` may have at most {MAX_NAME_BYTES} bytes: no name has more.");
        return Err(Failure::new(ProblemKind::InvalidRequest, detail));
    }
    let listing = call.state().files.listing(&permit, query).await?;
    let json = serde_json::to_vec(&listing).map_err(internal)?;
    Ok(revalidated(call.request(), json, &Told { media_type: "application/json", cache: FOR_ONE, policy: None }))
}

pub(super) async fn make(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::Create, &call.path(url::FOLDERS)?)?;
    let query: MakeQuery = call.query()?;
    Ok(created(&call.state().files.make_folder(&permit, query.parents.into()).await?))
}

pub(super) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::Delete, &call.path(url::FOLDERS)?)?;
    let query: DeleteQuery = call.query()?;
    let deleted = call.state().files.delete_folder(&permit, query.fate()).await?;
    Ok(deletion(&call, &query, deleted))
}
