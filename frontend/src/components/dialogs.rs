//! The dialogs, one file each.

pub(crate) mod about;
pub(crate) mod batch;
pub(crate) mod copy_link;
pub(crate) mod delete;
pub(crate) mod delete_many;
pub(crate) mod delete_version;
pub(crate) mod new_folder;
pub(crate) mod purge;
mod question;
mod rule_choice;
pub(crate) mod shortcuts;
pub(crate) mod stop_upload;
pub(crate) mod storage;
pub(crate) mod taken;
pub(crate) mod target;
pub(crate) mod transfer_many;
