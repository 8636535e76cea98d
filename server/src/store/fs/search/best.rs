//! The best of many that were found: all are counted, and only as many are kept as somebody asked for.
//!
//! Each rank is kept in the order in which its names were met, so nothing has to be sorted.

use super::rank::Rank;
use crate::store::fs::index::Id;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Best {
    /// How many were found.
    pub(super) total: usize,
    most: usize,
    ranked: [Vec<Id>; 3],
}

impl Best {
    /// Keeps at most as many.
    pub(super) fn new(most: usize) -> Self {
        Self { total: 0, most, ranked: [Vec::new(), Vec::new(), Vec::new()] }
    }

    /// Counts one, whose rank is only asked for where it matters.
    pub(super) fn add(&mut self, id: Id, rank: impl FnOnce() -> Rank) {
        self.total += 1;
        let [start, word, inside] = &mut self.ranked;
        if start.len() >= self.most {
            return;
        }
        let list = match rank() {
            Rank::Start => start,
            Rank::Word => word,
            Rank::Inside => inside,
        };
        if list.len() < self.most {
            list.push(id);
        }
    }

    /// Adds what was met later.
    pub(super) fn append(&mut self, later: Self) {
        self.total += later.total;
        for (list, later) in self.ranked.iter_mut().zip(later.ranked) {
            let room = self.most.saturating_sub(list.len());
            list.extend(later.into_iter().take(room));
        }
    }

    /// The best first, at most as many as were asked for.
    pub(super) fn into_ids(self) -> Vec<Id> {
        let most = self.most;
        self.ranked.into_iter().flatten().take(most).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_together_keep_what_sorting_all_would_begin_with(
            ranks in prop::collection::vec(prop_oneof![Just(Rank::Start), Just(Rank::Word), Just(Rank::Inside)], 0..30),
            cut in 0_usize..30, most in 0_usize..12,
        ) {
            let (mut first, mut second) = (Best::new(most), Best::new(most));
            let mut sorted: Vec<(Rank, Id)> = ranks.iter().copied().zip(0..).collect();
            for (n, (rank, id)) in sorted.iter().enumerate() {
                (if n < cut { &mut first } else { &mut second }).add(*id, || *rank);
            }
            first.append(second);
            sorted.sort_unstable();
            prop_assert_eq!(first.total, ranks.len());
            prop_assert_eq!(first.into_ids(), sorted.into_iter().map(|(_, id)| id).take(most).collect::<Vec<_>>());
        }
    }
}
