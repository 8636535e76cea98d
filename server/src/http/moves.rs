//! `POST /api/move`: another name or place; never over an existing one.

use actix_web::HttpResponse;
use holdall_shared::{Action, EntryPath, FileName, FilePath, Transfer};

use super::{call::Call, problem::Failure};
use crate::files::FilesError;

pub(super) async fn rename(mut call: Call) -> Result<HttpResponse, Failure> {
    let request: Transfer = call.json().await?;
    // The new name may be one that no entry can have: then the answer says why, and what would do.
    let (folder, name) = request.to.rsplit_once('/').unwrap_or(("", &request.to));
    let name = FileName::new(name).map_err(FilesError::from)?;
    let folder = EntryPath::new(folder).map_err(holdall_shared::url::UrlPathError::from)?;
    let to = FilePath::new(folder, name).to_entry_path();
    let delete = call.permit(Action::Delete, &request.from)?;
    let create = call.permit(Action::Create, &to)?;
    Ok(HttpResponse::Ok().json(call.state().files.rename(&delete, &create).await?))
}
