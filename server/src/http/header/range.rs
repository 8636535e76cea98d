//! `Range` (RFC 9110 §14): what was asked for, and what of it a file of a given length has.
//!
//! A header that is not understood is ignored. So is one that asks for more work than the whole file would be: more
//! than sixteen ranges, more than two that overlap, more bytes than the file has (CVE-2011-3192).

/// Most ranges of one request.
const MOST_RANGES: usize = 16;
/// Most ranges that share bytes with another one.
const MOST_OVERLAPPING: usize = 2;

/// Bytes `first` to `last`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) struct Span {
    pub(in crate::http) first: u64,
    pub(in crate::http) last: u64,
}

impl Span {
    /// How many bytes it has.
    pub(in crate::http) fn length(self) -> u64 {
        self.last - self.first + 1
    }

    fn touches(self, other: Self) -> bool {
        self.first <= other.last.saturating_add(1) && other.first <= self.last.saturating_add(1)
    }

    fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// What to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) enum Selection {
    /// Everything, as if there were no header.
    Whole,
    /// One part.
    Part(Span),
    /// Several, in the order they were asked for.
    Parts(Vec<Span>),
    /// Nothing that the file has.
    Unsatisfiable,
}

/// One member of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    From(u64),
    FromTo(u64, u64),
    Last(u64),
}

/// Reads the header and applies it to a file of `length` bytes.
pub(in crate::http) fn select(header: &str, length: u64) -> Selection {
    let Some(wanted) = parse(header) else { return Selection::Whole };
    if wanted.len() > MOST_RANGES {
        return Selection::Whole;
    }
    let spans: Vec<Span> = wanted.into_iter().filter_map(|wanted| satisfy(wanted, length)).collect();
    let asked = spans.iter().fold(0_u64, |sum, span| sum.saturating_add(span.length()));
    if asked > length || overlapping(&spans) > MOST_OVERLAPPING {
        return Selection::Whole;
    }
    match coalesce(spans).as_slice() {
        [] => Selection::Unsatisfiable,
        [span] => Selection::Part(*span),
        spans => Selection::Parts(spans.to_vec()),
    }
}

fn parse(header: &str) -> Option<Vec<Wanted>> {
    let (unit, set) = header.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    set.split(',')
        .map(str::trim)
        .filter(|member| !member.is_empty())
        .map(parse_member)
        .collect::<Option<Vec<_>>>()
        .filter(|wanted| !wanted.is_empty())
}

fn parse_member(member: &str) -> Option<Wanted> {
    let (first, last) = member.split_once('-')?;
    match (first, last) {
        ("", last) => Some(Wanted::Last(number(last)?)),
        (first, "") => Some(Wanted::From(number(first)?)),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some(Wanted::FromTo(first, last))
        }
    }
}

/// Digits only. A number that no file is long enough for is the largest one.
fn number(digits: &str) -> Option<u64> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| digits.parse().unwrap_or(u64::MAX))
}

fn satisfy(wanted: Wanted, length: u64) -> Option<Span> {
    let end = length.checked_sub(1)?;
    let (first, last) = match wanted {
        Wanted::From(first) => (first, end),
        Wanted::FromTo(first, last) => (first, last.min(end)),
        Wanted::Last(0) => return None,
        Wanted::Last(count) => (length.saturating_sub(count), end),
    };
    (first <= end).then_some(Span { first, last })
}

fn overlapping(spans: &[Span]) -> usize {
    let shares = |(n, span): (usize, &Span)| spans.iter().enumerate().any(|(m, other)| n != m && span.overlaps(*other));
    spans.iter().enumerate().filter(|entry| shares(*entry)).count()
}

/// Joins spans that overlap or lie side by side, each at the place of the first of them.
fn coalesce(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for mut span in spans {
        // What the span has grown over may touch one more, so look until nothing does.
        let mut place = joined.len();
        while let Some(at) = joined.iter().position(|other| other.touches(span)) {
            let other = joined.remove(at);
            span = Span { first: span.first.min(other.first), last: span.last.max(other.last) };
            place = at;
        }
        joined.insert(place.min(joined.len()), span);
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(header: &str, length: u64, expected: &Selection) {
        assert_eq!(select(header, length), *expected, "{header:?} of {length}");
    }

    fn part(first: u64, last: u64) -> Selection {
        Selection::Part(Span { first, last })
    }

    #[test]
    fn one_range() {
        check("bytes=0-0", 1000, &part(0, 0));
        check("bytes=0-", 1000, &part(0, 999));
        check("bytes=990-2000", 1000, &part(990, 999));
        check("bytes=-10", 1000, &part(990, 999));
        check("bytes=-5000", 1000, &part(0, 999));
        check("Bytes=0-9", 1000, &part(0, 9));
        check("bytes= 0-9 , ", 1000, &part(0, 9));
        check("bytes=0-99999999999999999999", 1000, &part(0, 999));
    }

    #[test]
    fn nothing_that_the_file_has() {
        for header in ["bytes=-0", "bytes=1000-", "bytes=2000-3000", "bytes=1000-,5000-", "bytes=99999999999999999999-"]
        {
            check(header, 1000, &Selection::Unsatisfiable);
        }
        check("bytes=0-", 0, &Selection::Unsatisfiable);
    }

    #[test]
    fn what_is_not_understood_is_ignored() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=5-4",
            "bytes=a-b",
            "bytes=1-2-3",
            "items=0-1",
            "bytes=+1-2",
            "bytes=-",
            "bytes=0 -9",
        ] {
            check(header, 1000, &Selection::Whole);
        }
    }

    #[test]
    fn several_ranges() {
        let spans =
            |pairs: &[(u64, u64)]| Selection::Parts(pairs.iter().map(|&(first, last)| Span { first, last }).collect());
        check("bytes=0-9,20-29", 1000, &spans(&[(0, 9), (20, 29)]));
        check("bytes=20-29,0-9", 1000, &spans(&[(20, 29), (0, 9)]));
        check("bytes=0-9,5-14", 1000, &part(0, 14));
        check("bytes=0-9,10-19", 1000, &part(0, 19));
        check("bytes=0-9,20-29,10-19", 1000, &part(0, 29));
        check("bytes=0-9,5000-", 1000, &part(0, 9));
        check("bytes=0-9,-10", 1000, &spans(&[(0, 9), (990, 999)]));
    }

    #[test]
    fn more_work_than_the_whole_file_is_the_whole_file() {
        check("bytes=0-,0-", 1000, &Selection::Whole);
        check("bytes=0-9,1-10,2-11", 1000, &Selection::Whole);
        let many: Vec<String> = (0..17).map(|n| format!("{}-{}", n * 20, n * 20)).collect();
        check(&format!("bytes={}", many.join(",")), 1000, &Selection::Whole);
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_file_and_apart(header in "bytes=[0-9,-]{0,40}", length in 0_u64..100) {
            let spans = match select(&header, length) {
                Selection::Part(span) => vec![span],
                Selection::Parts(spans) => spans,
                Selection::Whole | Selection::Unsatisfiable => Vec::new(),
            };
            for (n, span) in spans.iter().enumerate() {
                prop_assert!(span.first <= span.last && span.last < length);
                prop_assert!(spans.iter().skip(n + 1).all(|other| !span.touches(*other)));
            }
        }
    }
}
