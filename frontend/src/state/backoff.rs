//! How long to wait before asking a server again that did not answer: 2, 4, 8, 16, then every 30 seconds.

/// The tries since the server was last heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backoff {
    failed: u32,
}

impl Backoff {
    const FIRST_S: u64 = 2;
    /// Longer, and people think that it has given up.
    const LONGEST_S: u64 = 30;

    /// Seconds until the next try, which is counted.
    pub fn next_wait_s(&mut self) -> u64 {
        let wait = Self::FIRST_S.checked_shl(self.failed).unwrap_or(Self::LONGEST_S).min(Self::LONGEST_S);
        self.failed = (self.failed + 1).min(16);
        wait
    }

    /// Whether more than the first try has failed: then it was a real outage, not one broken connection.
    pub fn was_outage(self) -> bool {
        self.failed > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_half_a_minute() {
        let mut backoff = Backoff::default();
        let waits: Vec<u64> = (0..7).map(|_| backoff.next_wait_s()).collect();
        assert_eq!(waits, [2, 4, 8, 16, 30, 30, 30]);
    }

    #[test]
    fn one_failure_is_no_outage() {
        let mut backoff = Backoff::default();
        backoff.next_wait_s();
        assert!(!backoff.was_outage());
        backoff.next_wait_s();
        assert!(backoff.was_outage());
    }
}
