//! BLAKE3 of what is uploaded: of each slice, and of the whole file for as long as its slices come one after the other.
//!
//! A slice may come again, whole or shorter, when it did not arrive: so the state of the whole file is kept at the
//! last few places where a slice began. Where bytes are missing (an upload that goes on after a reload), the digest of
//! the whole is not known, and is not told.

use std::collections::HashMap;

use blake3::Hasher;

/// Ends of slices that are remembered: the one that is sent, the one that was read ahead, and what was before them.
const REMEMBERED: usize = 4;

/// The state of all files that are being uploaded.
#[derive(Default)]
pub struct Hashing {
    files: HashMap<u64, Vec<(u64, Hasher)>>,
}

/// A slice that is being hashed.
pub struct Run {
    file: u64,
    end: u64,
    slice: Hasher,
    whole: Option<Hasher>,
}

/// What is known of a slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digests {
    /// BLAKE3 of the slice.
    pub slice: [u8; 32],
    /// BLAKE3 of the file up to the end of the slice.
    pub whole: Option<[u8; 32]>,
}

impl Hashing {
    /// Begins a slice of `length` bytes at `from`, of a file of `size` bytes.
    pub fn begin(&self, file: u64, from: u64, length: u64, size: u64) -> Run {
        let known = || self.files.get(&file)?.iter().rev().find(|(place, _)| *place == from);
        let whole = match from {
            // Its own digest is that of the whole.
            0 if length == size => None,
            0 => Some(Hasher::new()),
            _ => known().map(|(_, hasher)| hasher.clone()),
        };
        Run { file, end: from, slice: Hasher::new(), whole }
    }

    /// Ends it.
    pub fn end(&mut self, run: Run, size: u64) -> Digests {
        let Run { file, end, slice, whole } = run;
        let digest = *slice.finalize().as_bytes();
        let of_whole = match &whole {
            Some(whole) => Some(*whole.finalize().as_bytes()),
            None => (end == size && slice.count() == size).then_some(digest),
        };
        if let Some(whole) = whole {
            let places = self.files.entry(file).or_default();
            places.retain(|(place, _)| *place != end);
            places.push((end, whole));
            let surplus = places.len().saturating_sub(REMEMBERED);
            places.drain(..surplus);
        }
        Digests { slice: digest, whole: of_whole }
    }

    /// Nothing of that file comes any more.
    pub fn forget(&mut self, file: u64) {
        self.files.remove(&file);
    }
}

impl Run {
    /// The next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.slice.update(bytes);
        if let Some(whole) = &mut self.whole {
            whole.update(bytes);
        }
        self.end = self.end.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] = &[7; 10_000];

    fn hash(hashing: &mut Hashing, from: usize, to: usize) -> Digests {
        let length = (to - from).try_into().unwrap();
        let mut run = hashing.begin(1, from.try_into().unwrap(), length, 10_000);
        FILE[from..to].chunks(999).for_each(|bytes| run.update(bytes));
        hashing.end(run, 10_000)
    }

    fn digest(from: usize, to: usize) -> [u8; 32] {
        *blake3::hash(&FILE[from..to]).as_bytes()
    }

    #[test]
    fn slices_in_a_row_end_in_the_digest_of_the_whole() {
        let mut hashing = Hashing::default();
        for (from, to) in [(0, 4000), (4000, 8000), (8000, 10_000)] {
            let digests = hash(&mut hashing, from, to);
            assert_eq!(digests, Digests { slice: digest(from, to), whole: Some(digest(0, to)) });
        }
    }

    #[test]
    fn a_slice_that_comes_again_changes_nothing() {
        let mut hashing = Hashing::default();
        hash(&mut hashing, 0, 4000);
        hash(&mut hashing, 4000, 8000);
        // Read ahead, while the one before did not arrive.
        hash(&mut hashing, 8000, 10_000);
        hash(&mut hashing, 4000, 6000);
        assert_eq!(hash(&mut hashing, 6000, 10_000).whole, Some(digest(0, 10_000)));
    }

    #[test]
    fn where_bytes_are_missing_the_whole_is_not_known() {
        let mut hashing = Hashing::default();
        hash(&mut hashing, 0, 4000);
        assert_eq!(hash(&mut hashing, 5000, 10_000), Digests { slice: digest(5000, 10_000), whole: None });
        hashing.forget(1);
        assert_eq!(hash(&mut hashing, 4000, 10_000).whole, None);
    }

    #[test]
    fn a_small_file_is_hashed_once() {
        let mut hashing = Hashing::default();
        assert_eq!(hash(&mut hashing, 0, 10_000).whole, Some(digest(0, 10_000)));
        assert!(hashing.files.is_empty());
    }
}
