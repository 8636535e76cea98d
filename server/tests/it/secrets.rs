//! What answers and logs say: no field that nobody decided to tell, no secret (security contract, secrets in API, logs).

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;

use crate::{
    session::{cookie, sign_in},
    support::{Fetch as _, Setup, TOKEN},
    surface::Surface,
    table::matrix,
};

/// Every field of every answer, and of every body that the API describes. A new one is added here by somebody who has
/// thought about who gets to see it.
const FIELDS: &[&str] = &[
    "blake3",
    "bytes",
    "complete",
    "credential",
    "deleted",
    "detail",
    "digests",
    "end",
    "entries",
    "entry",
    "etag",
    "existing",
    "expires",
    "fate",
    "files",
    "folder",
    "found",
    "free",
    "free_space",
    "from",
    "gone",
    "hidden",
    "id",
    "instance",
    "kept_size",
    "kind",
    "length",
    "limit",
    "matches",
    "max_file_size",
    "max_name_bytes",
    "max_page",
    "media_type",
    "modified",
    "name",
    "now",
    "offset",
    "on_conflict",
    "op",
    "operations",
    "parents",
    "path",
    "permanent",
    "previous",
    "problem",
    "quota",
    "reason",
    "replaced",
    "results",
    "retry_after_s",
    "rights",
    "sha-256",
    "signed_in",
    "size",
    "start",
    "state",
    "status",
    "suggestion",
    "title",
    "to",
    "total",
    "trash",
    "trash_days",
    "trash_entries",
    "trashed",
    "type",
    "unlisted",
    "upload_days",
    "uploads",
    "url",
    "used",
    "verdict",
    "verdicts",
    "version",
    "versions",
];

/// Words that no field of an answer has in its name.
const DENIED: [&str; 22] = [
    "token",
    "secret",
    "password",
    "passwd",
    "hash",
    "salt",
    "cookie",
    "sid",
    "session_id",
    "csrf",
    "private",
    "key",
    "inode",
    "device",
    "uid",
    "gid",
    "owner",
    "pid",
    "root",
    "home",
    "host",
    "peer",
];

/// The one field that carries a secret: towards the server.
const REQUEST_ONLY: [&str; 1] = ["credential"];

fn collect(value: &Value, fields: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                fields.insert(name.clone());
                collect(value, fields);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, fields)),
        _ => {}
    }
}

/// The names below `properties`, wherever they are.
fn properties(value: &Value, fields: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                fields.extend(properties.keys().cloned());
            }
            object.values().for_each(|value| properties(value, fields));
        }
        Value::Array(items) => items.iter().for_each(|item| properties(item, fields)),
        _ => {}
    }
}

#[test]
fn every_field_of_the_api_is_one_that_was_decided_on() {
    let owner = format!("Authorization: Bearer {TOKEN}");
    let (mut told, mut described) = (BTreeSet::new(), BTreeSet::new());
    for (row, input) in matrix() {
        let surface = Surface::new();
        for fields in [&[owner.as_str(), "Prefer: return=representation"][..], &[]] {
            let answer = surface.send(&input, fields);
            let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else { continue };
            if row.pattern == "/api/openapi.json" {
                properties(&body, &mut described);
            } else {
                collect(&body, &mut told);
            }
        }
    }
    assert!(told.contains("etag") && described.contains("etag"), "{told:?} {described:?}");
    for name in told.union(&described) {
        let is_denied = DENIED.iter().any(|word| name.split(['_', '-']).any(|part| part == *word));
        assert!(!is_denied, "{name}");
    }
    for name in REQUEST_ONLY {
        assert!(!told.contains(name), "{name} is told");
    }
    let all: Vec<&str> = told.union(&described).map(String::as_str).collect();
    assert_eq!(all, FIELDS);
}

#[test]
fn no_answer_tells_a_secret_or_a_path_of_the_server() {
    let owner = format!("Authorization: Bearer {TOKEN}");
    for (row, input) in matrix() {
        let surface = Surface::new();
        let cookie = cookie(&sign_in(&surface.server, TOKEN).expect(200));
        let (_, session) = cookie.split_once('=').unwrap();
        let both = format!("Cookie: {cookie}");
        let home = surface.server.setup().files().parent().unwrap().display().to_string();
        for fields in [&[owner.as_str(), &both][..], &[&both], &["Authorization: Bearer a-guess-of-somebody"], &[]] {
            let answer = surface.send(&input, fields);
            let code = surface.server.code.as_str();
            for secret in [TOKEN, session, code, home.as_str(), "a-guess-of-somebody", ".holdall", "catalog.db"] {
                let in_headers =
                    answer.headers.values().any(|value| String::from_utf8_lossy(value.as_bytes()).contains(secret));
                let in_body = answer.text().contains(secret);
                // The reference of the API speaks of our own folder in general.
                let is_reference = row.pattern.starts_with("/api/docs") || row.pattern == "/api/openapi.json";
                assert!(!in_headers, "{} {}: {secret} in {:?}", row.method, row.pattern, answer.headers);
                assert!(!in_body || (is_reference && secret == ".holdall"), "{} {}: {secret}", row.method, row.pattern);
            }
        }
    }
}

#[test]
fn no_request_of_any_route_puts_a_secret_into_the_log() {
    for format in ["text", "json"] {
        let setup = Setup::new().args(["--log-format", format]).env("RUST_LOG", "trace");
        let surface = Surface::of(setup);
        let (owner, guess) = (format!("Authorization: Bearer {TOKEN}"), "Authorization: Bearer a-guess-of-somebody");
        let cookie = cookie(&sign_in(&surface.server, TOKEN).expect(200));
        let code = surface.server.code.clone();
        sign_in(&surface.server, "a-wrong-credential");
        let both = format!("Cookie: {cookie}");
        for (_, mut input) in matrix() {
            for fields in [&[owner.as_str()][..], &[&both], &[guess], &[&both, "Origin: http://evil.example"]] {
                surface.send(&input, fields);
            }
            let with_token =
                format!("{}{}token={TOKEN}", input.target, if input.target.contains('?') { '&' } else { '?' });
            input.target = with_token.leak();
            surface.send(&input, &[&owner]);
        }
        sign_in(&surface.server, &code);
        surface.server.guest(Method::GET, "/healthz").fetch().expect(200);
        crate::support::eventually("the last line", || surface.server.log().contains("/healthz"));
        let (_, session) = cookie.split_once('=').unwrap();
        let log = surface.server.log();
        assert!(log.lines().count() > 150, "{log}");
        for secret in [TOKEN, session, &code, "a-guess-of-somebody", "a-wrong-credential", "token=", "inside"] {
            let line = log.lines().find(|line| line.contains(secret) && !line.contains("/inside.txt"));
            assert_eq!(line, None, "{secret}");
        }
    }
}
