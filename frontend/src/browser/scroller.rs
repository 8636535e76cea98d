//! The list as the browser lays it out: how large it is, where it is scrolled to, in which order its rows are.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement, Node, ResizeObserver};

use crate::{number, state::window::scale::columns};

/// Sizes in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Measured {
    /// How many tiles stand side by side; in a list 1.
    pub(crate) columns: u64,
    /// Height of a line.
    pub(crate) row_px: u64,
    /// Height of what is seen of the rows.
    pub(crate) view_px: u64,
    /// Room behind the last row.
    pub(crate) pad_px: u64,
}

impl Default for Measured {
    /// Before the list is in the document.
    fn default() -> Self {
        Self { columns: 1, row_px: 40, view_px: 800, pad_px: 0 }
    }
}

/// Measures a list, its header if it has one, and a row of it: or a tile and the room around it.
pub(crate) fn measure(list: &HtmlElement, header: Option<&HtmlElement>, row: &HtmlElement) -> Measured {
    let size = row.get_bounding_client_rect();
    let row_px = rounded(size.height());
    // What it lies in is as wide as all that stand side by side.
    let width_px = row.parent_element().map_or(0.0, |around| around.get_bounding_client_rect().width());
    let header_px = header.map_or(0, HtmlElement::offset_height);
    let view_px = u64::try_from(list.client_height().saturating_sub(header_px)).unwrap_or(0);
    let style = window().get_computed_style(list).ok().flatten();
    let pad = style.and_then(|style| style.get_property_value("padding-bottom").ok()).unwrap_or_default();
    // The browser reads "12.5px" itself: Rust's own reader of such numbers brings a table of 10 kB.
    let pad_px = rounded(js_sys::parse_float(&pad));
    Measured {
        columns: columns(width_px, size.width()),
        row_px: if row_px == 0 { Measured::default().row_px } else { row_px },
        view_px,
        pad_px,
    }
}

/// How many pixels of what comes from `mark` on are above what is seen of a list, and how high that is.
pub(crate) fn seen_below(list: &HtmlElement, mark: &HtmlElement) -> (usize, usize) {
    let seen = list.get_bounding_client_rect();
    let above = seen.top() - mark.get_bounding_client_rect().top();
    let size = |px: f64| usize::try_from(number::to_count(px)).unwrap_or(usize::MAX);
    (size(above), size(seen.height()))
}

fn rounded(px: f64) -> u64 {
    number::to_count(px.round())
}

/// Calls back whenever one of the elements has another size, and once at the beginning.
pub(crate) struct SizeWatch {
    observer: Option<ResizeObserver>,
    _on_resize: Closure<dyn FnMut()>,
}

impl SizeWatch {
    pub(crate) fn begin(elements: &[&HtmlElement], on_resize: impl FnMut() + 'static) -> Self {
        let on_resize = Closure::<dyn FnMut()>::new(on_resize);
        // Fails only where browsers have none: there the first size stays.
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            for element in elements {
                observer.observe(element);
            }
        }
        Self { observer, _on_resize: on_resize }
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Scrolls the list.
pub(crate) fn scroll_to(px: u64) {
    if let Some(list) = document().get_element_by_id("list") {
        let px = i32::try_from(px).unwrap_or(i32::MAX);
        if list.scroll_top() != px {
            list.set_scroll_top(px);
        }
    }
}

/// Where an element is scrolled to.
pub(crate) fn scroll_of(list: &Element) -> u64 {
    u64::try_from(list.scroll_top()).unwrap_or(0)
}

/// Puts elements of one parent into this order, so that who reads the document reads the list from the top down. The
/// one that has the focus is not moved: it would lose it.
pub(crate) fn put_in_order(ids: impl Iterator<Item = String>) {
    let document = document();
    let rows: Vec<Element> = ids.filter_map(|id| document.get_element_by_id(&id)).collect();
    let active = document.active_element();
    let has_focus = |row: &Element| active.as_ref().is_some_and(|active| row.contains(Some(active)));
    let middle = rows.iter().position(has_focus).unwrap_or(0);
    let Some(pivot) = rows.get(middle) else { return };
    let mut previous = pivot;
    for row in rows.iter().skip(middle + 1) {
        if previous.next_element_sibling().as_ref() != Some(row) {
            insert(row, previous.next_sibling().as_ref());
        }
        previous = row;
    }
    let mut next = pivot;
    for row in rows.iter().take(middle).rev() {
        if next.previous_element_sibling().as_ref() != Some(row) {
            insert(row, Some(next));
        }
        next = row;
    }
}

fn insert(row: &Element, before: Option<&Node>) {
    if let Some(parent) = row.parent_node() {
        // Fails only for what is not in this parent.
        let _elsewhere: Result<Node, JsValue> = parent.insert_before(row, before);
    }
}
