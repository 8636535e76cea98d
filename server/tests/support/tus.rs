//! A client of tus 1.0.0, request by request.

use data_encoding::BASE64;
use reqwest::{Method, blocking::RequestBuilder};

use super::{Answer, Fetch as _, Server};

/// `Upload-Metadata` of these pairs.
pub(crate) fn metadata(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(key, value)| format!("{key} {}", BASE64.encode(value.as_bytes()))).collect();
    pairs.join(",")
}

/// A request that speaks tus.
pub(crate) fn tus(server: &Server, method: Method, target: &str) -> RequestBuilder {
    server.request(method, target).header("Tus-Resumable", "1.0.0")
}

/// Begins an upload of `length` bytes.
pub(crate) fn begin(server: &Server, pairs: &[(&str, &str)], length: usize) -> Answer {
    tus(server, Method::POST, "/api/uploads")
        .header("Upload-Length", length)
        .header("Upload-Metadata", metadata(pairs))
        .fetch()
}

/// Begins an upload of `length` bytes to `path`; its address.
#[track_caller]
pub(crate) fn begun(server: &Server, path: &str, length: usize) -> String {
    begin(server, &[("path", path)], length).expect(201).field("location")
}

/// Bytes to append at an offset.
pub(crate) fn patch(server: &Server, upload: &str, offset: usize, bytes: &[u8]) -> RequestBuilder {
    tus(server, Method::PATCH, upload)
        .header("Upload-Offset", offset)
        .header("Content-Type", "application/offset+octet-stream")
        .body(bytes.to_vec())
}

/// Where an upload stands.
pub(crate) fn head(server: &Server, upload: &str) -> Answer {
    tus(server, Method::HEAD, upload).fetch()
}

/// Where an upload stands, in bytes.
#[track_caller]
pub(crate) fn offset(server: &Server, upload: &str) -> usize {
    head(server, upload).expect(200).field("upload-offset").parse().unwrap()
}
