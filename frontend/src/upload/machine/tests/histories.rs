//! Properties of all histories, the impossible ones included: whatever is told in whatever order, nothing is lost, sent
//! twice at a time, over a limit, or left without somebody who goes on with it.

use std::collections::{BTreeMap, BTreeSet};

use holdall_shared::{EntryKind, ProblemKind};
use proptest::prelude::*;

use super::*;
use crate::number;

fn any_answer() -> impl Strategy<Value = Answer> {
    let kind = prop::sample::select(ProblemKind::ALL);
    let offset = 0_u64..40 * MIB;
    let proof = prop_oneof![Just(Proof::Checked), Just(Proof::Unchecked)];
    prop_oneof![
        2 => Just(Answer::Stored(Receipt::of(&entry("f", EntryKind::File), Proof::Checked))),
        4 => "[ab]".prop_map(|name| Answer::Begun { resource: Resource(name) }),
        3 => offset.clone().prop_map(|offset| Answer::Located { offset }),
        4 => (offset, proof).prop_map(|(offset, proof)| Answer::Appended { offset, proof }),
        4 => kind.prop_map(|kind| Answer::Refused(problem(kind))),
        1 => prop::sample::select(vec![413_u16, 400, 302]).prop_map(|status| Answer::Foreign { status }),
        3 => Just(Answer::Lost),
        1 => Just(Answer::Unreadable),
    ]
}

fn any_together() -> impl Strategy<Value = Together> {
    prop_oneof![
        3 => (1_usize..4).prop_map(|files| Together::Stored(vec![receipt("f"); files])),
        2 => any_answer().prop_map(Together::Failed),
    ]
}

fn any_remedy() -> impl Strategy<Value = Remedy> {
    prop_oneof![
        Just(Remedy::KeepBoth),
        Just(Remedy::Replace),
        Just(Remedy::ReplaceAnyway),
        Just(Remedy::Skip),
        "[a?/]{0,3}".prop_map(Remedy::UseName),
        Just(Remedy::Retry),
        Just(Remedy::Dismiss),
    ]
}

fn any_event() -> impl Strategy<Value = Event> {
    let id = (1_u64..8).prop_map(UploadId);
    // Requests are numbered from one on: many of these are the one under way.
    let ticket = 1_u64..30;
    let at = 0_u64..400_000;
    let now = (at.clone(), any::<u16>()).prop_map(|(ms, chance)| Now { ms, chance });
    let mode = prop_oneof![Just(Mode::Create), Just(Mode::KeepBoth), Just(Mode::ReplaceAnyway)];
    let outage = prop_oneof![Just(Outage::Real), Just(Outage::Momentary)];
    prop_oneof![
        5 => (id.clone(), "[a?/]{0,3}", 0_u64..40, mode).prop_map(|(id, name, mib, mode)| Event::Added {
            uploads: vec![(id, NewUpload { mode, ..file(&name, mib * MIB) })],
            at_ms: 0
        }),
        3 => (1_u64..8, prop::collection::vec(0_u64..100_000, 1..8)).prop_map(|(first, sizes)| Event::Added {
            uploads: (first..).map(UploadId).zip(sizes.into_iter().map(|size| file("a", size))).collect(),
            at_ms: 0
        }),
        3 => (id.clone(), ticket.clone(), any::<u64>(), at)
            .prop_map(|(id, ticket, left, at_ms)| Event::Progressed { id, ticket, left, at_ms }),
        20 => (id.clone(), ticket.clone(), any_answer(), now.clone())
            .prop_map(|(id, ticket, answer, now)| Event::Answered { id, ticket, answer, now }),
        6 => (ticket, any_together(), now.clone())
            .prop_map(|(ticket, together, now)| Event::AnsweredTogether { ticket, together, now }),
        4 => (id.clone(), any_remedy()).prop_map(|(id, remedy)| Event::Decided { id, remedy }),
        1 => id.clone().prop_map(|id| Event::Cancelled { id }),
        2 => id.clone().prop_map(|id| Event::Paused { id }),
        2 => id.prop_map(|id| Event::Resumed { id }),
        1 => Just(Event::AllPaused),
        2 => Just(Event::AllResumed),
        2 => outage.prop_map(|outage| Event::Reconnected { outage }),
        1 => Just(Event::Nudged),
        2 => Just(Event::SignedIn),
        3 => now.prop_map(|now| Event::Ticked { now }),
        1 => Just(Event::Cleared),
        1 => (0_u64..40).prop_map(|mib| Event::LimitsKnown { max_file_size: Some(mib * MIB) }),
    ]
}

/// Answers are mostly about the request that is really under way.
fn aim(queue: &Queue, event: Event) -> Event {
    match event {
        Event::Answered { id, ticket, answer, now } => {
            let current = queue.flights.get(&id).filter(|_| ticket % 4 != 0).map(|flight| flight.ticket);
            Event::Answered { id, ticket: current.unwrap_or(ticket), answer, now }
        }
        Event::AnsweredTogether { ticket, mut together, now } => {
            let bundle =
                queue.flights.values().map(|flight| flight.ticket).find(|ticket| queue.members(*ticket).len() > 1);
            let ticket = bundle.unwrap_or(ticket);
            if let Together::Stored(receipts) = &mut together
                && now.ms % 4 != 0
            {
                *receipts = vec![receipt("f"); queue.members(ticket).len()];
            }
            Event::AnsweredTogether { ticket, together, now }
        }
        other => other,
    }
}

