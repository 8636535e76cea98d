//! One shape of the sprite. It is always decoration: the words beside it, or the button's label, say what it means.

use leptos::prelude::*;

use crate::state::kind::Icon;

/// Draws it, 20 px unless the place says otherwise.
pub(crate) fn icon(icon: Icon) -> impl IntoView {
    let kind = match icon {
        Icon::Folder => "icon icon-folder",
        // They point to where lines begin, or end.
        Icon::Back | Icon::Open => "icon icon-pointing",
        _ => "icon",
    };
    view! {
        <svg class=kind aria-hidden="true" focusable="false">
            <use href=icon.href()></use>
        </svg>
    }
}
