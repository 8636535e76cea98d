//! The details panel: what is known of the selected entry, its link, its checksums, and what it was before.
//!
//! Beside the list in a wide window, over its end in a narrower one, a sheet on a phone.

mod checksums;
mod count;
mod facts;
mod versions;

use leptos::prelude::*;

use self::{checksums::Checksums, facts::Facts, versions::Versions};
use super::{
    icon::icon,
    later::{Later, Shape},
    parts::use_parts,
};
use crate::{
    state::{
        details::Subject,
        details_panel::{CLOSE, PANEL},
        kind::Icon,
        shell::use_shell,
    },
    text::details,
};

#[component]
pub(crate) fn DetailsHost() -> impl IntoView {
    let (shell, parts) = (use_shell(), use_parts());
    view! { <Show when=move || shell.details.is_open()><Later part=parts.details shape=Shape::Region /></Show> }
}

/// The panel while it is open.
#[component]
pub(crate) fn Panel() -> impl IntoView {
    let shell = use_shell();
    let subject = Memo::new(move |_| shell.subject());
    let content = Memo::new(move |_| subject.with(Subject::content));
    let title = move || match subject.get() {
        Subject::Nothing => details::nothing().to_owned(),
        Subject::One(entry) => entry.name.to_string(),
        Subject::Several { count, .. } | Subject::Many(count) => details::selected(count),
    };
    let shape = move || subject.with(|subject| subject.one().map_or(Icon::Details, Icon::of));
    let is_file = move || content.with(Option::is_some);
    view! {
        <div class="details-backdrop" on:click=move |_| shell.close_details()></div>
        <aside class="details" id=PANEL aria-label=details::details()>
            <div class="details-head">
                {move || icon(shape())}
                <h2 class="details-title" title=title><bdi>{title}</bdi></h2>
                <button
                    type="button"
                    class="icon-button"
                    id=CLOSE
                    aria-label=details::close()
                    title=details::close()
                    on:click=move |_| shell.close_details()
                >
                    {icon(Icon::Close)}
                </button>
            </div>
            <Facts subject=subject />
            <Show when=is_file>
                <Checksums content=content />
                <Versions content=content />
            </Show>
        </aside>
    }
}
