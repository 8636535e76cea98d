//! Name and version, and what the browser lets the page do at this address.

use leptos::prelude::*;

use crate::{
    browser::abilities::{self, Ability},
    components::{
        icon::icon,
        modal::{Modal, title},
    },
    state::{kind::Icon, shell::use_shell},
    text::{self, dialogs},
};

#[component]
pub(crate) fn AboutDialog() -> impl IntoView {
    let shell = use_shell();
    let version = move || shell.limits.get().map(|limits| view! { <p>{dialogs::version(&limits.version)}</p> });
    let is_secure = abilities::is_secure();
    let why_not = if is_secure { dialogs::needs_other_browser() } else { dialogs::needs_https() };
    let always = line(dialogs::can_upload(), None);
    let rest: Vec<_> = Ability::ALL.map(|ability| line(name(ability), (!ability.is_there()).then_some(why_not))).into();
    view! {
        <Modal>
            {title(dialogs::about().to_owned())}
            <p>{dialogs::about_line()}</p>
            {version}
            <h3 class="about-heading" id="about-abilities">{dialogs::abilities()}</h3>
            <ul class="about-abilities" aria-labelledby="about-abilities">{always} {rest}</ul>
            {(!is_secure).then(|| view! { <p class="about-way">{dialogs::way_to_https()}</p> })}
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| shell.layers.close()>{text::close()}</button>
            </div>
        </Modal>
    }
}

/// What works, or why it does not.
fn line(what: &'static str, why_not: Option<&'static str>) -> impl IntoView + use<> {
    let (sign, word) =
        if why_not.is_none() { (Icon::Check, dialogs::works()) } else { (Icon::Close, dialogs::does_not_work()) };
    view! {
        <li data-works=why_not.is_none().to_string()>
            {icon(sign)}
            <span>
                <span class="visually-hidden">{word} " "</span>
                {what}
                {why_not.map(|reason| view! { <span class="about-reason">{reason}</span> })}
            </span>
        </li>
    }
}

fn name(ability: Ability) -> &'static str {
    match ability {
        Ability::Clipboard => dialogs::can_copy(),
        Ability::Screen => dialogs::can_keep_screen(),
        Ability::Offline => dialogs::can_open_offline(),
        Ability::Install => dialogs::can_install(),
        Ability::Handles => dialogs::can_find_again(),
    }
}
