//! What the file was before: downloaded, made the content again, deleted for good.

use holdall_shared::{Action as Right, EntryPath, FileVersion};
use leptos::prelude::*;

use crate::{
    api,
    browser::{dates, focus},
    components::icon::icon,
    state::{
        deletion::name_of,
        details::Content,
        details_panel::VERSIONS,
        kind::Icon,
        layer::Dialog,
        shell::{Shell, use_shell},
    },
    text::{self, details},
};

#[component]
pub(super) fn Versions(content: Memo<Option<Content>>) -> impl IntoView {
    let shell = use_shell();
    let listed = LocalResource::new(move || {
        let content = content.get();
        shell.details.versions.track();
        async move {
            let path = content?.path;
            let result = api::versions::list(&path).await;
            shell.folder.hear(&result);
            Some((path, result.map(|listed| listed.versions)))
        }
    });
    // What is on its way for another file is not shown as this one's.
    let of_this = move || {
        let path = content.get()?.path;
        listed.get().flatten().filter(|(of, _)| *of == path).map(|(_, versions)| (path, versions))
    };
    Effect::new(move |_| {
        // Who came for the versions sees them, not only their heading.
        if of_this().is_some() {
            focus::scroll_to_focused_soon(VERSIONS);
        }
    });
    let is_off = move || shell.limits.with(|limits| limits.as_ref().is_some_and(|limits| limits.versions == 0));
    view! {
        <section class="details-part" aria-labelledby=VERSIONS>
            <h3 id=VERSIONS tabindex="-1">{details::versions()}</h3>
            {move || match of_this() {
                None => hint(details::loading()).into_any(),
                Some((path, Err(error))) => {
                    let sentence = error.sentence(&name_of(&path));
                    let again = move |_| listed.refetch();
                    view! {
                        <p class="field-error" role="alert">{sentence}</p>
                        <button type="button" class="button" on:click=again>{text::try_again()}</button>
                    }
                    .into_any()
                }
                Some((_, Ok(versions))) if versions.is_empty() => {
                    hint(if is_off() { details::versions_off() } else { details::no_versions() }).into_any()
                }
                Some((path, Ok(versions))) => {
                    let rows: Vec<_> = versions.into_iter().map(|version| row(shell, &path, version)).collect();
                    view! { <ul class="versions">{rows}</ul> }.into_any()
                }
            }}
        </section>
    }
}

fn hint(words: &'static str) -> impl IntoView {
    view! { <p class="details-hint">{words}</p> }
}

fn row(shell: Shell, path: &EntryPath, version: FileVersion) -> impl IntoView + use<> {
    let when = dates::short(version.modified);
    let line = format!("{} · {}", text::size(version.size), details::replaced(&dates::when(version.replaced)));
    let name = name_of(path);
    let is_offline = move || !shell.connection.is_online();
    let restore = shell.visitor.may_untracked(Right::Update).then(|| {
        let (path, version) = (path.clone(), version.clone());
        let label = details::of_version(details::restore(), &when);
        let act = move |_| shell.restore_version(path.clone(), version.clone());
        view! {
            <button type="button" class="icon-button" aria-label=label title=details::restore() disabled=is_offline on:click=act>
                {icon(Icon::Restore)}
            </button>
        }
    });
    let delete = shell.visitor.may_untracked(Right::Delete).then(|| {
        let (path, version) = (path.clone(), version.clone());
        let label = details::of_version(details::delete(), &when);
        let act =
            move |_| shell.layers.open(Dialog::DeleteVersion { path: path.clone(), version: version.clone() });
        view! {
            <button type="button" class="icon-button" aria-label=label title=details::delete() disabled=is_offline on:click=act>
                {icon(Icon::Trash)}
            </button>
        }
    });
    view! {
        <li class="version">
            <div class="version-lines">
                <time datetime=version.modified.to_string() title=dates::full(version.modified)>{when.clone()}</time>
                <span class="version-line">{line}</span>
            </div>
            <a
                class="icon-button"
                href=version.url
                download=name
                aria-label=details::of_version(details::download(), &when)
                title=details::download()
            >
                {icon(Icon::Download)}
            </a>
            {restore}
            {delete}
        </li>
    }
}
