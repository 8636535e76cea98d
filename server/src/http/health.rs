//! `/healthz`: the process answers. `/readyz`: it also takes changes.

use actix_web::HttpResponse;

use super::{call::Call, problem::Failure};

pub(super) async fn alive(_call: Call) -> Result<HttpResponse, Failure> {
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n"))
}

pub(super) async fn ready(call: Call) -> Result<HttpResponse, Failure> {
    call.state().files.ready().await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"))
}
