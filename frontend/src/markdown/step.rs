//! What a document is built of: a closed set.

use super::Address;

/// A step of building the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// An element begins; what follows is in it.
    Open(Element),
    /// The innermost element ends.
    Close,
    /// Characters.
    Text(String),
    /// A picture.
    Picture {
        /// Where it is.
        address: Address,
        /// What is read instead of it.
        words: String,
    },
    /// A new line.
    Break,
    /// A line across.
    Rule,
}

/// An element with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are what they are")]
pub enum Element {
    Paragraph,
    /// Of the level 1 to 6.
    Heading(u8),
    Quote,
    CodeBlock,
    List,
    /// From that number on.
    Numbered(u64),
    Item,
    Table,
    TableHead,
    TableBody,
    TableRow,
    HeadCell,
    Cell,
    Emphasis,
    Strong,
    Deleted,
    Code,
    Link(Address),
}
