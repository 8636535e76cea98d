//! Everything that keeps, puts back, moves and copies, under SIGKILL and power cuts (D6).

use std::{
    sync::{atomic::Ordering, mpsc},
    thread,
    time::{Duration, Instant},
};

use crate::{
    dice::{Dice, number, seed},
    keepers::{Keeper, Shared, violations},
    machine::{Cutter, Disk, skip},
    support::{Server, Setup},
};

const CLIENTS: u64 = 4;

/// Nothing that is kept goes by itself.
fn setup() -> Setup {
    Setup::new().args(["--versions", "1000000", "--kept-size", "10GB"])
}

/// Lets the clients work until `end` ends the server, which is told how many changes have been acknowledged.
fn work(
    server: &Server,
    keepers: &mut [Keeper],
    shared: &Shared,
    dice: &mut Dice,
    end: impl FnOnce(&mpsc::Receiver<()>) -> usize,
) -> usize {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let tasks: Vec<_> = keepers
            .iter_mut()
            .map(|keeper| {
                let (sender, dice) = (sender.clone(), Dice::new(dice.next()));
                scope.spawn(move || keeper.work(server, shared, &sender, dice))
            })
            .collect();
        drop(sender);
        let count = end(&receiver);
        for task in tasks {
            task.join().unwrap().unwrap();
        }
        count + receiver.iter().count()
    })
}

fn keepers(server: &Server, prefix: &str) -> Vec<Keeper> {
    (0..CLIENTS).map(|client| Keeper::new(server, format!("{prefix}{client}"))).collect()
}

#[track_caller]
fn settle(server: &Server, keepers: &mut [Keeper], shared: &Shared) -> Vec<String> {
    let mut wrong = violations(server, shared);
    wrong.extend(keepers.iter_mut().filter_map(|keeper| keeper.settle(server).err()));
    wrong
}

#[test]
fn what_is_deleted_put_back_moved_and_copied_survives_a_kill_at_any_point() {
    let mut dice = Dice::new(seed("keeping"));
    let (setup, shared) = (setup(), Shared::new());
    let mut server = setup.clone().start();
    let mut keepers = keepers(&server, "k");
    let (rounds, mut acknowledged) = (number("HOLDALL_CRASH_ROUNDS", 30), 0);
    for round in 0..rounds {
        let (after, moment) = (dice.below(40), Duration::from_micros(dice.below(15_000)));
        let pid = server.pid();
        acknowledged += work(&server, &mut keepers, &shared, &mut dice, |receiver| {
            let mut count = receiver.iter().take(usize::try_from(after).unwrap()).count();
            let end = Instant::now() + moment;
            while receiver.recv_timeout(end.saturating_duration_since(Instant::now())).is_ok() {
                count += 1;
            }
            rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
            count
        });
        server.kill();
        server = setup.clone().start();
        let wrong = settle(&server, &mut keepers, &shared);
        assert!(wrong.is_empty(), "round {round}: {wrong:#?}\n{}", server.log());
    }
    println!("keeping: {rounds} kills, {acknowledged} changes acknowledged");
    assert!(u64::try_from(acknowledged).unwrap() > rounds * 3, "too few changes to be a test");
}

#[test]
fn what_is_deleted_put_back_moved_and_copied_survives_a_power_cut() {
    let mut dice = Dice::new(seed("keeping-power"));
    let (cuts, mut acknowledged) = (number("HOLDALL_POWER_CUTS", 5), 0);
    for cut in 0..cuts {
        match power_cut(&mut dice, None) {
            Err(why) => return skip("what_is_deleted_put_back_moved_and_copied_survives_a_power_cut", &why),
            Ok((wrong, count)) => {
                assert!(wrong.is_empty(), "cut {cut}: {wrong:#?}");
                acknowledged += count;
            }
        }
    }
    println!("keeping: {cuts} power cuts, {acknowledged} changes acknowledged");
}

/// The negative control: without the sync of folders, moves and deletions come back.
#[cfg(feature = "failpoints")]
#[test]
fn without_the_fsync_of_folders_a_power_cut_undoes_acknowledged_moves() {
    let mut dice = Dice::new(seed("keeping-control"));
    let mut lost = 0;
    for _ in 0..4 {
        match power_cut(&mut dice, Some("folder-sync=return")) {
            Err(why) => return skip("without_the_fsync_of_folders_a_power_cut_undoes_acknowledged_moves", &why),
            Ok((wrong, _)) => lost += usize::from(!wrong.is_empty()),
        }
    }
    assert!(lost > 0, "the test cannot see what it is there for");
}

/// One cut on a disk of its own. The error is why this machine cannot do it.
fn power_cut(dice: &mut Dice, failpoints: Option<&str>) -> Result<(Vec<String>, usize), String> {
    let disk = Disk::ext4(96)?;
    let folder = disk.path().join("files");
    std::fs::create_dir(&folder).unwrap();
    let setup = setup().serving(&folder);
    let cutter = Cutter::ready(&disk.path())?;
    let shared = Shared::new();
    let server = failpoints.iter().fold(setup.clone(), |setup, points| setup.env("FAILPOINTS", points)).start();
    let mut keepers = keepers(&server, "p");
    let after = 10 + usize::try_from(dice.below(60)).unwrap();
    let count = work(&server, &mut keepers, &shared, dice, |receiver| {
        let count = receiver.iter().take(after).count();
        shared.stop.store(true, Ordering::Relaxed);
        cutter.cut();
        assert_eq!(count, after, "the server failed before the cut");
        count
    });
    drop(server);
    disk.remount();
    let server = setup.start();
    let wrong = settle(&server, &mut keepers, &shared);
    drop(server);
    Ok((wrong, count))
}
