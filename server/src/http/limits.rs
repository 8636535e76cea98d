//! `GET /api/limits`: what this server takes.

use actix_web::HttpResponse;
use holdall_shared::{Action, EntryPath, Limits, ListingQuery, MAX_NAME_BYTES};

use super::{call::Call, problem::Failure};
use crate::uploads;

pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    call.permit(Action::List, &EntryPath::ROOT)?;
    let files = &call.state().files;
    let space = files.space().await?;
    let keeping = files.keeper().keeping();
    Ok(HttpResponse::Ok().json(Limits {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        max_file_size: files.max_size(),
        free_space: space.free,
        max_name_bytes: MAX_NAME_BYTES,
        max_page: ListingQuery::MAX_LIMIT,
        quota: space.quota,
        upload_days: u32::try_from(uploads::LIFETIME.as_secs() / 86_400).unwrap_or(u32::MAX),
        trash_days: keeping.trash_days,
        versions: keeping.versions,
        kept_size: files.keeper().most_bytes().await.map_err(crate::files::FilesError::from)?,
    }))
}
