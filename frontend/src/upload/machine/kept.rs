//! Uploads that outlive the page: what the browser remembers of those that the server has in part.
//!
//! A file that is added again (the same path, size and time of change, on the same terms) goes on with what is there.
//! One that another tab is sending, or this page already, is left alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Command, Failure, Mode, Phase, Queue, Resource, Upload, UploadId,
    course::{Standing, Way},
};

/// An upload that is on the server in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Where its bytes are.
    pub resource: String,
    /// Where it is to go.
    pub path: String,
    /// Bytes it will have.
    pub size: u64,
    /// When the file was last changed.
    pub modified_ms: Option<i64>,
    /// On which terms it was begun.
    pub mode: String,
    /// Bytes that had arrived when it was last heard of.
    pub offset: u64,
}

/// Who is sending it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// It waits for its file.
    Nobody,
    /// Another upload of this page or of another tab.
    Another,
}

/// By path.
pub(super) type KeptUploads = BTreeMap<String, (Kept, Holder)>;

/// The upload as it is to be remembered.
fn keep(upload: &Upload) -> Option<Kept> {
    Some(Kept {
        resource: upload.course.resource()?.0.clone(),
        path: path_of(upload)?,
        size: upload.size,
        modified_ms: upload.modified_ms,
        mode: written(&upload.mode),
        offset: upload.course.offset,
    })
}

/// Lets it be remembered as it is now.
pub(super) fn remember(queue: &Queue, id: UploadId, commands: &mut Vec<Command>) {
    commands.extend(queue.get(id).and_then(keep).map(Command::Keep));
}

/// Lets it be forgotten: there is nothing to go on with.
pub(super) fn forget(upload: &Upload, commands: &mut Vec<Command>) {
    commands.extend(upload.course.resource().map(|resource| Command::Drop { resource: resource.clone() }));
}

/// Takes up what is there of an upload that begins.
pub(super) fn take_up(kept: &mut KeptUploads, upload: &mut Upload) {
    let Some(path) = path_of(upload) else { return };
    let is_same = |kept: &Kept| {
        kept.size == upload.size && kept.modified_ms == upload.modified_ms && kept.mode == written(&upload.mode)
    };
    match kept.get(&path) {
        Some((kept, Holder::Another)) if is_same(kept) => upload.phase = Phase::Failed(Failure::Underway),
        Some((there, Holder::Nobody)) if is_same(there) => {
            upload.course.way = Way::Begun(Resource(there.resource.clone()), Standing::Unknown);
            upload.course.offset = there.offset.min(upload.size);
            upload.phase = Phase::Interrupted { until_ms: None };
            kept.remove(&path);
        }
        _ => {}
    }
}

fn path_of(upload: &Upload) -> Option<String> {
    upload.target().ok().map(|target| target.path.as_str().to_owned())
}

fn written(mode: &Mode) -> String {
    match mode {
        Mode::Create => "create".to_owned(),
        Mode::KeepBoth => "rename".to_owned(),
        Mode::Replace { etag } => format!("replace {etag}"),
        Mode::ReplaceAnyway => "replace".to_owned(),
    }
}
