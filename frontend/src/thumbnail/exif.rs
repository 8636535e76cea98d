//! The small picture that cameras put into a photo: a JPEG in the Exif segment of a JPEG.
//!
//! 1. JPEG: after the start comes one segment after the other: `FF`, a marker, a length of two bytes that counts itself
//!    (ITU-T T.81, annex B.1.1). The segment APP1 that begins with `Exif` and two zeros is looked for, as far as the first
//!    scan: there the picture itself begins.
//! 2. Exif is TIFF (CIPA DC-008, §4.5): an order of bytes, and directories of entries of twelve bytes. The first one
//!    describes the picture, with how the camera was held; the second one the preview: where it lies, and how long it is.
//! 3. Nothing is believed: what lies outside of what was read is not there. Two directories are read, each once.

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preview<'a> {
    /// A JPEG.
    pub jpeg: &'a [u8],
    /// How it is to be turned.
    pub orientation: Orientation,
}

/// How the camera was held: 1 to 8, as Exif counts; 1 is upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    /// As the picture lies.
    pub const UPRIGHT: Self = Self(1);

    /// What is not known is upright.
    fn of(value: Option<u16>) -> Self {
        let known = value.and_then(|value| u8::try_from(value).ok()).filter(|value| (1..=8).contains(value));
        known.map_or(Self::UPRIGHT, Self)
    }

    /// As Exif and the stylesheet call it.
    pub fn number(self) -> u8 {
        self.0
    }
}

/// The preview in the first bytes of a JPEG, if there is one.
pub fn preview(head: &[u8]) -> Option<Preview<'_>> {
    let tiff = exif_of(head)?;
    let order = Order::of(tiff.get(..2)?)?;
    let file = Tiff { bytes: tiff, order };
    if file.short(2)? != 42 {
        return None;
    }
    let first = file.directory(file.long(4)?)?;
    let orientation = Orientation::of(first.entry(ORIENTATION).and_then(|entry| file.value(entry)?.try_into().ok()));
    let second = file.directory(first.next?)?;
    let is_jpeg = second.entry(COMPRESSION).is_none_or(|entry| file.value(entry) == Some(COMPRESSION_JPEG));
    let start = usize::try_from(file.value(second.entry(PREVIEW_OFFSET)?)?).ok()?;
    let length = usize::try_from(file.value(second.entry(PREVIEW_LENGTH)?)?).ok()?;
    let jpeg = tiff.get(start..start.checked_add(length)?)?;
    (is_jpeg && jpeg.starts_with(&START)).then_some(Preview { jpeg, orientation })
}

const START: [u8; 2] = [0xff, 0xd8];
const APP1: u8 = 0xe1;
const START_OF_SCAN: u8 = 0xda;
const EXIF: &[u8] = b"Exif\0\0";

const COMPRESSION: u16 = 0x0103;
const COMPRESSION_JPEG: u32 = 6;
const ORIENTATION: u16 = 0x0112;
const PREVIEW_OFFSET: u16 = 0x0201;
const PREVIEW_LENGTH: u16 = 0x0202;

/// Types of values (TIFF 6.0, §2).
const SHORT: u16 = 3;
const LONG: u16 = 4;

/// What follows the name of the Exif segment.
fn exif_of(head: &[u8]) -> Option<&[u8]> {
    let mut rest = head.strip_prefix(&START)?;
    loop {
        let (&[0xff, marker], behind) = rest.split_first_chunk()? else { return None };
        if marker == 0xff {
            // Any number of them may come before a marker.
            rest = rest.get(1..)?;
            continue;
        }
        if marker == START_OF_SCAN {
            return None;
        }
        let (length, _) = behind.split_first_chunk()?;
        let (segment, next) = behind.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        let content = segment.get(2..)?;
        if marker == APP1
            && let Some(tiff) = content.strip_prefix(EXIF)
        {
            return Some(tiff);
        }
        rest = next;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn of(name: &[u8]) -> Option<Self> {
        match name {
            b"II" => Some(Self::Little),
            b"MM" => Some(Self::Big),
            _ => None,
        }
    }
}

#[derive(Clone, Copy)]
struct Tiff<'a> {
    bytes: &'a [u8],
    order: Order,
}

/// A directory: its entries, one after the other, and where the next directory is.
struct Directory<'a> {
    file: Tiff<'a>,
    entries: &'a [u8],
    next: Option<u32>,
}

/// Where an entry is in its directory's bytes.
#[derive(Clone, Copy)]
struct Entry {
    kind: u16,
    /// The value where it fits, in four bytes.
    value: [u8; 4],
}

impl<'a> Tiff<'a> {
    fn directory(self, at: u32) -> Option<Directory<'a>> {
        let at = usize::try_from(at).ok()?;
        let count = usize::from(self.short(at)?);
        let start = at.checked_add(2)?;
        let end = start.checked_add(count * ENTRY_BYTES)?;
        Some(Directory { file: self, entries: self.bytes.get(start..end)?, next: self.long(end) })
    }

    fn value(self, entry: Entry) -> Option<u32> {
        let [first, second, ..] = entry.value;
        match entry.kind {
            SHORT => Some(u32::from(self.read_short([first, second]))),
            LONG => Some(self.read_long(entry.value)),
            _ => None,
        }
    }

    fn short(self, at: usize) -> Option<u16> {
        self.bytes.get(at..)?.first_chunk().map(|bytes| self.read_short(*bytes))
    }

    fn long(self, at: usize) -> Option<u32> {
        self.bytes.get(at..)?.first_chunk().map(|bytes| self.read_long(*bytes))
    }

    fn read_short(self, bytes: [u8; 2]) -> u16 {
        if self.order == Order::Little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) }
    }

    fn read_long(self, bytes: [u8; 4]) -> u32 {
        if self.order == Order::Little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }
    }
}

/// A tag, a type, a count, and the value or where it is.
const ENTRY_BYTES: usize = 12;

impl Directory<'_> {
    /// The entry with that tag, if it has a single value.
    fn entry(&self, tag: u16) -> Option<Entry> {
        self.entries.chunks_exact(ENTRY_BYTES).find_map(|bytes| {
            let entry = Tiff { bytes, ..self.file };
            let is_it = entry.short(0)? == tag && entry.long(4)? == 1;
            is_it.then_some(Entry { kind: entry.short(2)?, value: *bytes.last_chunk()? })
        })
    }
}

#[cfg(test)]
mod tests;
