//! ARCHITECTURE.md: the files that it names exist, and every part of the server is named.

use std::fs;

use super::{code_spans, read, repository};

/// Files and folders (with a slash at their ends) of the repository, as `/server/src/main.rs`.
fn entries() -> Vec<String> {
    let mut entries = Vec::new();
    let mut folders: Vec<String> =
        ["/server/", "/shared/", "/frontend/", "/static/", "/scripts/"].map(str::to_owned).into();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(repository().join(folder.trim_start_matches('/'))).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                folders.push(format!("{path}/"));
            } else {
                entries.push(path);
            }
        }
        entries.push(folder);
    }
    entries
}

fn is_path(span: &str) -> bool {
    let is_ours = span != "dist/" && span != "e2e/" && !span.starts_with(['/', '.']);
    let is_file = span.rsplit_once('.').is_some_and(|(_, extension)| extension == "rs");
    is_ours && !span.contains(' ') && span.is_ascii() && (is_file || span.contains('/'))
}

#[test]
fn every_file_that_is_named_exists() {
    let (architecture, entries) = (read("ARCHITECTURE.md"), entries());
    let spans: Vec<&str> = code_spans(&architecture).into_iter().filter(|span| is_path(span)).collect();
    assert!(spans.len() > 40, "{spans:?}");
    for span in spans {
        let exists = match span.strip_suffix('*').or_else(|| span.strip_suffix("*.rs")) {
            Some(begin) => entries
                .iter()
                .any(|entry| entry.contains(&format!("/{begin}")) && !entry.ends_with(&format!("/{begin}"))),
            None => entries.iter().any(|entry| entry.ends_with(&format!("/{span}"))),
        };
        assert!(exists, "ARCHITECTURE.md names `{span}`, which does not exist");
    }
}

#[test]
fn every_part_of_the_server_is_named() {
    let architecture = read("ARCHITECTURE.md");
    let parts: Vec<String> = entries()
        .into_iter()
        .filter_map(|entry| Some(entry.strip_prefix("/server/src/")?.strip_suffix('/')?.to_owned()))
        .filter(|part| !part.is_empty() && !part.contains('/'))
        .collect();
    assert!(parts.len() > 8, "{parts:?}");
    for part in parts {
        let is_named = code_spans(&architecture)
            .iter()
            .any(|span| span.contains(&format!("{part}/")) || span.contains(&format!("{part}*")));
        assert!(is_named, "ARCHITECTURE.md does not name server/src/{part}/");
    }
}
