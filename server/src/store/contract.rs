//! What every store must do: one suite, run over each of them.

use std::{os::unix::fs::FileExt as _, sync::Arc};

use holdall_shared::{EntryPath, FilePath, ListingQuery};

use super::{
    Admission, Content, Expect, FolderChanges, Kept, Making, Naming, Parents, Place, Probed, Refusal, Store,
    StoreError,
    block::BlockPool,
    fs::{Access, FsStore},
    memory::MemoryStore,
};
use crate::{clock::Clock, digest::Algorithms};

macro_rules! suite {
    ($($behaviour:ident)+) => {
        mod on_files {
            $(#[tokio::test] async fn $behaviour() {
                let folder = tempfile::tempdir().unwrap();
                super::$behaviour(&FsStore::open(folder.path(), super::Access::ReadWrite, super::Clock::System).unwrap()).await;
            })+
            use super::FsStore;
        }
        mod in_memory {
            $(#[tokio::test] async fn $behaviour() { super::$behaviour(&super::MemoryStore::default()).await; })+
        }
    };
}

suite! {
    what_was_published_is_read_back
    create_on_an_existing_name_is_refused_and_the_old_content_stays
    keep_both_takes_the_first_free_number
    another_spelling_of_a_name_is_refused
    update_needs_an_existing_file
    update_with_a_stale_version_is_refused
    an_open_file_stays_what_it_was_while_it_is_replaced
    dropped_bytes_leave_nothing
    create_needs_its_folder_unless_parents_are_made
    folders_are_made_once_and_listed_first
    rename_moves_a_folder_with_all_in_it_and_never_over_a_name
    a_folder_is_not_moved_into_itself
    case_can_be_changed_by_a_rename
    retired_entries_leave_the_tree_and_can_be_put_back
    nothing_is_put_back_over_a_name
    a_replaced_file_is_kept_where_that_is_wanted
    a_swap_exchanges_what_is_kept_with_what_has_the_name
    a_copy_is_seen_only_once_it_has_its_name
    purged_things_are_gone
    an_entry_weighs_what_is_in_it
    delete_with_a_stale_version_is_refused
    a_walk_meets_every_file_once
    of_many_creators_of_one_name_one_wins
    pages_fit_together
    what_new_files_would_meet_is_told_and_nothing_is_made
    a_watched_folder_tells_what_came_and_what_went
}

const EXACT: Making = Making { naming: Naming::Exact, parents: Parents::Required };

fn at(place: Place) -> Kept {
    Kept::random(place).unwrap()
}

fn path(text: &str) -> EntryPath {
    EntryPath::new(text).unwrap()
}

fn file_path(text: &str) -> FilePath {
    FilePath::from_entry_path(&path(text)).unwrap()
}

async fn put(store: &impl Store, name: &str, content: &str, expect: Expect) -> Result<super::Published, StoreError> {
    let admission = Admission {
        length: None,
        parents: Parents::Required,
        modified: None,
        algorithms: Algorithms::default(),
        replaced: 0,
    };
    let path = path(name);
    let mut staged = store.stage(&path.parent().unwrap(), admission).await?;
    for part in content.as_bytes().chunks(3) {
        let mut block = BlockPool::default().take().await.unwrap();
        block.fill_from(part);
        assert_eq!(staged.append(block).await?.bytes(), b"");
    }
    staged.publish(&path, expect).await
}

async fn get(store: &impl Store, name: &str) -> Result<String, StoreError> {
    let opened = store.open(&path(name)).await?;
    Ok(read(&opened.content, opened.stat.size))
}

fn read(content: &Content, size: u64) -> String {
    let bytes = match content {
        Content::Memory(bytes) => bytes.to_vec(),
        Content::File(file) => {
            let mut bytes = vec![0; usize::try_from(size).unwrap()];
            file.read_exact_at(&mut bytes, 0).unwrap();
            bytes
        }
    };
    String::from_utf8(bytes).unwrap()
}

async fn names(store: &impl Store, folder: &str) -> Vec<String> {
    let page = store.page(&path(folder), ListingQuery::default()).await.unwrap();
    page.entries.into_iter().map(|(name, _)| name.into()).collect()
}

async fn what_was_published_is_read_back(store: &impl Store) {
    let published = put(store, "a.txt", "hello world", Expect::Absent).await.unwrap();
    assert_eq!((published.path, published.stat.size), (path("a.txt"), 11));
    assert_eq!(get(store, "a.txt").await.unwrap(), "hello world");
    assert_eq!(store.stat(&path("a.txt")).await.unwrap(), published.stat);
    put(store, "empty", "", Expect::Absent).await.unwrap();
    assert_eq!(get(store, "empty").await.unwrap(), "");
}

