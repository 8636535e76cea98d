//! `/api/versions/{path}`: what a file was before. A version is downloaded as `/files/{path}?version={id}`.

use actix_web::{HttpResponse, http::header};
use holdall_shared::{Action, RestoreVersion, url};
use serde::Deserialize;

use super::{call::Call, problem::Failure, trash::parse_id};

#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct DeleteQuery {
    id: Option<String>,
}

/// GET: the versions, the latest first.
pub(super) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::List, &call.path(url::VERSIONS)?)?;
    Ok(HttpResponse::Ok().json(call.state().files.versions(&permit).await?))
}

/// POST: makes a version the file's content again.
pub(super) async fn restore(mut call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::Update, &call.path(url::VERSIONS)?)?;
    let request: RestoreVersion = call.json().await?;
    let entry = call.state().files.restore_version(&permit, &parse_id(&request.id)?).await?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::ETAG, entry.etag.clone().unwrap_or_default()));
    Ok(response.json(entry))
}

/// DELETE: one version, or all, for good.
pub(super) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::Delete, &call.path(url::VERSIONS)?)?;
    let query: DeleteQuery = call.query()?;
    let id = query.id.as_deref().map(parse_id).transpose()?;
    call.state().files.purge_versions(&permit, id.as_ref()).await?;
    Ok(HttpResponse::NoContent().finish())
}
