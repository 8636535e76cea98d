//! `/api/archive`: folders and selections as one ZIP file that can be resumed.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    os::unix::fs::symlink,
    path::Path,
    process::Command,
    time::{Duration, SystemTime},
};

use holdall_shared::ProblemKind;

use crate::support::{Answer, Fetch as _, Server, files_below, sample, snapshot};

fn archive(server: &Server, query: &str) -> Answer {
    server.get(&format!("/api/archive?{query}")).fetch().expect(200)
}

/// What Python's own reader finds, every checksum checked: names, one a line.
#[track_caller]
fn python(bytes: &[u8], folder: &Path, code: &str) -> String {
    let path = folder.join("a.zip");
    fs::write(&path, bytes).unwrap();
    let script = format!("import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n{code}");
    let output = Command::new("python3").args(["-c", &script]).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn names(bytes: &[u8]) -> Vec<String> {
    let temp = tempfile::tempdir().unwrap();
    let names = python(bytes, temp.path(), "sys.stdout.buffer.write('\\n'.join(z.namelist()).encode())");
    names.lines().map(str::to_owned).collect()
}

/// Files that have settled, so that the archive's validator is strong.
fn age(server: &Server) {
    let old = SystemTime::now() - Duration::from_hours(1);
    for name in files_below(server.setup().files()).keys().filter(|name| !name.starts_with(".holdall")) {
        File::options().write(true).open(server.path(name)).unwrap().set_modified(old).unwrap();
    }
    // The ctime cannot be set: it settles two seconds after the last change.
    crate::support::eventually("a settled tree", || archive_etag(server).starts_with('"'));
}

fn archive_etag(server: &Server) -> String {
    server.head("/api/archive?path=").fetch().expect(200).etag()
}

#[test]
fn a_folder_is_one_zip_file_with_all_that_is_in_it() {
    let server = Server::start();
    let content = sample(700_000);
    server.write("Photos/2024/a.bin", &content);
    server.write("Photos/Café.txt", "café");
    server.write("Photos/.hidden", "");
    fs::create_dir(server.path("Photos/empty")).unwrap();
    server.write("other.txt", "not in it");
    let answer = archive(&server, "path=Photos");
    assert_eq!(answer.field("content-type"), "application/zip");
    assert!(answer.field("content-disposition").starts_with("attachment; filename=\"Photos.zip\""));
    assert_eq!(answer.field("content-length"), answer.body.len().to_string());
    assert_eq!(answer.field("accept-ranges"), "bytes");
    assert!(answer.field("content-security-policy").starts_with("sandbox"));
    let expected =
        ["Photos/", "Photos/.hidden", "Photos/2024/", "Photos/Café.txt", "Photos/empty/", "Photos/2024/a.bin"];
    assert_eq!(names(&answer.body), expected);
    let temp = tempfile::tempdir().unwrap();
    python(&answer.body, temp.path(), "z.extractall(sys.argv[1] + '.d')");
    assert_eq!(snapshot(&temp.path().join("a.zip.d/Photos")), snapshot(&server.path("Photos")));
}

#[test]
fn other_programs_unpack_it_too() {
    let server = Server::start();
    server.write("a/b.txt", "b");
    server.write("a/€.txt", sample(100_000));
    let bytes = archive(&server, "path=a").body;
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("a.zip"), &bytes).unwrap();
    let mut tried = 0;
    for (program, args) in
        [("unzip", vec!["-t", "a.zip"]), ("bsdtar", vec!["-tvf", "a.zip"]), ("7z", vec!["t", "a.zip"])]
    {
        match Command::new(program).args(&args).current_dir(temp.path()).output() {
            Ok(output) => {
                tried += 1;
                assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stdout));
            }
            Err(error) => println!("{program} is not here ({error})"),
        }
    }
    if tried == 0 {
        println!("SKIPPED: other_programs_unpack_it_too: none of the three programs is here");
    }
}

#[test]
fn a_selection_of_several_is_one_file_and_the_root_is_everything() {
    let server = Server::start();
    for name in ["a.txt", "b/c.txt", "d/a.txt", "d/e/f.txt"] {
        server.write(name, name);
    }
    let several = archive(&server, "path=a.txt&path=d%2Fa.txt&path=d%2Fe");
    assert!(several.field("content-disposition").contains("filename=\"files.zip\""));
    assert_eq!(names(&several.body), ["a.txt", "a (2).txt", "e/", "e/f.txt"]);
    let all = archive(&server, "path=");
    assert_eq!(names(&all.body), ["a.txt", "b/", "d/", "b/c.txt", "d/a.txt", "d/e/", "d/e/f.txt"]);
    let form = server.post("/api/archive").header("Content-Type", "application/x-www-form-urlencoded");
    let posted = form.body("path=a.txt&path=d%2Fa.txt&path=d%2Fe").fetch().expect(200);
    assert_eq!(posted.body, several.body);
}