async fn create_on_an_existing_name_is_refused_and_the_old_content_stays(store: &impl Store) {
    put(store, "a", "old", Expect::Absent).await.unwrap();
    let refused = put(store, "a", "new", Expect::Absent).await;
    assert!(matches!(refused, Err(StoreError::NameTaken(Some(stat))) if stat.size == 3));
    assert_eq!(get(store, "a").await.unwrap(), "old");
}

async fn keep_both_takes_the_first_free_number(store: &impl Store) {
    for name in ["a.txt", "a (2).txt", "A (3).txt"] {
        put(store, name, "old", Expect::Absent).await.unwrap();
    }
    let kept = put(store, "a.txt", "new", Expect::AbsentOrNumbered).await.unwrap();
    assert_eq!(kept.path, path("a (4).txt"));
    assert_eq!(get(store, "a (4).txt").await.unwrap(), "new");
    assert_eq!(get(store, "a.txt").await.unwrap(), "old");
}

async fn another_spelling_of_a_name_is_refused(store: &impl Store) {
    put(store, "Café", "", Expect::Absent).await.unwrap();
    let refused = put(store, "CAFÉ", "", Expect::Absent).await;
    assert!(matches!(refused, Err(StoreError::NameCollides(other)) if other.as_str() == "Café"));
    let refused = store.make_folder(&file_path("café"), Parents::Required).await;
    assert!(matches!(refused, Err(StoreError::NameCollides(_))));
}

async fn update_needs_an_existing_file(store: &impl Store) {
    assert!(matches!(put(store, "a", "new", Expect::Present).await, Err(StoreError::NotFound)));
    assert!(matches!(get(store, "a").await, Err(StoreError::NotFound)));
    store.make_folder(&file_path("f"), Parents::Required).await.unwrap();
    assert!(matches!(put(store, "f", "new", Expect::Present).await, Err(StoreError::IsFolder)));
    put(store, "a", "old", Expect::Absent).await.unwrap();
    put(store, "a", "newer", Expect::Present).await.unwrap();
    assert_eq!(get(store, "a").await.unwrap(), "newer");
}

async fn update_with_a_stale_version_is_refused(store: &impl Store) {
    let first = put(store, "a", "one", Expect::Absent).await.unwrap().stat.version;
    let second = put(store, "a", "two", Expect::Match(first)).await.unwrap().stat.version;
    assert_ne!(first, second);
    assert!(matches!(put(store, "a", "lost", Expect::Match(first)).await, Err(StoreError::Changed)));
    assert_eq!(get(store, "a").await.unwrap(), "two");
}

async fn an_open_file_stays_what_it_was_while_it_is_replaced(store: &impl Store) {
    put(store, "a", "old", Expect::Absent).await.unwrap();
    let opened = store.open(&path("a")).await.unwrap();
    put(store, "a", "new", Expect::Present).await.unwrap();
    assert_eq!(read(&opened.content, opened.stat.size), "old");
}

async fn dropped_bytes_leave_nothing(store: &impl Store) {
    let admission = Admission {
        length: Some(5),
        parents: Parents::Required,
        modified: None,
        algorithms: Algorithms::default(),
        replaced: 0,
    };
    let mut staged = store.stage(&EntryPath::ROOT, admission).await.unwrap();
    let mut block = BlockPool::default().take().await.unwrap();
    block.fill_from(b"hello");
    staged.append(block).await.unwrap();
    drop(staged);
    assert_eq!(names(store, "").await, [""; 0]);
}

async fn create_needs_its_folder_unless_parents_are_made(store: &impl Store) {
    assert!(matches!(put(store, "f/g/a", "", Expect::Absent).await, Err(StoreError::ParentMissing)));
    let admission = Admission {
        length: None,
        parents: Parents::Made,
        modified: None,
        algorithms: Algorithms::default(),
        replaced: 0,
    };
    let staged = store.stage(&path("f/g"), admission).await.unwrap();
    staged.publish(&path("f/g/a"), Expect::Absent).await.unwrap();
    assert_eq!(get(store, "f/g/a").await.unwrap(), "");
    assert!(matches!(put(store, "f/g/a/b", "", Expect::Absent).await, Err(StoreError::NotFolder)));
}

