//! What the code says of itself, read from its source: routes, members of structs, statuses of problems.

use std::{collections::BTreeMap, fs, path::Path};

use reqwest::StatusCode;

use super::read;

/// `GET /api/trash/{id}` and so on: the rows of the table of routes, without the page's.
pub(super) fn routes() -> Vec<(String, String)> {
    let source = read("server/src/http/routes.rs");
    let rows = source.lines().filter_map(|line| {
        let (method, rest) = line.trim().split_once(" \"")?;
        let (pattern, rest) = rest.split_once('"')?;
        let is_api = method.bytes().all(|byte| byte.is_ascii_uppercase()) && !rest.contains("page::");
        is_api.then(|| (method.to_owned(), pattern.replace("{path:(/.*)?}", "/{path}")))
    });
    rows.collect()
}

/// Files of Rust below a folder.
pub(super) fn sources(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.extension() {
            Some(extension) if extension == "rs" => vec![fs::read_to_string(&path).unwrap()],
            _ if path.is_dir() => sources(&path),
            _ => Vec::new(),
        })
        .collect()
}

/// The members of the structs in a source whose name passes, as JSON and URLs write them.
pub(super) fn members(source: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut members = Vec::new();
    let mut attributes = String::new();
    let mut within: Option<bool> = None;
    for line in source.lines() {
        let trimmed = line.trim();
        let code = without_visibility(trimmed);
        match (within, code.strip_prefix("struct ").and_then(|rest| rest.split_once(" {"))) {
            (None, Some((name, ""))) if is_wanted(name) => {
                within = Some(attributes.contains("kebab-case"));
                attributes.clear();
            }
            (None, _) if trimmed.starts_with("#[") => attributes.push_str(trimmed),
            (None, _) => attributes.clear(),
            (Some(_), _) if trimmed == "}" => within = None,
            (Some(_), _) if trimmed.starts_with("#[") => attributes.push_str(trimmed),
            (Some(is_kebab), _) => {
                let Some((name, _)) = code.split_once(": ").filter(|_| !trimmed.starts_with("//")) else { continue };
                let renamed = attributes.split_once("rename = \"").and_then(|(_, rest)| rest.split('"').next());
                let name = if is_kebab { name.replace('_', "-") } else { name.to_owned() };
                if !attributes.contains("flatten") {
                    members.push(renamed.map_or(name, str::to_owned));
                }
                attributes.clear();
            }
        }
    }
    members
}

fn without_visibility(code: &str) -> &str {
    match code.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ").map_or(code, |(_, rest)| rest),
        Some(rest) => rest.trim_start(),
        None => code,
    }
}

#[test]
fn members_are_found_as_they_are_written_outside() {
    let source = "#[serde(rename_all = \"kebab-case\")]\npub(in crate::http) struct AQuery {\n    on_conflict: A,\n    \
                  /// No: comment.\n    #[serde(rename = \"x\")]\n    pub y: B,\n}\nstruct C {\n    d: u8,\n}\n";
    assert_eq!(members(source, |name| name.ends_with("Query")), ["on-conflict", "x"]);
}

/// The statuses of the kinds of problems, by their slugs: what the server's own `match` says.
pub(super) fn statuses() -> BTreeMap<String, String> {
    let source = read("server/src/http/problem.rs");
    let arms = source.split("match kind {").nth(1).unwrap().split("\n    }").next().unwrap();
    let mut statuses = BTreeMap::new();
    let mut kinds = Vec::new();
    for word in arms.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '_')) {
        if let Some(kind) = word.strip_prefix("ProblemKind::") {
            kinds.push(kebab(kind));
        } else if let Some(name) = word.strip_prefix("StatusCode::") {
            let status = status_named(name);
            statuses.extend(kinds.drain(..).map(|kind| (kind, status.clone())));
        } else if word == "checksum_mismatch" {
            // The one that no name of HTTP stands for.
            statuses.extend(kinds.drain(..).map(|kind| (kind, "460".to_owned())));
        }
    }
    statuses
}

/// `NameTaken` as `name-taken`.
fn kebab(name: &str) -> String {
    name.chars().fold(String::new(), |mut slug, c| {
        if c.is_ascii_uppercase() && !slug.is_empty() {
            slug.push('-');
        }
        slug.push(c.to_ascii_lowercase());
        slug
    })
}

fn status_named(name: &str) -> String {
    let is_named = |status: &StatusCode| {
        status.canonical_reason().is_some_and(|reason| reason.to_uppercase().replace([' ', '-'], "_") == name)
    };
    (400..600).filter_map(|code| StatusCode::from_u16(code).ok()).find(is_named).unwrap().as_u16().to_string()
}
