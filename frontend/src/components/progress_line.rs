//! Two pixels under the path bar: the list is on its way.

use leptos::prelude::*;

use crate::state::{folder::Activity, shell::use_shell};

#[component]
pub(crate) fn ProgressLine() -> impl IntoView {
    let activity = use_shell().folder.activity();
    view! { <div class="progress-line" data-busy=move || (activity.get() == Activity::Opening).to_string()></div> }
}
