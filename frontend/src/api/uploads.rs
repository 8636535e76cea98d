//! Sending a file: `POST /files/{path}` makes one, `PUT` replaces one.

use holdall_shared::url;
use web_sys::File;

use super::{ApiError, read, request};
use crate::{
    browser::{
        files,
        xhr::{self, Body},
    },
    upload::machine::{Answer, Mode, Target},
};

/// Sends the whole file; `on_progress` hears how many bytes have left. Dropping the future aborts.
pub(crate) async fn send(file: File, target: Target, on_progress: impl Fn(u64) + 'static) -> Answer {
    let address = url::entry_url(url::FILES, &target.path);
    let (method, address, header) = match target.mode {
        Mode::Create => ("POST", address, None),
        Mode::KeepBoth => ("POST", format!("{address}?on-conflict=rename"), None),
        Mode::Replace { etag } => ("PUT", address, Some(("If-Match", etag))),
        Mode::ReplaceAnyway => ("PUT", address, None),
    };
    let mut request = request(method, address, Body::File(file.clone()));
    request.headers.extend(header);
    match read(xhr::send(&request, Some(Box::new(on_progress))).await) {
        Ok(entry) => Answer::Stored(entry),
        Err(ApiError::Problem(problem)) => Answer::Refused(problem),
        Err(ApiError::Foreign { status }) => Answer::Foreign { status },
        Err(ApiError::Unreachable) if files::is_readable(&file).await => Answer::Lost,
        Err(ApiError::Unreachable) => Answer::Unreadable,
    }
}
