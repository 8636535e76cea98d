//! What each route says of itself.

mod access;
mod changes;
mod files;
mod folders;
mod kept;
mod uploads;

pub(in crate::http) use access::*;
pub(in crate::http) use changes::*;
pub(in crate::http) use files::*;
pub(in crate::http) use folders::*;
pub(in crate::http) use kept::*;
pub(in crate::http) use uploads::*;

use super::doc::{Answer, Content, Parameter, Value};

/// An answer with a DTO.
const fn json(status: u16, name: &'static str, detail: &'static str) -> Answer {
    Answer { status, detail, content: Content::Json(name), headers: &[] }
}

/// What a deletion answers.
const DELETED: &[Answer] = &[
    Answer { headers: &["Location"], ..nothing(204, "Deleted; `Location` is its entry in the trash.") },
    json(200, "Deleted", "What became of it: asked for by `Prefer`, or gone although it was not to be."),
];

/// An answer without content.
const fn nothing(status: u16, detail: &'static str) -> Answer {
    Answer { status, detail, content: Content::Nothing, headers: &[] }
}

const fn parameter(name: &'static str, value: Value, detail: &'static str) -> Parameter {
    Parameter { name, value, detail }
}

const PARENTS: Parameter = parameter("parents", Value::Flag, "Makes missing folders on the way.");
const PERMANENT: Parameter = parameter("permanent", Value::Flag, "For good, not into the trash.");
const OFFSET: Parameter = parameter("offset", Value::Number, "Entries to skip; 0 unless told.");
const LIMIT: Parameter =
    parameter("limit", Value::Number, "Most entries to answer with, from 1 to 1000; 200 unless told.");
const PREFER: Parameter =
    parameter("Prefer", Value::Text, "`return=representation`: tell what became of it, and its name in the trash.");
