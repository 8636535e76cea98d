//! Random choices that a seed repeats.

use std::time::SystemTime;

/// The generator of Steele, Lea and Flood, “Fast splittable pseudorandom number generators”, 2014.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `end`, which it never is.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// The number in an environment variable, or `default`.
pub(crate) fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).map_or(default, |text| text.parse().unwrap())
}

/// The seed of this run, printed so that it can be repeated.
pub(crate) fn seed(test: &str) -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let seed = number("HOLDALL_CRASH_SEED", u64::from(now.subsec_nanos()) ^ now.as_secs());
    println!("{test}: HOLDALL_CRASH_SEED={seed}");
    seed
}
