//! The only place that reads the time of day.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use holdall_shared::Timestamp;

/// What time it is: the system's, or one that a test sets.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's clock.
    System,
    /// Stands at these milliseconds since the epoch until it is moved.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still.
    pub fn fixed(unix_ms: i64) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(unix_ms)))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Fixed(ms) => Timestamp::from_unix_ms(ms.load(Ordering::Relaxed)),
            Self::System => Timestamp::from_unix_ms(system_unix_ms()),
        }
    }

    /// Moves a fixed clock on; the system's goes by itself.
    pub fn advance(&self, by: Duration) {
        if let Self::Fixed(ms) = self {
            ms.fetch_add(millis(by), Ordering::Relaxed);
        }
    }
}

/// A moment `by` after another.
pub fn after(moment: Timestamp, by: Duration) -> Timestamp {
    Timestamp::from_unix_ms(moment.unix_ms().saturating_add(millis(by)))
}

/// A moment `by` before another.
pub fn before(moment: Timestamp, by: Duration) -> Timestamp {
    Timestamp::from_unix_ms(moment.unix_ms().saturating_sub(millis(by)))
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[expect(clippy::disallowed_methods, reason = "this is the one place")]
fn system_unix_ms() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => millis(since),
        Err(before) => -millis(before.duration()),
    }
}
