//! Files of one plan that are in each other's way: as if they were made one after the other, where nothing is yet.
//!
//! 1. Paths are put side by side by the keys of their names (see [`collision_key`]), so that what is one folder or one name
//!    anywhere is one run of neighbours.
//! 2. In each run the first file of the plan says how the name is spelled, and whether it is a file or a folder. Others
//!    that say otherwise are in its way, and are out. What is left below that folder is made of runs again.
//!
//! The first file of a run is never in anybody's way. Memory is that of the keys.

use holdall_shared::{EntryName, EntryPath, collision_key};

/// What another file of the plan, an earlier one, does to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Overlap {
    /// It goes to the same place.
    Same,
    /// It has another spelling of a name on the way.
    Spelling(EntryName),
    /// It makes a folder of that name.
    Folder,
    /// It is a file, and a folder is needed there.
    File,
}

/// One file, and how far its path was looked at, in bytes.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    /// Its place in the plan.
    place: usize,
    key: &'a str,
    /// What of its path is left.
    rest: &'a str,
}

/// For each path, in their order: which earlier one is in its way, if one is.
pub(super) fn overlaps<'a>(paths: impl Iterator<Item = &'a EntryPath>) -> Vec<Option<Overlap>> {
    let mut keyed: Vec<(usize, String, &str)> =
        paths.enumerate().map(|(place, path)| (place, key(path), path.as_str())).collect();
    let mut overlaps = vec![None; keyed.len()];
    keyed.sort_unstable_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    let all = keyed.iter().map(|(place, key, path)| Part { place: *place, key, rest: path }).collect();
    let mut levels: Vec<Vec<Part<'_>>> = vec![all];
    while let Some(level) = levels.pop() {
        for run in level.chunk_by(|a, b| name_of(a.key).0 == name_of(b.key).0) {
            levels.push(sift(run, &mut overlaps));
        }
    }
    overlaps
}

/// Notes who is in the first one's way; answers what is left below the folder.
fn sift<'a>(run: &[Part<'a>], overlaps: &mut [Option<Overlap>]) -> Vec<Part<'a>> {
    let Some(first) = run.iter().min_by_key(|part| part.place) else { return Vec::new() };
    let (spelling, below) = name_of_path(first.rest);
    let mut rest = Vec::new();
    for part in run {
        let (name, inner) = name_of_path(part.rest);
        let overlap = match (inner, below) {
            _ if name != spelling => EntryName::new(spelling).ok().map(Overlap::Spelling),
            (Some(inner), Some(_)) => {
                rest.push(Part { key: name_of(part.key).1.unwrap_or_default(), rest: inner, ..*part });
                continue;
            }
            _ if part.place == first.place => continue,
            (None, None) => Some(Overlap::Same),
            (None, Some(_)) => Some(Overlap::Folder),
            (Some(_), None) => Some(Overlap::File),
        };
        if let Some(slot) = overlaps.get_mut(part.place) {
            *slot = overlap;
        }
    }
    rest
}

/// The keys of a path's names, a NUL between them: it is in no name, and sorts before all else.
fn key(path: &EntryPath) -> String {
    let mut keys = String::with_capacity(path.as_str().len());
    for (n, name) in path.segments().enumerate() {
        if n > 0 {
            keys.push('\0');
        }
        keys.push_str(&collision_key(name));
    }
    keys
}

/// The first key, and the others.
fn name_of(key: &str) -> (&str, Option<&str>) {
    key.split_once('\0').map_or((key, None), |(name, rest)| (name, Some(rest)))
}

/// The first name, and the others.
fn name_of_path(path: &str) -> (&str, Option<&str>) {
    path.split_once('/').map_or((path, None), |(name, rest)| (name, Some(rest)))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    fn check(paths: &[&str]) -> Vec<Option<Overlap>> {
        let paths: Vec<EntryPath> = paths.iter().map(|path| EntryPath::new(*path).unwrap()).collect();
        overlaps(paths.iter())
    }

    fn spelling(name: &str) -> Overlap {
        Overlap::Spelling(EntryName::new(name).unwrap())
    }

    #[test]
    fn later_files_are_in_the_way_of_earlier_ones() {
        assert_eq!(check(&["a", "b", "c/a"]), [None, None, None]);
        assert_eq!(check(&["a", "a", "A"]), [None, Some(Overlap::Same), Some(spelling("a"))]);
        assert_eq!(check(&["Ä/x", "a\u{308}/y", "Ä/y"]), [None, Some(spelling("Ä")), None]);
        assert_eq!(check(&["a/b", "a"]), [None, Some(Overlap::Folder)]);
        assert_eq!(check(&["a", "a/b", "A/c"]), [None, Some(Overlap::File), Some(spelling("a"))]);
        // What is out itself makes nothing.
        assert_eq!(check(&["a/x", "A/y/z", "a/Y"]), [None, Some(spelling("a")), None]);
        // A name that sorts between a folder and what is in it.
        assert_eq!(check(&["a", "a b", "a/c"]), [None, None, Some(Overlap::File)]);
    }

    /// One after the other, a node for each name.
    fn plainly(paths: &[EntryPath]) -> Vec<Option<Overlap>> {
        let mut nodes: HashMap<String, (String, bool)> = HashMap::new();
        let add = |path: &EntryPath| {
            let names: Vec<&str> = path.segments().collect();
            let mut new = Vec::new();
            for depth in 1..=names.len() {
                let (at, is_folder) = (key(&EntryPath::new(names[..depth].join("/")).unwrap()), depth < names.len());
                match nodes.get(&at) {
                    None => new.push((at, (names[depth - 1].to_owned(), is_folder))),
                    Some((spelled, _)) if spelled != names[depth - 1] => {
                        return Some(Overlap::Spelling(EntryName::new(spelled.clone()).unwrap()));
                    }
                    Some((_, true)) if is_folder => {}
                    Some((_, true)) => return Some(Overlap::Folder),
                    Some((_, false)) if is_folder => return Some(Overlap::File),
                    Some((_, false)) => return Some(Overlap::Same),
                }
            }
            nodes.extend(new);
            None
        };
        paths.iter().map(add).collect()
    }

    proptest! {
        #[test]
        fn neighbours_tell_the_same_as_one_after_the_other(paths in prop::collection::vec("[aAbé](/[aAb é]{1,2}){0,3}", 0..12)) {
            let paths: Vec<EntryPath> = paths.into_iter().map(|path| EntryPath::new(path).unwrap()).collect();
            prop_assert_eq!(overlaps(paths.iter()), plainly(&paths));
        }
    }
}
