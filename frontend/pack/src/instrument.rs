//! Has each function of a module tell when it runs.

use wasm_encoder::{
    CodeSection, EntityType, Function, ImportSection, Instruction, Module as Written, TypeSection, ValType,
    reencode::{Reencode, utils},
};
use wasmparser::{FunctionBody, ImportSectionReader, Parser, TypeSectionReader};

use crate::{
    PackError,
    error::{Missing, Rewritten},
    module::{Module, count},
};

/// Where the page's script has the function that is told: `ran(place)`, the place among the module's own functions.
pub const RAN: (&str, &str) = ("./__wasm_split.js", "ran");

/// The module with each function telling [`RAN`] that it runs.
///
/// # Errors
///
/// Where the module cannot be read or written.
pub fn instrument(wasm: &[u8]) -> Result<Vec<u8>, PackError> {
    let read = Module::read(wasm)?;
    let mut telling = Telling { told: read.first_own(), signature: count(&read.types), place: 0 };
    let mut module = Written::new();
    telling.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

struct Telling {
    /// The index of what is told: the last that is imported.
    told: u32,
    signature: u32,
    /// Of the function that is written next.
    place: i32,
}

impl Reencode for Telling {
    type Error = Missing;

    fn function_index(&mut self, former: u32) -> Rewritten<u32> {
        Ok(if former < self.told { former } else { former + 1 })
    }

    fn parse_type_section(&mut self, types: &mut TypeSection, section: TypeSectionReader<'_>) -> Rewritten {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([ValType::I32], []);
        Ok(())
    }

    fn parse_import_section(&mut self, imports: &mut ImportSection, section: ImportSectionReader<'_>) -> Rewritten {
        utils::parse_import_section(self, imports, section)?;
        imports.import(RAN.0, RAN.1, EntityType::Function(self.signature));
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Rewritten {
        let mut function: Function = self.new_function_with_parsed_locals(&body)?;
        function.instruction(&Instruction::I32Const(self.place)).instruction(&Instruction::Call(self.told));
        self.place += 1;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&self.parse_instruction(&mut operators)?);
        }
        code.function(&function);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
