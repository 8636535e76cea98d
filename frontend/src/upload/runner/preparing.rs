//! The bytes of a request: hashed by the worker, and the next slice meanwhile. What is sent is the slice of the file itself,
//! which the browser reads while it sends, so that nothing is held in memory; where that is not what was hashed, the
//! server refuses it.

use std::collections::HashMap;

use web_sys::{Blob, File};

use super::Inner;
use crate::{
    api::{self, uploads::Prepared},
    browser::{
        clock, files,
        hasher::{FormFile, Hashed, Pending},
    },
    number,
    upload::machine::{Ask, Part, Phase, Slice, UploadId},
};

/// A slice that is read before its turn.
pub(super) struct Ahead {
    slice: Slice,
    blob: Blob,
    pending: Pending,
}

/// Bytes on their way from the disk.
pub(super) struct Reading {
    blob: Blob,
    pending: Pending,
}

impl Inner {
    /// Begins to read what the request sends, and what comes after it. Nothing, if the file is not there any more.
    pub(super) fn read(&mut self, id: UploadId, ask: &Ask) -> Option<Reading> {
        let (slice, ahead, size) = match ask {
            Ask::Whole { size, .. } => (Slice { from: 0, length: *size }, None, *size),
            Ask::Append { slice, ahead, size, .. } => (*slice, *ahead, *size),
            Ask::Begin { .. } | Ask::Locate { .. } | Ask::Receipt { .. } | Ask::Finish { .. } => return None,
        };
        let file = self.files.get(&id)?.clone();
        let begin = |slice: Slice| {
            let blob = part(&file, slice)?;
            let pending = self.hasher.hash(id.0, &blob, slice.from, size);
            Some((blob, pending))
        };
        let read_before = self.ahead.remove(&id).filter(|ahead| ahead.slice == slice);
        let (blob, pending) = match read_before {
            Some(Ahead { blob, pending, .. }) => (blob, pending),
            None => begin(slice)?,
        };
        if let Some(slice) = ahead
            && let Some((blob, pending)) = begin(slice)
        {
            self.ahead.insert(id, Ahead { slice, blob, pending });
        }
        Some(Reading { blob, pending })
    }

    /// Begins to write a form with these files; and its boundary. Nothing, if one is not there any more.
    pub(super) fn write_form(&self, parts: &[Part]) -> Option<(String, Pending)> {
        let file = |part: &Part| {
            let bytes: Blob = self.files.get(&part.id)?.clone().into();
            let name = part.target.path.name()?.as_str().to_owned();
            Some(FormFile { bytes, name, modified: part.target.modified_ms.map(api::uploads::seconds) })
        };
        let files = parts.iter().map(file).collect::<Option<Vec<_>>>()?;
        // Drawn by lot: no file can have it in it.
        let drawn: Vec<String> = (0..8).map(|_| format!("{:04x}", clock::chance())).collect();
        let boundary = format!("holdall-{}", drawn.concat());
        let form = self.hasher.write_form(&boundary, &files);
        Some((boundary, form))
    }

    /// Lets go of what was read ahead for uploads whose turn is over.
    pub(super) fn drop_what_is_not_next(&mut self) {
        let Self { ahead, queue, .. } = self;
        let ahead: &mut HashMap<_, _> = ahead;
        ahead.retain(|id, _| queue.get(*id).is_some_and(|upload| matches!(upload.phase, Phase::Sending { .. })));
    }
}

impl Reading {
    /// The bytes with their digests; or without, where nothing can hash them. Nothing, if they cannot be read any more.
    pub(super) async fn finish(self) -> Option<Prepared> {
        match self.pending.await {
            Hashed::Read { slice, whole } => Some(Prepared { payload: self.blob, checksum: Some(slice), whole }),
            Hashed::Unreadable | Hashed::Form(_) => None,
            Hashed::Unhashed => Some(Prepared { payload: self.blob, checksum: None, whole: None }),
        }
    }
}

/// A part of a file; all of it is the file itself.
fn part(file: &File, slice: Slice) -> Option<Blob> {
    let (from, end) = (number::to_float(slice.from), number::to_float(slice.end()));
    file.slice_with_f64_and_f64(from, end).ok()
}

/// Whether the file can still be read.
pub(super) async fn is_readable(file: Option<File>) -> bool {
    match file {
        Some(file) => files::is_readable(&file).await,
        None => false,
    }
}
