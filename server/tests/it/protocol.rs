//! Plain HTTP/1.1 as clients other than browsers speak it (RFC 9112).

use std::time::Instant;

use crate::support::{Connection, Fetch as _, Server, TOKEN, raw};

#[test]
fn an_http_1_0_client_is_served() {
    let server = Server::start();
    assert_eq!(raw(&server, "GET /healthz HTTP/1.0\r\n\r\n").status, 200);
    server.create("/files/a.txt", "content");
    let answer = raw(&server, format!("GET /files/a.txt HTTP/1.0\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"));
    assert_eq!((answer.status, answer.text()), (200, "content".to_owned()));
}

#[test]
fn a_stream_to_an_http_1_0_client_has_no_chunks() {
    let server = Server::start();
    let list = raw(&server, format!("GET /file-list HTTP/1.0\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"));
    assert_eq!(list.header("transfer-encoding"), None, "RFC 9112 §6.1");
    assert!(list.text().starts_with('{') && list.text().trim_end().ends_with('}'), "{}", list.text());
}

#[test]
fn an_absolute_target_is_read_as_its_path() {
    let server = Server::start();
    server.create("/files/a.txt", "content");
    let answer = raw(&server, Connection::head("GET", "http://localhost/files/a.txt", &["Connection: close"]));
    assert_eq!(answer.expect(200).text(), "content");
    let outside =
        raw(&server, Connection::head("GET", "http://localhost/files/../../etc/passwd", &["Connection: close"]));
    assert!((400..500).contains(&outside.status), "{}", outside.status);
}

#[test]
fn a_target_that_is_no_path_is_refused() {
    let server = Server::start();
    for (method, target) in [("OPTIONS", "*"), ("CONNECT", "example.org:443"), ("GET", "*"), ("GET", "files/a.txt")] {
        let mut connection = Connection::open(&server);
        connection.send(Connection::head(method, target, &["Connection: close"]));
        let bytes = connection.rest();
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            text.is_empty() || text.starts_with("HTTP/1.1 4") || text.starts_with("HTTP/1.1 501"),
            "{method} {target}: {text}"
        );
    }
    server.get("/healthz").fetch().expect(200);
}

#[test]
fn requests_sent_at_once_are_answered_in_order() {
    let server = Server::start();
    for name in ["1", "2", "3"] {
        server.create(&format!("/files/{name}"), name);
    }
    let mut connection = Connection::open(&server);
    let heads = ["1", "2", "none", "3"].map(|name| Connection::head("GET", &format!("/files/{name}"), &[]));
    connection.send(heads.concat());
    let answers = [(); 4].map(|()| connection.answer());
    assert_eq!(answers.clone().map(|answer| answer.status), [200, 200, 404, 200]);
    assert_eq!((answers[0].text(), answers[1].text(), answers[3].text()), ("1".into(), "2".into(), "3".into()));
}

#[test]
fn a_head_that_never_ends_is_given_up() {
    let server = Server::start();
    let start = Instant::now();
    let mut connection = Connection::open(&server);
    connection.send("GET /file-list HTTP/1.1\r\nHost: x\r\n");
    let bytes = connection.rest();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.is_empty() || text.starts_with("HTTP/1.1 408"), "{text}");
    assert!(start.elapsed().as_secs() < 15, "{:?}", start.elapsed());
}

#[test]
fn a_slash_behind_the_name_of_a_file_is_no_file() {
    let server = Server::start();
    server.create("/files/a.txt", "content");
    for request in [server.get("/files/a.txt/"), server.delete("/files/a.txt/"), server.put("/files/a.txt/").body("x")]
    {
        let status = request.fetch().status;
        assert!([404, 409, 415].contains(&status), "{status}");
    }
    assert_eq!(server.read("a.txt"), b"content");
}

/// Bytes that the server has read from files and sockets.
fn bytes_read(server: &Server) -> u64 {
    let io = std::fs::read_to_string(format!("/proc/{}/io", server.pid().as_raw_nonzero())).unwrap();
    io.lines().find_map(|line| line.strip_prefix("rchar: ")).unwrap().parse().unwrap()
}

#[test]
fn head_tells_the_length_and_reads_nothing() {
    const LARGE: u64 = 256 << 20;
    let server = Server::start();
    std::fs::File::create(server.path("large.bin")).unwrap().set_len(LARGE).unwrap();
    for target in ["/files/large.bin", "/api/archive?path="] {
        let before = bytes_read(&server);
        let mut connection = Connection::open(&server);
        connection.send(Connection::head("HEAD", target, &[]));
        let (status, headers) = connection.answer_head();
        assert_eq!(status, 200, "{target}");
        assert!(headers["content-length"].to_str().unwrap().parse::<u64>().unwrap() >= LARGE, "{target}");
        // On the same connection: answered when all is done that the first one takes.
        connection.send(Connection::head("GET", "/healthz", &["Connection: close"]));
        assert_eq!(connection.answer().expect(200).body, b"ok\n", "{target}");
        let read = bytes_read(&server) - before;
        assert!(read < LARGE / 4, "{target}: {read} bytes were read");
    }
}
