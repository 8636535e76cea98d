//! Server and page agree byte for byte: the same inputs give the same answers on the host and in the browser's wasm.
//!
//! Each test folds the answers for some thousand generated inputs into one number, which both builds must reach.
//! `usize` has 32 bits in the browser, and tables and collations could differ: that is what this would show.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use holdall_shared::{ByteSize, EntryPath, FileName, Timestamp, collision_key, natural_order, url};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const INPUTS: u64 = 4_000;

// What both builds must reach. A change of a rule changes its number: take the new one from the host's failure.
const SIZES_AND_TIMES: u64 = 12_128_931_207_444_493_122;
const ORDER: u64 = 3_957_000_504_122_365_773;
const ADDRESSES: u64 = 56_791_429_036_788_973;
const NAMES: u64 = 850_286_290_795_784_574;

/// Characters that names trip over, and some that they do not.
const ALPHABET: &[&str] = &[
    "a",
    "B",
    "z",
    "0",
    "1",
    "9",
    " ",
    ".",
    "-",
    "%",
    "2",
    "F",
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "K",
    "ﬁ",
    "報",
    "👩‍👧",
    "🏴\u{e0067}\u{e007f}",
    "\u{202e}",
    "\u{feff}",
    "\u{7}",
    "/",
    "\\",
    ":",
    "?",
    "con",
    "lpt1",
    "..",
    ".holdall",
];

/// The same pseudo-random sequence everywhere (Knuth's MMIX generator).
struct Sequence(u64);

impl Sequence {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(below).unwrap()).unwrap()
    }

    fn text(&mut self) -> String {
        (0..self.next(9)).map(|_| ALPHABET[self.next(ALPHABET.len())]).collect()
    }
}

/// FNV-1a over everything that is written into it.
struct Fold(u64);

impl Fold {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Folds what `answer` says to each input.
fn fold(mut answer: impl FnMut(&mut Sequence) -> String) -> u64 {
    let (mut sequence, mut fold) = (Sequence(1), Fold(0xcbf2_9ce4_8422_2325));
    for _ in 0..INPUTS {
        fold.add(&answer(&mut sequence));
    }
    fold.0
}

#[test]
fn names_and_their_repairs() {
    let answers = fold(|sequence| match FileName::new(&sequence.text()) {
        Ok(name) => format!("{name}|{}|{}", name.numbered(2), collision_key(name.as_str())),
        Err(invalid) => invalid.to_string() + invalid.suggestion.as_str(),
    });
    assert_eq!(answers, NAMES);
}

#[test]
fn addresses() {
    let answers = fold(|sequence| match url::parse_entry_path(&format!("/{}/{}", sequence.text(), sequence.text())) {
        Ok(path) => format!("{path}|{}", url::folder_url(url::FILES, &path)),
        Err(error) => error.to_string(),
    });
    assert_eq!(answers, ADDRESSES);
}

#[test]
fn order() {
    let answers = fold(|sequence| format!("{:?}", natural_order(&sequence.text(), &sequence.text())));
    assert_eq!(answers, ORDER);
}

#[test]
fn sizes_and_times() {
    let answers = fold(|sequence| {
        let number = u64::try_from(sequence.next(usize::try_from(u32::MAX).unwrap())).unwrap();
        let large = number.wrapping_mul(number).wrapping_mul(7);
        let moment = Timestamp::from_unix_ms(i64::try_from(large % 253_402_300_799_999).unwrap());
        format!("{}|{}|{moment}", ByteSize(number), ByteSize(large))
    });
    assert_eq!(answers, SIZES_AND_TIMES);
}

#[test]
fn paths_come_back() {
    let mut sequence = Sequence(7);
    for _ in 0..INPUTS {
        if let Ok(path) = EntryPath::new(format!("{}/{}", sequence.text(), sequence.text())) {
            let written = url::entry_url(url::FILES, &path);
            assert_eq!(url::parse_entry_path(written.strip_prefix(url::FILES).unwrap()), Ok(path));
        }
    }
}
