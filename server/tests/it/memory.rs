//! Memory stays flat, whatever is sent or asked for (row 19; no request holds a whole file or folder).

use std::{
    fs::{self, File},
    io::{self, Read as _},
};

use reqwest::blocking::{
    Body,
    multipart::{Form, Part},
};

use crate::support::{Fetch as _, Server};

const LARGE: u64 = 256 << 20;

/// Most memory the server ever had, in bytes.
pub(crate) fn peak(server: &Server) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.pid().as_raw_nonzero())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// Bytes that the server has read so far, from files and sockets.
pub(crate) fn read_so_far(server: &Server) -> u64 {
    let io = fs::read_to_string(format!("/proc/{}/io", server.pid().as_raw_nonzero())).unwrap();
    io.lines().find_map(|line| line.strip_prefix("rchar: ")).unwrap().parse().unwrap()
}

/// What a request may add to it.
#[track_caller]
pub(crate) fn assert_flat(server: &Server, before: u64) {
    let grown = peak(server).saturating_sub(before);
    assert!(grown < 48 << 20, "grown by {} MiB", grown >> 20);
}

fn server_with_large_file() -> Server {
    let server = Server::start();
    File::create(server.path("large.bin")).unwrap().set_len(LARGE).unwrap();
    server
}

#[test]
fn a_large_download_needs_no_memory() {
    let server = server_with_large_file();
    let before = peak(&server);
    for (range, length) in
        [("bytes=0-", LARGE), ("bytes=0-99999999,100000001-200000000", 200_000_000), ("bytes=0-,0-,0-,0-,0-,0-", LARGE)]
    {
        let mut response = server.get("/files/large.bin").header("Range", range).send().unwrap();
        assert!([200, 206].contains(&response.status().as_u16()));
        let read = io::copy(&mut response, &mut io::sink()).unwrap();
        assert!(read >= length && read < length + 2000, "{range}: {read}");
    }
    assert_flat(&server, before);
}

#[test]
fn a_large_upload_needs_no_memory() {
    let server = Server::start();
    let before = peak(&server);
    let zeros = || io::repeat(0).take(LARGE / 4);
    server.post("/files/sized").body(Body::sized(zeros(), LARGE / 4)).fetch().expect(201);
    server.put("/files/sized").body(Body::new(zeros())).fetch().expect(200);
    let form = Form::new().part("f", Part::reader_with_length(zeros(), LARGE / 4).file_name("in-a-form"));
    server.post("/files/").multipart(form).fetch().expect(201);
    assert_flat(&server, before);
}

#[test]
fn a_reader_that_stands_still_needs_no_memory() {
    let server = server_with_large_file();
    let before = peak(&server);
    let mut readers: Vec<_> = (0..10).map(|_| server.get("/files/large.bin").send().unwrap()).collect();
    let mut byte = [1];
    for reader in &mut readers {
        reader.read_exact(&mut byte).unwrap();
        assert_eq!(byte, [0]);
    }
    server.get("/healthz").fetch().expect(200);
    assert_flat(&server, before);
}
