//! The index of one folder: its names, packed and in order, and the order that somebody asked for last.

use std::io;

use holdall_shared::{EntryKind, EntryName, SortKey, collision_key};

use super::{
    filter::Folded,
    names::{Id, Names, at},
    order::{Measures, Order, by_name},
};
use crate::{
    fold::Needle,
    store::fs::{
        root::{Folder, Listed, RawStat},
        spellings::Spellings,
    },
};

/// Names that are looked for one by one: each is a search of 3 ns a name of the folder, one pass with all is 60 ns.
const FEW_SPELLINGS: usize = 16;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct FolderIndex {
    pub(super) names: Names,
    /// All names in natural order; every other order is made of it.
    pub(super) by_name: Vec<Id>,
    /// The order that somebody asked for last.
    pub(super) other: Option<(Order, Vec<Id>)>,
    pub(super) measures: Option<Measures>,
    pub(super) folded: Option<Folded>,
    /// What the last filter left, and of which order.
    pub(super) filtered: Option<((Order, String), Vec<Id>)>,
    /// Names that begin with a dot.
    pub(super) hidden: u64,
    /// Names that no address can say.
    pub(super) unlisted: u64,
}

/// Which names an order has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    All,
    Filtered,
}

/// What one name is when somebody looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) kind: EntryKind,
    pub(super) size: i64,
    pub(super) modified_ns: i64,
}

impl Seen {
    /// What the kernel says.
    pub(super) fn of(raw: &RawStat, kind: EntryKind) -> Self {
        let seconds = raw.st_mtime.saturating_mul(1_000_000_000);
        let nanoseconds = i64::try_from(raw.st_mtime_nsec).unwrap_or(0);
        Self {
            kind,
            size: if kind == EntryKind::File { raw.st_size } else { 0 },
            modified_ns: seconds.saturating_add(nanoseconds),
        }
    }

    /// What it is sorted by.
    pub(super) fn measure(&self, sort: SortKey) -> i64 {
        match sort {
            SortKey::Size => self.size,
            SortKey::Modified => self.modified_ns,
            SortKey::Name | SortKey::Kind => 0,
        }
    }
}

impl FolderIndex {
    /// Reads a folder. Blocks: 0.5 µs an entry.
    pub(super) fn read(folder: &Folder) -> io::Result<Self> {
        let mut index = Self::default();
        for entry in folder.entries()? {
            match entry? {
                Listed::Unlisted => index.unlisted += 1,
                Listed::Named(name, kind) => index.add(&name, kind),
            }
        }
        index.names.shrink();
        index.by_name = by_name(&index.names);
        Ok(index)
    }

    fn add(&mut self, name: &EntryName, kind: EntryKind) {
        if self.names.push(name.as_str(), kind).is_some() {
            self.hidden += u64::from(name.is_hidden());
        }
    }

    /// Puts all names in an order, for [`Self::kept`]. `look` tells what a name is, where the order depends on it.
    pub(super) fn arrange(&mut self, order: Order, look: impl FnMut(&str) -> io::Result<Seen>) -> io::Result<()> {
        if !order.is_base(&self.names) && self.other.as_ref().is_none_or(|(kept, _)| *kept != order) {
            self.other = None;
            if order.is_measured() {
                self.measure(order.sort, look)?;
            } else {
                self.measures = None;
            }
            self.other = Some((order, order.arrange(&self.names, self.measures.as_ref(), &self.by_name)));
        }
        Ok(())
    }

    /// Of all names in an order, those that have `needle`, which is what `text` says, in them: for [`Self::kept`].
    pub(super) fn filter(
        &mut self,
        order: Order,
        text: &str,
        needle: &Needle,
        look: impl FnMut(&str) -> io::Result<Seen>,
    ) -> io::Result<()> {
        let is_kept = self.filtered.as_ref().is_some_and(|((kept, words), _)| *kept == order && words == text);
        if !is_kept {
            let marks = self.fold().find(needle);
            let is_marked = |id: &Id| marks.get(at(*id)).copied().unwrap_or(false);
            self.arrange(order, look)?;
            let mut ids: Vec<Id> = self.kept(order, Of::All).iter().copied().filter(is_marked).collect();
            ids.shrink_to_fit();
            self.filtered = Some(((order, text.to_owned()), ids));
        }
        Ok(())
    }

    /// The order that was made just now: of all names, or of those that were filtered.
    pub(super) fn kept(&self, order: Order, of: Of) -> &[Id] {
        match of {
            Of::All if order.is_base(&self.names) => &self.by_name,
            Of::All => self.other.as_ref().map_or(&[], |(_, ids)| ids.as_slice()),
            Of::Filtered => self.filtered.as_ref().map_or(&[], |(_, ids)| ids.as_slice()),
        }
    }

    /// A name that is another spelling of `name` (see [`collision_key`]), other than `except`.
    pub(super) fn other_spelling(&mut self, name: &str, except: Option<&str>) -> Option<EntryName> {
        let ids = self.fold().same_as(name);
        let key = collision_key(name);
        let others = ids.into_iter().filter(|id| self.names.kind(*id).is_some()).map(|id| self.names.name(id));
        let mut same = others.filter(|other| *other != name && except != Some(*other) && collision_key(other) == key);
        same.next().and_then(|other| EntryName::new(other).ok())
    }

    /// As [`Self::other_spelling`], for many names.
    pub(super) fn other_spellings(&mut self, spellings: &mut Spellings<'_>) {
        if spellings.count() <= FEW_SPELLINGS {
            for name in spellings.names() {
                if let Some(other) = self.other_spelling(name, None) {
                    spellings.meet(name, other);
                }
            }
            return;
        }
        for id in self.names.ids().filter(|id| self.names.kind(*id).is_some()) {
            spellings.compare(self.names.name(id));
        }
    }

    fn fold(&mut self) -> &Folded {
        let folded = self.folded.get_or_insert_default();
        folded.catch_up(&self.names);
        folded
    }

    /// Looks at every entry, if that has not been done for this sort. Blocks: 2 µs an entry.
    fn measure(&mut self, sort: SortKey, mut look: impl FnMut(&str) -> io::Result<Seen>) -> io::Result<()> {
        if self.measures.as_ref().is_some_and(|measures| measures.sort == sort) {
            return Ok(());
        }
        let mut values = Vec::with_capacity(self.names.added());
        for id in self.names.ids() {
            values.push(match self.names.kind(id) {
                None => 0,
                Some(_) => match look(self.names.name(id)) {
                    Ok(seen) => seen.measure(sort),
                    // Gone since its folder was read.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
                    Err(error) => return Err(error),
                },
            });
        }
        self.forget_measures();
        self.measures = Some(Measures { sort, values });
        Ok(())
    }

    /// Forgets what a change in place, of which nobody tells, would make wrong.
    pub(super) fn forget_measures(&mut self) {
        self.other.take_if(|(order, _)| order.is_measured());
        self.filtered.take_if(|((order, _), _)| order.is_measured());
        self.measures = None;
    }

    /// Bytes of memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        let other = self.other.as_ref().map_or(0, |(_, ids)| ids.capacity());
        let filtered = self.filtered.as_ref().map_or(0, |(_, ids)| ids.capacity());
        let ids = self.by_name.capacity() + other + filtered;
        let measures = self.measures.as_ref().map_or(0, |measures| 8 * measures.values.capacity());
        self.names.bytes() + 4 * ids + measures + self.folded.as_ref().map_or(0, Folded::bytes)
    }
}
