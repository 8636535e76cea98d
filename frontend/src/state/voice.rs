//! What is told in passing: to who cannot see it by the live region, to who can by a toast.

use std::time::Duration;

use leptos::prelude::*;

/// The page's voice.
#[derive(Clone, Copy)]
pub(crate) struct Voice {
    said: RwSignal<String>,
    toast: RwSignal<Option<Toast>>,
    last_toast: StoredValue<u64>,
}

/// One line that goes by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Toast {
    number: u64,
    pub(crate) text: String,
}

/// Long enough to read two lines calmly.
const TOAST_FOR: Duration = Duration::from_secs(8);

impl Voice {
    pub(crate) fn new() -> Self {
        Self { said: RwSignal::default(), toast: RwSignal::default(), last_toast: StoredValue::new(0) }
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
        let number = self.last_toast.get_value() + 1;
        self.last_toast.set_value(number);
        self.say(text.clone());
        self.toast.set(Some(Toast { number, text }));
        set_timeout(move || self.end_toast(number), TOAST_FOR);
    }

    fn end_toast(self, number: u64) {
        if self.toast.with_untracked(|toast| toast.as_ref().is_some_and(|toast| toast.number == number)) {
            self.toast.set(None);
        }
    }
}
