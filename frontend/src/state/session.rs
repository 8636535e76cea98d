//! Who we are to the server.

use holdall_shared::{Action, ProblemKind, Session};
use leptos::prelude::*;

use super::{connection::Connection, route, voice::Voice};
use crate::{
    api::{self, ApiError},
    browser::{address, task},
    text::{problems, sign_in},
};

/// The session, or that there is none.
#[derive(Clone, Copy)]
pub(crate) struct Visitor {
    session: RwSignal<Option<Session>>,
    presence: RwSignal<Presence>,
    /// Why the last sign-in did not work, in words.
    refusal: RwSignal<Option<String>>,
    on_known: StoredValue<Vec<Callback<Presence>>>,
    connection: Connection,
    voice: Voice,
}

/// How the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// The server has not said yet.
    Unknown,
    /// As the session says.
    Known,
    /// Somebody is signing out: nothing more is asked for.
    Leaving,
    /// It has ended while the page was in use.
    Ended,
}

impl Visitor {
    pub(crate) fn new(connection: Connection, voice: Voice) -> Self {
        Self {
            session: RwSignal::new(None),
            presence: RwSignal::new(Presence::Unknown),
            refusal: RwSignal::new(None),
            on_known: StoredValue::new(Vec::new()),
            connection,
            voice,
        }
    }

    /// How the session stands.
    pub(crate) fn presence(self) -> Signal<Presence> {
        self.presence.into()
    }

    /// Why the last sign-in did not work.
    pub(crate) fn refusal(self) -> Signal<Option<String>> {
        self.refusal.into()
    }

    /// Whether this may be done here.
    pub(crate) fn may(self, action: Action) -> bool {
        self.session.with(|session| session.as_ref().is_some_and(|session| session.may(action)))
    }

    /// As [`Self::may`], outside of what is drawn.
    pub(crate) fn may_untracked(self, action: Action) -> bool {
        self.session.with_untracked(|session| session.as_ref().is_some_and(|session| session.may(action)))
    }

    /// Whether we are signed in.
    pub(crate) fn is_signed_in(self) -> bool {
        self.session.with(|session| session.as_ref().is_some_and(|session| session.signed_in))
    }

    /// As [`Self::is_signed_in`], outside of what is drawn.
    pub(crate) fn is_signed_in_untracked(self) -> bool {
        self.session.with_untracked(|session| session.as_ref().is_some_and(|session| session.signed_in))
    }

    /// Calls back whenever the server has said who we are, with how the session stood before.
    pub(crate) fn when_known(self, callback: Callback<Presence>) {
        self.on_known.update_value(|callbacks| callbacks.push(callback));
    }

    /// Uses the code of a sign-in link, if the address has one, and asks who we are.
    pub(crate) fn begin(self) {
        let code = route::sign_in_code(&address::hash());
        if code.is_some() {
            // Also when it does not work: a code must not stay in the history.
            address::replace(&(address::pathname() + &address::search()));
        }
        task::run(async move {
            if let Some(code) = code {
                let result = api::session::sign_in(code).await;
                self.refusal.set(result.as_ref().err().map(refusal_of));
            }
            self.ask().await;
        });
    }

    /// Asks the server who we are.
    pub(crate) async fn ask(self) {
        let result = api::session::current().await;
        self.connection.hear(&result);
        if let Ok(session) = result {
            self.known(session);
        }
    }

    fn known(self, session: Session) {
        let before = self.presence.get_untracked();
        self.session.set(Some(session));
        self.presence.set(Presence::Known);
        for callback in self.on_known.get_value() {
            callback.run(before);
        }
    }

    /// Exchanges a token or a code for a session.
    pub(crate) async fn sign_in(self, credential: String) -> Result<(), ()> {
        self.refusal.set(None);
        match api::session::sign_in(credential).await {
            Ok(session) => {
                self.known(session);
                self.voice.say(sign_in::signed_in());
                Ok(())
            }
            Err(error) => {
                self.refusal.set(Some(refusal_of(&error)));
                Err(())
            }
        }
    }

    /// Ends the session.
    pub(crate) async fn sign_out(self) -> Result<(), ApiError> {
        self.presence.set(Presence::Leaving);
        let result = api::session::sign_out().await;
        self.connection.hear(&result);
        if result.is_err() {
            self.presence.set(Presence::Known);
        }
        result?;
        self.ask().await;
        Ok(())
    }

    /// Hears how a request ended: the session may have.
    pub(crate) fn hear<T>(self, result: &Result<T, ApiError>) {
        if let Err(ApiError::Problem(problem)) = result
            && problem.kind == ProblemKind::Unauthenticated
        {
            self.ended();
        }
    }

    /// The session has ended.
    pub(crate) fn ended(self) {
        if self.presence.get_untracked() == Presence::Known {
            self.presence.set(Presence::Ended);
            self.voice.say(problems::signed_out());
        }
    }
}

fn refusal_of(error: &ApiError) -> String {
    match error.problem() {
        Some(problem) if matches!(problem.kind, ProblemKind::WrongCredential | ProblemKind::Unauthenticated) => {
            sign_in::wrong().to_owned()
        }
        _ => error.sentence(sign_in::credential()),
    }
}
