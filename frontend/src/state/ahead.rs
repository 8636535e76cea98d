//! What is asked before there is a page: who we are, and the folder that the address names.

use super::{asking, preferences::Preferences, route};
use crate::{
    api,
    browser::{address, storage},
};

/// Under which is kept that this browser could list folders. Others are not asked for: it would only be refused.
const COULD_LIST: &str = "holdall.could-list";

/// Asks; whether somebody seems to be signed in, or to be about to. A sign-in link asks by itself, once its code has been
/// exchanged.
pub(crate) fn ask(preferences: &Preferences) -> bool {
    if route::sign_in_code(&address::hash()).is_some() {
        return true;
    }
    api::session::ask_ahead();
    let could_list = storage::get(COULD_LIST).is_some();
    if could_list && let Some((folder, query)) = asking::first(&address::pathname(), &address::search(), preferences) {
        api::entries::list_ahead(&folder, &query);
    }
    could_list
}

/// Remembers for the next time that folders may be listed.
pub(crate) fn could_list() {
    storage::set(COULD_LIST, "");
}

/// Remembers that they may not; the answer to who asked all the same is of no use.
pub(crate) fn could_not_list() {
    api::entries::forget_ahead();
    storage::remove(COULD_LIST);
}
