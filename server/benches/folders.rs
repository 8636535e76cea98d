//! How long a page of a folder takes, cold and warm, in every order; a search; the news of a change: `make bench`.
//!
//! It makes folders of 1 000, 100 000 and 1 000 000 empty files (`HOLDALL_BENCH_ENTRIES=1000,100000` for others), asks the
//! store as the routes do, and prints milliseconds: the first answer, then the median and the 99th percentile of many.
//! `make bench ARGS="search pages"` measures only these of `pages` (with the bytes of an index), `plan`, `search`, `events`.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a benchmark makes its own folders, reads its settings, and ends where it can't go on"
)]

use std::{
    env, fs,
    path::Path,
    time::{Duration, Instant},
};

use holdall::{
    clock::Clock,
    store::{
        Page, Store as _,
        fs::{Access, FsStore},
    },
};
use holdall_shared::{Direction, EntryPath, FilePath, ListingQuery, SearchQuery, SortKey};
use tokio::runtime::Runtime;

const ROUNDS: usize = 50;

fn main() {
    let counts = env::var("HOLDALL_BENCH_ENTRIES").unwrap_or_else(|_unset| "1000,100000,1000000".to_owned());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let only: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    for count in counts.split(',').map(|count| count.trim().parse().expect("a number of entries")) {
        measure(count, &runtime, &only);
    }
}

fn measure(count: usize, runtime: &Runtime, only: &[String]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many");
    fs::create_dir(&path).expect("a folder");
    (0..count).for_each(|n| touch(&path, &name(n)));
    let store = FsStore::open(folder.path(), Access::ReadWrite, Clock::System).expect("a store");
    let bench = Bench { store: &store, runtime, path: &path, count };
    println!("\n{count} entries{:>32} {:>10} {:>10}", "first ms", "median ms", "p99 ms");
    let parts: [(&str, Part); 4] = [("pages", pages), ("plan", plan), ("search", search), ("events", events)];
    for (_, part) in parts.iter().filter(|(name, _)| only.is_empty() || only.iter().any(|only| only == name)) {
        part(&bench);
    }
}

type Part = fn(&Bench<'_>);

/// Pages in every order, and what the index takes that has them all.
fn pages(bench: &Bench<'_>) {
    let middle = u64::try_from(bench.count / 2).unwrap_or(0);
    let by = |sort| ListingQuery { sort, offset: middle, ..ListingQuery::default() };
    let queries = [
        ("a page by name", by(SortKey::Name)),
        ("by name, descending", ListingQuery { order: Direction::Descending, ..by(SortKey::Name) }),
        ("by kind", by(SortKey::Kind)),
        ("by size", by(SortKey::Size)),
        ("by time", by(SortKey::Modified)),
        ("filtered: many match", ListingQuery { filter: "img".to_owned(), ..ListingQuery::default() }),
        ("filtered: some match", ListingQuery { filter: "99 jpg".to_owned(), ..ListingQuery::default() }),
    ];
    for (what, query) in queries {
        bench.line(what, &query, |_round| ());
    }
    bench.line("by name, one file new each time", &by(SortKey::Name), |round| {
        touch(bench.path, &format!("new {round}"));
    });
    bench.line("by time, one file new each time", &by(SortKey::Modified), |round| {
        touch(bench.path, &format!("newer {round}"));
    });
    let letters = ["a", "e", "i", "o", "u", "0", "1", "2", "3", "4"];
    let started = Instant::now();
    for letter in letters {
        bench.page(&ListingQuery { filter: format!("{letter}9"), ..ListingQuery::default() });
    }
    println!("{:<40} {:>10.2}", "filtered: typing (mean)", milliseconds(started.elapsed()) / 10.0);
    let entries = bench.page(&ListingQuery::default()).total;
    let bytes = bench.store.index_bytes();
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "figures for people")]
    let each = bytes as f64 / entries as f64;
    println!("{:<40} {each:>10.1}", "bytes an entry");
}

