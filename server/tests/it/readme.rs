//! README.md: every command of its `curl` section works as it stands.

use std::{fs, process::Command};

use crate::support::{Server, TOKEN};

/// The fenced shell block that has the commands.
fn commands() -> String {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split_once("```").map(|(block, _)| block));
    let blocks: Vec<&str> = blocks.filter(|block| block.contains("curl ")).collect();
    assert_eq!(blocks.len(), 1, "one block of curl commands");
    blocks[0].to_owned()
}

#[test]
fn every_curl_command_of_the_readme_works() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let script = commands().replace("http://localhost:8000", &server.url(""));
    assert_eq!(script.matches("curl -f").count(), 16, "each command is counted, and fails on an error");
    let output = Command::new("bash")
        .args(["-euxo", "pipefail", "-c", &script])
        .env("TOKEN", TOKEN)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{log}");
    assert!(log.contains("+ curl"), "the commands were run: {log}");
    assert_eq!(fs::read_to_string(folder.path().join("rest.txt")).unwrap(), "first draft\n".get(6..).unwrap());
}
