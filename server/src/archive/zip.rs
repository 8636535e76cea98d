//! The records of a ZIP file, as bytes. Pure.
//!
//! Source: PKWARE APPNOTE 6.3.10 (§4.3.7 local header, §4.3.12 central directory, §4.3.14–16 ends, §4.5.3 ZIP64);
//! Info-ZIP's extended timestamp (0x5455).

/// A value that stands in the ZIP64 field instead.
const IN_ZIP64_32: u32 = u32::MAX;
const IN_ZIP64_16: u16 = u16::MAX;
/// Names are UTF-8 (APPNOTE §4.4.4, bit 11).
const UTF8: u16 = 1 << 11;
/// Made on Unix, by version 4.5 of the format.
const MADE_BY: u16 = u16::from_le_bytes([45, 3]);
/// Length of the extended timestamp.
const TIMESTAMP: u64 = 9;

/// One entry, without its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// Of its content, in bytes.
    pub(super) size: u64,
    /// CRC-32 of its content.
    pub(super) crc32: u32,
    /// When it last changed, in seconds since 1970.
    pub(super) modified_s: i64,
    /// Where its local header begins.
    pub(super) offset: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
}

/// Where the central directory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Directory {
    pub(super) entries: u64,
    pub(super) offset: u64,
    pub(super) length: u64,
}

/// Length of [`local_header`], in bytes.
pub(super) fn local_header_length(name_length: u64, size: u64) -> u64 {
    30 + name_length + TIMESTAMP + if is_large(size) { 20 } else { 0 }
}

/// Stands before the content.
pub(super) fn local_header(entry: &Entry, name: &str) -> Vec<u8> {
    let mut record = Record::new(0x0403_4b50);
    let zip64 = is_large(entry.size);
    record.u16(if zip64 { 45 } else { 20 });
    common(&mut record, entry);
    record.u32(small(entry.size));
    record.u32(small(entry.size));
    record.length_of(name);
    record.u16(if zip64 { 29 } else { 9 });
    record.text(name);
    timestamp(&mut record, entry);
    if zip64 {
        record.u16(1);
        record.u16(16);
        record.u64(entry.size);
        record.u64(entry.size);
    }
    record.0
}

/// Length of [`central_header`], in bytes.
pub(super) fn central_header_length(name_length: u64, size: u64, offset: u64) -> u64 {
    let large = 16 * u64::from(is_large(size)) + 8 * u64::from(is_large(offset));
    46 + name_length + TIMESTAMP + if large > 0 { 4 + large } else { 0 }
}

/// Stands in the central directory.
pub(super) fn central_header(entry: &Entry, name: &str) -> Vec<u8> {
    let mut record = Record::new(0x0201_4b50);
    let (large_size, large_offset) = (is_large(entry.size), is_large(entry.offset));
    let large = 16 * u16::from(large_size) + 8 * u16::from(large_offset);
    record.u16(MADE_BY);
    record.u16(if large > 0 { 45 } else { 20 });
    common(&mut record, entry);
    record.u32(small(entry.size));
    record.u32(small(entry.size));
    record.length_of(name);
    record.u16(9 + if large > 0 { 4 + large } else { 0 });
    record.u16(0); // comment
    record.u16(0); // disk
    record.u16(0); // internal attributes
    record.u32(match entry.kind {
        Kind::File => 0o100_644 << 16,
        Kind::Folder => (0o040_755 << 16) | 0x10,
    });
    record.u32(small(entry.offset));
    record.text(name);
    timestamp(&mut record, entry);
    if large > 0 {
        record.u16(1);
        record.u16(large);
        if large_size {
            record.u64(entry.size);
            record.u64(entry.size);
        }
        if large_offset {
            record.u64(entry.offset);
        }
    }
    record.0
}

