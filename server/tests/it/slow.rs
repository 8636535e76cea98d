//! Bodies that stand still or trickle hold no place for ever (security contract, E3: slow clients).

use std::{
    thread,
    time::{Duration, Instant},
};

use holdall_shared::ProblemKind;

use crate::{
    bodies::{all_with_a_body, fill},
    support::{Connection, Server, snapshot},
};

#[test]
fn a_body_that_stands_still_is_408_on_every_route() {
    let server = Server::with(["--idle-timeout", "1"]);
    fill(&server);
    let files = snapshot(server.setup().files());
    let start = Instant::now();
    let waiting: Vec<_> = all_with_a_body()
        .map(|(method, target, media_type)| {
            let mut connection = Connection::open(&server);
            let media_type = format!("Content-Type: {media_type}");
            connection.send(Connection::head(method, target, &[&media_type, "Content-Length: 1000"]));
            connection.send("{");
            (target, connection)
        })
        .collect();
    for (target, mut connection) in waiting {
        let answer = connection.answer();
        assert_eq!(answer.status, 408, "{target}: {}", answer.text());
        answer.problem(408, ProblemKind::StalledBody);
        connection.assert_closed();
    }
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    assert_eq!(snapshot(server.setup().files()), files);
}

/// A byte now and then keeps no place for ever: less than 1 KiB a second is too slow after half a minute.
#[test]
fn a_body_that_trickles_is_given_up() {
    let server = Server::start();
    fill(&server);
    thread::scope(|scope| {
        for (method, target, media_type) in all_with_a_body() {
            let server = &server;
            scope.spawn(move || {
                let mut connection = Connection::open(server);
                let media_type = format!("Content-Type: {media_type}");
                connection.send(Connection::head(method, target, &[&media_type, "Content-Length: 60000"]));
                let start = Instant::now();
                // The wait is the slowness itself.
                while !connection.answers_within(Duration::from_millis(500)) {
                    assert!(start.elapsed() < Duration::from_secs(50), "{target}: still waited for");
                    connection.send(if target.ends_with("folder/") { "-" } else { " " });
                }
                assert!(start.elapsed() > Duration::from_secs(25), "{target}: {:?}", start.elapsed());
                let answer = connection.answer();
                // The framing of a form is wrong before it is slow.
                assert!(answer.status == 408, "{target}: {} {}", answer.status, answer.text());
            });
        }
    });
    server.assert_no_leftovers();
}
