//! Sockets: where connections come in, and how they end.
//!
//! The server is built from `HttpService` itself rather than from actix-web's `HttpServer`, so that the stream type is
//! ours to choose for each listener, and so that SIGINT is a clean stop like SIGTERM.

use std::{io, net::TcpListener, time::Duration};

use actix_http::HttpService;
use actix_server::Server;
use actix_service::map_config;
use actix_web::{App, dev::AppConfig, web};
use tokio::sync::watch;

use super::app::{State, configure};

/// How long requests in flight may take to finish after a stop was asked for.
const SHUTDOWN_TIMEOUT_S: u64 = 30;
/// How long a request's head may take.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a client may take to read the last answer and close: without it, an early answer to an upload is lost.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Idle connections stay open this long, like nginx's.
const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// Blocking threads of each worker; actix's own default is 256.
const BLOCKING_THREADS: usize = 16;
/// Connections of all listeners together.
const MOST_CONNECTIONS: usize = 4096;
/// Most bytes of answers that wait in memory on one connection.
const WRITE_BUFFER: usize = 1 << 20;

/// Tells every connection that the server stops: idle ones close at once.
pub type Stopping = watch::Receiver<bool>;

/// Serves `state` on bound sockets until it is stopped by its handle.
pub fn serve(listeners: Vec<TcpListener>, state: State, stopping: &Stopping) -> io::Result<Server> {
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let state = web::Data::new(state);
    let mut server = Server::build()
        .workers(workers)
        .worker_max_blocking_threads(BLOCKING_THREADS)
        .max_concurrent_connections(MOST_CONNECTIONS.div_ceil(workers))
        .shutdown_timeout(SHUTDOWN_TIMEOUT_S)
        .disable_signals();
    for listener in listeners {
        let (state, stopping) = (state.clone(), stopping.clone());
        server = server.listen("http", listener, move || {
            let app = App::new().configure(configure(state.clone()));
            let stopping = stopping.clone();
            HttpService::build()
                .keep_alive(KEEP_ALIVE)
                .client_request_timeout(HEAD_TIMEOUT)
                .client_disconnect_timeout(DISCONNECT_TIMEOUT)
                .tcp_nodelay(true)
                .h1_write_buffer_size(WRITE_BUFFER)
                .graceful_shutdown_signal(move || stopped(stopping.clone()))
                .h1(map_config(app, |()| AppConfig::default()))
                .tcp()
        })?;
    }
    Ok(server.run())
}

async fn stopped(mut stopping: Stopping) {
    // An error means that the sender is gone, and so is the server.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}
