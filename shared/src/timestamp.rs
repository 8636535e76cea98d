//! Moments, written as RFC 3339 in UTC with milliseconds.
//!
//! The page reads thousands of them and has to be light, so the calendar is reckoned here: days are counted from the first of
//! March of the year 0, where leap days come last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). The
//! tests compare it with the crate `time`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z, before it negative. In JSON: `"2026-11-23T14:31:00.120Z"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime, example = "2026-11-23T14:31:00.120Z"))]
pub struct Timestamp(i64);

/// A text that is no RFC 3339 date and time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date and time such as 2026-11-23T14:31:00Z")]
pub struct InvalidTimestamp(String);

impl Timestamp {
    /// From milliseconds since the epoch; moments outside the years -9999 to 9999 become the nearest of them.
    pub fn from_unix_ms(ms: i64) -> Self {
        const LIMIT_MS: i64 = 253_402_300_799_999;
        Self(ms.clamp(-LIMIT_MS, LIMIT_MS))
    }

    /// Milliseconds since the epoch.
    pub fn unix_ms(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, ms) = (self.0.div_euclid(DAY_MS), self.0.rem_euclid(DAY_MS));
        let (year, month, day) = date_of(days);
        let (sign, year) = (if year < 0 { "-" } else { "" }, year.unsigned_abs());
        let (hour, minute, second, ms) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
        write!(f, "{sign}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
    }
}

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.to_string()
    }
}

impl TryFrom<String> for Timestamp {
    type Error = InvalidTimestamp;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        parse(&text).map(Self).ok_or(InvalidTimestamp(text))
    }
}

const DAY_MS: i64 = 86_400_000;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;
/// Days of 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;

/// The year, month and day that are so many days after 1970-01-01.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH;
    let (era, of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let since_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * since_march + 2) / 5 + 1;
    let month = if since_march < 10 { since_march + 3 } else { since_march - 9 };
    (400 * era + year_of_era + i64::from(month <= 2), month, day)
}

/// Days after 1970-01-01.
fn days_until(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let since_march = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * since_march + 2) / 5 + day - 1;
    ERA * era + 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + of_year - EPOCH
}

/// Milliseconds since the epoch of an RFC 3339 date-time (§5.6).
fn parse(text: &str) -> Option<i64> {
    let (date, rest) = text.split_once(['T', 't'])?;
    let (clock, zone) = rest.split_at(rest.find(['Z', 'z', '+', '-'])?);
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, fraction)| (clock, Some(fraction)));
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(clock, ':', [2, 2, 2])?;
    let is_date = (1..=12).contains(&month) && day >= 1 && date_of(days_until(year, month, day)) == (year, month, day);
    // A leap second is taken for the end of the second before.
    if !is_date || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let ms = if second == 60 { 59_999 } else { second * 1000 + fraction.map_or(Some(0), milliseconds)? };
    let local_ms = days_until(year, month, day) * DAY_MS + hour * 3_600_000 + minute * 60_000 + ms;
    Some(local_ms - offset_minutes(zone)? * 60_000)
}

/// Three numbers of so many digits.
fn numbers(text: &str, between: char, digits: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(between);
    let mut next = |digits| number(parts.next()?, digits);
    let [first, second, third] = digits;
    let numbers = [next(first)?, next(second)?, next(third)?];
    parts.next().is_none().then_some(numbers)
}

fn number(text: &str, digits: usize) -> Option<i64> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// The first three digits behind the decimal point.
fn milliseconds(fraction: &str) -> Option<i64> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(3);
    Some(digits.fold(0, |ms, digit| ms * 10 + i64::from(digit - b'0')))
}

/// `Z`, `+01:00`.
fn offset_minutes(zone: &str) -> Option<i64> {
    if matches!(zone, "Z" | "z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

    use super::*;

    #[test]
    fn moments_are_written_in_utc_with_milliseconds() {
        assert_eq!(Timestamp::from_unix_ms(1_795_444_260_120).to_string(), "2026-11-23T14:31:00.120Z");
        assert_eq!(Timestamp::try_from("2026-11-23T15:31:00.12+01:00".to_owned()), Ok(Timestamp(1_795_444_260_120)));
        for text in [
            "yesterday",
            "",
            "2026-11-23",
            "2026-11-23T14:31:00",
            "2026-02-29T00:00:00Z",
            "2026-11-23T24:00:00Z",
            "2026-11-23T14:31:00.Z",
            "2026-11-23T14:31:00.1x+01:00",
            "2026-11-23T14:31:00+1:00",
            "2026-13-01T00:00:00Z",
            "2026-11-23T14:31:00+01:0é",
            "+026-11-23T14:31:00Z",
            "2026-11-23T14:31:00Zz",
        ] {
            assert!(Timestamp::try_from(text.to_owned()).is_err(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn moments_come_back(ms in -62_167_219_200_000_i64..253_402_300_799_999) {
            let timestamp = Timestamp::from_unix_ms(ms);
            prop_assert_eq!(Timestamp::try_from(timestamp.to_string()), Ok(timestamp));
        }

        #[test]
        fn the_calendar_is_everybody_s(ms in -62_000_000_000_000_i64..253_000_000_000_000, minutes in -1439_i32..1439) {
            let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000).unwrap();
            let elsewhere = moment.to_offset(UtcOffset::from_whole_seconds(minutes * 60).unwrap());
            prop_assert_eq!(Timestamp::try_from(elsewhere.format(&Rfc3339).unwrap()), Ok(Timestamp(ms)));
            let told = OffsetDateTime::parse(&Timestamp(ms).to_string(), &Rfc3339).unwrap();
            prop_assert_eq!(told, moment);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9TtZz:.+-]{0,30}") {
            let _answer = Timestamp::try_from(text);
        }
    }
}
