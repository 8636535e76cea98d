//! Begins to write dirty pages out while the upload still runs, so that the sync at its end is short.

use std::{fs::File, os::fd::AsRawFd as _};

/// Starts the write-out of `length` bytes from `offset` on and does not wait for it. A hint: its failure is no error,
/// since the sync at the end reports what could not be written.
#[expect(
    unsafe_code,
    reason = "no safe wrapper of sync_file_range(2) exists; it takes a descriptor and three integers"
)]
pub(super) fn begin(file: &File, offset: u64, length: u64) {
    let (Ok(offset), Ok(length)) = (offset.try_into(), length.try_into()) else { return };
    // SAFETY: the descriptor is open for the whole call, and no memory is passed.
    unsafe {
        libc::sync_file_range(file.as_raw_fd(), offset, length, libc::SYNC_FILE_RANGE_WRITE);
    }
}
