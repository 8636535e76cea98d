//! What a route says of itself.

use holdall_shared::ProblemKind;

/// One operation.
pub(in crate::http) struct Doc {
    /// Stable; clients that are generated call their functions after it.
    pub(in crate::http) id: &'static str,
    pub(in crate::http) tag: Tag,
    /// A few words.
    pub(in crate::http) summary: &'static str,
    /// A few sentences.
    pub(in crate::http) detail: &'static str,
    pub(in crate::http) query: &'static [Parameter],
    /// Header fields of the request that matter here.
    pub(in crate::http) headers: &'static [Parameter],
    pub(in crate::http) body: Body,
    pub(in crate::http) answers: &'static [Answer],
    /// What can go wrong here, beside what can go wrong everywhere.
    pub(in crate::http) problems: &'static [ProblemKind],
}

/// Parts of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Tag {
    Files,
    Folders,
    Uploads,
    Changes,
    Trash,
    Versions,
    Access,
    Server,
    Page,
}

impl Tag {
    pub(super) const ALL: [Self; 9] = [
        Self::Files,
        Self::Folders,
        Self::Uploads,
        Self::Changes,
        Self::Trash,
        Self::Versions,
        Self::Access,
        Self::Server,
        Self::Page,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Files => "Files",
            Self::Folders => "Folders",
            Self::Uploads => "Resumable uploads",
            Self::Changes => "Moving, copying, batches",
            Self::Trash => "Trash",
            Self::Versions => "Versions",
            Self::Access => "Signing in",
            Self::Server => "The server",
            Self::Page => "The page",
        }
    }

    pub(super) fn detail(self) -> &'static str {
        match self {
            Self::Files => "Content: downloaded, created, replaced, deleted.",
            Self::Folders => "Listings and file information.",
            Self::Uploads => "Files that come in parts, over lines that break: tus 1.0.0.",
            Self::Changes => "What changes names and places.",
            Self::Trash => "What was deleted and can be put back.",
            Self::Versions => "What files were before they were replaced.",
            Self::Access => "Who the caller is, and what it may do.",
            Self::Server => "Limits, health, and this description.",
            Self::Page => "What browsers open.",
        }
    }
}

/// A parameter of the query, or a header field.
pub(in crate::http) struct Parameter {
    pub(in crate::http) name: &'static str,
    pub(in crate::http) value: Value,
    pub(in crate::http) detail: &'static str,
}

/// What a parameter can be.
pub(in crate::http) enum Value {
    Text,
    /// May be repeated.
    Texts,
    Number,
    Moment,
    /// Present or absent; `true` and `false` are read too.
    Flag,
    OneOf(&'static [&'static str]),
}

/// What a request carries.
pub(in crate::http) enum Body {
    Nothing,
    /// The content of a file, as it is.
    Bytes,
    /// A DTO.
    Json(&'static str),
    /// `path=` repeated.
    Form,
}

/// A success.
pub(in crate::http) struct Answer {
    pub(in crate::http) status: u16,
    pub(in crate::http) detail: &'static str,
    pub(in crate::http) content: Content,
    /// Header fields of the answer that matter here.
    pub(in crate::http) headers: &'static [&'static str],
}

/// What an answer carries.
pub(in crate::http) enum Content {
    Nothing,
    /// A file, of the media type that its name suggests.
    Bytes,
    /// A DTO.
    Json(&'static str),
    /// Something else.
    Other(&'static str),
}
