//! `/api/folders`, `/api/entries`, `/api/move`, and deleting.

use holdall_shared::{Entry, EntryKind, EntryPath, Listing, ListingQuery, OnConflict, Transfer, url};

use super::{ApiError, fetch, request, tell, to_json};
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

/// Moves an entry to the trash.
pub(crate) async fn delete(path: &EntryPath, kind: EntryKind) -> Result<(), ApiError> {
    let prefix = if kind == EntryKind::Folder { url::FOLDERS } else { url::FILES };
    tell(request("DELETE", url::entry_url(prefix, path), Body::Empty)).await
}

fn folder_address(folder: &EntryPath) -> String {
    if folder.is_root() { url::folder_url(url::FOLDERS, folder) } else { url::entry_url(url::FOLDERS, folder) }
}
