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
    let take = |commands: Vec<Command>, open: &mut VecDeque<(u64, Vec<Part>)>| {
        for command in commands {
            match command {
                Command::SendTogether { ticket, parts } => open.push_back((ticket, parts)),
                Command::Send { id, ticket, ask: Ask::Whole { target, size } } => {
                    open.push_back((ticket, vec![Part { id, target, size }]));
                }
                _ => {}
            }
        }
    };
    take(step(&mut queue, Event::Added { uploads, at_ms: 0 }), &mut open);
    let receipt = receipt("f");
    let (mut ms, mut requests) = (0, 0);
    while let Some((ticket, parts)) = open.pop_front() {
        (ms, requests) = (ms + 10, requests + 1);
        let now = Now { ms, chance: 0 };
        for part in &parts {
            step(&mut queue, Event::Progressed { id: part.id, ticket, left: part.size, at_ms: ms });
        }
        let event = match parts.as_slice() {
            [part] => Event::Answered { id: part.id, ticket, answer: Answer::Stored(receipt.clone()), now },
            _ => {
                Event::AnsweredTogether { ticket, together: Together::Stored(vec![receipt.clone(); parts.len()]), now }
            }
        };
        take(step(&mut queue, event), &mut open);
        if requests % 10 == 0 {
            step(&mut queue, Event::Ticked { now });
            let _shown = queue.shown(0, 30);
        }
    }
    assert!(requests < FILES / 60, "{requests} requests");
    assert_eq!((queue.summary().overall, queue.summary().done), (Overall::Done, FILES));
    let took = begun.elapsed();
    println!("{FILES} files in {took:?}");
    // Ten times what it takes without optimisation on a slow machine; a quadratic queue takes minutes.
    assert!(took < Duration::from_secs(10), "{took:?}");
}
