//! One row of a folder's list, as the server told it.

use std::sync::Arc;

use holdall_shared::{Entry, EntryPath, Listing, Span};

use super::window::loaded::Loaded;

/// An entry, and where the words that are looked for stand in its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it is.
    pub entry: Entry,
    /// Parts of its name, in bytes.
    pub spans: Vec<Span>,
}

/// Rows of a folder, as far as they are known.
pub type Rows = Loaded<Arc<Listed>>;

impl Listed {
    /// The rows of a page.
    pub fn of(listing: Listing) -> Vec<Arc<Self>> {
        let spans = listing.matches.into_iter().chain(std::iter::repeat_with(Vec::new));
        listing.entries.into_iter().zip(spans).map(|(entry, spans)| Arc::new(Self { entry, spans })).collect()
    }

    /// What tells it from others: its path.
    pub fn key(row: &Arc<Self>) -> &EntryPath {
        &row.entry.path
    }
}

/// A name in parts: what is looked for is marked.
pub fn marked<'a>(name: &'a str, spans: &[Span]) -> Vec<(&'a str, Mark)> {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    let mut done = 0;
    for span in spans {
        let (start, end) = (place(span.start), place(span.end));
        let (Some(before), Some(found)) = (name.get(done..start), name.get(start..end)) else { continue };
        parts.extend([(before, Mark::Plain), (found, Mark::Found)]);
        done = end;
    }
    parts.push((name.get(done..).unwrap_or_default(), Mark::Plain));
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

/// Whether a part of a name is what was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is not.
    Plain,
    /// It is.
    Found,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_falls_into_marked_parts() {
        let spans = [Span { start: 0, end: 5 }, Span { start: 6, end: 7 }];
        let parts: Vec<String> = marked("Café Zürich", &spans)
            .into_iter()
            .map(|(text, mark)| if mark == Mark::Found { format!("[{text}]") } else { text.to_owned() })
            .collect();
        assert_eq!(parts.concat(), "[Café] [Z]ürich");
        assert_eq!(marked("a", &[]), [("a", Mark::Plain)]);
    }

    proptest! {
        #[test]
        fn no_part_of_a_name_is_lost(name in "[a-zé日]{0,9}", spans in prop::collection::vec((0_u32..12, 0_u32..12), 0..4)) {
            let spans: Vec<Span> = spans.into_iter().map(|(start, end)| Span { start, end }).collect();
            let text: String = marked(&name, &spans).into_iter().map(|(text, _)| text).collect();
            prop_assert_eq!(text, name);
        }
    }
}
