//! Every route of the table, asked by everybody: what the table says is what each caller gets (security contract, authz
//! and CSRF). The table is read from its source, so that a route without a row here fails.

use reqwest::Method;

use crate::{
    session::{cookie, sign_in},
    support::{Answer, Fetch as _, Setup, TOKEN, holdall, run, snapshot},
    surface::{Input, Place, Realm, Surface, statuses},
};

/// The table of routes itself.
const TABLE: &str = include_str!("../../src/http/routes.rs");

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) method: &'static str,
    pub(crate) pattern: &'static str,
    /// What it needs; nothing: it is public.
    needs: Option<&'static str>,
}

/// `GET "/files{path:(/.*)?}" Needs(Read) => …`, line by line.
fn rows() -> Vec<Row> {
    let rows: Vec<Row> = TABLE
        .lines()
        .filter_map(|line| {
            let (method, rest) = line.trim().split_once(" \"")?;
            let (pattern, rest) = rest.split_once("\" ")?;
            let (access, _) = rest.split_once(" => ")?;
            let needs = access.strip_prefix("Needs(").and_then(|needs| needs.strip_suffix(')'));
            assert!(needs.is_some() || access == "Public", "{line}");
            Some(Row { method, pattern, needs })
        })
        .collect();
    assert!(rows.len() >= 32, "the table is read wrongly: {rows:?}");
    rows
}

const NONE: &str = "X-Note: none";
const JSON: &str = "Content-Type: application/json";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const TOKEN_BODY: &str = r#"{"credential":"0123456789abcdef-owner"}"#;

