//! What a module consists of, as far as packing it depends on it.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{
    CustomSectionReader, ElementItems, ElementKind, ElementSectionReader, Export, ExternalKind, FuncType, FunctionBody,
    GlobalType, KnownCustom, MemoryType, Name, Operator, Parser, Payload, TableType, TypeRef,
};

use crate::PackError;

/// A function that a module imports.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Imported<'a> {
    pub(crate) module: &'a str,
    pub(crate) name: &'a str,
    /// Its signature, as the index of a type.
    pub(crate) signature: u32,
}

/// A function of a module's own.
pub(crate) struct Own<'a> {
    /// Its signature, as the index of a type.
    pub(crate) signature: u32,
    pub(crate) body: FunctionBody<'a>,
}

/// A module, read.
#[derive(Default)]
pub(crate) struct Module<'a> {
    pub(crate) types: Vec<FuncType>,
    /// The functions it imports: they come first in the order of all.
    pub(crate) imported: Vec<Imported<'a>>,
    pub(crate) own: Vec<Own<'a>>,
    pub(crate) tables: Vec<TableType>,
    pub(crate) memories: Vec<MemoryType>,
    pub(crate) globals: Vec<GlobalType>,
    pub(crate) exports: Vec<Export<'a>>,
    pub(crate) start: Option<u32>,
    /// The functions that the first table holds at first, by their place in it.
    pub(crate) slots: BTreeMap<u32, u32>,
    /// The functions that bodies may name without calling them.
    pub(crate) declared: BTreeSet<u32>,
    /// What functions are called, by their index; for people who debug the module.
    pub(crate) names: BTreeMap<u32, &'a str>,
}

impl<'a> Module<'a> {
    pub(crate) fn read(wasm: &'a [u8]) -> Result<Self, PackError> {
        let mut module = Self::default();
        let (mut signatures, mut bodies) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::TypeSection(types) => {
                    module.types = types.into_iter_err_on_gc_types().collect::<Result<_, _>>()?;
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        let TypeRef::Func(signature) = import.ty else {
                            return Err(PackError::Unknown("an import that is no function"));
                        };
                        module.imported.push(Imported { module: import.module, name: import.name, signature });
                    }
                }
                Payload::FunctionSection(section) => signatures = section.into_iter().collect::<Result<_, _>>()?,
                Payload::TableSection(tables) => {
                    module.tables = tables.into_iter().map(|table| Ok(table?.ty)).collect::<Result<_, PackError>>()?;
                }
                Payload::MemorySection(memories) => module.memories = memories.into_iter().collect::<Result<_, _>>()?,
                Payload::GlobalSection(globals) => {
                    module.globals =
                        globals.into_iter().map(|global| Ok(global?.ty)).collect::<Result<_, PackError>>()?;
                }
                Payload::ExportSection(exports) => module.exports = exports.into_iter().collect::<Result<_, _>>()?,
                Payload::StartSection { func, .. } => module.start = Some(func),
                Payload::ElementSection(elements) => module.read_slots(elements)?,
                Payload::CodeSectionEntry(body) => bodies.push(body),
                Payload::CustomSection(section) => module.read_names(&section)?,
                _ => {}
            }
        }
        if signatures.len() != bodies.len() {
            return Err(PackError::Inconsistent);
        }
        module.own = signatures.into_iter().zip(bodies).map(|(signature, body)| Own { signature, body }).collect();
        Ok(module)
    }

    /// How many functions it imports: the index of the first of its own.
    pub(crate) fn first_own(&self) -> u32 {
        count(&self.imported)
    }

    /// Its own functions, with their indices.
    pub(crate) fn own(&self) -> impl Iterator<Item = (u32, &Own<'a>)> {
        (self.first_own()..).zip(&self.own)
    }

    /// The signature of a function, as the index of a type.
    pub(crate) fn signature(&self, function: u32) -> Option<u32> {
        let place = usize::try_from(function).ok()?;
        let imported = self.imported.get(place).map(|imported| imported.signature);
        imported.or_else(|| self.own.get(place.checked_sub(self.imported.len())?).map(|own| own.signature))
    }

    /// The signature that a type is.
    pub(crate) fn signature_of_type(&self, index: u32) -> Option<&FuncType> {
        self.types.get(usize::try_from(index).ok()?)
    }

    /// What a function of its own does.
    pub(crate) fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        let place = usize::try_from(function.checked_sub(self.first_own())?).ok()?;
        self.own.get(place).map(|own| &own.body)
    }

    /// The functions that it exports.
    pub(crate) fn exported(&self) -> impl Iterator<Item = u32> {
        self.exports.iter().filter(|export| export.kind == ExternalKind::Func).map(|export| export.index)
    }

    fn read_slots(&mut self, elements: ElementSectionReader<'a>) -> Result<(), PackError> {
        for element in elements {
            let element = element?;
            let functions: Vec<Option<u32>> = match element.items {
                ElementItems::Functions(items) => {
                    items.into_iter().map(|item| item.map(Some)).collect::<Result<_, _>>()?
                }
                ElementItems::Expressions(_, items) => items
                    .into_iter()
                    .map(|item| {
                        Ok(match item?.get_operators_reader().read()? {
                            Operator::RefFunc { function_index } => Some(function_index),
                            _ => None,
                        })
                    })
                    .collect::<Result<_, PackError>>()?,
            };
            match element.kind {
                ElementKind::Active { table_index: None | Some(0), offset_expr } => {
                    let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                        return Err(PackError::Unknown("a table that is filled at a place told only where it runs"));
                    };
                    let places = value.cast_unsigned()..;
                    self.slots.extend(places.zip(functions).filter_map(|(place, function)| Some((place, function?))));
                }
                ElementKind::Declared => self.declared.extend(functions.into_iter().flatten()),
                // Tables of other things: nothing in them is a function.
                ElementKind::Active { .. } if functions.iter().all(Option::is_none) => {}
                _ => {
                    return Err(PackError::Unknown(
                        "functions in other tables than the first, or for tables to be filled later",
                    ));
                }
            }
        }
        Ok(())
    }

    fn read_names(&mut self, section: &CustomSectionReader<'a>) -> Result<(), PackError> {
        let KnownCustom::Name(names) = section.as_known() else { return Ok(()) };
        for names in names {
            if let Name::Function(functions) = names? {
                for naming in functions {
                    let naming = naming?;
                    self.names.insert(naming.index, naming.name);
                }
            }
        }
        Ok(())
    }
}

/// How many there are, as an index of wasm.
pub(crate) fn count<T>(items: &[T]) -> u32 {
    // A module's indices are of 32 bits, and what has been read of it is no more.
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}
