//! `GET /api/entries/{path}`: file information.

use actix_web::HttpResponse;
use holdall_shared::{Action, url};
use serde::Deserialize;

use super::{
    call::{Call, Flag},
    problem::Failure,
};

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct ReadQuery {
    digest: Flag,
}

/// GET. `?digest` takes the right to read: a digest tells whether a content is the one that somebody supposes.
pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    let path = call.path(url::ENTRIES)?;
    let query: ReadQuery = call.query()?;
    let list = call.permit(Action::List, &path)?;
    let files = &call.state().files;
    let entry = match query.digest {
        Flag::Off => files.entry(&list).await?,
        Flag::On => files.entry_with_digests(&list, &call.permit(Action::Read, &path)?).await?,
    };
    Ok(HttpResponse::Ok().json(entry))
}
