//! Handles of files and folders of the person's own disk, which a browser may keep over reloads (File System Access).
//!
//! They are given for what is dropped, in secure contexts of Chromium. After a reload the person has to allow it once
//! more; the browser asks, and only within a click.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransferItem, File, FileSystemDirectoryHandle, FileSystemFileHandle};

/// What is dropped, as a handle, where this browser gives any. It must be asked for within the event.
pub(crate) fn promised(item: &DataTransferItem) -> Option<Promise> {
    call(item, "getAsFileSystemHandle", &JsValue::UNDEFINED)
}

/// What was promised, if it is kept.
pub(crate) async fn kept(promise: Promise) -> Option<JsValue> {
    JsFuture::from(promise).await.ok().filter(JsValue::is_object)
}

/// Asks the person to allow what is behind it to be read; whether they do.
pub(crate) async fn is_allowed(handle: &JsValue) -> bool {
    let options = Object::new();
    let _set = Reflect::set(&options, &"mode".into(), &"read".into());
    let Some(asked) = call(handle, "requestPermission", &options) else { return false };
    JsFuture::from(asked).await.is_ok_and(|answer| answer == "granted")
}

/// The folder of the same handle that was looked into last: files of one folder come one after the other.
pub(crate) type LastFolder = Option<(JsValue, String, FileSystemDirectoryHandle)>;

/// The file itself, or the one at the end of `way` where the handle is a folder's.
pub(crate) async fn file(handle: &JsValue, way: &str, last: &mut LastFolder) -> Option<File> {
    let file = match way.rsplit_once('/') {
        _ if way.is_empty() => handle.clone(),
        Some((folder, name)) => {
            let known = last.as_ref().filter(|(root, way, _)| root == handle && way == folder);
            let inside = match known {
                Some((.., inside)) => inside.clone(),
                None => folder_at(handle, folder).await?,
            };
            *last = Some((handle.clone(), folder.to_owned(), inside.clone()));
            JsFuture::from(inside.get_file_handle(name)).await.ok()?
        }
        None => JsFuture::from(handle.unchecked_ref::<FileSystemDirectoryHandle>().get_file_handle(way)).await.ok()?,
    };
    JsFuture::from(file.unchecked_ref::<FileSystemFileHandle>().get_file()).await.ok().map(JsValue::unchecked_into)
}

async fn folder_at(handle: &JsValue, way: &str) -> Option<FileSystemDirectoryHandle> {
    let mut folder: FileSystemDirectoryHandle = handle.clone().unchecked_into();
    for name in way.split('/') {
        folder = JsFuture::from(folder.get_directory_handle(name)).await.ok()?.unchecked_into();
    }
    Some(folder)
}

/// Calls a method that not every browser has, and that answers with a promise.
fn call(object: &JsValue, method: &str, with: &JsValue) -> Option<Promise> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    method.call1(object, with).ok()?.dyn_into().ok()
}
