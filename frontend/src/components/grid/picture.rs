//! The picture of a tile: the entry's thumbnail while there is one, the icon of its kind else.

use leptos::prelude::*;

use crate::{
    browser::task,
    components::icon::icon,
    state::{
        kind::Icon,
        shell::Shell,
        slot::Slot,
        thumbnails::{Found, Thumbnails, use_thumbnails},
    },
    thumbnail::source::Source,
};

/// The thumbnail of what a tile shows now.
#[derive(Clone, Copy)]
pub(super) struct Thumbnail {
    found: RwSignal<Found, LocalStorage>,
    all: Thumbnails,
}

impl Thumbnail {
    /// Goes with the tile: what it shows is asked for while it is in sight.
    pub(super) fn follow(shell: Shell, slot: Slot) -> Self {
        let thumbnail = Self { found: RwSignal::new_local(None), all: use_thumbnails() };
        let is_in_sight = Memo::new(move |_| {
            let place = slot.place.get();
            place.is_some_and(|place| shell.folder.sight().with(|sight| sight.contains(&place)))
        });
        let asking = StoredValue::new_local(task::Slot::default());
        let stop = move || {
            let _gone = asking.try_with_value(|asking| asking.run(async {}));
        };
        Effect::new(move |_| {
            let row = slot.row.get();
            let may_ask = is_in_sight.get() && shell.connection.is_online();
            stop();
            let entry = row.as_ref().map(|row| &row.entry);
            let Some((entry, source)) = entry.and_then(|entry| Some((entry, Source::of(entry)?))) else {
                thumbnail.show(None);
                return;
            };
            let known = thumbnail.all.known(entry);
            thumbnail.show(known.clone().flatten());
            if known.is_none() && may_ask {
                let entry = entry.clone();
                asking.with_value(|asking| {
                    asking.run(async move {
                        if let Some(found) = thumbnail.all.get(entry, source).await {
                            thumbnail.show(found);
                        }
                    });
                });
            }
        });
        on_cleanup(stop);
        thumbnail
    }

    fn show(self, found: Found) {
        let is_empty = self.found.try_with_untracked(Option::is_none).unwrap_or(true);
        if !is_empty || found.is_some() {
            let _closed = self.found.try_set(found);
        }
    }
}

/// Draws it. What it is, the name beside it says.
pub(super) fn picture(thumbnail: Thumbnail, slot: Slot) -> AnyView {
    let broken = move |_| {
        slot.row.with_untracked(|row| {
            if let Some(row) = row {
                thumbnail.all.is_broken(&row.entry);
            }
        });
        thumbnail.show(None);
    };
    let shape = Memo::new(move |_| slot.row.with(|row| row.as_ref().map(|row| Icon::of(&row.entry))));
    let drawn = move || {
        thumbnail.found.with(|found| match found {
            Some(picture) => view! {
                <img
                    alt=""
                    draggable="false"
                    decoding="async"
                    src=picture.url.as_str().to_owned()
                    data-orientation=picture.orientation.number().to_string()
                    on:error=broken
                />
            }
            .into_any(),
            None => shape.get().map(icon).into_any(),
        })
    };
    view! { <span class="tile-picture">{drawn}</span> }.into_any()
}
