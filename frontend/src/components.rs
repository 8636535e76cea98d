//! Parts of pages. Data goes down as signals; what happens goes up to the state.

#![expect(unreachable_pub, reason = "the component macro marks its function pub inside a private module")]

pub(crate) mod arrivals;
mod breadcrumbs;
pub(crate) mod copy_button;
pub(crate) mod details;
pub(crate) mod dialogs;
pub(crate) mod drop_overlay;
pub(crate) mod file_picker;
mod grid;
pub(crate) mod icon;
pub(crate) mod icon_button;
pub(crate) mod later;
pub(crate) mod list;
pub(crate) mod list_area;
mod list_frame;
pub(crate) mod list_header;
pub(crate) mod list_keys;
pub(crate) mod list_row;
pub(crate) mod list_states;
pub(crate) mod live;
pub(crate) mod main_action;
pub(crate) mod menu;
pub(crate) mod menu_items;
pub(crate) mod modal;
pub(crate) mod name;
pub(crate) mod notice_strip;
pub mod parts;
pub(crate) mod path_bar;
pub(crate) mod phone_bar;
pub(crate) mod preview;
pub(crate) mod progress_line;
pub(crate) mod receipt;
pub(crate) mod rename_field;
pub(crate) mod row_drag;
pub(crate) mod scope_bar;
pub(crate) mod search_field;
pub(crate) mod selection_bar;
pub(crate) mod sign_in;
pub(crate) mod status_bar;
pub(crate) mod strips;
pub(crate) mod toast;
pub(crate) mod top_bar;
pub(crate) mod trash;
pub(crate) mod tray;
pub(crate) mod tray_row;
mod view_switch;
