//! One page of a folder: names first, packed; then sorted; then only the visible rows are looked at.
//!
//! A name takes its bytes and 12 more, so a folder of a million is some 40 MB while its page is made. Sorting by size or
//! time needs a look at every entry. The order is total (ties by name), so pages fit together.

use std::{cmp::Ordering, io};

use holdall_shared::{Direction, EntryKind, EntryName, EntryPath, ListingQuery, SortKey, natural_order};

use super::{
    root::{Folder, Listed},
    tree::Tree,
};
use crate::store::{Page, Stat, StoreError};

/// Reads one page. Blocks.
pub(super) fn read(tree: &Tree, path: &EntryPath, query: ListingQuery) -> Result<Page, StoreError> {
    let folder = tree.root.folder(path)?;
    let mut page = Page::default();
    let names = Names::read(&folder, query, &mut page)?;
    let order = match query.sort {
        SortKey::Name => names.sorted(query.order, natural_order),
        SortKey::Kind => {
            names.sorted(query.order, |a, b| extension(a).cmp(&extension(b)).then_with(|| natural_order(a, b)))
        }
        SortKey::Size => names.sorted_by_stat(query.order, tree, &folder, |stat| i128::from(stat.size)),
        SortKey::Modified => names.sorted_by_stat(query.order, tree, &folder, |stat| stat.version.modified_ns),
    };
    let start = usize::try_from(query.offset).unwrap_or(usize::MAX);
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    for packed in order.iter().skip(start).take(limit) {
        let Ok(name) = EntryName::new(names.text(*packed)) else { continue };
        match folder.stat(name.as_str()) {
            Ok(raw) => page.entries.push((name, tree.describe(&raw))),
            // Gone since its folder was read.
            Err(error) if error.kind() == io::ErrorKind::NotFound => page.total -= 1,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page)
}

/// All names of a folder in one buffer.
struct Names {
    text: String,
    entries: Vec<Packed>,
}

/// Where a name stands in the buffer, and what it is.
#[derive(Clone, Copy)]
struct Packed {
    start: u32,
    length: u16,
    kind: EntryKind,
}

impl Names {
    fn read(folder: &Folder, query: ListingQuery, page: &mut Page) -> Result<Self, StoreError> {
        let mut names = Self { text: String::new(), entries: Vec::new() };
        for entry in folder.entries()? {
            match entry? {
                Listed::Unlisted => page.unlisted += 1,
                Listed::Named(name, kind) => {
                    if name.is_hidden() {
                        page.hidden += 1;
                    }
                    if query.hidden || !name.is_hidden() {
                        page.total += 1;
                        names.push(&name, kind);
                    }
                }
            }
        }
        Ok(names)
    }

    /// Names beyond 4 GiB of text are left out of the order; the kernel stops long before that.
    fn push(&mut self, name: &EntryName, kind: EntryKind) {
        let name = name.as_str();
        if let (Ok(start), Ok(length)) = (u32::try_from(self.text.len()), u16::try_from(name.len())) {
            self.text.push_str(name);
            self.entries.push(Packed { start, length, kind });
        }
    }

    fn text(&self, packed: Packed) -> &str {
        let start = usize::try_from(packed.start).unwrap_or(usize::MAX);
        self.text.get(start..start.saturating_add(usize::from(packed.length))).unwrap_or_default()
    }

    /// Folders first either way.
    fn sorted(&self, direction: Direction, compare: impl Fn(&str, &str) -> Ordering) -> Vec<Packed> {
        let mut order = self.entries.clone();
        order.sort_unstable_by(|a, b| {
            folders_first(a.kind, b.kind).then_with(|| directed(direction, compare(self.text(*a), self.text(*b))))
        });
        order
    }

    /// By something that only a look at each file tells; folders by name.
    fn sorted_by_stat(
        &self,
        direction: Direction,
        tree: &Tree,
        folder: &Folder,
        key: impl Fn(&Stat) -> i128,
    ) -> Vec<Packed> {
        let key_of = |packed: &Packed| folder.stat(self.text(*packed)).map_or(0, |raw| key(&tree.describe(&raw)));
        let mut keyed: Vec<(i128, Packed)> = self.entries.iter().map(|packed| (key_of(packed), *packed)).collect();
        keyed.sort_unstable_by(|(a_key, a), (b_key, b)| {
            let by_name = || natural_order(self.text(*a), self.text(*b));
            folders_first(a.kind, b.kind).then_with(|| directed(direction, a_key.cmp(b_key))).then_with(by_name)
        });
        keyed.into_iter().map(|(_, packed)| packed).collect()
    }
}

fn folders_first(a: EntryKind, b: EntryKind) -> Ordering {
    (a != EntryKind::Folder).cmp(&(b != EntryKind::Folder))
}

fn directed(direction: Direction, ordering: Ordering) -> Ordering {
    match direction {
        Direction::Ascending => ordering,
        Direction::Descending => ordering.reverse(),
    }
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}
