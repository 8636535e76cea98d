//! The plan of an archive: what each entry is called in it, and where each byte stands.

use std::{collections::HashMap, fmt::Write as _};

use holdall_shared::Timestamp;
use sha2::{Digest as _, Sha256};

use super::{
    names::Names,
    zip::{self, Directory, Kind},
};
use crate::{
    store::{Strength, Survey, Surveyed},
    validator::EntityTag,
};

/// Changes whenever the same survey is laid out in other bytes.
const LAYOUT: u8 = 1;
/// Longest name of an entry with its folders, in bytes.
const MOST_NAME: usize = 65_000;

/// See the module. An entry takes 12 bytes beside its survey.
#[derive(Debug)]
pub struct Plan {
    survey: Survey,
    /// Names that differ from those on disk.
    renamed: HashMap<usize, String>,
    offsets: Vec<u64>,
    name_lengths: Vec<u16>,
    directory: Directory,
    comment: String,
    length: u64,
}

impl Plan {
    /// Lays out what was surveyed.
    pub fn new(survey: Survey) -> Self {
        let mut plan = Self {
            renamed: rename(&survey),
            offsets: Vec::with_capacity(survey.entries().len()),
            name_lengths: Vec::with_capacity(survey.entries().len()),
            directory: Directory { entries: 0, offset: 0, length: 0 },
            comment: comment(survey.left_out),
            survey,
            length: 0,
        };
        plan.lay_out();
        plan
    }

    fn lay_out(&mut self) {
        let (mut offset, mut central) = (0, 0);
        for index in 0..self.survey.entries().len() {
            let name = self.name_length(index);
            let size = self.entry(index).map_or(0, |entry| entry.size);
            self.offsets.push(offset);
            self.name_lengths.push(u16::try_from(name).unwrap_or(u16::MAX));
            central += zip::central_header_length(name, size, offset);
            offset += zip::local_header_length(name, size) + size;
        }
        let entries = u64::try_from(self.offsets.len()).unwrap_or(u64::MAX);
        self.directory = Directory { entries, offset, length: central };
        let end = zip::end(self.directory, &self.comment).len();
        self.length = offset + central + u64::try_from(end).unwrap_or(0);
    }

    /// Of the whole archive, in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The validator: equal ones are of byte-equal archives. Weak while one of the files changed a moment ago.
    pub fn etag(&self) -> EntityTag {
        let mut hash = Sha256::new();
        hash.update([LAYOUT]);
        hash.update(self.comment.as_bytes());
        let mut strength = Strength::Strong;
        for (index, entry) in self.survey.entries().iter().enumerate() {
            hash.update(self.name(index).as_bytes());
            hash.update([0]);
            hash.update(entry.modified_ns.to_le_bytes());
            if !entry.is_folder() {
                for part in [entry.size, entry.inode, entry.changed_ns.cast_unsigned()] {
                    hash.update(part.to_le_bytes());
                }
            }
            if entry.is_weak() {
                strength = Strength::Weak;
            }
        }
        let opaque = hash.finalize().iter().take(16).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        EntityTag::new(strength, opaque)
    }

    /// When the newest of it last changed.
    pub fn modified(&self) -> Timestamp {
        let newest = self.survey.entries().iter().map(|entry| entry.modified_ns).max();
        Timestamp::from_unix_ms(newest.unwrap_or(0).div_euclid(1_000_000))
    }

    /// Bytes of memory that this takes.
    pub fn bytes(&self) -> usize {
        let renamed: usize = self.renamed.values().map(|name| name.len() + 64).sum();
        self.survey.bytes() + renamed + self.offsets.capacity() * 8 + self.name_lengths.capacity() * 2
    }

    pub(super) fn survey(&self) -> &Survey {
        &self.survey
    }

    pub(super) fn entry(&self, index: usize) -> Option<&Surveyed> {
        self.survey.entries().get(index)
    }

    pub(super) fn count(&self) -> usize {
        self.offsets.len()
    }

    pub(super) fn offset(&self, index: usize) -> u64 {
        self.offsets.get(index).copied().unwrap_or(self.directory.offset)
    }

    pub(super) fn directory(&self) -> Directory {
        self.directory
    }

    pub(super) fn comment(&self) -> &str {
        &self.comment
    }

    /// The entry whose header or content is at `position`; beyond the last: how many there are.
    pub(super) fn at(&self, position: u64) -> usize {
        if position >= self.directory.offset {
            return self.count();
        }
        self.offsets.partition_point(|offset| *offset <= position).saturating_sub(1)
    }

    pub(super) fn header_length(&self, index: usize) -> u64 {
        let name = self.name_lengths.get(index).copied().map_or(0, u64::from);
        zip::local_header_length(name, self.entry(index).map_or(0, |entry| entry.size))
    }

    pub(super) fn central_length(&self, index: usize) -> u64 {
        let name = self.name_lengths.get(index).copied().map_or(0, u64::from);
        zip::central_header_length(name, self.entry(index).map_or(0, |entry| entry.size), self.offset(index))
    }

