//! docs/API.md against the code: routes, parameters, members, examples, problems, limits.
//!
//! What has no value to ask is read from the source, so that a route or a parameter that is added is missed here.

use std::collections::{BTreeMap, BTreeSet};

use holdall_shared::{
    Batch, BatchResults, Deleted, Entry, FileList, FileVersions, Finish, FolderChange, FolderCount, FolderLost,
    FolderUploads, Limits, Listing, Plan, PlanRequest, Problem, ProblemKind, Restore, SearchResults, Session, Storage,
    Transfer, Upload,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    blocks, code_spans, read, repository,
    source::{members, routes, sources, statuses},
    table,
};
use crate::support::{Fetch as _, Server};

const API: &str = "docs/API.md";

#[test]
fn every_route_is_named() {
    let (api, routes) = (read(API), routes());
    assert!(routes.len() > 25, "{routes:?}");
    let spans = code_spans(&api);
    for (method, pattern) in routes {
        let route = format!("{method} {pattern}");
        // What is only ever got may be named without its method.
        let names = |span: &&str| **span == route || (method == "GET" && **span == pattern);
        assert!(spans.iter().any(names), "{API} does not name `{route}`");
    }
}

#[test]
fn every_route_that_is_named_exists() {
    let (api, routes) = (read(API), routes());
    let is_method = |text: &str| ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"].contains(&text);
    let mut named = 0;
    for span in code_spans(&api) {
        let Some((method, target)) = span.split_once(' ').filter(|(method, _)| is_method(method)) else { continue };
        let path = target.split('?').next().unwrap().replace("{folder}/", "{path}");
        let exists = routes.iter().any(|(known, pattern)| known == method && *pattern == path);
        assert!(exists, "{API} names `{span}`, which is no route");
        named += 1;
    }
    assert!(named > 25, "only {named}");
}

#[test]
fn every_parameter_of_an_address_is_documented() {
    let api = read(API);
    let mut parameters: Vec<String> = sources(&repository().join("server/src/http"))
        .iter()
        .chain(&sources(&repository().join("shared/src")))
        .flat_map(|source| members(source, |name| name.ends_with("Query")))
        .collect();
    parameters.push("path".to_owned());
    parameters.sort();
    parameters.dedup();
    assert!(parameters.len() >= 12, "{parameters:?}");
    let spans = code_spans(&api);
    for parameter in parameters {
        let is_named = spans.iter().any(|span| {
            *span == parameter || span.contains(&format!("?{parameter}")) || span.contains(&format!("&{parameter}="))
        });
        assert!(is_named, "{API} does not document the parameter `{parameter}`");
    }
}