#[test]
fn what_cannot_be_selected_is_refused() {
    let server = Server::start();
    server.write("a/b.txt", "b");
    for query in ["", "path=a&path=a", "path=a&path=a%2Fb.txt", "paths=a", "path=a&x=1"] {
        let answer = server.get(&format!("/api/archive?{query}")).fetch();
        answer.problem(400, ProblemKind::InvalidRequest);
    }
    for path in ["..", "..%2F..%2Fetc", "%2Fetc", ".holdall", "a%2F..%2F..", "a%5Cb", "a%00"] {
        server.get(&format!("/api/archive?path={path}")).fetch().problem(400, ProblemKind::InvalidPath);
    }
    server.get("/api/archive?path=none").fetch().problem(404, ProblemKind::NotFound);
    server.guest(reqwest::Method::GET, "/api/archive?path=a").fetch().expect(401);
    server.post("/api/archive").body("path=a").fetch().problem(415, ProblemKind::UnsupportedMedia);
}

#[test]
fn names_are_safe_to_unpack_everywhere_and_nobody_is_lost() {
    let server = Server::start();
    for name in ["a:b", "CON", "x.", "A", "a", "what?", "what_", " y "] {
        server.write(&format!("f/{name}"), name);
    }
    // Legal on Linux, a way out on Windows; no URL can say it.
    fs::write(server.path("f/..\\..\\evil.txt"), "evil").unwrap();
    let answer = archive(&server, "path=f");
    let names = names(&answer.body);
    assert_eq!(names.len(), 9);
    let keys: std::collections::HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(keys.len(), names.len(), "{names:?}");
    for name in &names {
        let last = name.trim_end_matches('/').rsplit('/').next().unwrap();
        assert!(holdall_shared::FileName::new(last).is_ok(), "{name}");
        assert!(!name.contains('\\') && !name.contains(".."), "{name}");
    }
    let temp = tempfile::tempdir().unwrap();
    let comment = python(&answer.body, temp.path(), "print(z.comment.decode())");
    assert_eq!(comment.trim(), "Left out: 1 link, device, or name that is not UTF-8.");
}

#[test]
fn links_are_left_out_and_never_followed() {
    let server = Server::start();
    fs::create_dir(server.setup().beside("outside")).unwrap();
    fs::write(server.setup().beside("outside/secret.txt"), "the secret outside").unwrap();
    server.write("f/inside.txt", "inside");
    let targets = ["inside.txt", "../../outside", "../../outside/secret.txt", "/etc/passwd", "nowhere", "loop", ".."];
    for (n, target) in targets.into_iter().enumerate() {
        symlink(target, server.path(&format!("f/link{n}"))).unwrap();
    }
    symlink("/proc/self/root", server.path("magic")).unwrap();
    for query in ["path=f", "path=", "path=f&path=magic"] {
        let body = archive(&server, query).body;
        assert!(names(&body).iter().all(|name| !name.contains("link") && !name.contains("magic")), "{query}");
        assert!(!body.windows(10).any(|window| window == b"the secret"), "{query}");
    }
    for path in ["f%2Flink1%2Fsecret.txt", "magic%2Fetc"] {
        server.get(&format!("/api/archive?path={path}")).fetch().problem(404, ProblemKind::NotFound);
    }
}

