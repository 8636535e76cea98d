//! Batches, from what the server says to what is sent.

use holdall_shared::{Digests, EntryKind, EntryPath, Problem, ProblemKind, Timestamp, Verdict};

use super::*;

fn candidate(path: &str, size: u64) -> Candidate {
    Candidate { path: path.to_owned(), size, modified_ms: None }
}

fn existing(path: &str, blake3: Option<&str>) -> Entry {
    let path = EntryPath::new(path).unwrap();
    Entry {
        name: path.name().unwrap(),
        path,
        kind: EntryKind::File,
        url: String::new(),
        size: Some(10),
        modified: Timestamp::from_unix_ms(0),
        media_type: None,
        etag: Some("\"1\"".to_owned()),
        digests: blake3.map(|blake3| Digests { blake3: blake3.to_owned(), sha256: None }),
        previous: None,
    }
}

fn taken(path: &str) -> Verdict {
    Verdict::Taken { existing: existing(path, None) }
}

fn problem(kind: ProblemKind, detail: String) -> Problem {
    Problem { kind, title: kind.title().to_owned(), status: 400, detail, instance: None, extensions: Box::default() }
}

fn impossible(kind: ProblemKind) -> Verdict {
    Verdict::Impossible { problem: problem(kind, String::new()) }
}

fn misnamed(name: &str, suggestion: &str) -> Verdict {
    let mut problem = problem(ProblemKind::InvalidName, format!("“{name}” can't be used as a name: …"));
    problem.extensions.reason = Some("a name can't contain “?”".to_owned());
    problem.extensions.suggestion = Some(suggestion.to_owned());
    Verdict::Impossible { problem }
}

fn batch(files: &[(&str, Verdict)]) -> Batch {
    let mut batch = Batch::new(files.iter().map(|(path, _)| candidate(path, 10)).collect());
    let (indexes, _) = batch.next_portion().unwrap();
    let verdicts = files.iter().map(|(_, verdict)| verdict.clone()).collect();
    batch.planned(&indexes, Plan { verdicts, bytes: 0, free_space: 1000 });
    batch
}

/// `index folder/name terms`, one for each.
fn told(batch: &Batch) -> Vec<String> {
    let terms = |order: &Order| match &order.terms {
        Terms::Create => "create",
        Terms::KeepBoth => "keep both",
        Terms::Replace { etag: Some(_) } => "replace",
        Terms::Replace { etag: None } => "replace anything",
    };
    batch
        .orders()
        .iter()
        .map(|order| format!("{} {}/{} {}", order.index, order.folder, order.name, terms(order)))
        .collect()
}

#[test]
fn nothing_in_the_way_is_no_question() {
    let batch = batch(&[("a.txt", Verdict::New), ("Photos/b.jpg", Verdict::New)]);
    assert!(!batch.has_question());
    assert_eq!(told(&batch), ["0 /a.txt create", "1 Photos/b.jpg create"]);
    let tally = batch.tally();
    assert_eq!((tally.all, tally.new, tally.sent, tally.bytes), (2, 2, 2, 20));
}

#[test]
fn what_is_there_already_is_not_sent_and_no_question() {
    let batch = batch(&[("a.txt", Verdict::Identical { existing: existing("a.txt", None) })]);
    assert!(!batch.has_question() && batch.orders().is_empty());
    assert_eq!((batch.tally().identical, batch.tally().sent), (1, 0));
}

#[test]
fn a_rule_holds_for_all_but_those_that_were_decided_one_by_one() {
    let mut batch = batch(&[("n", Verdict::New), ("a", taken("a")), ("b", taken("b")), ("c", taken("c"))]);
    assert!(batch.has_question());
    assert_eq!(told(&batch), ["0 /n create", "1 /a keep both", "2 /b keep both", "3 /c keep both"]);
    batch.decide(Rule::Replace);
    assert_eq!(batch.rule(), Some(Rule::Replace));
    batch.decide_one(2, Rule::Skip);
    assert_eq!(batch.rule(), None);
    assert_eq!(told(&batch), ["0 /n create", "1 /a replace", "3 /c replace"]);
    let tally = batch.tally();
    assert_eq!((tally.taken, tally.sent, tally.replacing, tally.bytes), (3, 3, 2, 30));
    for index in [1, 3] {
        batch.decide_one(index, Rule::Skip);
    }
    assert_eq!(batch.rule(), Some(Rule::Skip));
    batch.decide(Rule::KeepBoth);
    assert_eq!(batch.rule(), Some(Rule::KeepBoth));
    batch.decide(Rule::Skip);
    assert_eq!(told(&batch), ["0 /n create"]);
}

