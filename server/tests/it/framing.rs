//! Framing that two programs could read in two ways, through every route and behind nginx (security contract, smuggling;
//! row 49). `smuggling.rs` has the cases of one route in detail.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

use crate::{
    support::{Connection, Fetch as _, Server, TOKEN, eventually, free_port, snapshot},
    trace::skip,
};

/// Every route, by a request that would change something or tell something.
const ROUTES: [(&str, &str); 17] = [
    ("GET", "/files/a.txt"),
    ("POST", "/files/new.txt"),
    ("PUT", "/files/a.txt"),
    ("DELETE", "/files/a.txt"),
    ("POST", "/files/folder/"),
    ("GET", "/file-list"),
    ("POST", "/api/folders/new"),
    ("DELETE", "/api/folders/folder"),
    ("POST", "/api/move"),
    ("POST", "/api/copy"),
    ("POST", "/api/batch"),
    ("POST", "/api/plan"),
    ("POST", "/api/archive"),
    ("POST", "/api/restore"),
    ("DELETE", "/api/trash"),
    ("POST", "/api/versions/a.txt"),
    ("POST", "/api/session"),
];

/// Fields and a body that no two programs must read in two ways.
fn odd(hidden: &str) -> Vec<(&'static str, String, String)> {
    let length = format!("Content-Length: {}", hidden.len() + 5);
    let chunked = "Transfer-Encoding: chunked";
    let end = format!("0\r\n\r\n{hidden}");
    let both = |other: &str| format!("{length}\r\n{other}");
    vec![
        ("length and chunks", both(chunked), end.clone()),
        ("chunks and length", format!("{chunked}\r\n{length}"), end.clone()),
        ("two lengths", both("Content-Length: 0"), end.clone()),
        ("lengths in a list", "Content-Length: 0, 300".to_owned(), end.clone()),
        ("a signed length", "Content-Length: +5".to_owned(), end.clone()),
        ("chunked is not last", "Transfer-Encoding: chunked, identity".to_owned(), end.clone()),
        ("chunked and more", "Transfer-Encoding: gzip, chunked".to_owned(), end.clone()),
        ("chunked twice", format!("{chunked}\r\n{chunked}"), end.clone()),
        ("an unknown coding", "Transfer-Encoding: xchunked".to_owned(), end.clone()),
        ("a quoted coding", "Transfer-Encoding: \"chunked\"".to_owned(), end.clone()),
        ("a parameter", "Transfer-Encoding: chunked;q=1".to_owned(), end.clone()),
        ("a space before the colon", "Transfer-Encoding : chunked".to_owned(), end.clone()),
        ("a folded field", "Transfer-Encoding:\r\n chunked".to_owned(), end.clone()),
        ("a vertical tab", "Transfer-Encoding: \u{b}chunked".to_owned(), end.clone()),
        ("a bad chunk", chunked.to_owned(), format!("zz\r\n{hidden}")),
        ("a chunk too long", chunked.to_owned(), format!("3\r\nabcd\r\n{end}")),
        ("an endless chunk", chunked.to_owned(), format!("fffffffffffffffff\r\nx\r\n{end}")),
        ("a bare line feed", chunked.to_owned(), format!("3\nabc\n0\n\n{hidden}")),
        ("a negative chunk", chunked.to_owned(), format!("-3\r\nabc\r\n{end}")),
    ]
}

/// Sends bytes, ends, and reads what comes; nothing where the way was cut.
fn exchange(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let _ = stream.write_all(request.as_bytes());
    let _ = stream.shutdown(Shutdown::Write);
    read(stream)
}

/// The same without an end of ours, which nginx takes for a client that went away. Where it waits for more, so do we for
/// a moment.
fn exchange_open(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let _ = stream.write_all(request.as_bytes());
    read(stream)
}

