//! The half that comes later.

use std::collections::BTreeMap;

use wasm_encoder::{
    CodeSection, ElementSection, EntityType, FunctionSection, ImportSection, Module as Written, TypeSection,
    reencode::Reencode,
};
use wasmparser::{ExternalKind, TypeRef};

use super::{
    FIRST,
    plan::Plan,
    rewrite::{self, Half},
    shared::{Item, Shared},
};
use crate::{
    PackError,
    error::{Rewritten, missing},
    module::Module,
};

/// Writes it.
pub(super) fn write(module: &Module<'_>, plan: &Plan, shared: &Shared) -> Result<Vec<u8>, PackError> {
    Ok(sections(&mut half(module, plan, shared), shared)?)
}

fn half<'a>(module: &'a Module<'a>, plan: &'a Plan, shared: &Shared) -> Half<'a> {
    let places = |kind| Some(shared.all(kind).map(|item| item.index).zip(0..).collect());
    let functions = plan.imports.later.iter().chain(&plan.later).copied().zip(0..);
    Half {
        module,
        plan,
        functions: functions.collect(),
        types: Some(plan.uses.types.iter().copied().zip(0..).collect()),
        globals: places(ExternalKind::Global),
        tables: places(ExternalKind::Table),
    }
}

fn sections(half: &mut Half<'_>, shared: &Shared) -> Rewritten<Vec<u8>> {
    let (module, plan) = (half.module, half.plan);
    let mut types = TypeSection::new();
    for index in &plan.uses.types {
        let signature = half.func_type(module.signature_of_type(*index).ok_or_else(missing)?.clone())?;
        types.ty().func_type(&signature);
    }
    let mut imports = ImportSection::new();
    for kind in [ExternalKind::Memory, ExternalKind::Table, ExternalKind::Global] {
        for item in shared.all(kind) {
            let entity = entity(half, item)?;
            imports.import(FIRST, &item.name, entity);
        }
    }
    rewrite::import(&mut imports, module, &plan.imports.later, |signature| half.type_index(signature))?;
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    for function in &plan.later {
        functions.function(half.type_index(module.signature(*function).ok_or_else(missing)?)?);
        half.write(&mut code, module.body(*function).ok_or_else(missing)?)?;
    }
    let held = plan.held.iter().filter(|(_, function)| plan.is_later(**function));
    let held = held.map(|(slot, function)| Ok((*slot, half.function_index(*function)?)));
    let held: BTreeMap<u32, u32> = held.collect::<Rewritten<_>>()?;
    let mut elements = ElementSection::new();
    rewrite::fill(&mut elements, &held);
    let mut written = Written::new();
    written.section(&types).section(&imports).section(&functions).section(&elements).section(&code);
    Ok(written.finish())
}

/// What is imported from the first half.
fn entity(half: &mut Half<'_>, item: &Item) -> Rewritten<EntityType> {
    let module = half.module;
    let place = usize::try_from(item.index).ok();
    let found = match item.kind {
        ExternalKind::Memory => place.and_then(|place| module.memories.get(place)).copied().map(TypeRef::Memory),
        ExternalKind::Global => place.and_then(|place| module.globals.get(place)).copied().map(TypeRef::Global),
        ExternalKind::Table => place.and_then(|place| module.tables.get(place)).copied().map(|mut table| {
            if item.index == 0 {
                table.initial = u64::from(half.plan.size);
                table.maximum = table.maximum.map(|maximum| maximum.max(table.initial));
            }
            TypeRef::Table(table)
        }),
        _ => None,
    };
    half.entity_type(found.ok_or_else(missing)?)
}
