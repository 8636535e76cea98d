//! Archives: a selection as one ZIP file (APPNOTE 6.3.10), made while it is sent.
//!
//! 1. [`crate::store::Survey`]: what is in it, packed;
//! 2. [`plan`]: what each entry is called in the archive and where it stands there: the whole length is known;
//! 3. [`zip`]: the bytes of headers (pure);
//! 4. [`reader`]: any part of the archive, one chunk at a time.
//!
//! The content is stored, not compressed, so that every byte's place follows from names and sizes. The same names and
//! versions make the same bytes: an archive has a strong validator and can be resumed.

mod names;
mod plan;
mod reader;
mod zip;

pub use plan::Plan;
pub use reader::Reader;
