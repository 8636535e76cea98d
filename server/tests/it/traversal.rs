//! No name in any place leaves the upload folder or reaches Holdall's own (security contract, traversal).

use std::{fs, path::Path};

use crate::{
    support::{Answer, Connection, Fetch as _, Setup, files_below, raw, snapshot},
    surface::{INPUTS, Input, Realm, SECRET, Surface, statuses},
    trace::{Trace, outside, skip},
};

/// Addresses that name nothing: each must be refused, whatever is asked of it.
const WAYS_OUT: [&str; 40] = [
    "..",
    "../",
    "../outside.txt",
    "../../../../../../etc/passwd",
    "..%2foutside.txt",
    "..%2Foutside.txt",
    "%2e%2e/outside.txt",
    "%2E%2E/outside.txt",
    ".%2e/outside.txt",
    "%2e%2e%2foutside.txt",
    "..%5coutside.txt",
    "..\\outside.txt",
    "folder\\..\\..\\outside.txt",
    "..%c0%afoutside.txt",
    "%c0%ae%c0%ae/outside.txt",
    "..%00/outside.txt",
    "inside.txt%00.png",
    "folder/../../outside.txt",
    "folder/../inside.txt",
    "folder/%2e%2e/%2e%2e/outside.txt",
    "folder/./inner.txt",
    "./inside.txt",
    ".",
    "%2e",
    "/etc/passwd",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "C:%5cwindows",
    "%5c%5chost%5cshare",
    "....//outside.txt",
    "folder//inner.txt",
    "%ff",
    "%",
    "%2",
    "%u002e%u002e/outside.txt",
    ".holdall",
    ".holdall/",
    ".holdall/lock",
    "%2eholdall/tmp",
    ".%68oldall%2flock",
];

/// Addresses that look like ways out and are plain names of the upload folder.
const PLAIN_NAMES: [&str; 6] =
    ["%252e%252e", "%252e%252e%252foutside.txt", "..%3b", "%25c0%25ae", "...", "%EF%BC%8E%EF%BC%8E"];

fn home(surface: &Surface) -> &Path {
    surface.server.setup().files().parent().unwrap()
}

#[track_caller]
fn assert_tells_nothing(surface: &Surface, told: &str, answer: &Answer) {
    let text = answer.text();
    let is_without_page = answer.status == 503 && text.contains("/problems/no-page");
    assert!(answer.status < 500 || is_without_page, "{told}: {} {text}", answer.status);
    assert!(!text.contains(SECRET) && !text.contains("root:"), "{told}: {text}");
    let home = home(surface).display().to_string();
    assert!(!text.contains(&home), "{told}: a path of the server: {text}");
}

/// Asks every input for `way`, which must be refused wherever it means a file.
fn assert_refused(surface: &Surface, way: &str) {
    for input in INPUTS {
        let Some(answer) = surface.ask(input, way) else { continue };
        let told = told(input, way);
        assert_tells_nothing(surface, &told, &answer);
        if input.realm == Realm::Files {
            let statuses = statuses(&answer);
            assert!(
                statuses.iter().all(|status| (400..500).contains(status)),
                "{told}: {statuses:?} {}",
                answer.text()
            );
        }
    }
}

fn told(input: &Input, way: &str) -> String {
    format!("{} {} {} with {way:?}", input.method, input.target, input.body)
}

/// What is kept in the trash and of versions.
fn kept(surface: &Surface) -> [usize; 2] {
    ["trash", "versions"].map(|place| files_below(&surface.server.path(&format!(".holdall/{place}"))).len())
}

/// The whole of what a caller may touch: a server that is watched, asked by `ask`.
fn watched(test: &str, surface: &Surface, ask: impl FnOnce()) {
    let trace = match Trace::of(&surface.server) {
        Ok(trace) => Some(trace),
        Err(why) => {
            skip(test, &format!("only the contents are compared: {why}"));
            None
        }
    };
    ask();
    let Some(trace) = trace else { return };
    assert_eq!(surface.server.get("/files/folder/inner.txt").fetch().expect(200).text(), "inner");
    let lines = trace.finish();
    assert!(lines.iter().any(|line| line.contains("/folder/inner.txt>")), "the trace saw nothing");
    let outside = outside(&lines, &[surface.server.setup().files()]);
    assert!(outside.is_empty(), "{outside:#?}");
}

#[test]
fn no_name_leaves_the_upload_folder_by_any_input() {
    let surface = Surface::new();
    watched("no_name_leaves_the_upload_folder", &surface, || {
        let before = snapshot(home(&surface));
        let kept_before = kept(&surface);
        for way in WAYS_OUT {
            assert_refused(&surface, way);
            let mut now = snapshot(home(&surface));
            // The name of a field of a form says nothing: the file is made under its own.
            if now.remove("files/folder/by-field.txt").is_some() {
                fs::remove_file(surface.server.path("folder/by-field.txt")).unwrap();
            }
            assert_eq!(now, before, "{way}");
            assert_eq!(kept(&surface), kept_before, "{way}");
        }
    });
    surface.server.create("/files/still-works.txt", "x");
}

