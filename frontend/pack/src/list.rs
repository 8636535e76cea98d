//! The list of the functions that may come later: a hash of each name.
//!
//! Names and not indices, so that it holds as the page changes; hashes, because the names of generic functions are long. A
//! function whose name is not in the list is there from the beginning: what is new in the page costs weight, which
//! `scripts/weigh-page` tells, until the list is made anew. Where the page begins to call at once what is in the list, it
//! waits for it, which `e2e/tests/later.spec.ts` tells.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Display, Formatter},
    num::ParseIntError,
    str::FromStr,
};

use crate::{PackError, module::Module};

/// A function's name, without what differs from build to build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key(u32);

impl Key {
    fn of(name: &str) -> Self {
        let hash = blake3::hash(without_builds(name).as_bytes());
        let [a, b, c, d, ..] = *hash.as_bytes();
        Self(u32::from_be_bytes([a, b, c, d]))
    }
}

/// The functions that may come later.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Later(BTreeSet<Key>);

impl Later {
    /// Whether a function may come later.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains(&Key::of(name))
    }

    /// The functions of a module that did not run: `ran` has the places of those that did, as [`instrument`] tells them.
    ///
    /// [`instrument`]: crate::instrument::instrument
    ///
    /// # Errors
    ///
    /// Where the module cannot be read, or has no names.
    pub fn of(wasm: &[u8], ran: &BTreeSet<u32>) -> Result<Self, PackError> {
        let module = Module::read(wasm)?;
        if module.names.is_empty() {
            return Err(PackError::Unknown("no names"));
        }
        // Several functions may have one name: then all or none of them come later.
        let mut has_run: BTreeMap<Key, bool> = BTreeMap::new();
        for (place, (function, _)) in (0..).zip(module.own()) {
            if let Some(name) = module.names.get(&function) {
                *has_run.entry(Key::of(name)).or_default() |= ran.contains(&place);
            }
        }
        Ok(Self(has_run.into_iter().filter(|(_, has_run)| !has_run).map(|(key, _)| key).collect()))
    }
}

/// One hash a line.
impl Display for Later {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|Key(hash)| writeln!(formatter, "{hash:08x}"))
    }
}

/// Lines that begin with `#` are for people.
impl FromStr for Later {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(|line| u32::from_str_radix(line, 16).map(Key)).collect::<Result<_, _>>().map(Self)
    }
}

/// A name without the hashes that the compiler gives to crates: they depend on where the page was built.
fn without_builds(name: &str) -> String {
    let mut rest = name;
    let mut text = String::with_capacity(name.len());
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        rest = match after.split_once(']') {
            Some((hash, behind)) if is_crate_hash(hash) => behind,
            _ => {
                text.push('[');
                after
            }
        };
    }
    text + rest
}

fn is_crate_hash(text: &str) -> bool {
    (10..=16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests;
