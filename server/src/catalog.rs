//! What is not a file: tokens, sessions, one-time codes, and what is in the trash and kept as
//! versions. SQL, embedded.
//!
//! It is no cache of the file tree: the folder is the truth. Every commit is durable before it returns
//! (`synchronous=FULL`). The file is shared by the server and by `holdall link` and `holdall token`, so SQLite's
//! write-ahead log and a busy timeout keep them out of each other's way.

mod codes;
mod digests;
mod kept;
mod sessions;
mod tokens;
mod trash;
mod uploads;
mod versions;

use std::{path::Path, time::Duration};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use digests::DigestRow;
pub use kept::{Intent, KeptRow};
pub use sessions::StoredSession;
pub use tokens::StoredToken;
pub use trash::Amount;
pub use uploads::{UploadRow, UploadStage, UploadTerms};
pub use versions::UnsettledMove;

/// The name of the catalog in the state folder.
const FILE: &str = "catalog.db";

/// SHA-256 of a secret.
pub type Hash = [u8; 32];

/// An open catalog.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// Whose commits are durable before they return.
    pool: SqlitePool,
    /// Whose commits survive the process at once and a power cut a moment later: for what can be found out again.
    relaxed: SqlitePool,
}

/// The catalog failed.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A statement failed.
    #[error("the catalog failed")]
    Sql(#[from] sqlx::Error),
    /// A row that this version of Holdall did not write.
    #[error("the catalog cannot be understood: {0}")]
    Unreadable(String),
    /// Its tables could not be brought up to date.
    #[error("the catalog is of another version of Holdall")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// What is wrong with the disk that the catalog is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskTrouble {
    /// It is full.
    Full,
    /// It reports errors.
    Failing,
}

impl CatalogError {
    /// Whether the disk is at fault. SQLite's primary result codes: 13 `SQLITE_FULL`, 10 `SQLITE_IOERR`, in the low byte.
    pub fn disk_trouble(&self) -> Option<DiskTrouble> {
        let Self::Sql(sqlx::Error::Database(error)) = self else { return None };
        let code: u32 = error.code()?.parse().ok()?;
        match code & 0xff {
            13 => Some(DiskTrouble::Full),
            10 => Some(DiskTrouble::Failing),
            _ => None,
        }
    }
}

impl Catalog {
    /// Opens the catalog in `state_dir`, making it and bringing it up to date as needed.
    #[expect(clippy::disallowed_methods, reason = "the state folder is a setting, never part of a request")]
    pub async fn open(state_dir: &Path) -> Result<Self, CatalogError> {
        let options = SqliteConnectOptions::new()
            .filename(state_dir.join(FILE))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5));
        let relaxed = SqlitePoolOptions::new().max_connections(1);
        let relaxed = relaxed.connect_lazy_with(options.clone().synchronous(SqliteSynchronous::Normal));
        let catalog = Self::connect(SqlitePoolOptions::new().max_connections(4), options).await?;
        Ok(Self { relaxed, ..catalog })
    }

    /// A catalog that is gone when it is closed: for a read-only server without a place to keep one.
    pub async fn in_memory() -> Result<Self, CatalogError> {
        // One connection that is never closed: a second one would see another, empty database.
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        Self::connect(pool, SqliteConnectOptions::new().in_memory(true)).await
    }

    async fn connect(pool: SqlitePoolOptions, options: SqliteConnectOptions) -> Result<Self, CatalogError> {
        let pool = pool.connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { relaxed: pool.clone(), pool })
    }

    /// Writes everything out and closes the files.
    pub async fn close(&self) {
        self.relaxed.close().await;
        self.pool.close().await;
    }
}
