//! How fast the bytes leave: a mean over the last ten seconds.

use std::collections::VecDeque;

/// The clock of one batch.
#[derive(Debug, Clone, Default)]
pub struct Meter {
    started_ms: u64,
    now_ms: u64,
    total: u64,
    /// Moments and the bytes that had left by then; the first is at least as old as the window, once there are so many.
    samples: VecDeque<(u64, u64)>,
}

impl Meter {
    /// Longer is steadier, shorter follows the line.
    const WINDOW_MS: u64 = 10_000;
    const SAMPLE_EVERY_MS: u64 = 250;
    /// Before that, the speed is mostly that of filling buffers.
    const SETTLED_AFTER_MS: u64 = 3000;

    /// A clock that starts now.
    pub fn started(at_ms: u64) -> Self {
        Self { started_ms: at_ms, now_ms: at_ms, total: 0, samples: VecDeque::from([(at_ms, 0)]) }
    }

    /// `bytes` more have left.
    pub fn count(&mut self, bytes: u64, at_ms: u64) {
        self.total = self.total.saturating_add(bytes);
        self.tick(at_ms);
    }

    /// Time goes on.
    pub fn tick(&mut self, at_ms: u64) {
        self.now_ms = self.now_ms.max(at_ms);
        if self.samples.back().is_none_or(|(last, _)| self.now_ms.saturating_sub(*last) >= Self::SAMPLE_EVERY_MS) {
            self.samples.push_back((self.now_ms, self.total));
        }
        while self.samples.get(1).is_some_and(|(second, _)| self.now_ms.saturating_sub(*second) >= Self::WINDOW_MS) {
            self.samples.pop_front();
        }
    }

    /// Bytes per second; unknown in the first moments.
    pub fn speed(&self) -> Option<u64> {
        let (first_ms, first_total) = self.samples.front()?;
        let (span, bytes) = (self.now_ms.saturating_sub(*first_ms), self.total.saturating_sub(*first_total));
        if span < 2 * Self::SAMPLE_EVERY_MS {
            return None;
        }
        u64::try_from(u128::from(bytes) * 1000 / u128::from(span)).ok().filter(|speed| *speed > 0)
    }

    /// Seconds until `rest` bytes have left; unknown in the first three seconds.
    pub fn left_s(&self, rest: u64) -> Option<u64> {
        let settled = self.now_ms.saturating_sub(self.started_ms) >= Self::SETTLED_AFTER_MS;
        self.speed().filter(|_| settled).map(|speed| rest.div_ceil(speed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speed_is_a_mean_over_ten_seconds() {
        let mut meter = Meter::started(1000);
        assert_eq!(meter.speed(), None);
        for second in 2..=6 {
            meter.count(1_000_000, second * 1000);
        }
        assert_eq!(meter.speed(), Some(1_000_000));
        assert_eq!(meter.left_s(5_000_000), Some(5));
        for second in 7..=40 {
            meter.count(10, second * 1000);
        }
        assert_eq!(meter.speed(), Some(10));
    }

    #[test]
    fn time_left_is_unknown_at_first_and_when_nothing_moves() {
        let mut meter = Meter::started(0);
        meter.count(500, 2000);
        assert_eq!(meter.left_s(1000), None);
        meter.tick(30_000);
        assert_eq!(meter.left_s(1000), None);
    }
}
