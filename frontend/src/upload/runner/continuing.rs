//! What was left goes on by itself, where the browser still finds the files; or is thrown away.

use std::collections::HashMap;

use futures_util::future::join_all;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::{
    Runner,
    keeping::{PARTS, written},
    recalling::Taken,
};
use crate::{
    browser::{clock, handles, task},
    number,
    upload::machine::{Event, Holder, Kept, Resource, Seen, UploadId},
};

/// So many files are looked for before the queue gets them.
const AT_ONCE: usize = 256;

impl Runner {
    /// A person lets go on what was left: the browser asks whether it may read, and finds the files.
    pub(in crate::upload) fn continue_unfinished(self) {
        let handles = self.inner.with_value(|inner| inner.keeping.handles.clone());
        self.share_turns();
        task::run(async move {
            // All at once: a click counts for a few seconds only.
            let asked = handles.into_iter().map(|(root, handle)| async move {
                let is_allowed = handles::is_allowed(&handle).await;
                (root, is_allowed.then_some(handle))
            });
            let answers = join_all(asked).await;
            let mut allowed = HashMap::new();
            self.inner.update_value(|inner| {
                for (root, handle) in answers {
                    match handle {
                        Some(handle) => drop(allowed.insert(root, handle)),
                        None => drop(inner.keeping.useless.insert(root)),
                    }
                }
            });
            let is_found = |kept: &Kept| kept.origin.as_ref().is_some_and(|origin| allowed.contains_key(&origin.root));
            let Taken { rows, aside } = self.take(is_found).await;
            let left = rows.into_iter().filter(|(_, holder)| *holder == Holder::Nobody).map(|(kept, _)| kept).collect();
            self.recall();
            self.find_files(left, &allowed).await;
            self.write(aside);
            self.recall();
        });
    }

    /// Finds the files of uploads that this page has taken over, and lets them go on. What is not found is left again.
    async fn find_files(self, left: Vec<Kept>, allowed: &HashMap<String, JsValue>) {
        let (mut last, mut missing) = (None, Vec::new());
        for part in left.chunks(AT_ONCE) {
            let mut found = Vec::new();
            for kept in part {
                let file = match kept.origin.as_ref().and_then(|origin| Some((origin, allowed.get(&origin.root)?))) {
                    Some((origin, handle)) => handles::file(handle, &origin.way, &mut last).await,
                    None => None,
                };
                match file {
                    Some(file) => found.push((kept.clone(), file)),
                    None => missing.push(Kept { origin: None, ..kept.clone() }),
                }
            }
            self.go_on_with(found);
        }
        if !missing.is_empty()
            && let Some(transaction) = self.database().await.and_then(|database| database.begin(&[PARTS]))
        {
            let key = format!("missing.{}", self.name_root());
            transaction.put(PARTS, &key, &written(missing));
            let _is_kept = transaction.done().await;
        }
    }

    fn go_on_with(self, found: Vec<(Kept, File)>) {
        let mut uploads = Vec::new();
        self.inner.update_value(|inner| {
            inner.keeping.beat_now();
            for (kept, file) in found {
                inner.last_id += 1;
                let id = UploadId(inner.last_id);
                let size = number::to_count(file.size());
                let seen = Seen { size, modified_ms: Some(number::to_signed(file.last_modified())) };
                inner.files.insert(id, file);
                uploads.push((id, kept, seen));
            }
        });
        if !uploads.is_empty() {
            self.open_tray();
            self.dispatch(Event::Continued { uploads, at_ms: clock::now_ms() });
        }
    }

    /// A person does not want to go on with what was left.
    pub(in crate::upload) fn discard_unfinished(self) {
        task::run(async move {
            let Taken { rows, aside } = self.take(|_| true).await;
            for (kept, _) in rows.into_iter().filter(|(_, holder)| *holder == Holder::Nobody) {
                if let Some(resource) = kept.resource {
                    self.discard(Resource(resource));
                }
            }
            self.write(aside);
            self.recall();
        });
    }
}