/// What a thousand new files would meet: names that nothing has, then names that are all taken.
fn plan(bench: &Bench<'_>) {
    for (what, first) in [("plan of 1000: new", bench.count), ("plan of 1000: taken", 0)] {
        let path = |n: usize| EntryPath::new(format!("many/{}", name(first + n))).expect("a path");
        let files: Vec<FilePath> =
            (0..1000).map(|n| FilePath::from_entry_path(&path(n)).expect("a name that can be made")).collect();
        let mut times: Vec<Duration> = (0..ROUNDS)
            .map(|_round| {
                let started = Instant::now();
                bench.runtime.block_on(bench.store.probe(files.clone())).expect("an answer");
                started.elapsed()
            })
            .collect();
        times.sort_unstable();
        print_times(what, None, &times);
    }
}

/// The first search begins to read; how long it takes until an answer is whole, then how long whole answers take.
fn search(bench: &Bench<'_>) {
    let ask = |words: &str| {
        let query = SearchQuery { q: words.to_owned(), ..SearchQuery::default() };
        bench.runtime.block_on(bench.store.search(query)).expect("an answer")
    };
    let started = Instant::now();
    while !ask("img").is_complete {
        std::thread::sleep(Duration::from_millis(5));
    }
    println!("{:<40} {:>10.2}", "search: cold, until it is whole", milliseconds(started.elapsed()));
    for (what, words) in
        [("search: all match", "img"), ("search: few match", "99999"), ("search: two words", "mp4 123")]
    {
        let times = (0..ROUNDS).map(|_round| {
            let started = Instant::now();
            ask(words);
            started.elapsed()
        });
        let mut times: Vec<Duration> = times.collect();
        times.sort_unstable();
        print_times(what, None, &times);
    }
}

/// From a change by another program until it is told, the time in which changes gather included; then how many answers a
/// burst of 10 000 changes takes.
fn events(bench: &Bench<'_>) {
    let (folder, path) = (bench.path, EntryPath::new("many").expect("a path"));
    let mut times = Vec::new();
    let told = bench.runtime.block_on(async {
        let mut watch = bench.store.watch(&path).await.expect("a watch");
        for round in 0..10 {
            let started = Instant::now();
            touch(folder, &format!("event {round}"));
            watch.next().await.expect("changes");
            times.push(started.elapsed());
        }
        let folder = folder.to_owned();
        let burst = std::thread::spawn(move || (0..10_000).for_each(|n| touch(&folder, &format!("burst {n}"))));
        let mut told = 0;
        while !burst.is_finished() {
            watch.next().await.expect("changes");
            told += 1;
        }
        told
    });
    times.sort_unstable();
    print_times("events: a change is told after", None, &times);
    println!("{:<40} {told:>10}", "events: answers for 10 000 changes");
}

struct Bench<'a> {
    store: &'a FsStore,
    runtime: &'a Runtime,
    /// The folder.
    path: &'a Path,
    /// Entries that it had at first.
    count: usize,
}

impl Bench<'_> {
    fn page(&self, query: &ListingQuery) -> Page {
        let path = EntryPath::new("many").expect("a path");
        self.runtime.block_on(self.store.page(&path, query.clone())).expect("a page")
    }

    fn line(&self, what: &str, query: &ListingQuery, mut before: impl FnMut(usize)) {
        let mut times: Vec<Duration> = (0..=ROUNDS)
            .map(|round| {
                before(round);
                let started = Instant::now();
                self.page(query);
                started.elapsed()
            })
            .collect();
        let first = times.remove(0);
        times.sort_unstable();
        print_times(what, Some(first), &times);
    }
}

/// A line of the table: the first answer, the median and the 99th percentile of sorted others.
fn print_times(what: &str, first: Option<Duration>, times: &[Duration]) {
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
    let first = first.map_or_else(String::new, |first| format!("{:.2}", milliseconds(first)));
    println!("{what:<40} {first:>10} {:>10.2} {:>10.2}", milliseconds(at(50)), milliseconds(at(99)));
}

fn name(n: usize) -> String {
    let extension = ["jpg", "txt", "mp4", "pdf"][n % 4];
    format!("IMG_{n:07}.{extension}")
}

fn touch(folder: &Path, name: &str) {
    drop(fs::File::create(folder.join(name)).expect("a file"));
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
