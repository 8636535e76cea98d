//! The document as a whole: its title, its theme, its language, and the question before it is left.

use leptos::prelude::{WindowListenerHandle, document, window, window_event_listener};
use web_sys::VisibilityState;

/// Sets the tab's title.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets or removes an attribute of the root element that stylesheets go by.
pub(crate) fn set_look(attribute: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    // Fails only for names that are no attribute's.
    let _invalid = match value {
        Some(value) => root.set_attribute(attribute, value),
        None => root.remove_attribute(attribute),
    };
}

/// Says which language the document is in, and which way it is read.
pub(crate) fn set_language(tag: &str, direction: &str) {
    let Some(root) = document().document_element() else { return };
    for (name, value) in [("lang", tag), ("dir", direction)] {
        // As above.
        let _invalid = root.set_attribute(name, value);
    }
}

/// Lets the browser ask before the page is left, whenever `is_unfinished` says so.
pub(crate) fn ask_before_leaving(is_unfinished: impl Fn() -> bool + 'static) -> WindowListenerHandle {
    window_event_listener(leptos::ev::beforeunload, move |event| {
        if is_unfinished() {
            event.prevent_default();
            // Older browsers ask only if this is set.
            event.set_return_value("unfinished");
        }
    })
}

/// Whether the page can be seen: its tab is not in the background, its window not minimised.
pub(crate) fn is_seen() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Tells `seen` whenever the page comes into sight or leaves it, the last time when it is closed.
pub(crate) fn on_seen_or_not(seen: impl Fn(bool) + Clone + 'static) -> [WindowListenerHandle; 3] {
    let (hidden, shown) = (seen.clone(), seen.clone());
    [
        // It bubbles up from the document (HTML §6.2).
        window_event_listener(leptos::ev::visibilitychange, move |_| seen(is_seen())),
        window_event_listener(leptos::ev::pagehide, move |_| hidden(false)),
        window_event_listener(leptos::ev::pageshow, move |_| shown(is_seen())),
    ]
}

/// Whether the system says that there is no network at all.
pub(crate) fn is_offline() -> bool {
    !window().navigator().on_line()
}

/// Whether the window is as narrow as a phone's; the width is that of the stylesheet.
pub(crate) fn is_narrow() -> bool {
    window().match_media("(width < 640px)").is_ok_and(|query| query.is_some_and(|query| query.matches()))
}

/// Whether what points first of all is a mouse, or as exact as one.
pub(crate) fn has_mouse() -> bool {
    window().match_media("(pointer: fine)").is_ok_and(|query| query.is_some_and(|query| query.matches()))
}
