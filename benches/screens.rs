//! From a key to the finished frame, from the start to the first frame, and the memory that takes, in a
//! real pseudo-terminal of 200×60: 196 countries in three rounds in the list, every question answered.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a bench prepares its files")]
#![expect(clippy::print_stdout, reason = "what criterion does not measure")]

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

mod workspaces;

struct Tui {
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// Keeps the terminal there.
    _master: Box<dyn MasterPty + Send>,
    output: Arc<Mutex<vt100::Parser>>,
    news: Receiver<()>,
}

impl Tui {
    fn start(dir: &Path) -> Self {
        let pty = native_pty_system()
            .openpty(PtySize { rows: 60, cols: 200, pixel_width: 0, pixel_height: 0 })
            .unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mnr"));
        command.cwd(dir);
        command.env("TERM", "xterm-256color");
        command.env("XDG_STATE_HOME", dir.join(".state"));
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let size = |n: u16| std::num::NonZero::new(n).unwrap();
        let output = Arc::new(Mutex::new(vt100::Parser::new(size(60), size(200), 0)));
        let (tell, news) = mpsc::channel();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let model = Arc::clone(&output);
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || tell.send(()).is_err() {
                    break;
                }
                model.lock().unwrap().process(&buffer[..n]);
            }
        });
        Self { keyboard: pty.master.take_writer().unwrap(), child, _master: pty.master, output, news }
    }

    fn send(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    fn wait(&self, text: &str) {
        let end = Instant::now() + Duration::from_secs(30);
        while !self.output.lock().unwrap().screen().contents().contains(text) {
            assert!(
                Instant::now() < end,
                "no {text:?}:\n{}",
                self.output.lock().unwrap().screen().contents()
            );
            let _ = self.news.recv_timeout(Duration::from_millis(5));
        }
    }

    /// Sends a key and waits for the first bytes of the frame that follows; a frame is one write.
    fn key(&mut self, keys: &str) -> Duration {
        while self.news.try_recv().is_ok() {}
        let began = Instant::now();
        self.send(keys);
        self.news.recv_timeout(Duration::from_secs(5)).unwrap();
        began.elapsed()
    }

    /// The most memory the program has had, in MB.
    fn memory(&self) -> u64 {
        let process = self.child.process_id().unwrap();
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or_default() / 1024
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn screens(c: &mut Criterion) {
    let folder = workspaces::workspace(196);
    let dir = folder.path();
    let mut group = c.benchmark_group("screens");
    group.sample_size(20);
    group.bench_function("start to first frame", |b| {
        b.iter_custom(|times| {
            let mut all = Duration::ZERO;
            for _ in 0..times {
                let began = Instant::now();
                let tui = Tui::start(dir);
                tui.wait("F1 help");
                all += began.elapsed();
            }
            all
        });
    });
    let mut tui = Tui::start(dir);
    tui.wait("197/197");
    let mut down = true;
    let mut moved = |tui: &mut Tui, times: u64| {
        let mut all = Duration::ZERO;
        for _ in 0..times {
            all += tui.key(if down { "\x1b[B" } else { "\x1b[A" });
            down = !down;
        }
        all
    };
    group.bench_function("key to frame, list of 588", |b| b.iter_custom(|times| moved(&mut tui, times)));
    tui.send("\r");
    tui.wait("C01 Leadership");
    group.bench_function("key to frame, tree", |b| b.iter_custom(|times| moved(&mut tui, times)));
    // From the top, past the heading of the domain.
    tui.send("\x1b[H\x1b[B\r");
    tui.wait("> C01 Leadership");
    group.bench_function("key to frame, questions", |b| b.iter_custom(|times| moved(&mut tui, times)));
    tui.send("\x1b[H\r");
    tui.wait("> C01-1");
    group.bench_function("key to frame, one question", |b| b.iter_custom(|times| moved(&mut tui, times)));
    tui.send("\x1b[17~");
    tui.wait("Level>target");
    group.bench_function("key to frame, gaps", |b| b.iter_custom(|times| moved(&mut tui, times)));
    println!("most memory: {} MB", tui.memory());
    group.finish();
}

criterion_group!(benches, screens);
criterion_main!(benches);
