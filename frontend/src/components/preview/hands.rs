//! The keyboard and the finger in the preview.

use leptos::{ev, prelude::*};

use super::STAGE;
use crate::{
    browser::{focus, keys, player, touch},
    state::{
        preview::beside::Way,
        previewing::showing::{Drawn, Showing, Zoom},
    },
};

/// A key was pressed. None is taken from a player, and none from what scrolls sideways.
pub(super) fn pressed(showing: Showing, event: &ev::KeyboardEvent) {
    if event.default_prevented() || keys::has_command(event) || event.alt_key() || focus::is_over_preview() {
        return;
    }
    let is_free = !focus::is_on_control(event) && !player::is_on_player(event);
    let is_picture = showing.picture.get_untracked() == Drawn::Here;
    let is_wide = is_picture && showing.zoom.get_untracked() == Zoom::Actual;
    match event.key().as_str() {
        "Escape" => showing.shell.close_preview(),
        "ArrowLeft" | "ArrowRight" if !is_wide && !player::is_on_player(event) => {
            let is_forward = (event.key() == "ArrowRight") == focus::is_left_to_right();
            showing.step(if is_forward { Way::Next } else { Way::Previous });
        }
        " " if is_free && player::toggle(&format!("#{STAGE}")) => {}
        "Enter" if is_free && is_picture => toggle_zoom(showing),
        _ => return,
    }
    event.prevent_default();
}

/// The picture as large as the window, or as it is.
pub(super) fn toggle_zoom(showing: Showing) {
    showing.zoom.update(|zoom| *zoom = if *zoom == Zoom::Fitted { Zoom::Actual } else { Zoom::Fitted });
}

/// Pixels that are a swipe.
const FAR: i32 = 60;

/// One finger that may be swiping.
#[derive(Clone, Copy)]
pub(super) struct Swipe(StoredValue<Option<(i32, i32)>>);

impl Swipe {
    pub(super) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// A finger was put down. A player has uses of its own for it, and so has a page that somebody has enlarged.
    pub(super) fn began(self, event: &ev::TouchEvent) {
        let is_taken = player::is_on_player(event) || touch::is_enlarged();
        self.0.set_value(touch::only_finger(event).filter(|_| !is_taken));
    }

    /// It was lifted.
    pub(super) fn ended(self, showing: Showing, event: &ev::TouchEvent) {
        let began = self.0.get_value();
        self.0.set_value(None);
        let is_wide = showing.zoom.get_untracked() == Zoom::Actual;
        let (Some((x0, y0)), Some((x, y)), false) = (began, touch::lifted(event), is_wide) else { return };
        if (x - x0).abs() > FAR && (x - x0).abs() > 2 * (y - y0).abs() {
            let is_forward = (x < x0) == focus::is_left_to_right();
            showing.step(if is_forward { Way::Next } else { Way::Previous });
        }
    }
}
