//! Everything between the bars: the list, or why there is none.

use leptos::prelude::*;

use super::{
    arrivals::ArrivalRows,
    later::{Later, Shape},
    list::List,
    list_states::{EmptyFolder, FailedList, NoMatch, OnlyHidden, Skeleton, UnknownAddress},
    parts::use_parts,
};
use crate::{
    browser::task,
    state::{folder::Status, preferences::View, route::Route, shell::use_shell},
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Skeleton,
    Rows,
    Tiles,
    Empty,
    OnlyHidden,
    NoMatch,
    Failed,
    UnknownAddress,
}

#[component]
pub(crate) fn ListArea() -> impl IntoView {
    let shell = use_shell();
    let (folder, grid) = (shell.folder, use_parts().grid);
    let is_grid = Memo::new(move |_| folder.view().get() == View::Grid);
    Effect::new(move |_| {
        // It comes along with the first tiles, not after them.
        if is_grid.get() {
            task::run(async move {
                // Who shows it tries again, and tells.
                let _later = (grid.load)().await;
            });
        }
    });
    let shown = Memo::new(move |_| {
        let has_rows = folder.listed() > 0;
        let is_filtered = folder.filter().with(|filter| !filter.is_empty());
        match folder.status().get() {
            _ if shell.route.get() == Route::Unknown => Shown::UnknownAddress,
            Status::Failed { .. } => Shown::Failed,
            Status::Loading | Status::Ready if has_rows && is_grid.get() => Shown::Tiles,
            Status::Loading | Status::Ready if has_rows => Shown::Rows,
            Status::Loading => Shown::Skeleton,
            Status::Ready if is_filtered => Shown::NoMatch,
            Status::Ready if folder.hidden_untold() > 0 => Shown::OnlyHidden,
            Status::Ready => Shown::Empty,
        }
    });
    view! {
        <div class="list-area" id="list-area">
            <ArrivalRows />
            {move || match shown.get() {
                Shown::Skeleton => view! { <Skeleton /> }.into_any(),
                Shown::Rows => view! { <List /> }.into_any(),
                Shown::Tiles => view! { <Later part=grid shape=Shape::Region /> }.into_any(),
                Shown::Empty => view! { <EmptyFolder /> }.into_any(),
                Shown::OnlyHidden => view! { <OnlyHidden /> }.into_any(),
                Shown::NoMatch => view! { <NoMatch /> }.into_any(),
                Shown::Failed => view! { <FailedList /> }.into_any(),
                Shown::UnknownAddress => view! { <UnknownAddress /> }.into_any(),
            }}
        </div>
    }
}
