//! `/api/folders/{path}`: listed, made, deleted.

use actix_web::HttpResponse;
use holdall_shared::{Action, ListingQuery, ProblemKind, url};
use serde::Deserialize;

use super::{
    call::{Call, Flag},
    files::{DeleteQuery, created, deletion},
    problem::Failure,
};

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct MakeQuery {
    parents: Flag,
}

pub(super) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::List, &call.path(url::FOLDERS)?)?;
    let query: ListingQuery = call.query()?;
    if query.limit == 0 || query.limit > ListingQuery::MAX_LIMIT {
        let detail = format!("`limit` may be from 1 to {}.", ListingQuery::MAX_LIMIT);
        return Err(Failure::new(ProblemKind::InvalidRequest, detail));
    }
    Ok(HttpResponse::Ok().json(call.state().files.listing(&permit, query).await?))
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
