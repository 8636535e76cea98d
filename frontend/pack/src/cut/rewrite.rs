//! Writes a function anew, in one of the halves.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ImportSection, Instruction, reencode::Reencode,
};
use wasmparser::{FunctionBody, Operator};

use super::plan::Plan;
use crate::{
    error::{Missing, Rewritten, missing},
    module::{Module, count},
};

/// The indices of one half by those of the whole. What is not in a table here keeps its index.
pub(super) struct Half<'a> {
    pub(super) module: &'a Module<'a>,
    pub(super) plan: &'a Plan,
    /// All functions that this half can call.
    pub(super) functions: BTreeMap<u32, u32>,
    pub(super) types: Option<BTreeMap<u32, u32>>,
    pub(super) globals: Option<BTreeMap<u32, u32>>,
    pub(super) tables: Option<BTreeMap<u32, u32>>,
}

impl Half<'_> {
    /// Writes a function, whose calls across the cut become indirect ones.
    pub(super) fn write(&mut self, code: &mut CodeSection, body: &FunctionBody<'_>) -> Rewritten {
        let mut function = self.new_function_with_parsed_locals(body)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            match operators.read()? {
                Operator::Call { function_index } if !self.functions.contains_key(&function_index) => {
                    for instruction in self.call_by_table(function_index)? {
                        function.instruction(&instruction);
                    }
                }
                operator => {
                    function.instruction(&self.instruction(operator)?);
                }
            }
        }
        code.function(&function);
        Ok(())
    }

    /// How a function is called that is in the other half.
    pub(super) fn call_by_table(&mut self, function: u32) -> Rewritten<[Instruction<'static>; 2]> {
        let slot = *self.plan.slots.get(&function).ok_or_else(missing)?;
        let type_index = self.type_index(self.module.signature(function).ok_or_else(missing)?)?;
        let table_index = self.table_index(0)?;
        Ok([Instruction::I32Const(slot.cast_signed()), Instruction::CallIndirect { type_index, table_index }])
    }
}

impl Reencode for Half<'_> {
    type Error = Missing;

    fn function_index(&mut self, former: u32) -> Rewritten<u32> {
        self.functions.get(&former).copied().ok_or_else(missing)
    }

    fn type_index(&mut self, former: u32) -> Rewritten<u32> {
        place(self.types.as_ref(), former)
    }

    fn global_index(&mut self, former: u32) -> Rewritten<u32> {
        place(self.globals.as_ref(), former)
    }

    fn table_index(&mut self, former: u32) -> Rewritten<u32> {
        place(self.tables.as_ref(), former)
    }
}

fn place(places: Option<&BTreeMap<u32, u32>>, former: u32) -> Rewritten<u32> {
    places.map_or(Ok(former), |places| places.get(&former).copied().ok_or_else(missing))
}

/// Fills the table: functions by their place in it.
pub(super) fn fill(elements: &mut ElementSection, held: &BTreeMap<u32, u32>) {
    let mut run: Vec<u32> = Vec::new();
    let mut begin = 0;
    let mut put = |begin: u32, run: &[u32]| {
        if !run.is_empty() {
            elements.active(None, &ConstExpr::i32_const(begin.cast_signed()), Elements::Functions(run.into()));
        }
    };
    for (slot, function) in held {
        let is_next = begin + count(&run) == *slot;
        if !is_next {
            put(begin, &run);
            run.clear();
        }
        if run.is_empty() {
            begin = *slot;
        }
        run.push(*function);
    }
    put(begin, &run);
}

/// Imports functions of JavaScript; `signature` tells the index that a type has here.
pub(super) fn import(
    imports: &mut ImportSection,
    module: &Module<'_>,
    functions: &BTreeSet<u32>,
    mut signature: impl FnMut(u32) -> Rewritten<u32>,
) -> Rewritten {
    for function in functions {
        let place = usize::try_from(*function).ok();
        let imported = place.and_then(|place| module.imported.get(place)).ok_or_else(missing)?;
        imports.import(imported.module, imported.name, EntityType::Function(signature(imported.signature)?));
    }
    Ok(())
}
