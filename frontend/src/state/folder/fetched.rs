//! Pages as they were asked for one after the other, until they can be shown together.

use std::collections::BTreeMap;
use std::sync::Arc;

use holdall_shared::EntryPath;
use leptos::prelude::*;

use super::{Folder, Totals};
use crate::{
    api::ApiError,
    number,
    state::{
        listed::{Listed, Rows},
        window::loaded::PAGE,
    },
};

/// What has come.
#[derive(Default)]
pub(super) struct Fetched {
    pub(super) totals: Totals,
    /// Where the entry is that was asked for.
    pub(super) found: Option<u64>,
    pages: BTreeMap<u64, Vec<Arc<Listed>>>,
    left_out: u64,
}

impl Fetched {
    /// Asks for a page, and for the place of the entry `at`.
    pub(super) async fn page(
        &mut self,
        folder: Folder,
        path: &EntryPath,
        page: u64,
        at: Option<&EntryPath>,
    ) -> Result<(), ApiError> {
        let (mut listing, coverage) = folder.ask(path, folder.query_at(page.saturating_mul(PAGE), PAGE, at)).await?;
        let left_out = folder.leaving.with_value(|leaving| leaving.leave_out(&mut listing));
        self.left_out += number::length(left_out);
        self.totals = Totals::of(&listing, coverage);
        self.found = listing.found.or(self.found);
        self.pages.insert(page, Listed::of(listing));
        self.totals.listed = self.totals.listed.saturating_sub(self.left_out);
        Ok(())
    }

    /// Asks for what is missing to draw the list at `offset`; and where the entry `at` is by then.
    pub(super) async fn around(
        &mut self,
        folder: Folder,
        path: &EntryPath,
        offset: u64,
        at: Option<&EntryPath>,
    ) -> Result<(), ApiError> {
        let scale = folder.scale_of(self.totals.listed);
        let drawn = scale.drawn(offset.min(scale.last_offset()));
        for page in self.rows().missing(drawn) {
            self.page(folder, path, page, at).await?;
        }
        Ok(())
    }

    /// As rows of the list.
    pub(super) fn rows(&self) -> Rows {
        self.over(Rows::of(self.totals.listed))
    }

    /// As rows of a list of which others are known.
    pub(super) fn over(&self, mut rows: Rows) -> Rows {
        for (page, listed) in &self.pages {
            rows.put(*page, listed.iter().map(Arc::clone));
        }
        rows
    }
}
