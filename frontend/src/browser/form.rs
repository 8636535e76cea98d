//! A form that is sent without being seen: a download by POST, which the browser writes straight to the disk.

use leptos::prelude::document;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{HtmlFormElement, HtmlInputElement};

/// Posts `values`, all under one name, to `address`.
///
/// In a tab of its own, which a download closes by itself: an error told there leaves this page, and its uploads, alone.
pub(crate) fn post(address: &str, name: &str, values: &[String]) {
    // Fails only for names that are no element's.
    let _invalid = try_post(address, name, values);
}

fn try_post(address: &str, name: &str, values: &[String]) -> Result<(), JsValue> {
    let form = document().create_element("form")?.unchecked_into::<HtmlFormElement>();
    form.set_method("post");
    form.set_action(address);
    form.set_target("_blank");
    form.set_attribute("rel", "noopener")?;
    form.set_hidden(true);
    for value in values {
        let field = document().create_element("input")?.unchecked_into::<HtmlInputElement>();
        field.set_type("hidden");
        field.set_name(name);
        field.set_value(value);
        form.append_child(&field)?;
    }
    let Some(body) = document().body() else { return Ok(()) };
    body.append_child(&form)?;
    let sent = form.submit();
    form.remove();
    sent
}
