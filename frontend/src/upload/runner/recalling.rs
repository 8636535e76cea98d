//! What other pages of this browser have left in its database: told, taken over, forgotten when a person signs out.
//!
//! Whoever takes an upload over takes it out of its record within one transaction, so that of two tabs one gets it. Until
//! it is in this page's own parts, it is in a record that this page has put aside.

use std::{
    cell::LazyCell,
    collections::{HashMap, HashSet},
    time::Duration,
};

use leptos::prelude::*;
use web_sys::File;

use super::{
    Runner,
    keeping::{ALIVE, PARTS, Part, ROOTS, page_of, written},
};
use crate::{
    browser::{clock, database::Transaction, storage, task},
    number,
    upload::{
        engine::SIGNED_OUT,
        machine::{Event, Holder, Kept, NewUpload, without_doubles},
        tray::{Unfinished, Way},
    },
};

/// Some beats may be late.
const SILENT_MS: u64 = 10_000;
/// The server keeps no upload longer.
const WORTHLESS_MS: u64 = 7 * 24 * 60 * 60 * 1000;

/// A record of another page.
struct Record {
    key: String,
    holder: Holder,
    part: Part,
}

/// What was taken over.
pub(super) struct Taken {
    pub(super) rows: Vec<(Kept, Holder)>,
    /// The record that was put aside.
    pub(super) aside: Option<String>,
}

impl Runner {
    /// Takes over whatever is `wanted` of what was left; and tells what other tabs have.
    pub(super) async fn take(self, wanted: impl Fn(&Kept) -> bool) -> Taken {
        let mut taken = Taken { rows: Vec::new(), aside: None };
        let Some(transaction) = self.database().await.and_then(|database| database.begin(&[PARTS])) else {
            return taken;
        };
        let mut mine = Vec::new();
        for Record { key, holder, part } in self.records(&transaction).await {
            if holder == Holder::Another {
                taken.rows.extend(part.rows.into_iter().map(|kept| (kept, holder)));
                continue;
            }
            let (wanted, rest): (Vec<Kept>, Vec<Kept>) = part.rows.into_iter().partition(&wanted);
            match (wanted.is_empty(), rest.is_empty()) {
                (true, _) => continue,
                (false, true) => transaction.delete(PARTS, &key),
                (false, false) => transaction.put(PARTS, &key, &written(rest)),
            }
            mine.extend(wanted);
        }
        if !mine.is_empty() {
            let mut key = String::new();
            self.inner.update_value(|inner| {
                inner.keeping.beat_now();
                key = inner.keeping.key();
            });
            transaction.put(PARTS, &key, &written(mine.clone()));
            taken.aside = Some(key);
        }
        if transaction.done().await {
            taken.rows.extend(without_doubles(mine).into_iter().map(|kept| (kept, Holder::Nobody)));
        } else {
            taken.aside = None;
        }
        taken
    }

    /// The records of other pages; those that are worth nothing any more are thrown away.
    async fn records(self, transaction: &Transaction) -> Vec<Record> {
        let now_ms = clock::wall_ms();
        let worthless = worthless_until(now_ms);
        let alive = living_pages(now_ms);
        let mut records = Vec::new();
        for (key, text) in transaction.all(PARTS).await {
            if self.inner.with_value(|inner| inner.keeping.is_own(&key)) {
                continue;
            }
            let part = text.as_string().and_then(|text| serde_json::from_str::<Part>(&text).ok());
            let Some(part) = part.filter(|part| part.written_ms > worthless) else {
                transaction.delete(PARTS, &key);
                continue;
            };
            let is_alive = alive.iter().any(|page| page == page_of(&key));
            records.push(Record { key, holder: if is_alive { Holder::Another } else { Holder::Nobody }, part });
        }
        records
    }

