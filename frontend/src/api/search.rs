//! `/api/search`: names of all folders.

use holdall_shared::{SearchQuery, SearchResults, url};

use super::{ApiError, fetch, request};
use crate::browser::xhr::Body;

/// One page of what is found.
pub(crate) async fn search(query: &SearchQuery) -> Result<SearchResults, ApiError> {
    let SearchQuery { q, path, offset, limit, hidden } = query;
    let (q, path) = (url::query_value(q), url::query_value(path.as_str()));
    let url = format!("{}?q={q}&path={path}&offset={offset}&limit={limit}&hidden={hidden}", url::SEARCH);
    fetch(request("GET", url, Body::Empty)).await
}
