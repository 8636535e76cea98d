//! `/api/batch`: many changes, a result for each.

use holdall_shared::{Batch, BatchResult, BatchResults, Operation, url};

use super::{ApiError, fetch, long_request, to_json};

/// Operations of one request: few enough that what a broken connection leaves unknown is little.
pub(crate) const AT_ONCE: usize = 100;

/// What came of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answered {
    /// One for each operation, as far as the server has answered.
    pub(crate) results: Vec<BatchResult>,
    /// Why it has not answered about the rest.
    pub(crate) error: Option<ApiError>,
}

/// Asks for all of them, in order; stops at the first request that gets no results.
pub(crate) async fn run(operations: &[Operation]) -> Answered {
    let mut results = Vec::with_capacity(operations.len());
    for operations in operations.chunks(AT_ONCE) {
        let batch = Batch { operations: operations.to_vec() };
        match fetch::<BatchResults>(long_request("POST", url::BATCH.to_owned(), to_json(&batch))).await {
            Ok(answered) => results.extend(answered.results),
            Err(error) => return Answered { results, error: Some(error) },
        }
    }
    Answered { results, error: None }
}
