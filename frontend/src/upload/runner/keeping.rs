//! What this page keeps in the browser's database, so that a reload and a crash lose nothing of the queue.
//!
//! 1. A record is a part of the queue (see the machine's `kept`), under the name of this page. What has changed is written
//!    together, in one transaction, at most once a second; progress writes nothing.
//! 2. Handles of what was dropped are written with the first parts that need them.
//! 3. A page that has something in the database says every two seconds that it lives. Others leave its records alone for
//!    as long as it does. What this very tab said before it was loaded again counts for nothing, so that a reload and a
//!    crash wait for nothing.

use std::collections::{BTreeSet, HashMap};

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::Runner;
use crate::{
    browser::{clock, database::Database, storage, task},
    upload::machine::Kept,
};

const DATABASE: &str = "holdall";
/// Parts of queues, as JSON; by page and number.
pub(super) const PARTS: &str = "parts";
/// Handles; by page and number.
pub(super) const ROOTS: &str = "roots";
const STORES: [&str; 2] = [PARTS, ROOTS];

/// When a page last lived, by its name.
pub(super) const ALIVE: &str = "holdall.alive.";
const PAGE: &str = "holdall.page";
/// Timers of hidden tabs come once a second.
const BEAT_MS: u64 = 2000;
const WRITE_MS: u64 = 1000;

/// A record.
#[derive(Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) written_ms: u64,
    pub(super) rows: Vec<Kept>,
}

/// The database.
#[derive(Clone)]
enum Opened {
    /// Nobody has asked for it.
    NotYet,
    /// It is there, or the browser has none for us.
    Known(Option<Database>),
}

/// This page, and what it keeps.
pub(super) struct Keeping {
    pub(super) page: String,
    database: Opened,
    /// Parts that are no longer what is kept of them.
    changed: BTreeSet<u64>,
    /// Parts that are kept.
    parts: BTreeSet<u64>,
    new_roots: Vec<(String, JsValue)>,
    roots: Vec<String>,
    last_number: u64,
    written_ms: u64,
    beat_ms: u64,
    /// Handles that other pages have left.
    pub(super) handles: HashMap<String, JsValue>,
    /// Those among them that came to nothing.
    pub(super) useless: BTreeSet<String>,
    /// Looks again, once others may have fallen silent.
    pub(super) looks_again: bool,
}

impl Default for Keeping {
    fn default() -> Self {
        let page = format!("{}.{}", clock::wall_ms(), clock::chance());
        if let Some(former) = storage::replace_of_tab(PAGE, &page) {
            storage::remove(&format!("{ALIVE}{former}"));
        }
        Self {
            page,
            database: Opened::NotYet,
            changed: BTreeSet::new(),
            parts: BTreeSet::new(),
            new_roots: Vec::new(),
            roots: Vec::new(),
            last_number: 0,
            written_ms: 0,
            beat_ms: 0,
            handles: HashMap::new(),
            useless: BTreeSet::new(),
            looks_again: false,
        }
    }
}

impl Keeping {
    /// What is kept of that part has changed.
    pub(super) fn change(&mut self, part: u64) {
        self.changed.insert(part);
    }

    /// Says that this page lives, if it keeps anything.
    pub(super) fn beat(&mut self) {
        if !self.parts.is_empty() && clock::wall_ms().abs_diff(self.beat_ms) >= BEAT_MS {
            self.beat_now();
        }
    }

    /// Whether anything of it is kept: then it has to say that it lives.
    pub(super) fn has_parts(&self) -> bool {
        !self.parts.is_empty()
    }

    pub(super) fn beat_now(&mut self) {
        self.beat_ms = clock::wall_ms();
        storage::set(&format!("{ALIVE}{}", self.page), &self.beat_ms.to_string());
    }

    /// A key that this page has not used yet.
    pub(super) fn key(&mut self) -> String {
        self.last_number += 1;
        format!("{}:+{}", self.page, self.last_number)
    }

    pub(super) fn is_own(&self, key: &str) -> bool {
        page_of(key) == self.page
    }

    /// Lets go of everything.
    pub(super) fn forget(&mut self) {
        self.changed.clear();
        self.parts.clear();
        self.new_roots.clear();
        self.roots.clear();
        self.handles.clear();
        storage::remove(&format!("{ALIVE}{}", self.page));
    }
}

/// Whose record that is.
pub(super) fn page_of(key: &str) -> &str {
    key.split_once(':').map_or(key, |(page, _)| page)
}

/// A record's text.
pub(super) fn written(rows: Vec<Kept>) -> JsValue {
    let part = Part { written_ms: clock::wall_ms(), rows };
    // Rows are texts and numbers: they can always be written.
    JsValue::from_str(&serde_json::to_string(&part).unwrap_or_default())
}

impl Runner {
    /// The name under which a handle will be kept.
    pub(in crate::upload) fn name_root(self) -> String {
        self.inner.try_update_value(|inner| inner.keeping.key()).unwrap_or_default()
    }

    pub(super) fn keep_roots(self, roots: Vec<(String, JsValue)>) {
        self.inner.update_value(|inner| inner.keeping.new_roots.extend(roots));
    }

    pub(super) async fn database(self) -> Option<Database> {
        if let Opened::Known(known) = self.inner.with_value(|inner| inner.keeping.database.clone()) {
            return known;
        }
        let opened = Database::open(DATABASE, &STORES).await;
        self.inner.update_value(|inner| inner.keeping.database = Opened::Known(opened.clone()));
        opened
    }

    /// Writes what has changed, if it is time.
    pub(super) fn write_when_due(self) {
        let is_due = self.inner.with_value(|inner| {
            let keeping = &inner.keeping;
            !keeping.changed.is_empty() && clock::now_ms().saturating_sub(keeping.written_ms) >= WRITE_MS
        });
        if is_due {
            self.write(None);
        }
    }

    /// Writes what has changed, and removes a record that has been put elsewhere by that.
    pub(super) fn write(self, moved: Option<String>) {
        let (mut puts, mut deletes, mut roots) = (Vec::new(), Vec::from_iter(moved), Vec::new());
        let mut gone_roots = Vec::new();
        self.inner.update_value(|inner| {
            let (queue, keeping) = (&inner.queue, &mut inner.keeping);
            for part in std::mem::take(&mut keeping.changed) {
                let (rows, key) = (queue.kept(part), format!("{}:{part}", keeping.page));
                if !rows.is_empty() {
                    keeping.parts.insert(part);
                    puts.push((key, written(rows)));
                } else if keeping.parts.remove(&part) {
                    deletes.push(key);
                }
            }
            keeping.written_ms = clock::now_ms();
            roots = std::mem::take(&mut keeping.new_roots);
            keeping.roots.extend(roots.iter().map(|(key, _)| key.clone()));
            if keeping.parts.is_empty() {
                gone_roots = std::mem::take(&mut keeping.roots);
            } else if !puts.is_empty() {
                keeping.beat();
            }
        });
        if puts.is_empty() && deletes.is_empty() && roots.is_empty() && gone_roots.is_empty() {
            return;
        }
        task::run(async move {
            let Some(database) = self.database().await else { return };
            let Some(transaction) = database.begin(&STORES) else { return };
            for (key, text) in &puts {
                transaction.put(PARTS, key, text);
            }
            for key in &deletes {
                transaction.delete(PARTS, key);
            }
            for (key, handle) in &roots {
                transaction.put(ROOTS, key, handle);
            }
            for key in &gone_roots {
                transaction.delete(ROOTS, key);
            }
            // What could not be kept is missing after a reload, and nowhere else.
            let _is_kept = transaction.done().await;
        });
    }
}
