//! Folders, and entries that move and are copied.

use holdall_shared::ListingQuery;

use super::{EXACT, at, file_path, get, names, path, put};
use crate::store::{Expect, Parents, Place, Store, StoreError};

pub(super) async fn folders_are_made_once_and_listed_first(store: &impl Store) {
    put(store, "a", "", Expect::Absent).await.unwrap();
    store.make_folder(&file_path("z"), Parents::Required).await.unwrap();
    store.make_folder(&file_path("z/deep/er"), Parents::Made).await.unwrap();
    assert!(matches!(store.make_folder(&file_path("z"), Parents::Required).await, Err(StoreError::NameTaken(Some(_)))));
    assert_eq!(names(store, "").await, ["z", "a"]);
    assert_eq!(names(store, "z/deep").await, ["er"]);
    assert!(matches!(store.page(&path("a"), ListingQuery::default()).await, Err(StoreError::NotFolder)));
    assert!(matches!(store.page(&path("none"), ListingQuery::default()).await, Err(StoreError::NotFound)));
}

pub(super) async fn rename_moves_a_folder_with_all_in_it_and_never_over_a_name(store: &impl Store) {
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

pub(super) async fn a_folder_is_not_moved_into_itself(store: &impl Store) {
    store.make_folder(&file_path("f/g"), Parents::Made).await.unwrap();
    assert!(matches!(store.rename(&path("f"), &file_path("f/g/f"), EXACT).await, Err(StoreError::IntoItself)));
    assert_eq!(names(store, "f").await, ["g"]);
}

pub(super) async fn case_can_be_changed_by_a_rename(store: &impl Store) {
    put(store, "readme", "", Expect::Absent).await.unwrap();
    store.rename(&path("readme"), &file_path("README"), EXACT).await.unwrap();
    assert_eq!(names(store, "").await, ["README"]);
}

pub(super) async fn a_copy_is_seen_only_once_it_has_its_name(store: &impl Store) {
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
