//! `POST /files/{folder}/` with `multipart/form-data` (RFC 7578): each file part is created in the folder.
//!
//! Parts are created one by one, as they arrive; an error leaves those before it created and says how many. Fields that
//! carry no file name are passed over.

use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::{HttpResponse, web};
use futures_util::StreamExt as _;
use holdall_shared::{Entry, EntryPath, FileName, FilePath, ProblemKind};
use serde::Serialize;
use tokio::time::timeout;

use super::{
    body::fill,
    call::{Call, MultipartCall},
    claims,
    files::CreateQuery,
    problem::Failure,
};
use crate::{
    files::FilesError,
    intake::{Filled, Source, SourceError},
    store::block::Block,
};

/// What was created.
#[derive(Serialize)]
struct Created {
    files: Vec<Entry>,
}

pub(super) async fn create(call: Call, folder: EntryPath, query: &CreateQuery) -> Result<HttpResponse, Failure> {
    let media_type = call.header("content-type").unwrap_or_default();
    if !media_type.to_ascii_lowercase().starts_with("multipart/form-data") {
        return Err(Failure::new(
            ProblemKind::UnsupportedMedia,
            "A folder takes `multipart/form-data`. To create one file, name it in the address.",
        ));
    }
    claims::refuse_of_form(call.request().headers())?;
    let (mut parts, call) = call.into_multipart()?;
    let mut files = Vec::new();
    loop {
        match create_next(&mut parts, &call, &folder, query).await {
            Ok(Some(entry)) => files.push(entry),
            Ok(None) => break,
            Err(failure) if files.is_empty() => return Err(failure),
            Err(failure) => {
                let names: Vec<String> = files.iter().map(|entry: &Entry| format!("“{}”", entry.name)).collect();
                let detail = format!("Created before this error: {}.", names.join(", "));
                return Err(failure.with_more_detail(&detail));
            }
        }
    }
    if files.is_empty() {
        return Err(Failure::new(ProblemKind::InvalidRequest, "No part of the form carries a file."));
    }
    Ok(HttpResponse::Created().json(Created { files }))
}

async fn create_next(
    parts: &mut Multipart,
    call: &MultipartCall,
    folder: &EntryPath,
    query: &CreateQuery,
) -> Result<Option<Entry>, Failure> {
    let idle_timeout = call.state.idle_timeout;
    loop {
        let Some(part) = timeout(idle_timeout, parts.next()).await.map_err(|_elapsed| SourceError::Stalled)? else {
            return Ok(None);
        };
        let mut field = part.map_err(|_error| SourceError::Malformed)?;
        let name = field.content_disposition().and_then(|disposition| disposition.get_filename()).map(str::to_owned);
        match name {
            None => drain(&mut field, idle_timeout).await?,
            Some(name) => {
                let name = FileName::new(&name).map_err(FilesError::from)?;
                let path = FilePath::new(folder.clone(), name).to_entry_path();
                let permit = query.permit(&call.actor, &path)?;
                let claims = claims::claims(field.headers())?;
                let mut body = PartBody { field, rest: web::Bytes::new(), idle_timeout };
                return Ok(Some(call.state.files.create(&permit, &mut body, query.options(claims)).await?.entry));
            }
        }
    }
}

async fn drain(field: &mut Field, idle_timeout: Duration) -> Result<(), SourceError> {
    while let Some(chunk) = timeout(idle_timeout, field.next()).await.map_err(|_elapsed| SourceError::Stalled)? {
        chunk.map_err(|_error| SourceError::Incomplete)?;
    }
    Ok(())
}

/// The bytes of one part; their number is not announced.
struct PartBody {
    field: Field,
    rest: web::Bytes,
    idle_timeout: Duration,
}

impl Source for PartBody {
    fn length(&self) -> Option<u64> {
        None
    }

    async fn fill(&mut self, block: &mut Block) -> Result<Filled, SourceError> {
        fill(block, &mut self.rest, &mut self.field, self.idle_timeout).await
    }
}