/// What ends the archive; `comment` is shorter than 64 KiB.
pub(super) fn end(directory: Directory, comment: &str) -> Vec<u8> {
    let Directory { entries, offset, length } = directory;
    let mut record = Record(Vec::new());
    if entries >= u64::from(IN_ZIP64_16) || is_large(offset) || is_large(length) {
        record.u32(0x0606_4b50);
        record.u64(44);
        record.u16(MADE_BY);
        record.u16(45);
        record.u32(0);
        record.u32(0);
        record.u64(entries);
        record.u64(entries);
        record.u64(length);
        record.u64(offset);
        record.u32(0x0706_4b50);
        record.u32(0);
        record.u64(offset + length);
        record.u32(1);
    }
    let count = u16::try_from(entries).unwrap_or(IN_ZIP64_16);
    record.u32(0x0605_4b50);
    record.u16(0);
    record.u16(0);
    record.u16(count);
    record.u16(count);
    record.u32(small(length));
    record.u32(small(offset));
    record.length_of(comment);
    record.text(comment);
    record.0
}

/// What both headers say alike, from the flags to the checksum.
fn common(record: &mut Record, entry: &Entry) {
    let (time, date) = dos_time(entry.modified_s);
    record.u16(UTF8);
    record.u16(0); // stored
    record.u16(time);
    record.u16(date);
    record.u32(entry.crc32);
}

fn timestamp(record: &mut Record, entry: &Entry) {
    record.u16(0x5455);
    record.u16(5);
    record.0.push(1); // only the time of modification
    // Signed 32 bits; what lies outside becomes the nearest.
    let seconds = i32::try_from(entry.modified_s).unwrap_or(if entry.modified_s < 0 { i32::MIN } else { i32::MAX });
    record.0.extend_from_slice(&seconds.to_le_bytes());
}

/// Time and date as MS-DOS has them: in UTC, two seconds apart, from 1980 to 2107.
fn dos_time(modified_s: i64) -> (u16, u16) {
    const FIRST: i64 = 315_532_800;
    const LAST: i64 = 4_354_819_198;
    let moment = time::OffsetDateTime::from_unix_timestamp(modified_s.clamp(FIRST, LAST));
    let moment = moment.unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
    let time = u16::from(moment.hour()) << 11 | u16::from(moment.minute()) << 5 | u16::from(moment.second() / 2);
    let year = u16::try_from(moment.year().saturating_sub(1980)).unwrap_or(0);
    (time, year << 9 | u16::from(u8::from(moment.month())) << 5 | u16::from(moment.day()))
}

fn is_large(value: u64) -> bool {
    value >= u64::from(IN_ZIP64_32)
}

fn small(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(IN_ZIP64_32)
}

/// Little-endian numbers and text.
struct Record(Vec<u8>);

impl Record {
    fn new(signature: u32) -> Self {
        let mut record = Self(Vec::with_capacity(128));
        record.u32(signature);
        record
    }

    fn u16(&mut self, value: u16) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    fn u32(&mut self, value: u32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    fn u64(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    /// Longer names are not planned.
    fn length_of(&mut self, text: &str) {
        self.u16(u16::try_from(text.len()).unwrap_or(u16::MAX));
    }

    fn text(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_as_long_as_they_are_said_to_be() {
        for size in [0, 1, 0xffff_fffe, 0xffff_ffff, 1 << 40] {
            for offset in [0, 0xffff_fffe, 0xffff_ffff, 1 << 40] {
                let entry = Entry { kind: Kind::File, size, crc32: 1, modified_s: 0, offset };
                let local = u64::try_from(local_header(&entry, "name").len()).unwrap();
                assert_eq!(local, local_header_length(4, size));
                let central = u64::try_from(central_header(&entry, "name").len()).unwrap();
                assert_eq!(central, central_header_length(4, size, offset), "{size} {offset}");
            }
        }
    }

    #[test]
    fn times_are_those_of_dos() {
        // 2026-11-23 14:31:01 UTC.
        let (time, date) = dos_time(1_795_444_261);
        assert_eq!((time >> 11, (time >> 5) & 63, (time & 31) * 2), (14, 31, 0));
        assert_eq!((date >> 9, (date >> 5) & 15, date & 31), (46, 11, 23));
        assert_eq!(dos_time(0), dos_time(315_532_800));
        assert_eq!(dos_time(i64::MAX).1 >> 9, 127);
    }
}
