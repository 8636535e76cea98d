//! Digests of the file's content, computed when somebody asks: the server reads the whole file.

use holdall_shared::Digests;
use leptos::prelude::*;

use crate::{
    api,
    components::copy_button::CopyButton,
    state::{
        deletion::name_of,
        details::{Content, Subject},
        shell::use_shell,
    },
    text::details,
};

/// Digests, and of which content they are.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Computed {
    content: Content,
    digests: Result<Digests, String>,
}

#[component]
pub(super) fn Checksums(content: Memo<Option<Content>>) -> impl IntoView {
    let shell = use_shell();
    let compute = Action::new_local(move |content: &Content| {
        let content = content.clone();
        async move {
            let result = api::entries::entry_with_digests(&content.path).await;
            shell.folder.hear(&result);
            match result {
                Ok(entry) => {
                    let digests = entry.digests.clone().unwrap_or_default();
                    // The file may be another one by now: the digests are of what the answer is about.
                    let of = Subject::One(entry).content().unwrap_or_else(|| content.clone());
                    if of != content {
                        shell.folder.refresh();
                    }
                    Computed { content: of, digests: Ok(digests) }
                }
                Err(error) => {
                    let sentence = error.sentence(&name_of(&content.path));
                    Computed { content, digests: Err(sentence) }
                }
            }
        }
    });
    let is_busy = compute.pending();
    let computed = Memo::new(move |_| {
        let content = content.get()?;
        compute.value().get().filter(|computed| computed.content == content).map(|computed| computed.digests)
    });
    let start = move |_| {
        if let Some(content) = content.get_untracked() {
            compute.dispatch_local(content);
        }
    };
    let ask = move || {
        view! {
            <p class="details-hint">{details::checksums_hint()}</p>
            <button type="button" class="button" disabled=is_busy on:click=start>
                {move || if is_busy.get() { details::computing() } else { details::compute() }}
            </button>
        }
    };
    view! {
        <section class="details-part" aria-labelledby="details-checksums">
            <h3 id="details-checksums">{details::checksums()}</h3>
            {move || match computed.get() {
                None => ask().into_any(),
                Some(Err(sentence)) => view! { <p class="field-error" role="alert">{sentence}</p> {ask()} }.into_any(),
                Some(Ok(digests)) => shown(digests).into_any(),
            }}
        </section>
    }
}

fn shown(digests: Digests) -> impl IntoView {
    let digest = |name: &'static str, value: String| {
        view! {
            <div class="fact-stacked">
                <dt>{name}</dt>
                <dd class="fact-copied"><code>{value.clone()}</code><CopyButton text=value what=name /></dd>
            </div>
        }
    };
    view! {
        <dl class="facts">
            {digest(details::BLAKE3, digests.blake3)}
            {digests.sha256.map(|value| digest(details::SHA256, value))}
        </dl>
    }
}
