//! One page out of an index: the order is at hand or made, the rows of the page are looked at, and no others.

use std::io;

use holdall_shared::{EntryName, ListingQuery, SortKey};

use super::{
    find::wanted,
    folder::{FolderIndex, Of},
    fresh::look,
    names::Id,
    order::Order,
};
use crate::{
    fold::Needle,
    store::{
        Page, StoreError,
        fs::{root::Folder, tree::Tree},
    },
};

/// Which rows. Blocks.
pub(super) fn page(
    index: &mut FolderIndex,
    folder: &Folder,
    tree: &Tree,
    query: &ListingQuery,
) -> Result<Page, StoreError> {
    let order = Order::of(query, index.hidden);
    if order.sort == SortKey::Modified {
        look_at_folders(index, folder)?;
    }
    let needle = Needle::new(&query.filter);
    let of = match &needle {
        None => {
            index.arrange(order, |name| look(folder, name))?;
            Of::All
        }
        Some(needle) => {
            index.filter(order, &query.filter, needle, |name| look(folder, name))?;
            Of::Filtered
        }
    };
    let ids = index.kept(order, of);
    let found = wanted(query).and_then(|wanted| wanted.place(&index.names, ids));
    let mut total = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    let ids = rows(ids, query);
    let mut page = Page { hidden: index.hidden, unlisted: index.unlisted, found, ..Page::default() };
    for id in ids {
        let Ok(name) = EntryName::new(index.names.name(id)) else { continue };
        match folder.stat(name.as_str()) {
            Ok(raw) => {
                page.matches.extend(needle.as_ref().map(|needle| needle.spans(name.as_str()).unwrap_or_default()));
                page.entries.push((name, tree.describe(&raw)));
            }
            // Gone since the last look.
            Err(error) if error.kind() == io::ErrorKind::NotFound => total -= 1,
            Err(error) => return Err(error.into()),
        }
    }
    page.total = total;
    Ok(page)
}

fn rows(ids: &[Id], query: &ListingQuery) -> Vec<Id> {
    let start = usize::try_from(query.offset).unwrap_or(usize::MAX).min(ids.len());
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    ids.iter().skip(start).take(limit).copied().collect()
}

/// The time of a folder changes with what is in it, and no one tells: 2 µs a folder.
fn look_at_folders(index: &mut FolderIndex, folder: &Folder) -> Result<(), StoreError> {
    if index.measures.is_none() {
        return Ok(());
    }
    let folders = index.names.ids().filter(|id| index.names.is_folder(*id));
    let names: Vec<String> = folders.map(|id| index.names.name(id).to_owned()).collect();
    index.apply(names.iter().map(String::as_str), |name| look(folder, name))?;
    Ok(())
}
