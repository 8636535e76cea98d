//! Room: what the disk, less its reserve, and the quota leave.
//!
//! Free space is looked at and taken in one step, so that many uploads at once cannot take the reserve together.

use std::sync::{Arc, PoisonError};

use super::{promise::Promise, tree::Tree};
use crate::store::{Demand, Origin, Room, Space, StoreError};

/// Free bytes that are never given away: the smaller of this and a twentieth of the disk.
const RESERVE_BYTES: u64 = 1 << 30;

/// How much room there is. Blocks.
pub(super) fn space(tree: &Arc<Tree>) -> Result<Space, StoreError> {
    let disk = disk(tree)?;
    Ok(Space { free: disk.free.min(tree.within_quota()?), ..disk })
}

/// Room for bytes that are copied or put back. Blocks.
pub(super) fn admit(tree: &Arc<Tree>, demand: Demand) -> Result<Room, StoreError> {
    if demand.origin == Origin::Copied && disk(tree)?.free < demand.bytes {
        return Err(StoreError::NoSpace);
    }
    let promise = Promise::new(tree, demand.replaced);
    promise.cover(demand.bytes)?;
    Ok(Box::new(promise))
}

/// Takes `bytes` of the disk's free space by `step`, if they are there. Blocks.
pub(super) fn take<T>(tree: &Tree, bytes: u64, step: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let _one = tree.taking.lock().unwrap_or_else(PoisonError::into_inner);
    if disk(tree)?.free < bytes {
        return Err(StoreError::NoSpace);
    }
    step()
}

/// What the disk has. One without room for another file has no free space.
fn disk(tree: &Tree) -> Result<Space, StoreError> {
    let disk = rustix::fs::fstatvfs(tree.root.itself())?;
    let total = disk.f_blocks.saturating_mul(disk.f_frsize);
    let reserve = tree.bounds.min_free.unwrap_or(RESERVE_BYTES.min(total / 20));
    let free = disk.f_bavail.saturating_mul(disk.f_frsize).saturating_sub(reserve);
    // Some file systems count no inodes.
    let is_out_of_inodes = disk.f_files > 0 && disk.f_favail == 0;
    Ok(Space { free: if is_out_of_inodes { 0 } else { free }, total, quota: tree.bounds.quota })
}