#[test]
fn a_download_that_was_cut_is_resumed_to_the_same_bytes() {
    let server = Server::start();
    for n in 0..20 {
        server.write(&format!("f/{n}.bin"), sample(n * 7919));
    }
    age(&server);
    let whole = archive(&server, "path=f");
    let etag = whole.etag();
    let get = |range: String| server.get("/api/archive?path=f").header("Range", range).header("If-Range", &etag);
    let length = whole.body.len();
    for cut in [1, 29, 30, 31, 40_000, length / 2, length - 23, length - 1] {
        let rest = get(format!("bytes={cut}-")).fetch().expect(206);
        assert_eq!(rest.field("content-range"), format!("bytes {cut}-{}/{length}", length - 1));
        assert!(rest.body == whole.body[cut..], "{cut}");
    }
    let middle = get("bytes=1000-1999".to_owned()).fetch().expect(206);
    assert!(middle.body == whole.body[1000..2000]);
    let head = server.head("/api/archive?path=f").fetch().expect(200);
    assert_eq!((head.etag(), head.field("content-length")), (etag.clone(), length.to_string()));
    server.get("/api/archive?path=f").header("If-None-Match", &etag).fetch().expect(304);
    server.get("/api/archive?path=f").header("If-Match", "\"x\"").fetch().expect(412);
    let beyond = get(format!("bytes={length}-")).fetch();
    beyond.problem(416, ProblemKind::RangeNotSatisfiable);
    assert_eq!(get("bytes=0-1,5-6".to_owned()).fetch().expect(200).body.len(), length);
    // The next server makes the same bytes.
    let server = server.restart();
    let again = archive(&server, "path=f");
    assert!(again.body == whole.body && again.etag() == etag);
}

#[test]
fn what_changed_meanwhile_is_another_archive() {
    let server = Server::start();
    server.write("f/a.bin", sample(50_000));
    server.write("f/b.bin", sample(50_000));
    age(&server);
    let before = archive(&server, "path=f").etag();
    let resume = || server.get("/api/archive?path=f").header("Range", "bytes=100-").header("If-Range", &before);
    resume().fetch().expect(206);
    server.write("f/b.bin", sample(60_000));
    let after = resume().fetch().expect(200);
    assert_ne!(after.etag(), before);
    fs::remove_file(server.path("f/b.bin")).unwrap();
    assert_ne!(resume().fetch().expect(200).etag(), after.etag());
}

#[test]
fn a_file_that_changes_while_its_archive_is_sent_ends_the_connection() {
    let server = Server::start();
    for name in ["a", "b", "c"] {
        File::create(server.path(name)).unwrap().set_len(64 << 20).unwrap();
    }
    let mut response = server.get("/api/archive?path=").send().unwrap();
    let mut first = [0; 1000];
    response.read_exact(&mut first).unwrap();
    fs::write(server.path("c"), "shorter").unwrap();
    let length = response.content_length().unwrap();
    let read = io::copy(&mut response, &mut io::sink());
    assert!(read.is_err() || read.unwrap() + 1000 < length);
}

#[test]
fn more_than_64_k_entries_make_a_zip64_file() {
    let server = Server::start();
    fs::create_dir(server.path("many")).unwrap();
    for n in 0..66_000 {
        File::create(server.path(&format!("many/{n}"))).unwrap();
    }
    let bytes = archive(&server, "path=many").body;
    let temp = tempfile::tempdir().unwrap();
    assert_eq!(python(&bytes, temp.path(), "print(len(z.namelist()))").trim(), "66001");
}

#[test]
fn files_beyond_4_gib_have_their_place() {
    let server = Server::start();
    File::create(server.path("large")).unwrap().set_len(5 << 30).unwrap();
    server.write("small", "small");
    let head = server.head("/api/archive?path=").fetch().expect(200);
    let length: u64 = head.field("content-length").parse().unwrap();
    assert!(length > 5 << 30);
    // The end says where all is, without the content having been read.
    let range = format!("bytes={}-", length - 98);
    let end = server.get("/api/archive?path=").header("Range", range).fetch().expect(206).body;
    assert_eq!(end[..4], 0x0606_4b50_u32.to_le_bytes());
    assert_eq!(u64::from_le_bytes(end[24..32].try_into().unwrap()), 2);
    let directory = u64::from_le_bytes(end[48..56].try_into().unwrap());
    assert_eq!(directory + u64::from_le_bytes(end[40..48].try_into().unwrap()), length - 98);
    // The small file stands behind the large one.
    let range = format!("bytes={}-{}", directory - 5, directory - 1);
    let small = server.get("/api/archive?path=").header("Range", range).fetch().expect(206);
    assert_eq!(small.text(), "small");
}

#[test]
fn a_large_archive_needs_no_memory() {
    let server = Server::start();
    for n in 0..4 {
        File::create(server.path(&format!("{n}"))).unwrap().set_len(64 << 20).unwrap();
    }
    let before = crate::memory::peak(&server);
    let mut response = server.get("/api/archive?path=").send().unwrap();
    assert!(io::copy(&mut response, &mut io::sink()).unwrap() > 256 << 20);
    crate::memory::assert_flat(&server, before);
}
