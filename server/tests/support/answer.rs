//! An answer read to its end, and what tests say about it.

use holdall_shared::{Problem, ProblemKind};
use reqwest::{blocking::RequestBuilder, header::HeaderMap};
use serde::de::DeserializeOwned;

/// Status, header fields and the whole body.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// Sends a request and reads the answer to its end.
pub(crate) trait Fetch {
    fn fetch(self) -> Answer;
}

impl Fetch for RequestBuilder {
    #[track_caller]
    fn fetch(self) -> Answer {
        let response = self.send().unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, body: response.bytes().unwrap().to_vec() }
    }
}

impl Answer {
    /// The field `name`, if it is there.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    /// The field `name`, which must be there.
    #[track_caller]
    pub(crate) fn field(&self, name: &str) -> String {
        self.header(name).unwrap_or_else(|| panic!("no {name} in {} {:?}", self.status, self.headers))
    }

    #[track_caller]
    pub(crate) fn etag(&self) -> String {
        self.field("etag")
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        let kind = self.field("content-type");
        assert!(kind.starts_with("application/json"), "{kind}: {}", self.text());
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The answer must have this status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{:?} {}", self.headers, self.text());
        self
    }

    /// The answer must be this problem, told in its whole form.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, kind: ProblemKind) -> Problem {
        assert_eq!(self.status, status, "{:?} {}", self.headers, self.text());
        assert_eq!(self.field("content-type"), "application/problem+json", "{}", self.text());
        let problem: Problem = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem.kind, kind, "{}", self.text());
        assert_eq!(problem.status, status, "{}", self.text());
        assert_eq!(problem.title, kind.title());
        assert!(problem.detail.ends_with(['.', '?', '!']), "no sentence for a person: {:?}", problem.detail);
        assert!(problem.instance.as_ref().is_some_and(|id| !id.is_empty()), "no request id: {}", self.text());
        problem
    }
}
