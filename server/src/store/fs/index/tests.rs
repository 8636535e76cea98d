//! Whatever changes a folder, by whom and in which order: every page is what a plain read of the folder gives.

#![expect(clippy::disallowed_methods, reason = "the tests change their folders by paths, as other programs do")]

use std::{
    cmp::Ordering,
    fs::{self, File},
    io,
    os::unix::fs::{MetadataExt as _, symlink},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use holdall_shared::{Direction, EntryPath, Grouping, ListingQuery, SortKey, natural_order};
use proptest::prelude::*;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use tempfile::TempDir;

use super::*;
use crate::{
    clock::Clock,
    store::{Bounds, fs::Access},
};

/// Everything is kept, however small.
const KEEP_ALL: Capacity = Capacity { most_bytes: usize::MAX, most_folders: 1024, small: 0, few: 0 };

struct Bench {
    folder: TempDir,
    tree: Arc<Tree>,
    runtime: tokio::runtime::Runtime,
}

impl Bench {
    fn new(capacity: Capacity) -> Self {
        Self::with(Indexes::new(capacity))
    }

    /// As where inotify has nothing left.
    fn unwatched(capacity: Capacity) -> Self {
        Self::with(Indexes { capacity, watches: None, slots: Mutex::default() })
    }

    fn with(indexes: Indexes) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut tree = Tree::open(folder.path(), Access::ReadWrite, Clock::System, Bounds::default()).unwrap();
        tree.indexes = indexes;
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        Self { folder, tree: Arc::new(tree), runtime }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn page(&self, query: &ListingQuery) -> Page {
        self.runtime.block_on(page(&self.tree, &EntryPath::ROOT, query.clone())).unwrap()
    }

    fn names(&self, query: &ListingQuery) -> Vec<String> {
        self.page(query).entries.into_iter().map(|(name, _)| name.into()).collect()
    }

    fn kept_bytes(&self) -> Vec<usize> {
        let slots = self.tree.indexes.slots.lock().unwrap();
        slots.by_folder.values().map(|slot| slot.bytes.load(std::sync::atomic::Ordering::Relaxed)).collect()
    }
}

/// The same without any index: a plain read, a look at each, a sort.
fn plain(folder: &Path, query: &ListingQuery) -> Vec<String> {
    let mut rows: Vec<(String, bool, i64, i128)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let seen = entry.path().symlink_metadata().unwrap();
            let size = if seen.is_file() { i64::try_from(seen.size()).unwrap() } else { 0 };
            let modified = i128::from(seen.mtime()) * 1_000_000_000 + i128::from(seen.mtime_nsec());
            (entry.file_name().into_string().unwrap(), seen.is_dir(), size, modified)
        })
        .filter(|(name, ..)| name != ".holdall" && (query.hidden || !name.starts_with('.')))
        .filter(|(name, ..)| name.to_lowercase().contains(&query.filter.to_lowercase()))
        .collect();
    let extension = |row: &(String, bool, i64, i128)| match (row.1, row.0.rsplit_once('.')) {
        (false, Some((_, extension))) => extension.to_lowercase(),
        _ => String::new(),
    };
    rows.sort_by(|a, b| {
        let by_name = natural_order(&a.0, &b.0);
        let directed = |ordering: Ordering| match query.order {
            Direction::Ascending => ordering,
            Direction::Descending => ordering.reverse(),
        };
        let grouped = if query.folders == Grouping::First { b.1.cmp(&a.1) } else { Ordering::Equal };
        grouped.then(match query.sort {
            SortKey::Name => directed(by_name),
            SortKey::Kind => directed(extension(a).cmp(&extension(b)).then(by_name)),
            SortKey::Size => directed(a.2.cmp(&b.2)).then(by_name),
            SortKey::Modified => directed(a.3.cmp(&b.3)).then(by_name),
        })
    });
    let names = rows.into_iter().map(|row| row.0);
    names.skip(usize::try_from(query.offset).unwrap()).take(usize::try_from(query.limit).unwrap()).collect()
}

#[derive(Debug, Clone)]
enum Step {
    Write(String, usize),
    Touch(String, u64),
    MakeFolder(String),
    WriteInside(String),
    Link(String),
    Remove(String),
    Rename(String, String),
    Exchange(String, String),
    Ask(ListingQuery),
}

fn name() -> impl Strategy<Value = String> {
    "\\.?[aAb][0-9]{0,2}(\\.[xy])?"
}

