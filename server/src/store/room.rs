//! Room: how much may be stored, how much is left, and what somebody needs of it.

/// How much may be stored, where the settings say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// Most bytes of all files together, trash and versions not counted.
    pub quota: Option<u64>,
    /// Free bytes of the disk that are never given away.
    pub min_free: Option<u64>,
}

/// Bytes that may be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// Free bytes of the disk and of the quota, the reserve already taken off.
    pub free: u64,
    /// Bytes of the whole disk.
    pub total: u64,
    /// Most bytes of all files together, where the settings say so.
    pub quota: Option<u64>,
}

/// What all files take together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Used {
    /// Their lengths.
    pub bytes: u64,
    /// How many there are.
    pub files: u64,
}

/// Bytes that are about to appear in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// How many.
    pub bytes: u64,
    /// Bytes of what they replace.
    pub replaced: u64,
    /// Where they come from.
    pub origin: Origin,
}

/// Where bytes come from that are about to appear in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// They are copied: the disk must have room for them.
    Copied,
    /// They lie on the disk already.
    Kept,
}

/// Holds the room that [`Store::admit`] has given.
pub type Room = Box<dyn Send + Sync>;
