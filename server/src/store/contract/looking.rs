//! What is told of the tree.

use holdall_shared::{EntryPath, ListingQuery};

use super::{EXACT, file_path, path, put};
use crate::store::{Expect, FolderChanges, Parents, Probed, Refusal, Store, StoreError};

pub(super) async fn an_entry_weighs_what_is_in_it(store: &impl Store) {
    store.make_folder(&file_path("f/g"), Parents::Made).await.unwrap();
    put(store, "f/a", "four", Expect::Absent).await.unwrap();
    put(store, "f/g/b", "seven..", Expect::Absent).await.unwrap();
    let bytes = async |name| store.weigh(&path(name), u64::MAX).await.unwrap().bytes;
    assert_eq!((bytes("f").await, bytes("f/a").await), (11, 4));
    assert!(matches!(store.weigh(&path("none"), 0).await, Err(StoreError::NotFound)));
}

pub(super) async fn a_walk_meets_every_file_once(store: &impl Store) {
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

pub(super) async fn pages_fit_together(store: &impl Store) {
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

pub(super) async fn what_new_files_would_meet_is_told_and_nothing_is_made(store: &impl Store) {
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

pub(super) async fn a_watched_folder_tells_what_came_and_what_went(store: &impl Store) {
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
