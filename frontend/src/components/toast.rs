//! One line that goes by itself. It is spoken by the live region.

use leptos::prelude::*;

use crate::state::shell::use_shell;

#[component]
pub(crate) fn ToastHost() -> impl IntoView {
    let toast = use_shell().voice.toast();
    move || toast.get().map(|toast| view! { <p class="toast">{toast.text}</p> })
}