#[test]
fn an_escaped_escape_is_a_plain_name() {
    let surface = Surface::new();
    for way in PLAIN_NAMES {
        let created = ask_without_effect_outside(&surface, way);
        assert!(created > 0 || way == "...", "{way} can be made");
    }
}

/// Whatever is made of `way`, it is made inside. How often something was made.
fn ask_without_effect_outside(surface: &Surface, way: &str) -> usize {
    let mut created = 0;
    for input in INPUTS.iter().filter(|input| !input.body.contains("by-field")) {
        if let Some(answer) = surface.ask(input, way) {
            assert_tells_nothing(surface, &told(input, way), &answer);
            created += usize::from(answer.status == 201 && input.realm == Realm::Files);
        }
    }
    let mut beside: Vec<_> = fs::read_dir(home(surface)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    beside.sort();
    assert_eq!(beside, ["files", "outside.txt"], "{way}");
    assert_eq!(fs::read_to_string(home(surface).join("outside.txt")).unwrap(), SECRET, "{way}");
    let own: Vec<_> = fs::read_dir(surface.server.path(".holdall")).unwrap().flatten().collect();
    assert!(own.iter().all(|entry| entry.file_name() != "outside.txt" && entry.file_name() != "evil.txt"), "{way}");
    created
}

/// Spellings of "up", of separators, and of what may be worth going to.
const UP: [&str; 10] =
    ["..", "%2e%2e", "%2E.", "%252e%252e", "%c0%ae%c0%ae", "%ef%bc%8e%ef%bc%8e", "..%00", "..;", "....", ".%09."];
const SEPARATORS: [&str; 8] = ["/", "%2f", "\\", "%5C", "%252f", "%c0%af", "//", "/./"];
const TARGETS: [&str; 4] = ["outside.txt", "etc/passwd", "files/.holdall/lock", "proc/self/environ"];

/// All combinations, each once.
fn generated() -> Vec<String> {
    let mut ways = Vec::new();
    for up in UP {
        for separator in SEPARATORS {
            for depth in [1, 2, 9] {
                for target in TARGETS {
                    let target = target.replace('/', separator);
                    let climb = [up, separator].concat().repeat(depth);
                    ways.push(format!("{climb}{target}"));
                    if depth == 2 {
                        ways.push(format!("folder{separator}{climb}{target}"));
                        ways.push(format!("{separator}{climb}{target}"));
                    }
                }
            }
        }
    }
    ways.sort();
    ways.dedup();
    ways
}

#[test]
fn no_generated_name_leaves_the_upload_folder() {
    let ways = generated();
    assert!(ways.len() > 1000, "{}", ways.len());
    // All of them take minutes: `make soak`.
    let count: usize = std::env::var("HOLDALL_TRAVERSALS").map_or(24, |count| count.parse().unwrap());
    let step = ways.len().div_ceil(count).max(1);
    let surface = Surface::new();
    watched("no_generated_name_leaves_the_upload_folder", &surface, || {
        for way in ways.iter().step_by(step) {
            ask_without_effect_outside(&surface, way);
            surface.server.write("inside.txt", "inside");
            surface.server.write("folder/inner.txt", "inner");
        }
    });
}

#[test]
fn no_page_address_leaves_the_folder_of_the_page() {
    let setup = Setup::new();
    let page = setup.beside("page");
    fs::create_dir(&page).unwrap();
    fs::write(page.join("index.html"), "<!doctype html><title>page</title>").unwrap();
    fs::write(setup.beside("outside.txt"), SECRET).unwrap();
    let server = setup.args(["--static-dir".as_ref(), page.as_os_str()]).start();
    server.write("inside.txt", SECRET);
    for way in WAYS_OUT.into_iter().chain(PLAIN_NAMES).chain(["files/inside.txt", "../files/inside.txt"]) {
        for prefix in ["/", "/browse/", "/trash/", "/problems/", "/healthz/", "/assets/", "//"] {
            let target = format!("{prefix}{way}");
            if target == "/files/inside.txt" {
                continue;
            }
            let request = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            let answer = raw(&server, request);
            assert!(answer.status < 500, "{target}: {}", answer.status);
            assert!(!answer.text().contains(SECRET) && !answer.text().contains("root:"), "{target}: {}", answer.text());
        }
    }
}

#[test]
fn an_address_of_another_form_is_no_way_out() {
    let surface = Surface::new();
    for target in [
        "http://localhost/files/../outside.txt",
        "http://localhost/../outside.txt",
        "file:///etc/passwd",
        "files/inside.txt",
        "*",
        "localhost:80",
        "/files/#/../../outside.txt",
        "/files;/../outside.txt",
        "/files/..;/outside.txt",
        "/FILES/../outside.txt",
        "/files/?/../../outside.txt",
        "/./files/inside.txt/../../../outside.txt",
    ] {
        let answer = raw(&surface.server, Connection::head("GET", target, &["Connection: close"]));
        assert_tells_nothing(&surface, target, &answer);
        assert!(answer.status >= 400, "{target}: {} {}", answer.status, answer.text());
    }
}
