//! The order people expect of names: `track 2` before `track 10`, `a` beside `A`.

use std::{cmp::Ordering, iter::Peekable, str::Chars};

/// Compares names: runs of digits by their number, all else by lower-case characters; ties by the bytes.
///
/// A total order: equal only for equal strings.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let (l, r) = match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(l), Some(r)) => (l, r),
        };
        let ordering = if l.is_ascii_digit() && r.is_ascii_digit() {
            compare_numbers(&take_number(&mut left), &take_number(&mut right))
        } else {
            left.next();
            right.next();
            if l == r { Ordering::Equal } else { l.to_lowercase().cmp(r.to_lowercase()) }
        };
        if ordering.is_ne() {
            return ordering;
        }
    }
}

/// The digits ahead without leading zeros: of any length, so never parsed.
fn take_number(chars: &mut Peekable<Chars<'_>>) -> String {
    let mut digits = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        if digit != '0' || !digits.is_empty() {
            digits.push(digit);
        }
    }
    digits
}

fn compare_numbers(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
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

    proptest! {
        #[test]
        fn it_is_a_total_order(a in "[aAbB0129 é]{0,6}", b in "[aAbB0129 é]{0,6}", c in "[aAbB0129 é]{0,6}") {
            prop_assert_eq!(natural_order(&a, &b), natural_order(&b, &a).reverse());
            prop_assert_eq!(natural_order(&a, &b).is_eq(), a == b);
            if natural_order(&a, &b).is_le() && natural_order(&b, &c).is_le() {
                prop_assert!(natural_order(&a, &c).is_le());
            }
        }
    }
}
