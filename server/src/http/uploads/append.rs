//! PATCH: bytes are appended. The answer to the last ones comes after the file is published, and is its receipt.

use actix_web::{
    HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderName},
    },
};
use holdall_shared::ProblemKind;

use super::{BYTES, Call, answer, bytes, check_version, id, invalid, permit, service, to_the_end};
use crate::{
    http::{
        body::Body,
        claims::claims,
        header::{digest, tus},
        listen::Stopping,
        problem::Failure,
    },
    intake::{Filled, Source, SourceError},
    store::{KeptId, block::Block},
    uploads::{Appended, Checksum, Chunk, WholeDigests},
};

/// PATCH.
pub(in crate::http) async fn append(mut call: Call) -> Result<HttpResponse, Failure> {
    check_version(&call)?;
    let id = id(&call)?;
    permit(call.actor(), &service(&call).look(&id).await?)?;
    if !call.media_type().is_some_and(|media_type| media_type.eq_ignore_ascii_case(BYTES)) {
        let detail = format!("Send the bytes as `Content-Type: {BYTES}`.");
        return Err(Failure::new(ProblemKind::UnsupportedMedia, detail));
    }
    let Some(offset) = bytes(&call, "upload-offset")? else {
        let detail = "Send Upload-Offset: where these bytes begin. HEAD says where the upload stands.";
        return Err(Failure::new(ProblemKind::InvalidRequest, detail));
    };
    let claims = claims(call.request().headers())?;
    let chunk = Chunk {
        offset,
        length: bytes(&call, "upload-length")?,
        checksum: checksum(&call)?,
        digests: WholeDigests { sha256: claims.sha256, blake3: claims.blake3 },
    };
    let appended = to_the_end(async move { take_in(&mut call, &id, chunk).await }).await?;
    let mut response = answer(StatusCode::NO_CONTENT, Some(appended.offset), appended.expires);
    if let Some(uploaded) = &appended.published {
        let entry = &uploaded.entry;
        response.insert_header((header::ETAG, entry.etag.clone().unwrap_or_default()));
        response.insert_header((header::CONTENT_LOCATION, entry.url.clone()));
        let digest = digest::format_blake3(&uploaded.digests);
        response.insert_header((HeaderName::from_static("repr-digest"), digest));
    }
    Ok(response.finish())
}

pub(super) fn checksum(call: &Call) -> Result<Option<Checksum>, Failure> {
    let field = call.header("upload-checksum").map(tus::parse_checksum).transpose();
    field.map_err(|error| invalid("Upload-Checksum", error))
}

/// Appends a request's body. Must be run to its end.
pub(super) async fn take_in(call: &mut Call, id: &KeptId, chunk: Chunk) -> Result<Appended, Failure> {
    let (uploads, stopping) = (service(call), call.state().stopping.clone());
    let mut body = UntilStop { body: call.body()?, stopping };
    Ok(uploads.append(id, &chunk, &mut body).await?)
}

/// A body that breaks off when the server stops: what has arrived is to be on the disk before that.
struct UntilStop<'a> {
    body: Body<'a>,
    stopping: Stopping,
}

impl Source for UntilStop<'_> {
    fn length(&self) -> Option<u64> {
        self.body.length()
    }

    async fn fill(&mut self, block: &mut Block) -> Result<Filled, SourceError> {
        tokio::select! {
            biased;
            _ = self.stopping.wait_for(|is_stopping| *is_stopping) => Err(SourceError::Interrupted),
            filled = self.body.fill(block) => filled,
        }
    }
}
