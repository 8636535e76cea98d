//! What the tests need of the machine: its own file systems, and a word when it has none.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

/// Says that a test could not run, in a line that is counted.
pub(crate) fn skip(test: &str, why: &str) {
    println!("SKIPPED: {test}: {why}");
}

/// Runs a program that must succeed; its error is the reason otherwise.
pub(crate) fn succeed(program: &str, args: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(args).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("no {program}: {error}"))?;
    let told = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if output.status.success() { Ok(()) } else { Err(format!("{program} {args:?}: {told}")) }
}

/// A file system of its own, unmounted when dropped.
pub(crate) struct Disk {
    home: TempDir,
    options: Vec<String>,
}

impl Disk {
    /// An ext4 file system in a file, with a journal of its own.
    pub(crate) fn ext4(megabytes: u64) -> Result<Self, String> {
        let home = TempDir::new().unwrap();
        let image = home.path().join("image");
        std::fs::File::create(&image).unwrap().set_len(megabytes << 20).unwrap();
        let image = image.to_str().unwrap().to_owned();
        succeed("mkfs.ext4", &["-q", "-F", &image])?;
        Self::mounted(home, vec!["-o".to_owned(), "loop".to_owned(), image])
    }

    /// A file system in memory.
    pub(crate) fn tmpfs(options: &str) -> Result<Self, String> {
        let options = ["-t", "tmpfs", "-o", options, "tmpfs"].map(str::to_owned).to_vec();
        Self::mounted(TempDir::new().unwrap(), options)
    }

    fn mounted(home: TempDir, options: Vec<String>) -> Result<Self, String> {
        if !rustix::process::geteuid().is_root() {
            return Err("mounting needs root".to_owned());
        }
        std::fs::create_dir(home.path().join("mount")).unwrap();
        let disk = Self { home, options };
        disk.mount()?;
        Ok(disk)
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.home.path().join("mount")
    }

    fn mount(&self) -> Result<(), String> {
        let path = self.path();
        let args: Vec<_> = self.options.iter().map(String::as_str).chain([path.to_str().unwrap()]).collect();
        succeed("mount", &args)
    }

    /// Takes the disk out and puts it in again, as after a power cut: only what it had been given is there.
    pub(crate) fn remount(&self) {
        succeed("umount", &[self.path().to_str().unwrap()]).unwrap();
        self.mount().unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let path = self.path();
        if let Err(error) = succeed("umount", &["--lazy", path.to_str().unwrap()]) {
            println!("{error}");
        }
    }
}

/// A small file system in memory on a folder that exists, unmounted when dropped.
pub(crate) struct Mount(PathBuf);

impl Mount {
    pub(crate) fn tmpfs(folder: &Path, options: &str) -> Result<Self, String> {
        if !rustix::process::geteuid().is_root() {
            return Err("mounting needs root".to_owned());
        }
        succeed("mount", &["-t", "tmpfs", "-o", options, "tmpfs", folder.to_str().unwrap()])?;
        Ok(Self(folder.to_owned()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        if let Err(error) = succeed("umount", &["--lazy", self.0.to_str().unwrap()]) {
            println!("{error}");
        }
    }
}

/// A process that stands ready to cut a file system off from its disk: what is not there by then never comes there.
///
/// `FS_IOC_SHUTDOWN` with `EXT4_GOING_FLAGS_NOLOGFLUSH`: the journal is not flushed first.
pub(crate) struct Cutter(Child);

impl Cutter {
    pub(crate) fn ready(mount: &Path) -> Result<Self, String> {
        const SCRIPT: &str = "import fcntl, os, struct, sys\n\
            folder = os.open(sys.argv[1], os.O_RDONLY)\n\
            print('ready', flush=True)\n\
            sys.stdin.readline()\n\
            fcntl.ioctl(folder, 0x8004587D, struct.pack('I', 2))\n\
            print('cut', flush=True)\n";
        let mut command = Command::new("python3");
        command.args(["-c", SCRIPT]).arg(mount).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut cutter = Self(command.spawn().map_err(|error| format!("no python3: {error}"))?);
        cutter.wait_for("ready");
        Ok(cutter)
    }

    /// Cuts now.
    pub(crate) fn cut(mut self) {
        self.0.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
        self.wait_for("cut");
        assert!(self.0.wait().unwrap().success());
    }

    fn wait_for(&mut self, word: &str) {
        let mut line = String::new();
        BufReader::new(self.0.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line.trim(), word);
    }
}

impl Drop for Cutter {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
