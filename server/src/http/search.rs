//! `GET /api/search?q=…`: names anywhere below a folder.

use actix_web::HttpResponse;
use holdall_shared::{Action, MAX_NAME_BYTES, ProblemKind, SearchQuery};

use super::{
    call::{Call, check_limit},
    problem::Failure,
};

/// GET.
pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    let query: SearchQuery = call.query()?;
    let permit = call.permit(Action::List, &query.path)?;
    let invalid = |detail: String| Err(Failure::new(ProblemKind::InvalidRequest, detail));
    if query.q.trim().is_empty() {
        return invalid("Say what to look for: ?q=words.".to_owned());
    }
    if query.q.len() > MAX_NAME_BYTES {
        return invalid(format!("`q` may have at most {MAX_NAME_BYTES} bytes: no name has more."));
    }
    check_limit(query.limit, SearchQuery::MAX_LIMIT)?;
    Ok(HttpResponse::Ok().json(call.state().files.search(&permit, query).await?))
}
