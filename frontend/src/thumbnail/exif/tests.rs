//! Photos as cameras write them, and what is made of those that are damaged.

use proptest::prelude::*;

use super::*;

const JPEG: &[u8] = &[0xff, 0xd8, 0xff, 0xdb, 0, 3, 7, 0xff, 0xd9];

/// A photo with a preview, as it may be written.
#[derive(Debug, Clone)]
struct Photo {
    order: Order,
    orientation: u16,
    preview: Vec<u8>,
    /// Segments before the one with the preview: marker and content.
    before: Vec<(u8, Vec<u8>)>,
    /// How often `FF` stands before each marker, once more.
    fill: usize,
}

impl Photo {
    fn new(order: Order) -> Self {
        Self { order, orientation: 6, preview: JPEG.to_vec(), before: vec![(0xe0, b"JFIF\0".to_vec())], fill: 0 }
    }

    fn short(&self, n: u16) -> Vec<u8> {
        if self.order == Order::Little { n.to_le_bytes().to_vec() } else { n.to_be_bytes().to_vec() }
    }

    fn long(&self, n: u32) -> Vec<u8> {
        if self.order == Order::Little { n.to_le_bytes().to_vec() } else { n.to_be_bytes().to_vec() }
    }

    fn entry(&self, tag: u16, kind: u16, value: Vec<u8>) -> Vec<u8> {
        let mut value = value;
        value.resize(4, 0);
        [self.short(tag), self.short(kind), self.long(1), value].concat()
    }

    fn tiff(&self) -> Vec<u8> {
        let name = if self.order == Order::Little { b"II" } else { b"MM" };
        let first = [
            self.short(2),
            self.entry(0x010f, SHORT, self.short(0)),
            self.entry(ORIENTATION, SHORT, self.short(self.orientation)),
        ]
        .concat();
        let second_at = u32::try_from(8 + first.len() + 4).unwrap();
        let preview_at = second_at + 2 + 3 * 12 + 4;
        let length = u32::try_from(self.preview.len()).unwrap();
        let second = [
            self.short(3),
            self.entry(COMPRESSION, SHORT, self.short(6)),
            self.entry(PREVIEW_OFFSET, LONG, self.long(preview_at)),
            self.entry(PREVIEW_LENGTH, LONG, self.long(length)),
        ]
        .concat();
        let head = [name.to_vec(), self.short(42), self.long(8)].concat();
        [head, first, self.long(second_at), second, self.long(0), self.preview.clone()].concat()
    }

    fn bytes(&self) -> Vec<u8> {
        let exif = [EXIF.to_vec(), self.tiff()].concat();
        let mut bytes = START.to_vec();
        for (marker, content) in self.before.iter().chain([&(APP1, exif), &(0xdb, vec![0; 65])]) {
            bytes.extend(vec![0xff; self.fill + 1]);
            bytes.push(*marker);
            bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
            bytes.extend(content);
        }
        bytes.extend([0xff, START_OF_SCAN, 0, 2, 1, 2, 3, 0xff, 0xd9]);
        bytes
    }
}

fn found(photo: &Photo) -> Option<(Vec<u8>, u8)> {
    preview(&photo.bytes()).map(|preview| (preview.jpeg.to_vec(), preview.orientation.number()))
}

#[test]
fn the_preview_is_found_in_both_orders_of_bytes() {
    for order in [Order::Little, Order::Big] {
        assert_eq!(found(&Photo::new(order)), Some((JPEG.to_vec(), 6)), "{order:?}");
    }
}

#[test]
fn other_segments_may_come_first() {
    let xmp = (APP1, b"http://ns.adobe.com/xap/1.0/\0<x/>".to_vec());
    let photo = Photo { before: vec![xmp, (0xfe, b"Exif\0\0".to_vec())], fill: 3, ..Photo::new(Order::Big) };
    assert_eq!(found(&photo), Some((JPEG.to_vec(), 6)));
    let behind_the_scan = Photo { before: vec![(START_OF_SCAN, vec![])], ..Photo::new(Order::Big) };
    assert_eq!(found(&behind_the_scan), None, "there the picture has begun");
}

#[test]
fn what_cannot_be_is_upright() {
    for (orientation, expected) in [(0, 1), (1, 1), (8, 8), (9, 1), (262, 1)] {
        let photo = Photo { orientation, ..Photo::new(Order::Little) };
        assert_eq!(found(&photo), Some((JPEG.to_vec(), expected)), "{orientation}");
    }
}

#[test]
fn what_is_no_picture_is_none() {
    let no_picture = Photo { preview: b"<script>".to_vec(), ..Photo::new(Order::Little) };
    assert_eq!(found(&no_picture), None);
    for bytes in [&b""[..], b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1\x00\x01", b"\xff\xd8\xff\xff\xff"] {
        assert_eq!(preview(bytes), None, "{bytes:?}");
    }
}

#[test]
fn what_lies_outside_is_not_there() {
    let whole = Photo::new(Order::Little).bytes();
    for end in 0..whole.len() {
        let cut = whole.get(..end).unwrap();
        assert!(preview(cut).is_none_or(|preview| preview.jpeg == JPEG), "cut after {end}");
    }
    // Where its length is written: the last entry of the second directory.
    let photo = Photo::new(Order::Little);
    let at = photo.bytes().windows(4).position(|bytes| bytes == [2, 2, 4, 0]).unwrap() + 8;
    for length in [u32::MAX, 0x8000_0000, 10, 1, 0] {
        let mut bytes = photo.bytes();
        bytes.splice(at..at + 4, length.to_le_bytes());
        assert_eq!(preview(&bytes), None, "{length}");
    }
}

fn photos() -> impl Strategy<Value = Photo> {
    let segments = prop::collection::vec((0xe2_u8..=0xef, prop::collection::vec(any::<u8>(), 0..40)), 0..4);
    let content = prop::collection::vec(any::<u8>(), 0..200);
    (any::<bool>(), 1_u16..=8, content, segments, 0_usize..3).prop_map(
        |(is_big, orientation, content, before, fill)| {
            let preview = [START.to_vec(), content].concat();
            Photo { order: if is_big { Order::Big } else { Order::Little }, orientation, preview, before, fill }
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read(photo in photos()) {
        let orientation = u8::try_from(photo.orientation).unwrap();
        prop_assert_eq!(found(&photo), Some((photo.preview.clone(), orientation)));
    }

    #[test]
    fn damage_leads_to_nothing_worse_than_another_part_of_the_file(
        photo in photos(), damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)
    ) {
        let mut bytes = photo.bytes();
        for (at, byte) in damage {
            *at.get_mut(&mut bytes) = byte;
        }
        if let Some(preview) = preview(&bytes) {
            prop_assert!(preview.jpeg.starts_with(&START));
            prop_assert!((1..=8).contains(&preview.orientation.number()));
            prop_assert!(bytes.windows(preview.jpeg.len()).any(|part| part == preview.jpeg));
        }
    }

    #[test]
    fn noise_is_survived(noise in prop::collection::vec(any::<u8>(), 0..300), order in any::<bool>()) {
        let _ = preview(&noise);
        let name: &[u8] = if order { b"II*\0" } else { b"MM\0*" };
        let exif = [EXIF, name, &noise].concat();
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let _ = preview(&[&START[..], &[0xff, APP1], &length, &exif].concat());
    }
}
