//! Files as long as those that have their names: where the server knows a digest of those, the page hashes its own. What
//! is the very same need not be sent, and need not be asked about.

use leptos::prelude::*;
use web_sys::File;

use super::Adder;
use crate::{
    base64,
    browser::hasher::{Hashed, Hasher},
    number,
    state::adding::Step,
    upload::plan::Batch,
};

/// A file is read in parts of so many bytes.
const PART: u64 = 8 << 20;

impl Adder {
    /// Compares what can be compared, one file after the other.
    pub(super) async fn compare(self) {
        let adding = self.adding;
        let comparable = adding.batch.with_untracked(Batch::comparable);
        if comparable.is_empty() {
            return;
        }
        let hasher = self.hasher.get_value();
        let of = comparable.len();
        for (done, (index, digest)) in comparable.into_iter().enumerate() {
            adding.step.set(Step::Comparing { done, of });
            let file = self.group.with_value(|group| group.files.get(index).map(|(file, _)| file.clone()));
            let (Some(file), Some(digest)) = (file, base64::from_hex(&digest)) else { continue };
            if digest_of(&hasher, number::length(index), &file).await == Some(digest) {
                adding.batch.update(|batch| batch.is_identical(index));
            }
        }
    }
}

/// BLAKE3 of the whole file, in Base64; nothing where it cannot be read or hashed.
async fn digest_of(hasher: &Hasher, id: u64, file: &File) -> Option<String> {
    let size = number::to_count(file.size());
    let mut from = 0;
    loop {
        let to = (from + PART).min(size);
        let part = file.slice_with_f64_and_f64(number::to_float(from), number::to_float(to)).ok()?;
        let Hashed::Read { whole, .. } = hasher.hash(id, &part, from, size).await else { return None };
        from = to;
        if from >= size {
            hasher.forget(id);
            return whole;
        }
    }
}
