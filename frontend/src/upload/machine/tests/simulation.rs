//! Every simulated server ends with all files whole, as long as it serves a request now and then.

use std::collections::VecDeque;

use proptest::prelude::*;

use super::{
    simulated_server::{Fate, Server},
    *,
};

/// The page and all around it.
struct World {
    queue: Queue,
    server: Server,
    open: VecDeque<(u64, Vec<(UploadId, Ask)>)>,
    ms: u64,
    chance: u16,
}

impl World {
    fn tell(&mut self, event: Event) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            for command in step(&mut self.queue, event) {
                match command {
                    Command::Send { id, ticket, ask } => self.open.push_back((ticket, vec![(id, ask)])),
                    Command::SendTogether { ticket, parts } => {
                        let ask = |part: Part| (part.id, Ask::Whole { target: part.target, size: part.size });
                        self.open.push_back((ticket, parts.into_iter().map(ask).collect()));
                    }
                    Command::Abort { id } => self.open.retain(|(_, asks)| asks.iter().all(|(open, _)| *open != id)),
                    Command::AskToSignIn => events.push_back(Event::SignedIn),
                    Command::CheckConnection => events.push_back(Event::Reconnected { outage: Outage::Real }),
                    _ => {}
                }
            }
        }
    }

    fn now(&mut self) -> Now {
        self.chance = self.chance.wrapping_mul(31).wrapping_add(17);
        Now { ms: self.ms, chance: self.chance }
    }

    /// One request ends; where none is under way, time goes on. What has failed is tried again by a person.
    fn go_on(&mut self, fate: Fate) {
        self.ms += 20;
        if let Some((ticket, asks)) = self.open.pop_front() {
            let event = match asks.as_slice() {
                [(id, ask)] => self.server.serve(ask, fate).map(|answer| {
                    let now = self.now();
                    Event::Answered { id: *id, ticket, answer, now }
                }),
                _ => self.server.serve_together(&asks, fate).map(|together| {
                    let now = self.now();
                    Event::AnsweredTogether { ticket, together, now }
                }),
            };
            match event {
                Some(event) => self.tell(event),
                None => self.open.push_back((ticket, asks)),
            }
        } else {
            self.ms += 1000;
        }
        if fate == Fate::Silence {
            self.ms += 200_000;
        }
        let now = self.now();
        self.tell(Event::Ticked { now });
        let failed: Vec<UploadId> = self.queue.shelves.attention.iter().copied().collect();
        for id in failed {
            // What was stored without an answer and begun anew is there already.
            let is_there = matches!(self.queue.get(id).unwrap().phase, Phase::Failed(Failure::Taken { .. }));
            self.tell(Event::Decided { id, remedy: if is_there { Remedy::Skip } else { Remedy::Retry } });
        }
    }
}

fn any_fate() -> impl Strategy<Value = Fate> {
    prop_oneof![2 => Just(Fate::Served), 1 => prop::sample::select(Fate::ALL.to_vec())]
}

proptest! {
    #[test]
    fn every_server_ends_with_all_files_whole(
        sizes in prop::collection::vec(prop_oneof![3 => 0..MIB / 16, 1 => 0..3 * MIB, 2 => 0..60 * MIB], 1..20),
        fates in prop::collection::vec(any_fate(), 50),
        max_body in prop::option::of(MIB / 2..20 * MIB),
    ) {
        let server = Server::behind(max_body);
        let mut world = World { queue: Queue::default(), server, open: VecDeque::new(), ms: 0, chance: 1 };
        let names: Vec<String> = (0..sizes.len()).map(|number| format!("f{number}")).collect();
        let uploads = names.iter().zip(&sizes).zip(1..).map(|((name, size), id)| (UploadId(id), file(name, *size)));
        world.tell(Event::Added { uploads: uploads.collect(), at_ms: 0 });
        // First by lot, then well: a server that never serves cannot end well.
        let served = std::iter::repeat_n(Fate::Served, 3000);
        for fate in fates.iter().cycle().take(400).copied().chain(served) {
            if !world.queue.is_busy() && world.queue.summary().attention == 0 {
                break;
            }
            world.go_on(fate);
        }
        for (name, size) in names.iter().zip(&sizes) {
            prop_assert_eq!(world.server.files.get(name), Some(size), "{}", name);
        }
        prop_assert!(!world.queue.is_busy());
    }
}
