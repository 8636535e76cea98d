//! Who asks, and what they may.
//!
//! A request carries a bearer token, a session cookie, or nothing. [`Authenticator::identify`] turns that into an
//! [`Actor`]; [`Actor::permit`] turns an actor, an action and a path into a [`Permit`], and the functions that touch
//! files take permits. There is one owner; guests may look where `--public-read` lets them.

mod actor;
mod authenticator;
mod code;
mod cross_origin;
mod secret;
mod throttle;

pub use actor::{Actor, Denied, Means, Permit};
pub(crate) use authenticator::new_code;
pub use authenticator::{AuthError, Authenticator, Policy, SignedIn};
pub use code::Code;
pub use cross_origin::{RequestOrigin, is_cross_origin};
pub use secret::{ApiToken, hash};
pub use throttle::Throttle;
