//! One tile: a picture and a name, which are one link; a box and a menu over the picture's corners.

use leptos::prelude::*;

use super::picture::{Thumbnail, picture};
use crate::{
    components::list_row::{Look, cells, frame},
    state::{shell::use_shell, slot::Slot},
};

#[component]
pub(super) fn Tile(shown: Slot) -> impl IntoView {
    let shell = use_shell();
    frame(shell, shown, Look::Tile, move |face| {
        let thumbnail = Thumbnail::follow(shell, shown);
        view! {
            <div class="tile-body" role="presentation">
                {cells::name(face, Box::new(move || picture(thumbnail, shown)))}
                // Read as two words, not as one.
                " " {cells::found_in(face)}
            </div>
            <div class="tile-box" role="presentation">{cells::tick(face)}</div>
            <div class="tile-more" role="presentation">{cells::more(face)}</div>
        }
        .into_any()
    })
}
