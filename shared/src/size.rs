//! Sizes in bytes: read as people write them, written in decimal units with three figures (PAGE: `1.84 GB`).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A number of bytes. Reads `500`, `10 GB`, `64MiB`; shows `0 B`, `999 B`, `4.2 kB`, `812 MB`, `1.84 GB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ByteSize(pub u64);

/// A text that is no size.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a size; write a number of bytes, or one with a unit such as 500MB, 10GB or 64MiB")]
pub struct InvalidByteSize(String);

const UNITS: [&str; 7] = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut unit, mut divisor) = (0, 1_u64);
        // 999.5 of a unit would be shown as 1000: it belongs to the next one.
        while unit + 1 < UNITS.len() && self.0 >= (divisor * 1999).div_ceil(2) {
            unit += 1;
            divisor = divisor.saturating_mul(1000);
        }
        let name = UNITS.get(unit).copied().unwrap_or_default();
        if unit == 0 {
            return write!(f, "{} {name}", self.0);
        }
        let scaled = |parts: u64| rounded(self.0, divisor / parts);
        let (tenths, hundredths) = (scaled(10), scaled(100));
        match (unit, hundredths) {
            (2.., 0..1000) => write!(f, "{}.{:02} {name}", hundredths / 100, hundredths % 100),
            _ if tenths < 1000 => write!(f, "{}.{} {name}", tenths / 10, tenths % 10),
            _ => write!(f, "{} {name}", scaled(1)),
        }
    }
}

/// A quotient, of which halves are rounded up. Not in 128 bits: dividing those is 2 kB of the page.
fn rounded(value: u64, by: u64) -> u64 {
    value / by + u64::from(value % by >= by.div_ceil(2))
}

impl FromStr for ByteSize {
    type Err = InvalidByteSize;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidByteSize(text.to_owned());
        let trimmed = text.trim();
        let end = trimmed.find(|c: char| !c.is_ascii_digit()).unwrap_or(trimmed.len());
        let (number, unit) = trimmed.split_at_checked(end).ok_or_else(invalid)?;
        let factor: u64 = match unit.trim().to_ascii_lowercase().as_str() {
            "" | "b" => 1,
            "k" | "kb" => 1000,
            "m" | "mb" => 1000_u64.pow(2),
            "g" | "gb" => 1000_u64.pow(3),
            "t" | "tb" => 1000_u64.pow(4),
            "kib" => 1 << 10,
            "mib" => 1 << 20,
            "gib" => 1 << 30,
            "tib" => 1 << 40,
            _ => return Err(invalid()),
        };
        let number: Option<u64> = number.parse().ok();
        number.and_then(|number| number.checked_mul(factor)).map(Self).ok_or_else(invalid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_shown_in_decimal_units_with_three_figures() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (4200, "4.2 kB"),
            (9_960, "10.0 kB"),
            (12_340, "12.3 kB"),
            (99_960, "100 kB"),
            (999_499, "999 kB"),
            (999_500, "1.00 MB"),
            (812_000_000, "812 MB"),
            (1_840_000_000, "1.84 GB"),
            (5_368_709_120, "5.37 GB"),
            (u64::MAX, "18.4 EB"),
        ] {
            assert_eq!(ByteSize(bytes).to_string(), text, "{bytes}");
        }
    }

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, bytes) in
            [("500", 500), ("10 GB", 10_000_000_000), ("64MiB", 67_108_864), ("1k", 1000), (" 2 tib ", 1 << 41)]
        {
            assert_eq!(text.parse(), Ok(ByteSize(bytes)), "{text}");
        }
        for text in ["", "GB", "-1", "1.5GB", "10 parsecs", "99999999999999999999", "99999999 TiB"] {
            assert!(text.parse::<ByteSize>().is_err(), "{text}");
        }
    }
}
