//! Every way to say a name to the server: addresses, parameters, forms, JSON, file names. What must hold for names is
//! tested through all of them.

use std::fs;

use data_encoding::BASE64;
use holdall_shared::{Deleted, FileVersions};
use percent_encoding::percent_decode_str;

use crate::support::{Answer, Connection, Fetch as _, Server, Setup, raw, tus};

/// What lies beside the upload folder and must never be told.
pub(crate) const SECRET: &str = "the secret outside";

/// How a name is written in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// As the text of an address.
    Address,
    /// As a JSON string.
    Json,
    /// As the quoted file name of a part of a form.
    FileName,
    /// In Base64, as a value of `Upload-Metadata`.
    Metadata,
}

/// Where the effect of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Realm {
    /// In the upload folder: what is no name is refused.
    Files,
    /// Elsewhere: the page's assets, words that are passed over. There an answer need not be a refusal.
    Other,
}

/// One request with room for a name: `NAME` in its target, its fields or its body. `VERSION`, `TRASHED`, `UPLOAD` (open) and
/// `REFUSED` (an upload too) stand for ids that exist.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Input {
    pub(crate) method: &'static str,
    pub(crate) target: &'static str,
    pub(crate) field: &'static str,
    pub(crate) body: &'static str,
    pub(crate) place: Place,
    pub(crate) realm: Realm,
}

const fn address(method: &'static str, target: &'static str, field: &'static str, body: &'static str) -> Input {
    Input { method, target, field, body, place: Place::Address, realm: Realm::Files }
}

const fn get(target: &'static str) -> Input {
    address("GET", target, "Accept: */*", "")
}

const fn json(target: &'static str, body: &'static str) -> Input {
    Input { method: "POST", target, field: JSON, body, place: Place::Json, realm: Realm::Files }
}

const fn form(place: Place, realm: Realm, body: &'static str) -> Input {
    Input { method: "POST", target: "/files/folder/", field: FORM, body, place, realm }
}

/// `NAME` is in a value of `Upload-Metadata`.
const fn upload(field: &'static str) -> Input {
    Input { method: "POST", target: "/api/uploads", field, body: "", place: Place::Metadata, realm: Realm::Files }
}

const fn elsewhere(target: &'static str, field: &'static str) -> Input {
    Input { method: "GET", target, field, body: "", place: Place::Address, realm: Realm::Other }
}

const JSON: &str = "Content-Type: application/json";
const FORM: &str = "Content-Type: multipart/form-data; boundary=XX";
const URLENCODED: &str = "Content-Type: application/x-www-form-urlencoded";
const ONE_PART: &str =
    "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"evil.txt\"\r\n\r\nevil\r\n--XX--\r\n";

