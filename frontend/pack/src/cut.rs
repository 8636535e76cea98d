//! Cuts a module in two: what its page begins with, and what comes later.
//!
//! Both halves share memory, globals and the table of functions, which the first exports. By that table each reaches the
//! functions of the other: a call across the cut becomes an indirect one. Where the table held a function that comes later,
//! a stand-in is put by the page's script ([`StandIns`]). It asks for the other half, which must have put its functions into
//! the table when that returns, and calls what is there then. So nothing has to know what comes later, and what is called
//! too early only takes longer.
//!
//! The functions of JavaScript that only the second half calls are imported by it alone. (That it imports what it calls
//! often in the first half, instead of going by the table, was tried: as brotli it is 0.2 % of both.)
//!
//! A function stays in the first half, wherever it is in the list, where it is exported or does what only a module's own
//! functions can do; `wasm-opt` and the page's parts know nothing of the cut.

mod first;
mod later;
mod plan;
mod rewrite;
mod shared;
mod stand_ins;
mod uses;

pub use stand_ins::StandIns;

use crate::{PackError, list::Later, module::Module};

/// The module from which the second half imports what the first exports.
pub const FIRST: &str = "first";

/// A module, cut.
#[derive(Debug)]
pub struct Halves {
    /// What the page begins with.
    pub first: Vec<u8>,
    /// What comes later.
    pub later: Vec<u8>,
    /// What stands in the table until then.
    pub stand_ins: StandIns,
}

/// Cuts a module of which `list` has the functions that may come later.
///
/// # Errors
///
/// Where the module cannot be read or written, or is not like that of a page: one that imports functions, and has a table
/// of functions, at most one memory, names, and no function that runs at its start.
pub fn cut(wasm: &[u8], list: &Later) -> Result<Halves, PackError> {
    let module = Module::read(wasm)?;
    if module.imported.is_empty() || module.slots.is_empty() || module.exports.is_empty() {
        return Err(PackError::Unknown("no imports, no exports or no table of functions"));
    }
    if module.names.is_empty() {
        return Err(PackError::Unknown("no names"));
    }
    if module.memories.len() > 1 || module.start.is_some() {
        return Err(PackError::Unknown("several memories, or a function that runs before there can be stand-ins"));
    }
    let plan = plan::Plan::make(&module, list)?;
    let shared = shared::Shared::of(&module, &plan);
    Ok(Halves {
        first: first::write(&module, &plan, &shared, wasm)?,
        later: later::write(&module, &plan, &shared)?,
        stand_ins: StandIns::of(&module, &plan)?,
    })
}

#[cfg(test)]
mod tests;
