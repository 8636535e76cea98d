//! The polite live region.

use leptos::prelude::*;

use crate::state::shell::use_shell;

#[component]
pub(crate) fn Live() -> impl IntoView {
    let said = use_shell().voice.said();
    view! { <div class="visually-hidden" role="status" aria-live="polite">{said}</div> }
}
