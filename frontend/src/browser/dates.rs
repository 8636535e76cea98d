//! Moments in the reader's language and time zone: `Today 14:31`, `12 Nov 14:32`, `14 Mar 2024`.

use holdall_shared::Timestamp;
use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::text::list;

/// As it stands in the list.
pub(crate) fn short(moment: Timestamp) -> String {
    let date = to_date(moment);
    let now = Date::new_0();
    let time = || part(&date, Part::Time);
    match days_between(&date, &now) {
        Some(0) => format!("{} {}", list::TODAY, time()),
        Some(1) => format!("{} {}", list::YESTERDAY, time()),
        _ if date.get_full_year() == now.get_full_year() => format!("{} {}", part(&date, Part::DayAndMonth), time()),
        _ => part(&date, Part::Day),
    }
}

/// With everything, for the tooltip.
pub(crate) fn full(moment: Timestamp) -> String {
    part(&to_date(moment), Part::Full)
}

#[derive(Clone, Copy)]
enum Part {
    Time,
    DayAndMonth,
    Day,
    Full,
}

fn part(date: &Date, part: Part) -> String {
    let options = |pairs: &[(&str, &str)]| {
        let options = Object::new();
        for (key, value) in pairs {
            // Setting a property of a fresh plain object cannot fail.
            let _set = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
        }
        JsValue::from(options)
    };
    let text = match part {
        Part::Time => date
            .to_locale_time_string_with_options(&language(), &options(&[("hour", "2-digit"), ("minute", "2-digit")])),
        Part::DayAndMonth => {
            date.to_locale_date_string(&language(), &options(&[("day", "numeric"), ("month", "short")]))
        }
        Part::Day => {
            let day = [("day", "numeric"), ("month", "short"), ("year", "numeric")];
            date.to_locale_date_string(&language(), &options(&day))
        }
        Part::Full => date.to_locale_string(&language(), &options(&[("dateStyle", "full"), ("timeStyle", "medium")])),
    };
    text.into()
}

/// The language the reader prefers; browsers that do not say get the page's own.
fn language() -> String {
    leptos::prelude::window().navigator().language().unwrap_or_else(|| "en".to_owned())
}

fn to_date(moment: Timestamp) -> Date {
    Date::new(&JsValue::from_str(&moment.to_string()))
}

/// Whole calendar days from `date` to `now`, in local time.
fn days_between(date: &Date, now: &Date) -> Option<i64> {
    let midnight = |date: &Date| {
        let date = Date::new(date.as_ref());
        date.set_hours(0);
        date.set_minutes(0);
        date.set_seconds(0);
        date.set_milliseconds(0);
        date.get_time()
    };
    // A day of a change of clocks has 23 or 25 hours: rounding takes care of it.
    let days = ((midnight(now) - midnight(date)) / 86_400_000.0).round();
    [0_i32, 1].into_iter().find(|day| (days - f64::from(*day)).abs() < f64::EPSILON).map(i64::from)
}
