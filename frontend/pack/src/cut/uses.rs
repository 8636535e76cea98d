//! What a function's body names of its module.

use std::collections::BTreeSet;

use wasm_encoder::{
    Instruction,
    reencode::{Reencode, utils},
};
use wasmparser::{FunctionBody, Operator};

use crate::{
    PackError,
    error::{Missing, Rewritten},
};

/// What a function's body names.
#[derive(Default)]
pub(super) struct Uses {
    /// The functions it calls.
    pub(super) calls: BTreeSet<u32>,
    pub(super) types: BTreeSet<u32>,
    pub(super) globals: BTreeSet<u32>,
    pub(super) tables: BTreeSet<u32>,
    pub(super) memories: BTreeSet<u32>,
    /// The functions it names without calling them: those it names stay where it is.
    pub(super) named: BTreeSet<u32>,
    /// Whether it names what only its own module has: data that it copies, or what it throws.
    pub(super) stays: bool,
}

impl Uses {
    /// Those of one body.
    pub(super) fn of(body: &FunctionBody<'_>) -> Result<Self, PackError> {
        let mut uses = Self::default();
        // What is written is of no interest: everything that is named is looked up on the way.
        let _written = uses.new_function_with_parsed_locals(body)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let operator = operators.read()?;
            let _written = uses.instruction(operator)?;
        }
        Ok(uses)
    }
}

impl Reencode for Uses {
    type Error = Missing;

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Rewritten<Instruction<'a>> {
        if let Operator::Call { function_index } = operator {
            self.calls.insert(function_index);
            return Ok(Instruction::Call(function_index));
        }
        utils::instruction(self, operator)
    }

    fn function_index(&mut self, index: u32) -> Rewritten<u32> {
        self.named.insert(index);
        self.stays = true;
        Ok(index)
    }

    fn type_index(&mut self, index: u32) -> Rewritten<u32> {
        self.types.insert(index);
        Ok(index)
    }

    fn global_index(&mut self, index: u32) -> Rewritten<u32> {
        self.globals.insert(index);
        Ok(index)
    }

    fn table_index(&mut self, index: u32) -> Rewritten<u32> {
        self.tables.insert(index);
        Ok(index)
    }

    fn memory_index(&mut self, index: u32) -> Rewritten<u32> {
        self.memories.insert(index);
        Ok(index)
    }

    fn data_index(&mut self, index: u32) -> Rewritten<u32> {
        self.stays = true;
        Ok(index)
    }

    fn element_index(&mut self, index: u32) -> Rewritten<u32> {
        self.stays = true;
        Ok(index)
    }

    fn tag_index(&mut self, index: u32) -> Rewritten<u32> {
        self.stays = true;
        Ok(index)
    }
}
