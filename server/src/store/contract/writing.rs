//! Files that are made and replaced.

use std::sync::Arc;

use holdall_shared::EntryPath;

use super::{admission, file_path, get, names, path, put, read};
use crate::store::{Expect, Parents, Store, StoreError, block::BlockPool};

pub(super) async fn what_was_published_is_read_back(store: &impl Store) {
    let published = put(store, "a.txt", "hello world", Expect::Absent).await.unwrap();
    assert_eq!((published.path, published.stat.size), (path("a.txt"), 11));
    assert_eq!(get(store, "a.txt").await.unwrap(), "hello world");
    assert_eq!(store.stat(&path("a.txt")).await.unwrap(), published.stat);
    put(store, "empty", "", Expect::Absent).await.unwrap();
    assert_eq!(get(store, "empty").await.unwrap(), "");
}

pub(super) async fn create_on_an_existing_name_is_refused_and_the_old_content_stays(store: &impl Store) {
    put(store, "a", "old", Expect::Absent).await.unwrap();
    let refused = put(store, "a", "new", Expect::Absent).await;
    assert!(matches!(refused, Err(StoreError::NameTaken(Some(stat))) if stat.size == 3));
    assert_eq!(get(store, "a").await.unwrap(), "old");
}

pub(super) async fn keep_both_takes_the_first_free_number(store: &impl Store) {
    for name in ["a.txt", "a (2).txt", "A (3).txt"] {
        put(store, name, "old", Expect::Absent).await.unwrap();
    }
    let kept = put(store, "a.txt", "new", Expect::AbsentOrNumbered).await.unwrap();
    assert_eq!(kept.path, path("a (4).txt"));
    assert_eq!(get(store, "a (4).txt").await.unwrap(), "new");
    assert_eq!(get(store, "a.txt").await.unwrap(), "old");
}

pub(super) async fn another_spelling_of_a_name_is_refused(store: &impl Store) {
    put(store, "Café", "", Expect::Absent).await.unwrap();
    let refused = put(store, "CAFÉ", "", Expect::Absent).await;
    assert!(matches!(refused, Err(StoreError::NameCollides(other)) if other.as_str() == "Café"));
    let refused = store.make_folder(&file_path("café"), Parents::Required).await;
    assert!(matches!(refused, Err(StoreError::NameCollides(_))));
}

pub(super) async fn update_needs_an_existing_file(store: &impl Store) {
    assert!(matches!(put(store, "a", "new", Expect::Present).await, Err(StoreError::NotFound)));
    assert!(matches!(get(store, "a").await, Err(StoreError::NotFound)));
    store.make_folder(&file_path("f"), Parents::Required).await.unwrap();
    assert!(matches!(put(store, "f", "new", Expect::Present).await, Err(StoreError::IsFolder)));
    put(store, "a", "old", Expect::Absent).await.unwrap();
    put(store, "a", "newer", Expect::Present).await.unwrap();
    assert_eq!(get(store, "a").await.unwrap(), "newer");
}

pub(super) async fn update_with_a_stale_version_is_refused(store: &impl Store) {
    let first = put(store, "a", "one", Expect::Absent).await.unwrap().stat.version;
    let second = put(store, "a", "two", Expect::Match(first)).await.unwrap().stat.version;
    assert_ne!(first, second);
    assert!(matches!(put(store, "a", "lost", Expect::Match(first)).await, Err(StoreError::Changed)));
    assert_eq!(get(store, "a").await.unwrap(), "two");
}

pub(super) async fn an_open_file_stays_what_it_was_while_it_is_replaced(store: &impl Store) {
    put(store, "a", "old", Expect::Absent).await.unwrap();
    let opened = store.open(&path("a")).await.unwrap();
    put(store, "a", "new", Expect::Present).await.unwrap();
    assert_eq!(read(&opened.content, opened.stat.size), "old");
}

pub(super) async fn dropped_bytes_leave_nothing(store: &impl Store) {
    let admission = admission(Some(5), Parents::Required);
    let mut staged = store.stage(&EntryPath::ROOT, admission).await.unwrap();
    let mut block = BlockPool::default().take().await.unwrap();
    block.fill_from(b"hello");
    staged.append(block).await.unwrap();
    drop(staged);
    assert_eq!(names(store, "").await, [""; 0]);
}

pub(super) async fn create_needs_its_folder_unless_parents_are_made(store: &impl Store) {
    assert!(matches!(put(store, "f/g/a", "", Expect::Absent).await, Err(StoreError::ParentMissing)));
    let admission = admission(None, Parents::Made);
    let staged = store.stage(&path("f/g"), admission).await.unwrap();
    staged.publish(&path("f/g/a"), Expect::Absent).await.unwrap();
    assert_eq!(get(store, "f/g/a").await.unwrap(), "");
    assert!(matches!(put(store, "f/g/a/b", "", Expect::Absent).await, Err(StoreError::NotFolder)));
}

pub(super) async fn of_many_creators_of_one_name_one_wins(store: &(impl Store + Clone + 'static)) {
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
