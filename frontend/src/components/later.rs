//! Shows a part of the page whose code is loaded when it is first needed, and what to do where that fails.

use std::time::Duration;

use futures_util::{FutureExt as _, future::join};
use leptos::prelude::*;

use super::{
    icon::icon,
    modal::{Modal, title},
    parts::{Part, Parts},
};
use crate::{
    browser::{focus, keys, rest, task},
    state::{
        kind::Icon,
        shell::{Shell, use_shell},
    },
    text::{self, parts},
};

/// How soon the page fetches the parts that nobody has asked for yet, and looks again whether the first list stands.
const LATER: Duration = Duration::from_millis(500);

/// How often it looks: a list that does not come keeps nothing else away.
const LOOKS: u32 = 10;

/// What a part is in the page: the shape of what is shown until it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A region of the page.
    Region,
    /// A dialog over it.
    Dialog,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Loading,
    Loaded,
    Failed,
}

#[component]
pub(crate) fn Later(part: Part, shape: Shape) -> impl IntoView {
    let state = RwSignal::new(State::Loading);
    let load = move || {
        state.set(State::Loading);
        task::run(async move {
            let reached = if (part.load)().await.is_ok() { State::Loaded } else { State::Failed };
            // Nobody waits for it where it has been closed meanwhile.
            let _closed = state.try_set(reached);
            focus::to_missed_soon();
        });
    };
    if let Some(Ok(())) = (part.load)().now_or_never() {
        state.set(State::Loaded);
    } else {
        load();
        if shape == Shape::Dialog {
            leave_by_escape(state);
        }
    }
    move || match state.get() {
        State::Loading => None,
        State::Loaded => (part.view)().now_or_never().and_then(Result::ok),
        State::Failed => Some(failed(shape, load)),
    }
}

/// What somebody does not want any more does not appear when it has been loaded.
fn leave_by_escape(state: RwSignal<State>) {
    let shell = use_shell();
    let first = keys::first_escape(move || {
        let is_loading = state.try_get_untracked() == Some(State::Loading);
        if is_loading {
            give_up(shell);
        }
        is_loading
    });
    // It goes with whoever has asked for the part.
    StoredValue::new_local(first);
}

/// Closes what was to be shown: the uppermost of them.
fn give_up(shell: Shell) {
    if shell.layers.menu.with_untracked(Option::is_some) {
        shell.layers.close_menu();
    } else if shell.layers.dialog.with_untracked(Option::is_some) {
        shell.layers.close();
    } else {
        shell.close_preview();
    }
}

fn failed(shape: Shape, load: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let again = move || {
        view! {
            <button type="button" class="button" autofocus on:click=move |_| load()>
                {icon(Icon::Retry)} {text::try_again()}
            </button>
        }
    };
    match shape {
        Shape::Region => view! {
            <section class="state" role="alert" data-state="failed">
                {icon(Icon::Warning)}
                <h2>{parts::not_loaded()}</h2>
                <p>{parts::not_loaded_hint()}</p>
                <div class="state-actions">{again()}</div>
            </section>
        }
        .into_any(),
        Shape::Dialog => {
            let shell = use_shell();
            view! {
                <Modal on_cancel=Callback::new(move |()| give_up(shell))>
                    {title(parts::not_loaded().to_owned())}
                    <p role="alert">{parts::not_loaded_hint()}</p>
                    <div class="dialog-actions">
                        <button type="button" class="button" on:click=move |_| give_up(shell)>{text::cancel()}</button>
                        {again()}
                    </div>
                </Modal>
            }
            .into_any()
        }
    }
}

/// Makes the page whole once all of its code is there, and fetches the parts once the first list stands, so that they are
/// there when the server is not. First what people do to entries, and the uploads, which tell what an earlier page has left.
pub(crate) fn fetch(shell: Shell, parts: Parts) {
    rest::then(move || {
        shell.is_whole.set(true);
        task::run(async move {
            for _ in 0..LOOKS {
                task::pause(LATER).await;
                if !shell.is_opening() {
                    break;
                }
            }
            // The others one by one: what people ask for meanwhile has the other connections. Whoever needs what could not
            // be loaded tries again, and tells.
            let _later = join(shell.deeds(), shell.uploads.engine()).await;
            for part in parts.all() {
                let _later = (part.load)().await;
            }
        });
    });
}