async fn folders_are_made_once_and_listed_first(store: &impl Store) {
    put(store, "a", "", Expect::Absent).await.unwrap();
    store.make_folder(&file_path("z"), Parents::Required).await.unwrap();
    store.make_folder(&file_path("z/deep/er"), Parents::Made).await.unwrap();
    assert!(matches!(store.make_folder(&file_path("z"), Parents::Required).await, Err(StoreError::NameTaken(Some(_)))));
    assert_eq!(names(store, "").await, ["z", "a"]);
    assert_eq!(names(store, "z/deep").await, ["er"]);
    assert!(matches!(store.page(&path("a"), ListingQuery::default()).await, Err(StoreError::NotFolder)));
    assert!(matches!(store.page(&path("none"), ListingQuery::default()).await, Err(StoreError::NotFound)));
}

async fn rename_moves_a_folder_with_all_in_it_and_never_over_a_name(store: &impl Store) {
    store.make_folder(&file_path("f"), Parents::Required).await.unwrap();
    put(store, "f/a", "in it", Expect::Absent).await.unwrap();
    put(store, "taken", "", Expect::Absent).await.unwrap();
    let refused = store.rename(&path("f"), &file_path("taken"), EXACT).await;
    assert!(matches!(refused, Err(StoreError::NameTaken(Some(_)))));
    assert!(matches!(store.rename(&path("none"), &file_path("x"), EXACT).await, Err(StoreError::NotFound)));
    assert!(matches!(store.rename(&path("f"), &file_path("none/x"), EXACT).await, Err(StoreError::ParentMissing)));
    store.rename(&path("f"), &file_path("g"), EXACT).await.unwrap();
    assert_eq!(get(store, "g/a").await.unwrap(), "in it");
    assert_eq!(names(store, "").await, ["g", "taken"]);
}

async fn a_folder_is_not_moved_into_itself(store: &impl Store) {
    store.make_folder(&file_path("f/g"), Parents::Made).await.unwrap();
    assert!(matches!(store.rename(&path("f"), &file_path("f/g/f"), EXACT).await, Err(StoreError::IntoItself)));
    assert_eq!(names(store, "f").await, ["g"]);
}

async fn case_can_be_changed_by_a_rename(store: &impl Store) {
    put(store, "readme", "", Expect::Absent).await.unwrap();
    store.rename(&path("readme"), &file_path("README"), EXACT).await.unwrap();
    assert_eq!(names(store, "").await, ["README"]);
}

async fn retired_entries_leave_the_tree_and_can_be_put_back(store: &impl Store) {
    store.make_folder(&file_path("f"), Parents::Required).await.unwrap();
    put(store, "f/a", "in it", Expect::Absent).await.unwrap();
    let at = at(Place::Trash);
    assert_eq!(store.kept(&at).await.unwrap(), None);
    store.retire(&path("f"), Expect::Present, &at).await.unwrap();
    assert_eq!(store.kept(&at).await.unwrap().unwrap().bytes, 5);
    assert_eq!(store.all_kept(Place::Trash).await.unwrap(), std::slice::from_ref(&at.id));
    assert_eq!(names(store, "").await, [""; 0]);
    assert!(matches!(store.retire(&path("f"), Expect::Present, &at).await, Err(StoreError::NotFound)));
    let back = store.put_back(&at, &path("g"), EXACT).await.unwrap();
    assert_eq!(back.path, path("g"));
    assert_eq!(get(store, "g/a").await.unwrap(), "in it");
    assert!(matches!(store.put_back(&at, &path("h"), EXACT).await, Err(StoreError::NotFound)));
}

async fn nothing_is_put_back_over_a_name(store: &impl Store) {
    put(store, "a", "old", Expect::Absent).await.unwrap();
    let at = at(Place::Trash);
    store.retire(&path("a"), Expect::Present, &at).await.unwrap();
    put(store, "A", "new", Expect::Absent).await.unwrap();
    assert!(matches!(store.put_back(&at, &path("A"), EXACT).await, Err(StoreError::NameTaken(Some(_)))));
    assert!(matches!(store.put_back(&at, &path("a"), EXACT).await, Err(StoreError::NameCollides(_))));
    assert!(matches!(store.put_back(&at, &path("f/a"), EXACT).await, Err(StoreError::ParentMissing)));
    let making = Making { naming: Naming::Numbered, parents: Parents::Required };
    assert_eq!(store.put_back(&at, &path("a"), making).await.unwrap().path, path("a (2)"));
    assert_eq!((get(store, "A").await.unwrap(), get(store, "a (2)").await.unwrap()), ("new".into(), "old".into()));
}

