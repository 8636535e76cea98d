//! One line that goes by itself, perhaps with a button. It is spoken by the live region.

use leptos::{ev, prelude::*};

use crate::state::{
    shell::use_shell,
    voice::{Offer, Toast},
};

#[component]
pub(crate) fn ToastHost() -> impl IntoView {
    let shell = use_shell();
    let voice = shell.voice;
    let button = move |Offer { label, act }: Offer| {
        let take = move |_| {
            voice.end_toast();
            act.run(());
            shell.focus_list();
        };
        view! { <button type="button" class="button" on:click=take>{label}</button> }
    };
    let pressed = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            voice.end_toast();
            shell.focus_list();
        }
    };
    move || {
        voice.toast().get().map(|Toast { text, offer }| {
            view! {
                <div
                    class="toast"
                    on:mouseenter=move |_| voice.hold_toast()
                    on:mouseleave=move |_| voice.release_toast()
                    on:focusin=move |_| voice.hold_toast()
                    on:focusout=move |_| voice.release_toast()
                    on:keydown=pressed
                >
                    <p>{text}</p>
                    {offer.map(button)}
                </div>
            }
        })
    }
}
