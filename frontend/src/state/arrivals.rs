//! What others send to the folder that is shown, and how far it is. Nobody's list depends on it.

use holdall_shared::{EntryPath, FolderUploads, RunningUpload};

/// Rows that are shown; the others are counted.
const MOST_SHOWN: usize = 5;

/// Uploads of others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrivals {
    /// Those that are shown.
    pub shown: Vec<RunningUpload>,
    /// How many there are besides.
    pub more: usize,
}

impl Arrivals {
    /// What the server tells, without what `is_own`: that is in the tray already.
    pub fn of(told: FolderUploads, is_own: impl Fn(&EntryPath) -> bool) -> Self {
        let FolderUploads { folder, uploads } = told;
        let mut shown: Vec<RunningUpload> =
            uploads.into_iter().filter(|upload| !is_own(&folder.child(&upload.name))).collect();
        let more = shown.len().saturating_sub(MOST_SHOWN);
        shown.truncate(MOST_SHOWN);
        Self { shown, more }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(names: &[&str]) -> FolderUploads {
        let uploads = names.iter().map(|name| format!(r#"{{"name":"{name}","offset":1}}"#)).collect::<Vec<_>>();
        serde_json::from_str(&format!(r#"{{"folder":"a","uploads":[{}]}}"#, uploads.join(","))).unwrap()
    }

    #[test]
    fn what_is_in_the_tray_is_not_shown_twice() {
        let arrivals = Arrivals::of(told(&["mine", "theirs"]), |path| path.as_str() == "a/mine");
        assert_eq!(arrivals.shown.iter().map(|upload| upload.name.as_str()).collect::<Vec<_>>(), ["theirs"]);
    }

    #[test]
    fn a_few_are_shown_and_the_others_counted() {
        let arrivals = Arrivals::of(told(&["1", "2", "3", "4", "5", "6", "7"]), |_| false);
        assert_eq!((arrivals.shown.len(), arrivals.more), (5, 2));
    }
}
