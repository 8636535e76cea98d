//! Serving: from settings to a server that listens, until a signal stops it.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
};

use actix_server::ServerHandle;
use holdall_shared::{Action, EntryPath, ListingQuery};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

use super::{
    banner::{self, Banner},
    stop::Stop,
};
use crate::{
    auth::{Authenticator, Policy, Throttle},
    catalog::Catalog,
    clock::Clock,
    config::{Changes, Guests, Settings},
    digest::Digests,
    files::Files,
    http::{Page, Site, State, listen},
    keeper::Keeper,
    log,
    store::{
        Bounds, Store as _,
        fs::{Access, FsStore, Serving},
    },
    uploads::Uploads,
};

/// Serves until SIGTERM or SIGINT.
pub(super) fn serve(settings: Settings) -> Result<(), Stop> {
    log::init(settings.log_format);
    allow_open_files();
    let dir = make_folder(&settings.dir)?;
    let access = match settings.changes {
        Changes::Taken => Access::ReadWrite,
        Changes::Refused => Access::ReadOnly,
    };
    let bounds = Bounds { quota: settings.quota, min_free: settings.min_free };
    let store = FsStore::open_bounded(&dir, access, Clock::System, bounds)?;
    let listener = bind(settings.listen)?;
    actix_rt::System::new().block_on(serve_store(settings, dir, store, listener))
}

/// Asks for as many open files as the system allows: it gives 1024 unasked, and each connection and download is one.
fn allow_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    if let Err(error) = raised {
        tracing::warn!(%error, limit = limit.current, "the number of open files stays limited");
    }
}

async fn serve_store(settings: Settings, dir: PathBuf, store: FsStore, listener: TcpListener) -> Result<(), Stop> {
    let clock = Clock::System;
    let catalog = open_catalog(&settings).await?;
    let keeper = Keeper::new(Arc::new(store.clone()), catalog.clone(), clock.clone(), settings.keeping);
    let digests = Digests::new(catalog.clone(), clock.clone());
    actix_rt::spawn(digests.clone().write_behind());
    let files = Files::new(Arc::new(store.clone()), keeper.clone(), digests.clone(), settings.max_size);
    let uploads = Uploads::new(files.clone(), Arc::new(store.clone()), catalog.clone(), clock.clone());
    if settings.changes == Changes::Taken {
        keeper.recover().await?;
        uploads.recover().await?;
        actix_rt::spawn(keeper.keep_tidy());
        actix_rt::spawn(uploads.clone().keep_tidy());
    }
    let auth = Authenticator::new(catalog.clone(), clock.clone(), policy(&settings), settings.token.as_deref());
    let code = auth.new_code().await?;
    let port = listener.local_addr().map_err(Stop::io("The socket has no address"))?.port();
    let url = settings.url.clone().unwrap_or_else(|| local_url(settings.listen, port));
    let page = match &settings.static_dir {
        Some(folder) => Page::Folder(folder.clone()),
        None => Page::embedded(),
    };
    let (stop, stopping) = watch::channel(false);
    let state = State {
        files,
        uploads,
        auth,
        throttle: Throttle::default(),
        site: Site::new(port, settings.url.clone()),
        page,
        clock,
        idle_timeout: settings.idle_timeout,
        stopping: stopping.clone(),
    };
    let server = listen::serve(vec![listener], state, &stopping).map_err(Stop::io("The server can't start"))?;
    store
        .announce(&Serving { pid: std::process::id(), url: url.clone() })
        .map_err(Stop::io("The lock can't be written"))?;
    let everything = ListingQuery { limit: 1, hidden: true, ..ListingQuery::default() };
    banner::print(&Banner {
        settings: &settings,
        dir: &dir,
        entries: store.page(&EntryPath::ROOT, everything).await.map_or(0, |page| page.total),
        free: store.space().await.map_or(0, |space| space.free),
        url: &url,
        port,
        code: &code,
    });
    actix_rt::spawn(stop_on_signal(server.handle(), stop));
    server.await.map_err(Stop::io("The server failed"))?;
    if let Err(error) = digests.flush().await {
        tracing::warn!(%error, "digests could not be kept");
    }
    catalog.close().await;
    Ok(())
}

/// The first signal lets requests in flight finish, the second does not.
async fn stop_on_signal(server: ServerHandle, stop: watch::Sender<bool>) {
    if wait_for_signal().await.is_err() {
        return;
    }
    tracing::info!("stopping: requests in flight may take up to 30 s; a second signal stops at once");
    let _ = stop.send(true);
    let hard = server.clone();
    actix_rt::spawn(async move {
        if wait_for_signal().await.is_ok() {
            hard.stop(false).await;
        }
    });
    server.stop(true).await;
}

fn make_folder(dir: &std::path::Path) -> Result<PathBuf, Stop> {
    let made = std::fs::create_dir_all(dir).and_then(|()| dir.canonicalize());
    made.map_err(|source| Stop::MakeFolder { path: dir.to_owned(), source })
}

fn bind(address: SocketAddr) -> Result<TcpListener, Stop> {
    TcpListener::bind(address).map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => Stop::PortInUse(address),
        io::ErrorKind::PermissionDenied => Stop::PortDenied { address, user: rustix::process::geteuid().as_raw() },
        _ => Stop::Listen { address, source },
    })
}

/// In the state folder; a read-only server that has no place for one forgets its sessions when it stops.
async fn open_catalog(settings: &Settings) -> Result<Catalog, Stop> {
    let path = settings.state_folder();
    if settings.changes == Changes::Refused && settings.state_dir.is_none() && !path.is_dir() {
        return Catalog::in_memory().await.map_err(|source| Stop::Catalog { path, source });
    }
    std::fs::create_dir_all(&path).map_err(|source| Stop::MakeFolder { path: path.clone(), source })?;
    Catalog::open(&path).await.map_err(|source| Stop::Catalog { path, source })
}

fn policy(settings: &Settings) -> Policy {
    Policy {
        owner: match settings.changes {
            Changes::Taken => &Action::ALL,
            Changes::Refused => &Action::READING,
        },
        guests: match settings.guests {
            Guests::Nothing => &[],
            Guests::Read => &Action::READING,
        },
    }
}

/// What a person on this computer types.
fn local_url(listen: SocketAddr, port: u16) -> String {
    if listen.ip().is_loopback() || listen.ip().is_unspecified() {
        format!("http://localhost:{port}")
    } else {
        format!("http://{}", SocketAddr::new(listen.ip(), port))
    }
}

async fn wait_for_signal() -> io::Result<()> {
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    futures_util::future::select(Box::pin(term.recv()), Box::pin(int.recv())).await;
    Ok(())
}
