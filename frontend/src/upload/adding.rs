//! From what was dropped or chosen to the queue of uploads: folders are read, the server is asked what stands in the way,
//! and where something does, a person decides once for all.
//!
//! One after the other: what is dropped meanwhile waits for its turn ([`Adding`]). Where the server cannot be asked, the
//! queue gets the files as they are; it holds them until it can.

mod comparing;

use holdall_shared::{EntryPath, Operation, ProblemKind};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::{
    engine::Concerned,
    machine::{Mode, NewUpload, Origin, Parents},
    plan::{Batch, Candidate, Order, Renamed, Terms},
    runner::Runner,
};
use crate::{
    api::{self, batch},
    browser::{
        hasher::Hasher,
        task::{self, Slot},
        tree::{self, Tree},
    },
    number,
    state::{
        adding::{Adding, Step},
        folder::Folder,
        lasting::Lasting,
        layer::{Dialog, Layers},
        notice::Notices,
        voice::Voice,
    },
    text::{adding, list, problems},
};

/// Adds files, as far as the queue.
pub(super) type Adder = Lasting<AdderParts>;

/// What is being added, and whom it concerns.
pub(super) struct AdderParts {
    adding: Adding,
    group: StoredValue<Group, LocalStorage>,
    slot: StoredValue<Slot, LocalStorage>,
    hasher: StoredValue<Hasher, LocalStorage>,
    runner: Runner,
    folder: Folder,
    layers: Layers,
    notices: Notices,
    voice: Voice,
}

/// What was dropped together.
#[derive(Default)]
struct Group {
    folder: EntryPath,
    files: Vec<(File, Option<Origin>)>,
    roots: Vec<(String, JsValue)>,
    empty_folders: Vec<String>,
    unreadable: Vec<String>,
}

impl Adder {
    pub(super) fn begin(concerned: &Concerned, runner: Runner) -> Self {
        let Concerned { adding, folder, layers, notices, voice, .. } = *concerned;
        let group = StoredValue::new_local(Group::default());
        let slot = StoredValue::new_local(Slot::default());
        let hasher = StoredValue::new_local(Hasher::default());
        Self::new(AdderParts { adding, group, slot, hasher, runner, folder, layers, notices, voice })
    }

    /// Begins with what was dropped next.
    pub(super) fn add_next(self) {
        let adding = self.adding;
        let Some((folder, dropped)) = adding.take_next() else { return };
        adding.step.set(Step::Reading(0));
        self.run(async move {
            let tree = tree::read(dropped, move |files| adding.step.set(Step::Reading(files))).await;
            self.take_tree(folder, tree);
            adding.step.set(Step::Asking);
            self.ask_plan().await;
            self.compare().await;
            if adding.batch.with_untracked(Batch::has_question) {
                adding.step.set(Step::Deciding);
                adding.ask();
                self.layers.open(Dialog::Batch);
            } else {
                self.begin_uploads();
            }
        });
    }

    /// Gives up what is being added.
    pub(super) fn give_up(self) {
        self.run(async {});
        self.group.set_value(Group::default());
        self.adding.batch.set(Batch::default());
        self.adding.step.set(Step::Idle);
        self.adding.end_question();
        self.layers.close_batch();
        self.add_next();
    }

    /// What was decided holds. What has got another name is asked about first, and may have to be decided again.
    pub(super) fn add_as_decided(self) {
        let adding = self.adding;
        let before = adding.batch.with_untracked(|batch| batch.conflicts().count());
        let mut renamed = Renamed::Nothing;
        adding.batch.update(|batch| renamed = batch.rename());
        if renamed == Renamed::Nothing {
            self.begin_uploads();
            return;
        }
        self.run(async move {
            adding.step.set(Step::Asking);
            self.ask_plan().await;
            self.compare().await;
            let is_new = adding.batch.with_untracked(|batch| {
                batch.conflicts().count() > before || !batch.misnamed().is_empty() || batch.tally().missing_space() > 0
            });
            if is_new {
                adding.step.set(Step::Deciding);
            } else {
                self.begin_uploads();
            }
        });
    }

    fn run(self, future: impl Future<Output = ()> + 'static) {
        self.slot.with_value(|slot| slot.run(future));
    }

