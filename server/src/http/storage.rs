//! `GET /api/storage`: what takes how much.

use actix_web::HttpResponse;
use holdall_shared::{Action, EntryPath};

use super::{call::Call, problem::Failure};

/// GET.
pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::List, &EntryPath::ROOT)?;
    Ok(HttpResponse::Ok().json(call.state().files.storage(&permit).await?))
}
