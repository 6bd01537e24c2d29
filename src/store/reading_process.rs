//! Reading a hostile file in a process of its own, with bounds on time, memory and what it gives back.
//!
//! A stack overflow or an endless loop in somebody else's reader cannot be caught inside a process; a process
//! that ends can.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How such a process ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Well(Vec<u8>),
    TimeOut,
    /// It gave back more than it may.
    TooMuch,
    /// It did not end well, with what is known of how.
    Died(String),
    /// It could not be started.
    NotStarted(String),
}

/// Runs a program with `input` on its standard input and gives what it prints.
pub(crate) fn run(program: &Path, args: &[&str], input: &[u8], time: Duration, most: usize) -> Ended {
    let started = Command::new(program)
        .args(args)
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(e) => return Ended::NotStarted(e.to_string()),
    };
    let ended = thread::scope(|scope| {
        if let Some(mut stdin) = child.stdin.take() {
            // A process that ends before it has read everything is judged by how it ended.
            scope.spawn(move || drop(stdin.write_all(input)));
        }
        let (sender, receiver) = mpsc::channel();
        if let Some(stdout) = child.stdout.take() {
            scope.spawn(move || {
                let mut bytes = Vec::new();
                let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
                let read = stdout.take(limit).read_to_end(&mut bytes);
                let _ = sender.send(read.map(|_| bytes));
            });
        }
        match receiver.recv_timeout(time) {
            Ok(Ok(bytes)) if bytes.len() > most => stop(&mut child, Ended::TooMuch),
            Ok(Ok(bytes)) => Ended::Well(bytes),
            Ok(Err(e)) => stop(&mut child, Ended::Died(e.to_string())),
            Err(RecvTimeoutError::Timeout) => stop(&mut child, Ended::TimeOut),
            Err(RecvTimeoutError::Disconnected) => {
                stop(&mut child, Ended::Died("it gave nothing".to_owned()))
            }
        }
    });
    match (ended, child.wait()) {
        (Ended::Well(bytes), Ok(status)) if status.success() => Ended::Well(bytes),
        (Ended::Well(_), Ok(status)) => Ended::Died(status.to_string()),
        (Ended::Well(_), Err(e)) => Ended::Died(e.to_string()),
        (ended, _) => ended,
    }
}

/// Ends the process, so that the threads that wait for it end too.
fn stop(child: &mut Child, ended: Ended) -> Ended {
    let _ = child.kill();
    ended
}

/// Bounds the memory and the processor time of this process. Where the system has no such bounds, the one on
/// time that the parent keeps is left.
#[cfg(unix)]
pub(crate) fn limit_self(memory: u64, seconds: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = |n| Rlimit { current: Some(n), maximum: Some(n) };
    let _ = setrlimit(Resource::As, limit(memory));
    let _ = setrlimit(Resource::Cpu, limit(seconds));
    let _ = setrlimit(Resource::Core, limit(0));
}

#[cfg(not(unix))]
pub(crate) fn limit_self(_: u64, _: u64) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str, input: &[u8], most: usize) -> Ended {
        run(Path::new("/bin/sh"), &["-c", script], input, Duration::from_millis(1500), most)
    }

    #[test]
    fn however_it_ends_there_is_an_end() {
        assert_eq!(sh("cat", b"abc", 10), Ended::Well(b"abc".to_vec()));
        assert_eq!(sh("cat", &vec![b'x'; 100_000], 200_000), Ended::Well(vec![b'x'; 100_000]));
        assert_eq!(sh("exec sleep 30", b"", 10), Ended::TimeOut);
        assert_eq!(sh("exec cat /dev/zero", b"", 1000), Ended::TooMuch);
        assert_eq!(sh("exit 0", &vec![b'x'; 1_000_000], 10), Ended::Well(Vec::new()));
        assert!(matches!(sh("kill -SEGV $$", b"", 10), Ended::Died(how) if how.contains("signal")));
        assert!(matches!(sh("echo half; exit 3", b"", 10), Ended::Died(_)));
        let missing = run(Path::new("/nonexistent"), &[], b"", Duration::from_secs(1), 1);
        assert!(matches!(missing, Ended::NotStarted(_)));
    }
}
