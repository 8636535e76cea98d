//! The decision behind a download: RFC 9110 §13.2.2, then §14.2. Pure.

use actix_web::http::Method;

use crate::http::header::{
    date::HttpDate,
    precondition::{Intent, Preconditions, Validators, Verdict},
    range::{Selection, Span, select},
};
use crate::validator::EntityTag;

/// All that the decision depends on.
pub(super) struct Facts<'a> {
    pub(super) method: &'a Method,
    pub(super) preconditions: &'a Preconditions,
    pub(super) range: Option<&'a str>,
    pub(super) if_range: Option<&'a str>,
    pub(super) validators: &'a Validators,
    /// Whether the file is old enough that its date alone tells one content from another (RFC 9110 §8.8.2.2).
    pub(super) is_date_strong: bool,
    /// In bytes.
    pub(super) length: u64,
}

/// What to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    NotModified,
    Failed,
    Unsatisfiable,
    Whole,
    Part(Span),
    Parts(Vec<Span>),
}

pub(super) fn decide(facts: &Facts<'_>) -> Outcome {
    match facts.preconditions.evaluate(facts.validators, Intent::Read) {
        Verdict::Failed => return Outcome::Failed,
        Verdict::NotModified => return Outcome::NotModified,
        Verdict::Proceed => {}
    }
    match facts.range {
        // A range is defined for GET only (§14.2).
        Some(range) if *facts.method == Method::GET && is_range_valid(facts) => match select(range, facts.length) {
            Selection::Whole => Outcome::Whole,
            Selection::Part(span) => Outcome::Part(span),
            Selection::Parts(spans) => Outcome::Parts(spans),
            Selection::Unsatisfiable => Outcome::Unsatisfiable,
        },
        _ => Outcome::Whole,
    }
}

/// `If-Range` (§13.1.5): the range holds only for the very content that the client has a part of.
fn is_range_valid(facts: &Facts<'_>) -> bool {
    let Some(if_range) = facts.if_range else { return true };
    match (if_range.trim().parse::<EntityTag>(), HttpDate::parse(if_range)) {
        (Ok(tag), _) => tag.strong_eq(&facts.validators.etag),
        (Err(_), Some(date)) => facts.is_date_strong && date == facts.validators.last_modified,
        (Err(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use holdall_shared::Timestamp;

    use super::*;
    use crate::http::header::precondition::PreconditionHeaders;

    const L: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

    /// Whether the file's date alone tells its content.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Date {
        Strong,
        Weak,
    }

    fn outcome(if_range: Option<&str>, if_match: Option<&str>, date: Date) -> Outcome {
        decide(&Facts {
            method: &Method::GET,
            preconditions: &Preconditions::parse(PreconditionHeaders { if_match, ..PreconditionHeaders::default() }),
            range: Some("bytes=0-9"),
            if_range,
            validators: &Validators {
                etag: EntityTag::strong("e1"),
                last_modified: HttpDate::of(Timestamp::from_unix_ms(784_111_777_000)),
            },
            is_date_strong: date == Date::Strong,
            length: 1000,
        })
    }

    #[test]
    fn a_range_holds_only_for_the_content_it_was_begun_with() {
        use Date::{Strong, Weak};
        let part = Outcome::Part(Span { first: 0, last: 9 });
        for (if_range, date, expected) in [
            (None, Strong, &part),
            (Some("\"e1\""), Strong, &part),
            (Some("\"old\""), Strong, &Outcome::Whole),
            (Some("W/\"e1\""), Strong, &Outcome::Whole),
            (Some(L), Strong, &part),
            (Some(L), Weak, &Outcome::Whole),
            (Some("Sun, 06 Nov 1994 08:49:38 GMT"), Strong, &Outcome::Whole),
            (Some("Sun, 06 Nov 1994 08:49:36 GMT"), Strong, &Outcome::Whole),
            (Some("garbage"), Strong, &Outcome::Whole),
        ] {
            assert_eq!(outcome(if_range, None, date), *expected, "{if_range:?}");
        }
    }

    #[test]
    fn preconditions_come_before_the_range() {
        assert_eq!(outcome(None, Some("\"x\""), Date::Strong), Outcome::Failed);
    }
}
