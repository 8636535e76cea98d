//! `GET /api/search?q=…`: files and folders whose names have all words in them, anywhere below a folder.

use serde::{Deserialize, Serialize};

use crate::{Entry, EntryPath, Span};

/// One page of what was found: names that begin with a word first, then those in which a word begins, then the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchResults {
    /// What was found, from `offset` on.
    pub entries: Vec<Entry>,
    /// For each entry, where the words stand in its name.
    pub matches: Vec<Vec<Span>>,
    /// Place of the first entry of this page among all.
    pub offset: u64,
    /// How many were found.
    pub total: u64,
    /// Whether everything was looked through. `false`: names are still being read; ask again in a moment.
    pub complete: bool,
}

/// What is looked for, and which page. In a URL: `?q=holiday%20oslo&path=Photos&offset=0&limit=50&hidden=false`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SearchQuery {
    /// The words; case and accents do not count.
    pub q: String,
    /// The folder to look below; the upload folder unless told.
    pub path: EntryPath,
    /// Results to skip.
    pub offset: u64,
    /// Most results to answer with; at most [`Self::MAX_LIMIT`].
    pub limit: u32,
    /// Whether names that begin with a dot, and what lies in such folders, are found; `?hidden` alone is yes.
    #[serde(deserialize_with = "crate::listing::flag")]
    pub hidden: bool,
}

impl SearchQuery {
    /// Most results of one page.
    pub const MAX_LIMIT: u32 = 1000;
}

impl Default for SearchQuery {
    fn default() -> Self {
        Self { q: String::new(), path: EntryPath::ROOT, offset: 0, limit: 50, hidden: false }
    }
}
