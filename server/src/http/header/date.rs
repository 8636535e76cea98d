//! HTTP dates (RFC 9110 §5.6.7): whole seconds.

use std::time::{Duration, UNIX_EPOCH};

use holdall_shared::Timestamp;

/// A moment in whole seconds since the epoch; earlier ones are the epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::http) struct HttpDate(u64);

impl HttpDate {
    /// The second that a moment lies in.
    pub(in crate::http) fn of(moment: Timestamp) -> Self {
        Self(u64::try_from(moment.unix_ms().div_euclid(1000)).unwrap_or(0))
    }

    /// Reads all three forms of RFC 9110.
    pub(in crate::http) fn parse(text: &str) -> Option<Self> {
        let moment = httpdate::parse_http_date(text).ok()?;
        Some(Self(moment.duration_since(UNIX_EPOCH).ok()?.as_secs()))
    }

    /// As IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`.
    pub(in crate::http) fn format(self) -> String {
        // Beyond the year 9999 there is no such date.
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(self.0.min(253_402_300_799)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_whole_seconds_and_come_back() {
        let date = HttpDate::of(Timestamp::from_unix_ms(784_111_777_999));
        assert_eq!(date.format(), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(HttpDate::parse("Sun, 06 Nov 1994 08:49:37 GMT"), Some(date));
        assert_eq!(HttpDate::parse("Sunday, 06-Nov-94 08:49:37 GMT"), Some(date));
        assert_eq!(HttpDate::parse("yesterday"), None);
        assert_eq!(HttpDate::of(Timestamp::from_unix_ms(-5)).format(), "Thu, 01 Jan 1970 00:00:00 GMT");
    }
}
