//! `/api/session`: signing in and out.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::{HttpResponse, http::header};
use holdall_shared::{ProblemKind, Session, SignIn};

use super::{call::Call, problem::Failure};
use crate::auth::{Actor, AuthError, Means};

pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    Ok(HttpResponse::Ok().json(describe(call.actor())))
}

pub(super) async fn sign_in(mut call: Call) -> Result<HttpResponse, Failure> {
    let peer = call.request().peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    call.state().throttle.admit(peer).map_err(|wait| Failure::throttled(wait.as_secs() + 1))?;
    let request: SignIn = call.json().await?;
    let signed_in = call.state().auth.sign_in(&request.credential).await.map_err(|error| match error {
        AuthError::Wrong => {
            call.state().throttle.count_failure(peer);
            Failure::new(
                ProblemKind::WrongCredential,
                "That token or code doesn't work. Codes work once, for 15 minutes; `holdall link` makes a new one.",
            )
        }
        error => error.into(),
    })?;
    let cookie = call.state().site.cookie.set(&signed_in.secret, signed_in.lifetime);
    Ok(HttpResponse::Ok().insert_header((header::SET_COOKIE, cookie)).json(describe(&signed_in.actor)))
}

pub(super) async fn sign_out(call: Call) -> Result<HttpResponse, Failure> {
    let cookie = &call.state().site.cookie;
    if let Some(secret) = call.header("cookie").and_then(|header| cookie.find(header)) {
        call.state().auth.sign_out(secret).await?;
    }
    Ok(HttpResponse::NoContent().insert_header((header::SET_COOKIE, cookie.clear())).finish())
}

fn describe(actor: &Actor) -> Session {
    Session { signed_in: actor.means() != Means::None, rights: actor.rights().to_vec() }
}