#[test]
fn every_parameter_and_field_of_the_servers_own_description_is_documented() {
    let api = read(API);
    let description: Value = Server::start().get("/api/openapi.json").fetch().expect(200).json();
    let operations =
        description["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
    let parameters = operations.filter_map(|operation| operation["parameters"].as_array()).flatten();
    let names: BTreeSet<&str> = parameters.filter_map(|parameter| parameter["name"].as_str()).collect();
    assert!(names.len() > 15, "{names:?}");
    let missing: Vec<&&str> =
        names.iter().filter(|name| !api.contains(&format!("`{name}")) && !api.contains(&format!("?{name}"))).collect();
    assert!(missing.is_empty(), "{API} does not name {missing:?}");
}

#[test]
fn every_member_of_the_json_is_documented() {
    let api = read(API);
    let files = [
        "batch",
        "digests",
        "entry",
        "events",
        "file_list",
        "limits",
        "listing",
        "operation",
        "plan",
        "problem",
        "search",
        "session",
        "storage",
        "trash",
        "uploads",
        "versions",
    ];
    let mut count = 0;
    for file in files {
        let source = read(&format!("shared/src/{file}.rs"));
        for member in members(&source, |name| !name.ends_with("Query")) {
            let is_named = api.contains(&format!("\"{member}\"")) || code_spans(&api).contains(&member.as_str());
            assert!(is_named, "{API} does not name the member `{member}` of shared/src/{file}.rs");
            count += 1;
        }
    }
    assert!(count > 60, "only {count}");
}

/// Reads an example as the type that it is said to be, and finds nothing in it that the type does not have.
#[track_caller]
fn check<T: Serialize + DeserializeOwned>(name: &str, document: &str) {
    let info = format!("json {name}");
    let examples: Vec<&str> = blocks(document, &info).collect();
    assert_eq!(examples.len(), 1, "examples of {name}");
    for example in examples {
        let value: Value = serde_json::from_str(example).unwrap_or_else(|error| panic!("{name}: {error}"));
        let typed: T = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(serde_json::to_value(&typed).unwrap(), value, "{name}");
    }
}

#[test]
fn every_example_is_what_it_is_said_to_be() {
    let api = read(API);
    check::<Entry>("Entry", &api);
    check::<Listing>("Listing", &api);
    check::<FileList>("FileList", &api);
    check::<Transfer>("Transfer", &api);
    check::<Batch>("Batch", &api);
    check::<BatchResults>("BatchResults", &api);
    check::<PlanRequest>("PlanRequest", &api);
    check::<Plan>("Plan", &api);
    check::<Deleted>("Deleted", &api);
    check::<Restore>("Restore", &api);
    check::<FileVersions>("FileVersions", &api);
    check::<Session>("Session", &api);
    check::<Limits>("Limits", &api);
    check::<Problem>("Problem", &api);
    check::<FolderChange>("FolderChange", &api);
    check::<FolderLost>("FolderLost", &api);
    check::<SearchResults>("SearchResults", &api);
    check::<Storage>("Storage", &api);
    check::<FolderCount>("FolderCount", &api);
    check::<FolderUploads>("FolderUploads", &api);
    check::<Upload>("Upload", &api);
    check::<Finish>("Finish", &api);
    assert_eq!(api.matches("\n```json ").count(), 22, "an example that nothing checks");
}

#[test]
fn every_problem_is_in_the_table_with_its_status() {
    let statuses = statuses();
    let (slugs, kinds): (BTreeSet<&str>, BTreeSet<&str>) =
        (statuses.keys().map(String::as_str).collect(), ProblemKind::ALL.iter().map(|kind| kind.slug()).collect());
    assert_eq!(slugs, kinds);
    let rows = table(&read(API), "`type`: `/problems/…`");
    let told: BTreeMap<String, String> =
        rows.iter().map(|row| (row[0].trim_matches('`').to_owned(), row[1].clone())).collect();
    assert_eq!(told, statuses);
}

#[test]
fn limits_are_those_of_the_code() {
    let api = read(API);
    for (source, constant, told) in [
        ("http/app.rs", "MOST_URI: usize = 8 * 1024;", "| address | 8 KiB |"),
        ("http/call.rs", "MOST_JSON: usize = 64 * 1024;", "64 KiB; batch 4 MiB; plan 8 MiB"),
        ("http/batch.rs", "MOST_BYTES: usize = 4 << 20;", "64 KiB; batch 4 MiB; plan 8 MiB"),
        ("http/plan.rs", "MOST_BYTES: usize = 8 << 20;", "64 KiB; batch 4 MiB; plan 8 MiB"),
        ("http/archive.rs", "MOST_PATHS: usize = 10_000;", "10 000 paths, form of 1 MiB"),
        ("http/archive.rs", "MOST_FORM: usize = 1 << 20;", "10 000 paths, form of 1 MiB"),
        ("store/survey.rs", "MOST_ENTRIES: usize = 1_000_000;", "1 000 000"),
        ("http/events.rs", "MOST_FOLDERS: usize = 32;", "| folders of a stream of events | 32 |"),
        ("http/events.rs", "HEARTBEAT: Duration = Duration::from_secs(15);", "every 15 s"),
        ("http/events.rs", "LIFETIME: Duration = Duration::from_mins(10);", "after 10 minutes"),
        ("store/fs/search.rs", "MOST_NAMES: usize = 5_000_000;", "beyond 5 000 000 names"),
        ("store/fs/search.rs", "MOST_WATCHED: usize = 16 * 1024;", "16 384 folders"),
        ("store/fs/search.rs", "SWEEPING: Duration = Duration::from_secs(30);", "up to 30 s later"),
        ("store/fs/live.rs", "GATHERING: Duration = Duration::from_millis(100);", "every 100 ms"),
        ("http/header/range.rs", "MOST_RANGES: usize = 16;", "16 parts"),
        ("http/header/range.rs", "MOST_OVERLAPPING: usize = 2;", "more than two that overlap"),
        ("http/representation/digests.rs", "LONGEST_PART: u64 = 8 << 20;", "parts up to 8 MiB"),
        ("http/listen.rs", "HEAD_TIMEOUT: Duration = Duration::from_secs(10);", "| head of a request | 10 s |"),
        ("http/listen.rs", "MOST_CONNECTIONS: usize = 4096;", "| connections | 4096 |"),
        ("auth/authenticator.rs", "SESSION_LIFETIME: Duration = Duration::from_hours(30 * 24);", "for 30\ndays"),
        ("auth/throttle.rs", "NonZeroU32::new(5)", "five failures in a minute"),
        ("uploads.rs", "LIFETIME: Duration = Duration::from_hours(7 * 24);", "\"upload_days\": 7"),
        ("uploads.rs", "REMEMBERED: Duration = Duration::from_hours(24);", "known for 24 hours"),
        ("uploads/begin.rs", "RESERVED: Duration = Duration::from_mins(10);", "for ten minutes after"),
        ("uploads/concatenate.rs", "Duration::from_hours(1);", "an hour later"),
        ("store/version.rs", "SETTLING: Duration = Duration::from_secs(2);", "left alone for 2 s"),
    ] {
        assert!(read(&format!("server/src/{source}")).contains(constant), "{source}: {constant}");
        assert!(api.contains(told), "{API} does not say “{told}”");
    }
    assert!(api.contains(&format!("| operations of a batch | {} |", Batch::MAX)));
    assert_eq!(PlanRequest::MAX, 10_000);
    assert!(api.contains("| files of a plan | 10 000 |"));
    assert!(
        api.contains(&format!(
            "| page of a listing, of search results | {} |",
            holdall_shared::ListingQuery::MAX_LIMIT
        ))
    );
    assert!(api.contains(&format!("| name | {} bytes |", holdall_shared::MAX_NAME_BYTES)));
}