async fn a_replaced_file_is_kept_where_that_is_wanted(store: &impl Store) {
    put(store, "a", "old", Expect::Absent).await.unwrap();
    let at = at(Place::Versions);
    let admission = Admission {
        length: Some(0),
        parents: Parents::Required,
        modified: None,
        algorithms: Algorithms::default(),
        replaced: 0,
    };
    let mut staged = store.stage(&EntryPath::ROOT, admission).await.unwrap();
    let inode = staged.inode().unwrap();
    staged.keep_replaced(at.clone());
    let published = staged.publish(&path("a"), Expect::Present).await.unwrap();
    assert_eq!((published.replaced.unwrap().size, published.stat.version.inode), (3, inode));
    let kept = store.open_kept(&at).await.unwrap();
    assert_eq!(read(&kept.content, kept.stat.size), "old");
    assert_eq!(get(store, "a").await.unwrap(), "");
}

async fn a_swap_exchanges_what_is_kept_with_what_has_the_name(store: &impl Store) {
    put(store, "a", "one", Expect::Absent).await.unwrap();
    let at = at(Place::Versions);
    store.retire(&path("a"), Expect::Present, &at).await.unwrap();
    assert!(matches!(store.swap(&at, &path("a"), Expect::Any).await, Err(StoreError::NotFound)));
    put(store, "a", "three", Expect::Absent).await.unwrap();
    let swapped = store.swap(&at, &path("a"), Expect::Any).await.unwrap();
    assert_eq!((swapped.now.size, swapped.was.size), (3, 5));
    assert_eq!(get(store, "a").await.unwrap(), "one");
    let kept = store.open_kept(&at).await.unwrap();
    assert_eq!(read(&kept.content, kept.stat.size), "three");
    store.make_folder(&file_path("f"), Parents::Required).await.unwrap();
    assert!(matches!(store.swap(&at, &path("f"), Expect::Any).await, Err(StoreError::IsFolder)));
}

async fn a_copy_is_seen_only_once_it_has_its_name(store: &impl Store) {
    store.make_folder(&file_path("f/g"), Parents::Made).await.unwrap();
    put(store, "f/g/a", "in it", Expect::Absent).await.unwrap();
    let at = at(Place::Passing);
    assert_eq!(store.copy(&path("f"), &at).await.unwrap().skipped, 0);
    assert_eq!(names(store, "").await, ["f"]);
    store.put_back(&at, &path("h"), EXACT).await.unwrap();
    assert_eq!(
        (get(store, "h/g/a").await.unwrap(), get(store, "f/g/a").await.unwrap()),
        ("in it".into(), "in it".into())
    );
    assert!(matches!(store.copy(&path("none"), &at).await, Err(StoreError::NotFound)));
}

async fn purged_things_are_gone(store: &impl Store) {
    store.make_folder(&file_path("f/g"), Parents::Made).await.unwrap();
    let at = at(Place::Trash);
    store.retire(&path("f"), Expect::Present, &at).await.unwrap();
    store.purge(&at).await.unwrap();
    assert_eq!(store.kept(&at).await.unwrap(), None);
    assert_eq!(store.all_kept(Place::Trash).await.unwrap(), []);
    store.purge(&at).await.unwrap();
}

async fn an_entry_weighs_what_is_in_it(store: &impl Store) {
    store.make_folder(&file_path("f/g"), Parents::Made).await.unwrap();
    put(store, "f/a", "four", Expect::Absent).await.unwrap();
    put(store, "f/g/b", "seven..", Expect::Absent).await.unwrap();
    let bytes = async |name| store.weigh(&path(name), u64::MAX).await.unwrap().bytes;
    assert_eq!((bytes("f").await, bytes("f/a").await), (11, 4));
    assert!(matches!(store.weigh(&path("none"), 0).await, Err(StoreError::NotFound)));
}

async fn delete_with_a_stale_version_is_refused(store: &impl Store) {
    let first = put(store, "a", "one", Expect::Absent).await.unwrap().stat.version;
    let second = put(store, "a", "two", Expect::Present).await.unwrap().stat.version;
    let at = at(Place::Trash);
    assert!(matches!(store.retire(&path("a"), Expect::Match(first), &at).await, Err(StoreError::Changed)));
    assert_eq!(get(store, "a").await.unwrap(), "two");
    store.retire(&path("a"), Expect::Match(second), &at).await.unwrap();
}

async fn a_walk_meets_every_file_once(store: &impl Store) {
    store.make_folder(&file_path("f/g"), Parents::Made).await.unwrap();
    let mut expected: Vec<String> = (0..600).map(|n| format!("f/g/{n}")).collect();
    expected.push("f/one".to_owned());
    for name in &expected {
        put(store, name, "x", Expect::Absent).await.unwrap();
    }
    put(store, "elsewhere", "x", Expect::Absent).await.unwrap();
    let (mut walk, mut found) = (store.walk(&path("f")).await.unwrap(), Vec::new());
    while let Some(batch) = walk.next_batch().await.unwrap() {
        assert!(batch.iter().all(|(_, size)| *size == 1));
        found.extend(batch.into_iter().map(|(path, _)| String::from(path)));
    }
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
    let refused = async |folder| store.walk(&path(folder)).await.err();
    assert!(matches!(refused("none").await, Some(StoreError::NotFound)));
    assert!(matches!(refused("elsewhere").await, Some(StoreError::NotFolder)));
}

