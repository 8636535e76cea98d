//! Words of the dialogs and of what they leave behind.

use super::{number, quoted};

/// The dialog that makes a folder.
pub const NEW_FOLDER: &str = "New folder";
/// Its field.
pub const NAME: &str = "Name";
/// Its button.
pub const CREATE: &str = "Create";
/// The button that deletes.
pub const DELETE: &str = "Delete";
/// What the clipboard would not take.
pub const COPY: &str = "Copy";
/// Why it is shown.
pub const COPY_BY_HAND: &str = "This browser keeps the clipboard closed on an unencrypted address. Copy it from here:";
/// The field with it.
pub const TO_COPY: &str = "To copy";
/// Keeps an upload.
pub const KEEP_UPLOADING: &str = "Keep uploading";
/// Ends an upload.
pub const STOP: &str = "Stop";
/// The table of keys.
pub const SHORTCUTS: &str = "Keyboard shortcuts";
/// Turns letters and signs on and off.
pub const SINGLE_KEYS: &str = "Single-key shortcuts";
/// Which those are.
pub const SINGLE_KEYS_HINT: &str = "Letters, / and ? while the list has the focus.";
/// Who it is.
pub const ABOUT: &str = "About Holdall";
/// What it is.
pub const ABOUT_LINE: &str = "A file server in one binary. Your files stay plain files on your server.";

/// The version, in About.
pub fn version(version: &str) -> String {
    format!("Version {version}")
}

/// The question before deleting what would be gone only in part.
pub fn delete_title(names: &[&str]) -> String {
    match names {
        [name] => format!("Delete {}?", quoted(name)),
        _ => format!("Delete {} items?", number(u64::try_from(names.len()).unwrap_or(u64::MAX))),
    }
}

/// The question before deleting more than can be undone in one step.
pub fn delete_many(count: u64) -> String {
    format!("Delete {} items?", number(count))
}

/// Where they go.
pub const TO_TRASH: &str =
    "They go to the trash, from which they can be put back. What is too large for it is gone for good.";

/// How far it is.
pub fn deleted_of(done: u64, count: u64) -> String {
    format!("{} of {} deleted", number(done), number(count))
}

/// The question before throwing away what has arrived.
pub fn stop_title(name: &str) -> String {
    format!("Stop uploading {}?", quoted(name))
}

/// What stopping costs.
pub fn stop_line(arrived: &str) -> String {
    format!("The {arrived} that arrived will be thrown away.")
}

/// Said after a folder was made.
pub fn folder_made(name: &str) -> String {
    format!("Folder {} was made.", quoted(name))
}

/// Said after a rename.
pub fn renamed(from: &str, to: &str) -> String {
    format!("{} is now {}.", quoted(from), quoted(to))
}

/// What a key does.
#[derive(Debug, Clone, Copy)]
pub struct Shortcut {
    /// The keys, as they are printed on them.
    pub keys: &'static [&'static str],
    /// What they do.
    pub does: &'static str,
}

const fn shortcut(keys: &'static [&'static str], does: &'static str) -> Shortcut {
    Shortcut { keys, does }
}

/// The whole table.
pub const SHORTCUT_TABLE: &[Shortcut] = &[
    shortcut(
        &["↑", "↓", "Page Up", "Page Down", "Home", "End"],
        "Move in the list; with Shift select on the way, with Ctrl only move",
    ),
    shortcut(&["←", "→"], "Move through the parts of a row"),
    shortcut(&["Enter"], "Open"),
    shortcut(&["←", "→", "Space"], "In a preview: previous file, next file, play or pause"),
    shortcut(&["Alt + ↑"], "Go to the parent folder"),
    shortcut(&["Alt + ←"], "Go back"),
    shortcut(&["Space"], "Select"),
    shortcut(&["Ctrl + A"], "Select all"),
    shortcut(&["Escape"], "Close, or clear the selection, then the search"),
    shortcut(&["A – Z"], "Jump to the next name that begins so"),
    shortcut(&["/", "Ctrl + F"], "Search"),
    shortcut(&["Ctrl + Enter"], "In the search: look in all folders"),
    shortcut(&["F2"], "Rename"),
    shortcut(&["Delete"], "Move to the trash"),
    shortcut(&["Ctrl + Z"], "Undo what was deleted or moved last"),
    shortcut(&["Ctrl + V"], "Upload what is in the clipboard"),
    shortcut(&["Alt + Enter"], "Show or hide the details"),
    shortcut(&["Shift + F10", "Menu"], "Open the row's menu"),
    shortcut(&["?"], "Show this table"),
];
