//! What the first half exports for the second.

use std::collections::BTreeSet;

use wasm_encoder::{ExportKind, ExportSection};
use wasmparser::ExternalKind;

use super::plan::Plan;
use crate::{module::Module, names::short};

/// What the first half exports for the second.
pub(super) struct Shared(Vec<Item>);

/// One thing that is exported.
pub(super) struct Item {
    pub(super) kind: ExternalKind,
    /// Its index in the whole.
    pub(super) index: u32,
    pub(super) name: String,
    /// Whether the whole does not export it.
    is_new: bool,
}

impl Shared {
    /// What the plan needs: under the name that it has, or a short one.
    pub(super) fn of(module: &Module<'_>, plan: &Plan) -> Self {
        let taken: BTreeSet<&str> = module.exports.iter().map(|export| export.name).collect();
        let mut free = (0..).map(short).filter(|name| !taken.contains(name.as_str()));
        let kinds = [
            (ExternalKind::Memory, &plan.uses.memories),
            (ExternalKind::Table, &plan.uses.tables),
            (ExternalKind::Global, &plan.uses.globals),
        ];
        let needed = kinds.into_iter().flat_map(|(kind, indices)| indices.iter().map(move |index| (kind, *index)));
        let items = needed.filter_map(|(kind, index)| {
            let known = module.exports.iter().find(|export| export.kind == kind && export.index == index);
            let name = known.map(|export| export.name.to_owned()).or_else(|| free.next())?;
            Some(Item { kind, index, name, is_new: known.is_none() })
        });
        Self(items.collect())
    }

    /// All of one kind, by their index.
    pub(super) fn all(&self, kind: ExternalKind) -> impl Iterator<Item = &Item> {
        self.0.iter().filter(move |item| item.kind == kind)
    }

    /// Exports what the whole does not.
    pub(super) fn export(&self, exports: &mut ExportSection) {
        for item in self.0.iter().filter(|item| item.is_new) {
            let kind = match item.kind {
                ExternalKind::Memory => ExportKind::Memory,
                ExternalKind::Table => ExportKind::Table,
                _ => ExportKind::Global,
            };
            exports.export(&item.name, kind, item.index);
        }
    }
}
