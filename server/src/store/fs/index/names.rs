//! The names of one folder, packed: their text in one piece, 5 bytes beside each.

use holdall_shared::EntryKind;

/// Which name: its place among all that were added.
pub(in crate::store::fs) type Id = u32;

/// Bytes of text at most; a folder that has more is not indexed whole.
const MOST_TEXT: usize = 1 << 31;

/// See the module. Names that are removed leave their text behind.
#[derive(Debug, Default)]
pub(in crate::store::fs) struct Names {
    text: String,
    starts: Vec<u32>,
    kinds: Vec<Option<EntryKind>>,
    removed: usize,
    folders: usize,
}

/// An id as a place in a vector.
pub(in crate::store::fs) fn at(id: Id) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}

/// Before one more is pushed: room grows by a little, not by all, or an index would soon take twice what it needs.
pub(super) fn make_room<T>(list: &mut Vec<T>) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 32 + 16);
    }
}

/// As [`make_room`], for this many more bytes.
pub(super) fn make_room_for(text: &mut String, more: usize) {
    if text.len() + more >= text.capacity() {
        text.reserve_exact(text.len() / 32 + more + 64);
    }
}

impl Names {
    /// Adds a name; nothing, when there is no room for more.
    pub(in crate::store::fs) fn push(&mut self, name: &str, kind: EntryKind) -> Option<Id> {
        let id = Id::try_from(self.starts.len()).ok()?;
        let start = u32::try_from(self.text.len()).ok().filter(|_| self.text.len() < MOST_TEXT)?;
        make_room_for(&mut self.text, name.len());
        make_room(&mut self.starts);
        make_room(&mut self.kinds);
        self.text.push_str(name);
        self.starts.push(start);
        self.kinds.push(Some(kind));
        self.folders += usize::from(kind == EntryKind::Folder);
        Some(id)
    }

    pub(in crate::store::fs) fn remove(&mut self, id: Id) {
        if let Some(kind) = self.kinds.get_mut(at(id)).and_then(Option::take) {
            self.removed += 1;
            self.folders -= usize::from(kind == EntryKind::Folder);
        }
    }

    /// The text of a name, of one that was removed too.
    pub(in crate::store::fs) fn name(&self, id: Id) -> &str {
        let start = self.starts.get(at(id)).map_or(usize::MAX, |start| at(*start));
        let end = self.starts.get(at(id).saturating_add(1)).map_or(self.text.len(), |end| at(*end));
        self.text.get(start..end).unwrap_or_default()
    }

    /// What it is; nothing, if it was removed.
    pub(in crate::store::fs) fn kind(&self, id: Id) -> Option<EntryKind> {
        self.kinds.get(at(id)).copied().flatten()
    }

    pub(super) fn is_folder(&self, id: Id) -> bool {
        self.kind(id) == Some(EntryKind::Folder)
    }

    pub(in crate::store::fs) fn is_hidden(&self, id: Id) -> bool {
        self.name(id).starts_with('.')
    }

    /// Names that were added, those that were removed too.
    pub(in crate::store::fs) fn added(&self) -> usize {
        self.starts.len()
    }

    /// Names that are there.
    pub(in crate::store::fs) fn live(&self) -> usize {
        self.starts.len() - self.removed
    }

    /// Folders that are there.
    pub(super) fn folders(&self) -> usize {
        self.folders
    }

    /// Ids of all names that were added.
    pub(super) fn ids(&self) -> impl Iterator<Item = Id> + use<> {
        0..Id::try_from(self.starts.len()).unwrap_or(Id::MAX)
    }

    /// Gives back the room that was kept for more.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.kinds.shrink_to_fit();
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.capacity() + 4 * self.starts.capacity() + self.kinds.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_and_removed_ones_are_told() {
        let mut names = Names::default();
        let ids: Vec<Id> =
            ["a", "Café", ".x"].into_iter().map(|name| names.push(name, EntryKind::File).unwrap()).collect();
        assert_eq!(ids.iter().map(|id| names.name(*id)).collect::<Vec<_>>(), ["a", "Café", ".x"]);
        assert!(names.is_hidden(2) && !names.is_hidden(1));
        names.remove(1);
        names.remove(1);
        assert_eq!((names.live(), names.added(), names.kind(1), names.name(1)), (2, 3, None, "Café"));
        assert_eq!((names.name(9), names.kind(9)), ("", None));
        assert_eq!(size_of::<Option<EntryKind>>(), 1);
    }
}
