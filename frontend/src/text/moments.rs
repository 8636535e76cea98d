//! Moments in words: today and yesterday by their names, others by the date that the browser has written.

use super::catalogue::moments;

/// A moment, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// The time of it.
    Today(String),
    /// The time of it.
    Yesterday(String),
    /// The day and the time of it.
    ThisYear(String, String),
    /// The day.
    Before(String),
}

impl When {
    /// By itself: `Today 14:31`, `12 Nov 14:32`.
    pub fn told(&self) -> String {
        match self {
            Self::Today(time) => moments::today(time),
            Self::Yesterday(time) => moments::yesterday(time),
            Self::ThisYear(day, time) => moments::this_year(day, time),
            Self::Before(day) => day.clone(),
        }
    }
}
