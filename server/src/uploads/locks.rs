//! One lock for each upload. Whoever comes asks whoever holds it to stop: a connection that is dead, but does not know it
//! yet, must not stand in the way of the one that goes on.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Mutex as AsyncMutex, OwnedMutexGuard, watch},
    time::timeout,
};

use super::UploadError;
use crate::store::KeptId;

/// How long the holder may take to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// See the module.
#[derive(Debug, Clone)]
pub(super) struct Locks {
    slots: Arc<Mutex<HashMap<KeptId, Slot>>>,
    patience: Duration,
}

#[derive(Debug, Clone)]
struct Slot {
    lock: Arc<AsyncMutex<()>>,
    /// How many wait for it.
    waiting: watch::Sender<usize>,
}

/// The lock of one upload, held until this is dropped.
#[derive(Debug)]
pub(super) struct Held {
    locks: Locks,
    id: KeptId,
    waiting: watch::Sender<usize>,
    guard: Option<OwnedMutexGuard<()>>,
}

/// Somebody who waits, until this is dropped.
struct Waiting<'a>(&'a watch::Sender<usize>);

impl Default for Locks {
    fn default() -> Self {
        Self { slots: Arc::default(), patience: PATIENCE }
    }
}

impl Locks {
    /// Takes the lock, as soon as its holder has stopped.
    pub(super) async fn acquire(&self, id: &KeptId) -> Result<Held, UploadError> {
        let slot = self.slot(id);
        let one = Waiting::begin(&slot.waiting);
        let guard = timeout(self.patience, Arc::clone(&slot.lock).lock_owned()).await;
        drop(one);
        let guard = guard.map_err(|_elapsed| UploadError::Busy)?;
        Ok(Held { locks: self.clone(), id: id.clone(), waiting: slot.waiting, guard: Some(guard) })
    }

    /// Takes the lock if nobody has it.
    pub(super) fn try_acquire(&self, id: &KeptId) -> Option<Held> {
        let slot = self.slot(id);
        let guard = Arc::clone(&slot.lock).try_lock_owned().ok()?;
        Some(Held { locks: self.clone(), id: id.clone(), waiting: slot.waiting, guard: Some(guard) })
    }

    fn slot(&self, id: &KeptId) -> Slot {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.entry(id.clone()).or_insert_with(|| Slot { lock: Arc::default(), waiting: watch::Sender::new(0) }).clone()
    }
}

impl Held {
    /// Waits until somebody else wants the lock.
    pub(super) fn wanted(&self) -> impl Future<Output = ()> + use<> {
        let mut waiting = self.waiting.subscribe();
        async move {
            // The sender is in the slot for as long as the lock is held.
            let _ = waiting.wait_for(|waiting| *waiting > 0).await;
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut slots = self.locks.slots.lock().unwrap_or_else(PoisonError::into_inner);
        self.guard = None;
        // One in the table, and none with anybody who waits.
        if slots.get(&self.id).is_some_and(|slot| Arc::strong_count(&slot.lock) == 1) {
            slots.remove(&self.id);
        }
    }
}

impl<'a> Waiting<'a> {
    fn begin(waiting: &'a watch::Sender<usize>) -> Self {
        waiting.send_modify(|waiting| *waiting += 1);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|waiting| *waiting -= 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> KeptId {
        KeptId::random().unwrap()
    }

    #[tokio::test]
    async fn the_holder_is_asked_to_stop_and_the_newcomer_gets_the_lock() {
        let (locks, id) = (Locks::default(), id());
        let first = locks.acquire(&id).await.unwrap();
        assert!(locks.try_acquire(&id).is_none());
        let second = tokio::spawn({
            let (locks, id) = (locks.clone(), id.clone());
            async move { locks.acquire(&id).await.is_ok() }
        });
        first.wanted().await;
        drop(first);
        assert!(second.await.unwrap());
        assert!(locks.slots.lock().unwrap().is_empty(), "nothing stays of a lock that nobody holds");
    }

    #[tokio::test]
    async fn a_holder_that_does_not_stop_is_told_as_busy() {
        let (locks, id) = (Locks { patience: Duration::from_millis(10), ..Locks::default() }, id());
        let _first = locks.acquire(&id).await.unwrap();
        assert!(matches!(locks.acquire(&id).await, Err(UploadError::Busy)));
    }

    #[tokio::test]
    async fn locks_of_two_uploads_are_two() {
        let locks = Locks::default();
        let (_a, _b) = (locks.acquire(&id()).await.unwrap(), locks.acquire(&id()).await.unwrap());
    }
}
