//! Why a module could not be packed.

use wasm_encoder::reencode;

/// Why a module could not be packed.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// It is no wasm, or of a kind that is not known here.
    #[error("it is no module of WebAssembly that can be read: {0}")]
    Unreadable(#[from] wasmparser::BinaryReaderError),
    /// A part of it could not be written anew.
    #[error("it could not be written anew: {0}")]
    Unwritable(#[from] reencode::Error<Missing>),
    /// Two of its sections do not belong together.
    #[error("it names something that it does not have")]
    Inconsistent,
    /// It has something that no compiler puts into the page.
    #[error("it has {0}: such a module is not known here")]
    Unknown(&'static str),
}

/// What is written names something that is not in it.
#[derive(Debug, thiserror::Error)]
#[error("it names something that is not in it")]
pub struct Missing;

/// What writing a part of a module gives.
pub(crate) type Rewritten<T = ()> = Result<T, reencode::Error<Missing>>;

/// Where what is written names something that is not in it.
pub(crate) fn missing() -> reencode::Error<Missing> {
    reencode::Error::UserError(Missing)
}
