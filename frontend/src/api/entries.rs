//! `/api/folders`, `/api/entries`, `/api/move`.

use holdall_shared::{Entry, EntryPath, Listing, ListingQuery, OnConflict, Transfer, url};

use super::{ApiError, ahead, fetch, long_request, read, request, to_json};
use crate::browser::xhr::{Body, Request};

/// Asks for one page of a folder, before anybody waits for it.
pub(crate) fn list_ahead(folder: &EntryPath, query: &ListingQuery) {
    ahead::send_listing(&listing(folder, query));
}

/// Does not wait for what was asked for ahead.
pub(crate) fn forget_ahead() {
    ahead::forget();
}

/// One page of a folder.
pub(crate) async fn list(folder: &EntryPath, query: ListingQuery) -> Result<Listing, ApiError> {
    read(ahead::listing(&listing(folder, &query)).await)
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

fn listing(folder: &EntryPath, query: &ListingQuery) -> Request {
    request("GET", format!("{}?{}", folder_address(folder), query.to_query()), Body::Empty)
}

fn folder_address(folder: &EntryPath) -> String {
    if folder.is_root() { url::folder_url(url::FOLDERS, folder) } else { url::entry_url(url::FOLDERS, folder) }
}
