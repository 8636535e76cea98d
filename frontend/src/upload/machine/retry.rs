//! How long to wait before a failed request is tried again: half a second, doubled each time, at most half a minute;
//! of that, between a half and all by chance, so that those who failed together do not come back together.

use super::Now;

const FIRST_MS: u64 = 500;
/// Longer, and people think that it has given up.
const LONGEST_MS: u64 = 30_000;

/// When to try again after so many failed tries.
pub(super) fn next_try_ms(now: Now, failed: u32) -> u64 {
    let longest = (FIRST_MS << failed.saturating_sub(1).min(6)).min(LONGEST_MS);
    let part = longest / 2;
    now.ms.saturating_add(part + part * u64::from(now.chance) / u64::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_end_at_half_a_minute() {
        for (failed, least, most) in
            [(0, 250, 500), (1, 250, 500), (2, 500, 1000), (5, 4000, 8000), (80, 15_000, 30_000)]
        {
            assert_eq!(next_try_ms(Now { ms: 100, chance: 0 }, failed), 100 + least, "{failed}");
            assert_eq!(next_try_ms(Now { ms: 100, chance: u16::MAX }, failed), 100 + most, "{failed}");
        }
    }
}
