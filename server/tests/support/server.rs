//! The real program, serving a temporary folder on a port of its own; killed when dropped.

use std::{
    ffi::OsStr,
    fs,
    io::{BufRead as _, BufReader, Read},
    path::PathBuf,
    process::{Child, ExitStatus, Stdio},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};

use reqwest::{
    Method,
    blocking::{Client, RequestBuilder},
    redirect::Policy,
};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open},
};

use super::{Answer, Fetch as _, Setup, TOKEN, eventually, files_below};

/// A running server.
pub(crate) struct Server {
    setup: Setup,
    child: Child,
    stdout: Arc<Mutex<String>>,
    stderr: Arc<Mutex<String>>,
    client: Client,
    pub(crate) port: u16,
    /// The one-time code of the banner.
    pub(crate) code: String,
}

impl Server {
    #[track_caller]
    pub(crate) fn of(setup: Setup) -> Self {
        let mut child = setup.command().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout: Arc<Mutex<String>> = Arc::default();
        let stderr: Arc<Mutex<String>> = Arc::default();
        let (banner, open) = mpsc::channel();
        collect(child.stdout.take().unwrap(), Arc::clone(&stdout), move |line| {
            if let Some(found) = port_and_code(line) {
                let _ = banner.send(found);
            }
        });
        collect(child.stderr.take().unwrap(), Arc::clone(&stderr), |_| ());
        let Ok((port, code)) = open.recv_timeout(Duration::from_secs(20)) else {
            let _ = child.kill();
            let _ = child.wait();
            panic!("no banner; stdout: {}; stderr: {}", stdout.lock().unwrap(), stderr.lock().unwrap());
        };
        let client = Client::builder().no_proxy().redirect(Policy::none()).timeout(Duration::from_secs(30));
        let port = port.unwrap_or(setup.port);
        Self { setup, child, stdout, stderr, client: client.build().unwrap(), port, code }
    }

    #[track_caller]
    pub(crate) fn start() -> Self {
        Setup::new().start()
    }

    #[track_caller]
    pub(crate) fn with<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Self {
        Setup::new().args(args).start()
    }

    /// Kills it and starts it again with the same settings (and another port).
    #[track_caller]
    pub(crate) fn restart(self) -> Self {
        let setup = self.setup.clone();
        drop(self);
        setup.start()
    }

    pub(crate) fn setup(&self) -> &Setup {
        &self.setup
    }

    pub(crate) fn url(&self, target: &str) -> String {
        format!("http://127.0.0.1:{}{target}", self.port)
    }

    /// A request without a credential.
    pub(crate) fn guest(&self, method: Method, target: &str) -> RequestBuilder {
        self.client.request(method, self.url(target))
    }

    /// A request of the owner, by bearer token.
    pub(crate) fn request(&self, method: Method, target: &str) -> RequestBuilder {
        self.guest(method, target).bearer_auth(TOKEN)
    }

    pub(crate) fn get(&self, target: &str) -> RequestBuilder {
        self.request(Method::GET, target)
    }

    pub(crate) fn head(&self, target: &str) -> RequestBuilder {
        self.request(Method::HEAD, target)
    }

    pub(crate) fn post(&self, target: &str) -> RequestBuilder {
        self.request(Method::POST, target)
    }

    pub(crate) fn put(&self, target: &str) -> RequestBuilder {
        self.request(Method::PUT, target)
    }

    pub(crate) fn delete(&self, target: &str) -> RequestBuilder {
        self.request(Method::DELETE, target)
    }

    /// Creates a file through the server.
    #[track_caller]
    pub(crate) fn create(&self, target: &str, content: impl Into<Vec<u8>>) -> Answer {
        self.post(target).body(content.into()).fetch().expect(201)
    }

    /// Where an entry lies on the disk.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.setup.files().join(path)
    }

    /// Makes a file as another program does, with its folders.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// A file's content on the disk.
    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap()
    }

    /// Whether there is anything by that name, a link included.
    pub(crate) fn has(&self, path: &str) -> bool {
        fs::symlink_metadata(self.path(path)).is_ok()
    }

    /// No staged bytes may be left, though a connection that died is noticed a moment later.
    #[track_caller]
    pub(crate) fn assert_no_leftovers(&self) {
        eventually("an empty .holdall/tmp", || files_below(&self.path(".holdall/tmp")).is_empty());
    }

    /// Whether it has a file open that is not there yet for anybody else: an upload is under way.
    pub(crate) fn has_staged(&self) -> bool {
        let open = fs::read_dir(format!("/proc/{}/fd", self.pid().as_raw_nonzero())).unwrap();
        open.flatten().filter_map(|descriptor| fs::read_link(descriptor.path()).ok()).any(|file| {
            let file = file.to_string_lossy();
            file.starts_with(&*self.setup.files().to_string_lossy())
                && (file.ends_with(" (deleted)") || file.contains("/.holdall/tmp/"))
        })
    }

    /// Contents of the deleted files that are kept.
    pub(crate) fn trash(&self) -> Vec<Vec<u8>> {
        files_below(&self.path(".holdall/trash")).into_values().collect()
    }

    /// What it printed.
    pub(crate) fn printed(&self) -> String {
        self.stdout.lock().unwrap().clone()
    }

    /// What it logged.
    pub(crate) fn log(&self) -> String {
        self.stderr.lock().unwrap().clone()
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Its exit, if it comes within `patience`.
    pub(crate) fn exit_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        let process = pidfd_open(self.pid(), PidfdFlags::empty()).unwrap();
        let timeout = Timespec::try_from(patience).unwrap();
        let ready = poll(&mut [PollFd::new(&process, PollFlags::IN)], Some(&timeout)).unwrap();
        (ready > 0).then(|| self.child.wait().unwrap())
    }

    /// SIGKILL, and gone when this returns.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
        if thread::panicking() {
            println!("--- log of the server ---\n{}", self.stderr.lock().map_or(String::new(), |log| log.clone()));
        }
    }
}

fn collect(stream: impl Read + Send + 'static, text: Arc<Mutex<String>>, on_line: impl Fn(&str) + Send + 'static) {
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            text.lock().unwrap().extend([line.as_str(), "\n"]);
            on_line(&line);
        }
    });
}

/// From `Open     http://localhost:8000/#code=K7Q2-9XMT   (…)`; a public address says nothing about the port.
fn port_and_code(line: &str) -> Option<(Option<u16>, String)> {
    let url = line.trim_start().strip_prefix("Open")?.split_whitespace().next()?;
    let (address, code) = url.split_once("/#code=")?;
    let port = address.strip_prefix("http://localhost:").and_then(|port| port.parse().ok());
    Some((port, code.to_owned()))
}
