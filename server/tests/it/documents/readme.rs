//! README.md: its commands, and what it says of them.

use super::{commands::run, read};
use crate::support::Fetch as _;

#[test]
fn every_command_of_the_readme_works() {
    let ran = run("README.md");
    assert_eq!(ran.requests, 16);
    assert_eq!(read("README.md").matches("curl -f ").count(), 16, "each fails on an error");
    assert_eq!(ran.file("rest.txt"), "first draft\n".get(6..).unwrap());
}

#[test]
fn the_statuses_that_the_readme_tells_are_those_of_the_server() {
    let server = crate::support::Server::start();
    let readme = read("README.md");
    for told in [
        "An existing name is an error (409).",
        "A missing file is an error (404).",
        "nobody else has (412 otherwise).",
        "A missing one is an error (404).",
    ] {
        assert!(readme.contains(told), "{told}");
    }
    server.create("/files/report.txt", "first draft");
    server.post("/files/report.txt").body("x").fetch().expect(409);
    server.put("/files/none.txt").body("x").fetch().expect(404);
    server.put("/files/report.txt").header("If-Match", "\"another\"").body("x").fetch().expect(412);
    server.delete("/files/none.txt").fetch().expect(404);
    server.delete("/api/folders/none").fetch().expect(404);
}
