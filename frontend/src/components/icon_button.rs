//! A button that is a picture alone: its words are its name and its tooltip.

use leptos::prelude::*;

use super::icon::icon;
use crate::state::kind::Icon;

/// What there is to say of it besides its name.
#[derive(Clone, Copy, Default)]
pub(crate) struct States {
    /// Of what is on or off: whether it is on.
    pub(crate) pressed: Option<Signal<bool>>,
    /// Whether nothing comes of pressing it now. It is there still, and keeps the focus.
    pub(crate) disabled: Option<Signal<bool>>,
}

/// Draws it.
pub(crate) fn icon_button(label: &'static str, shape: Icon, states: States, act: impl Fn() + 'static) -> AnyView {
    let told = |state: Option<Signal<bool>>| state.map(|state| move || state.get().to_string());
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=label
            aria-pressed=told(states.pressed)
            aria-disabled=told(states.disabled)
            on:click=move |_| act()
        >
            {icon(shape)}
        </button>
    }
    .into_any()
}
