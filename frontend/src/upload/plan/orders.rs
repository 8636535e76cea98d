//! How the files of a batch go into the queue, as it was decided.

use holdall_shared::EntryPath;

use super::{Batch, Candidate, Outlook, Rule};

/// How one of them goes into the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Which of the candidates.
    pub index: usize,
    /// Into which folder, which may be missing.
    pub folder: EntryPath,
    /// By which name.
    pub name: String,
    /// What it may do about a name that is taken.
    pub terms: Terms,
}

/// What an upload may do about a name that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Terms {
    /// Nothing: it is free.
    Create,
    /// The server numbers the new one.
    KeepBoth,
    /// It takes the place of the content that has this validator.
    Replace {
        /// Its entity tag.
        etag: Option<String>,
    },
}

impl Batch {
    /// What goes into the queue.
    pub fn orders(&self) -> Vec<Order> {
        let order = |(index, (candidate, outlook)): (usize, (&Candidate, &Outlook))| {
            let terms = match (outlook, self.decision(index)) {
                (Outlook::New | Outlook::Refused | Outlook::Unknown, _) => Terms::Create,
                (Outlook::Taken(existing), Rule::Replace) => Terms::Replace { etag: existing.etag.clone() },
                (Outlook::Taken(_) | Outlook::InTheWay, Rule::KeepBoth) => Terms::KeepBoth,
                _ => return None,
            };
            let (folder, name) = match candidate.path.rsplit_once('/') {
                Some((folder, name)) => (EntryPath::new(folder), name),
                None => (Ok(EntryPath::ROOT), candidate.path.as_str()),
            };
            // The queue says what is wrong with a name that is no name.
            let name = if folder.is_ok() { name } else { &candidate.path };
            Some(Order { index, folder: folder.unwrap_or_default(), name: name.to_owned(), terms })
        };
        self.candidates.iter().zip(&self.outlooks).enumerate().filter_map(order).collect()
    }
}
