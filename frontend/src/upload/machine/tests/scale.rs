//! Many files: no event may cost more for a long queue than for a short one.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use super::*;

const FILES: u64 = 100_000;

#[test]
fn a_hundred_thousand_files_pass_in_no_time() {
    let begun = Instant::now();
    let mut queue = Queue::default();
    let uploads = (1..=FILES).map(|id| (UploadId(id), file(&format!("{id}.jpg"), 1000))).collect();
    let mut open = VecDeque::new();
    let take = |commands: Vec<Command>, open: &mut VecDeque<(UploadId, u64)>| {
        for command in commands {
            if let Command::Send { id, ticket, .. } = command {
                open.push_back((id, ticket));
            }
        }
    };
    take(step(&mut queue, Event::Added { uploads, at_ms: 0 }), &mut open);
    let receipt = receipt("f");
    let mut ms = 0;
    while let Some((id, ticket)) = open.pop_front() {
        ms += 1;
        let now = Now { ms, chance: 0 };
        step(&mut queue, Event::Progressed { id, ticket, left: 1000, at_ms: ms });
        let answer = Answer::Stored(receipt.clone());
        take(step(&mut queue, Event::Answered { id, ticket, answer, now }), &mut open);
        if ms % 100 == 0 {
            step(&mut queue, Event::Ticked { now });
            let _shown = queue.shown(0, 30);
        }
    }
    assert_eq!((queue.summary().overall, queue.summary().done), (Overall::Done, FILES));
    let took = begun.elapsed();
    println!("{FILES} files in {took:?}");
    // Ten times what it takes without optimisation on a slow machine; a quadratic queue takes minutes.
    assert!(took < Duration::from_secs(10), "{took:?}");
}
