//! Moments in the reader's language and time zone: `Today 14:31`, `12 Nov 14:32`, `14 Mar 2024`.

use holdall_shared::Timestamp;
use js_sys::Date;
use wasm_bindgen::JsValue;

use super::intl::{Part, write_moment};
use crate::{number, text::moments::When};

/// As it stands in the list.
pub(crate) fn short(moment: Timestamp) -> String {
    when(moment).told()
}

/// The same, for sentences.
pub(crate) fn when(moment: Timestamp) -> When {
    let date = to_date(moment);
    let now = Date::new_0();
    let time = || write_moment(&date, Part::Time);
    match days_between(&date, &now) {
        Some(0) => When::Today(time()),
        Some(1) => When::Yesterday(time()),
        _ if date.get_full_year() == now.get_full_year() => {
            When::ThisYear(write_moment(&date, Part::DayAndMonth), time())
        }
        _ => When::Before(write_moment(&date, Part::Day)),
    }
}

/// With everything, for the tooltip.
pub(crate) fn full(moment: Timestamp) -> String {
    write_moment(&to_date(moment), Part::Full)
}

fn to_date(moment: Timestamp) -> Date {
    Date::new(&JsValue::from_f64(number::signed_to_float(moment.unix_ms())))
}

/// Whole calendar days from `date` to `now`, in local time.
fn days_between(date: &Date, now: &Date) -> Option<i64> {
    let minutes = |date: &Date| date.get_time() / 60_000.0 - date.get_timezone_offset();
    let day = |date: &Date| (minutes(date) / 1440.0).floor();
    let days = day(now) - day(date);
    [0_i32, 1].into_iter().find(|known| (days - f64::from(*known)).abs() < f64::EPSILON).map(i64::from)
}
