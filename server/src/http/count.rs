//! `GET /api/count/{path}`: how much is in a folder.
//!
//! Counting a large tree takes as long as walking through it. Meanwhile white space is sent, which JSON allows before a
//! value (RFC 8259 §2): it keeps the line open, and a client that is gone is noticed, which ends the walk.

use actix_web::{HttpResponse, web::Bytes};
use futures_util::stream;
use holdall_shared::{Action, FolderCount, url};

use super::{call::Call, problem::Failure};
use crate::store::{StoreError, Walk};

/// Batches of the walk between two signs of life: some ten thousand files.
const BATCHES: usize = 40;

/// GET.
pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    let path = call.path(url::COUNT)?;
    let permit = call.permit(Action::List, &path)?;
    let walk = call.state().files.walk(&permit).await?;
    let body = stream::try_unfold(Some((walk, FolderCount { files: 0, bytes: 0 })), next);
    Ok(HttpResponse::Ok().content_type("application/json").streaming(body))
}

type Counting = Option<(Box<dyn Walk>, FolderCount)>;

/// An error ends the connection: white space alone is no JSON.
async fn next(counting: Counting) -> Result<Option<(Bytes, Counting)>, StoreError> {
    let Some((mut walk, mut count)) = counting else { return Ok(None) };
    for _ in 0..BATCHES {
        let Some(batch) = walk.next_batch().await? else {
            let text = serde_json::to_vec(&count).map_err(|error| StoreError::Io(error.into()))?;
            return Ok(Some((text.into(), None)));
        };
        for (_, size) in batch {
            count.files += 1;
            count.bytes = count.bytes.saturating_add(size);
        }
    }
    Ok(Some((Bytes::from_static(b"\n"), Some((walk, count)))))
}
