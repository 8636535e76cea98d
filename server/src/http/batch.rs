//! `POST /api/batch`: many changes in one request.
//!
//! They are done one after the other, each as its own request would do it; one that fails does not stop the next. The
//! answer has a result for each, in their order, and begins only when all are done: a client that sees it has all.

use actix_web::{HttpResponse, http::StatusCode};
use holdall_shared::{Action, Batch, BatchResult, BatchResults, EntryPath, Operation, Problem, ProblemKind};

use super::{
    call::{Call, Flag},
    folders::make_folder,
    problem::Failure,
    transfers::{copy_entry, move_entry, target},
    trash::{parse_id, restore_entry},
};
use crate::{
    auth::Actor,
    files::{CopiedEntry, Files},
    keeper::Fate,
    store::Expect,
};

/// Longest body in bytes: a thousand long paths.
const MOST_BYTES: usize = 4 << 20;

/// POST.
pub(super) async fn run(mut call: Call) -> Result<HttpResponse, Failure> {
    let batch: Batch = call.json_of(MOST_BYTES).await?;
    if batch.operations.len() > Batch::MAX {
        let detail = format!("A batch may have at most {} operations.", Batch::MAX);
        return Err(Failure::new(ProblemKind::InvalidRequest, detail));
    }
    let mut results = Vec::with_capacity(batch.operations.len());
    for operation in &batch.operations {
        let result = run_one(&call.state().files, call.actor(), operation).await;
        results.push(result.unwrap_or_else(|failure| {
            let problem: Problem = failure.into_problem(call.request_id());
            BatchResult { status: problem.status, problem: Some(problem), ..BatchResult::default() }
        }));
    }
    Ok(HttpResponse::Ok().json(BatchResults { results }))
}

async fn run_one(files: &Files, actor: &Actor, operation: &Operation) -> Result<BatchResult, Failure> {
    let entry = |status: StatusCode, entry| BatchResult {
        status: status.as_u16(),
        entry: Some(entry),
        ..BatchResult::default()
    };
    match operation {
        Operation::Delete { path, permanent } => {
            let permit = actor.permit(Action::Delete, path)?;
            let fate = if *permanent { Fate::Gone } else { Fate::Trash };
            let deleted = files.delete(&permit, Expect::Present, fate).await?;
            Ok(BatchResult { status: 200, deleted: Some(deleted), ..BatchResult::default() })
        }
        Operation::Move(transfer) => Ok(entry(StatusCode::OK, move_entry(files, actor, transfer).await?)),
        Operation::Copy(transfer) => {
            let CopiedEntry { entry: copy, .. } = copy_entry(files, actor, transfer).await?;
            Ok(entry(StatusCode::CREATED, copy))
        }
        Operation::MakeFolder { path, parents } => {
            let permit = actor.permit(Action::Create, &target(path)?)?;
            let parents = if *parents { Flag::On } else { Flag::Off };
            Ok(entry(StatusCode::CREATED, make_folder(files, &permit, parents).await?))
        }
        Operation::Restore(restore) => Ok(entry(StatusCode::CREATED, restore_entry(files, actor, restore).await?)),
        Operation::Purge { id } => {
            let permit = actor.permit(Action::Delete, &EntryPath::ROOT)?;
            files.purge(&permit, &parse_id(id)?).await?;
            Ok(BatchResult { status: 204, ..BatchResult::default() })
        }
    }
}
