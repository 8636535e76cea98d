//! HEAD and GET: how an upload stands. POST: what was refused is published under other terms.

use actix_web::{
    HttpResponse,
    http::{Method, StatusCode, header::HeaderName},
};
use holdall_shared::{EntryPath, Finish, Upload, UploadState};

use super::{Call, UPLOAD_LENGTH, answer, check_version, id, permit, permit_place, service, to_the_end};
use crate::{
    http::{problem::Failure, transfers::target},
    uploads::{NewTerms, Outcome, Status, UploadError},
};

/// GET and HEAD. HEAD is for whoever goes on with it, so whoever sends to it now is asked to stop; GET only looks.
pub(in crate::http) async fn look(call: Call) -> Result<HttpResponse, Failure> {
    let (uploads, id) = (service(&call), id(&call)?);
    let status = uploads.look(&id).await?;
    permit(call.actor(), &status)?;
    if *call.method() != Method::HEAD {
        return Ok(HttpResponse::Ok().json(describe(status, call.request_id())));
    }
    check_version(&call)?;
    let status = to_the_end(async move { Ok(uploads.settle(&id).await?) }).await?;
    if let Outcome::Refused(refusal) = status.outcome {
        return Err(super::problem::over(refusal));
    }
    let mut response = answer(StatusCode::OK, Some(status.offset), status.expires);
    match status.length {
        Some(length) => response.insert_header((UPLOAD_LENGTH, length)),
        None => response.insert_header((HeaderName::from_static("upload-defer-length"), "1")),
    };
    if let Some(metadata) = status.sent.metadata {
        response.insert_header((HeaderName::from_static("upload-metadata"), metadata));
    }
    if let Some(concat) = status.sent.concat {
        response.insert_header((HeaderName::from_static("upload-concat"), concat));
    }
    Ok(response.finish())
}

/// POST to an upload: what could not be published is published under these terms.
pub(in crate::http) async fn finish(mut call: Call) -> Result<HttpResponse, Failure> {
    let (uploads, id) = (service(&call), id(&call)?);
    let status = uploads.look(&id).await?;
    permit(call.actor(), &status)?;
    let Finish { path, on_conflict } = call.json().await?;
    let path = match path {
        Some(path) => target(&path)?,
        None => status.path.ok_or(UploadError::NotRefused)?,
    };
    let permit = permit_place(call.actor(), &path, on_conflict)?;
    let terms = NewTerms { on_conflict };
    let uploaded = to_the_end(async move { Ok(uploads.finish(&id, &permit, terms).await?) }).await?;
    Ok(HttpResponse::Ok().json(&uploaded.entry))
}

fn describe(status: Status, request_id: &str) -> Upload {
    let (state, entry, problem) = match status.outcome {
        Outcome::Open => (UploadState::Open, None, None),
        Outcome::Complete(entry) => (UploadState::Complete, entry.map(|entry| *entry), None),
        Outcome::Refused(refusal) => {
            let problem = super::problem::refused(refusal).into_problem(request_id);
            (UploadState::Refused, None, Some(problem))
        }
    };
    Upload {
        id: status.id.to_string(),
        path: status.path.unwrap_or(EntryPath::ROOT),
        offset: status.offset,
        length: status.length,
        expires: status.expires,
        state,
        entry,
        problem,
    }
}
