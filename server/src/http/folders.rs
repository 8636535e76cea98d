//! `/api/folders/{path}`: listed, made, deleted.

use actix_web::HttpResponse;
use holdall_shared::{Action, Entry, ListingQuery, MAX_NAME_BYTES, ProblemKind, url};
use serde::Deserialize;

use super::{
    call::{Call, Flag, check_limit},
    files::{DeleteQuery, created, deletion},
    problem::{Failure, internal},
    revalidated::{FOR_ONE, Told, revalidated},
};
use crate::{auth::Permit, files::Files};

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct MakeQuery {
    parents: Flag,
}

/// GET: one page, with a validator: a poll costs little.
pub(super) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::List, &call.path(url::FOLDERS)?)?;
    let query: ListingQuery = call.query()?;
    check_limit(query.limit, ListingQuery::MAX_LIMIT)?;
    for (name, text) in [("filter", &query.filter), ("at", &query.at), ("begins", &query.begins)] {
        if text.len() > MAX_NAME_BYTES {
            let detail = format!("`{name}` may have at most {MAX_NAME_BYTES} bytes: no name has more.");
            return Err(Failure::new(ProblemKind::InvalidRequest, detail));
        }
    }
    let listing = call.state().files.listing(&permit, query).await?;
    let json = serde_json::to_vec(&listing).map_err(internal)?;
    Ok(revalidated(call.request(), json, &Told { media_type: "application/json", cache: FOR_ONE, policy: None }))
}

pub(super) async fn make(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::Create, &call.path(url::FOLDERS)?)?;
    if permit.path().is_root() {
        return Err(Failure::new(ProblemKind::NameTaken, "The upload folder is there already. Name a folder in it."));
    }
    let query: MakeQuery = call.query()?;
    Ok(created(&make_folder(&call.state().files, &permit, query.parents).await?))
}

/// Makes a folder. A name that is taken stays as it is, whatever is said about conflicts elsewhere.
pub(super) async fn make_folder(files: &Files, create: &Permit, parents: Flag) -> Result<Entry, Failure> {
    let made = files.make_folder(create, parents.into()).await;
    made.map_err(|error| Failure::from(error).if_taken("Something has that name already. Choose another one."))
}

pub(super) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::Delete, &call.path(url::FOLDERS)?)?;
    if permit.path().is_root() {
        return Err(Failure::new(
            ProblemKind::IsFolder,
            "The upload folder itself can't be deleted. Delete what is in it.",
        ));
    }
    let query: DeleteQuery = call.query()?;
    let deleted = call.state().files.delete_folder(&permit, query.fate()).await?;
    Ok(deletion(&call, &query, deleted))
}
