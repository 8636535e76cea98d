//! `/api/storage`: what takes how much.

use holdall_shared::{Storage, url};

use super::{ApiError, fetch, request};
use crate::browser::xhr::Body;

/// As it is now.
pub(crate) async fn storage() -> Result<Storage, ApiError> {
    fetch(request("GET", url::STORAGE.to_owned(), Body::Empty)).await
}
