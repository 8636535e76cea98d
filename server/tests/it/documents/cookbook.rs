//! docs/cookbook.md.

use super::commands::run;

#[test]
fn every_command_of_the_cookbook_works_and_prints_what_it_says() {
    let ran = run("docs/cookbook.md");
    assert!(ran.requests > 90, "only {} requests were sent", ran.requests);
    assert!(ran.claims > 100, "only {} lines were compared", ran.claims);
    ran.server.assert_no_leftovers();
}
