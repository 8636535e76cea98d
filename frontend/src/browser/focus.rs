//! Where the keyboard is, and where it goes.

use std::cell::RefCell;

use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, FocusOptions, HtmlDialogElement, HtmlElement, HtmlInputElement};

/// Puts the focus on the element with that id, if it is there.
pub(crate) fn to_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        focus(&element);
    }
}

/// As [`to_id`], without scrolling to it.
pub(crate) fn to_id_in_place(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // Fails only for elements outside the document.
        let _outside = element.focus_with_options(&options);
    }
}

/// As [`to_id`], after the page has been drawn again. What is not there then may be in a part of the page that is still
/// being loaded: [`to_missed_soon`].
pub(crate) fn to_id_soon(id: String) {
    request_animation_frame(move || {
        let is_there = document().get_element_by_id(&id).is_some();
        to_id(&id);
        MISSED.set(if is_there { None } else { Some(id) });
    });
}

/// Puts the focus where it could not be put last, after the page has been drawn again.
pub(crate) fn to_missed_soon() {
    if let Some(id) = MISSED.take() {
        to_id_soon(id);
    }
}

thread_local! {
    /// The id of the element that was to get the focus and was not there.
    static MISSED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Scrolls to the element with that id if it has the focus, after the page has been drawn again.
pub(crate) fn scroll_to_focused_soon(id: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = current().filter(|element| element.id() == id) {
            element.scroll_into_view();
        }
    });
}

/// Puts the focus on an element; what cannot be focused is left alone.
pub(crate) fn focus(element: &HtmlElement) {
    // Fails only for elements outside the document.
    let _outside = element.focus();
}

/// The element that has the focus, unless it is the page itself.
pub(crate) fn current() -> Option<HtmlElement> {
    let element = document().active_element()?.dyn_into::<HtmlElement>().ok()?;
    (element.tag_name() != "BODY").then_some(element)
}

/// Whether the focus is within what the selector names, or nowhere.
pub(crate) fn is_within_or_nowhere(selector: &str) -> bool {
    current().is_none_or(|element| element.closest(selector).ok().flatten().is_some())
}

/// Whether a dialog is open.
pub(crate) fn is_in_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Whether a dialog is open over the preview.
pub(crate) fn is_over_preview() -> bool {
    document().query_selector("dialog.dialog[open]").ok().flatten().is_some()
}

/// Closes the open dialog over the page or its preview, if there is one: only then does the browser give the focus back.
pub(crate) fn close_dialog() {
    let dialog = document().query_selector("dialog.dialog[open]").ok().flatten();
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// Puts the focus on the element with that id, where it was lost with what had it, after the page has been drawn again.
pub(crate) fn to_id_if_lost_soon(id: &'static str) {
    request_animation_frame(move || {
        if current().is_none_or(|element| element.tag_name() == "DIALOG") {
            to_id(id);
        }
    });
}

/// Where the focus was lost with what had it, puts it where the open dialog wants it, after it has been drawn.
pub(crate) fn to_autofocus_soon() {
    request_animation_frame(|| {
        if current().is_none_or(|element| element.tag_name() == "DIALOG")
            && let Some(element) = document().query_selector("dialog.dialog[open] [autofocus]").ok().flatten()
            && let Ok(element) = element.dyn_into::<HtmlElement>()
        {
            focus(&element);
        }
    });
}

/// Whether the key press belongs to a text field.
pub(crate) fn is_in_text_field(event: &web_sys::Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.type_() != "checkbox",
        None => element.tag_name() == "TEXTAREA",
    })
}

/// Whether the event comes from something in a row that acts by itself: a link, a button, a box, a field.
pub(crate) fn is_on_control(event: &web_sys::Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.and_then(|element| element.closest("a, button, input, label").ok().flatten()).is_some()
}

/// Whether lines run from left to right.
pub(crate) fn is_left_to_right() -> bool {
    document().document_element().and_then(|root| root.get_attribute("dir")).is_none_or(|dir| dir != "rtl")
}

