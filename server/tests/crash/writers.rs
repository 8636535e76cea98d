//! Clients that create, replace and delete at once, until their server is gone, and note what they were told.

use std::{
    io::Cursor,
    sync::{
        Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
        mpsc::Sender,
    },
};

use reqwest::blocking::Body;

use crate::{
    dice::Dice,
    oracle::{Oracle, State, Version},
    support::Server,
};

/// One run of the writers against one server.
pub(crate) struct Writers<'a> {
    pub(crate) server: &'a Server,
    pub(crate) oracle: &'a Mutex<Oracle>,
    pub(crate) acknowledged: Sender<()>,
    pub(crate) stop: &'a AtomicBool,
    /// Longest content.
    pub(crate) longest: u64,
    /// Whether files are deleted, too.
    pub(crate) deletes: Deletes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deletes {
    Yes,
    No,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Framing {
    Length,
    Chunks,
}

impl Writers<'_> {
    /// The work of one client, in names of its own. An answer that is neither success nor a failing disk is an error
    /// of the server and returned.
    pub(crate) fn work(&self, prefix: &str, mut dice: Dice) -> Result<(), String> {
        let mut made = 0_u32;
        while !self.stop.load(Ordering::Relaxed) {
            let old = self.oracle().settled(prefix, dice.next());
            let (method, name, state) = match (dice.below(10), old) {
                (0..4, Some(name)) => ("PUT", name, Some(Version::roll(&mut dice, self.longest))),
                (4, Some(name)) if self.deletes == Deletes::Yes => ("DELETE", name, None),
                _ => {
                    made += 1;
                    ("POST", format!("{prefix}{:x}-{made}", dice.next()), Some(Version::roll(&mut dice, self.longest)))
                }
            };
            self.oracle().attempt(&name, state);
            match self.send(method, &name, state, if dice.below(2) == 0 { Framing::Length } else { Framing::Chunks }) {
                // No answer: the server is gone. 5xx: its disk is.
                None | Some(500..) => return Ok(()),
                Some(200..300) => {
                    self.oracle().acknowledge(&name, state);
                    let _ = self.acknowledged.send(());
                }
                // Whatever a server says whose disk is being cut off: it is not acknowledged.
                Some(_) if self.stop.load(Ordering::Relaxed) => return Ok(()),
                Some(status) => return Err(format!("{method} {name}: {status}")),
            }
        }
        Ok(())
    }

    fn send(&self, method: &str, name: &str, state: State, framing: Framing) -> Option<u16> {
        let target = format!("/files/{name}");
        let request = match method {
            "POST" => self.server.post(&target),
            "PUT" => self.server.put(&target),
            _ => self.server.delete(&target),
        };
        let request = match state.map(Version::bytes) {
            None => request,
            Some(bytes) if framing == Framing::Chunks => request.body(Body::new(Cursor::new(bytes))),
            Some(bytes) => request.body(bytes),
        };
        request.send().ok().map(|response| response.status().as_u16())
    }

    fn oracle(&self) -> MutexGuard<'_, Oracle> {
        self.oracle.lock().unwrap()
    }
}
