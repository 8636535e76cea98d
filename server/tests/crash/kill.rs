//! SIGKILL at any point, many times: the page cache survives, the process does not.

use std::{
    fs,
    sync::{Mutex, atomic::AtomicBool, mpsc},
    thread,
    time::{Duration, Instant},
};

use crate::{
    dice::{Dice, number, seed},
    oracle::Oracle,
    support::{Fetch as _, Server, Setup, files_below},
    writers::{Deletes, Writers},
};

const WRITERS: u64 = 8;
/// Files that are kept from round to round.
const KEPT: usize = 120;

#[test]
fn acknowledged_files_survive_a_kill_at_any_point() {
    let mut dice = Dice::new(seed("kill"));
    let setup = Setup::new();
    let server = setup.clone().start();
    server.create("/files/in-the-trash", "kept");
    server.delete("/files/in-the-trash").fetch().expect(204);
    drop(server);
    let trash = files_below(&setup.files().join(".holdall/trash"));
    assert_eq!(trash.len(), 1);
    let mut oracle = Oracle::default();
    let mut acknowledged = 0;
    let rounds = number("HOLDALL_CRASH_ROUNDS", 30);
    for round in 0..rounds {
        acknowledged += crash(setup.clone().start(), &mut oracle, &mut dice);
        let server = setup.clone().start();
        server.assert_no_leftovers();
        let found = files(&server);
        let violations = oracle.violations(&found);
        assert!(violations.is_empty(), "round {round}: {violations:#?}");
        assert_eq!(files_below(&server.path(".holdall/trash")), trash, "round {round}");
        oracle.settle(&found);
        if let Some(name) = oracle.settled("w", dice.next()) {
            assert!(server.get(&format!("/files/{name}")).fetch().expect(200).body == found[&name], "{name}");
        }
        for name in oracle.forget_beyond(KEPT) {
            fs::remove_file(server.path(&name)).unwrap();
        }
    }
    println!("kill: {rounds} rounds, {acknowledged} changes acknowledged, {} files at the end", oracle.len());
    assert!(acknowledged > rounds, "too few changes to be a test");
}

/// Runs the writers until the server is killed after some acknowledgement, a moment later. Returns how many there were.
fn crash(mut server: Server, oracle: &mut Oracle, dice: &mut Dice) -> u64 {
    let shared = Mutex::new(std::mem::take(oracle));
    let stop = AtomicBool::new(false);
    let (sender, receiver) = mpsc::channel();
    let (after, moment) = (dice.below(60), Duration::from_micros(dice.below(15_000)));
    let pid = server.pid();
    let acknowledged = thread::scope(|scope| {
        let tasks: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let writers = Writers {
                    server: &server,
                    oracle: &shared,
                    acknowledged: sender.clone(),
                    stop: &stop,
                    longest: 4 << 20,
                    deletes: Deletes::No,
                };
                let dice = Dice::new(dice.next());
                scope.spawn(move || writers.work(&format!("w{writer}-"), dice))
            })
            .collect();
        drop(sender);
        let mut count = receiver.iter().take(usize::try_from(after).unwrap()).count();
        let end = Instant::now() + moment;
        while let Ok(()) = receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
            count += 1;
        }
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        for task in tasks {
            task.join().unwrap().unwrap();
        }
        count + receiver.iter().count()
    });
    server.kill();
    *oracle = shared.into_inner().unwrap();
    u64::try_from(acknowledged).unwrap()
}

/// What people see in the folder.
fn files(server: &Server) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut files = files_below(server.setup().files());
    files.retain(|name, _| !name.starts_with(".holdall/"));
    files
}
