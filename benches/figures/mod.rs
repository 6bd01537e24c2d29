//! Times and sizes of the bench of the library: how they are taken and how they are printed.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Some times in milliseconds, sorted.
pub(crate) struct Times(Vec<f64>);

impl Times {
    pub(crate) fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    /// The time that so many hundredths of them do not exceed.
    pub(crate) fn at(&self, hundredths: usize) -> f64 {
        let last = self.0.len().saturating_sub(1);
        self.0.get((last * hundredths).div_ceil(100)).copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:>8.2} / {:>7.2} / {:>7.2}", self.at(50), self.at(95), self.at(100))
    }
}

pub(crate) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The median of some runs of one thing, in milliseconds.
pub(crate) fn median(runs: usize, mut run: impl FnMut()) -> f64 {
    let times = (0..runs).map(|_| {
        let begun = Instant::now();
        run();
        ms(begun.elapsed())
    });
    Times::of(times.collect()).at(50)
}

/// How long something took, by the clock and by the processors.
#[derive(Clone, Copy)]
pub(crate) struct Took {
    pub(crate) wall: f64,
    pub(crate) cpu: f64,
    /// Mebibytes at most; 0 where it was not looked at.
    pub(crate) peak: f64,
}

/// Ticks of a second in which Linux counts the time of a process.
const TICKS: f64 = 100.0;

/// Seconds that a process and its threads have used, by what Linux says of it.
fn cpu(process: &str) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

fn peak(process: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

/// Does something in this process.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (begun, used) = (Instant::now(), cpu("self"));
    let done = work();
    (done, Took { wall: begun.elapsed().as_secs_f64(), cpu: cpu("self") - used, peak: 0.0 })
}

/// Runs a program to its end and watches what it uses; `None` where it is not installed or fails.
pub(crate) fn watched(command: &mut Command) -> Option<Took> {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let id = child.id().to_string();
    let mut took = Took { wall: 0.0, cpu: 0.0, peak: 0.0 };
    loop {
        // The last look before the end is what counts; both figures only grow.
        took.cpu = took.cpu.max(cpu(&id));
        took.peak = took.peak.max(peak(&id));
        if let Some(status) = child.try_wait().ok()? {
            took.wall = begun.elapsed().as_secs_f64();
            return status.success().then_some(took);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Runs a program to its end and gives what it printed, with the milliseconds from its start to that.
pub(crate) fn printed(command: &mut Command) -> Option<(String, f64)> {
    let begun = Instant::now();
    let output = command.stderr(Stdio::null()).output().ok()?;
    let time = ms(begun.elapsed());
    Some((String::from_utf8_lossy(&output.stdout).into_owned(), time))
}

/// Milliseconds from the start of a program to the first of what it prints. What follows is read to the end.
pub(crate) fn first_printed(command: &mut Command) -> Option<f64> {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let mut output = child.stdout.take()?;
    let read = output.read(&mut [0]);
    let time = ms(begun.elapsed());
    io::copy(&mut output, &mut io::sink()).ok()?;
    child.wait().ok()?;
    matches!(read, Ok(1)).then_some(time)
}

/// What a program prints, with the milliseconds from its start to the last of that, and to its end.
pub(crate) fn last_printed(command: &mut Command) -> Option<(String, f64, f64)> {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let mut output = child.stdout.take()?;
    let (mut all, mut some, mut last) = (Vec::new(), [0; 8_192], 0.0);
    loop {
        match output.read(&mut some).ok()? {
            0 => break,
            read => all.extend_from_slice(&some[..read]),
        }
        last = ms(begun.elapsed());
    }
    child.wait().ok()?;
    Some((String::from_utf8_lossy(&all).into_owned(), last, ms(begun.elapsed())))
}

/// Bytes of the files of a folder and of those below it.
pub(crate) fn bytes(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(found) if found.is_dir() => bytes(&entry.path()),
        Ok(found) => found.len(),
        Err(_) => 0,
    });
    sizes.sum()
}

/// A figure beside what it should be.
pub(crate) fn judged(what: &str, figure: f64, unit: &str, most: f64) -> String {
    let word = if figure <= most { "reached" } else { "MISSED" };
    format!("{what:<58} {figure:>9.2} {unit:<5} at most {most:>7.2}   {word}")
}