async fn of_many_creators_of_one_name_one_wins(store: &(impl Store + Clone + 'static)) {
    let store = Arc::new(store.clone());
    let creators: Vec<_> = (0..64)
        .map(|n| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { put(&*store, "one", &format!("by {n}"), Expect::Absent).await.map(|_| n) })
        })
        .collect();
    let mut winners = Vec::new();
    for creator in creators {
        match creator.await.unwrap() {
            Ok(n) => winners.push(n),
            Err(error) => assert!(matches!(error, StoreError::NameTaken(_)), "{error:?}"),
        }
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(get(&*store, "one").await.unwrap(), format!("by {}", winners[0]));
}

async fn pages_fit_together(store: &impl Store) {
    for n in 0..25 {
        put(store, &format!("file {n}"), "", Expect::Absent).await.unwrap();
    }
    let mut seen = Vec::new();
    for offset in (0..30).step_by(7) {
        let query = ListingQuery { offset, limit: 7, ..ListingQuery::default() };
        let page = store.page(&EntryPath::ROOT, query).await.unwrap();
        assert_eq!(page.total, 25);
        seen.extend(page.entries.into_iter().map(|(name, _)| String::from(name)));
    }
    assert_eq!(seen, (0..25).map(|n| format!("file {n}")).collect::<Vec<_>>());
}

async fn what_new_files_would_meet_is_told_and_nothing_is_made(store: &impl Store) {
    store.make_folder(&file_path("In"), Parents::Required).await.unwrap();
    put(store, "In/old", "x", Expect::Absent).await.unwrap();
    let (old, collides) = (store.stat(&path("In/old")).await.unwrap(), |name: &str| {
        Probed::Refused(Refusal::NameCollides(name.to_owned().try_into().unwrap()))
    });
    let expected = [
        ("new", Probed::Free),
        ("In/new", Probed::Free),
        ("In/old", Probed::Taken(old)),
        ("In/OLD", collides("old")),
        ("In", Probed::Refused(Refusal::IsFolder)),
        ("IN", collides("In")),
        ("in/new", collides("In")),
        ("in/deep/new", collides("In")),
        ("In/deep/er/new", Probed::Free),
        ("In/old/new", Probed::Refused(Refusal::NotFolder)),
        ("In/old/deep/new", Probed::Refused(Refusal::NotFolder)),
    ];
    let probed = store.probe(expected.iter().map(|(name, _)| file_path(name)).collect()).await.unwrap();
    assert_eq!(probed, expected.clone().map(|(_, probed)| probed));
    let invalid = store.probe(vec![file_path("In/what?/new"), file_path("what?/a/new")]).await.unwrap();
    assert!(invalid.iter().all(|probed| matches!(probed, Probed::Refused(Refusal::InvalidName(_)))), "{invalid:?}");
    assert_eq!(store.page(&path("In"), ListingQuery::default()).await.unwrap().total, 1);
}

async fn a_watched_folder_tells_what_came_and_what_went(store: &impl Store) {
    store.make_folder(&file_path("in"), Parents::Required).await.unwrap();
    put(store, "in/old", "x", Expect::Absent).await.unwrap();
    let mut watch = store.watch(&path("in")).await.unwrap();
    put(store, "in/new", "x", Expect::Absent).await.unwrap();
    put(store, "outside", "x", Expect::Absent).await.unwrap();
    store.rename(&path("in/old"), &file_path("outside too"), EXACT).await.unwrap();
    let (mut came, mut went) = (Vec::new(), Vec::new());
    while came.is_empty() || went.is_empty() {
        let FolderChanges::Names { now, gone } = watch.next().await.unwrap() else { panic!("all was told") };
        came.extend(now.into_iter().map(|(name, stat)| (String::from(name), stat)));
        went.extend(gone.into_iter().map(String::from));
    }
    assert_eq!(came, [("new".to_owned(), store.stat(&path("in/new")).await.unwrap())]);
    assert_eq!(went, ["old"]);
    assert!(matches!(store.watch(&path("none")).await, Err(StoreError::NotFound)));
    assert!(matches!(store.watch(&path("outside")).await, Err(StoreError::NotFolder)));
}