/// All of them. A new route that takes a name gets its rows here.
pub(crate) const INPUTS: &[Input] = &[
    get("/files/NAME"),
    address("GET", "/files/NAME?inline", "Range: bytes=0-9", ""),
    address("HEAD", "/files/NAME", "Accept: */*", ""),
    address("GET", "/files/NAME", "Want-Repr-Digest: sha-256=1", ""),
    address("GET", "/files/NAME/", "Accept: text/html", ""),
    get("/files/NAME?version=VERSION"),
    get("/files/NAME?etag=x"),
    address("POST", "/files/NAME", "X-Note: create", "evil"),
    address("POST", "/files/NAME?parents", "X-Note: create", "evil"),
    address("POST", "/files/NAME?on-conflict=rename", "X-Note: create", "evil"),
    address("POST", "/files/NAME?on-conflict=replace&parents", "X-Note: create", "evil"),
    address("POST", "/files/NAME/", FORM, ONE_PART),
    address("POST", "/files/NAME/?parents", FORM, ONE_PART),
    address("PUT", "/files/NAME", "X-Note: update", "evil"),
    address("PUT", "/files/NAME", "If-None-Match: *", "evil"),
    address("PUT", "/files/NAME?parents", "If-None-Match: *", "evil"),
    address("DELETE", "/files/NAME", "X-Note: delete", ""),
    address("DELETE", "/files/NAME?permanent", "X-Note: delete", ""),
    get("/api/entries/NAME"),
    get("/api/entries/NAME?digest"),
    get("/api/count/NAME"),
    get("/api/folders/NAME"),
    address("POST", "/api/folders/NAME", "X-Note: make", ""),
    address("POST", "/api/folders/NAME?parents", "X-Note: make", ""),
    address("DELETE", "/api/folders/NAME", "X-Note: delete", ""),
    address("DELETE", "/api/folders/NAME?permanent", "X-Note: delete", ""),
    get("/api/versions/NAME"),
    address("POST", "/api/versions/NAME", JSON, r#"{"id":"VERSION"}"#),
    address("DELETE", "/api/versions/NAME", "X-Note: delete", ""),
    address("DELETE", "/api/versions/NAME?id=VERSION", "X-Note: delete", ""),
    get("/api/trash/NAME"),
    address("DELETE", "/api/trash/NAME", "X-Note: delete", ""),
    // In parameters and in the form of a selection.
    get("/files/inside.txt?version=NAME"),
    address("DELETE", "/api/versions/inside.txt?id=NAME", "X-Note: delete", ""),
    get("/api/search?q=txt&path=NAME"),
    get("/api/events?folder=NAME"),
    get("/api/events?folder=folder&folder=NAME"),
    get("/api/archive?path=NAME"),
    address("HEAD", "/api/archive?path=NAME", "Accept: */*", ""),
    get("/api/archive?path=inside.txt&path=NAME"),
    address("POST", "/api/archive", URLENCODED, "path=NAME"),
    address("POST", "/api/archive", URLENCODED, "path=folder&path=NAME"),
    // In JSON.
    json("/api/move", r#"{"from":NAME,"to":"new.txt"}"#),
    json("/api/move", r#"{"from":"inside.txt","to":NAME}"#),
    json("/api/move", r#"{"from":"inside.txt","to":NAME,"parents":true,"on_conflict":"replace"}"#),
    json("/api/copy", r#"{"from":NAME,"to":"new.txt"}"#),
    json("/api/copy", r#"{"from":"inside.txt","to":NAME}"#),
    json("/api/copy", r#"{"from":"folder","to":NAME,"parents":true,"on_conflict":"replace"}"#),
    json("/api/copy", r#"{"from":"inside.txt","to":NAME,"on_conflict":"rename"}"#),
    json("/api/restore", r#"{"id":NAME,"to":"new.txt"}"#),
    json("/api/restore", r#"{"id":"TRASHED","to":NAME}"#),
    json("/api/restore", r#"{"id":"TRASHED","to":NAME,"parents":true,"on_conflict":"rename"}"#),
    json("/api/versions/inside.txt", r#"{"id":NAME}"#),
    json("/api/batch", r#"{"operations":[{"op":"delete","path":NAME}]}"#),
    json("/api/batch", r#"{"operations":[{"op":"delete","path":NAME,"permanent":true}]}"#),
    json("/api/batch", r#"{"operations":[{"op":"move","from":NAME,"to":"new.txt"}]}"#),
    json("/api/batch", r#"{"operations":[{"op":"move","from":"inside.txt","to":NAME,"parents":true}]}"#),
    json("/api/batch", r#"{"operations":[{"op":"copy","from":NAME,"to":"new.txt"}]}"#),
    json("/api/batch", r#"{"operations":[{"op":"copy","from":"inside.txt","to":NAME,"parents":true}]}"#),
    json("/api/batch", r#"{"operations":[{"op":"make-folder","path":NAME,"parents":true}]}"#),
    json("/api/batch", r#"{"operations":[{"op":"restore","id":NAME,"to":"new.txt"}]}"#),
    json("/api/batch", r#"{"operations":[{"op":"restore","id":"TRASHED","to":NAME,"parents":true}]}"#),
    json("/api/batch", r#"{"operations":[{"op":"purge","id":NAME}]}"#),
    json("/api/uploads/REFUSED", r#"{"path":NAME}"#),
    json("/api/uploads/REFUSED", r#"{"path":NAME,"on_conflict":"replace"}"#),
    // In the metadata of an upload, which is whole at once here.
    upload("Tus-Resumable: 1.0.0\r\nUpload-Length: 0\r\nUpload-Metadata: path NAME"),
    upload("Tus-Resumable: 1.0.0\r\nUpload-Length: 0\r\nUpload-Metadata: path NAME,parents,on-conflict cmVwbGFjZQ=="),
    upload("Tus-Resumable: 1.0.0\r\nUpload-Length: 0\r\nUpload-Metadata: relativePath NAME"),
    upload("Tus-Resumable: 1.0.0\r\nUpload-Length: 0\r\nUpload-Metadata: filename NAME"),
    Input {
        method: "PATCH",
        target: "/api/uploads/NAME",
        field: "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream",
        body: "evil",
        place: Place::Address,
        realm: Realm::Files,
    },
    get("/api/uploads/NAME"),
    address("DELETE", "/api/uploads/NAME", "Tus-Resumable: 1.0.0", ""),
    json("/api/plan", r#"{"files":[{"path":NAME,"size":6}]}"#),
    // In a form of files: the two ways to write a file name, and the name of the field, which says nothing.
    form(
        Place::FileName,
        Realm::Files,
        "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"NAME\"\r\n\r\nevil\r\n--XX--\r\n",
    ),
    form(
        Place::Address,
        Realm::Files,
        "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename*=UTF-8''NAME\r\n\r\nevil\r\n--XX--\r\n",
    ),
    form(
        Place::FileName,
        Realm::Other,
        "--XX\r\nContent-Disposition: form-data; name=\"NAME\"; filename=\"by-field.txt\"\r\n\r\nx\r\n--XX--\r\n",
    ),
    // Where no user's file is: the page, its assets, the health of the server, fields that other programs heed.
    elsewhere("/NAME", "Accept: */*"),
    elsewhere("//NAME", "Accept: */*"),
    elsewhere("/browse/NAME", "Accept: text/html"),
    elsewhere("/trash/NAME", "Accept: */*"),
    elsewhere("/assets/NAME", "Accept: */*"),
    elsewhere("/healthz/NAME", "Accept: */*"),
    elsewhere("/readyz/NAME", "Accept: */*"),
    elsewhere("/problems/NAME", "Accept: */*"),
    elsewhere("/api/docs/NAME", "Accept: */*"),
    elsewhere("/api/NAME", "Accept: */*"),
    elsewhere("/file-list/NAME", "Accept: */*"),
    elsewhere("/healthz", "X-Original-URL: /files/NAME"),
    elsewhere("/healthz", "X-Rewrite-URL: /files/NAME"),
    elsewhere("/healthz", "X-Accel-Redirect: /NAME"),
    elsewhere("/healthz", "X-Sendfile: NAME"),
    Input {
        method: "MOVE",
        target: "/files/inside.txt",
        field: "Destination: http://localhost/files/NAME",
        body: "",
        place: Place::Address,
        realm: Realm::Other,
    },
];

/// A server with something of each kind that a name can mean, and a secret beside its folder.
pub(crate) struct Surface {
    pub(crate) server: Server,
    ids: Ids,
}

/// Of what is there.
struct Ids {
    version: String,
    trashed: String,
    upload: String,
    refused: String,
}

impl Surface {
    pub(crate) fn new() -> Self {
        Self::of(Setup::new())
    }

    pub(crate) fn of(setup: Setup) -> Self {
        fs::write(setup.beside("outside.txt"), SECRET).unwrap();
        let server = setup.start();
        server.create("/files/inside.txt", "before");
        server.put("/files/inside.txt").body("inside").fetch().expect(200);
        server.write("folder/inner.txt", "inner");
        server.create("/files/gone.txt", "gone");
        let deleted = server.delete("/files/gone.txt").header("Prefer", "return=representation").fetch().expect(200);
        let versions: FileVersions = server.get("/api/versions/inside.txt").fetch().expect(200).json();
        let id = |upload: &str| upload.rsplit('/').next().unwrap().to_owned();
        let (upload, refused) = (tus::begun(&server, "half.bin", 3), tus::begun(&server, "late.bin", 1));
        server.write("late.bin", "by somebody else");
        tus::patch(&server, &refused, 0, b"x").fetch().expect(422);
        let ids = Ids {
            version: versions.versions[0].id.clone(),
            trashed: deleted.json::<Deleted>().trashed.unwrap().id,
            upload: id(&upload),
            refused: id(&refused),
        };
        Self { server, ids }
    }

    /// The same with another server of the same folder.
    pub(crate) fn with_server(self, server: impl FnOnce(Server) -> Server) -> Self {
        let Self { server: old, ids } = self;
        Self { server: server(old), ids }
    }

    /// Sends the request as it is, with these fields and no credential of its own.
    pub(crate) fn send(&self, input: &Input, fields: &[&str]) -> Answer {
        let (target, field, body) = self.fill(input, "").unwrap();
        let mut request = format!("{} {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n", input.method, self.server.port);
        for field in fields.iter().copied().chain([field.as_str(), "Connection: close"]) {
            request.extend([field, "\r\n"]);
        }
        request.extend(["Content-Length: ", &body.len().to_string(), "\r\n\r\n"]);
        self.exchange(input, [request.into_bytes(), body].concat())
    }

    /// Sends the request with `name` in it, which is the text of an address; `None` where it cannot be said in that place.
    pub(crate) fn ask(&self, input: &Input, name: &str) -> Option<Answer> {
        let (target, field, body) = self.fill(input, name)?;
        let length = format!("Content-Length: {}", body.len());
        let mut request = Connection::head(input.method, &target, &[&field, &length, "Connection: close"]).into_bytes();
        request.extend(body);
        Some(self.exchange(input, request))
    }

    /// A stream of events, which has no end of its own, is left once its head is there.
    fn exchange(&self, input: &Input, request: Vec<u8>) -> Answer {
        if input.method != "HEAD" && !input.target.starts_with("/api/events") {
            return raw(&self.server, request);
        }
        let mut connection = Connection::open(&self.server);
        connection.send(request);
        let (status, headers) = connection.answer_head();
        let body = if input.method == "HEAD" || status == 200 { Vec::new() } else { connection.rest() };
        Answer { status, headers, body }
    }

    fn fill(&self, input: &Input, name: &str) -> Option<(String, String, Vec<u8>)> {
        let ids = |text: &str| {
            let text = text.replace("VERSION", &self.ids.version).replace("TRASHED", &self.ids.trashed);
            text.replace("UPLOAD", &self.ids.upload).replace("REFUSED", &self.ids.refused)
        };
        let (target, field, body) = (ids(input.target), ids(input.field), ids(input.body));
        if input.place == Place::Address {
            let fill = |text: String| text.replace("NAME", name);
            return Some((fill(target), fill(field), fill(body).into_bytes()));
        }
        if input.place == Place::Metadata {
            return Some((target, field.replace("NAME", &BASE64.encode(&decode(name)?)), body.into_bytes()));
        }
        let mut text = Vec::new();
        for byte in decode(name)? {
            match (input.place, byte) {
                (Place::Json, ..0x20) => text.extend(format!("\\u{byte:04x}").bytes()),
                (_, b'"' | b'\\') => text.extend([b'\\', byte]),
                _ => text.push(byte),
            }
        }
        if input.place == Place::Json {
            text.insert(0, b'"');
            text.push(b'"');
        }
        let Some((before, after)) = body.split_once("NAME") else { return Some((target, field, body.into_bytes())) };
        Some((target, field, [before.as_bytes(), &text, after.as_bytes()].concat()))
    }
}

/// The statuses that the answer tells: its own, or those of the results of a batch and of the problems of a plan.
pub(crate) fn statuses(answer: &Answer) -> Vec<u16> {
    match answer.headers.get("content-type") {
        Some(kind)
            if answer.status == 200 && kind == "application/json" && answer.text().starts_with("{\"results\"") =>
        {
            let results: holdall_shared::BatchResults = answer.json();
            results.results.iter().map(|result| result.status).collect()
        }
        Some(kind)
            if answer.status == 200 && kind == "application/json" && answer.text().starts_with("{\"verdicts\"") =>
        {
            let status = |verdict: holdall_shared::Verdict| match verdict {
                holdall_shared::Verdict::Impossible { problem } => problem.status,
                _ => 200,
            };
            answer.json::<holdall_shared::Plan>().verdicts.into_iter().map(status).collect()
        }
        _ => vec![answer.status],
    }
}

/// What the text of an address says; nothing, if its escapes are broken.
fn decode(name: &str) -> Option<Vec<u8>> {
    let mut escapes = name.split('%').skip(1);
    let is_whole =
        escapes.all(|rest| rest.as_bytes().get(..2).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)));
    is_whole.then(|| percent_decode_str(name).collect())
}
