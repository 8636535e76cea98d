//! Preconditions (RFC 9110 §13): what a request demands of the current representation, in the order of §13.2.2.
//!
//! They are looked at only when the request would otherwise succeed (§13.2.1): a missing file stays 404.

use super::date::HttpDate;
use crate::validator::EntityTag;

/// The four headers, as far as they were sent and understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "they are the names of the headers")]
pub(in crate::http) struct Preconditions {
    if_match: Option<Tags>,
    if_none_match: Option<Tags>,
    if_modified_since: Option<HttpDate>,
    if_unmodified_since: Option<HttpDate>,
}

/// A list of entity tags, or any.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tags {
    Any,
    List(Vec<EntityTag>),
}

/// The text of the four headers.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_field_names, reason = "they are the names of the headers")]
pub(in crate::http) struct PreconditionHeaders<'a> {
    pub(in crate::http) if_match: Option<&'a str>,
    pub(in crate::http) if_none_match: Option<&'a str>,
    pub(in crate::http) if_modified_since: Option<&'a str>,
    pub(in crate::http) if_unmodified_since: Option<&'a str>,
}

/// What is there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) struct Validators {
    pub(in crate::http) etag: EntityTag,
    pub(in crate::http) last_modified: HttpDate,
}

/// Whether the method only reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Intent {
    Read,
    Change,
}

/// What the preconditions say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Verdict {
    Proceed,
    NotModified,
    Failed,
}

impl Preconditions {
    /// Reads the headers. A tag list that cannot be read matches nothing; a date that cannot be read is ignored.
    pub(in crate::http) fn parse(headers: PreconditionHeaders<'_>) -> Self {
        Self {
            if_match: headers.if_match.map(Tags::parse),
            if_none_match: headers.if_none_match.map(Tags::parse),
            if_modified_since: headers.if_modified_since.and_then(HttpDate::parse),
            if_unmodified_since: headers.if_unmodified_since.and_then(HttpDate::parse),
        }
    }

    /// Whether the request asks for a name that nothing has: `If-None-Match: *`.
    pub(in crate::http) fn demands_absence(&self) -> bool {
        self.if_none_match == Some(Tags::Any)
    }

    /// Whether a change depends on what is there now.
    pub(in crate::http) fn are_any(&self) -> bool {
        *self != Self::default()
    }

    /// RFC 9110 §13.2.2, steps 1 to 4; step 5 (`If-Range`) belongs to the range.
    pub(in crate::http) fn evaluate(&self, current: &Validators, intent: Intent) -> Verdict {
        let passes = match (&self.if_match, self.if_unmodified_since) {
            (Some(tags), _) => tags.any(|tag| tag.strong_eq(&current.etag)),
            (None, Some(date)) => current.last_modified <= date,
            (None, None) => true,
        };
        if !passes {
            return Verdict::Failed;
        }
        let matched = match (&self.if_none_match, self.if_modified_since, intent) {
            (Some(tags), _, _) => tags.any(|tag| tag.weak_eq(&current.etag)),
            (None, Some(date), Intent::Read) => current.last_modified <= date,
            (None, _, _) => false,
        };
        match (matched, intent) {
            (false, _) => Verdict::Proceed,
            (true, Intent::Read) => Verdict::NotModified,
            (true, Intent::Change) => Verdict::Failed,
        }
    }
}

impl Tags {
    fn parse(header: &str) -> Self {
        if header.trim() == "*" {
            return Self::Any;
        }
        Self::List(split_tags(header).filter_map(|tag| tag.parse().ok()).collect())
    }

    fn any(&self, matches: impl Fn(&EntityTag) -> bool) -> bool {
        match self {
            Self::Any => true,
            Self::List(tags) => tags.iter().any(matches),
        }
    }
}

/// Splits at commas outside quotes: an opaque tag may hold one.
fn split_tags(header: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    header
        .split(move |c| {
            quoted ^= c == '"';
            c == ',' && !quoted
        })
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use holdall_shared::Timestamp;

    use super::*;

    const L: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
    const AFTER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";

    fn check(headers: &[(&str, &str)], intent: Intent, expected: Verdict) {
        let get = |name: &str| headers.iter().find(|(header, _)| *header == name).map(|(_, value)| *value);
        let preconditions = Preconditions::parse(PreconditionHeaders {
            if_match: get("im"),
            if_none_match: get("inm"),
            if_modified_since: get("ims"),
            if_unmodified_since: get("ius"),
        });
        let current = Validators {
            etag: EntityTag::strong("e1"),
            last_modified: HttpDate::of(Timestamp::from_unix_ms(784_111_777_000)),
        };
        assert_eq!(preconditions.evaluate(&current, intent), expected, "{headers:?}");
    }

    #[test]
    fn reads_are_decided_in_the_order_of_the_rfc() {
        use Verdict::{Failed, NotModified, Proceed};
        for (headers, expected) in [
            (&[][..], Proceed),
            (&[("inm", "\"e1\"")], NotModified),
            (&[("inm", "W/\"e1\"")], NotModified),
            (&[("inm", "\"x\", \"e1\"")], NotModified),
            (&[("inm", "\"a,b\", \"e1\"")], NotModified),
            (&[("inm", "*")], NotModified),
            (&[("inm", "\"x\""), ("ims", AFTER)], Proceed),
            (&[("ims", L)], NotModified),
            (&[("ims", BEFORE)], Proceed),
            (&[("ims", "garbage")], Proceed),
            (&[("im", "\"e1\"")], Proceed),
            (&[("im", "\"x\"")], Failed),
            (&[("im", "*")], Proceed),
            (&[("im", "W/\"e1\"")], Failed),
            (&[("im", "garbage")], Failed),
            (&[("ius", L)], Proceed),
            (&[("ius", BEFORE)], Failed),
            (&[("im", "\"e1\""), ("ius", BEFORE)], Proceed),
            (&[("im", "\"x\""), ("inm", "\"e1\"")], Failed),
        ] {
            check(headers, Intent::Read, expected);
        }
    }

    #[test]
    fn a_change_fails_where_a_read_is_not_modified() {
        check(&[("inm", "*")], Intent::Change, Verdict::Failed);
        check(&[("inm", "\"e1\"")], Intent::Change, Verdict::Failed);
        check(&[("inm", "\"x\"")], Intent::Change, Verdict::Proceed);
        check(&[("ims", AFTER)], Intent::Change, Verdict::Proceed);
        check(&[("im", "\"e1\"")], Intent::Change, Verdict::Proceed);
    }
}
