//! `/api/plan`: what would become of files, before they are sent.

use holdall_shared::{Plan, PlanRequest, url};

use super::{ApiError, fetch, request, to_json};

/// Asks about a portion of files ([`PORTION`](crate::upload::plan::PORTION)).
pub(crate) async fn plan(files: &PlanRequest) -> Result<Plan, ApiError> {
    fetch(request("POST", url::PLAN.to_owned(), to_json(files))).await
}
