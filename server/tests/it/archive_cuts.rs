//! Archives that are cut and resumed, that are large, and that other programs read.

use std::{
    fs::{self, File},
    io::Read as _,
    path::Path,
    process::{Command, Output},
    time::{Duration, SystemTime},
};

use crate::support::{Fetch as _, Server, TOKEN, eventually, sample};

/// Sizes and times of files that do not change any more.
fn age(server: &Server, names: &[String]) {
    let old = SystemTime::now() - Duration::from_hours(1);
    for name in names {
        File::options().write(true).open(server.path(name)).unwrap().set_modified(old).unwrap();
    }
    eventually("a settled tree", || etag(server, "").starts_with('"'));
}

fn etag(server: &Server, path: &str) -> String {
    server.head(&format!("/api/archive?path={path}")).fetch().expect(200).etag()
}

fn curl(folder: &Path, args: &[&str]) -> Output {
    let auth = format!("Authorization: Bearer {TOKEN}");
    Command::new("curl").args(["-sS", "-H", &auth]).args(args).current_dir(folder).output().unwrap()
}

#[test]
fn curl_resumes_a_cut_archive_at_any_offset_to_the_same_bytes() {
    let server = Server::start();
    let names: Vec<String> = (0..40).map(|n| format!("f/{}/{n}.bin", n % 3)).collect();
    for (n, name) in names.iter().enumerate() {
        server.write(name, sample(n * 3571));
    }
    age(&server, &names);
    let url = server.url("/api/archive?path=f");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f.zip");
    assert!(curl(folder.path(), &["-o", "f.zip", &url]).status.success());
    let whole = fs::read(&path).unwrap();
    let if_range = format!("If-Range: {}", etag(&server, "f"));
    let mut dice = u64::from(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().subsec_nanos());
    println!("seed {dice}");
    for round in 0..24 {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let end = if round % 2 == 0 { whole.len() } else { 400 };
        // Half of them in the directory at the end, where each byte has its own meaning.
        let cut = whole.len() - 1 - usize::try_from(dice >> 33).unwrap() % (end - 1);
        fs::write(&path, &whole[..cut]).unwrap();
        let args: &[&str] = if round % 3 == 0 { &["-H", &if_range] } else { &[] };
        let resumed = curl(folder.path(), &[args, &["-C", "-", "-o", "f.zip", &url]].concat());
        assert!(resumed.status.success(), "{cut}: {}", String::from_utf8_lossy(&resumed.stderr));
        assert!(fs::read(&path).unwrap() == whole, "resumed at {cut}");
    }
}

#[test]
fn the_tag_changes_with_every_change_within() {
    let server = Server::start();
    let names: Vec<String> = ["f/a", "f/b/c", "f/b/d/e"].map(str::to_owned).to_vec();
    for name in &names {
        server.write(name, "12345");
    }
    age(&server, &names);
    let mut seen = vec![etag(&server, "f")];
    let mut is_new = |what: &str| {
        let etag = etag(&server, "f").trim_start_matches("W/").to_owned();
        assert!(!seen.contains(&etag), "{what} is not seen");
        seen.push(etag);
    };
    for name in &names {
        let file = File::options().write(true).open(server.path(name)).unwrap();
        let time = file.metadata().unwrap().modified().unwrap();
        fs::write(server.path(name), "54321").unwrap();
        file.set_modified(time).unwrap();
        is_new(&format!("{name} of the same size and time"));
    }
    server.put("/files/f/a").body("12345").fetch().expect(200);
    is_new("a replacement");
    server.write("f/b/new", "");
    is_new("an empty file");
    fs::rename(server.path("f/b/new"), server.path("f/b/renamed")).unwrap();
    is_new("another name");
    fs::remove_file(server.path("f/b/renamed")).unwrap();
    is_new("a file that is gone");
    fs::create_dir(server.path("f/empty")).unwrap();
    is_new("an empty folder");
    std::os::unix::fs::symlink("a", server.path("f/link")).unwrap();
    is_new("a link, which is left out and counted");
    server.write("beside", "x");
    let etag = etag(&server, "f");
    assert_eq!(seen.last().unwrap(), etag.trim_start_matches("W/"), "what lies beside it is not in it");
}

#[test]
fn names_of_folders_are_safe_to_unpack_too_and_their_contents_stay_apart() {
    let server = Server::start();
    for name in ["f/CON/a", "f/con_/b", "f/A/x", "f/a/x", "f/nul.txt", "f/com1.tar.gz", "f/ends in a dot./y", "f/AUX"] {
        server.write(name, name);
    }
    fs::create_dir_all(server.path("f/..\\..")).unwrap();
    fs::write(server.path("f/..\\../evil.txt"), "evil").unwrap();
    let bytes = server.get("/api/archive?path=f").fetch().expect(200).body;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("f.zip"), &bytes).unwrap();
    let script = "import zipfile\nfor n in zipfile.ZipFile('f.zip').namelist(): print(n)";
    let output = Command::new("python3").args(["-c", script]).current_dir(folder.path()).output().unwrap();
    let names: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    let mut keys = std::collections::HashSet::new();
    for name in &names {
        assert!(keys.insert(name.to_lowercase()), "{name} is there twice on other systems: {names:?}");
        for segment in name.trim_end_matches('/').split('/') {
            assert!(holdall_shared::FileName::new(segment).is_ok(), "{name}");
        }
    }
    let files = names.iter().filter(|name| !name.ends_with('/')).count();
    assert_eq!(files, 8, "{names:?}");
}

