//! `/api/plan`: what would become of files, before they are sent.

use holdall_shared::{Plan, PlanRequest, url};

use super::{ApiError, Patience, Request, fetch, request, to_json};

/// Asks about at most [`PlanRequest::MAX`] files. Files wait for the answer: one that does not come is not waited for.
pub(crate) async fn plan(files: &PlanRequest) -> Result<Plan, ApiError> {
    let question = request("POST", url::PLAN.to_owned(), to_json(files));
    fetch(Request { patience: Patience::Long, ..question }).await
}