    /// The entry as the ZIP file tells it.
    pub(super) fn zip_entry(&self, index: usize, crc32: u32) -> Option<zip::Entry> {
        let entry = self.entry(index)?;
        Some(zip::Entry {
            kind: if entry.is_folder() { Kind::Folder } else { Kind::File },
            size: entry.size,
            crc32,
            modified_s: entry.modified_ns.div_euclid(1_000_000_000),
            offset: self.offset(index),
        })
    }

    /// The name in the archive, with its folders; a folder's ends with a slash.
    pub(super) fn name(&self, index: usize) -> String {
        let mut segments = Vec::new();
        let mut next = Some(index);
        while let Some(index) = next {
            segments.push(self.segment(index));
            next = self.entry(index).and_then(Surveyed::parent);
        }
        segments.reverse();
        let mut name = segments.join("/");
        if self.entry(index).is_some_and(Surveyed::is_folder) {
            name.push('/');
        }
        name
    }

    fn name_length(&self, index: usize) -> u64 {
        let own = u64::try_from(self.segment(index).len()).unwrap_or(0);
        let entry = self.entry(index);
        let slash = u64::from(entry.is_some_and(Surveyed::is_folder));
        // A folder's name is laid out before those in it, and ends with the slash between them.
        let parent = entry.and_then(Surveyed::parent).and_then(|parent| self.name_lengths.get(parent));
        own + slash + parent.copied().map_or(0, u64::from)
    }

    fn segment(&self, index: usize) -> &str {
        match (self.renamed.get(&index), self.entry(index)) {
            (Some(name), _) => name,
            (None, Some(entry)) => self.survey.name(entry),
            (None, None) => "",
        }
    }

    /// Whether every name is short enough for the format.
    pub fn fits(&self) -> bool {
        self.name_lengths.iter().all(|length| usize::from(*length) < MOST_NAME)
    }
}

/// The names that must differ from those on disk. Entries of one folder stand together.
fn rename(survey: &Survey) -> HashMap<usize, String> {
    let mut renamed = HashMap::new();
    let mut names = Names::default();
    let mut folder = None;
    for (index, entry) in survey.entries().iter().enumerate() {
        if folder != entry.parent() {
            (names, folder) = (Names::default(), entry.parent());
        }
        let whole = survey.name(entry);
        let name = whole.rsplit('/').next().unwrap_or_default();
        let taken = names.take(name);
        if taken.as_str() != whole {
            renamed.insert(index, taken.to_string());
        }
    }
    renamed
}

fn comment(left_out: u64) -> String {
    match left_out {
        0 => String::new(),
        1 => "Left out: 1 link, device, or name that is not UTF-8.".to_owned(),
        _ => format!("Left out: {left_out} links, devices, or names that are not UTF-8."),
    }
}

#[cfg(test)]
mod tests {
    use holdall_shared::EntryKind;

    use super::*;
    use crate::store::{Stat, Version};

    fn stat(kind: EntryKind, inode: u64, size: u64) -> Stat {
        let version = Version { inode, size, modified_ns: 0, changed_ns: 0, strength: Strength::Strong };
        Stat { kind, size, modified: Timestamp::from_unix_ms(0), version }
    }

    /// A folder with `count` files of `size` bytes.
    fn survey(count: u64, size: u64) -> Survey {
        let mut survey = Survey::default();
        let folder = survey.push(None, "a/folder", &stat(EntryKind::Folder, 1, 0)).unwrap();
        for n in 0..count {
            let name = format!("a file with a name of some length {n:06}.txt");
            survey.push(Some(folder), &name, &stat(EntryKind::File, n + 2, size)).unwrap();
        }
        survey
    }

    #[test]
    fn an_entry_takes_less_than_200_bytes() {
        let plan = Plan::new(survey(100_000, 1));
        // The reader's checksums included.
        assert!(plan.bytes() / 100_000 + size_of::<Option<u32>>() < 200, "{}", plan.bytes() / 100_000);
    }

    #[test]
    fn every_byte_has_its_place() {
        let plan = Plan::new(survey(5, 10));
        let mut expected = 0;
        for index in 0..plan.count() {
            assert_eq!(plan.offset(index), expected);
            let size = plan.entry(index).unwrap().size;
            for position in [expected, expected + plan.header_length(index) + size - 1] {
                assert_eq!(plan.at(position), index);
            }
            assert_eq!(plan.header_length(index), 30 + u64::try_from(plan.name(index).len()).unwrap() + 9);
            expected += plan.header_length(index) + size;
        }
        assert_eq!((plan.directory().offset, plan.at(expected)), (expected, plan.count()));
        assert_eq!(plan.name(1), "folder/a file with a name of some length 000000.txt");
    }

    #[test]
    fn the_validator_changes_with_any_entry() {
        let plan = Plan::new(survey(2, 10));
        assert_eq!(plan.etag(), Plan::new(survey(2, 10)).etag());
        assert_ne!(plan.etag(), Plan::new(survey(2, 11)).etag());
        assert_ne!(plan.etag(), Plan::new(survey(3, 10)).etag());
    }
}
