//! All of a selection that nobody has loaded, a thousand at a time: how far it is, and the one decision about names.

use holdall_shared::{Entry, EntryPath};

use crate::{
    api::{ApiError, batch},
    number,
    state::{
        deletion::name_of,
        folder::Sweep,
        shell::Shell,
        transfer::{self, Transferred, Way},
    },
    text::{self, problems, transfer as words},
    upload::plan::Rule,
};

/// What is being moved or copied in rounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rounds {
    pub(crate) way: Way,
    pub(crate) to: EntryPath,
    /// How many there are.
    pub(crate) count: u64,
    /// What was decided about names that are taken.
    rule: Option<Rule>,
    /// How many names of the next round are taken.
    pub(crate) taken: u64,
    first: String,
    sweep: Sweep,
    next: Vec<Entry>,
    done: u64,
    stayed: u64,
    reason: Option<String>,
}

/// Why the rounds have ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pause {
    /// Somebody has to decide about names.
    Asks(Box<Rounds>),
    /// There is nothing more to do.
    Over,
}

impl Rounds {
    pub(super) fn new(way: Way, to: EntryPath, sweep: Sweep) -> Self {
        let count = sweep.left();
        Self {
            way,
            to,
            count,
            rule: None,
            taken: 0,
            first: String::new(),
            sweep,
            next: Vec::new(),
            done: 0,
            stayed: 0,
            reason: None,
        }
    }

    /// Somebody has decided about names that are taken, for all that is to come.
    pub(crate) fn decided(self, rule: Rule) -> Self {
        Self { rule: Some(rule), ..self }
    }

    /// The first name of the next round that is taken.
    pub(crate) fn first(&self) -> String {
        self.first.clone()
    }

    /// How many will come in the next round.
    pub(crate) fn next(&self) -> u64 {
        number::length(self.next.len())
    }
}

impl Shell {
    /// Goes on with the rounds: `progress` hears how many are done, until it `is_stopped`.
    pub(crate) async fn transfer_rounds(
        self,
        mut rounds: Rounds,
        progress: impl Fn(u64),
        is_stopped: impl Fn() -> bool,
    ) -> Pause {
        self.notices.clear();
        'rounds: while !is_stopped() {
            if rounds.next.is_empty() {
                match self.folder.next_swept(&mut rounds.sweep).await {
                    Ok(entries) if entries.is_empty() => break,
                    Ok(entries) => rounds.next = entries,
                    Err(error) => {
                        rounds.reason = Some(error.sentence(""));
                        break;
                    }
                }
                if rounds.rule.is_none() {
                    match self.ask_taken(&rounds.next, &rounds.to).await {
                        Ok(taken) => {
                            rounds.taken = number::length(taken.len());
                            rounds.first = taken.first().map(name_of).unwrap_or_default();
                        }
                        Err(refusal) => {
                            rounds.reason = Some(refusal.sentence);
                            break;
                        }
                    }
                    if rounds.taken > 0 {
                        return Pause::Asks(Box::new(rounds));
                    }
                }
            }
            let entries = std::mem::take(&mut rounds.next);
            for part in entries.chunks(batch::AT_ONCE) {
                let is_cut = self.transfer_part(&mut rounds, part).await.is_some();
                progress(rounds.done);
                if is_stopped() || is_cut {
                    break 'rounds;
                }
            }
        }
        self.end_rounds(&rounds);
        Pause::Over
    }

    /// Tells what was done, also of rounds that somebody has given up.
    pub(crate) fn end_rounds(self, rounds: &Rounds) {
        self.folder.choose_none();
        self.folder.refresh();
        self.ask_limits();
        let Rounds { way, to, done, stayed, reason, .. } = rounds;
        if *done > 0 || reason.is_none() {
            self.voice.tell(words::done(*way, &[], *done, &text::folder_name(to)));
        }
        if let Some(reason) = reason {
            let text = if *stayed == 0 { reason.clone() } else { words::not_done(*way, &[], *stayed, reason) };
            self.notices.show(text, None);
        } else if *stayed > 0 {
            self.notices.show(words::skipped(*stayed), None);
        }
    }

    /// An error ends the rounds: what comes after it would meet it too.
    async fn transfer_part(self, rounds: &mut Rounds, part: &[Entry]) -> Option<ApiError> {
        let answered = batch::run(&transfer::operations(rounds.way, part, &rounds.to, rounds.rule)).await;
        self.folder.hear_batch(&answered);
        let result = Transferred::of(part, answered.results, rounds.rule);
        let remaining = result.remaining().len();
        // The rows of what is copied stay, too.
        rounds.sweep.stayed(if rounds.way == Way::Copy { part.len() } else { remaining });
        rounds.stayed += number::length(remaining);
        rounds.done += number::length(result.done.len());
        if rounds.reason.is_none() {
            rounds.reason = reason(&result, answered.error.as_ref());
        }
        answered.error
    }
}

/// Why something stays that was not meant to.
fn reason(result: &Transferred, error: Option<&ApiError>) -> Option<String> {
    let refused = result.refused.first().map(|(path, problem)| problems::sentence(problem, &name_of(path)));
    error.map(|error| error.sentence("")).or(refused)
}
