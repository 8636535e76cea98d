//! `/api/folders`, `/api/entries`, `/api/move`.

use holdall_shared::{Entry, EntryPath, Listing, ListingQuery, OnConflict, Transfer, url};

use super::{ApiError, fetch, long_request, request, to_json};
use crate::browser::xhr::Body;

/// One page of a folder.
pub(crate) async fn list(folder: &EntryPath, query: ListingQuery) -> Result<Listing, ApiError> {
    let url = format!("{}?{}", folder_address(folder), query.to_query());
    fetch(request("GET", url, Body::Empty)).await
}

/// What is known of one entry.
pub(crate) async fn entry(path: &EntryPath) -> Result<Entry, ApiError> {
    fetch(request("GET", url::entry_url(url::ENTRIES, path), Body::Empty)).await
}

/// The same with digests of its content, which the server may have to read first.
pub(crate) async fn entry_with_digests(path: &EntryPath) -> Result<Entry, ApiError> {
    let url = url::entry_url(url::ENTRIES, path) + "?digest";
    fetch(long_request("GET", url, Body::Empty)).await
}

/// Makes a folder.
pub(crate) async fn make_folder(path: &EntryPath) -> Result<Entry, ApiError> {
    fetch(request("POST", url::entry_url(url::FOLDERS, path), Body::Empty)).await
}

/// Gives an entry another name. `to` is its whole new path, checked by the server.
pub(crate) async fn rename(from: EntryPath, to: String) -> Result<Entry, ApiError> {
    fetch(request(
        "POST",
        url::MOVE.to_owned(),
        to_json(&Transfer { from, to, on_conflict: OnConflict::Fail, parents: false }),
    ))
    .await
}

fn folder_address(folder: &EntryPath) -> String {
    if folder.is_root() { url::folder_url(url::FOLDERS, folder) } else { url::entry_url(url::FOLDERS, folder) }
}