    /// Reads what was left, and shows it.
    pub(in crate::upload) fn recall(self) {
        task::run(async move {
            let Some(transaction) = self.database().await.and_then(|it| it.begin(&[PARTS, ROOTS])) else { return };
            let records = self.records(&transaction).await;
            let roots = transaction.all(ROOTS).await;
            let mut roots_used: HashSet<&str> = HashSet::new();
            let rows = records.iter().flat_map(|record| &record.part.rows);
            roots_used.extend(rows.filter_map(|kept| Some(kept.origin.as_ref()?.root.as_str())));
            let mut handles = HashMap::new();
            let alive = living_pages(clock::wall_ms());
            for (key, handle) in roots {
                if roots_used.contains(key.as_str()) {
                    handles.insert(key, handle);
                } else if !self.inner.with_value(|inner| inner.keeping.is_own(&key))
                    && !alive.iter().any(|page| page == page_of(&key))
                {
                    transaction.delete(ROOTS, &key);
                }
            }
            drop(roots_used);
            let has_others = records.iter().any(|record| record.holder == Holder::Another);
            let left = records.into_iter().filter(|record| record.holder == Holder::Nobody);
            let left = without_doubles(left.flat_map(|record| record.part.rows));
            if !transaction.done().await {
                return;
            }
            self.inner.update_value(|inner| inner.keeping.handles = handles);
            self.show_left(&left);
            if has_others {
                self.look_again();
            }
        });
    }

    fn show_left(self, left: &[Kept]) {
        let bytes = |of: fn(&Kept) -> u64| left.iter().map(of).fold(0, u64::saturating_add);
        let is_found = self.inner.with_value(|inner| {
            let is_useful =
                |root: &String| inner.keeping.handles.contains_key(root) && !inner.keeping.useless.contains(root);
            left.iter().filter_map(|kept| kept.origin.as_ref()).any(|origin| is_useful(&origin.root))
        });
        self.tray.unfinished.set(Unfinished {
            count: number::length(left.len()),
            percent: number::percent(bytes(|kept| kept.offset), bytes(|kept| kept.size)),
            folder: left.first().and_then(|kept| kept.path.rsplit_once('/')).map(|(folder, _)| folder.to_owned()),
            way: if is_found { Way::Continue } else { Way::AddAgain },
        });
    }

    /// A tab that sends may be closed or crash: then what it sent is left.
    fn look_again(self) {
        let is_first = self.inner.try_update_value(|inner| !std::mem::replace(&mut inner.keeping.looks_again, true));
        if is_first == Some(true) {
            set_timeout(
                move || {
                    self.inner.update_value(|inner| inner.keeping.looks_again = false);
                    self.recall();
                },
                Duration::from_millis(SILENT_MS),
            );
        }
    }

    /// What is added goes on with what was left of it.
    pub(super) async fn take_for(self, added: &[(NewUpload, Option<File>)]) -> Taken {
        let by_path: LazyCell<HashMap<String, Kept>, _> = LazyCell::new(|| {
            added.iter().filter_map(|(new, _)| Kept::of(new)).map(|kept| (kept.path.clone(), kept)).collect()
        });
        self.take(|kept| by_path.get(&kept.path).is_some_and(|added| kept.is_met_by(added))).await
    }

    /// The person has signed out, which other tabs are told: nothing of theirs is kept.
    pub(in crate::upload) fn signed_out(self) {
        self.forget_person();
        task::run(async move {
            let Some(transaction) = self.database().await.and_then(|it| it.begin(&[PARTS, ROOTS])) else { return };
            transaction.clear(PARTS);
            transaction.clear(ROOTS);
            let _is_gone = transaction.done().await;
        });
    }

    fn forget_person(self) {
        self.dispatch(Event::SignedOut);
        self.inner.update_value(|inner| inner.keeping.forget());
        self.show_left(&[]);
    }

    /// Hears when the person signs out in another tab.
    pub(super) fn hear_sign_out(self) {
        let _whole_life = window_event_listener(leptos::ev::storage, move |event| {
            if event.key().as_deref() == Some(SIGNED_OUT) {
                self.forget_person();
            }
        });
    }
}

/// What was written until then is worth nothing any more: the server has let go of it, or the person has signed out since.
fn worthless_until(now_ms: u64) -> u64 {
    let signed_out = storage::get(SIGNED_OUT).and_then(|said_ms| said_ms.parse::<u64>().ok());
    // A clock that was wrong says nothing.
    let signed_out = signed_out.filter(|said_ms| *said_ms <= now_ms).unwrap_or_default();
    signed_out.max(now_ms.saturating_sub(WORTHLESS_MS))
}

/// The pages that have said lately that they live.
fn living_pages(now_ms: u64) -> Vec<String> {
    let mut alive = Vec::new();
    for (key, said_ms) in storage::all(ALIVE) {
        let is_silent = said_ms.parse::<u64>().map_or(true, |said_ms| now_ms.abs_diff(said_ms) > SILENT_MS);
        if is_silent {
            storage::remove(&key);
        } else {
            alive.extend(key.strip_prefix(ALIVE).map(str::to_owned));
        }
    }
    alive
}
