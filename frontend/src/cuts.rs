//! Where the page is cut into parts that are loaded when they are needed.
//!
//! A build with the feature `split` is cut at these functions (`scripts/split-page`): what only they reach becomes a file of
//! its own, which shares memory with the rest, so that signals and contexts work as if there were no cut. Without the
//! feature everything is in one file, and loading is done at once.

use holdall_frontend::{
    parts::{
        Languages, MakeDeeds, MakeEngine, NotLoaded, Part, Parts, deeds, details, dialogs, engine, grid, markdown,
        menus, preview, sign_in, trash, tray,
    },
    text::tables::{de, qps},
};
use leptos::prelude::AnyView;
#[cfg(not(feature = "split"))]
use leptos::wasm_split::SplitLoaderError;

macro_rules! part {
    ($cut:ident, $load:ident) => {
        Part { load: || Box::pin(async { $load().await.map_err(NotLoaded::from) }), view: || Box::pin($cut()) }
    };
}

/// Every part, and how it is got.
pub(crate) const PARTS: Parts = Parts {
    sign_in: part!(cut_sign_in, load_sign_in),
    menus: part!(cut_menus, load_menus),
    dialogs: part!(cut_dialogs, load_dialogs),
    tray: part!(cut_tray, load_tray),
    details: part!(cut_details, load_details),
    trash: part!(cut_trash, load_trash),
    grid: part!(cut_grid, load_grid),
    engine: || Box::pin(cut_engine()),
    deeds: || Box::pin(cut_deeds()),
    languages: Languages { de: || Box::pin(cut_de()), qps: || Box::pin(cut_qps()) },
    preview: part!(cut_preview, load_preview),
    markdown: part!(cut_markdown, load_markdown),
};

#[cfg(feature = "split")]
macro_rules! cut {
    ($cut:ident, $load:ident, $view:ident) => {
        #[leptos::wasm_split::wasm_split($view, wasm_split_path = ::leptos::wasm_split, fallible, preload($load))]
        fn $cut() -> Result<AnyView, NotLoaded> {
            Ok($view())
        }
    };
}

#[cfg(feature = "split")]
macro_rules! cut_value {
    ($cut:ident, $value:ident, $type:ty) => {
        #[leptos::wasm_split::wasm_split($value, wasm_split_path = ::leptos::wasm_split, fallible)]
        fn $cut() -> Result<$type, NotLoaded> {
            Ok($value())
        }
    };
}

#[cfg(not(feature = "split"))]
macro_rules! cut {
    ($cut:ident, $load:ident, $view:ident) => {
        async fn $cut() -> Result<AnyView, NotLoaded> {
            Ok($view())
        }

        async fn $load() -> Result<(), SplitLoaderError> {
            Ok(())
        }
    };
}

#[cfg(not(feature = "split"))]
macro_rules! cut_value {
    ($cut:ident, $value:ident, $type:ty) => {
        async fn $cut() -> Result<$type, NotLoaded> {
            Ok($value())
        }
    };
}

cut!(cut_sign_in, load_sign_in, sign_in);
cut!(cut_menus, load_menus, menus);
cut!(cut_dialogs, load_dialogs, dialogs);
cut!(cut_tray, load_tray, tray);
cut!(cut_details, load_details, details);
cut!(cut_trash, load_trash, trash);
cut!(cut_grid, load_grid, grid);
cut_value!(cut_engine, engine, MakeEngine);
cut_value!(cut_deeds, deeds, MakeDeeds);
cut_value!(cut_de, de, &'static str);
cut_value!(cut_qps, qps, &'static str);
cut!(cut_preview, load_preview, preview);
cut!(cut_markdown, load_markdown, markdown);
