//! Signed out: one card and nothing else.

use leptos::prelude::*;

use crate::components::sign_in::{SignInCard, TitleId};

#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    view! {
        <main class="sign-in-page">
            <section class="card" aria-labelledby="sign-in-title">
                <SignInCard title_id=TitleId("sign-in-title") />
            </section>
        </main>
    }
}
