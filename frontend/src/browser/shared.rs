//! What another app has shared to this one: the service worker keeps it until the page takes it (`static/service-worker.js`).

use js_sys::{Array, decode_uri_component};
use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Cache, CacheStorage, File, Request, Response, Url};

use super::abilities;

/// As the service worker names it.
const CACHE: &str = "holdall-shared";

/// Takes the files, in their order. Nothing, where nothing was shared or cannot be.
pub(crate) async fn take() -> Vec<File> {
    if !abilities::is_secure() {
        return Vec::new();
    }
    let Ok(caches) = window().caches() else { return Vec::new() };
    let files = taken(&caches).await.unwrap_or_default();
    if !files.is_empty() {
        // What stays would be taken again.
        let _deleted = JsFuture::from(caches.delete(CACHE)).await;
    }
    files
}

async fn taken(caches: &CacheStorage) -> Result<Vec<File>, JsValue> {
    if !JsFuture::from(caches.has(CACHE)).await?.is_truthy() {
        return Ok(Vec::new());
    }
    let cache: Cache = JsFuture::from(caches.open(CACHE)).await?.dyn_into()?;
    let mut files = Vec::new();
    for request in Array::from(&JsFuture::from(cache.keys()).await?) {
        files.push(file(&cache, &request.dyn_into()?).await?);
    }
    Ok(files)
}

async fn file(cache: &Cache, request: &Request) -> Result<File, JsValue> {
    let response: Response = JsFuture::from(cache.match_with_request(request)).await?.dyn_into()?;
    let blob: Blob = JsFuture::from(response.blob()?).await?.dyn_into()?;
    let address = Url::new(&request.url())?.pathname();
    let name = decode_uri_component(address.rsplit('/').next().unwrap_or_default())?;
    File::new_with_blob_sequence(&Array::of1(&blob), &String::from(name))
}
