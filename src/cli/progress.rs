//! One line on standard error that says how far a long task is. Where standard error is no terminal there is none.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::model::safe;

const BAR: usize = 24;
/// A terminal over a slow line is not to be filled.
const PAUSE: Duration = Duration::from_millis(60);

pub(crate) struct Progress {
    what: &'static str,
    shown: bool,
    of: usize,
    done: usize,
    last: Option<Instant>,
}

impl Progress {
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, shown: io::stderr().is_terminal(), of: 0, done: 0, last: None }
    }

    pub(crate) fn of(&mut self, of: usize) {
        self.of = of;
        self.draw("");
    }

    pub(crate) fn step(&mut self, name: &str) {
        self.done += 1;
        self.draw(name);
    }

    /// So many are done.
    pub(crate) fn at(&mut self, done: usize, of: usize) {
        self.done = done;
        self.of = of;
        self.draw("");
    }

    pub(crate) fn say(&mut self, what: &'static str) {
        self.what = what;
        self.last = None;
        self.draw("");
    }

    fn draw(&mut self, name: &str) {
        // A single file needs no bar.
        if !self.shown || self.of < 2 || self.last.is_some_and(|last| last.elapsed() < PAUSE) {
            return;
        }
        self.last = Some(Instant::now());
        let filled = (self.done * BAR).checked_div(self.of).unwrap_or(0).min(BAR);
        let bar: String = "#".repeat(filled) + &"-".repeat(BAR - filled);
        let name: String = safe::line(name).chars().take(30).collect();
        let mut err = io::stderr();
        let _ = write!(err, "\r\x1b[K{} [{bar}] {} of {} {name}", self.what, self.done, self.of);
        let _ = err.flush();
    }

    /// Takes the line away.
    pub(crate) fn end(&mut self) {
        if self.shown && self.last.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
            let _ = io::stderr().flush();
        }
    }
}
