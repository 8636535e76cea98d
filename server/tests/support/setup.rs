//! How the real program is started, and how it is run to its end.

use std::{
    ffi::{OsStr, OsString},
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::Server;

/// The owner's token of every server of these tests.
pub(crate) const TOKEN: &str = "0123456789abcdef-owner";

/// How a server is started.
#[derive(Debug, Clone)]
pub(crate) struct Setup {
    home: Arc<TempDir>,
    files: PathBuf,
    token: Option<String>,
    pub(super) port: u16,
    args: Vec<OsString>,
    envs: Vec<(String, OsString)>,
}

impl Setup {
    /// An empty upload folder inside a temporary one, and the owner's token.
    pub(crate) fn new() -> Self {
        let home = TempDir::new().unwrap();
        // As the system tells it in links and messages, wherever temporary folders lie.
        let files = home.path().canonicalize().unwrap().join("files");
        fs::create_dir(&files).unwrap();
        Self { home: Arc::new(home), files, token: Some(TOKEN.to_owned()), port: 0, args: Vec::new(), envs: Vec::new() }
    }

    /// Further arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(|arg| arg.as_ref().to_owned()));
        self
    }

    /// A variable of the environment.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.envs.push((name.to_owned(), value.as_ref().to_owned()));
        self
    }

    /// Another upload folder.
    pub(crate) fn serving(mut self, files: &Path) -> Self {
        files.clone_into(&mut self.files);
        self
    }

    /// No `--token`: the settings say another, or none.
    pub(crate) fn without_token(mut self) -> Self {
        self.token = None;
        self
    }

    /// A port of its own choice instead of any free one.
    pub(crate) fn listen(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// A place beside the upload folder.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(crate) fn files(&self) -> &Path {
        &self.files
    }

    /// The program with these settings.
    pub(crate) fn command(&self) -> Command {
        let mut command = holdall();
        command.arg("--dir").arg(&self.files).args(["--listen", &format!("127.0.0.1:{}", self.port)]);
        if let Some(token) = &self.token {
            command.args(["--token", token]);
        }
        command.env("HOME", self.home.path()).args(&self.args).envs(self.envs.iter().map(|(k, v)| (k, v)));
        command
    }

    #[track_caller]
    pub(crate) fn start(self) -> Server {
        Server::of(self)
    }
}

/// The program with nothing of our environment but the path.
pub(crate) fn holdall() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_holdall"));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).stdin(Stdio::null());
    command
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Runs a command that must come to its end within twenty seconds.
#[track_caller]
pub(crate) fn run(command: &mut Command) -> Output {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let pid = Pid::from_child(&child);
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let Ok(output) = receiver.recv_timeout(Duration::from_secs(20)) else {
        let _ = kill_process(pid, Signal::KILL);
        panic!("still running after 20 s: {command:?}");
    };
    output.unwrap()
}
