//! The power goes while uploads come in parts: what was acknowledged of each is on the disk.
//!
//! The negative control acknowledges without having made the bytes durable, and must be found out.

use std::{collections::BTreeMap, fs, sync::mpsc, thread};

use crate::{
    dice::{Dice, number, seed},
    machine::{Cutter, Disk, skip},
    support::Setup,
    uploads::Job,
};

#[test]
fn acknowledged_offsets_survive_a_power_cut() {
    let mut dice = Dice::new(seed("upload power"));
    let cuts = number("HOLDALL_POWER_CUTS", 5);
    for cut in 0..cuts {
        match power_cut(&mut dice, None) {
            Err(why) => return skip("acknowledged_offsets_survive_a_power_cut", &why),
            Ok(violations) => assert!(violations.is_empty(), "cut {cut}: {violations:#?}"),
        }
    }
}

#[cfg(feature = "failpoints")]
#[test]
fn without_the_sync_of_bytes_a_power_cut_loses_acknowledged_offsets() {
    let test = "without_the_sync_of_bytes_a_power_cut_loses_acknowledged_offsets";
    let mut dice = Dice::new(seed(test));
    let mut lost = 0;
    for _ in 0..5 {
        match power_cut(&mut dice, Some("upload-sync=return")) {
            Err(why) => return skip(test, &why),
            Ok(violations) => lost += usize::from(!violations.is_empty()),
        }
    }
    println!("{test}: {lost} of 5 cuts lost something");
    assert!(lost > 0, "the test cannot see what it is there for");
}

/// One cut right behind an acknowledgement, on a disk of its own. The error is why this machine cannot do it.
fn power_cut(dice: &mut Dice, failpoints: Option<&str>) -> Result<Vec<String>, String> {
    let disk = Disk::ext4(96)?;
    let folder = disk.path().join("files");
    fs::create_dir(&folder).unwrap();
    let setup = Setup::new().serving(&folder);
    let cutter = Cutter::ready(&disk.path())?;
    let (sender, acknowledged) = mpsc::channel();
    let after = 3 + usize::try_from(dice.below(12)).unwrap();
    let mut jobs: Vec<Job> = (0..3).map(|n| Job::new(format!("{n}.bin"), dice)).collect();
    let mut server = failpoints.iter().fold(setup.clone(), |setup, points| setup.env("FAILPOINTS", points)).start();
    let told = thread::scope(|scope| {
        for job in &mut jobs {
            let (server, sender) = (&server, sender.clone());
            let mut own = Dice::new(dice.next());
            // After the cut every answer is an error.
            scope.spawn(move || job.work(server, &mut own, &sender));
        }
        drop(sender);
        let told: BTreeMap<String, usize> = acknowledged.iter().take(after).collect();
        assert!(!told.is_empty(), "the server failed before the cut");
        cutter.cut();
        told
    });
    server.kill();
    disk.remount();
    let server = setup.start();
    let mut violations = Vec::new();
    for job in &mut jobs {
        // What was answered while the disk went away is no test: a computer without power answers nothing.
        job.go_back(&told);
        violations.extend(job.violation(&server));
        if job.has_other_bytes(&server) {
            violations.push("other bytes below the offset".to_owned());
        }
    }
    server.assert_no_leftovers();
    Ok(violations)
}
