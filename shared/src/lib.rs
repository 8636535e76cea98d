//! What Holdall's server and its page must agree on.
//!
//! Pure: no I/O, no clock, no async; it builds for the host and for `wasm32-unknown-unknown`.
//!
//! - names and paths: [`EntryName`], [`EntryPath`] for what exists, [`FileName`], [`FilePath`] for what may be made;
//! - [`url`]: how a path is written into a URL and read back, strictly;
//! - the DTOs of the JSON API: [`Entry`], [`Listing`], [`Transfer`], [`Batch`], [`TrashListing`], [`FileVersions`],
//!   [`Plan`], [`Upload`], [`Limits`], [`Session`], [`FileList`];
//! - [`Problem`]: the closed catalogue of what can go wrong;
//! - [`natural_order`], [`ByteSize`], [`Timestamp`]: how they sort, how much, and when.

mod batch;
mod digests;
mod entry;
mod events;
mod file_list;
mod limits;
mod listing;
mod name;
mod operation;
mod order;
mod path;
mod plan;
mod problem;
mod search;
mod session;
mod size;
mod storage;
mod timestamp;
mod trash;
mod uploads;
pub mod url;
mod versions;

pub use batch::{Batch, BatchResult, BatchResults, Operation};
pub use digests::Digests;
pub use entry::{CreatedFiles, Entry, EntryKind};
pub use events::{FolderChange, FolderLost, FolderUploads, RunningUpload};
pub use file_list::{FileList, FileListItem};
pub use limits::Limits;
pub use listing::{Direction, Grouping, Listing, ListingQuery, SortKey, Span};
pub use name::{EntryName, EntryNameError, FileName, InvalidName, MAX_NAME_BYTES, NameFault, collision_key};
pub use operation::{OnConflict, Transfer};
pub use order::{natural_key, natural_order};
pub use path::{EntryPath, FilePath};
pub use plan::{Plan, PlanRequest, PlannedFile, Verdict};
pub use problem::{Problem, ProblemExtensions, ProblemKind};
pub use search::{SearchQuery, SearchResults};
pub use session::{Action, Session, SignIn};
pub use size::{ByteSize, InvalidByteSize};
pub use storage::{FolderCount, Storage};
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use trash::{Deleted, Emptied, Fate, Restore, TrashListing, TrashQuery, TrashedEntry};
pub use uploads::{Finish, Upload, UploadState};
pub use versions::{FileVersion, FileVersions, Previous, RestoreVersion};