fn query() -> impl Strategy<Value = ListingQuery> {
    (0_usize..4, any::<[bool; 3]>(), 0_u64..5, 1_u32..30, "[ab1]?").prop_map(
        |(sort, [descends, mixed, hidden], offset, limit, filter)| ListingQuery {
            sort: [SortKey::Name, SortKey::Size, SortKey::Modified, SortKey::Kind][sort],
            order: if descends { Direction::Descending } else { Direction::Ascending },
            folders: if mixed { Grouping::Mixed } else { Grouping::First },
            offset,
            limit,
            hidden,
            filter,
            ..ListingQuery::default()
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (name(), 0_usize..4).prop_map(|(name, size)| Step::Write(name, size)),
        1 => (name(), 1_u64..5).prop_map(|(name, time)| Step::Touch(name, time)),
        1 => name().prop_map(Step::MakeFolder),
        1 => name().prop_map(Step::WriteInside),
        1 => name().prop_map(Step::Link),
        2 => name().prop_map(Step::Remove),
        2 => (name(), name()).prop_map(|(from, to)| Step::Rename(from, to)),
        1 => (name(), name()).prop_map(|(from, to)| Step::Exchange(from, to)),
        6 => query().prop_map(Step::Ask),
    ]
}

impl Bench {
    /// As another program does it; what is not possible does not happen.
    fn change(&self, step: &Step) -> io::Result<()> {
        match step {
            Step::Write(name, size) => fs::write(self.path(name), vec![0; *size]),
            Step::Touch(name, time) => {
                let time = SystemTime::UNIX_EPOCH + Duration::from_secs(*time);
                File::open(self.path(name))?.set_modified(time)
            }
            Step::MakeFolder(name) => fs::create_dir(self.path(name)),
            Step::WriteInside(name) => fs::write(self.path(name).join("inside"), ""),
            Step::Link(name) => symlink("nowhere", self.path(name)),
            Step::Remove(name) if self.path(name).symlink_metadata()?.is_dir() => fs::remove_dir_all(self.path(name)),
            Step::Remove(name) => fs::remove_file(self.path(name)),
            Step::Rename(from, to) => fs::rename(self.path(from), self.path(to)),
            Step::Exchange(from, to) => {
                Ok(renameat_with(CWD, self.path(from), CWD, self.path(to), RenameFlags::EXCHANGE)?)
            }
            Step::Ask(_) => Ok(()),
        }
    }

    fn run(&self, steps: &[Step]) -> Result<(), TestCaseError> {
        for step in steps {
            let _ = self.change(step);
            if let Step::Rename(_, name) = step {
                let (folder, plain) = (self.tree.root.itself(), self.tree.root.itself().other_spelling(name, None));
                let found = self.tree.indexes.other_spelling(&self.tree, folder, name, None).unwrap();
                prop_assert_eq!(found.is_some(), plain.unwrap().is_some(), "{}", name);
            }
            if let Step::Ask(query) = step {
                prop_assert_eq!(self.names(query), plain(self.folder.path(), query), "{:?}", query);
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_page_of_a_watched_folder_is_what_a_plain_read_gives(steps in prop::collection::vec(step(), 1..60)) {
        Bench::new(KEEP_ALL).run(&steps)?;
    }

    #[test]
    fn and_so_is_every_page_of_one_that_cannot_be_watched(steps in prop::collection::vec(step(), 1..60)) {
        Bench::unwatched(KEEP_ALL).run(&steps)?;
    }

    #[test]
    fn and_of_one_that_is_not_kept(steps in prop::collection::vec(step(), 1..40)) {
        Bench::new(Capacity::default()).run(&steps)?;
    }
}

#[test]
fn many_changes_at_once_are_merged() {
    let bench = Bench::new(KEEP_ALL);
    let query = ListingQuery { limit: 1000, sort: SortKey::Size, ..ListingQuery::default() };
    let touch = |range: std::ops::Range<usize>| {
        range.for_each(|n| fs::write(bench.path(&n.to_string()), vec![0; n % 7]).unwrap());
    };
    touch(0..300);
    assert_eq!(bench.names(&query), plain(bench.folder.path(), &query));
    touch(200..500);
    (0..250).step_by(2).for_each(|n| fs::remove_file(bench.path(&n.to_string())).unwrap());
    assert_eq!(bench.names(&query), plain(bench.folder.path(), &query));
}

#[test]
fn memory_is_bounded_and_the_least_used_goes_first() {
    let bench = Bench::new(Capacity { most_bytes: 60_000, ..KEEP_ALL });
    for folder in ["a", "b", "c"] {
        fs::create_dir(bench.path(folder)).unwrap();
        (0..1000).for_each(|n| fs::write(bench.path(folder).join(format!("a name {n}.txt")), "").unwrap());
    }
    let ask = |folder: &str| {
        let path = EntryPath::new(folder).unwrap();
        bench.runtime.block_on(page(&bench.tree, &path, ListingQuery::default())).unwrap();
    };
    let known = |folder: &str| {
        let stat = bench.path(folder).metadata().unwrap();
        bench.tree.indexes.known((stat.dev(), stat.ino())).is_some()
    };
    ["a", "b", "a", "c"].into_iter().for_each(ask);
    assert!(known("a") && known("c") && !known("b"));
    assert!(bench.kept_bytes().into_iter().sum::<usize>() <= 60_000);
    let bytes = bench.kept_bytes().into_iter().max().unwrap();
    assert!(bytes <= 1000 * 60, "{bytes} bytes for 1000 entries");
}

#[test]
fn a_folder_that_alone_takes_too_much_is_shown_and_forgotten() {
    let bench = Bench::new(Capacity { most_bytes: 100, ..KEEP_ALL });
    (0..100).for_each(|n| fs::write(bench.path(&n.to_string()), "").unwrap());
    assert_eq!(bench.page(&ListingQuery::default()).total, 100);
    assert!(bench.kept_bytes().is_empty());
}

#[test]
fn a_folder_that_is_moved_stays_known_and_one_that_is_made_anew_is_another() {
    let bench = Bench::new(KEEP_ALL);
    fs::create_dir(bench.path("old")).unwrap();
    fs::write(bench.path("old").join("a"), "").unwrap();
    let names = |folder: &str| {
        let path = EntryPath::new(folder).unwrap();
        let page = bench.runtime.block_on(page(&bench.tree, &path, ListingQuery::default())).unwrap();
        page.entries.into_iter().map(|(name, _)| String::from(name)).collect::<Vec<_>>()
    };
    assert_eq!(names("old"), ["a"]);
    fs::rename(bench.path("old"), bench.path("new")).unwrap();
    fs::write(bench.path("new").join("b"), "").unwrap();
    assert_eq!(names("new"), ["a", "b"]);
    fs::remove_dir_all(bench.path("new")).unwrap();
    fs::create_dir(bench.path("new")).unwrap();
    assert_eq!(names("new"), [""; 0]);
}