/// What a runner would have under way.
#[derive(Default)]
struct Runner {
    open: BTreeMap<UploadId, (u64, Ask)>,
}

impl Runner {
    fn hear(&mut self, event: &Event) {
        match event {
            Event::Answered { id, ticket, .. } if self.open.get(id).is_some_and(|(open, _)| open == ticket) => {
                self.end(*ticket);
            }
            Event::AnsweredTogether { ticket, .. } => self.end(*ticket),
            _ => {}
        }
    }

    /// A request ends, for all of its files.
    fn end(&mut self, ticket: u64) {
        self.open.retain(|_, (open, _)| *open != ticket);
    }

    fn connections(&self) -> usize {
        self.open.values().map(|(ticket, _)| *ticket).collect::<BTreeSet<_>>().len()
    }

    fn perform(&mut self, commands: &[Command]) -> Result<(), TestCaseError> {
        for command in commands {
            match command {
                Command::Send { id, ticket, ask } => {
                    let former = self.open.insert(*id, (*ticket, ask.clone()));
                    prop_assert!(former.is_none(), "two requests for one file at a time: {former:?}, {ask:?}");
                }
                Command::SendTogether { ticket, parts } => {
                    prop_assert!(parts.len() > 1 && parts.len() <= BundleSize::MOST);
                    for part in parts {
                        let ask = Ask::Whole { target: part.target.clone(), size: part.size };
                        let former = self.open.insert(part.id, (*ticket, ask));
                        prop_assert!(former.is_none(), "two requests for one file at a time");
                    }
                }
                Command::Abort { id } => {
                    let open = self.open.get(id).map(|(ticket, _)| *ticket);
                    prop_assert!(open.is_some(), "nothing to abort");
                    self.end(open.unwrap());
                }
                _ => {}
            }
        }
        let memory: u64 = self.open.values().map(|(_, ask)| ask.memory()).sum();
        prop_assert!(self.connections() <= MAX_PARALLEL && memory <= MAX_MEMORY, "{memory} {:?}", self.open);
        Ok(())
    }
}

fn check(queue: &Queue, runner: &Runner) -> Result<(), TestCaseError> {
    let sending: BTreeSet<UploadId> = runner.open.keys().copied().collect();
    prop_assert_eq!(&queue.shelves.sending, &sending);
    let mut totals = shelves::Totals::default();
    for upload in queue.uploads() {
        prop_assert!(upload.sent() <= upload.size);
        match upload.phase {
            Phase::Sending { .. } => prop_assert!(sending.contains(&upload.id)),
            // Somebody will go on with it: the next free turn, a moment, or who can remove what is in the way.
            Phase::Waiting | Phase::Interrupted { until_ms: None } => {
                let is_full = runner.connections() == MAX_PARALLEL
                    || MAX_MEMORY - queue.flights.values().map(|flight| flight.ask.memory()).sum::<u64>()
                        < SliceSize::SMALLEST * 4;
                prop_assert!(queue.hold().is_some() || is_full, "{upload:?} is forgotten");
            }
            Phase::Interrupted { until_ms: Some(_) } | Phase::Paused | Phase::Failed(_) | Phase::Done(_) => {}
        }
        if upload.batch == queue.batch && !upload.needs_attention() {
            totals.count += 1;
            totals.done += u64::from(matches!(upload.phase, Phase::Done(_)));
            totals.sent += upload.sent();
            totals.bytes += upload.size;
        }
    }
    prop_assert_eq!(queue.shelves.totals, totals, "what was counted step by step");
    let shown = queue.shown(0, usize::MAX);
    let rows = shown.before.len() + shown.waiting.len() + shown.done.len();
    prop_assert_eq!(rows + shown.more_attention + shown.more_done, queue.uploads.len());
    let summary = queue.summary();
    prop_assert!(summary.percent() <= 100 && summary.done <= summary.count);
    prop_assert_eq!(summary.is_unfinished(), queue.is_busy());
    prop_assert_eq!(number::length(queue.shelves.attention.len()), summary.attention);
    Ok(())
}

proptest! {
    #[test]
    fn no_history_breaks_the_rules(events in prop::collection::vec(any_event(), 0..120)) {
        let (mut queue, mut runner) = (Queue::default(), Runner::default());
        let mut known = BTreeSet::new();
        for event in events {
            let event = aim(&queue, event);
            let before: BTreeSet<UploadId> = queue.uploads().map(|upload| upload.id).collect();
            match &event {
                // Ids are never used again.
                Event::Added { uploads, .. } if uploads.iter().any(|(id, _)| known.contains(id)) => continue,
                Event::Added { uploads, .. } => known.extend(uploads.iter().map(|(id, _)| *id)),
                _ => runner.hear(&event),
            }
            let asked = event.clone();
            let was_done: BTreeSet<UploadId> = queue.shelves.done.clone();
            let commands = step(&mut queue, event);
            runner.perform(&commands)?;
            check(&queue, &runner)?;
            let after: BTreeSet<UploadId> = queue.uploads().map(|upload| upload.id).collect();
            for gone in before.difference(&after) {
                let is_wanted = match &asked {
                    Event::Cancelled { id } | Event::Decided { id, remedy: Remedy::Skip | Remedy::Dismiss } => id == gone,
                    Event::Cleared => was_done.contains(gone),
                    _ => false,
                };
                prop_assert!(is_wanted, "{asked:?} has lost {gone:?}");
            }
        }
    }
}
