//! Takes turns: so many at once, the others in the order in which they came. Who gives up (drops its future) frees its
//! place at once.

use std::{
    cell::RefCell,
    collections::VecDeque,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// Those who take turns.
#[derive(Clone)]
pub struct Turns(Rc<RefCell<State>>);

struct State {
    free: usize,
    next_id: u64,
    waiting: VecDeque<(u64, Waker)>,
}

impl Turns {
    /// So many at once.
    pub fn of(at_once: usize) -> Self {
        Self(Rc::new(RefCell::new(State { free: at_once, next_id: 0, waiting: VecDeque::new() })))
    }

    /// Waits for a turn.
    pub fn wait(&self) -> Waiting {
        Waiting { turns: self.clone(), id: None }
    }

    /// Who is first is asked again, if there is a place.
    fn wake_first(&self) {
        let first = {
            let state = self.0.borrow();
            let first = state.waiting.front().filter(|_| state.free > 0);
            first.map(|(_, waker)| waker.clone())
        };
        if let Some(waker) = first {
            waker.wake();
        }
    }
}

/// Somebody who waits.
pub struct Waiting {
    turns: Turns,
    id: Option<u64>,
}

/// A turn: it ends when this is dropped.
pub struct Turn(Turns);

impl Future for Waiting {
    type Output = Turn;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Turn> {
        let turns = self.turns.clone();
        let mut state = turns.0.borrow_mut();
        let is_first = state.waiting.front().is_none_or(|(first, _)| Some(*first) == self.id);
        if is_first && state.free > 0 {
            state.free -= 1;
            if self.id.take().is_some() {
                state.waiting.pop_front();
            }
            drop(state);
            // There may be another place for who is first now.
            turns.wake_first();
            return Poll::Ready(Turn(turns));
        }
        let waker = context.waker().clone();
        let mine = self.id.and_then(|id| state.waiting.iter_mut().find(|(waiting, _)| *waiting == id));
        if let Some((_, known)) = mine {
            *known = waker;
        } else {
            let id = state.next_id;
            state.next_id += 1;
            state.waiting.push_back((id, waker));
            self.id = Some(id);
        }
        Poll::Pending
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            self.turns.0.borrow_mut().waiting.retain(|(waiting, _)| *waiting != id);
            self.turns.wake_first();
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.0.borrow_mut().free += 1;
        self.0.wake_first();
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
        task::Wake,
    };

    use super::*;

    #[derive(Default)]
    struct Calls(AtomicUsize);

    impl Wake for Calls {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    struct Person {
        waiting: Pin<Box<Waiting>>,
        calls: Arc<Calls>,
    }

    impl Person {
        fn new(turns: &Turns) -> Self {
            Self { waiting: Box::pin(turns.wait()), calls: Arc::default() }
        }

        fn ask(&mut self) -> Option<Turn> {
            let waker = Waker::from(Arc::clone(&self.calls));
            match self.waiting.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(turn) => Some(turn),
                Poll::Pending => None,
            }
        }

        fn calls(&self) -> usize {
            self.calls.0.load(Ordering::Relaxed)
        }
    }

    #[test]
    fn so_many_at_once_then_in_order() {
        let turns = Turns::of(2);
        let mut people: Vec<Person> = (0..5).map(|_| Person::new(&turns)).collect();
        let mut held: Vec<Option<Turn>> = people.iter_mut().map(Person::ask).collect();
        assert_eq!(held.iter().map(Option::is_some).collect::<Vec<_>>(), [true, true, false, false, false]);
        held[0] = None;
        assert_eq!((people[2].calls(), people[3].calls()), (1, 0));
        assert!(people[3].ask().is_none(), "it is not its turn");
        let third = people[2].ask();
        assert!(third.is_some());
        drop((third, held));
        assert!(people[3].calls() > 0);
        assert!(people[3].ask().is_some());
    }

    #[test]
    fn who_gives_up_lets_the_next_one_in() {
        let turns = Turns::of(1);
        let mut people: Vec<Person> = (0..3).map(|_| Person::new(&turns)).collect();
        let held = people[0].ask();
        assert!(people[1].ask().is_none() && people[2].ask().is_none());
        drop(people.remove(1));
        drop(held);
        assert_eq!(people[1].calls(), 1);
        let last = people[1].ask();
        assert!(last.is_some());
        assert_eq!(turns.0.borrow().waiting.len(), 0);
        drop(last);
        assert_eq!(turns.0.borrow().free, 1);
    }

    #[test]
    fn who_was_called_and_gives_up_passes_it_on() {
        let turns = Turns::of(1);
        let mut people: Vec<Person> = (0..3).map(|_| Person::new(&turns)).collect();
        let held = people[0].ask();
        assert!(people[1].ask().is_none() && people[2].ask().is_none());
        drop(held);
        assert_eq!(people[1].calls(), 1);
        drop(people.remove(1));
        assert_eq!(people[1].calls(), 1);
        assert!(people[1].ask().is_some());
    }
}
