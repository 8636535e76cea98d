//! Words of the upload tray.

use holdall_shared::{ByteSize, EntryKind};

use super::{files, number, problems, quoted};
use crate::upload::machine::{Failure, Phase, Upload};

/// The tray's name.
pub const UPLOADS: &str = "Uploads";
/// Folds the tray.
pub const FOLD: &str = "Hide the list of uploads";
/// Unfolds it.
pub const UNFOLD: &str = "Show the list of uploads";
/// Closes it when all is done.
pub const CLOSE: &str = "Close uploads";
/// A row that waits for its turn.
pub const WAITING: &str = "Waiting";
/// All bytes have left, the server has not answered.
pub const FINISHING: &str = "Finishing";
/// The server has published it.
pub const UPLOADED: &str = "Uploaded";
/// The same, where the server has compared a checksum of every byte.
pub const UPLOADED_AND_CHECKED: &str = "Uploaded and checked";
/// What a tick opens.
pub const RECEIPT: &str = "Receipt";
/// In a receipt: when it was stored.
pub const MODIFIED: &str = "Modified";
/// In a receipt.
pub const SIZE: &str = "Size";
/// In a receipt.
pub const CHECKSUM: &str = "BLAKE3";
/// On a phone that may turn its screen off.
pub const KEEP_OPEN: &str = "Keep this page open and the screen on until it is done.";
/// Stops one for now.
pub const PAUSE: &str = "Pause";
/// Lets it go on.
pub const RESUME: &str = "Resume";
/// Stops all for now.
pub const PAUSE_ALL: &str = "Pause all uploads";
/// Lets them go on.
pub const RESUME_ALL: &str = "Resume all uploads";
/// The line dropped.
pub const PAUSED_OFFLINE: &str = "Paused: no connection. It goes on by itself.";
/// The session ended.
pub const PAUSED_SIGNED_OUT: &str = "Paused. Please sign in again.";
/// The same, under [`PAUSED`].
pub const NO_CONNECTION: &str = "No connection. It goes on by itself.";
/// The session ended, under [`PAUSED`].
pub const SIGN_IN_AGAIN: &str = "Please sign in again.";
/// Nothing moves: the first line of the tray.
pub const PAUSED: &str = "Paused";
/// Stops one upload.
pub const CANCEL: &str = "Cancel";
/// Sends it again.
pub const RETRY: &str = "Retry";
/// Sends a file that was changed, from its beginning.
pub const UPLOAD_AGAIN: &str = "Upload again";
/// Goes to the file.
pub const SHOW: &str = "Show";
/// Opens the dialog that chooses files.
pub const CHOOSE_AGAIN: &str = "Choose files";
/// Goes on with unfinished uploads.
pub const CONTINUE: &str = "Continue";
/// Throws away what has arrived of unfinished uploads.
pub const DISCARD: &str = "Discard";
/// Takes the row away.
pub const REMOVE: &str = "Remove";
/// The server numbers the new one.
pub const KEEP_BOTH: &str = "Keep both";
/// The new content takes the place of the old.
pub const REPLACE: &str = "Replace";
/// Though somebody else changed it.
pub const REPLACE_ANYWAY: &str = "Replace anyway";
/// Leaves what is here.
pub const SKIP: &str = "Skip";
/// For all rows that wait for the same answer.
pub const KEEP_ALL: &str = "Keep both for all";
/// For all rows that wait for the same answer.
pub const REPLACE_ALL: &str = "Replace all";
/// For all rows that wait for the same answer.
pub const SKIP_ALL: &str = "Skip all";
/// The line was cut again and again.
pub const UNSTEADY: &str = "The connection broke off several times.";
/// The server has lost what had arrived.
pub const GONE: &str = "The server no longer has what had arrived.";
/// The server has no room.
pub const FULL: &str = "The server is full.";
/// No right to write.
pub const FORBIDDEN: &str = "You can look at this folder but not change it.";

