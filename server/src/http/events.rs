//! `GET /api/events?folder=…&folder=…`: what changes in these folders, as it changes.
//!
//! Server-Sent Events (WHATWG HTML §9.2). The first event says that the stream is open, and so that whatever was shown
//! before is to be asked for again: nothing is replayed. A comment now and then keeps proxies from closing the line and
//! finds out clients that are gone. A stream ends by itself after a while, and when the server stops: clients reconnect,
//! and are asked for their right again.

use std::{convert::Infallible, time::Duration};

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderName},
    web::Bytes,
};
use futures_util::{StreamExt as _, stream};
use holdall_shared::{Action, EntryPath, FolderLost, ProblemKind, url::UrlPathError};
use serde::Serialize;
use tokio::{
    sync::mpsc::{self, Receiver, Sender},
    time::{Instant, Interval},
};

use super::{call::Call, listen::Stopping, problem::Failure};
use crate::files::{Arrivals, Feed, News};

/// Most folders of one stream: the tabs of one browser.
const MOST_FOLDERS: usize = 32;
/// How often something is said even if nothing happens.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long a stream lasts.
const LIFETIME: Duration = Duration::from_mins(10);
/// News that wait for a slow client; while there is no room, changes gather in the folders' watches.
const MOST_WAITING: usize = 4;

/// GET.
pub(super) async fn read(call: Call) -> Result<HttpResponse, Failure> {
    let (sender, news) = mpsc::channel(MOST_WAITING);
    let mut feeds = Vec::new();
    for path in folders(call.request().query_string())? {
        let permit = call.permit(Action::List, &path)?;
        feeds.push((call.state().files.watch(&permit).await?, call.state().files.arrivals(&permit)));
    }
    for (feed, arrivals) in feeds {
        actix_rt::spawn(follow(feed, arrivals, sender.clone()));
    }
    let heartbeat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
    let ends = Instant::now() + LIFETIME;
    let stream = Stream { news, heartbeat, ends, stopping: call.state().stopping.clone() };
    let first =
        stream::once(async { Ok::<_, Infallible>(Bytes::from_static(b"retry: 1000\nevent: hello\ndata: {}\n\n")) });
    let body = first.chain(Box::pin(stream::unfold(stream, Stream::next)));
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // nginx would hold events back.
        .insert_header((HeaderName::from_static("x-accel-buffering"), "no"))
        .streaming(body))
}

fn folders(query: &str) -> Result<Vec<EntryPath>, Failure> {
    let invalid = |detail: String| Failure::new(ProblemKind::InvalidRequest, detail);
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query).map_err(|error| invalid(format!("It can't be understood: {error}.")))?;
    let mut paths = Vec::new();
    for (name, value) in pairs {
        if name != "folder" {
            return Err(invalid(format!("There is no parameter “{name}”. Say ?folder= for each folder.")));
        }
        let path = EntryPath::new(value).map_err(UrlPathError::from)?;
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    match paths.len() {
        0 => Err(invalid("Say ?folder= for each folder; ?folder= alone is the upload folder.".to_owned())),
        1..=MOST_FOLDERS => Ok(paths),
        _ => Err(invalid(format!("A stream may have at most {MOST_FOLDERS} folders."))),
    }
}

/// Until nobody listens any more.
async fn follow(mut feed: Feed, mut arrivals: Arrivals, sender: Sender<News>) {
    let rows = async { while sender.send(feed.next().await).await.is_ok() {} };
    let uploads = async { while sender.send(arrivals.next().await).await.is_ok() {} };
    tokio::select! {
        () = sender.closed() => {}
        () = rows => {}
        () = uploads => {}
    }
}

struct Stream {
    news: Receiver<News>,
    heartbeat: Interval,
    ends: Instant,
    stopping: Stopping,
}

impl Stream {
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        let bytes = tokio::select! {
            news = self.news.recv() => render(&news?),
            _ = self.heartbeat.tick() => Bytes::from_static(b":\n\n"),
            () = tokio::time::sleep_until(self.ends) => return None,
            // An error means that the server is gone.
            _ = self.stopping.wait_for(|stopping| *stopping) => return None,
        };
        Some((Ok(bytes), self))
    }
}

fn render(news: &News) -> Bytes {
    match news {
        News::Rows(change) => event("change", change),
        News::Uploads(uploads) => event("uploads", uploads),
        News::Lost(folder) => event("refetch", &FolderLost { folder: folder.clone() }),
    }
}

/// JSON has no line breaks of its own, so it is one line of data.
fn event(name: &str, data: &impl Serialize) -> Bytes {
    let data = serde_json::to_string(data).unwrap_or_default();
    format!("event: {name}\ndata: {data}\n\n").into()
}
