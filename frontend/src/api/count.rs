//! `/api/count`: how much is in a folder.

use holdall_shared::{EntryPath, FolderCount, url};

use super::{ApiError, fetch, long_request};
use crate::browser::xhr::Body;

/// Takes as long as walking through the folder; dropping the future ends it.
pub(crate) async fn count(folder: &EntryPath) -> Result<FolderCount, ApiError> {
    fetch(long_request("GET", url::entry_url(url::COUNT, folder), Body::Empty)).await
}
