//! What a person decides about names that are taken: for all of them, and for single ones.

use super::{Batch, Outlook};

/// What to do about names that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rule {
    /// The new ones get a number: nothing is lost.
    #[default]
    KeepBoth,
    /// The new content takes the place of the old one.
    Replace,
    /// What is there stays, and nothing is sent.
    Skip,
}

impl Batch {
    /// What holds for all names that are taken; nothing, where some were decided otherwise.
    pub fn rule(&self) -> Option<Rule> {
        let mut rules = self.conflicts().map(|(index, ..)| self.chosen(index));
        let first = rules.next().unwrap_or(self.rule);
        rules.all(|rule| rule == first).then_some(first)
    }

    /// Decides for all of them, those too that were decided one by one.
    pub fn decide(&mut self, rule: Rule) {
        self.rule = rule;
        self.choices.clear();
    }

    /// Decides for one.
    pub fn decide_one(&mut self, index: usize, rule: Rule) {
        self.choices.insert(index, rule);
    }

    /// What was decided for one. What cannot be replaced is kept beside.
    pub fn decision(&self, index: usize) -> Rule {
        let rule = self.chosen(index);
        let can_be_replaced = matches!(self.outlooks.get(index), Some(Outlook::Taken(_)));
        if rule == Rule::Replace && !can_be_replaced { Rule::KeepBoth } else { rule }
    }

    fn chosen(&self, index: usize) -> Rule {
        self.choices.get(&index).copied().unwrap_or(self.rule)
    }
}