    fn take_tree(self, folder: EntryPath, mut tree: Tree) {
        // Folders tell their files in no order; what was chosen by itself keeps the one it has.
        if tree.files.iter().any(|found| found.path.contains('/')) {
            tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        }
        let whole = |path: &str| if folder.is_root() { path.to_owned() } else { format!("{folder}/{path}") };
        let candidate = |found: &tree::Found| Candidate {
            path: whole(&found.path),
            size: number::to_count(found.file.size()),
            modified_ms: Some(number::to_signed(found.file.last_modified())),
        };
        self.adding.batch.set(Batch::new(tree.files.iter().map(candidate).collect()));
        let empty_folders = tree.empty_folders.iter().map(|path| whole(path)).collect();
        let kept: Vec<Option<(String, JsValue)>> =
            tree.roots.into_iter().map(|root| Some((self.runner.name_root(), root?))).collect();
        let origin = |root: Option<usize>, path: &str| {
            let (root, _) = kept.get(root?)?.as_ref()?;
            // The first name is that of what was dropped.
            Some(Origin { root: root.clone(), way: path.split_once('/').map_or("", |(_, way)| way).to_owned() })
        };
        let files = tree.files.into_iter().map(|found| {
            let origin = origin(found.root, &found.path);
            (found.file, origin)
        });
        let files = files.collect();
        let roots = kept.into_iter().flatten().collect();
        self.group.set_value(Group { folder, files, roots, empty_folders, unreadable: tree.unreadable });
    }

    /// Asks until all is known, or there is no answer.
    async fn ask_plan(self) {
        while let Some((indexes, request)) = self.adding.batch.with_untracked(Batch::next_portion) {
            let result = api::plan::plan(&request).await;
            self.folder.hear(&result);
            let Ok(plan) = result else { return };
            self.adding.batch.update(|batch| batch.planned(&indexes, plan));
        }
    }

    fn begin_uploads(self) {
        let adding = self.adding;
        let mut group = Group::default();
        self.group.update_value(|kept| group = std::mem::take(kept));
        let (mut orders, mut candidates, mut identical) = (Vec::new(), Vec::new(), 0);
        adding.batch.update(|batch| {
            orders = batch.orders();
            identical = batch.tally().identical;
            candidates = std::mem::take(batch).into_candidates();
        });
        adding.step.set(Step::Idle);
        adding.end_question();
        self.layers.close_batch();
        let Group { folder, files, roots, empty_folders, unreadable } = group;
        let upload = |order: Order| {
            let ((file, origin), candidate) = (files.get(order.index)?, candidates.get(order.index)?);
            let mode = match order.terms {
                Terms::Create => Mode::Create,
                Terms::KeepBoth => Mode::KeepBoth,
                Terms::Replace { etag: Some(etag) } => Mode::Replace { etag },
                Terms::Replace { etag: None } => Mode::ReplaceAnyway,
            };
            let parents = if order.folder == folder { Parents::MustExist } else { Parents::Make };
            let new = NewUpload {
                folder: order.folder,
                name: order.name,
                size: candidate.size,
                modified_ms: candidate.modified_ms,
                mode,
                parents,
                origin: origin.clone(),
            };
            Some((new, Some(file.clone())))
        };
        if identical > 0 {
            self.voice.tell(adding::already_here(identical));
        }
        let added = orders.into_iter().filter_map(upload).collect();
        self.runner.enqueue(added, roots);
        if !unreadable.is_empty() {
            let names: Vec<&str> = unreadable.iter().map(String::as_str).collect();
            self.notices.show(adding::unreadable(&names), None);
        }
        self.make_folders(empty_folders);
        self.add_next();
    }

    /// Folders without anything: one that is there already is what was wanted.
    fn make_folders(self, paths: Vec<String>) {
        if paths.is_empty() {
            return;
        }
        task::run(async move {
            let operations: Vec<Operation> =
                paths.iter().map(|path| Operation::MakeFolder { path: path.clone(), parents: true }).collect();
            let answered = batch::run(&operations).await;
            self.folder.hear_batch(&answered);
            self.folder.refresh();
            let refused = paths.iter().zip(&answered.results).find_map(|(path, result)| {
                let problem = result.problem.as_ref().filter(|problem| problem.kind != ProblemKind::NameTaken)?;
                Some(problems::sentence(problem, path))
            });
            let refused = refused.or_else(|| answered.error.map(|error| error.sentence(list::new_folder())));
            if let Some(sentence) = refused {
                self.notices.show(sentence, None);
            }
        });
    }
}
