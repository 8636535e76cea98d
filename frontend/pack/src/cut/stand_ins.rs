//! What stands in the table for the functions that come later, until they are there.
//!
//! Each brings the second half and then calls what the table holds at its place. There are thousands that differ in nothing
//! but their place and signature, so the first half does not have them: it is told which there are, and the page's script
//! makes them (`frontend/later.js`), which is a third of their weight.

use std::{
    collections::BTreeMap,
    fmt::{self, Display, Formatter},
};

use wasmparser::{FuncType, RefType, ValType};

use super::plan::Plan;
use crate::{PackError, module::Module};

/// What stands at no place: there the first half has a function of its own, or nothing.
const NONE: char = '.';

/// Which stand-ins there are. Shown as JSON: `{"signatures":["ii:i", ":"],"places":"..a.b"}`. A signature is the types of
/// parameters and of results, each a letter: `i` and `l` for integers of 32 and 64 bits, `f` and `d` for floating-point
/// numbers, `e` for a reference to a value of JavaScript. Each place of the table is one character: the signature of its
/// stand-in, counted from U+0061 on (`a` is the first), or a full stop for none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIns {
    /// Signatures, those of most stand-ins first.
    pub signatures: Vec<String>,
    /// The place of each stand-in in the table, and the place of its signature among the signatures.
    pub places: BTreeMap<u32, usize>,
}

impl StandIns {
    pub(super) fn of(module: &Module<'_>, plan: &Plan) -> Result<Self, PackError> {
        let awaited = plan.held.iter().filter(|(_, function)| plan.is_later(**function));
        let awaited: Vec<(u32, String)> = awaited
            .map(|(place, function)| {
                let signature = module.signature(*function).and_then(|signature| module.signature_of_type(signature));
                Ok((*place, written(signature.ok_or(PackError::Inconsistent)?)?))
            })
            .collect::<Result<_, PackError>>()?;
        let mut amounts: BTreeMap<&String, usize> = BTreeMap::new();
        for (_, signature) in &awaited {
            *amounts.entry(signature).or_default() += 1;
        }
        let mut by_amount: Vec<(&String, usize)> = amounts.into_iter().collect();
        by_amount.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount));
        let number: BTreeMap<&String, usize> =
            by_amount.iter().enumerate().map(|(number, (signature, _))| (*signature, number)).collect();
        let places = awaited.iter().filter_map(|(place, signature)| Some((*place, *number.get(signature)?))).collect();
        let signatures = by_amount.into_iter().map(|(signature, _)| signature.clone()).collect();
        Ok(Self { signatures, places })
    }
}

impl Display for StandIns {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let end = self.places.keys().next_back().map_or(0, |last| last + 1);
        let places: String = (0..end)
            .map(|place| self.places.get(&place).map_or(Some(NONE), |number| letter(*number)).unwrap_or(NONE))
            .collect();
        write!(formatter, "{{\"signatures\":{:?},\"places\":\"{places}\"}}", self.signatures)
    }
}

/// The character of a signature.
fn letter(number: usize) -> Option<char> {
    char::from_u32(u32::from('a') + u32::try_from(number).ok()?)
}

fn written(signature: &FuncType) -> Result<String, PackError> {
    let letters = |types: &[ValType]| {
        types
            .iter()
            .map(|of| match *of {
                ValType::I32 => Ok('i'),
                ValType::I64 => Ok('l'),
                ValType::F32 => Ok('f'),
                ValType::F64 => Ok('d'),
                ValType::Ref(RefType::EXTERNREF) => Ok('e'),
                _ => Err(PackError::Unknown("functions of vectors or of functions in its table")),
            })
            .collect::<Result<String, PackError>>()
    };
    Ok(format!("{}:{}", letters(signature.params())?, letters(signature.results())?))
}
