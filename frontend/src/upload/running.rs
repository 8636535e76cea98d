//! The engine behind its cut: files are added, and their uploads run.

use holdall_shared::EntryPath;

use super::{
    adding::Adder,
    engine::{Concerned, Engine, MakeEngine},
    machine::{Event, Outage, Remedy, Upload, UploadId},
    runner::Runner,
};
use crate::state::lasting::Lasting;

/// The engine.
pub fn engine() -> MakeEngine {
    MakeEngine(begin)
}

struct Running {
    runner: Runner,
    adder: Adder,
}

fn begin(concerned: &Concerned) -> &'static dyn Engine {
    let runner = Runner::begin(concerned);
    Lasting::new(Running { runner, adder: Adder::begin(concerned, runner) }).as_static()
}

impl Engine for Running {
    fn add_next(&self) {
        self.adder.add_next();
    }

    fn give_up_adding(&self) {
        self.adder.give_up();
    }

    fn add_as_decided(&self) {
        self.adder.add_as_decided();
    }

    fn is_unfinished(&self) -> bool {
        self.runner.is_unfinished()
    }

    fn has(&self, path: &EntryPath) -> bool {
        self.runner.has(path)
    }

    fn get(&self, id: UploadId) -> Option<Upload> {
        self.runner.get(id)
    }

    fn publish(&self) {
        self.runner.publish();
    }

    fn decide(&self, id: UploadId, remedy: Remedy) {
        self.runner.decide(id, remedy);
    }

    fn decide_all(&self, remedy: &Remedy, wait: fn(&Upload) -> bool) {
        self.runner.decide_all(remedy, wait);
    }

    fn cancel(&self, id: UploadId) {
        self.runner.dispatch(Event::Cancelled { id });
    }

    fn pause_or_resume(&self, id: UploadId) {
        self.runner.pause_or_resume(id);
    }

    fn pause_all(&self) {
        self.runner.dispatch(Event::AllPaused);
    }

    fn resume_all(&self) {
        self.runner.dispatch(Event::AllResumed);
    }

    fn clear(&self) {
        self.runner.dispatch(Event::Cleared);
    }

    fn continue_unfinished(&self) {
        self.runner.continue_unfinished();
    }

    fn discard_unfinished(&self) {
        self.runner.discard_unfinished();
    }

    fn reconnected(&self, outage: Outage) {
        self.runner.dispatch(Event::Reconnected { outage });
    }

    fn signed_in(&self) {
        self.runner.dispatch(Event::SignedIn);
    }

    fn signed_out(&self) {
        self.adder.give_up();
        self.runner.signed_out();
    }

    fn limits_known(&self, max_file_size: Option<u64>) {
        self.runner.dispatch(Event::LimitsKnown { max_file_size });
    }
}
