//! `--static-dir`: the page from a folder, through `actix_files::Files`. For people who change the page; users' files
//! never come this way.

use std::{io, path::Path};

use actix_files::Files;
use actix_web::{
    Error, Route,
    body::MessageBody,
    dev::{HttpServiceFactory, ServiceRequest, ServiceResponse},
    http::header::{self, HeaderValue},
    middleware::{Next, from_fn},
    web,
};

use super::assets::is_hashed;

/// Serves the folder's files; what it does not have goes to `otherwise`.
pub(super) fn service(folder: &Path, otherwise: Route) -> impl HttpServiceFactory + use<> {
    let files = Files::new("/", folder).prefer_utf8(true).disable_content_disposition().default_handler(otherwise);
    web::scope("").wrap(from_fn(add_headers)).service(files)
}

/// Reads `index.html` of the folder.
#[expect(clippy::disallowed_methods, reason = "the folder is a setting and the name is fixed")]
pub(super) async fn read_index(folder: &Path) -> io::Result<String> {
    let path = folder.join("index.html");
    tokio::task::spawn_blocking(move || std::fs::read_to_string(path)).await.map_err(io::Error::other)?
}

async fn add_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let is_hashed = is_hashed(request.path());
    let mut response = next.call(request).await?;
    let caching =
        if is_hashed && response.status().is_success() { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}
