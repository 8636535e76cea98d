//! A batch in numbers, as it was decided.

use super::{Batch, Outlook, Rule};

/// See the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Files of the batch.
    pub all: u64,
    /// Of those, files that meet nothing.
    pub new: u64,
    /// Files that are there already.
    pub identical: u64,
    /// Files whose name is taken.
    pub taken: u64,
    /// Files that will be sent.
    pub sent: u64,
    /// Of those, files that take the place of others.
    pub replacing: u64,
    /// Bytes that will be sent.
    pub bytes: u64,
    /// Bytes that may still be stored, as far as is known.
    pub free_space: Option<u64>,
}

impl Tally {
    pub(super) fn of(batch: &Batch) -> Self {
        let mut tally = Self { free_space: batch.free_space, ..Self::default() };
        for (index, (candidate, outlook)) in batch.candidates.iter().zip(&batch.outlooks).enumerate() {
            tally.all += 1;
            let rule = batch.decision(index);
            let is_sent = match outlook {
                Outlook::New | Outlook::Unknown | Outlook::Refused => {
                    tally.new += 1;
                    true
                }
                Outlook::Identical => {
                    tally.identical += 1;
                    false
                }
                Outlook::Taken(_) | Outlook::InTheWay => {
                    tally.taken += 1;
                    tally.replacing += u64::from(rule == Rule::Replace);
                    rule != Rule::Skip
                }
                Outlook::Misnamed(misnamed) => batch.names.get(&misnamed.path).is_none_or(|name| !name.is_empty()),
                Outlook::LeftOut => false,
            };
            // What is refused takes no room.
            if is_sent {
                tally.sent += 1;
                let bytes = if *outlook == Outlook::Refused { 0 } else { candidate.size };
                tally.bytes = tally.bytes.saturating_add(bytes);
            }
        }
        tally
    }

    /// Bytes for which there is no room.
    pub fn missing_space(&self) -> u64 {
        self.free_space.map_or(0, |free| self.bytes.saturating_sub(free))
    }
}
