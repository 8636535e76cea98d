//! Crash tests of the real program: killed at any point, cut from its power, on a disk that fails or is full.
//!
//! Clients note what they were told; afterwards an oracle compares: what was acknowledged is there, byte by byte; what
//! was not is in its old state or absent; nothing else is visible. Every random choice follows from a printed seed:
//! `HOLDALL_CRASH_SEED` repeats a run, `HOLDALL_CRASH_ROUNDS` and `HOLDALL_POWER_CUTS` make it longer.

#![expect(clippy::disallowed_methods, reason = "tests look at the folder and the environment as other programs do")]

#[cfg(test)]
#[path = "../support/support.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the other tests, which use more of it")]
mod support;

#[cfg(test)]
mod dice;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod full;
#[cfg(test)]
mod full_operations;
#[cfg(test)]
mod keepers;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod machine;
#[cfg(test)]
mod mounts;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod order;
#[cfg(test)]
mod power;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod upload_power;
#[cfg(test)]
mod uploads;
#[cfg(test)]
mod writers;
