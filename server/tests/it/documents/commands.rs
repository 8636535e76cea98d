//! The commands of a document, run from top to bottom against the real program.
//!
//! 1. All `sh` blocks of the document are one script: variables and functions go on from block to block. Any command
//!    that fails ends it.
//! 2. Lines that begin with `# =>` are what the commands before them print, since the last such lines or the start of
//!    the block; `…` stands for anything within a line.
//! 3. The script runs in an empty folder, with the program in its path, where the server serves `./uploads`.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use super::{blocks, read};
use crate::support::{Server, Setup, TOKEN};

const CLAIM: &str = "# =>";
/// The address that documents name.
const ADDRESS: &str = "http://localhost:8000";

/// Commands that have been run.
pub(super) struct Ran {
    pub(super) server: Server,
    /// Where.
    folder: TempDir,
    /// How many commands were `curl`'s.
    pub(super) requests: usize,
    /// How many lines of output were compared.
    pub(super) claims: usize,
}

impl Ran {
    /// A file that the commands left.
    #[track_caller]
    pub(super) fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }
}

/// Some commands, and the lines that they print, if the document says so.
struct Step {
    commands: String,
    claims: Vec<String>,
}

/// Runs a document; the test fails where a command does, or prints something else.
#[track_caller]
pub(super) fn run(document: &str) -> Ran {
    let (folder, outputs) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let server = Setup::new().serving(&folder.path().join("uploads")).start();
    let document = read(document);
    let steps: Vec<Step> = blocks(&document, "sh").flat_map(steps).collect();
    let script = script(&steps, outputs.path()).replace(ADDRESS, &server.url(""));
    let output = Command::new("bash")
        .args(["-euxo", "pipefail", "-c", &script])
        .env_clear()
        .env("HOME", folder.path())
        .env("LC_ALL", "C.UTF-8")
        .env("PATH", path())
        .env("TOKEN", TOKEN)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let log = String::from_utf8_lossy(&output.stderr);
    for (number, step) in steps.iter().enumerate() {
        let printed = fs::read_to_string(file(outputs.path(), number)).unwrap_or_else(|_| {
            panic!("stopped before step {number}:\n{}\n{log}", step.commands);
        });
        let was_last = !file(outputs.path(), number + 1).exists();
        assert!(!was_last || output.status.success(), "{}\nprinted: {printed}\n{log}", step.commands);
        if !step.claims.is_empty() {
            compare(step, &printed);
        }
    }
    let requests = log.lines().filter(|line| line.starts_with('+') && line.contains(" curl ")).count();
    let claims = steps.iter().map(|step| step.claims.len()).sum();
    Ran { server, folder, requests, claims }
}

/// The programs of this machine, and ours.
fn path() -> String {
    let own = Path::new(env!("CARGO_BIN_EXE_holdall")).parent().unwrap();
    format!("{}:{}", own.display(), std::env::var("PATH").unwrap())
}

/// Splits a block where what is printed has been said.
fn steps(block: &str) -> Vec<Step> {
    let mut steps = vec![Step { commands: String::new(), claims: Vec::new() }];
    for line in block.lines() {
        match (line.strip_prefix(CLAIM), steps.last_mut()) {
            (Some(claim), Some(step)) => step.claims.push(claim.strip_prefix(' ').unwrap_or(claim).to_owned()),
            (None, Some(step)) if step.claims.is_empty() => {
                let _ = writeln!(step.commands, "{line}");
            }
            _ => steps.push(Step { commands: format!("{line}\n"), claims: Vec::new() }),
        }
    }
    steps
}

/// Each step prints into a file of its own, within one shell.
fn script(steps: &[Step], outputs: &Path) -> String {
    steps.iter().enumerate().fold(String::new(), |mut script, (number, step)| {
        let _ = write!(script, "exec > {}\n{}", file(outputs, number).display(), step.commands);
        script
    })
}

fn file(outputs: &Path, number: usize) -> PathBuf {
    outputs.join(number.to_string())
}

#[track_caller]
fn compare(step: &Step, printed: &str) {
    let lines: Vec<&str> = printed.lines().collect();
    let are_equal = lines.len() == step.claims.len()
        && lines.iter().zip(&step.claims).all(|(line, claim)| is_as_claimed(line.trim_end(), claim));
    assert!(are_equal, "{}\nprinted:\n{printed}\nnot:\n{}", step.commands, step.claims.join("\n"));
}

fn is_as_claimed(line: &str, claim: &str) -> bool {
    let mut parts = claim.split('…');
    let Some(mut rest) = parts.next().and_then(|begin| line.strip_prefix(begin)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((end, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(end)
}

#[test]
fn a_claim_is_compared_from_end_to_end() {
    for (line, claim) in [("a", "a"), ("", ""), ("abc", "a…c"), ("abc", "…"), ("a1b2c", "a…b…c"), ("ab", "a…b")]
    {
        assert!(is_as_claimed(line, claim), "{line} {claim}");
    }
    for (line, claim) in [("a", "b"), ("ab", "a"), ("ba", "a"), ("abd", "a…c"), ("xabc", "a…c"), ("a", "a…a")] {
        assert!(!is_as_claimed(line, claim), "{line} {claim}");
    }
}

#[test]
fn a_block_is_split_where_what_is_printed_has_been_said() {
    let steps = steps("one\ntwo\n# => 1\n# => 2\n# three\nthree\n");
    let told: Vec<_> = steps.iter().map(|step| (step.commands.as_str(), step.claims.len())).collect();
    assert_eq!(told, [("one\ntwo\n", 2), ("# three\nthree\n", 0)]);
}
