//! Black-box tests of the program: real requests to a real server of its own temporary folder.
//!
//! One file for each resource; the numbers in comments are the rows of the HTTP contract.

#![expect(clippy::disallowed_methods, reason = "tests look at the folder and the environment as other programs do")]

#[cfg(test)]
#[path = "../support/support.rs"]
mod support;

#[cfg(test)]
mod access;
#[cfg(test)]
mod archive;
#[cfg(test)]
mod archive_cuts;
#[cfg(test)]
mod batch;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod conditionals;
#[cfg(test)]
mod copies;
#[cfg(test)]
mod cross_origin;
#[cfg(test)]
mod deep;
#[cfg(test)]
mod digests;
#[cfg(test)]
mod disposition;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod embedded_page;
#[cfg(test)]
mod entries;
#[cfg(test)]
mod events;
#[cfg(test)]
mod exactness;
#[cfg(test)]
mod expectations;
#[cfg(test)]
mod file_list;
#[cfg(test)]
mod files_create;
#[cfg(test)]
mod files_delete;
#[cfg(test)]
mod files_read;
#[cfg(test)]
mod files_update;
#[cfg(test)]
mod folders;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod framing;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod incomplete;
#[cfg(test)]
mod index;
#[cfg(test)]
mod lifecycle;
#[cfg(test)]
mod limits_errors;
#[cfg(test)]
mod links;
#[cfg(test)]
mod listing;
#[cfg(test)]
mod logging;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod meanwhile;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod modified;
#[cfg(test)]
mod moves;
#[cfg(test)]
mod multipart;
#[cfg(test)]
mod naming;
#[cfg(test)]
mod page;
mod plan;
#[cfg(test)]
mod polyglots;
#[cfg(test)]
mod protocol;
#[cfg(test)]
mod quota;
#[cfg(test)]
mod races;
#[cfg(test)]
mod ranges;
#[cfg(test)]
mod readers;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod search;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod session;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod size_limit;
#[cfg(test)]
mod slow;
#[cfg(test)]
mod smuggling;
#[cfg(test)]
mod storage;
#[cfg(test)]
mod surface;
#[cfg(test)]
mod swap;
#[cfg(test)]
mod table;
#[cfg(test)]
mod through_links;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod trace;
#[cfg(test)]
mod trash;
#[cfg(test)]
mod traversal;
#[cfg(test)]
mod tus;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod wording;
