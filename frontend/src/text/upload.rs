//! Words of the upload tray.

use holdall_shared::EntryKind;

pub use super::catalogue::upload::*;
use super::{percent, problems};
use crate::upload::machine::{Failure, Phase, Upload};

/// In a receipt.
pub const CHECKSUM: &str = "BLAKE3";

/// The tray's second line.
pub fn progress(done: u64, per_second: Option<&str>, left: Option<&str>) -> String {
    let parts = [Some(percent(done)), per_second.map(speed), left.map(ToOwned::to_owned)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Time left, in words that do not jump.
pub fn time_left(seconds: u64) -> String {
    let minutes = seconds.div_ceil(60);
    match (seconds, minutes) {
        (0..15, _) => seconds_left().to_owned(),
        (15..60, _) => under_a_minute_left().to_owned(),
        (_, 0..60) => minutes_left(minutes),
        _ => hours_left(minutes / 60, minutes % 60),
    }
}

/// Our own limit.
pub fn too_large(bytes: u64, limit: Option<u64>) -> String {
    let size = super::size(bytes);
    match limit {
        Some(limit) => over_limit(&size, &super::size(limit)),
        None => over_any_limit(&size),
    }
}

/// After a reload: `n` are not done and need their files. `percent` of all their bytes have arrived.
pub fn add_files_again(n: u64, percent: u64) -> String {
    let unfinished = unfinished(n);
    if percent == 0 { add_again(&unfinished, n) } else { add_again_from(&unfinished, percent, n) }
}

/// The line of a row that only a person can go on with.
pub fn state_of_failed(upload: &Upload) -> Option<String> {
    let Phase::Failed(failure) = &upload.phase else { return None };
    let name = upload.name.as_str();
    Some(match failure {
        Failure::InvalidName { reason, .. } => problems::refused_name(name, Some(reason)),
        Failure::Taken { existing: Some(existing) } if existing.kind == EntryKind::Folder => taken_by_folder(name),
        Failure::Taken { .. } | Failure::TakenMeanwhile => taken(name),
        Failure::Collides => taken_in_other_spelling(name),
        Failure::ChangedMeanwhile => changed_meanwhile(name),
        Failure::TooLarge { limit } => too_large(upload.size, *limit),
        Failure::NoSpace => full().to_owned(),
        Failure::Forbidden => forbidden().to_owned(),
        Failure::FolderMissing => folder_missing(&super::folder_name(&upload.folder)),
        Failure::Unreadable => unreadable(name),
        Failure::ChangedOnDevice => changed_on_device(name),
        Failure::Unsteady => unsteady().to_owned(),
        Failure::Damaged => damaged_again(name),
        Failure::Gone => gone().to_owned(),
        Failure::Underway => underway(name),
        Failure::Foreign { status } => problems::foreign(*status),
        Failure::Other(problem) => problems::sentence(problem, name),
    })
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
