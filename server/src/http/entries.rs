//! `GET /api/entries/{path}`: file information.

use actix_web::HttpResponse;
use holdall_shared::{Action, url};

use super::{call::Call, problem::Failure};

pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::List, &call.path(url::ENTRIES)?)?;
    Ok(HttpResponse::Ok().json(call.state().files.entry(&permit).await?))
}
