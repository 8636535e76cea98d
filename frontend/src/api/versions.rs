//! `/api/versions`: what a file was before.

use holdall_shared::{Entry, EntryPath, FileVersions, RestoreVersion, url};

use super::{ApiError, fetch, long_request, request, tell, to_json};
use crate::browser::xhr::Body;

/// The kept versions of a file, the latest first.
pub(crate) async fn list(path: &EntryPath) -> Result<FileVersions, ApiError> {
    fetch(request("GET", url::entry_url(url::VERSIONS, path), Body::Empty)).await
}

/// Makes a version the file's content again; what the file was becomes a version.
pub(crate) async fn restore(path: &EntryPath, id: String) -> Result<Entry, ApiError> {
    let body = to_json(&RestoreVersion { id });
    fetch(long_request("POST", url::entry_url(url::VERSIONS, path), body)).await
}

/// Deletes a version for good.
pub(crate) async fn delete(path: &EntryPath, id: &str) -> Result<(), ApiError> {
    let url = format!("{}?id={}", url::entry_url(url::VERSIONS, path), url::query_value(id));
    tell(long_request("DELETE", url, Body::Empty)).await
}
