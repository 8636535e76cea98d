//! Thumbnails: asked for one after the other, kept while the page stands ([`crate::thumbnail`]).

use std::{rc::Rc, time::Duration};

use holdall_shared::Entry;
use js_sys::Uint8Array;
use leptos::prelude::*;

use crate::{
    api::content::{self, NotGot},
    browser::{object_url::ObjectUrl, task},
    number,
    thumbnail::{
        AT_ONCE, MOST_BYTES,
        exif::{self, Orientation},
        kept::Kept,
        source::{HEAD_BYTES, Source, WHOLE_BELOW_BYTES, key},
        turns::Turns,
    },
};

/// What is looked at for a shorter time flies by: nothing is asked for.
const PATIENCE: Duration = Duration::from_millis(120);

/// A thumbnail, for as long as somebody has it.
pub(crate) struct Picture {
    pub(crate) url: ObjectUrl,
    pub(crate) orientation: Orientation,
}

/// What was found: nothing, where there is none.
pub(crate) type Found = Option<Rc<Picture>>;

/// All of them.
#[derive(Clone, Copy)]
pub(crate) struct Thumbnails(StoredValue<Inner, LocalStorage>);

struct Inner {
    kept: Kept<Found>,
    turns: Turns,
}

/// The thumbnails of this page.
pub(crate) fn use_thumbnails() -> Thumbnails {
    expect_context()
}

impl Thumbnails {
    /// None yet. They go with the owner that is current.
    pub(crate) fn begin() -> Self {
        let inner = Inner { kept: Kept::up_to(MOST_BYTES), turns: Turns::of(AT_ONCE) };
        Self(StoredValue::new_local(inner))
    }

    /// What is known already of an entry's thumbnail.
    pub(crate) fn known(self, entry: &Entry) -> Option<Found> {
        self.0.try_update_value(|inner| inner.kept.get(&key(entry))).flatten()
    }

    /// Asks for an entry's thumbnail, when it is its turn. Dropping the future ends that. Where there was no answer,
    /// nothing is kept: it may be asked for again.
    pub(crate) async fn get(self, entry: Entry, source: Source) -> Option<Found> {
        task::pause(PATIENCE).await;
        let turns = self.0.try_with_value(|inner| inner.turns.clone())?;
        let _turn = turns.wait().await;
        let (found, bytes) = fetch(&entry, source).await.ok()?;
        self.keep(&entry, Option::clone(&found), bytes);
        Some(found)
    }

    /// What was taken for a picture is none.
    pub(crate) fn is_broken(self, entry: &Entry) {
        self.keep(entry, None, 0);
    }

    fn keep(self, entry: &Entry, found: Found, bytes: u64) {
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        let _closed = self.0.try_update_value(|inner| inner.kept.put(key(entry), found, bytes));
    }
}

/// The picture, and how many bytes it has.
async fn fetch(entry: &Entry, source: Source) -> Result<(Found, u64), NotGot> {
    let size = entry.size.unwrap_or_default();
    if source != Source::Whole {
        let head = content::head(&entry.url, HEAD_BYTES.min(size)).await?;
        let bytes = head.to_vec();
        if let Some(preview) = exif::preview(&bytes) {
            return Ok(picture(&Uint8Array::from(preview.jpeg), "image/jpeg", preview.orientation));
        }
        if number::length(bytes.len()) == size {
            return Ok(picture(&head, "image/jpeg", Orientation::UPRIGHT));
        }
        if source == Source::Head {
            return Ok((None, 0));
        }
    }
    let whole = content::whole(&entry.url, WHOLE_BELOW_BYTES).await?;
    Ok(picture(&whole, entry.media_type.as_deref().unwrap_or_default(), Orientation::UPRIGHT))
}

fn picture(bytes: &Uint8Array, media_type: &str, orientation: Orientation) -> (Found, u64) {
    let url = ObjectUrl::of(bytes, media_type);
    (url.map(|url| Rc::new(Picture { url, orientation })), u64::from(bytes.length()))
}
