//! Moments, written as RFC 3339 in UTC with milliseconds.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

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
        let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
        let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000);
        let text = moment.ok().and_then(|moment| moment.format(format).ok());
        f.write_str(text.as_deref().unwrap_or("1970-01-01T00:00:00.000Z"))
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
        match OffsetDateTime::parse(&text, &Rfc3339) {
            Ok(moment) => Ok(Self(i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).unwrap_or(0))),
            Err(_) => Err(InvalidTimestamp(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn moments_are_written_in_utc_with_milliseconds() {
        assert_eq!(Timestamp::from_unix_ms(1_795_444_260_120).to_string(), "2026-11-23T14:31:00.120Z");
        assert_eq!(Timestamp::try_from("2026-11-23T15:31:00.12+01:00".to_owned()), Ok(Timestamp(1_795_444_260_120)));
        assert!(Timestamp::try_from("yesterday".to_owned()).is_err());
    }

    proptest! {
        #[test]
        fn moments_come_back(ms in 0_i64..253_402_300_799_999) {
            let timestamp = Timestamp::from_unix_ms(ms);
            prop_assert_eq!(Timestamp::try_from(timestamp.to_string()), Ok(timestamp));
        }
    }
}
