//! A server, a line and a person, simulated: requests are carried out, cut, refused or never answered by lot.

use std::collections::BTreeMap;

use holdall_shared::ProblemKind;

use super::*;

/// What becomes of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Served,
    /// The line breaks before anything arrives.
    LostBefore,
    /// The line breaks in the middle of the body.
    Cut,
    /// All arrives; the answer does not.
    LostAnswer,
    /// Neither an answer nor an end.
    Silence,
    Busy,
    Damaged,
    SignedOut,
    Trouble,
    /// The server forgets the resource.
    Forgotten,
}

impl Fate {
    pub(super) const ALL: [Self; 10] = [
        Self::Served,
        Self::LostBefore,
        Self::Cut,
        Self::LostAnswer,
        Self::Silence,
        Self::Busy,
        Self::Damaged,
        Self::SignedOut,
        Self::Trouble,
        Self::Forgotten,
    ];
}

#[derive(Debug, Default)]
pub(super) struct Server {
    /// What is published: sizes by path.
    pub(super) files: BTreeMap<String, u64>,
    uploads: BTreeMap<Resource, Kept>,
    made: u64,
    /// A proxy refuses longer bodies.
    max_body: Option<u64>,
}

#[derive(Debug)]
struct Kept {
    path: String,
    size: u64,
    offset: u64,
}

impl Server {
    /// Behind a proxy that refuses longer bodies.
    pub(super) fn behind(max_body: Option<u64>) -> Self {
        Self { max_body, ..Self::default() }
    }

    /// Carries a request out; no answer is silence.
    pub(super) fn serve(&mut self, ask: &Ask, fate: Fate) -> Option<Answer> {
        let refuse = |kind| Some(Answer::Refused(problem(kind)));
        if self.max_body.is_some_and(|max_body| ask.body() > max_body) {
            return Some(Answer::Foreign { status: 413 });
        }
        match fate {
            Fate::LostBefore => Some(Answer::Lost),
            Fate::Cut => {
                if let Ask::Append { resource, slice, .. } = ask {
                    self.append(resource, Slice { from: slice.from, length: slice.length / 2 });
                }
                Some(Answer::Lost)
            }
            Fate::LostAnswer => {
                self.carry_out(ask);
                Some(Answer::Lost)
            }
            Fate::Silence => None,
            Fate::Busy if matches!(ask, Ask::Append { .. }) => refuse(ProblemKind::UploadBusy),
            Fate::Damaged if matches!(ask, Ask::Append { .. }) => refuse(ProblemKind::ChecksumMismatch),
            Fate::Damaged if matches!(ask, Ask::Whole { .. }) => refuse(ProblemKind::DigestMismatch),
            Fate::Served | Fate::Busy | Fate::Damaged => Some(self.carry_out(ask)),
            Fate::SignedOut => refuse(ProblemKind::Unauthenticated),
            Fate::Trouble => refuse(ProblemKind::Internal),
            Fate::Forgotten => {
                if let Ask::Locate { resource } | Ask::Append { resource, .. } = ask {
                    self.uploads.remove(resource);
                }
                Some(self.carry_out(ask))
            }
        }
    }

    /// Carries the request of a bundle out: half of it, where it breaks in the middle.
    pub(super) fn serve_together(&mut self, asks: &[(UploadId, Ask)], fate: Fate) -> Option<Together> {
        let body: u64 = asks.iter().map(|(_, ask)| ask.body()).sum();
        let served = match fate {
            _ if self.max_body.is_some_and(|max_body| body > max_body) => {
                return Some(Together::Failed(Answer::Foreign { status: 413 }));
            }
            Fate::Cut | Fate::Damaged | Fate::Trouble => asks.len() / 2,
            Fate::LostBefore | Fate::SignedOut => 0,
            _ => asks.len(),
        };
        asks.iter().take(served).for_each(|(_, ask)| drop(self.carry_out(ask)));
        match fate {
            Fate::Served | Fate::Busy | Fate::Forgotten => Some(Together::Stored(vec![receipt("f"); asks.len()])),
            Fate::LostBefore | Fate::Cut | Fate::LostAnswer => Some(Together::Failed(Answer::Lost)),
            Fate::Silence => None,
            Fate::Damaged => Some(Together::Failed(Answer::Refused(problem(ProblemKind::DigestMismatch)))),
            Fate::SignedOut => Some(Together::Failed(Answer::Refused(problem(ProblemKind::Unauthenticated)))),
            Fate::Trouble => Some(Together::Failed(Answer::Refused(problem(ProblemKind::Internal)))),
        }
    }

    fn carry_out(&mut self, ask: &Ask) -> Answer {
        match ask {
            Ask::Whole { target, size, .. } => {
                let path = target.path.as_str().to_owned();
                // What is there is the very content, or is now.
                self.files.insert(path, *size);
                Answer::Stored(receipt("f"))
            }
            Ask::Begin { target, size } => {
                let path = target.path.as_str().to_owned();
                if self.files.contains_key(&path) {
                    return Answer::Refused(problem(ProblemKind::NameTaken));
                }
                self.made += 1;
                let resource = Resource(self.made.to_string());
                self.uploads.insert(resource.clone(), Kept { path, size: *size, offset: 0 });
                Answer::Begun { resource }
            }
            Ask::Locate { resource } => match self.uploads.get(resource) {
                Some(kept) => Answer::Located { offset: kept.offset },
                None => Answer::Refused(problem(ProblemKind::NotFound)),
            },
            Ask::Append { resource, slice, .. } => self.append(resource, *slice),
            Ask::Receipt { resource } | Ask::Finish { resource, .. } => match self.uploads.get(resource) {
                Some(kept) if kept.offset == kept.size => Answer::Stored(receipt("f")),
                Some(kept) => Answer::Located { offset: kept.offset },
                None => Answer::Refused(problem(ProblemKind::UploadGone)),
            },
        }
    }

    fn append(&mut self, resource: &Resource, slice: Slice) -> Answer {
        let Some(kept) = self.uploads.get_mut(resource) else {
            return Answer::Refused(problem(ProblemKind::NotFound));
        };
        if kept.offset != slice.from {
            return Answer::Refused(problem(ProblemKind::OffsetMismatch));
        }
        kept.offset = slice.end();
        assert!(kept.offset <= kept.size, "more than the file has");
        if kept.offset == kept.size {
            self.files.insert(kept.path.clone(), kept.size);
        }
        Answer::Appended { offset: kept.offset, proof: Proof::Checked }
    }
}
