//! `GET /file-list`: every file of every folder, streamed as it is found, so that memory stays flat.

use actix_web::{HttpResponse, web::Bytes};
use futures_util::stream;
use holdall_shared::{Action, EntryKind, EntryPath, FileListItem};

use super::{call::Call, problem::Failure};
use crate::store::{StoreError, Walk};

pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    let permit = call.permit(Action::List, &EntryPath::ROOT)?;
    let walk = call.state().files.walk(&permit).await?;
    let body = stream::try_unfold(State::Begin(walk), next);
    Ok(HttpResponse::Ok().content_type("application/json").streaming(body))
}

enum State {
    Begin(Box<dyn Walk>),
    Items(Box<dyn Walk>, Separator),
    Done,
}

#[derive(Clone, Copy)]
enum Separator {
    None,
    Comma,
}

/// An error ends the connection: a list that is cut off is no JSON.
async fn next(state: State) -> Result<Option<(Bytes, State)>, StoreError> {
    let (mut walk, mut separator) = match state {
        State::Begin(walk) => {
            return Ok(Some((Bytes::from_static(b"{\"files\":["), State::Items(walk, Separator::None))));
        }
        State::Items(walk, separator) => (walk, separator),
        State::Done => return Ok(None),
    };
    let Some(batch) = walk.next_batch().await? else {
        return Ok(Some((Bytes::from_static(b"]}\n"), State::Done)));
    };
    let mut text = Vec::new();
    for (path, size) in batch {
        if matches!(separator, Separator::Comma) {
            text.push(b',');
        }
        separator = Separator::Comma;
        let item = FileListItem { url: EntryKind::File.url(&path), name: path, size };
        serde_json::to_writer(&mut text, &item).map_err(|error| StoreError::Io(error.into()))?;
    }
    Ok(Some((text.into(), State::Items(walk, separator))))
}
