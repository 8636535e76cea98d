//! `/api/plan`: what would become of files, before they are sent.

use holdall_shared::{Plan, PlanRequest, url};

use super::{ApiError, fetch, long_request, to_json};

/// Asks about at most [`PlanRequest::MAX`] files.
pub(crate) async fn plan(request: &PlanRequest) -> Result<Plan, ApiError> {
    fetch(long_request("POST", url::PLAN.to_owned(), to_json(request))).await
}
