//! Words of the dialogs and of what they leave behind.

pub use super::catalogue::dialogs::*;
use crate::number::length;

/// The question before deleting what would be gone only in part.
pub fn delete_title(names: &[&str]) -> String {
    match names {
        [name] => delete_one(name),
        _ => delete_many(length(names.len())),
    }
}
