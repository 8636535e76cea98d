//! What a disk error means: no more writes until the disk has shown that it works.
//!
//! Linux reports a write-back error once and marks the pages clean, so a second fsync of the same file would succeed
//! although data is gone. Nothing is ever retried on that file; the store refuses writes until a probe file passes
//! write, fsync, read-back and folder fsync.
//! Source: PostgreSQL wiki, "Fsync Errors".

use std::{
    fs::File,
    io::{self, Write as _},
    os::unix::fs::FileExt as _,
    sync::atomic::{AtomicBool, Ordering},
};

use rustix::{
    fs::{AtFlags, Mode, OFlags, openat, unlinkat},
    io::Errno,
};

use super::root::Folder;
use crate::store::StoreError;

const PROBE: &str = "probe";
const PROBE_BYTES: &[u8] = b"Holdall checks that this disk keeps what it is given.\n";

/// Whether the disk is trusted with writes.
#[derive(Debug, Default)]
pub(super) struct Health {
    failed: AtomicBool,
}

impl Health {
    /// Looks at an error of the write path: a disk error ends the trust.
    pub(super) fn note(&self, error: &StoreError) {
        if let StoreError::Io(cause) = error
            // EROFS: a file system that has met an error lets itself be read only.
            && matches!(Errno::from_io_error(cause), Some(Errno::IO | Errno::ROFS))
        {
            self.failed.store(true, Ordering::Relaxed);
        }
    }

    /// Before a write: passes while the disk is trusted, and probes it otherwise.
    pub(super) fn check(&self, tmp: &Folder) -> Result<(), StoreError> {
        if !self.failed.load(Ordering::Relaxed) {
            return Ok(());
        }
        match probe(tmp) {
            Ok(()) => {
                self.failed.store(false, Ordering::Relaxed);
                tracing::info!("the disk works again, writes are taken");
                Ok(())
            }
            Err(error) => {
                tracing::warn!(%error, "the disk still fails");
                Err(StoreError::Degraded)
            }
        }
    }
}

fn probe(tmp: &Folder) -> io::Result<()> {
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::TRUNC | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = File::from(openat(tmp, PROBE, flags, Mode::from_raw_mode(0o600))?);
    file.write_all(PROBE_BYTES)?;
    file.sync_all()?;
    let mut read = vec![0; PROBE_BYTES.len()];
    file.read_exact_at(&mut read, 0)?;
    if read != PROBE_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    tmp.sync()?;
    unlinkat(tmp, PROBE, AtFlags::empty())?;
    Ok(())
}
