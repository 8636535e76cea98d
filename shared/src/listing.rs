//! `GET /api/folders/{path}`: one page of a folder's entries.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::{Entry, EntryPath, url};

/// One page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Listing {
    /// The folder.
    pub path: EntryPath,
    /// Its entries from `offset` on.
    pub entries: Vec<Entry>,
    /// Place of the first entry of this page in the whole folder.
    pub offset: u64,
    /// Entries in the whole folder, hidden ones only if they were asked for.
    pub total: u64,
    /// Entries whose name begins with a dot.
    pub hidden: u64,
    /// Names that no URL can say (not UTF-8, or with a backslash); they are counted, not listed.
    pub unlisted: u64,
    /// Where what [`ListingQuery::at`] or [`ListingQuery::begins`] asks for stands in the whole folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<u64>,
    /// With a filter: for each entry, where its words stand in the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<Vec<Span>>,
}

/// A part of a name: from which byte of its UTF-8 to which, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    /// Its first byte.
    pub start: u32,
    /// The byte behind its last.
    pub end: u32,
}

/// Which page, in which order. In a URL: `?sort=name&order=asc&offset=0&limit=200&hidden=false`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListingQuery {
    /// What entries are sorted by; equal ones by name.
    pub sort: SortKey,
    /// Which way.
    pub order: Direction,
    /// Where folders stand; `first` either way.
    pub folders: Grouping,
    /// Entries to skip.
    pub offset: u64,
    /// Most entries to answer with; at most [`Self::MAX_LIMIT`].
    pub limit: u32,
    /// Whether names that begin with a dot are listed; `?hidden` alone is yes.
    #[serde(deserialize_with = "flag")]
    pub hidden: bool,
    /// Only names that have all these words in them, whatever their case and accents; empty: all names.
    pub filter: String,
    /// A name whose place among all entries is asked for; empty: none.
    pub at: String,
    /// How a name begins whose place is asked for, whatever its case and accents; empty: none.
    pub begins: String,
    /// From which entry on `begins` is looked for; behind the last one it goes on at the first.
    pub from: u64,
}

impl ListingQuery {
    /// Most entries of one page: some 300 kB of JSON.
    pub const MAX_LIMIT: u32 = 1000;

    /// The query part of the URL, without its question mark.
    pub fn to_query(&self) -> String {
        let Self { sort, order, folders, offset, limit, hidden, filter, at, begins, from } = self;
        let mut parts = vec![format!(
            "sort={}&order={}&offset={offset}&limit={limit}&hidden={hidden}",
            sort.as_str(),
            order.as_str()
        )];
        if *folders == Grouping::Mixed {
            parts.push("folders=mixed".to_owned());
        }
        for (name, text) in [("filter", filter), ("at", at), ("begins", begins)] {
            if !text.is_empty() {
                parts.push(format!("{name}={}", url::query_value(text)));
            }
        }
        if *from > 0 {
            parts.push(format!("from={from}"));
        }
        parts.join("&")
    }
}

impl Default for ListingQuery {
    fn default() -> Self {
        Self {
            sort: SortKey::Name,
            order: Direction::Ascending,
            folders: Grouping::First,
            offset: 0,
            limit: 200,
            hidden: false,
            filter: String::new(),
            at: String::new(),
            begins: String::new(),
            from: 0,
        }
    }
}

/// As every flag in a URL: it stands alone or has a value.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "" | "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err(D::Error::custom("expected nothing, true or false")),
    }
}

/// What entries are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SortKey {
    /// [`crate::natural_order`] of the names.
    #[default]
    Name,
    /// Length; folders by name.
    Size,
    /// Time of the last change.
    Modified,
    /// The extension, then the name.
    Kind,
}

impl SortKey {
    /// As it stands in a URL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Size => "size",
            Self::Modified => "modified",
            Self::Kind => "kind",
        }
    }
}

/// Where folders stand in a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grouping {
    /// Before everything else.
    #[default]
    First,
    /// Among the files.
    Mixed,
}

/// Which way a listing is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Direction {
    /// Smallest, oldest, first letter first.
    #[default]
    #[serde(rename = "asc")]
    Ascending,
    /// Largest, newest, last letter first.
    #[serde(rename = "desc")]
    Descending,
}

impl Direction {
    /// As it stands in a URL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }

    /// The other way.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}
