//! Bytes that have no name yet.

use async_trait::async_trait;
use holdall_shared::{EntryKind, EntryPath};

use super::{
    MemoryStore,
    state::{Tree, key},
};
use crate::{
    digest::{Algorithms, ContentDigests, Hasher},
    store::{Admission, Expect, Kept, Making, Naming, Parents, Published, Staged, StoreError, block::Block},
};

pub(super) struct MemoryStaged {
    store: MemoryStore,
    bytes: Vec<u8>,
    inode: u64,
    kept: Option<Kept>,
    algorithms: Algorithms,
    parents: Parents,
    /// Where the bytes are kept that outlive this.
    upload: Option<Kept>,
}

impl MemoryStaged {
    pub(super) fn new(store: &MemoryStore, bytes: Vec<u8>, upload: Option<Kept>, admission: Admission) -> Self {
        let mut state = store.state();
        state.made += 1;
        let (inode, parents, algorithms) = (state.made, admission.parents, admission.algorithms);
        Self { store: store.clone(), bytes, inode, kept: None, algorithms, parents, upload }
    }
}

#[async_trait]
impl Staged for MemoryStaged {
    async fn append(&mut self, mut block: Block) -> Result<Block, StoreError> {
        self.bytes.extend_from_slice(block.bytes());
        block.clear();
        Ok(block)
    }

    fn length(&self) -> u64 {
        u64::try_from(self.bytes.len()).unwrap()
    }

    async fn sync(&mut self) -> Result<(), StoreError> {
        if let Some(at) = &self.upload {
            let mut state = self.store.state();
            let node = state.node(EntryKind::File, self.bytes.clone());
            state.kept.insert(key(at), Tree::from([(String::new(), node)]));
        }
        Ok(())
    }

    async fn cut(&mut self, length: u64) -> Result<(), StoreError> {
        self.bytes.truncate(usize::try_from(length).unwrap());
        Ok(())
    }

    async fn digests(&mut self) -> Result<ContentDigests, StoreError> {
        let mut hasher = Hasher::new(self.algorithms);
        hasher.update(&self.bytes);
        Ok(hasher.digests())
    }

    fn inode(&self) -> Result<u64, StoreError> {
        Ok(self.inode)
    }

    fn keep_replaced(&mut self, at: Kept) {
        self.kept = Some(at);
    }

    async fn publish(self: Box<Self>, path: &EntryPath, expect: Expect) -> Result<Published, StoreError> {
        let mut state = self.store.state();
        let mut path = path.clone();
        let folder = path.parent().unwrap();
        if self.parents == Parents::Made {
            state.make_parents(&folder);
        }
        match expect {
            Expect::Absent | Expect::AbsentOrNumbered => {
                let naming = if expect == Expect::Absent { Naming::Exact } else { Naming::Numbered };
                path = state.vacant(&path, Making { naming, parents: Parents::Required }, None)?;
            }
            Expect::Any => {
                state.check_folder(&folder)?;
                match state.get(&path).map(|node| node.stat.kind) {
                    Ok(EntryKind::Folder) => return Err(StoreError::IsFolder),
                    Ok(_) => {}
                    Err(_) => state.check_vacant(&path, None)?,
                }
            }
            Expect::Present | Expect::Match(_) => {
                if state.get(&path)?.stat.kind == EntryKind::Folder {
                    return Err(StoreError::IsFolder);
                }
                state.check_expected(&path, expect)?;
            }
        }
        let mut node = state.node(EntryKind::File, self.bytes);
        node.stat.version.inode = self.inode;
        let replaced = state.entries.insert(path.clone(), node.clone());
        let mut was = None;
        if let (Some(at), Some(old)) = (&self.kept, replaced) {
            was = Some(old.stat);
            state.kept.insert(key(at), Tree::from([(String::new(), old)]));
        }
        if let Some(at) = &self.upload {
            state.kept.remove(&key(at));
        }
        Ok(Published { path, stat: node.stat, replaced: was })
    }
}
