//! A disk that is full: 507, nothing left behind, and the next smaller file is taken (row 46).

use std::io::Cursor;

use holdall_shared::{Limits, ProblemKind};
use reqwest::blocking::Body;

use crate::{
    machine::{Disk, skip},
    support::{
        Connection, Fetch as _, Server, Setup, sample, snapshot,
        tus::{begin, metadata, offset, patch, tus},
    },
};

/// A server of a tiny disk; its state lies elsewhere.
fn server_on(options: &str) -> Result<(Disk, Server), String> {
    let disk = Disk::tmpfs(options)?;
    let setup = Setup::new().serving(&disk.path());
    let state = setup.beside("state");
    std::fs::create_dir(&state).unwrap();
    let server = setup.args(["--state-dir".as_ref(), state.as_os_str()]).start();
    Ok((disk, server))
}

#[test]
fn a_file_that_does_not_fit_is_507_however_it_comes() {
    let (_disk, server) = match server_on("size=2m") {
        Err(why) => return skip("a_file_that_does_not_fit_is_507_however_it_comes", &why),
        Ok(server) => server,
    };
    server.create("/files/old.bin", sample(1000));
    let mut connection = Connection::open(&server);
    connection.send(Connection::head("POST", "/files/declared.bin", &["Content-Length: 3000000"]));
    connection.answer().problem(507, ProblemKind::NoSpace);
    for request in [server.post("/files/new.bin"), server.put("/files/old.bin")] {
        let answer = request.body(Body::new(Cursor::new(sample(3_000_000)))).fetch();
        answer.problem(507, ProblemKind::NoSpace);
        server.assert_no_leftovers();
    }
    let names: Vec<_> = snapshot(server.setup().files()).into_keys().collect();
    assert_eq!(names, ["old.bin"]);
    assert_eq!(server.read("old.bin"), sample(1000));
    let free = server.get("/api/limits").fetch().expect(200).json::<Limits>().free_space;
    assert!(free < 2 << 20, "{free}");
    server.guest(reqwest::Method::GET, "/healthz").fetch().expect(200);
    server.create("/files/small.bin", sample(100_000));
    server.put("/files/old.bin").body(sample(100_000)).fetch().expect(200);
}

#[test]
fn a_disk_without_inodes_is_full_too() {
    let (_disk, server) = match server_on("size=8m,nr_inodes=16") {
        Err(why) => return skip("a_disk_without_inodes_is_full_too", &why),
        Ok(server) => server,
    };
    let mut made = 0;
    let refused = (0..40).map(|n| server.post(&format!("/files/{n}")).body("x").fetch()).find(|answer| {
        made += u32::from(answer.status == 201);
        answer.status != 201
    });
    refused.unwrap().problem(507, ProblemKind::NoSpace);
    assert!(made > 0);
    server.get("/files/0").fetch().expect(200);
    server.delete("/files/0?permanent").fetch().expect(204);
    server.create("/files/again", "x");
}

#[test]
fn the_reserve_is_kept_from_uploads_of_every_framing_and_from_many_at_once() {
    let disk = match Disk::tmpfs("size=16m") {
        Err(why) => return skip("the_reserve_is_kept_from_uploads", &why),
        Ok(disk) => disk,
    };
    let setup = Setup::new().serving(&disk.path()).args(["--min-free", "10MiB"]);
    let state = setup.beside("state");
    std::fs::create_dir(&state).unwrap();
    let server = setup.args(["--state-dir".as_ref(), state.as_os_str()]).start();
    let free = || server.get("/api/limits").fetch().expect(200).json::<Limits>().free_space;
    assert!((5 << 20..=6 << 20).contains(&free()), "{}", free());
    let mut connection = Connection::open(&server);
    connection.send(Connection::head("POST", "/files/a", &["Content-Length: 7000000"]));
    connection.answer().problem(507, ProblemKind::NoSpace);
    for framing in ["sized", "chunked"] {
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let tasks: Vec<_> = (0..6)
                .map(|n| {
                    let server = &server;
                    scope.spawn(move || {
                        let request = server.post(&format!("/files/{framing}-{n}"));
                        let request = match framing {
                            "sized" => request.body(sample(2_000_000)),
                            _ => request.body(Body::new(Cursor::new(sample(2_000_000)))),
                        };
                        request.fetch().status
                    })
                })
                .collect();
            tasks.into_iter().map(|task| task.join().unwrap()).collect()
        });
        let taken = statuses.iter().filter(|status| **status == 201).count();
        assert!(taken <= 3 && statuses.iter().all(|status| [201, 507].contains(status)), "{framing}: {statuses:?}");
        let left = rustix::fs::statvfs(disk.path()).unwrap();
        assert!(left.f_bavail * left.f_frsize >= 10 << 20, "{framing}: the reserve was touched");
        server.assert_no_leftovers();
        for (name, _) in snapshot(server.setup().files()) {
            server.delete(&format!("/files/{name}?permanent")).fetch().expect(204);
        }
    }
    server.create("/files/fits", sample(2_000_000));
}

#[test]
fn an_upload_in_parts_waits_for_room_and_goes_on() {
    let (_disk, server) = match server_on("size=4m") {
        Err(why) => return skip("an_upload_in_parts_waits_for_room_and_goes_on", &why),
        Ok(server) => server,
    };
    begin(&server, &[("path", "too-long.bin")], 5_000_000).problem(507, ProblemKind::NoSpace);
    server.create("/files/in-the-way.bin", sample(1_500_000));
    let content = sample(3_000_000);
    let request = tus(&server, reqwest::Method::POST, "/api/uploads").header("Upload-Defer-Length", "1");
    let request = request.header("Upload-Metadata", metadata(&[("path", "a.bin")]));
    let upload = request.fetch().expect(201).field("location");
    patch(&server, &upload, 0, &content[..1_000_000]).fetch().expect(204);
    patch(&server, &upload, 1_000_000, &content[1_000_000..]).fetch().problem(507, ProblemKind::NoSpace);
    let at = offset(&server, &upload);
    assert!((1_000_000..3_000_000).contains(&at), "what was acknowledged is there: {at}");
    server.delete("/files/in-the-way.bin?permanent").fetch().expect(204);
    let request = patch(&server, &upload, at, &content[at..]).header("Upload-Length", content.len());
    request.fetch().expect(204);
    assert!(server.read("a.bin") == content);
}
