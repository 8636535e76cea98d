//! What this browser keeps for us in `IndexedDB`: a few stores whose keys are texts. Where it will not, nothing is kept.
//!
//! A transaction is over as soon as none of its requests is under way: between them nothing else may be awaited.

use futures_util::future::{Either, select};
use js_sys::{Array, Promise};
use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

/// Browsers have been seen that never answer.
const PATIENCE_MS: i32 = 3000;

/// A connection.
#[derive(Clone)]
pub(crate) struct Database(IdbDatabase);

/// What is read and written at once, and by nobody else meanwhile.
pub(crate) struct Transaction(IdbTransaction);

impl Database {
    /// Opens the database, whose stores are made if they are not there yet.
    pub(crate) async fn open(name: &str, stores: &'static [&'static str]) -> Option<Self> {
        let request = window().indexed_db().ok()??.open_with_u32(name, 1).ok()?;
        let asked = request.clone();
        let make = Closure::once_into_js(move || {
            if let Some(database) = asked.result().ok().and_then(|database| database.dyn_into::<IdbDatabase>().ok()) {
                for store in stores {
                    // One that cannot be made is missed when it is used.
                    let _made = database.create_object_store(store);
                }
            }
        });
        request.set_onupgradeneeded(Some(make.unchecked_ref()));
        let opened = Box::pin(answer(&request));
        match select(opened, Box::pin(JsFuture::from(after(PATIENCE_MS)))).await {
            Either::Left((Ok(database), _)) => Some(Self(database.unchecked_into())),
            Either::Left((Err(_), _)) | Either::Right(_) => None,
        }
    }

    /// Begins to read and write these stores.
    pub(crate) fn begin(&self, stores: &[&str]) -> Option<Transaction> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        self.0.transaction_with_str_sequence_and_mode(&names, IdbTransactionMode::Readwrite).ok().map(Transaction)
    }
}

impl Transaction {
    /// Everything in a store, by key.
    pub(crate) async fn all(&self, store: &str) -> Vec<(String, JsValue)> {
        let Some((keys, values)) = self.store(store).and_then(|it| Some((it.get_all_keys().ok()?, it.get_all().ok()?)))
        else {
            return Vec::new();
        };
        let (keys, values) = (answer(&keys), answer(&values));
        let (Ok(keys), Ok(values)) = (keys.await, values.await) else { return Vec::new() };
        let (keys, values): (Array, Array) = (keys.unchecked_into(), values.unchecked_into());
        keys.iter().zip(values.iter()).filter_map(|(key, value)| Some((key.as_string()?, value))).collect()
    }

    /// Puts it there, in the place of what was there.
    pub(crate) fn put(&self, store: &str, key: &str, value: &JsValue) {
        // What is wrong ends the transaction, and is told by `done`.
        let _asked = self.store(store).map(|store| store.put_with_key(value, &key.into()));
    }

    /// Takes it away.
    pub(crate) fn delete(&self, store: &str, key: &str) {
        let _asked = self.store(store).map(|store| store.delete(&key.into()));
    }

    /// Takes everything away.
    pub(crate) fn clear(&self, store: &str) {
        let _asked = self.store(store).map(|store| store.clear());
    }

    /// Waits until all of it is kept; whether it is.
    pub(crate) async fn done(self) -> bool {
        let ended = Promise::new(&mut |resolve, reject| {
            self.0.set_oncomplete(Some(&resolve));
            self.0.set_onabort(Some(&reject));
        });
        JsFuture::from(ended).await.is_ok()
    }

    fn store(&self, name: &str) -> Option<IdbObjectStore> {
        self.0.object_store(name).ok()
    }
}

/// What a request comes to. It is listened to at once, not only when the future is awaited.
fn answer(request: &IdbRequest) -> impl Future<Output = Result<JsValue, JsValue>> + use<> {
    let ended = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let (ended, request) = (JsFuture::from(ended), request.clone());
    async move {
        ended.await?;
        request.result()
    }
}

fn after(ms: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        // A page that has no timers waits for ever.
        let _timer = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
    })
}
