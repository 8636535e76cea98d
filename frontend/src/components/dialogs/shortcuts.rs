//! The table of keys.

use leptos::prelude::*;

use crate::{
    components::modal::{Modal, title},
    state::{preferences::SingleKeys, shell::use_shell},
    text::{
        self, dialogs,
        shortcuts::{self, Shortcut},
    },
};

#[component]
pub(crate) fn ShortcutsDialog() -> impl IntoView {
    let shell = use_shell();
    let row = |Shortcut { keys, does }: Shortcut| {
        let keys: Vec<_> = keys.into_iter().map(|key| view! { <kbd>{key}</kbd> }).collect();
        view! { <tr><th scope="row">{keys}</th><td>{does}</td></tr> }
    };
    let rows: Vec<_> = shortcuts::table().into_iter().map(row).collect();
    view! {
        <Modal>
            {title(dialogs::shortcuts().to_owned())}
            <table class="shortcuts"><tbody>{rows}</tbody></table>
            <label class="batch-rule">
                <input
                    type="checkbox"
                    prop:checked=move || shell.preferences.get().single_keys == SingleKeys::On
                    on:change=move |_| {
                        shell.preferences.update(|preferences| preferences.single_keys = preferences.single_keys.toggled());
                    }
                />
                <span>
                    <span class="batch-rule-name">{dialogs::single_keys()}</span>
                    " "
                    <span class="batch-hint">{dialogs::single_keys_hint()}</span>
                </span>
            </label>
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| shell.layers.close()>{text::close()}</button>
            </div>
        </Modal>
    }
}
