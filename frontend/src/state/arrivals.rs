//! What others send to the folder that is shown, and how far it is. Nobody's list depends on it.

use holdall_shared::{EntryPath, FolderUploads, RunningUpload};
#[cfg(target_arch = "wasm32")]
use leptos::prelude::*;

/// Rows that are shown; the others are counted.
#[cfg(target_arch = "wasm32")]
const MOST_SHOWN: usize = 5;

/// See the module.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy)]
pub(crate) struct Arrivals(RwSignal<Vec<RunningUpload>>);

#[cfg(target_arch = "wasm32")]
impl Arrivals {
    pub(crate) fn new() -> Self {
        Self(RwSignal::default())
    }

    /// The server tells; what `is_own` is in the tray already.
    pub(crate) fn hear(self, json: &str, is_own: impl Fn(&EntryPath) -> bool) {
        if let Ok(told) = serde_json::from_str(json) {
            self.0.set(of_others(told, is_own));
        }
    }

    /// Another folder is shown, or none.
    pub(crate) fn forget(self) {
        if !self.0.with_untracked(Vec::is_empty) {
            self.0.set(Vec::new());
        }
    }

    /// Those that are shown, and how many there are besides.
    pub(crate) fn shown(self) -> (Vec<RunningUpload>, usize) {
        self.0.with(|all| (all.iter().take(MOST_SHOWN).cloned().collect(), all.len().saturating_sub(MOST_SHOWN)))
    }

    /// Whether there is anything to show.
    pub(crate) fn are_any(self) -> bool {
        self.0.with(|all| !all.is_empty())
    }
}

/// Those of them that are not our own.
pub fn of_others(told: FolderUploads, is_own: impl Fn(&EntryPath) -> bool) -> Vec<RunningUpload> {
    let FolderUploads { folder, uploads } = told;
    uploads.into_iter().filter(|upload| !is_own(&folder.child(&upload.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_tray_is_not_shown_twice() {
        let json = r#"{"folder":"a","uploads":[{"name":"mine","offset":1,"length":2},{"name":"theirs","offset":1}]}"#;
        let others = of_others(serde_json::from_str(json).unwrap(), |path| path.as_str() == "a/mine");
        assert_eq!(others.iter().map(|upload| upload.name.as_str()).collect::<Vec<_>>(), ["theirs"]);
    }
}
