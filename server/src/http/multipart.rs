//! `POST /files/{folder}/` with `multipart/form-data` (RFC 7578): each file part is created in the folder.
//!
//! Parts are created one by one, as they arrive; an error leaves those before it created and says how many. Fields that
//! carry no file name are passed over, and counted.

use actix_multipart::{Field, Multipart};
use actix_web::{HttpResponse, web};
use futures_util::StreamExt as _;
use holdall_shared::{CreatedFiles, Entry, EntryPath, FileName, FilePath, ProblemKind};

use super::{
    body::{Pace, fill},
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

/// Most parts of one form: the answer tells each file that was created, and waits in memory for the last.
const MOST_PARTS: usize = 10_000;

pub(super) async fn create(call: Call, folder: EntryPath, query: &CreateQuery) -> Result<HttpResponse, Failure> {
    let media_type = call.header("content-type").unwrap_or_default();
    if !media_type.to_ascii_lowercase().starts_with("multipart/form-data") {
        return Err(Failure::new(
            ProblemKind::UnsupportedMedia,
            "A folder takes `multipart/form-data`. To create one file, name it in the address, without a slash at its end.",
        ));
    }
    claims::refuse_of_form(call.request().headers())?;
    let (parts, mut call) = call.into_multipart()?;
    let mut parts = Parts { parts, taken: 0 };
    let mut files = Vec::new();
    loop {
        match create_next(&mut parts, &mut call, &folder, query).await {
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
    Ok(HttpResponse::Created().json(CreatedFiles { files }))
}

/// The parts of a form, counted.
struct Parts {
    parts: Multipart,
    taken: usize,
}

impl Parts {
    async fn next(&mut self, pace: &mut Pace) -> Result<Option<Field>, Failure> {
        let Some(part) = pace.wait(self.parts.next()).await? else { return Ok(None) };
        self.taken += 1;
        if self.taken > MOST_PARTS {
            let detail = format!("A form may have at most {MOST_PARTS} parts. Send less at once.");
            return Err(Failure::new(ProblemKind::TooLarge, detail));
        }
        Ok(Some(part.map_err(|_error| SourceError::Malformed)?))
    }
}

async fn create_next(
    parts: &mut Parts,
    call: &mut MultipartCall,
    folder: &EntryPath,
    query: &CreateQuery,
) -> Result<Option<Entry>, Failure> {
    loop {
        let Some(mut field) = parts.next(&mut call.pace).await? else { return Ok(None) };
        let name = field.content_disposition().and_then(|disposition| disposition.get_filename()).map(str::to_owned);
        match name {
            None => drain(&mut field, &mut call.pace).await?,
            Some(name) => {
                let name = FileName::new(&name).map_err(FilesError::from)?;
                let path = FilePath::new(folder.clone(), name).to_entry_path();
                let permit = query.permit(&call.actor, &path)?;
                let claims = claims::claims(field.headers())?;
                let mut body = PartBody { field, rest: web::Bytes::new(), pace: &mut call.pace };
                return Ok(Some(call.state.files.create(&permit, &mut body, query.options(claims)).await?.entry));
            }
        }
    }
}

async fn drain(field: &mut Field, pace: &mut Pace) -> Result<(), SourceError> {
    while let Some(chunk) = pace.wait(field.next()).await? {
        pace.count(chunk.map_err(|_error| SourceError::Incomplete)?.len());
    }
    Ok(())
}

/// The bytes of one part; their number is not announced.
struct PartBody<'a> {
    field: Field,
    rest: web::Bytes,
    pace: &'a mut Pace,
}

impl Source for PartBody<'_> {
    fn length(&self) -> Option<u64> {
        None
    }

    async fn fill(&mut self, block: &mut Block) -> Result<Filled, SourceError> {
        fill(block, &mut self.rest, &mut self.field, self.pace).await
    }
}
