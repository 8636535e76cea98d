//! The DTOs as schemas.

use holdall_shared::{
    Action, Batch, BatchResult, BatchResults, Deleted, Digests, Emptied, Entry, EntryKind, EntryName, EntryPath, Fate,
    FileList, FileListItem, FileVersion, FileVersions, Finish, FolderChange, FolderCount, FolderLost, FolderUploads,
    Limits, Listing, OnConflict, Operation, Plan, PlanRequest, PlannedFile, Previous, Problem, ProblemExtensions,
    Restore, RestoreVersion, RunningUpload, SearchResults, Session, SignIn, Span, Storage, Timestamp, Transfer,
    TrashListing, TrashedEntry, Upload, UploadState, Verdict,
};
use utoipa::{OpenApi, openapi::Components};

#[derive(OpenApi)]
#[openapi(components(schemas(
    Action,
    Batch,
    BatchResult,
    BatchResults,
    Deleted,
    Digests,
    Emptied,
    Entry,
    EntryKind,
    EntryName,
    EntryPath,
    Fate,
    FileList,
    FileListItem,
    FileVersion,
    FileVersions,
    Finish,
    FolderChange,
    FolderLost,
    FolderUploads,
    Limits,
    Listing,
    OnConflict,
    Operation,
    Plan,
    PlanRequest,
    PlannedFile,
    Previous,
    Problem,
    ProblemExtensions,
    Restore,
    RestoreVersion,
    RunningUpload,
    SearchResults,
    Session,
    SignIn,
    Span,
    Storage,
    FolderCount,
    Timestamp,
    Transfer,
    TrashListing,
    TrashedEntry,
    Upload,
    UploadState,
    Verdict,
)))]
struct Schemas;

/// All of them.
pub(super) fn components() -> Components {
    Schemas::openapi().components.unwrap_or_default()
}
