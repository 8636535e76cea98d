//! Why nothing is sent at all.

/// Why nothing is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// A person has said so.
    Paused,
    /// The session has ended.
    SignedOut,
    /// The server cannot be reached.
    Offline,
}

/// All that is in the way at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Holds(u8);

impl Holds {
    /// The one that is told.
    pub(super) fn first(self) -> Option<Hold> {
        [Hold::Paused, Hold::SignedOut, Hold::Offline].into_iter().find(|hold| self.has(*hold))
    }

    pub(super) fn has(self, hold: Hold) -> bool {
        self.0 & bit(hold) != 0
    }

    /// Adds one; whether it is new.
    pub(super) fn add(&mut self, hold: Hold) -> bool {
        let is_new = !self.has(hold);
        self.0 |= bit(hold);
        is_new
    }

    pub(super) fn release(&mut self, hold: Hold) {
        self.0 &= !bit(hold);
    }
}

fn bit(hold: Hold) -> u8 {
    match hold {
        Hold::Paused => 1,
        Hold::SignedOut => 2,
        Hold::Offline => 4,
    }
}