/// For each row of the table a request that its owner is answered with success: pattern, method, target, field, body.
const SAMPLES: &[(&str, &str, &str, &str, &str)] = &[
    ("/files{path:(/.*)?}", "GET", "/files/inside.txt", NONE, ""),
    ("/files{path:(/.*)?}", "POST", "/files/new.txt", NONE, "x"),
    ("/files{path:(/.*)?}", "PUT", "/files/inside.txt", NONE, "x"),
    ("/files{path:(/.*)?}", "DELETE", "/files/inside.txt", NONE, ""),
    ("/file-list", "GET", "/file-list", NONE, ""),
    ("/api/entries{path:(/.*)?}", "GET", "/api/entries/inside.txt", NONE, ""),
    ("/api/folders{path:(/.*)?}", "GET", "/api/folders/folder", NONE, ""),
    ("/api/folders{path:(/.*)?}", "POST", "/api/folders/new", NONE, ""),
    ("/api/folders{path:(/.*)?}", "DELETE", "/api/folders/folder", NONE, ""),
    ("/api/move", "POST", "/api/move", JSON, r#"{"from":"inside.txt","to":"new.txt"}"#),
    ("/api/copy", "POST", "/api/copy", JSON, r#"{"from":"inside.txt","to":"new.txt"}"#),
    ("/api/batch", "POST", "/api/batch", JSON, r#"{"operations":[{"op":"delete","path":"inside.txt"}]}"#),
    ("/api/archive", "GET", "/api/archive?path=folder", NONE, ""),
    ("/api/archive", "POST", "/api/archive", FORM, "path=folder"),
    ("/api/trash", "GET", "/api/trash", NONE, ""),
    ("/api/trash", "DELETE", "/api/trash", NONE, ""),
    ("/api/trash/{id}", "GET", "/api/trash/TRASHED", NONE, ""),
    ("/api/trash/{id}", "DELETE", "/api/trash/TRASHED", NONE, ""),
    ("/api/restore", "POST", "/api/restore", JSON, r#"{"id":"TRASHED"}"#),
    ("/api/versions{path:(/.*)?}", "GET", "/api/versions/inside.txt", NONE, ""),
    ("/api/versions{path:(/.*)?}", "POST", "/api/versions/inside.txt", JSON, r#"{"id":"VERSION"}"#),
    ("/api/versions{path:(/.*)?}", "DELETE", "/api/versions/inside.txt?id=VERSION", NONE, ""),
    ("/api/session", "GET", "/api/session", NONE, ""),
    ("/api/session", "POST", "/api/session", JSON, TOKEN_BODY),
    ("/api/session", "DELETE", "/api/session", NONE, ""),
    ("/api/limits", "GET", "/api/limits", NONE, ""),
    ("/api/openapi.json", "GET", "/api/openapi.json", NONE, ""),
    ("/api/docs", "GET", "/api/docs", NONE, ""),
    ("/api/docs.css", "GET", "/api/docs.css", NONE, ""),
    ("/problems", "GET", "/problems", NONE, ""),
    ("/problems/{kind}", "GET", "/problems/not-found", NONE, ""),
    ("/healthz", "GET", "/healthz", NONE, ""),
    ("/readyz", "GET", "/readyz", NONE, ""),
    ("/", "GET", "/", NONE, ""),
    ("/index.html", "GET", "/index.html", NONE, ""),
    ("/browse{path:(/.*)?}", "GET", "/browse/folder", NONE, ""),
    ("/trash", "GET", "/trash", NONE, ""),
];

/// Each row with its sample.
pub(crate) fn matrix() -> Vec<(Row, Input)> {
    let input = |row: &Row| {
        let sample = SAMPLES.iter().find(|sample| (sample.0, sample.1) == (row.pattern, row.method));
        let (_, method, target, field, body) = *sample.unwrap_or_else(|| panic!("no sample for {row:?}"));
        Input { method, target, field, body, place: Place::Json, realm: Realm::Files }
    };
    rows().into_iter().map(|row| (row, input(&row))).collect()
}

fn owner() -> String {
    format!("Authorization: Bearer {TOKEN}")
}

fn told(row: Row, answer: &Answer) -> String {
    format!("{} {}: {} {}", row.method, row.pattern, answer.status, answer.text())
}

/// The page is not built into every binary that is tested.
fn is_success(answer: &Answer) -> bool {
    let statuses = statuses(answer);
    let is_page = answer.status == 503 && answer.text().contains("/problems/no-page");
    is_page || statuses.iter().all(|status| (200..400).contains(status))
}

/// Nothing of the surface may have changed.
struct Unchanged<'a> {
    surface: &'a Surface,
    before: Vec<(String, crate::support::Node)>,
}

impl<'a> Unchanged<'a> {
    fn of(surface: &'a Surface) -> Self {
        Self { surface, before: Self::look(surface) }
    }

    /// Files, folders, the trash and the versions.
    fn look(surface: &Surface) -> Vec<(String, crate::support::Node)> {
        let own = ["trash", "versions"].map(|place| snapshot(&surface.server.path(&format!(".holdall/{place}"))));
        own.into_iter().chain([snapshot(surface.server.setup().files())]).flatten().collect()
    }

    #[track_caller]
    fn check(&self, told: &str) {
        assert_eq!(Self::look(self.surface), self.before, "{told}");
    }
}

#[test]
fn the_samples_the_table_and_the_description_are_of_the_same_routes() {
    let mut table: Vec<(&str, &str)> = rows().iter().map(|row| (row.pattern, row.method)).collect();
    let mut samples: Vec<(&str, &str)> = SAMPLES.iter().map(|sample| (sample.0, sample.1)).collect();
    table.sort_unstable();
    samples.sort_unstable();
    assert_eq!(samples, table);
    let surface = Surface::new();
    let description: serde_json::Value = surface.server.get("/api/openapi.json").fetch().expect(200).json();
    let paths = description["paths"].as_object().unwrap();
    let mut described = 0;
    for (path, operations) in paths {
        for method in operations.as_object().unwrap().keys().filter(|method| *method != "parameters") {
            let method = method.to_uppercase();
            let is_row = |row: &(&str, &str)| row.1 == method && normal(row.0) == normal(path);
            // HEAD is answered wherever GET is.
            assert!(method == "HEAD" || table.iter().any(is_row), "{method} {path} is described and not in the table");
            described += usize::from(method != "HEAD");
        }
    }
    assert!(described > 20, "{described}");
}

/// A pattern and a path of the description alike: `/files`.
fn normal(pattern: &str) -> String {
    pattern.replace("{path:(/.*)?}", "").replace("/{path}", "").trim_end_matches('/').to_owned()
}

#[test]
fn every_route_answers_its_owner() {
    for (row, input) in matrix() {
        let surface = Surface::new();
        let answer = surface.send(&input, &[&owner()]);
        assert!(is_success(&answer), "{}", told(row, &answer));
    }
}

#[test]
fn what_is_not_public_is_nobodys_without_a_credential_that_works() {
    let surface = Surface::new();
    let unchanged = Unchanged::of(&surface);
    let revoked = revoked_token(&surface);
    let ended = cookie(&sign_in(&surface.server, TOKEN).expect(200));
    surface.server.guest(Method::DELETE, "/api/session").header("Cookie", &ended).fetch().expect(204);
    let callers = [
        vec![],
        vec!["Authorization: Bearer garbage-of-some-length".to_owned()],
        vec!["Authorization: Basic b3duZXI6MDEyMzQ1Njc4OWFiY2RlZi1vd25lcg==".to_owned()],
        vec![format!("Authorization: Bearer {revoked}")],
        vec![format!("Cookie: {ended}")],
        vec![format!("Cookie: sid-{}=garbage", surface.server.port)],
        vec![format!("Authorization: Bearer {}", surface.server.code)],
        vec![format!("X-Authorization: Bearer {TOKEN}"), format!("X-Token: {TOKEN}")],
    ];
    for (row, input) in matrix() {
        for fields in &callers {
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            let answer = surface.send(&input, &fields);
            if row.needs.is_some() {
                assert_eq!(answer.status, 401, "{fields:?} {}", told(row, &answer));
                assert!(answer.field("www-authenticate").starts_with("Bearer"), "{fields:?} {}", told(row, &answer));
            } else {
                // A credential that does not work is said to be wrong there too.
                assert!(is_success(&answer) || answer.status == 401, "{fields:?} {}", told(row, &answer));
            }
            unchanged.check(&format!("{fields:?} {}", told(row, &answer)));
        }
    }
}

/// A token that worked once.
fn revoked_token(surface: &Surface) -> String {
    let command = |args: &[&str]| run(holdall().args(args).arg("--dir").arg(surface.server.setup().files()));
    let printed = String::from_utf8(command(&["token", "new"]).stdout).unwrap();
    let token = printed.split_whitespace().find(|word| word.starts_with("hd1_")).unwrap().to_owned();
    surface.server.guest(Method::GET, "/file-list").bearer_auth(&token).fetch().expect(200);
    assert!(command(&["token", "revoke", token.split('_').nth(1).unwrap()]).status.success());
    token
}

#[test]
fn a_guest_of_a_public_server_reads_and_nothing_else() {
    let surface = Surface::of(Setup::new().args(["--public-read"]));
    let unchanged = Unchanged::of(&surface);
    for (row, input) in matrix() {
        let answer = surface.send(&input, &[]);
        match row.needs {
            None | Some("List" | "Read") if row.pattern != "/api/batch" => {
                assert!(is_success(&answer), "{}", told(row, &answer));
            }
            _ => assert_eq!(statuses(&answer), [401], "{}", told(row, &answer)),
        }
        unchanged.check(&told(row, &answer));
    }
}

#[test]
fn a_read_only_server_takes_no_change_of_anybody() {
    let surface = Surface::new();
    let setup = surface.server.setup().clone();
    let surface = surface.with_server(|server| {
        drop(server);
        setup.args(["--read-only"]).start()
    });
    let unchanged = Unchanged::of(&surface);
    for (row, input) in matrix() {
        let answer = surface.send(&input, &[&owner()]);
        match row.needs {
            None | Some("List" | "Read") if row.pattern != "/api/batch" => {
                assert!(is_success(&answer), "{}", told(row, &answer));
            }
            _ => assert_eq!(statuses(&answer), [403], "{}", told(row, &answer)),
        }
        unchanged.check(&told(row, &answer));
    }
}

#[test]
fn no_change_is_made_for_another_site_by_any_route() {
    let surface = Surface::new();
    let cookie = format!("Cookie: {}", cookie(&sign_in(&surface.server, TOKEN).expect(200)));
    let unchanged = Unchanged::of(&surface);
    let port = format!("Origin: http://127.0.0.1:{}", surface.server.port ^ 1);
    let mut changes = 0;
    for (row, input) in matrix().into_iter().filter(|(row, _)| row.method != "GET") {
        for fields in [
            vec!["Sec-Fetch-Site: cross-site"],
            vec!["Sec-Fetch-Site: same-site"],
            vec!["Sec-Fetch-Site: cross-site", "Origin: null"],
            vec!["Sec-Fetch-Site: something-new"],
            vec!["Origin: http://evil.example"],
            vec!["Origin: http://127.0.0.1.evil.example"],
            vec![port.as_str()],
            vec!["Origin: null"],
            vec!["Origin: garbage"],
        ] {
            let fields: Vec<&str> = [cookie.as_str()].into_iter().chain(fields).collect();
            let answer = surface.send(&input, &fields);
            assert_eq!(answer.status, 403, "{fields:?} {}", told(row, &answer));
            assert!(answer.text().contains("/problems/cross-origin"), "{}", told(row, &answer));
            assert_eq!(answer.header("set-cookie"), None, "{}", told(row, &answer));
            unchanged.check(&told(row, &answer));
        }
        changes += 1;
    }
    assert!(changes >= 16, "{changes}");
    let list = surface.server.guest(Method::GET, "/file-list").header("Cookie", cookie.trim_start_matches("Cookie: "));
    list.fetch().expect(200);
}

#[test]
fn no_answer_is_readable_by_another_site() {
    let surface = Surface::new();
    let cookie = format!("Cookie: {}", cookie(&sign_in(&surface.server, TOKEN).expect(200)));
    for (row, mut input) in matrix() {
        for method in [input.method, "OPTIONS"] {
            input.method = method;
            let fields = ["Origin: http://evil.example", "Access-Control-Request-Method: PUT", cookie.as_str()];
            let answer = surface.send(&input, &fields);
            let open = answer.headers.keys().find(|name| name.as_str().starts_with("access-control-"));
            assert_eq!(open, None, "{}", told(row, &answer));
        }
    }
}

/// What a form of another site can send without being asked first is no JSON.
#[test]
fn json_is_taken_as_json_only() {
    let surface = Surface::new();
    let unchanged = Unchanged::of(&surface);
    for (row, mut input) in matrix().into_iter().filter(|(_, input)| input.field == JSON) {
        for field in [
            "Content-Type: text/plain",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: multipart/form-data; boundary=XX",
            "Content-Type: text/plain; application/json",
            "X-Note: no type",
        ] {
            input.field = field;
            let answer = surface.send(&input, &[&owner()]);
            assert_eq!(answer.status, 415, "{field} {}", told(row, &answer));
            unchanged.check(&told(row, &answer));
        }
    }
}
