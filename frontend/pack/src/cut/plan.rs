//! Which function goes into which half, and how the halves reach each other.

use std::collections::{BTreeMap, BTreeSet};

use super::uses::Uses;
use crate::{PackError, list::Later, module::Module};

/// Which function goes into which half, and how the halves reach each other.
#[derive(Default)]
pub(super) struct Plan {
    /// The functions that come later.
    pub(super) later: BTreeSet<u32>,
    /// The place in the table of each function that has one: those that had, and those that are called across the cut.
    pub(super) slots: BTreeMap<u32, u32>,
    /// What the table holds at each place.
    pub(super) held: BTreeMap<u32, u32>,
    /// How many places the table has.
    pub(super) size: u32,
    /// The functions of JavaScript that each half imports.
    pub(super) imports: Imports,
    /// What else the second half names.
    pub(super) uses: Uses,
}

/// The functions of JavaScript that each half imports.
#[derive(Default)]
pub(super) struct Imports {
    pub(super) first: BTreeSet<u32>,
    pub(super) later: BTreeSet<u32>,
}

impl Plan {
    pub(super) fn make(module: &Module<'_>, list: &Later) -> Result<Self, PackError> {
        let uses: Vec<(u32, Uses)> = module
            .own()
            .map(|(function, own)| Ok((function, Uses::of(&own.body)?)))
            .collect::<Result<_, PackError>>()?;
        let mut staying: BTreeSet<u32> =
            module.exported().chain(module.start).chain(module.declared.iter().copied()).collect();
        for (function, uses) in &uses {
            staying.extend(&uses.named);
            staying.extend(uses.stays.then_some(*function));
        }
        let is_listed = |function: &u32| module.names.get(function).is_some_and(|name| list.contains(name));
        let own = uses.iter().map(|(function, _)| *function);
        let mut plan = Self {
            later: own.filter(|function| is_listed(function) && !staying.contains(function)).collect(),
            held: module.slots.clone(),
            ..Self::default()
        };
        for (slot, function) in &plan.held {
            plan.slots.entry(*function).or_insert(*slot);
        }
        plan.imports
            .first
            .extend(staying.iter().chain(plan.held.values()).filter(|function| **function < module.first_own()));
        plan.size =
            module.tables.first().and_then(|table| u32::try_from(table.initial).ok()).ok_or(PackError::Inconsistent)?;
        // The second half puts its functions into it.
        plan.uses.tables.insert(0);
        plan.connect(module, uses);
        Ok(plan)
    }

    /// Whether a function comes later.
    pub(super) fn is_later(&self, function: u32) -> bool {
        self.later.contains(&function)
    }

    /// Finds how each half reaches what it calls.
    fn connect(&mut self, module: &Module<'_>, uses: Vec<(u32, Uses)>) {
        let mut across: BTreeSet<u32> = BTreeSet::new();
        for (function, uses) in uses {
            let is_later = self.is_later(function);
            let imports = if is_later { &mut self.imports.later } else { &mut self.imports.first };
            imports.extend(uses.calls.iter().filter(|called| **called < module.first_own()));
            across.extend(
                uses.calls
                    .iter()
                    .filter(|called| **called >= module.first_own() && self.later.contains(called) != is_later),
            );
            if is_later {
                let named = uses.calls.iter().copied().chain([function]);
                self.uses.types.extend(named.filter_map(|named| module.signature(named)));
                self.uses.globals.extend(uses.globals);
                self.uses.tables.extend(uses.tables);
                self.uses.memories.extend(uses.memories);
                self.uses.types.extend(uses.types);
            }
        }
        for called in across {
            if !self.slots.contains_key(&called) {
                self.slots.insert(called, self.size);
                self.held.insert(self.size, called);
                self.size += 1;
            }
        }
    }
}
