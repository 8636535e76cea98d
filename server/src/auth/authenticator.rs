//! From credentials to actors: tokens, codes and sessions.

use std::{fmt::Write as _, time::Duration};

use holdall_shared::{Action, Timestamp};
use subtle::ConstantTimeEq as _;

use super::{Actor, ApiToken, Code, Means, hash};
use crate::{
    catalog::{Catalog, CatalogError, Hash, StoredSession},
    clock::{Clock, after},
    random,
};

/// How long a session lasts.
const SESSION_LIFETIME: Duration = Duration::from_hours(30 * 24);

/// What this server lets people do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// What the owner may do.
    pub owner: &'static [Action],
    /// What guests may do.
    pub guests: &'static [Action],
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Authenticator {
    catalog: Catalog,
    clock: Clock,
    policy: Policy,
    configured: Option<Hash>,
}

/// A session that has just begun.
pub struct SignedIn {
    /// What the cookie says. It is not kept.
    pub secret: String,
    /// How long it lasts.
    pub lifetime: Duration,
    /// Who it is.
    pub actor: Actor,
}

/// Why nobody was identified.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// A token, code or session that does not work.
    #[error("the credential does not work")]
    Wrong,
    /// The catalog failed.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The system has no random numbers.
    #[error("no random numbers")]
    Random(#[from] getrandom::Error),
}

impl Authenticator {
    /// `token` is the owner's own, from the settings.
    pub fn new(catalog: Catalog, clock: Clock, policy: Policy, token: Option<&str>) -> Self {
        Self { catalog, clock, policy, configured: token.map(hash) }
    }

    /// Who sent a request with this token and this session secret. A token that does not work is an error even where
    /// guests are welcome: a script must hear that its token is wrong. An ended session is a guest.
    pub async fn identify(&self, bearer: Option<&str>, session: Option<&str>) -> Result<Actor, AuthError> {
        if let Some(token) = bearer {
            let id = self.origin_of_token(token).await?;
            return Ok(Actor::new(id, Means::Bearer, self.policy.owner));
        }
        if let Some(secret) = session
            && self.is_live(&hash(secret)).await?
        {
            return Ok(Actor::new(id_of_session(secret), Means::Cookie, self.policy.owner));
        }
        Ok(self.guest())
    }

    /// Nobody in particular.
    pub fn guest(&self) -> Actor {
        Actor::new("guest".to_owned(), Means::None, self.policy.guests)
    }

    /// Begins a session for a token or a one-time code; the code is used up.
    pub async fn sign_in(&self, credential: &str) -> Result<SignedIn, AuthError> {
        let credential = credential.trim();
        let now = self.clock.now();
        let origin = match Code::parse(credential) {
            Some(code) if self.catalog.take_code(&code.hash(), now).await? => "code".to_owned(),
            _ => self.origin_of_token(credential).await?,
        };
        let secret = random::encode(&random::bytes::<32>()?);
        let session = StoredSession { origin, expires: after(now, SESSION_LIFETIME) };
        self.catalog.insert_session(&hash(&secret), &session, now).await?;
        let actor = Actor::new(id_of_session(&secret), Means::Cookie, self.policy.owner);
        Ok(SignedIn { secret, lifetime: SESSION_LIFETIME, actor })
    }

    /// Ends a session.
    pub async fn sign_out(&self, secret: &str) -> Result<(), AuthError> {
        Ok(self.catalog.delete_session(&hash(secret)).await?)
    }

    /// A fresh one-time code.
    pub async fn new_code(&self) -> Result<Code, AuthError> {
        new_code(&self.catalog, self.clock.now()).await
    }

    /// Where sessions made from this token come from; an error if it does not work.
    async fn origin_of_token(&self, token: &str) -> Result<String, AuthError> {
        let presented = hash(token);
        if self.configured.is_some_and(|configured| configured.ct_eq(&presented).into()) {
            return Ok(configured_origin(&presented));
        }
        let Some(id) = ApiToken::id_of(token) else { return Err(AuthError::Wrong) };
        match self.catalog.token_hash(id).await? {
            Some(kept) if kept.as_slice().ct_eq(&presented).into() => Ok(format!("token:{id}")),
            _ => Err(AuthError::Wrong),
        }
    }