fn read(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn server_with_victim() -> Server {
    let server = Server::start();
    for name in ["a.txt", "victim.txt", "folder/b.txt"] {
        server.write(name, "still here");
    }
    server
}

fn hidden() -> String {
    Connection::head("DELETE", "/files/victim.txt", &["Content-Length: 0"])
}

#[test]
fn odd_framing_is_refused_by_every_route_and_hides_no_request() {
    let server = server_with_victim();
    let before = snapshot(server.setup().files());
    let (bodies, heads): (Vec<_>, Vec<_>) =
        odd(&hidden()).into_iter().partition(|(_, fields, _)| fields == "Transfer-Encoding: chunked");
    // A body that nobody reads may turn out to be odd when its request is done already: those come last.
    for odd in [heads, bodies] {
        for ((method, target), (told, fields, body)) in
            ROUTES.iter().flat_map(|route| odd.iter().map(move |odd| (route, odd)))
        {
            let text = exchange(server.port, &(Connection::head(method, target, &[fields]) + body));
            let told = format!("{method} {target}, {told}: {text}");
            assert!(text.matches("HTTP/1.1 ").count() <= 1, "{told}");
            assert!(server.has("victim.txt"), "{told}");
            if fields != "Transfer-Encoding: chunked" {
                assert!(
                    text.is_empty() || text.starts_with("HTTP/1.1 400") || text.starts_with("HTTP/1.1 501"),
                    "{told}"
                );
                assert_eq!(snapshot(server.setup().files()), before, "{told}");
            }
        }
    }
    server.assert_no_leftovers();
}

#[test]
fn a_host_that_is_missing_double_or_odd_is_refused_by_every_route() {
    let server = server_with_victim();
    let before = snapshot(server.setup().files());
    for (method, target) in ROUTES {
        for hosts in ["", "Host: a\r\nHost: b\r\n", "Host: a\r\nHost: a\r\n"] {
            let head = format!(
                "{method} {target} HTTP/1.1\r\n{hosts}Authorization: Bearer {TOKEN}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            let text = exchange(server.port, &head);
            assert!(text.is_empty() || text.starts_with("HTTP/1.1 400"), "{method} {target} {hosts:?}: {text}");
        }
    }
    assert_eq!(snapshot(server.setup().files()), before);
}

/// nginx as people put it before Holdall.
struct Nginx {
    child: Child,
    port: u16,
    _folder: TempDir,
}

impl Nginx {
    fn before(server: &Server) -> Result<Self, String> {
        let folder = tempfile::tempdir().unwrap();
        let (port, root) = (free_port(), folder.path().display().to_string());
        let config = format!(
            "daemon off; master_process off; pid {root}/pid; error_log {root}/error.log; worker_processes 1;
             events {{}}
             http {{
               access_log off; client_body_temp_path {root}; proxy_temp_path {root}; fastcgi_temp_path {root};
               uwsgi_temp_path {root}; scgi_temp_path {root}; client_max_body_size 0;
               upstream holdall {{ server 127.0.0.1:{}; keepalive 4; }}
               server {{
                 listen 127.0.0.1:{port};
                 location / {{
                   proxy_pass http://holdall; proxy_http_version 1.1; proxy_set_header Connection \"\";
                   proxy_set_header Host $http_host; proxy_request_buffering off; proxy_buffering off;
                 }}
               }}
             }}",
            server.port
        );
        fs::write(folder.path().join("nginx.conf"), config).unwrap();
        let mut command = Command::new("nginx");
        command.args(["-p", &root, "-c", &format!("{root}/nginx.conf"), "-e", &format!("{root}/error.log")]);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.map_err(|error| format!("no nginx: {error}"))?;
        let nginx = Self { child, port, _folder: folder };
        eventually("nginx", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        Ok(nginx)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn behind_nginx_odd_framing_hides_no_request() {
    let server = server_with_victim();
    let nginx = match Nginx::before(&server) {
        Err(why) => return skip("behind_nginx_odd_framing_hides_no_request", &why),
        Ok(nginx) => nginx,
    };
    let through = |method: &str, target: &str| {
        exchange_open(nginx.port, &Connection::head(method, target, &["Content-Length: 0", "Connection: close"]))
    };
    assert!(through("GET", "/files/victim.txt").ends_with("still here"), "nginx leads to the server");
    for (method, target) in ROUTES {
        for (told, fields, body) in odd(&hidden()) {
            let text =
                exchange_open(nginx.port, &(Connection::head(method, target, &[&fields, "Connection: close"]) + &body));
            assert!(text.matches("HTTP/1.1 ").count() <= 1, "{method} {target}, {told}: {text}");
            assert!(server.has("victim.txt"), "{method} {target}, {told}: {text}");
            // The connections that nginx keeps to the server are in step: the next one gets its own answer.
            let next = through("GET", "/files/victim.txt");
            assert!(next.ends_with("still here"), "after {method} {target}, {told}: {next}");
        }
        for name in ["a.txt", "folder/b.txt"] {
            server.write(name, "still here");
        }
        let _ = fs::remove_dir(server.path("new"));
    }
    server.get("/healthz").fetch().expect(200);
}

#[test]
fn behind_nginx_no_address_leaves_the_upload_folder() {
    let server = server_with_victim();
    fs::write(server.setup().beside("outside.txt"), "the secret outside").unwrap();
    let nginx = match Nginx::before(&server) {
        Err(why) => return skip("behind_nginx_no_address_leaves_the_upload_folder", &why),
        Ok(nginx) => nginx,
    };
    for way in [
        "../outside.txt",
        "..%2foutside.txt",
        "%2e%2e/outside.txt",
        "%2e%2e%2foutside.txt",
        "folder/../../outside.txt",
        "folder/..%2f..%2foutside.txt",
        "..%5coutside.txt",
        "//../outside.txt",
        "%252e%252e/outside.txt",
        "..;/outside.txt",
        "victim.txt/..%00/outside.txt",
        ".holdall/lock",
        "%2eholdall/lock",
        "folder/..%2f.holdall/lock",
    ] {
        for prefix in ["/files/", "/api/entries/", "/api/folders/", "/api/archive?path=", "/api/versions/", "/"] {
            let text =
                exchange_open(nginx.port, &Connection::head("GET", &format!("{prefix}{way}"), &["Connection: close"]));
            assert!(!text.contains("the secret outside"), "{prefix}{way}: {text}");
            assert!(!text.starts_with("HTTP/1.1 5") || text.contains("/problems/no-page"), "{prefix}{way}: {text}");
        }
    }
}
