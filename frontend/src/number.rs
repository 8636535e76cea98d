//! The only place where numbers cross between Rust's integers and JavaScript's floats.
//!
//! Sizes are `u64` here and `f64` there: exact up to 2⁵³ (9 PB), rounded beyond.

/// A count as JavaScript's number.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "rounding beyond 2^53 is what JavaScript does")]
pub fn to_float(n: u64) -> f64 {
    n as f64
}

/// JavaScript's number as a count: fractions are cut off, what is negative or no number is 0.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates and takes NaN to 0, which is what is wanted"
)]
pub fn to_count(n: f64) -> u64 {
    n as u64
}

/// A count that may be negative as JavaScript's number.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "as above")]
pub fn signed_to_float(n: i64) -> f64 {
    n as f64
}

/// JavaScript's number as a count that may be negative.
#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "as above")]
pub fn to_signed(n: f64) -> i64 {
    n as i64
}

/// A length of something in memory.
pub fn length(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// `part` of `whole` in percent, rounded down; all of nothing is 100.
pub fn percent(part: u64, whole: u64) -> u64 {
    if whole == 0 {
        return 100;
    }
    let percent = u128::from(part.min(whole)) * 100 / u128::from(whole);
    u64::try_from(percent).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_become_counts_without_surprises() {
        for (float, count) in [(0.0, 0), (1.9, 1), (-3.0, 0), (f64::NAN, 0), (f64::INFINITY, u64::MAX)] {
            assert_eq!(to_count(float), count);
        }
        assert_eq!(to_count(to_float(1 << 53)), 1 << 53);
    }

    #[test]
    fn percent_is_hundred_only_at_the_end() {
        assert_eq!(percent(999, 1000), 99);
        assert_eq!(percent(1000, 1000), 100);
        assert_eq!(percent(0, 0), 100);
        assert_eq!(percent(u64::MAX, u64::MAX), 100);
    }
}
