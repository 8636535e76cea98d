//! The reference: what the API is (OpenAPI 3.1) and what can go wrong, made from the table of routes, the shared DTOs and
//! the catalogue of problems. It works offline and without any script.
//!
//! - [`doc`]: what a route says of itself, as values that stand beside it in the table;
//! - [`operations`]: those values;
//! - [`schemas`]: the DTOs, by `utoipa`;
//! - [`openapi`]: the rendering for tools; [`operations_page`], [`problem_pages`] (in the words of [`advice`]): for people.

mod advice;
pub(super) mod doc;
mod html;
mod openapi;
pub(super) mod operations;
mod operations_page;
mod problem_pages;
mod schemas;

use actix_web::HttpResponse;
use holdall_shared::url;

use super::{
    call::Call,
    problem::{Failure, no_such_route},
    revalidated::{FOR_ALL, Told, revalidated},
};

/// What the pages may do: show themselves.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";
const STYLE: &str = include_str!("reference/reference.css");

/// GET `/api/openapi.json`.
pub(super) async fn openapi(call: Call) -> Result<HttpResponse, Failure> {
    Ok(answer(&call, "application/json", openapi::text()))
}

/// GET `/api/docs`.
pub(super) async fn operations_page(call: Call) -> Result<HttpResponse, Failure> {
    Ok(answer(&call, HTML, operations_page::html()))
}

/// GET `/api/docs.css`.
pub(super) async fn style(call: Call) -> Result<HttpResponse, Failure> {
    Ok(answer(&call, "text/css; charset=utf-8", STYLE))
}

/// GET `/problems`.
pub(super) async fn problems_page(call: Call) -> Result<HttpResponse, Failure> {
    Ok(answer(&call, HTML, problem_pages::index()))
}

/// GET `/problems/{kind}`.
pub(super) async fn problem_page(call: Call) -> Result<HttpResponse, Failure> {
    let slug = call.raw_path(url::PROBLEMS)?.trim_start_matches('/');
    match problem_pages::page(slug) {
        Some(html) => Ok(answer(&call, HTML, html)),
        None => Err(no_such_route(call.request().uri().path())),
    }
}

const HTML: &str = "text/html; charset=utf-8";

fn answer(call: &Call, media_type: &str, content: &'static str) -> HttpResponse {
    revalidated(call.request(), content, &Told { media_type, cache: FOR_ALL, policy: Some(POLICY) })
}
