//! `/api/trash`. Restoring and deleting for good are operations of a [`super::batch`].

use holdall_shared::{Emptied, TrashListing, url};

use super::{ApiError, fetch, long_request, request};
use crate::browser::xhr::Body;

/// One page of the trash, what was deleted last first.
pub(crate) async fn list(offset: u64, limit: u32) -> Result<TrashListing, ApiError> {
    let url = format!("{}?offset={offset}&limit={limit}", url::TRASH);
    fetch(request("GET", url, Body::Empty)).await
}

/// Deletes everything in it for good.
pub(crate) async fn empty() -> Result<Emptied, ApiError> {
    fetch(long_request("DELETE", url::TRASH.to_owned(), Body::Empty)).await
}