#[test]
fn what_cannot_be_replaced_is_kept_beside() {
    let mut batch = batch(&[("a", impossible(ProblemKind::IsFolder)), ("b", impossible(ProblemKind::NameCollides))]);
    batch.decide(Rule::Replace);
    assert_eq!(told(&batch), ["0 /a keep both", "1 /b keep both"]);
    assert_eq!(batch.tally().replacing, 0);
    batch.decide(Rule::Skip);
    assert!(batch.orders().is_empty());
}

#[test]
fn what_nobody_can_decide_goes_into_the_queue() {
    let batch = batch(&[("a", impossible(ProblemKind::TooLarge)), ("b", impossible(ProblemKind::Forbidden))]);
    assert!(!batch.has_question());
    assert_eq!(told(&batch), ["0 /a create", "1 /b create"]);
    assert_eq!(batch.tally().bytes, 0, "it takes no room");
}

#[test]
fn another_name_for_a_folder_is_one_for_all_that_is_in_it() {
    let mut batch = batch(&[
        ("in/What?/a.txt", misnamed("What?", "What_")),
        ("in/What?/b.txt", misnamed("What?", "What_")),
        ("in/c?.txt", misnamed("c?.txt", "c_.txt")),
        ("in/d.txt", Verdict::New),
    ]);
    assert!(batch.has_question());
    let shown = batch.misnamed();
    let shown: Vec<_> = shown.iter().map(|(misnamed, name)| (misnamed.path.as_str(), name.as_str())).collect();
    assert_eq!(shown, [("in/What?", "What_"), ("in/c?.txt", "c_.txt")]);
    batch.name("in/What?".to_owned(), "Why".to_owned());
    assert_eq!(batch.tally().sent, 4);
    batch.name("in/c?.txt".to_owned(), String::new());
    assert_eq!(batch.tally().sent, 3, "without a name it is left out");
    assert_eq!(batch.rename(), Renamed::Some);
    let (indexes, request) = batch.next_portion().unwrap();
    let asked: Vec<&str> = request.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!((indexes.as_slice(), asked.as_slice()), (&[0, 1][..], &["in/Why/a.txt", "in/Why/b.txt"][..]));
    batch.planned(&indexes, Plan { verdicts: vec![Verdict::New, taken("in/Why/b.txt")], bytes: 0, free_space: 1000 });
    assert!(batch.has_question(), "that name is taken");
    assert_eq!(told(&batch), ["0 in/Why/a.txt create", "1 in/Why/b.txt keep both", "3 in/d.txt create"]);
    assert_eq!(batch.rename(), Renamed::Nothing);
}

#[test]
fn room_is_weighed_for_the_whole_batch() {
    let mut batch = batch(&[("a", Verdict::New), ("b", impossible(ProblemKind::NoSpace)), ("c", taken("c"))]);
    batch.free_space = Some(25);
    assert_eq!((batch.tally().bytes, batch.tally().missing_space()), (30, 5));
    batch.decide(Rule::Skip);
    assert_eq!(batch.tally().missing_space(), 0);
}

#[test]
fn equal_sizes_can_be_compared() {
    let mut batch =
        batch(&[("a", Verdict::Taken { existing: existing("a", Some("d1")) }), ("b", taken("b")), ("c", Verdict::New)]);
    assert_eq!(batch.comparable(), [(0, "d1".to_owned())]);
    batch.is_identical(0);
    assert_eq!((batch.tally().identical, told(&batch)), (1, vec!["1 /b keep both".into(), "2 /c create".into()]));
}

#[test]
fn the_server_is_asked_in_portions() {
    let most = PlanRequest::MAX;
    let mut batch = Batch::new((0..most + 5).map(|n| candidate(&n.to_string(), 1)).collect());
    let mut portions = Vec::new();
    while let Some((indexes, request)) = batch.next_portion() {
        portions.push(request.files.len());
        let verdicts = vec![Verdict::New; request.files.len()];
        batch.planned(&indexes, Plan { verdicts, bytes: 0, free_space: u64::MAX });
    }
    assert_eq!(portions, [most, 5]);
    assert_eq!(batch.orders().len(), most + 5);
}

#[test]
fn an_answer_without_a_verdict_leaves_the_file_to_the_queue() {
    let mut batch = Batch::new(vec![candidate("a", 1)]);
    batch.planned(&[0], Plan { verdicts: Vec::new(), bytes: 0, free_space: 9 });
    assert_eq!((batch.next_portion(), told(&batch)), (None, vec!["0 /a create".to_owned()]));
}
