//! The table of keys.

use leptos::prelude::*;

use crate::{
    components::modal::{Modal, title},
    state::shell::use_shell,
    text::{
        self,
        dialogs::{self, SHORTCUT_TABLE, Shortcut},
    },
};

#[component]
pub(crate) fn ShortcutsDialog() -> impl IntoView {
    let shell = use_shell();
    let row = |Shortcut { keys, does }: &'static Shortcut| {
        let keys: Vec<_> = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect();
        view! { <tr><th scope="row">{keys}</th><td>{*does}</td></tr> }
    };
    let rows: Vec<_> = SHORTCUT_TABLE.iter().map(row).collect();
    view! {
        <Modal>
            {title(dialogs::SHORTCUTS.to_owned())}
            <table class="shortcuts"><tbody>{rows}</tbody></table>
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| shell.layers.close()>{text::CLOSE}</button>
            </div>
        </Modal>
    }
}
