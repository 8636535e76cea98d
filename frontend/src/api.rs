//! The only code that speaks HTTP: one function for each request of the server's API.

mod ahead;
pub(crate) mod batch;
pub(crate) mod beginning;
pub(crate) mod content;
pub(crate) mod count;
pub(crate) mod entries;
pub(crate) mod plan;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod storage;
pub(crate) mod trash;
pub(crate) mod uploads;
pub(crate) mod versions;

use holdall_shared::Problem;
use serde::de::DeserializeOwned;

use crate::{
    browser::xhr::{self, Answer, Body, NoAnswer, Patience, Request, Response},
    text::problems,
};

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ApiError {
    /// There was no answer.
    Unreachable,
    /// Holdall says no, and why.
    Problem(Problem),
    /// The answer is not Holdall's: something in between has spoken.
    Foreign {
        /// The status of that answer.
        status: u16,
    },
}

impl ApiError {
    /// In people's words, about the thing called `name`.
    pub(crate) fn sentence(&self, name: &str) -> String {
        match self {
            Self::Unreachable => problems::unreachable().to_owned(),
            Self::Problem(problem) => problems::sentence(problem, name),
            Self::Foreign { status } => problems::foreign(*status),
        }
    }

    /// The problem, if Holdall has told one.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        if let Self::Problem(problem) = self { Some(problem) } else { None }
    }
}

fn request(method: &'static str, url: String, body: Body) -> Request {
    let headers = vec![("Accept", "application/json, application/problem+json".to_owned())];
    Request { method, url, headers, body, patience: Patience::Usual, answer: Answer::Text }
}

/// As [`request`], for what takes the server as long as there is something to read or to delete.
fn long_request(method: &'static str, url: String, body: Body) -> Request {
    Request { patience: Patience::Unlimited, ..request(method, url, body) }
}

fn to_json(value: &impl serde::Serialize) -> Body {
    // The DTOs are plain structs of texts and numbers: they always can be written.
    Body::Json(serde_json::to_string(value).unwrap_or_default())
}

/// Asks and reads what comes back.
async fn fetch<T: DeserializeOwned>(request: Request) -> Result<T, ApiError> {
    read(xhr::send(&request, None).await)
}

/// Asks where an answer without content is the good one.
async fn tell(request: Request) -> Result<(), ApiError> {
    match accepted(xhr::send(&request, None).await) {
        Ok(_) => Ok(()),
        Err(error) => Err(error),
    }
}

fn read<T: DeserializeOwned>(answer: Result<Response, NoAnswer>) -> Result<T, ApiError> {
    let Response { status, body, .. } = accepted(answer)?;
    match serde_json::from_str(&body) {
        Ok(value) => Ok(value),
        Err(_) => Err(ApiError::Foreign { status }),
    }
}

fn accepted(answer: Result<Response, NoAnswer>) -> Result<Response, ApiError> {
    match answer {
        Ok(response) if (200..300).contains(&response.status) => Ok(response),
        Ok(Response { status, body, .. }) => Err(match serde_json::from_str(&body) {
            Ok(problem) => ApiError::Problem(problem),
            // Proxies say so when the server behind them does not answer.
            Err(_) if matches!(status, 502..=504) => ApiError::Unreachable,
            Err(_) => ApiError::Foreign { status },
        }),
        Err(NoAnswer) => Err(ApiError::Unreachable),
    }
}
