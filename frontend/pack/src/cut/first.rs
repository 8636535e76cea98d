//! The half that the page begins with.

use wasm_encoder::{
    CodeSection, ElementSection, ExportSection, FunctionSection, ImportSection, Module as Written, TableSection,
    reencode::{Reencode, utils},
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, ElementKind, ElementSectionReader, ExportSectionReader,
    FunctionSectionReader, ImportSectionReader, Parser, Table,
};

use super::{
    plan::Plan,
    rewrite::{self, Half},
    shared::Shared,
};
use crate::{
    PackError,
    error::{Missing, Rewritten, missing},
    module::Module,
};

/// Writes it.
pub(super) fn write(module: &Module<'_>, plan: &Plan, shared: &Shared, wasm: &[u8]) -> Result<Vec<u8>, PackError> {
    let mut first = First::of(module, plan, shared);
    let mut written = Written::new();
    first.parse_core_module(&mut written, Parser::new(0), wasm)?;
    Ok(written.finish())
}

struct First<'a> {
    half: Half<'a>,
    shared: &'a Shared,
    /// Its own functions: their indices in the whole.
    own: Vec<u32>,
    has_table: bool,
}

impl<'a> First<'a> {
    fn of(module: &'a Module<'a>, plan: &'a Plan, shared: &'a Shared) -> Self {
        let imported: Vec<u32> = plan.imports.first.iter().copied().collect();
        let own: Vec<u32> = module.own().map(|(function, _)| function).filter(|own| !plan.is_later(*own)).collect();
        let functions = imported.into_iter().chain(own.iter().copied()).zip(0..).collect();
        let half = Half { module, plan, functions, types: None, globals: None, tables: None };
        Self { half, shared, own, has_table: false }
    }

    fn signature(&self, function: u32) -> Rewritten<u32> {
        self.half.module.signature(function).ok_or_else(missing)
    }
}

impl Reencode for First<'_> {
    type Error = Missing;

    fn function_index(&mut self, former: u32) -> Rewritten<u32> {
        self.half.function_index(former)
    }

    fn parse_import_section(&mut self, imports: &mut ImportSection, _: ImportSectionReader<'_>) -> Rewritten {
        rewrite::import(imports, self.half.module, &self.half.plan.imports.first, Ok)
    }

    fn parse_function_section(&mut self, functions: &mut FunctionSection, _: FunctionSectionReader<'_>) -> Rewritten {
        for function in &self.own {
            functions.function(self.signature(*function)?);
        }
        Ok(())
    }

    fn parse_table(&mut self, tables: &mut TableSection, mut table: Table<'_>) -> Rewritten {
        if !self.has_table {
            table.ty.initial = u64::from(self.half.plan.size);
            table.ty.maximum = table.ty.maximum.map(|maximum| maximum.max(table.ty.initial));
            self.has_table = true;
        }
        utils::parse_table(self, tables, table)
    }

    fn parse_export_section(&mut self, exports: &mut ExportSection, section: ExportSectionReader<'_>) -> Rewritten {
        utils::parse_export_section(self, exports, section)?;
        self.shared.export(exports);
        Ok(())
    }

    fn parse_element_section(&mut self, elements: &mut ElementSection, section: ElementSectionReader<'_>) -> Rewritten {
        let own = |function: &u32| self.half.functions.get(function).copied();
        let held = self.half.plan.held.iter().filter_map(|(slot, function)| Some((*slot, own(function)?)));
        rewrite::fill(elements, &held.collect());
        for element in section {
            let element = element?;
            if !matches!(element.kind, ElementKind::Active { table_index: None | Some(0), .. }) {
                utils::parse_element(self, elements, element)?;
            }
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, _: CodeSectionReader<'_>) -> Rewritten {
        for function in self.own.clone() {
            let body = self.half.module.body(function).ok_or_else(missing)?;
            self.half.write(code, body)?;
        }
        Ok(())
    }

    /// What a browser does not need to run a module is left out.
    fn parse_custom_section(&mut self, _: &mut Written, _: CustomSectionReader<'_>) -> Rewritten {
        Ok(())
    }
}
