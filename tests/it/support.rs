//! A temporary workspace and a scrubbed environment; every run gives stdout, stderr and status.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::Command;

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Ran {
    /// The run as one text for a snapshot, with the temporary folder named `[TMP]`.
    pub(crate) fn shown(&self) -> String {
        let mut text = self.stdout.clone();
        if !self.stderr.is_empty() {
            text.push_str("--- stderr\n");
            text.push_str(&self.stderr);
        }
        text.push_str(&format!("--- exit {}", self.code));
        text
    }

    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.shown());
        self
    }

    #[track_caller]
    pub(crate) fn fails(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}", self.shown());
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}: {}", self.shown()))
    }
}

/// A file of `tests/fixtures`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// An environment in which `pdftotext` is not found: where it is installed a line names it.
pub(crate) const NO_POPPLER: &[(&str, &str)] = &[("PATH", "/nonexistent")];

/// Numbers that look random and are the same in every run.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn from(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    pub(crate) fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// The program, in a folder of its own.
pub(crate) struct Tool {
    folder: tempfile::TempDir,
    dir: PathBuf,
}

impl Tool {
    /// In an empty folder.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().to_path_buf();
        Self { folder, dir }
    }

    /// In a fresh workspace.
    pub(crate) fn workspace() -> Self {
        let tool = Self::empty();
        tool.run(&["init", "."]).ok();
        tool
    }

    /// In a fresh workspace with a baseline of Kenya.
    pub(crate) fn kenya() -> Self {
        let tool = Self::workspace();
        tool.run(&["assess", "new", "ken", "--started", "2026-03-02"]).ok();
        tool
    }

    /// In the demonstration.
    pub(crate) fn demo() -> Self {
        let mut tool = Self::empty();
        tool.run(&["demo", "demo"]).ok();
        tool.dir.push("demo");
        tool
    }

    /// In an empty folder of a home of its own.
    pub(crate) fn empty_below(name: &str) -> Self {
        let mut tool = Self::empty();
        tool.dir.push(name);
        fs::create_dir(&tool.dir).unwrap();
        tool
    }

    /// In a fresh workspace of a home of its own.
    pub(crate) fn workspace_below(name: &str) -> Self {
        let tool = Self::empty_below(name);
        tool.run(&["init", "."]).ok();
        tool
    }

    /// The folder above the workspace.
    pub(crate) fn home(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.path(name);
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn command(dir: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mnr"));
        command.current_dir(dir).env_clear().env("COLUMNS", "100").timeout(Duration::from_mins(2));
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, "")
    }

    pub(crate) fn run_with(&self, args: &[&str], stdin: &str) -> Ran {
        self.ran(Self::command(&self.dir).args(args).write_stdin(stdin))
    }

    /// With variables of the environment.
    pub(crate) fn run_in(&self, variables: &[(&str, &str)], args: &[&str]) -> Ran {
        self.ran(Self::command(&self.dir).envs(variables.iter().copied()).args(args))
    }

    fn ran(&self, command: &mut Command) -> Ran {
        let output = command.output().unwrap();
        let real = fs::canonicalize(self.folder.path()).unwrap();
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            let text = text.replace(real.to_str().unwrap(), "[TMP]");
            text.replace(self.folder.path().to_str().unwrap(), "[TMP]")
        };
        Ran {
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            code: output.status.code().unwrap_or(-1),
        }
    }
}