    /// Whether a session goes on: not ended, not over, and the owner's token it came from still the same.
    async fn is_live(&self, hash: &Hash) -> Result<bool, AuthError> {
        let Some(session) = self.catalog.session(hash).await? else { return Ok(false) };
        if session.expires <= self.clock.now() {
            return Ok(false);
        }
        let of_a_configured_token = session.origin.starts_with("configured:");
        Ok(!of_a_configured_token || self.configured.is_some_and(|hash| session.origin == configured_origin(&hash)))
    }
}

/// Makes a one-time code and keeps it.
pub(crate) async fn new_code(catalog: &Catalog, now: Timestamp) -> Result<Code, AuthError> {
    let code = Code::random()?;
    catalog.insert_code(&code.hash(), after(now, Code::LIFETIME), now).await?;
    Ok(code)
}

fn configured_origin(hash: &Hash) -> String {
    short("configured:", hash)
}

fn id_of_session(secret: &str) -> String {
    short("session:", &hash(secret))
}

/// Enough of a hash to tell one secret from the next.
fn short(prefix: &str, hash: &Hash) -> String {
    hash.iter().take(8).fold(prefix.to_owned(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::StoredToken;

    const OWNER: &str = "an owner's own token";
    const POLICY: Policy = Policy { owner: &Action::ALL, guests: &[] };

    async fn authenticator(clock: Clock) -> Authenticator {
        Authenticator::new(Catalog::in_memory().await.unwrap(), clock, POLICY, Some(OWNER))
    }

    #[tokio::test]
    async fn the_owners_token_works_and_no_other() {
        let auth = authenticator(Clock::fixed(0)).await;
        assert_eq!(auth.identify(Some(OWNER), None).await.unwrap().means(), Means::Bearer);
        for wrong in ["", "an owner's own toke", "hd1_x_y", "hd1_"] {
            assert!(matches!(auth.identify(Some(wrong), None).await, Err(AuthError::Wrong)), "{wrong:?}");
        }
        assert_eq!(auth.identify(None, None).await.unwrap().means(), Means::None);
    }

    #[tokio::test]
    async fn a_code_works_once_and_for_fifteen_minutes() {
        let clock = Clock::fixed(0);
        let auth = authenticator(clock.clone()).await;
        let code = auth.new_code().await.unwrap().to_string();
        assert!(auth.sign_in(&code.to_lowercase()).await.is_ok());
        assert!(matches!(auth.sign_in(&code).await, Err(AuthError::Wrong)));
        let code = auth.new_code().await.unwrap().to_string();
        clock.advance(Code::LIFETIME);
        assert!(matches!(auth.sign_in(&code).await, Err(AuthError::Wrong)));
    }

    #[tokio::test]
    async fn a_session_lives_until_it_is_ended_or_over() {
        let clock = Clock::fixed(0);
        let auth = authenticator(clock.clone()).await;
        let (first, second) = (auth.sign_in(OWNER).await.unwrap(), auth.sign_in(OWNER).await.unwrap());
        let means = async |secret: &str| auth.identify(None, Some(secret)).await.unwrap().means();
        assert_eq!(means(&first.secret).await, Means::Cookie);
        auth.sign_out(&first.secret).await.unwrap();
        assert_eq!(means(&first.secret).await, Means::None);
        assert_eq!(means(&second.secret).await, Means::Cookie);
        clock.advance(SESSION_LIFETIME);
        assert_eq!(means(&second.secret).await, Means::None);
    }

    #[tokio::test]
    async fn a_session_ends_with_the_token_it_came_from() {
        let auth = authenticator(Clock::fixed(0)).await;
        let token = ApiToken::random().unwrap();
        let stored =
            StoredToken { id: token.id.clone(), label: "test".to_owned(), created: Timestamp::from_unix_ms(0) };
        auth.catalog.insert_token(&stored, &hash(&token.text)).await.unwrap();
        let by_token = auth.sign_in(&token.text).await.unwrap();
        let by_owner = auth.sign_in(OWNER).await.unwrap();
        assert!(auth.catalog.delete_token(&token.id).await.unwrap());
        assert_eq!(auth.identify(None, Some(&by_token.secret)).await.unwrap().means(), Means::None);
        let renewed = Authenticator { configured: Some(hash("another token of the owner")), ..auth.clone() };
        assert_eq!(auth.identify(None, Some(&by_owner.secret)).await.unwrap().means(), Means::Cookie);
        assert_eq!(renewed.identify(None, Some(&by_owner.secret)).await.unwrap().means(), Means::None);
    }
}
