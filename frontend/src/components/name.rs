//! A name in a row: shortened in the middle, isolated from the direction of the text around it.

use leptos::prelude::*;

use crate::text::name;

/// Draws it.
pub(crate) fn middle(text: &str) -> impl IntoView + use<> {
    let (start, end) = name::in_two(text);
    view! {
        <bdi class="middle">
            <span class="middle-start">{start.to_owned()}</span>
            <span class="middle-end">{end.to_owned()}</span>
        </bdi>
    }
}