#[test]
fn at_least_two_programs_find_every_byte_in_its_place() {
    let server = Server::start();
    for n in 0..50 {
        server.write(&format!("f/{}/Grüße {n}.bin", n % 4), sample(n * 997));
    }
    server.write("f/empty", "");
    let bytes = server.get("/api/archive?path=f").fetch().expect(200).body;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("f.zip"), &bytes).unwrap();
    let unpack = "import zipfile; zipfile.ZipFile('f.zip').extractall('out')";
    let mut tried = 0;
    for (program, args) in [
        ("python3", vec!["-c", unpack]),
        ("unzip", vec!["-q", "f.zip", "-d", "out"]),
        ("bsdtar", vec!["-xf", "f.zip", "-C", "out"]),
        ("7z", vec!["x", "-oout", "f.zip"]),
    ] {
        fs::create_dir(folder.path().join("out")).unwrap();
        match Command::new(program).args(&args).env("LC_ALL", "C.UTF-8").current_dir(folder.path()).output() {
            Err(_) => println!("no {program} here"),
            Ok(output) => {
                assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
                assert_eq!(
                    crate::support::snapshot(&folder.path().join("out/f")),
                    crate::support::snapshot(&server.path("f")),
                    "{program}"
                );
                tried += 1;
            }
        }
        fs::remove_dir_all(folder.path().join("out")).unwrap();
    }
    if tried < 2 {
        println!("SKIPPED: at_least_two_programs_find_every_byte_in_its_place: only {tried} of 4 programs are here");
    }
}

#[test]
fn an_archive_of_a_hundred_thousand_entries_takes_at_most_200_bytes_for_each() {
    let server = Server::start();
    for folder in 0..100 {
        fs::create_dir_all(server.path(&format!("many/{folder:03}"))).unwrap();
        for n in 0..1000 {
            File::create(server.path(&format!("many/{folder:03}/a file of this folder {n:04}.txt"))).unwrap();
        }
    }
    server.write("few/a", "x");
    // What the first archive takes in any case is not the entries'.
    server.get("/api/archive?path=few").fetch().expect(200);
    let before = crate::memory::peak(&server);
    // The plan is made; none of the hundred thousand files is read for it.
    server.head("/api/archive?path=many").fetch().expect(200);
    let reader = 100_101 * u64::try_from(size_of::<Option<u32>>()).unwrap();
    let grown = crate::memory::peak(&server) - before + reader;
    println!("{grown} bytes for 100101 entries");
    assert!(grown < 100_101 * 200 + (4 << 20), "{} bytes an entry", grown / 100_101);
}

#[test]
fn an_archive_beyond_4_gib_tells_its_length_and_its_begin_without_reading_all_of_it() {
    let server = Server::start();
    server.write("f/a", "the first");
    File::create(server.path("f/large")).unwrap().set_len(5 << 30).unwrap();
    let head = server.head("/api/archive?path=f").fetch().expect(200);
    let length: u64 = head.field("content-length").parse().unwrap();
    assert!(length > 5 << 30);
    let range = |first: u64, last: u64| {
        let range = format!("bytes={first}-{last}");
        let answer = server.get("/api/archive?path=f").header("Range", range).fetch().expect(206);
        assert_eq!(answer.field("content-range"), format!("bytes {first}-{last}/{length}"));
        answer.body
    };
    let begin = range(0, 91);
    assert!(begin.starts_with(b"PK\x03\x04") && begin.windows(9).any(|window| window == b"the first"));
    let end = range(length - 22, length - 1);
    assert!(end.starts_with(b"PK\x05\x06"));
    assert_eq!(u16::from_le_bytes(end[10..12].try_into().unwrap()), 3);
    // The directory's place is told in the ZIP64 record: it lies beyond 4 GiB.
    assert_eq!(end[16..20], [0xff; 4]);
    assert!(range(length - 98, length - 1).starts_with(b"PK\x06\x06"));
}

#[test]
fn a_file_that_changes_and_gets_its_old_time_back_ends_the_archive_that_is_being_sent() {
    let server = Server::start();
    for name in ["f/a", "f/b", "f/c"] {
        server.write(name, "");
        File::options().write(true).open(server.path(name)).unwrap().set_len(32 << 20).unwrap();
    }
    let mut response = server.get("/api/archive?path=f").send().unwrap();
    response.read_exact(&mut [0; 1000]).unwrap();
    let length = response.content_length().unwrap();
    let file = File::options().write(true).open(server.path("f/c")).unwrap();
    let time = file.metadata().unwrap().modified().unwrap();
    std::os::unix::fs::FileExt::write_all_at(&file, b"changed", 1 << 20).unwrap();
    file.set_modified(time).unwrap();
    let read = std::io::copy(&mut response, &mut std::io::sink());
    assert!(read.is_err() || read.unwrap() + 1000 < length, "the archive of another content, to its end");
}
