//! What every store must do: one suite, run over each of them.

mod arranging;
mod keeping;
mod looking;
mod writing;

use std::os::unix::fs::FileExt as _;

use holdall_shared::{EntryPath, FilePath, ListingQuery};

use super::{
    Admission, Content, Expect, Kept, Making, Naming, Parents, Place, Store, StoreError,
    block::BlockPool,
    fs::{Access, FsStore},
    memory::MemoryStore,
};
use crate::{clock::Clock, digest::Algorithms};

macro_rules! suite {
    ($($topic:ident { $($behaviour:ident)+ })+) => {
        mod on_files {
            $($(#[tokio::test] async fn $behaviour() {
                let folder = tempfile::tempdir().unwrap();
                let store = super::FsStore::open(folder.path(), super::Access::ReadWrite, super::Clock::System).unwrap();
                super::$topic::$behaviour(&store).await;
            })+)+
        }
        mod in_memory {
            $($(#[tokio::test] async fn $behaviour() {
                super::$topic::$behaviour(&super::MemoryStore::default()).await;
            })+)+
        }
    };
}

suite! {
    writing {
        what_was_published_is_read_back
        create_on_an_existing_name_is_refused_and_the_old_content_stays
        keep_both_takes_the_first_free_number
        another_spelling_of_a_name_is_refused
        update_needs_an_existing_file
        update_with_a_stale_version_is_refused
        an_open_file_stays_what_it_was_while_it_is_replaced
        dropped_bytes_leave_nothing
        create_needs_its_folder_unless_parents_are_made
        of_many_creators_of_one_name_one_wins
    }
    arranging {
        folders_are_made_once_and_listed_first
        rename_moves_a_folder_with_all_in_it_and_never_over_a_name
        a_folder_is_not_moved_into_itself
        case_can_be_changed_by_a_rename
        a_copy_is_seen_only_once_it_has_its_name
    }
    keeping {
        retired_entries_leave_the_tree_and_can_be_put_back
        nothing_is_put_back_over_a_name
        a_replaced_file_is_kept_where_that_is_wanted
        a_swap_exchanges_what_is_kept_with_what_has_the_name
        purged_things_are_gone
        delete_with_a_stale_version_is_refused
    }
    looking {
        an_entry_weighs_what_is_in_it
        a_walk_meets_every_file_once
        pages_fit_together
        what_new_files_would_meet_is_told_and_nothing_is_made
        a_watched_folder_tells_what_came_and_what_went
    }
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

/// Bytes of that length, if it is known.
fn admission(length: Option<u64>, parents: Parents) -> Admission {
    Admission { length, parents, modified: None, algorithms: Algorithms::default(), replaced: 0 }
}

async fn put(store: &impl Store, name: &str, content: &str, expect: Expect) -> Result<super::Published, StoreError> {
    let path = path(name);
    let mut staged = store.stage(&path.parent().unwrap(), admission(None, Parents::Required)).await?;
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
