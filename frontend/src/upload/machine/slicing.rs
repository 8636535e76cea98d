//! How large a slice is: as large as the way to the server lets through. One size for all files, since they all go the
//! same way.
//!
//! 1. It starts at 8 MiB: under the limits of most proxies, large enough that the round trips do not count.
//! 2. Each slice that arrives whole doubles it, up to 16 MiB, the limit of what is held in memory.
//! 3. A refusal (413), a connection that breaks twice at the same place, or a time-out halves it, down to 256 KiB.
//! 4. What was refused is never tried again; what broke only after [`SliceSize::GOOD_BEFORE_LARGER`] good ones.

/// The size of slices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SliceSize {
    size: u64,
    ceiling: u64,
    /// Never more than that: something on the way has said so.
    limit: u64,
    good: u32,
}

impl Default for SliceSize {
    fn default() -> Self {
        Self { size: Self::FIRST, ceiling: Self::LARGEST, limit: Self::LARGEST, good: 0 }
    }
}

impl SliceSize {
    /// See the module.
    pub const FIRST: u64 = 8 << 20;
    /// See the module.
    pub const LARGEST: u64 = 16 << 20;
    /// Smaller ones would be mostly headers and round trips.
    pub const SMALLEST: u64 = 256 << 10;
    const GOOD_BEFORE_LARGER: u32 = 8;

    /// Bytes of the next slice.
    pub fn bytes(self) -> u64 {
        self.size
    }

    /// A slice of `length` bytes has arrived.
    pub fn arrived(&mut self, length: u64) {
        if length < self.size {
            return;
        }
        self.good += 1;
        if self.size >= self.ceiling && self.ceiling < self.limit && self.good >= Self::GOOD_BEFORE_LARGER {
            self.good = 0;
            self.ceiling = (self.ceiling * 2).min(self.limit);
        }
        self.size = (self.size * 2).min(self.ceiling);
    }

    /// One of `length` bytes was too long for something on the way; whether smaller ones can be tried.
    pub fn refused(&mut self, length: u64) -> bool {
        let smaller = self.broke(length);
        self.limit = self.limit.min(self.ceiling);
        smaller
    }

    /// One of `length` bytes did not get through; whether smaller ones can be tried.
    pub fn broke(&mut self, length: u64) -> bool {
        if length <= Self::SMALLEST {
            return false;
        }
        // Several that were on their way at the same time are one sign, not many.
        if length <= self.size {
            self.size = (length / 2).max(Self::SMALLEST);
            self.ceiling = self.size;
            self.good = 0;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    #[test]
    fn slices_grow_up_to_the_largest() {
        let mut slices = SliceSize::default();
        assert_eq!(slices.bytes(), 8 * MIB);
        slices.arrived(8 * MIB);
        slices.arrived(16 * MIB);
        assert_eq!(slices.bytes(), SliceSize::LARGEST);
    }

    #[test]
    fn a_short_last_slice_says_nothing_about_longer_ones() {
        let mut slices = SliceSize::default();
        slices.arrived(MIB);
        assert_eq!(slices.bytes(), SliceSize::FIRST);
    }

    #[test]
    fn what_was_refused_is_never_tried_again() {
        let mut slices = SliceSize::default();
        assert!(slices.refused(8 * MIB));
        for _ in 0..200 {
            slices.arrived(slices.bytes());
            assert!(slices.bytes() <= 4 * MIB);
        }
    }

    #[test]
    fn what_broke_is_tried_again_after_a_while() {
        let mut slices = SliceSize::default();
        slices.broke(8 * MIB);
        assert_eq!(slices.bytes(), 4 * MIB);
        for _ in 0..7 {
            slices.arrived(4 * MIB);
        }
        assert_eq!(slices.bytes(), 4 * MIB);
        slices.arrived(4 * MIB);
        assert_eq!(slices.bytes(), 8 * MIB);
    }

    #[test]
    fn slices_that_broke_together_halve_it_once() {
        let mut slices = SliceSize::default();
        for _ in 0..4 {
            assert!(slices.broke(8 * MIB));
        }
        assert_eq!(slices.bytes(), 4 * MIB);
    }

    #[test]
    fn nothing_is_smaller_than_the_smallest() {
        let mut slices = SliceSize::default();
        while slices.broke(slices.bytes()) {
            assert!(slices.bytes() >= SliceSize::SMALLEST);
        }
        assert_eq!(slices.bytes(), SliceSize::SMALLEST);
        assert!(!slices.refused(SliceSize::SMALLEST));
    }
}
