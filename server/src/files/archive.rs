//! Archives of what people select.

use std::{ops::Range, sync::Arc};

use holdall_shared::EntryPath;

use super::{Files, FilesError};
use crate::{
    archive::{Plan, Reader},
    auth::Permit,
    store::StoreError,
};

impl Files {
    /// The plan of an archive with everything that these permits are for.
    pub async fn plan_archive(&self, read: &[Permit]) -> Result<Arc<Plan>, FilesError> {
        let selection: Vec<EntryPath> = read.iter().map(|permit| permit.path().clone()).collect();
        let survey = self.store.survey(&selection).await?;
        // A million names are laid out in a second or so: not on the thread that serves others.
        let plan = tokio::task::spawn_blocking(move || Plan::new(survey)).await;
        let plan = plan.map_err(|error| StoreError::Io(std::io::Error::other(error)))?;
        if plan.fits() { Ok(Arc::new(plan)) } else { Err(StoreError::TooMany.into()) }
    }

    /// Reads a part of an archive.
    pub fn read_archive(&self, plan: &Arc<Plan>, part: Range<u64>) -> Reader {
        Reader::new(Arc::clone(plan), Arc::clone(&self.store), self.digests.clone(), part)
    }
}
