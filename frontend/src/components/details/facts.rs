//! Path, kind, exact size, full time, media type, link.

use holdall_shared::{Entry, EntryKind};
use leptos::prelude::*;

use super::count::Count;
use crate::{
    browser::{address, dates},
    components::copy_button::CopyButton,
    state::{details::Subject, kind::Icon, route},
    text::{self, details},
};

#[component]
pub(super) fn Facts(subject: Memo<Subject>) -> impl IntoView {
    move || match subject.get() {
        Subject::Nothing | Subject::Many(_) => ().into_any(),
        Subject::One(entry) => of_one(&entry).into_any(),
        Subject::Several { size, folders, .. } => {
            let size = details::size_of_several(&text::size(size), folders);
            view! { <dl class="facts">{fact(details::size_label(), size)}</dl> }.into_any()
        }
    }
}

fn of_one(entry: &Entry) -> impl IntoView + use<> {
    let size = match (entry.size, entry.kind) {
        (Some(size), _) => fact(details::size_label(), details::size(size)).into_any(),
        (None, EntryKind::Folder) => view! { <Count folder=entry.path.clone() /> }.into_any(),
        (None, _) => fact(details::size_label(), details::not_counted().to_owned()).into_any(),
    };
    let modified = entry.modified;
    let media_type = entry.media_type.clone().map(|media_type| fact(details::media_type(), media_type));
    view! {
        <dl class="facts">
            {fact(details::path(), format!("{}/{}", text::root(), entry.path))}
            {fact(details::kind_label(), details::kind(Icon::of(entry)).to_owned())}
            {size}
            <div>
                <dt>{details::modified()}</dt>
                <dd><time datetime=modified.to_string()>{dates::full(modified)}</time></dd>
            </div>
            {media_type}
            {link(entry)}
        </dl>
    }
}

fn fact(name: &'static str, value: String) -> impl IntoView {
    view! { <div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div> }
}

/// Of what can be opened by its address.
fn link(entry: &Entry) -> Option<impl IntoView + use<>> {
    let path = match entry.kind {
        EntryKind::Folder => route::folder_href(&entry.path),
        EntryKind::File => entry.url.clone(),
        EntryKind::Link | EntryKind::Other => return None,
    };
    let link = address::origin() + &path;
    Some(view! {
        <div class="fact-stacked">
            <dt>{details::link()}</dt>
            <dd class="fact-copied"><code>{link.clone()}</code><CopyButton text=link what=details::link() /></dd>
        </div>
    })
}
