//! What is told in passing: to who cannot see it by the live region, to who can by a toast.
//!
//! A toast goes by itself; one that offers something stays longer, and as long as the pointer or the focus is on it.

use std::time::Duration;

use leptos::prelude::*;

/// The page's voice.
#[derive(Clone, Copy)]
pub(crate) struct Voice {
    said: RwSignal<String>,
    toast: RwSignal<Option<Toast>>,
    /// Tells the waits of toasts apart: an older one ends nothing.
    last_wait: StoredValue<u64>,
}

/// One line that goes by itself.
#[derive(Clone)]
pub(crate) struct Toast {
    pub(crate) text: String,
    pub(crate) offer: Option<Offer>,
}

/// What a toast's button does.
#[derive(Clone)]
pub(crate) struct Offer {
    pub(crate) label: &'static str,
    pub(crate) act: Callback<()>,
}

/// Long enough to read two lines calmly.
const TOAST_FOR: Duration = Duration::from_secs(8);
/// Long enough to think better of it.
const OFFER_FOR: Duration = Duration::from_secs(10);

impl Voice {
    pub(crate) fn new() -> Self {
        Self { said: RwSignal::default(), toast: RwSignal::default(), last_wait: StoredValue::new(0) }
    }

    /// The text of the live region.
    pub(crate) fn said(self) -> Signal<String> {
        self.said.into()
    }

    /// The toast, if there is one.
    pub(crate) fn toast(self) -> Signal<Option<Toast>> {
        self.toast.into()
    }

    /// Says something to who cannot see it.
    pub(crate) fn say(self, text: impl Into<String>) {
        let mut text = text.into();
        // A live region says only what changes: the same sentence again gets an invisible difference.
        if self.said.with_untracked(|said| *said == text) {
            text.push('\u{a0}');
        }
        self.said.set(text);
    }

    /// Says something to everybody.
    pub(crate) fn tell(self, text: String) {
        self.show(Toast { text, offer: None });
    }

    /// The same, with a button.
    pub(crate) fn offer(self, text: String, label: &'static str, act: impl Fn() + Send + Sync + 'static) {
        self.show(Toast { text, offer: Some(Offer { label, act: Callback::new(move |()| act()) }) });
    }

    /// The toast stays: somebody is at it.
    pub(crate) fn hold_toast(self) {
        self.next_wait();
    }

    /// Nobody is at the toast any more: from now on it has its time.
    pub(crate) fn release_toast(self) {
        let wait = self.next_wait();
        let has_offer = self.toast.with_untracked(|toast| toast.as_ref().is_some_and(|toast| toast.offer.is_some()));
        set_timeout(move || self.end_wait(wait), if has_offer { OFFER_FOR } else { TOAST_FOR });
    }

    /// Takes the toast away.
    pub(crate) fn end_toast(self) {
        self.next_wait();
        self.toast.set(None);
    }

    fn show(self, toast: Toast) {
        self.say(toast.text.clone());
        self.toast.set(Some(toast));
        self.release_toast();
    }

    fn next_wait(self) -> u64 {
        let wait = self.last_wait.get_value() + 1;
        self.last_wait.set_value(wait);
        wait
    }

    fn end_wait(self, wait: u64) {
        if self.last_wait.get_value() == wait {
            self.toast.set(None);
        }
    }
}
