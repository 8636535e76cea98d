//! Every route of the table, asked by everybody: what the table says is what each caller gets (security contract, authz
//! and CSRF). `table.rs` has the rows.

use reqwest::Method;

use crate::{
    session::{cookie, sign_in},
    support::{Answer, Fetch as _, Setup, TOKEN, holdall, run, snapshot},
    surface::{Surface, statuses},
    table::{JSON, Row, matrix},
};

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
        let own =
            ["trash", "versions", "uploads"].map(|place| snapshot(&surface.server.path(&format!(".holdall/{place}"))));
        own.into_iter().chain([snapshot(surface.server.setup().files())]).flatten().collect()
    }

    #[track_caller]
    fn check(&self, told: &str) {
        assert_eq!(Self::look(self.surface), self.before, "{told}");
    }
}

/// Routes that are answered with success, and then with a problem for each thing that is not allowed.
const SEVERAL: [&str; 2] = ["/api/batch", "/api/plan"];

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
            None | Some("List" | "Read") if !SEVERAL.contains(&row.pattern) => {
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
            None | Some("List" | "Read") if !SEVERAL.contains(&row.pattern) => {
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
    for (row, input) in matrix().into_iter().filter(|(row, _)| !["GET", "OPTIONS"].contains(&row.method)) {
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
