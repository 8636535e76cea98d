//! The documents are true: their commands are run, and what they list is compared with the code.

mod api;
mod architecture;
mod commands;
mod cookbook;
mod readme;
mod settings;
mod source;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file of the repository.
#[track_caller]
fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The fenced blocks of a document whose first line says `info`, such as `sh`.
fn blocks<'a>(document: &'a str, info: &'a str) -> impl Iterator<Item = &'a str> {
    document
        .split("\n```")
        .skip(1)
        .step_by(2)
        .filter_map(move |block| block.split_once('\n').filter(|(first, _)| *first == info).map(|(_, rest)| rest))
}

/// What stands in backquotes.
fn code_spans(document: &str) -> Vec<&str> {
    document.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// The rows of the first table whose head begins with `head`, as cells without spaces around them.
#[track_caller]
fn table(document: &str, head: &str) -> Vec<Vec<String>> {
    let head = format!("| {head}");
    let lines = document.lines().skip_while(|line| !line.starts_with(&head)).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    let rows: Vec<Vec<String>> = lines.skip(2).map(cells).collect();
    assert!(!rows.is_empty(), "no table “{head}”");
    rows
}
