//! Uploads as time passes, and as what surrounds them changes.

use std::{path::Path, time::Duration};

use holdall_shared::Action;

use super::*;
use crate::{
    auth::{Authenticator, Permit, Policy},
    catalog::UploadTerms,
    config::Keeping,
    digest::Digests,
    intake::{Filled, Source, SourceError},
    keeper::Keeper,
    store::{
        block::Block,
        fs::{Access, FsStore},
    },
};

const DAY: Duration = Duration::from_hours(24);

struct World {
    uploads: Uploads,
    store: FsStore,
    auth: Authenticator,
    clock: Clock,
}

/// A whole body.
struct Body(Vec<u8>);

impl Source for Body {
    fn length(&self) -> Option<u64> {
        Some(u64::try_from(self.0.len()).unwrap())
    }

    async fn fill(&mut self, block: &mut Block) -> Result<Filled, SourceError> {
        let taken = block.fill_from(&self.0);
        self.0.drain(..taken);
        Ok(if self.0.is_empty() { Filled::End } else { Filled::Block })
    }
}

impl World {
    async fn new(folder: &Path) -> Self {
        let clock = Clock::fixed(1_795_444_260_000);
        let store = FsStore::open(folder, Access::ReadWrite, clock.clone()).unwrap();
        let catalog = Catalog::in_memory().await.unwrap();
        let keeping = Keeping { trash_days: 3, versions: 3, version_days: 3, size: None };
        let shared: Arc<dyn Store> = Arc::new(store.clone());
        let keeper = Keeper::new(Arc::clone(&shared), catalog.clone(), clock.clone(), keeping);
        let digests = Digests::new(catalog.clone(), clock.clone());
        let files = Files::new(Arc::clone(&shared), keeper, digests, None);
        let everything = Policy { owner: &Action::ALL, guests: &Action::ALL };
        let auth = Authenticator::new(catalog.clone(), clock.clone(), everything, None);
        Self { uploads: Uploads::new(files, shared, catalog, clock.clone()), store, auth, clock }
    }

    fn permit(&self, path: &str) -> Permit {
        self.auth.guest().permit(Action::Create, &EntryPath::new(path).unwrap()).unwrap()
    }

    async fn begin(&self, path: &str, length: u64) -> KeptId {
        let creation = Creation { length: Some(length), terms: UploadTerms::default() };
        self.uploads.begin(&self.permit(path), creation).await.unwrap().id
    }

    async fn append(&self, id: &KeptId, offset: u64, bytes: &[u8]) -> Result<Appended, UploadError> {
        let chunk = Chunk { offset, ..Chunk::default() };
        self.uploads.append(id, &chunk, &mut Body(bytes.to_vec())).await
    }

    /// Lets time pass and throws away what has expired; uploads whose bytes are there still.
    async fn after(&self, time: Duration) -> usize {
        self.clock.advance(time);
        self.uploads.sweep().await.unwrap();
        self.store.all_kept(Place::Uploads).await.unwrap().len()
    }
}

#[tokio::test]
async fn an_unfinished_upload_goes_a_week_after_its_last_byte() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(folder.path()).await;
    let id = world.begin("a", 5).await;
    assert_eq!(world.after(DAY * 6).await, 1);
    world.append(&id, 0, b"ab").await.unwrap();
    assert_eq!(world.after(DAY * 6).await, 1, "bytes came");
    assert_eq!(world.uploads.settle(&id).await.unwrap().offset, 2);
    assert_eq!(world.after(DAY).await, 0);
    assert!(matches!(world.uploads.settle(&id).await, Err(UploadError::Unknown)));
    assert!(matches!(world.append(&id, 2, b"cde").await, Err(UploadError::Unknown)));
    world.begin("a", 5).await;
}

#[tokio::test]
async fn a_finished_upload_is_remembered_for_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(folder.path()).await;
    let id = world.begin("a", 2).await;
    assert!(world.append(&id, 0, b"ab").await.unwrap().published.is_some());
    world.after(Duration::from_secs(24 * 3600 - 1)).await;
    assert_eq!(world.uploads.settle(&id).await.unwrap().offset, 2);
    world.after(Duration::from_secs(1)).await;
    assert!(matches!(world.uploads.settle(&id).await, Err(UploadError::Unknown)));
    assert!(world.store.stat(&EntryPath::new("a").unwrap()).await.is_ok());
}

#[tokio::test]
async fn a_name_is_free_again_ten_minutes_after_the_last_byte() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(folder.path()).await;
    let creation = |actor: &str| Creation {
        length: Some(5),
        terms: UploadTerms { actor: actor.to_owned(), ..UploadTerms::default() },
    };
    let permit = world.permit("a");
    let first = world.uploads.begin(&permit, creation("ann")).await.unwrap().id;
    world.clock.advance(Duration::from_mins(9));
    world.append(&first, 0, b"ab").await.unwrap();
    world.clock.advance(Duration::from_mins(9));
    let taken = world.uploads.begin(&permit, creation("ben")).await;
    assert!(matches!(taken, Err(UploadError::Files(crate::files::FilesError::NameTaken(None)))));
    world.clock.advance(Duration::from_mins(2));
    let second = world.uploads.begin(&permit, creation("ben")).await.unwrap().id;
    // The first one goes on; whoever is whole first gets the name, and the other keeps its bytes.
    world.append(&second, 0, b"fghij").await.unwrap();
    assert!(matches!(world.append(&first, 2, b"cde").await, Err(UploadError::Refused(Refusal::NameTaken))));
    assert_eq!(world.store.all_kept(Place::Uploads).await.unwrap(), std::slice::from_ref(&first));
    let terms = NewTerms { on_conflict: OnConflict::Rename };
    let uploaded = world.uploads.finish(&first, &permit, terms).await.unwrap();
    assert_eq!(uploaded.entry.path.as_str(), "a (2)");
}

#[tokio::test]
async fn bytes_that_somebody_took_away_are_not_made_up() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(folder.path()).await;
    let (gone, short) = (world.begin("gone", 5).await, world.begin("short", 5).await);
    for id in [&gone, &short] {
        world.append(id, 0, b"abc").await.unwrap();
        drop(world.uploads.take_open(id));
    }
    let bytes_of = |id: &KeptId| format!("{}/.holdall/uploads/{id}", folder.path().display());
    std::fs::remove_file(bytes_of(&gone)).unwrap();
    std::fs::File::options().write(true).open(bytes_of(&short)).unwrap().set_len(1).unwrap();
    for id in [&gone, &short] {
        assert!(world.append(id, 3, b"de").await.is_err());
    }
    world.uploads.recover().await.unwrap();
    for id in [&gone, &short] {
        assert!(matches!(world.uploads.look(id).await, Err(UploadError::Unknown)));
    }
    assert_eq!(world.store.all_kept(Place::Uploads).await.unwrap(), []);
}

#[tokio::test]
async fn many_open_uploads_need_few_open_files() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(folder.path()).await;
    let mut ids = Vec::new();
    for n in 0..MOST_OPEN + 40 {
        ids.push(world.begin(&format!("{n}"), 4).await);
        world.append(&ids[n], 0, b"ab").await.unwrap();
    }
    assert!(world.uploads.0.open.lock().unwrap().len() <= MOST_OPEN);
    for id in &ids {
        let digests = world.append(id, 2, b"cd").await.unwrap().published.unwrap().digests;
        assert_eq!(digests.blake3, *blake3::hash(b"abcd").as_bytes());
    }
}
