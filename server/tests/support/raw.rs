//! Requests byte by byte, for what no proper client sends.

use std::{
    fmt::Write as _,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{Shutdown, TcpStream},
    time::Duration,
};

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::{Answer, Server, TOKEN};

/// Sends `request` and reads until the server closes. The request must end the connection by itself.
#[track_caller]
pub(crate) fn raw(server: &Server, request: impl AsRef<[u8]>) -> Answer {
    let mut connection = Connection::open(server);
    connection.send(request.as_ref());
    let answer = connection.answer();
    connection.assert_closed();
    answer
}

/// Every byte of `name` as a percent escape.
pub(crate) fn escaped(name: &str) -> String {
    name.bytes().fold(String::new(), |mut escapes, byte| {
        let _ = write!(escapes, "%{byte:02X}");
        escapes
    })
}

/// One connection to the server.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub(crate) fn open(server: &Server) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.set_write_timeout(Some(Duration::from_secs(20))).unwrap();
        Self { stream: BufReader::new(stream) }
    }

    /// The head of a request of the owner; `fields` are whole lines without their ends.
    pub(crate) fn head(method: &str, target: &str, fields: &[&str]) -> String {
        let mut head = format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n");
        for field in fields {
            head.push_str(field);
            head.push_str("\r\n");
        }
        head + "\r\n"
    }

    /// Sends bytes. A server that has answered and closed already is no failure here: the answer tells.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.stream.get_mut().write_all(bytes.as_ref());
    }

    /// Ends our side, as a client does that died in an orderly way.
    pub(crate) fn finish_sending(&mut self) {
        let _ = self.stream.get_mut().shutdown(Shutdown::Write);
    }

    /// Whether an answer to what was sent so far comes within `patience`.
    pub(crate) fn answers_within(&mut self, patience: Duration) -> bool {
        self.stream.get_mut().set_read_timeout(Some(patience)).unwrap();
        let waiting = self.stream.fill_buf().map(|bytes| !bytes.is_empty());
        self.stream.get_mut().set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        waiting.unwrap_or(false)
    }

    /// Status line and fields of the next answer, interim ones included.
    #[track_caller]
    pub(crate) fn answer_head(&mut self) -> (u16, HeaderMap) {
        let line = self.line();
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.unwrap_or_else(|| panic!("no status line: {line:?}"));
        let mut headers = HeaderMap::new();
        loop {
            let line = self.line();
            if line.is_empty() {
                return (status, headers);
            }
            let (name, value) = line.split_once(": ").unwrap_or_else(|| panic!("no field: {line:?}"));
            headers.append(
                HeaderName::from_bytes(name.as_bytes()).unwrap(),
                HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            );
        }
    }

    /// The next final answer with its whole body, to any method but HEAD.
    #[track_caller]
    pub(crate) fn answer(&mut self) -> Answer {
        loop {
            let (status, headers) = self.answer_head();
            if status >= 200 {
                let body = self.body(status, &headers).unwrap();
                return Answer { status, headers, body };
            }
        }
    }

    /// What arrives until the end of the connection, however it ends.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Err(error) = self.stream.read_to_end(&mut bytes) {
            assert!(error.kind() != io::ErrorKind::WouldBlock, "the connection stays open; got {} bytes", bytes.len());
        }
        bytes
    }

    /// Exactly `length` bytes.
    pub(crate) fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes).unwrap();
        bytes
    }

    /// The server must close without another byte.
    #[track_caller]
    pub(crate) fn assert_closed(&mut self) {
        let rest = self.rest();
        assert!(rest.is_empty(), "more than one answer: {}", String::from_utf8_lossy(&rest));
    }

    fn body(&mut self, status: u16, headers: &HeaderMap) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        if status == 204 || status == 304 {
            return Ok(body);
        }
        if let Some(length) = headers.get("content-length") {
            let length: u64 = length.to_str().unwrap().parse().unwrap();
            self.stream.by_ref().take(length).read_to_end(&mut body)?;
        } else if headers.get("transfer-encoding").is_some() {
            loop {
                let size = usize::from_str_radix(self.line().trim(), 16).unwrap();
                let chunk = self.bytes(size + 2);
                if size == 0 {
                    break;
                }
                body.extend_from_slice(&chunk[..size]);
            }
        } else {
            self.stream.read_to_end(&mut body)?;
        }
        Ok(body)
    }

    #[track_caller]
    fn line(&mut self) -> String {
        let mut line = Vec::new();
        self.stream.read_until(b'\n', &mut line).unwrap();
        assert!(line.ends_with(b"\r\n"), "closed without an answer, after {:?}", String::from_utf8_lossy(&line));
        line.truncate(line.len() - 2);
        String::from_utf8_lossy(&line).into_owned()
    }
}
