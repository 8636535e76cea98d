//! The power goes: only what the disk was made to keep is there afterwards (D2).
//!
//! The cut comes right behind an acknowledgement, because a later fsync of anything would commit it, too. The negative
//! control runs the same without the fsync of folders and must lose something, or the test could not fail.

use std::{
    fs,
    sync::{Mutex, atomic::AtomicBool, atomic::Ordering, mpsc},
    thread,
};

use crate::{
    dice::{Dice, number, seed},
    machine::{Cutter, Disk, skip},
    oracle::Oracle,
    support::{Setup, files_below},
    writers::{Deletes, Writers},
};

#[test]
fn acknowledged_changes_survive_a_power_cut() {
    let mut dice = Dice::new(seed("power"));
    let mut acknowledged = 0;
    let cuts = number("HOLDALL_POWER_CUTS", 5);
    for cut in 0..cuts {
        match power_cut(&mut dice, if cut % 2 == 0 { 1 } else { 4 }, None) {
            Err(why) => return skip("acknowledged_changes_survive_a_power_cut", &why),
            Ok(outcome) => {
                assert!(outcome.violations.is_empty(), "cut {cut}: {:#?}", outcome.violations);
                acknowledged += outcome.acknowledged;
            }
        }
    }
    println!("power: {cuts} cuts, {acknowledged} changes acknowledged");
}

#[cfg(feature = "failpoints")]
#[test]
fn without_the_fsync_of_folders_a_power_cut_loses_acknowledged_changes() {
    assert_something_is_lost("without_the_fsync_of_folders", "folder-sync=return");
}

#[cfg(feature = "failpoints")]
#[test]
fn without_the_fsync_of_files_a_power_cut_loses_acknowledged_content() {
    assert_something_is_lost("without_the_fsync_of_files", "file-sync=return");
}

/// The negative control: a server that leaves a step of the write path out must be found out.
#[cfg(feature = "failpoints")]
fn assert_something_is_lost(test: &str, failpoints: &str) {
    let mut dice = Dice::new(seed(test));
    let mut lost = 0;
    for _ in 0..5 {
        match power_cut(&mut dice, 1, Some(failpoints)) {
            Err(why) => return skip(test, &why),
            Ok(outcome) => lost += usize::from(!outcome.violations.is_empty()),
        }
    }
    println!("{test}: {lost} of 5 cuts lost something");
    assert!(lost > 0, "the test cannot see what it is there for");
}

struct Outcome {
    violations: Vec<String>,
    acknowledged: usize,
}

/// One cut on a disk of its own. The error is why this machine cannot do it.
fn power_cut(dice: &mut Dice, writers: u64, failpoints: Option<&str>) -> Result<Outcome, String> {
    let disk = Disk::ext4(96)?;
    let folder = disk.path().join("files");
    fs::create_dir(&folder).unwrap();
    let setup = Setup::new().serving(&folder);
    let cutter = Cutter::ready(&disk.path())?;
    let oracle = Mutex::new(Oracle::default());
    let stop = AtomicBool::new(false);
    let (sender, receiver) = mpsc::channel();
    let after = 1 + usize::try_from(dice.below(40)).unwrap();
    let mut server = failpoints.iter().fold(setup.clone(), |setup, points| setup.env("FAILPOINTS", points)).start();
    let acknowledged = thread::scope(|scope| {
        let tasks: Vec<_> = (0..writers)
            .map(|writer| {
                let work = Writers {
                    server: &server,
                    oracle: &oracle,
                    acknowledged: sender.clone(),
                    stop: &stop,
                    longest: 600_000,
                    deletes: Deletes::Yes,
                };
                let dice = Dice::new(dice.next());
                scope.spawn(move || work.work(&format!("w{writer}-"), dice))
            })
            .collect();
        drop(sender);
        let count = receiver.iter().take(after).count();
        stop.store(true, Ordering::Relaxed);
        cutter.cut();
        for task in tasks {
            task.join().unwrap().unwrap();
        }
        assert_eq!(count, after, "the server failed before the cut");
        count + receiver.iter().count()
    });
    server.kill();
    disk.remount();
    let mut violations = violations(&oracle.into_inner().unwrap(), &folder);
    // The next start clears up, and serves.
    let server = setup.start();
    server.assert_no_leftovers();
    server.create("/files/after-the-cut", "x");
    drop(server);
    violations.sort();
    Ok(Outcome { violations, acknowledged })
}

fn violations(oracle: &Oracle, folder: &std::path::Path) -> Vec<String> {
    let mut found = files_below(folder);
    found.retain(|name, _| !name.starts_with(".holdall/"));
    oracle.violations(&found)
}
