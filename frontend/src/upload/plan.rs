//! What becomes of files before the first of their bytes is sent: the server says what stands in their way, a person
//! decides once for all of them.
//!
//! 1. The server is asked in portions ([`Batch::next_portion`], [`Batch::planned`]).
//! 2. Nothing to decide: [`Batch::orders`] begin at once. Otherwise there is a [`Rule`] for all names that are taken, a
//!    choice for single ones, and another name for those that cannot be.
//! 3. Files that get another name are asked about again ([`Batch::rename`]): what they meet there is not known.
//! 4. What no decision here could help (too large, no right) goes into the queue, which says so and what to do.

mod deciding;
mod orders;
mod outlook;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use holdall_shared::{Entry, Plan, PlanRequest, PlannedFile};

pub use deciding::Rule;
pub use orders::{Order, Terms};
pub use outlook::{Misnamed, Outlook};
pub use tally::Tally;

/// A file that somebody means to upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Where it is to go, from the upload folder. Its names may be ones that cannot be.
    pub path: String,
    /// Its length in bytes.
    pub size: u64,
    /// When it was last changed, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
}

/// Files that were dropped or chosen together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    candidates: Vec<Candidate>,
    outlooks: Vec<Outlook>,
    free_space: Option<u64>,
    rule: Rule,
    choices: BTreeMap<usize, Rule>,
    /// Other names for what cannot be, by its path.
    names: BTreeMap<String, String>,
}

impl Batch {
    /// Of these files, about which nothing is known yet.
    pub fn new(candidates: Vec<Candidate>) -> Self {
        let outlooks = vec![Outlook::Unknown; candidates.len()];
        Self { candidates, outlooks, ..Self::default() }
    }

    /// The files.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The files, for who takes what goes into the queue.
    pub fn into_candidates(self) -> Vec<Candidate> {
        self.candidates
    }

    /// What is to be asked next, and of which candidates that is; nothing once all is known.
    pub fn next_portion(&self) -> Option<(Vec<usize>, PlanRequest)> {
        let unknown = self.outlooks.iter().enumerate().filter(|(_, outlook)| **outlook == Outlook::Unknown);
        let indexes: Vec<usize> = unknown.map(|(index, _)| index).take(PlanRequest::MAX).collect();
        let file =
            |candidate: &Candidate| PlannedFile { path: candidate.path.clone(), size: candidate.size, blake3: None };
        let files: Vec<PlannedFile> =
            indexes.iter().filter_map(|index| self.candidates.get(*index)).map(file).collect();
        (!files.is_empty()).then_some((indexes, PlanRequest { files }))
    }

    /// The server has said what would become of these.
    pub fn planned(&mut self, indexes: &[usize], plan: Plan) {
        self.free_space = Some(plan.free_space);
        let mut verdicts = plan.verdicts.into_iter();
        for index in indexes {
            let (Some(candidate), Some(outlook)) = (self.candidates.get(*index), self.outlooks.get_mut(*index)) else {
                continue;
            };
            // An answer that says nothing about it leaves it to the queue.
            *outlook = verdicts.next().map_or(Outlook::Refused, |verdict| Outlook::of(verdict, &candidate.path));
        }
    }

    /// Those whose content may be that of the file that has their name: which, and its BLAKE3 in hexadecimal.
    pub fn comparable(&self) -> Vec<(usize, String)> {
        let digest = |index: usize, existing: &Entry| {
            let size = self.candidates.get(index).map(|candidate| candidate.size);
            let digests = existing.digests.as_ref().filter(|_| existing.size == size)?;
            Some((index, digests.blake3.clone()))
        };
        let taken = self.outlooks.iter().enumerate().filter_map(|(index, outlook)| match outlook {
            Outlook::Taken(existing) => digest(index, existing),
            _ => None,
        });
        taken.collect()
    }

    /// It is the very content that is there.
    pub fn is_identical(&mut self, index: usize) {
        if let Some(outlook) = self.outlooks.get_mut(index) {
            *outlook = Outlook::Identical;
        }
    }

    /// The files whose names are taken, in order, and by what; nothing: by something that cannot be replaced.
    pub fn conflicts(&self) -> impl Iterator<Item = (usize, &Candidate, Option<&Entry>)> {
        self.candidates.iter().zip(&self.outlooks).enumerate().filter_map(|(index, (candidate, outlook))| match outlook
        {
            Outlook::Taken(existing) => Some((index, candidate, Some(&**existing))),
            Outlook::InTheWay => Some((index, candidate, None)),
            _ => None,
        })
    }

    /// What cannot be a name, each once, and what was typed instead.
    pub fn misnamed(&self) -> Vec<(Misnamed, String)> {
        let mut found: BTreeMap<&str, &Misnamed> = BTreeMap::new();
        for outlook in &self.outlooks {
            if let Outlook::Misnamed(misnamed) = outlook {
                found.insert(&misnamed.path, misnamed);
            }
        }
        let name = |misnamed: &Misnamed| self.names.get(&misnamed.path).unwrap_or(&misnamed.suggestion).clone();
        found.into_values().map(|misnamed| (misnamed.clone(), name(misnamed))).collect()
    }

    /// Another name for what cannot be; an empty one leaves it out.
    pub fn name(&mut self, path: String, name: String) {
        self.names.insert(path, name);
    }

    /// Whether a person has something to decide.
    pub fn has_question(&self) -> bool {
        let is_question =
            |outlook: &Outlook| matches!(outlook, Outlook::Taken(_) | Outlook::InTheWay | Outlook::Misnamed(_));
        self.outlooks.iter().any(is_question) || self.tally().missing_space() > 0
    }

    /// Gives what cannot be the names that were typed; whether there is something to be asked again.
    pub fn rename(&mut self) -> Renamed {
        let mut renamed = Renamed::Nothing;
        for (candidate, outlook) in self.candidates.iter_mut().zip(&mut self.outlooks) {
            let Outlook::Misnamed(misnamed) = &*outlook else { continue };
            let name = self.names.get(&misnamed.path).unwrap_or(&misnamed.suggestion);
            if name.is_empty() {
                *outlook = Outlook::LeftOut;
                continue;
            }
            candidate.path = misnamed.renamed(&candidate.path, name);
            *outlook = Outlook::Unknown;
            renamed = Renamed::Some;
        }
        self.names.clear();
        renamed
    }

    /// The numbers.
    pub fn tally(&self) -> Tally {
        Tally::of(self)
    }
}

/// Whether something has got another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renamed {
    /// Nothing has.
    Nothing,
    /// Something has: it is to be asked about.
    Some,
}