/// The tray's first line while it runs.
pub fn running(index: u64, of: u64) -> String {
    format!("Uploading {} of {}", number(index), number(of))
}

/// The tray's first line when all is done.
pub fn done(n: u64) -> String {
    format!("{} uploaded", files(n))
}

/// The tray's first line when only a person can go on.
pub fn attention(n: u64) -> String {
    match n {
        1 => "1 upload needs your attention".to_owned(),
        _ => format!("{} uploads need your attention", number(n)),
    }
}

/// The tray's second line.
pub fn progress(percent: u64, speed: Option<&str>, left: Option<&str>) -> String {
    let parts = [Some(format!("{percent} %")), speed.map(|speed| format!("{speed}/s")), left.map(ToOwned::to_owned)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A running row's line.
pub fn sent(sent: &str, size: &str) -> String {
    format!("{sent} of {size}")
}

/// A done row's line where the server has numbered the file.
pub fn uploaded_as(name: &str) -> String {
    format!("Uploaded as {}", quoted(name))
}

/// The label of a progress bar.
pub fn progress_of(name: &str) -> String {
    format!("Progress of {name}")
}

/// The label of the bar over all files.
pub const PROGRESS_OF_ALL: &str = "Progress of all uploads";

/// The label of a row's button: what it does, to what.
pub fn button_for(action: &str, name: &str) -> String {
    format!("{action} {name}")
}

/// Rows that are not shown because there are too many.
pub fn more_attention(n: u64) -> String {
    format!("{} more need your attention", number(n))
}

/// A row that a person has stopped for now.
pub fn paused(sent: &str) -> String {
    format!("Paused at {sent}")
}

/// The label of a done row's tick.
pub fn receipt_of(name: &str) -> String {
    format!("{RECEIPT} of {name}")
}

/// Rows that are not shown because they are done.
pub fn more_done(n: u64) -> String {
    format!("{} more uploaded", number(n))
}

/// Time left, in words that do not jump.
pub fn time_left(seconds: u64) -> String {
    let minutes = seconds.div_ceil(60);
    match (seconds, minutes) {
        (0..15, _) => "a few seconds left".to_owned(),
        (15..60, _) => "less than a minute left".to_owned(),
        (_, 0..60) => format!("{minutes} min left"),
        _ => format!("about {} h {} min left", minutes / 60, minutes % 60),
    }
}

/// The name is taken.
pub fn taken(name: &str) -> String {
    format!("{} is already here.", quoted(name))
}

/// The name is taken by a folder.
pub fn taken_by_folder(name: &str) -> String {
    format!("A folder named {} is already here.", quoted(name))
}

/// The name is taken, in another spelling.
pub fn taken_in_other_spelling(name: &str) -> String {
    format!("{} is already here in another spelling.", quoted(name))
}

/// Somebody else was faster.
pub fn changed_meanwhile(name: &str) -> String {
    format!("{} was changed by someone else while you worked. Nothing was overwritten.", quoted(name))
}

/// The policy refuses the name.
pub fn invalid_name(name: &str, reason: &str) -> String {
    format!("{} can't be used as a name: {reason}.", quoted(name))
}

/// Takes the repaired name.
pub fn use_name(name: &str) -> String {
    format!("Use {}", quoted(name))
}

/// Our own limit.
pub fn too_large(name: &str, size: &str, limit: Option<&str>) -> String {
    match limit {
        Some(limit) => format!("{} is {size}. The largest file allowed here is {limit}.", quoted(name)),
        None => format!("{} is {size}. That is more than can be stored here.", quoted(name)),
    }
}

/// The file on the person's own disk cannot be read any more.
pub fn unreadable(name: &str) -> String {
    format!("{} changed on your device and can't be read any more. Add it again to upload it.", quoted(name))
}

/// The folder it should go to is gone.
pub fn folder_missing(folder: &str) -> String {
    format!("The folder {} is no longer here.", quoted(folder))
}

/// Bytes arrived that were not those that were sent.
pub fn damaged(name: &str) -> String {
    format!("{} was damaged on the way. Sending that part again.", quoted(name))
}

/// And again.
pub fn damaged_again(name: &str) -> String {
    format!("{} was damaged on the way several times.", quoted(name))
}

/// This page or another tab of this browser is sending it.
pub fn underway(name: &str) -> String {
    format!("{} is being uploaded already, perhaps in another tab.", quoted(name))
}

/// After a reload: what was not done.
pub fn unfinished(n: u64) -> String {
    match n {
        1 => "One upload is unfinished.".to_owned(),
        _ => format!("{} uploads are unfinished.", number(n)),
    }
}

/// And needs its files. `percent` of all their bytes have arrived.
pub fn add_again(n: u64, percent: u64) -> String {
    let files = if n == 1 { "file" } else { "files" };
    match percent {
        0 => format!("{} Add the same {files} again to go on.", unfinished(n)),
        _ => format!("{} Add the same {files} again to go on from {percent} %.", unfinished(n)),
    }
}

/// After a reload: the file is another by now.
pub fn changed_on_device(name: &str) -> String {
    format!("{} changed on your device before all of it was sent.", quoted(name))
}

/// Something in between refuses large requests.
pub fn smaller_parts(size: &str) -> String {
    format!("Something between you and the server refuses large requests; sending smaller parts ({size}).")
}

/// The line of a row that only a person can go on with.
pub fn state_of_failed(upload: &Upload) -> Option<String> {
    let Phase::Failed(failure) = &upload.phase else { return None };
    let name = upload.name.as_str();
    Some(match failure {
        Failure::InvalidName { reason, .. } => invalid_name(name, reason),
        Failure::Taken { existing: Some(existing) } if existing.kind == EntryKind::Folder => taken_by_folder(name),
        Failure::Taken { .. } | Failure::TakenMeanwhile => taken(name),
        Failure::Collides => taken_in_other_spelling(name),
        Failure::ChangedMeanwhile => changed_meanwhile(name),
        Failure::TooLarge { limit } => {
            let limit = limit.map(|limit| ByteSize(limit).to_string());
            too_large(name, &ByteSize(upload.size).to_string(), limit.as_deref())
        }
        Failure::NoSpace => FULL.to_owned(),
        Failure::Forbidden => FORBIDDEN.to_owned(),
        Failure::FolderMissing => {
            folder_missing(upload.folder.name().as_ref().map_or(super::ROOT, |name| name.as_str()))
        }
        Failure::Unreadable => unreadable(name),
        Failure::ChangedOnDevice => changed_on_device(name),
        Failure::Unsteady => UNSTEADY.to_owned(),
        Failure::Damaged => damaged_again(name),
        Failure::Gone => GONE.to_owned(),
        Failure::Underway => underway(name),
        Failure::Foreign { status } => problems::foreign(*status),
        Failure::Other(problem) => problems::sentence(problem, name),
    })
}

/// Said when uploads begin.
pub fn started(n: u64) -> String {
    format!("Uploading {}", files(n))
}

/// Said now and then.
pub fn progressed(percent: u64, index: u64, of: u64) -> String {
    format!("{}, {percent} %", running(index, of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_is_told_without_false_precision() {
        for (seconds, text) in [
            (0, "a few seconds left"),
            (14, "a few seconds left"),
            (45, "less than a minute left"),
            (60, "1 min left"),
            (61, "2 min left"),
            (4800, "about 1 h 20 min left"),
        ] {
            assert_eq!(time_left(seconds), text, "{seconds}");
        }
    }

    #[test]
    fn the_second_line_has_only_what_is_known() {
        assert_eq!(progress(42, Some("48 MB"), Some("2 min left")), "42 % · 48 MB/s · 2 min left");
        assert_eq!(progress(3, None, None), "3 %");
    }
}
