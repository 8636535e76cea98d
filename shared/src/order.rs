//! The order people expect of names: `track 2` before `track 10`, `a` beside `A`.
//!
//! It is told twice: [`natural_order`] compares two names without allocating, and [`natural_key`] writes bytes that
//! compare alike, so that a million names can be sorted by the first few of them.

use std::{cmp::Ordering, iter::Peekable, str::Chars};

/// Longest run of digits that counts as one number: longer than any name.
const MOST_DIGITS: usize = 255;

/// Compares names: runs of digits by their number, all else by lower-case characters; ties by the bytes.
///
/// A total order: equal only for equal strings.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    Units::of(a).cmp(Units::of(b)).then_with(|| a.cmp(b))
}

/// Appends bytes whose order is [`natural_order`]'s, ties left open.
pub fn natural_key(name: &str, key: &mut Vec<u8>) {
    for unit in Units::of(name) {
        match unit {
            Unit::Digits(count) => key.push(count),
            Unit::Char(c) => key.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

/// What is compared, one after the other. A number is the character `0` (so that numbers stand where digits do), then
/// how many digits it has without leading zeros, then these.
struct Units<'a> {
    chars: Peekable<Chars<'a>>,
    /// Lower-case characters of one character, still to come.
    lower: Option<std::char::ToLowercase>,
    number: Number,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Char(char),
    Digits(u8),
}

/// Where in a number the units are.
enum Number {
    /// In none.
    Outside,
    /// Behind the `0` that stands for it.
    Begun,
    /// So many digits are to come.
    Digits(u8),
}

impl<'a> Units<'a> {
    fn of(name: &'a str) -> Self {
        Self { chars: name.chars().peekable(), lower: None, number: Number::Outside }
    }

    /// Digits ahead, leading zeros skipped.
    fn count_digits(&mut self) -> u8 {
        while self.chars.next_if_eq(&'0').is_some() {}
        let digits = self.chars.clone().take_while(char::is_ascii_digit).take(MOST_DIGITS).count();
        u8::try_from(digits).unwrap_or(u8::MAX)
    }
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        if let Some(c) = self.lower.as_mut().and_then(Iterator::next) {
            return Some(Unit::Char(c));
        }
        match self.number {
            Number::Begun => {
                let count = self.count_digits();
                self.number = if count == 0 { Number::Outside } else { Number::Digits(count) };
                return Some(Unit::Digits(count));
            }
            Number::Digits(left) => {
                self.number = if left <= 1 { Number::Outside } else { Number::Digits(left - 1) };
                return self.chars.next().map(Unit::Char);
            }
            Number::Outside => {}
        }
        let next = *self.chars.peek()?;
        if next.is_ascii_digit() {
            self.number = Number::Begun;
            return Some(Unit::Char('0'));
        }
        self.chars.next();
        if next.is_ascii() {
            return Some(Unit::Char(next.to_ascii_lowercase()));
        }
        self.lower = Some(next.to_lowercase());
        self.lower.as_mut().and_then(Iterator::next).map(Unit::Char)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_count_and_case_does_not() {
        let mut names = ["track 10", "Zebra", "track 2", "apple", "Apple 1", "track 02", "b", "ähnlich", "track 1"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["apple", "Apple 1", "b", "track 1", "track 02", "track 2", "track 10", "Zebra", "ähnlich"]);
    }

    #[test]
    fn numbers_may_be_longer_than_any_integer() {
        let (small, large) = ("9".repeat(40), format!("1{}", "0".repeat(40)));
        assert_eq!(natural_order(&small, &large), Ordering::Less);
    }

    #[test]
    fn numbers_stand_where_digits_do() {
        let mut names = ["a0", "a-", "a:", "a", "a 1", "a00", "ab"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["a", "a 1", "a-", "a0", "a00", "a:", "ab"]);
    }

    fn key(name: &str) -> Vec<u8> {
        let mut key = Vec::new();
        natural_key(name, &mut key);
        key
    }

    proptest! {
        #[test]
        fn it_is_a_total_order(a in "[aAbB0129 é]{0,6}", b in "[aAbB0129 é]{0,6}", c in "[aAbB0129 é]{0,6}") {
            prop_assert_eq!(natural_order(&a, &b), natural_order(&b, &a).reverse());
            prop_assert_eq!(natural_order(&a, &b).is_eq(), a == b);
            if natural_order(&a, &b).is_le() && natural_order(&b, &c).is_le() {
                prop_assert!(natural_order(&a, &c).is_le());
            }
        }

        #[test]
        fn keys_compare_as_names_do(a in "[aAİẞ0129 :/~é𝔸]{0,6}", b in "[aAİẞ0129 :/~é𝔸]{0,6}") {
            prop_assert_eq!(key(&a).cmp(&key(&b)).then_with(|| a.cmp(&b)), natural_order(&a, &b));
        }
    }
}
