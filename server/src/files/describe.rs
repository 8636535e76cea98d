//! From what the store knows to what clients are told.

use data_encoding::HEXLOWER;
use holdall_shared::{Digests, Entry, EntryKind, EntryName, EntryPath};

use crate::{digest::ContentDigests, media, store::Stat, validator};

/// The entry at `path`. The upload folder itself, which has no name, is called `files`.
pub fn describe(path: &EntryPath, stat: &Stat) -> Entry {
    let is_file = stat.kind == EntryKind::File;
    let name = path.name().unwrap_or_else(EntryName::of_root);
    Entry {
        media_type: is_file.then(|| media::of_name(name.as_str()).to_owned()),
        name,
        path: path.clone(),
        kind: stat.kind,
        url: stat.kind.url(path),
        size: is_file.then_some(stat.size),
        modified: stat.modified,
        digests: None,
        previous: None,
        etag: is_file.then(|| validator::EntityTag::of(&stat.version).to_string()),
    }
}

/// Digests as clients are told.
pub(super) fn tell(digests: &ContentDigests) -> Digests {
    Digests { blake3: HEXLOWER.encode(&digests.blake3), sha256: digests.sha256.map(|sha256| HEXLOWER.encode(&sha256)) }
}