/// Moves the focus among the focusable parts of an element by `step` places; before the first is the element itself.
pub(crate) fn move_among_parts(id: &str, step: i32) {
    let within = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(within) = &within else { return };
    let Ok(list) = within.query_selector_all("a[href], button:not(:disabled), input") else { return };
    let parts: Vec<HtmlElement> = (0..list.length())
        .filter_map(|place| list.get(place)?.dyn_into::<HtmlElement>().ok())
        .filter(|part| part.offset_width() > 0)
        .collect();
    let active = document().active_element();
    let here = parts.iter().position(|part| active.as_ref() == Some(part.as_ref()));
    let target = match (here, step > 0) {
        (None, true) => parts.first(),
        (None, false) => None,
        (Some(here), true) => parts.get(here + 1),
        (Some(0), false) => Some(within),
        (Some(here), false) => parts.get(here - 1),
    };
    if let Some(target) = target {
        focus(target);
    }
}

/// Goes into a field that has just been made and selects its first `units` UTF-16 units.
pub(crate) fn select_start(input: HtmlInputElement, units: u32) {
    let select = move || {
        focus(&input);
        // Fails only for fields without text.
        let _no_text = input.set_selection_range(0, units);
        !input.value().is_empty() && document().active_element().as_ref() == Some(input.as_ref())
    };
    // At once, so that no key is lost that is typed into it; where it is not in the document yet, in the next frame.
    if !select() {
        request_animation_frame(move || {
            select();
        });
    }
}

/// How many rows of `row` pixels fit into the element with that id.
pub(crate) fn rows_in_view(id: &str, row_selector: &str) -> usize {
    let list = document().get_element_by_id(id);
    let height = list.as_ref().map_or(0, Element::client_height);
    let row =
        list.and_then(|list| list.query_selector(row_selector).ok().flatten()).map_or(0, |row| row.client_height());
    usize::try_from(height.checked_div(row).unwrap_or(10) - 1).unwrap_or(10).max(1)
}

/// Where a menu opens that belongs to the element: at one of its lower corners.
pub(crate) fn menu_corner(element: &Element, side: Side) -> (f64, f64) {
    let rect = element.get_bounding_client_rect();
    (if is_right(side) { rect.right() } else { rect.left() }, rect.bottom())
}

/// Where to go in a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    First,
    Last,
    Next,
    Previous,
    /// To the next item that begins so.
    Letter(String),
}

/// Moves the focus among the items of a menu; it wraps around.
pub(crate) fn move_in_menu(menu: &Element, step: Step) {
    let Ok(found) = menu.query_selector_all("[role^=menuitem]") else { return };
    let items: Vec<HtmlElement> =
        (0..found.length()).filter_map(|place| found.get(place)?.dyn_into::<HtmlElement>().ok()).collect();
    let Some(last) = items.len().checked_sub(1) else { return };
    let active = document().active_element();
    let here = items.iter().position(|item| active.as_ref() == Some(item.as_ref()));
    let begins = |item: &HtmlElement, letter: &str| {
        let text = item.text_content().unwrap_or_default();
        text.trim_start().to_lowercase().starts_with(&letter.to_lowercase())
    };
    let target = match (step, here) {
        (Step::First, _) | (Step::Next, None) => Some(0),
        (Step::Last, _) | (Step::Previous, None) => Some(last),
        (Step::Next, Some(here)) => Some(if here == last { 0 } else { here + 1 }),
        (Step::Previous, Some(here)) => Some(here.checked_sub(1).unwrap_or(last)),
        (Step::Letter(letter), here) => {
            let from = here.map_or(0, |here| here + 1);
            let mut round = (0..items.len()).map(|step| (from + step) % items.len());
            round.find(|place| items.get(*place).is_some_and(|item| begins(item, &letter)))
        }
    };
    if let Some(item) = target.and_then(|place| items.get(place)) {
        focus(item);
    }
}

/// Where an element's upper left corner must be so that it is at `at` and inside the window.
pub(crate) fn fitted(element: &Element, at: (f64, f64), side: Side) -> (f64, f64) {
    let rect = element.get_bounding_client_rect();
    let pixels = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or_default()
    };
    let (width, height) = (pixels(window().inner_width()), pixels(window().inner_height()));
    let x = if is_right(side) { at.0 - rect.width() } else { at.0 };
    let fit = |start: f64, extent: f64, room: f64| start.min(room - extent - EDGE).max(EDGE);
    (fit(x, rect.width(), width), fit(at.1, rect.height(), height))
}

/// Whether that corner is on the right.
fn is_right(side: Side) -> bool {
    (side == Side::End) == is_left_to_right()
}

/// Pixels that a menu keeps from the window's edge.
const EDGE: f64 = 8.0;

/// Which corner of an element is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The one where text begins.
    Start,
    /// The one where text ends.
    End,
}
