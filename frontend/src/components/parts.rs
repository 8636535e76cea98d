//! The parts of the page that are loaded when they are first needed.
//!
//! What they are is told here; where the page is cut, by the binary (`cuts.rs`), because a cut is a symbol of whatever it is
//! linked into.

use leptos::prelude::*;

use super::{
    details::Panel, grid::Grid, menu::OpenMenuSheet, modal::OpenDialog, preview, sign_in::SignInPage, trash::TrashMain,
    tray::OpenTray,
};
pub use crate::{
    browser::loading::{Loading, NotLoaded},
    state::{
        deeds::{LoadDeeds, MakeDeeds},
        doing::deeds,
        speaking::{Languages, LoadTexts},
    },
    upload::{
        engine::{LoadEngine, MakeEngine},
        running::engine,
    },
};

/// One part.
#[derive(Clone, Copy)]
pub struct Part {
    /// Gets its code; what has failed is tried anew.
    pub load: fn() -> Loading<()>,
    /// Gets its code and makes its view; ready at once where the code is there.
    pub view: fn() -> Loading<AnyView>,
}

/// All of them.
#[derive(Clone, Copy)]
pub struct Parts {
    /// See [`sign_in`].
    pub sign_in: Part,
    /// See [`dialogs`].
    pub dialogs: Part,
    /// See [`tray`].
    pub tray: Part,
    /// See [`details`].
    pub details: Part,
    /// See [`menus`].
    pub menus: Part,
    /// See [`trash`].
    pub trash: Part,
    /// See [`grid`].
    pub grid: Part,
    /// See [`preview`](preview()).
    pub preview: Part,
    /// See [`markdown`].
    pub markdown: Part,
    /// See [`engine`]: what runs the uploads.
    pub engine: LoadEngine,
    /// See [`deeds`]: what people do to entries.
    pub deeds: LoadDeeds,
    /// The texts of other languages.
    pub languages: Languages,
}

impl Parts {
    /// Those that are fetched in any case: few people look at Markdown, and it comes with a parser.
    pub(crate) fn all(self) -> [Part; 8] {
        [self.menus, self.dialogs, self.tray, self.details, self.trash, self.grid, self.sign_in, self.preview]
    }
}

/// The parts of this page.
pub(crate) fn use_parts() -> Parts {
    expect_context()
}

/// The page of who is signed out.
pub fn sign_in() -> AnyView {
    view! { <SignInPage /> }.into_any()
}

/// The dialog that is open.
pub fn dialogs() -> AnyView {
    view! { <OpenDialog /> }.into_any()
}

/// The menu that is open.
pub fn menus() -> AnyView {
    view! { <OpenMenuSheet /> }.into_any()
}

/// The tray of the uploads.
pub fn tray() -> AnyView {
    view! { <OpenTray /> }.into_any()
}

/// The details panel.
pub fn details() -> AnyView {
    view! { <Panel /> }.into_any()
}

/// The trash.
pub fn trash() -> AnyView {
    view! { <TrashMain /> }.into_any()
}

/// The folder as tiles.
pub fn grid() -> AnyView {
    view! { <Grid /> }.into_any()
}

/// The preview that is open.
pub fn preview() -> AnyView {
    view! { <preview::OpenPreview /> }.into_any()
}

/// A Markdown text as it is meant.
pub fn markdown() -> AnyView {
    view! { <preview::Rendered /> }.into_any()
}
