//! Before the server has said who we are: nothing, or that it cannot be reached.

use leptos::prelude::*;

use crate::components::strips::Strips;

#[component]
pub(crate) fn StartingPage() -> impl IntoView {
    view! {
        <main class="page">
            <Strips />
        </main>
    }
}
