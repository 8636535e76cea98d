//! No request goes through a symbolic link, whatever its shape and whatever is asked (security contract, symlink).

use holdall_shared::{BatchResults, Plan, Verdict};
use reqwest::{
    Method,
    blocking::multipart::{Form, Part},
};
use serde_json::{Value, json};

use crate::{
    links::{SECRET, links, server_with_links, version},
    support::{Answer, Fetch as _, Server, files_below, snapshot, tus},
};

/// Everything that would have to follow `link`: what is asked of it as a file or folder, and of what seems to lie below.
fn ask_to_follow(server: &Server, link: &str) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    let (below, version) = (format!("{link}/secret.txt"), version(server));
    for (method, target) in [
        (Method::GET, format!("/files/{link}")),
        (Method::GET, format!("/files/{link}?inline")),
        (Method::GET, format!("/files/{link}/")),
        (Method::GET, format!("/files/{link}?version={version}")),
        (Method::HEAD, format!("/files/{link}")),
        (Method::GET, format!("/files/{below}")),
        (Method::HEAD, format!("/files/{below}")),
        (Method::POST, format!("/files/{link}")),
        (Method::POST, format!("/files/{link}/new.txt")),
        (Method::POST, format!("/files/{link}/new.txt?parents")),
        (Method::POST, format!("/files/{link}/a/new.txt?parents")),
        (Method::POST, format!("/files/{link}/new.txt?on-conflict=rename")),
        (Method::POST, format!("/files/{below}?on-conflict=replace")),
        (Method::PUT, format!("/files/{link}")),
        (Method::PUT, format!("/files/{below}")),
        (Method::DELETE, format!("/files/{below}")),
        (Method::DELETE, format!("/files/{below}?permanent")),
        (Method::GET, format!("/api/entries/{below}")),
        (Method::GET, format!("/api/entries/{below}?digest")),
        (Method::GET, format!("/api/count/{link}")),
        (Method::GET, format!("/api/count/{below}")),
        (Method::GET, format!("/api/folders/{link}")),
        (Method::GET, format!("/api/folders/{link}/deep")),
        (Method::POST, format!("/api/folders/{link}")),
        (Method::POST, format!("/api/folders/{link}/new")),
        (Method::POST, format!("/api/folders/{link}/a/new?parents")),
        (Method::DELETE, format!("/api/folders/{link}")),
        (Method::DELETE, format!("/api/folders/{link}?permanent")),
        (Method::DELETE, format!("/api/folders/{link}/deep")),
        (Method::GET, format!("/api/versions/{link}")),
        (Method::GET, format!("/api/versions/{below}")),
        (Method::GET, format!("/api/search?q=secret&path={link}")),
        (Method::GET, format!("/api/search?q=secret&path={below}")),
        (Method::GET, format!("/api/events?folder={link}")),
        (Method::GET, format!("/api/events?folder={below}")),
        (Method::GET, format!("/api/events?folder={link}/deep")),
        (Method::GET, format!("/api/archive?path={below}")),
        (Method::GET, format!("/api/archive?path=folder&path={below}")),
        (Method::HEAD, format!("/api/archive?path={below}")),
    ] {
        let answer = server.request(method.clone(), &target).fetch();
        answers.push((format!("{method} {target}"), answer));
    }
    for (path, on_conflict) in
        [(format!("{link}/new.bin"), "fail"), (format!("{link}/a/new.bin"), "rename"), (below.clone(), "replace")]
    {
        let answer = tus::begin(server, &[("path", &path), ("parents", ""), ("on-conflict", on_conflict)], 0);
        answers.push((format!("an upload to {path}, {on_conflict}"), answer));
    }
    let create = server.put(&format!("/files/{link}/new.txt")).header("If-None-Match", "*").body("evil").fetch();
    answers.push((format!("PUT {link}/new.txt, if there is none"), create));
    let form = Form::new().part("f", Part::bytes(b"evil".to_vec()).file_name("new.txt"));
    answers.push((format!("a form to {link}"), server.post(&format!("/files/{link}/")).multipart(form).fetch()));
    for (target, body) in [
        ("/api/move", json!({"from": below, "to": "taken-out.txt"})),
        ("/api/move", json!({"from": "inside.txt", "to": format!("{link}/put-in.txt")})),
        ("/api/move", json!({"from": "inside.txt", "to": format!("{link}/a/put-in.txt"), "parents": true})),
        ("/api/move", json!({"from": "inside.txt", "to": below, "on_conflict": "replace"})),
        ("/api/move", json!({"from": "folder", "to": link})),
        ("/api/move", json!({"from": "folder", "to": link, "on_conflict": "replace"})),
        ("/api/copy", json!({"from": below, "to": "taken-out.txt"})),
        ("/api/copy", json!({"from": "inside.txt", "to": format!("{link}/put-in.txt")})),
        ("/api/copy", json!({"from": "folder", "to": format!("{link}/a/put-in"), "parents": true})),
        ("/api/copy", json!({"from": "inside.txt", "to": below, "on_conflict": "replace"})),
        ("/api/copy", json!({"from": "folder", "to": link, "on_conflict": "replace"})),
        (&*format!("/api/versions/{link}"), json!({"id": version})),
    ] {
        let answer = server.post(target).json(&body).fetch();
        answers.push((format!("{target} {body}"), answer));
    }
    answers
}

/// The same as operations of one batch.
fn batch_to_follow(link: &str) -> Vec<Value> {
    let below = format!("{link}/secret.txt");
    vec![
        json!({"op": "delete", "path": below}),
        json!({"op": "delete", "path": below, "permanent": true}),
        json!({"op": "move", "from": below, "to": "taken-out.txt"}),
        json!({"op": "move", "from": "inside.txt", "to": below, "on_conflict": "replace"}),
        json!({"op": "copy", "from": below, "to": "taken-out.txt"}),
        json!({"op": "copy", "from": "folder", "to": format!("{link}/new"), "parents": true}),
        json!({"op": "make-folder", "path": format!("{link}/new")}),
        json!({"op": "make-folder", "path": format!("{link}/a/new"), "parents": true}),
    ]
}

#[test]
fn no_link_is_followed_by_any_request() {
    let server = server_with_links();
    let home = server.setup().files().parent().unwrap();
    let before = snapshot(home);
    let kept =
        || files_below(&server.path(".holdall/trash")).len() + files_below(&server.path(".holdall/versions")).len();
    let kept_before = kept();
    for link in links() {
        for (request, answer) in ask_to_follow(&server, link) {
            assert!([404, 409].contains(&answer.status), "{request}: {} {}", answer.status, answer.text());
            assert!(!answer.text().contains(SECRET), "{request}");
        }
        let batch = server.post("/api/batch").json(&json!({"operations": batch_to_follow(link)})).fetch().expect(200);
        for (operation, result) in batch_to_follow(link).iter().zip(batch.json::<BatchResults>().results) {
            assert!([404, 409].contains(&result.status), "{operation}: {result:?}");
        }
        let files = [link, &format!("{link}/secret.txt"), &format!("{link}/a/new.txt")];
        let files: Vec<Value> = files.iter().map(|path| json!({"path": path, "size": 6})).collect();
        let plan = server.post("/api/plan").json(&json!({ "files": files })).fetch().expect(200).json::<Plan>();
        for (file, verdict) in files.iter().zip(plan.verdicts) {
            assert!(
                matches!(&verdict, Verdict::Impossible { problem } if problem.status == 409),
                "{file}: {verdict:?}"
            );
        }
        assert_eq!(snapshot(home), before, "{link}");
        assert_eq!(kept(), kept_before, "{link}");
    }
}
