//! Why Holdall did not start, or stopped: one sentence with the way out.

use std::{io, net::SocketAddr, path::PathBuf};

use crate::{
    auth::AuthError, catalog::CatalogError, config::SettingsError, keeper::KeeperError, store::fs::OpenError,
    uploads::UploadError,
};

/// See the module.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// Settings that can't be used.
    #[error("{0}")]
    Settings(SettingsError),
    /// The upload folder could not be made.
    #[error("Can't make the folder {}: {source}. Name another one with --dir, or make it yourself.", path.display())]
    MakeFolder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The upload folder can't be served.
    #[error("{0}")]
    Store(#[from] OpenError),
    /// The port is taken.
    #[error("Port {} is in use. Try: holdall --listen {}:{}", .0.port(), .0.ip(), .0.port().wrapping_add(1))]
    PortInUse(SocketAddr),
    /// The port needs more rights.
    #[error("Port {} needs more rights than user {user} has. Try: holdall --listen {}:8000", .address.port(), .address.ip())]
    PortDenied {
        /// Where.
        address: SocketAddr,
        /// Who.
        user: u32,
    },
    /// Listening failed otherwise.
    #[error("Can't listen on {address}: {source}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The catalog can't be used.
    #[error("Can't use the catalog in {}: {}", path.display(), catalog_cause(source))]
    Catalog {
        /// The state folder.
        path: PathBuf,
        /// Why.
        source: CatalogError,
    },
    /// Nobody serves the folder.
    #[error("No Holdall serves {}. Start one: it prints a link.", .0.display())]
    NotServed(PathBuf),
    /// No token by that id.
    #[error("There is no token “{0}”. `holdall token list` shows them.")]
    NoSuchToken(String),
    /// Recovery of the trash failed.
    #[error("The trash could not be brought in order: {0}")]
    Trash(#[from] KeeperError),
    /// What a crash left of uploads could not be put right.
    #[error("The unfinished uploads can't be put right after the last stop: {0}")]
    Uploads(#[from] UploadError),
    /// A code or token could not be made.
    #[error("A code could not be made: {0}")]
    Auth(#[from] AuthError),
    /// Anything else of the operating system.
    #[error("{what}: {source}")]
    Io {
        /// What failed.
        what: &'static str,
        /// Why.
        source: io::Error,
    },
}

impl Stop {
    /// Names what failed.
    pub(super) fn io(what: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { what, source }
    }
}

fn catalog_cause(error: &CatalogError) -> String {
    match error {
        CatalogError::Sql(error) => error.to_string(),
        CatalogError::Unreadable(what) => format!("{what} was not written by this version of Holdall"),
        CatalogError::Migrate(error) => error.to_string(),
    }
}
