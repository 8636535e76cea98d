//! What leaves the tree: the trash, versions, and the way back.

use holdall_shared::EntryPath;

use super::{EXACT, admission, at, file_path, get, names, path, put, read};
use crate::store::{Expect, Making, Naming, Parents, Place, Store, StoreError};

pub(super) async fn retired_entries_leave_the_tree_and_can_be_put_back(store: &impl Store) {
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

pub(super) async fn nothing_is_put_back_over_a_name(store: &impl Store) {
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

pub(super) async fn a_replaced_file_is_kept_where_that_is_wanted(store: &impl Store) {
    put(store, "a", "old", Expect::Absent).await.unwrap();
    let at = at(Place::Versions);
    let admission = admission(Some(0), Parents::Required);
    let mut staged = store.stage(&EntryPath::ROOT, admission).await.unwrap();
    let inode = staged.inode().unwrap();
    staged.keep_replaced(at.clone());
    let published = staged.publish(&path("a"), Expect::Present).await.unwrap();
    assert_eq!((published.replaced.unwrap().size, published.stat.version.inode), (3, inode));
    let kept = store.open_kept(&at).await.unwrap();
    assert_eq!(read(&kept.content, kept.stat.size), "old");
    assert_eq!(get(store, "a").await.unwrap(), "");
}

pub(super) async fn a_swap_exchanges_what_is_kept_with_what_has_the_name(store: &impl Store) {
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

pub(super) async fn purged_things_are_gone(store: &impl Store) {
    store.make_folder(&file_path("f/g"), Parents::Made).await.unwrap();
    let at = at(Place::Trash);
    store.retire(&path("f"), Expect::Present, &at).await.unwrap();
    store.purge(&at).await.unwrap();
    assert_eq!(store.kept(&at).await.unwrap(), None);
    assert_eq!(store.all_kept(Place::Trash).await.unwrap(), []);
    store.purge(&at).await.unwrap();
}

pub(super) async fn delete_with_a_stale_version_is_refused(store: &impl Store) {
    let first = put(store, "a", "one", Expect::Absent).await.unwrap().stat.version;
    let second = put(store, "a", "two", Expect::Present).await.unwrap().stat.version;
    let at = at(Place::Trash);
    assert!(matches!(store.retire(&path("a"), Expect::Match(first), &at).await, Err(StoreError::Changed)));
    assert_eq!(get(store, "a").await.unwrap(), "two");
    store.retire(&path("a"), Expect::Match(second), &at).await.unwrap();
}
