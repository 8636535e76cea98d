//! A store in memory: the second reader of the contract, so that the suite tests the trait and not one file system.

mod staged;
mod state;
mod watch;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use holdall_shared::{EntryKind, EntryPath, FilePath, ListingQuery, SearchQuery, natural_order};

use self::{
    staged::MemoryStaged,
    state::{State, key, weigh},
};
use super::{
    Admission, Content, Copied, Demand, Expect, FolderWatch, Hits, Kept, KeptId, Making, Opened, Page, Parents, Place,
    Probed, Published, Refusal, Room, Space, Staged, Stat, Store, StoreError, Survey, Swapped, Used, Walk, Weighed,
};
use crate::fold::Needle;

/// See the module.
#[derive(Clone, Default)]
pub(crate) struct MemoryStore(Arc<Mutex<State>>);

impl MemoryStore {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct MemoryWalk(Option<Vec<(EntryPath, u64)>>);

#[async_trait]
impl Walk for MemoryWalk {
    async fn next_batch(&mut self) -> Result<Option<Vec<(EntryPath, u64)>>, StoreError> {
        Ok(self.0.take())
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn stage(&self, folder: &EntryPath, admission: Admission) -> Result<Box<dyn Staged>, StoreError> {
        if admission.parents == Parents::Made {
            self.state().make_parents(folder);
        }
        self.state().check_folder(folder)?;
        Ok(Box::new(MemoryStaged::new(self, Vec::new(), None, admission)))
    }

    async fn stage_kept(&self, at: &Kept, admission: Admission) -> Result<Box<dyn Staged>, StoreError> {
        let mut staged = MemoryStaged::new(self, Vec::new(), Some(at.clone()), admission);
        staged.sync().await?;
        Ok(Box::new(staged))
    }

    async fn reopen(&self, at: &Kept, length: u64, admission: Admission) -> Result<Box<dyn Staged>, StoreError> {
        let mut bytes = self.state().kept(at)?[""].bytes.to_vec();
        let length = usize::try_from(length).unwrap();
        if bytes.len() < length {
            return Err(StoreError::Changed);
        }
        bytes.truncate(length);
        Ok(Box::new(MemoryStaged::new(self, bytes, Some(at.clone()), admission)))
    }

    async fn stat(&self, path: &EntryPath) -> Result<Stat, StoreError> {
        Ok(self.state().get(path)?.stat)
    }

    async fn probe(&self, files: Vec<FilePath>) -> Result<Vec<Probed>, StoreError> {
        let state = self.state();
        let probe = |file| state.probe(file).or_else(|error| Refusal::of(error).map(Probed::Refused));
        files.iter().map(probe).collect()
    }

    async fn open(&self, path: &EntryPath) -> Result<Opened, StoreError> {
        let node = self.state().get(path)?.clone();
        match node.stat.kind {
            EntryKind::Folder => Err(StoreError::IsFolder),
            _ => Ok(Opened { stat: node.stat, content: Content::Memory(node.bytes) }),
        }
    }

    async fn page(&self, folder: &EntryPath, query: ListingQuery) -> Result<Page, StoreError> {
        let state = self.state();
        if !folder.is_root() && state.get(folder)?.stat.kind != EntryKind::Folder {
            return Err(StoreError::NotFolder);
        }
        let children = state.entries.iter().filter(|(path, _)| path.parent().as_ref() == Some(folder));
        let mut entries: Vec<_> = children.map(|(path, node)| (path.name().unwrap(), node.stat)).collect();
        entries.sort_by(|(a, a_stat), (b, b_stat)| {
            a_stat.kind.cmp(&b_stat.kind).then_with(|| natural_order(a.as_str(), b.as_str()))
        });
        let total = u64::try_from(entries.len()).unwrap();
        let skipped = usize::try_from(query.offset).unwrap();
        let limit = usize::try_from(query.limit).unwrap();
        let entries = entries.into_iter().skip(skipped).take(limit).collect();
        Ok(Page { entries, total, ..Page::default() })
    }

    async fn search(&self, query: SearchQuery) -> Result<Hits, StoreError> {
        let Some(needle) = Needle::new(&query.q) else { return Ok(Hits::default()) };
        let state = self.state();
        let below = state.entries.iter().filter(|(path, _)| path.is_within(&query.path) && **path != query.path);
        let hits =
            below.filter_map(|(path, node)| Some((path.clone(), node.stat, needle.spans(path.name()?.as_str())?)));
        let entries: Vec<_> = hits.collect();
        Ok(Hits { total: u64::try_from(entries.len()).unwrap(), entries, is_complete: true })
    }

    async fn watch(&self, folder: &EntryPath) -> Result<Box<dyn FolderWatch>, StoreError> {
        if !folder.is_root() && self.state().get(folder)?.stat.kind != EntryKind::Folder {
            return Err(StoreError::NotFolder);
        }
        Ok(Box::new(watch::MemoryWatch::new(self, folder)))
    }

    async fn walk(&self, folder: &EntryPath) -> Result<Box<dyn Walk>, StoreError> {
        let state = self.state();
        if !folder.is_root() && state.get(folder)?.stat.kind != EntryKind::Folder {
            return Err(StoreError::NotFolder);
        }
        let files =
            state.entries.iter().filter(|(path, node)| node.stat.kind == EntryKind::File && path.is_within(folder));
        Ok(Box::new(MemoryWalk(Some(files.map(|(path, node)| (path.clone(), node.stat.size)).collect()))))
    }

    async fn survey(&self, selection: &[EntryPath]) -> Result<Survey, StoreError> {
        let (state, mut survey) = (self.state(), Survey::default());
        for path in selection {
            survey.push(None, path.as_str(), &state.get(path)?.stat)?;
        }
        Ok(survey)
    }

    async fn make_folder(&self, path: &FilePath, parents: Parents) -> Result<Stat, StoreError> {
        let mut state = self.state();
        if parents == Parents::Made {
            state.make_parents(path.folder());
        }
        state.check_folder(path.folder())?;
        state.check_vacant(&path.to_entry_path(), None)?;
        let node = state.node(EntryKind::Folder, Vec::new());
        state.entries.insert(path.to_entry_path(), node.clone());
        Ok(node.stat)
    }

    async fn rename(&self, from: &EntryPath, to: &FilePath, making: Making) -> Result<Published, StoreError> {
        let mut state = self.state();
        let (stat, target) = (state.get(from)?.stat, to.to_entry_path());
        if target.is_within(from) && target != *from {
            return Err(StoreError::IntoItself);
        }
        let path = state.vacant(&target, making, Some(from))?;
        let tree = state.take(from);
        state.put(&path, tree);
        Ok(Published { path, stat, replaced: None })
    }

    async fn retire(&self, path: &EntryPath, expect: Expect, at: &Kept) -> Result<Stat, StoreError> {
        let mut state = self.state();
        state.check_expected(path, expect)?;
        let tree = state.take(path);
        let stat = tree[""].stat;
        state.kept.insert(key(at), tree);
        Ok(stat)
    }

    async fn copy(&self, from: &EntryPath, at: &Kept) -> Result<Copied, StoreError> {
        let mut state = self.state();
        state.get(from)?;
        let mut tree = state.take(from);
        state.put(from, tree.clone());
        for node in tree.values_mut() {
            state.made += 1;
            node.stat.version.inode = state.made;
        }
        let stat = tree[""].stat;
        state.kept.insert(key(at), tree);
        Ok(Copied { stat, skipped: 0 })
    }

    async fn put_back(&self, at: &Kept, to: &EntryPath, making: Making) -> Result<Published, StoreError> {
        let mut state = self.state();
        let stat = state.kept(at)?[""].stat;
        let path = state.vacant(to, making, None)?;
        let tree = state.kept.remove(&key(at)).unwrap();
        state.put(&path, tree);
        Ok(Published { path, stat, replaced: None })
    }

    async fn swap(&self, at: &Kept, path: &EntryPath, expect: Expect) -> Result<Swapped, StoreError> {
        let mut state = self.state();
        let (now, was) = (state.kept(at)?[""].stat, state.get(path)?.stat);
        match (now.kind, was.kind) {
            (EntryKind::Folder, EntryKind::Folder) => {}
            (EntryKind::Folder, _) => return Err(StoreError::NotFolder),
            (_, EntryKind::Folder) => return Err(StoreError::IsFolder),
            _ => {}
        }
        state.check_expected(path, expect)?;
        let old = state.take(path);
        let new = state.kept.insert(key(at), old).unwrap();
        state.put(path, new);
        Ok(Swapped { now, was })
    }

    async fn touch(&self, at: &Kept) -> Result<Stat, StoreError> {
        Ok(self.state().kept(at)?[""].stat)
    }

    async fn purge(&self, at: &Kept) -> Result<(), StoreError> {
        self.state().kept.remove(&key(at));
        Ok(())
    }

    async fn kept(&self, at: &Kept) -> Result<Option<Weighed>, StoreError> {
        Ok(self.state().kept.get(&key(at)).map(weigh))
    }

    async fn open_kept(&self, at: &Kept) -> Result<Opened, StoreError> {
        let state = self.state();
        let node = &state.kept(at)?[""];
        Ok(Opened { stat: node.stat, content: Content::Memory(Arc::clone(&node.bytes)) })
    }

    async fn all_kept(&self, place: Place) -> Result<Vec<KeptId>, StoreError> {
        Ok(self.state().kept.keys().filter(|(at, _)| *at == place).map(|(_, id)| id.parse().unwrap()).collect())
    }

    async fn weigh(&self, path: &EntryPath, _at_most: u64) -> Result<Weighed, StoreError> {
        let mut state = self.state();
        if path.is_root() {
            let node = state.node(EntryKind::Folder, Vec::new());
            return Ok(Weighed { stat: node.stat, bytes: 0 });
        }
        state.get(path)?;
        let tree = state.take(path);
        let weighed = weigh(&tree);
        state.put(path, tree);
        Ok(weighed)
    }

    async fn admit(&self, _demand: Demand) -> Result<Room, StoreError> {
        Ok(Box::new(()))
    }

    async fn used(&self) -> Result<Option<Used>, StoreError> {
        let state = self.state();
        let sizes = state.entries.values().filter(|node| node.stat.kind == EntryKind::File).map(|node| node.stat.size);
        Ok(Some(sizes.fold(Used::default(), |used, size| Used { bytes: used.bytes + size, files: used.files + 1 })))
    }

    async fn space(&self) -> Result<Space, StoreError> {
        Ok(Space { free: u64::MAX, total: u64::MAX, quota: None })
    }

    async fn ready(&self) -> Result<(), StoreError> {
        Ok(())
    }
}
