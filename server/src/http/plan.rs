//! `POST /api/plan`: what would become of files, before they are sent.

use actix_web::HttpResponse;
use data_encoding::HEXLOWER_PERMISSIVE;
use holdall_shared::{Action, Plan, PlanRequest, PlannedFile, ProblemKind, Verdict};

use super::{call::Call, problem::Failure};
use crate::{
    auth::Actor,
    files::{FilesError, Outlook, Planned, planned_path},
};

/// Longest body in bytes: ten thousand long paths.
const MOST_BYTES: usize = 8 << 20;

/// POST.
pub(super) async fn run(mut call: Call) -> Result<HttpResponse, Failure> {
    let request: PlanRequest = call.json_of(MOST_BYTES).await.map_err(|failure| match failure.kind() {
        ProblemKind::TooLarge => failure.with_more_detail("Ask for fewer files at once."),
        _ => failure,
    })?;
    if request.files.len() > PlanRequest::MAX {
        let detail = format!("A plan may have at most {} files. Ask for the others in another one.", PlanRequest::MAX);
        return Err(Failure::new(ProblemKind::InvalidRequest, detail));
    }
    let files = &call.state().files;
    let mut planned = Vec::new();
    let mut refused = Vec::new();
    for file in &request.files {
        match plan_one(call.actor(), file) {
            Ok(file) => {
                planned.push(file);
                refused.push(None);
            }
            Err(Refused::File(failure)) => refused.push(Some(failure)),
            Err(Refused::Request(failure)) => return Err(failure),
        }
    }
    let mut outlooks = files.plan(planned).await?.into_iter();
    let verdicts: Vec<Verdict> = refused
        .into_iter()
        .filter_map(|refused| match refused {
            Some(failure) => Some(Verdict::Impossible { problem: failure.into_problem(call.request_id()) }),
            None => Some(verdict(outlooks.next()?, call.request_id())),
        })
        .collect();
    let is_sent = |verdict: &Verdict| matches!(verdict, Verdict::New | Verdict::Taken { .. });
    let bytes = request.files.iter().zip(&verdicts).filter(|(_, verdict)| is_sent(verdict));
    let bytes = bytes.fold(0_u64, |sum, (file, _)| sum.saturating_add(file.size));
    let free_space = files.space().await?.free;
    Ok(HttpResponse::Ok().json(Plan { verdicts, bytes, free_space }))
}

/// What is refused: one file, or all that was asked.
enum Refused {
    File(Failure),
    Request(Failure),
}

fn plan_one(actor: &Actor, file: &PlannedFile) -> Result<Planned, Refused> {
    let blake3 = file.blake3.as_deref().map(digest).transpose().map_err(Refused::Request)?;
    let path = planned_path(&file.path).map_err(|invalid| Refused::File(FilesError::from(invalid).into()))?;
    let permit = |action| actor.permit(action, &path.to_entry_path()).map_err(|denied| Refused::File(denied.into()));
    let (list, create) = (permit(Action::List)?, permit(Action::Create)?);
    Ok(Planned { path, list, create, size: file.size, blake3 })
}

fn digest(hexadecimal: &str) -> Result<[u8; 32], Failure> {
    let decoded = HEXLOWER_PERMISSIVE.decode(hexadecimal.as_bytes()).ok().and_then(|digest| digest.try_into().ok());
    decoded.ok_or_else(|| {
        let detail = format!("“{hexadecimal}” is no BLAKE3 digest: 64 hexadecimal digits.");
        Failure::new(ProblemKind::InvalidRequest, detail)
    })
}

fn verdict(outlook: Outlook, request_id: &str) -> Verdict {
    match outlook {
        Outlook::New => Verdict::New,
        Outlook::Identical(existing) => Verdict::Identical { existing },
        Outlook::Taken(existing) => Verdict::Taken { existing },
        Outlook::Impossible(error) => {
            // What is there already is `taken`: so an earlier file of this plan has the name.
            let failure = Failure::from(error)
                .if_taken("Another file of this plan goes to the same place. Give one of them another name.");
            Verdict::Impossible { problem: failure.into_problem(request_id) }
        }
    }
}
