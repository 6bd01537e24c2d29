//! A program in a real pseudo-terminal, seen through a model of the screen. It waits for text, never for time.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long a text may take to come, on a machine that is busy with other tests.
const LIMIT: Duration = Duration::from_mins(1);

type Screen = Arc<Mutex<vt100::Parser>>;
type Keyboard = Arc<Mutex<Box<dyn Write + Send>>>;

pub(crate) struct Pty {
    screen: Screen,
    keyboard: Keyboard,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    news: Receiver<()>,
    reader: thread::JoinHandle<()>,
    hung_up: Arc<AtomicBool>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn some(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap()
}

impl Pty {
    /// Starts the program in a folder, with nothing of the surroundings but what is given.
    pub(crate) fn start(dir: &Path, args: &[&str], env: &[(&str, &str)], columns: u16, rows: u16) -> Self {
        let pty = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mnr"));
        command.args(args);
        command.cwd(dir);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        // A home of its own: journals and settings stay beside the workspace.
        command.env("HOME", dir.parent().unwrap());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("RUST_BACKTRACE", "0");
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let screen: Screen = Arc::new(Mutex::new(vt100::Parser::new(some(rows), some(columns), 0)));
        let keyboard: Keyboard = Arc::new(Mutex::new(pty.master.take_writer().unwrap()));
        let mut output = pty.master.try_clone_reader().unwrap();
        let (tell, news) = mpsc::channel();
        let (model, answers) = (Arc::clone(&screen), Arc::clone(&keyboard));
        let hung_up = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&hung_up);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(n) = output.read(&mut buffer) {
                if n == 0 || stop.load(Ordering::Relaxed) {
                    break;
                }
                model.lock().unwrap().process(&buffer[..n]);
                // A terminal answers when it is asked where its cursor is.
                if buffer[..n].windows(4).any(|bytes| bytes == b"\x1b[6n") {
                    let (row, column) = model.lock().unwrap().screen().cursor_position();
                    let _ = write!(answers.lock().unwrap(), "\x1b[{};{}R", row + 1, column + 1);
                }
                let _ = tell.send(());
            }
        });
        Self { screen, keyboard, child, master: pty.master, news, reader, hung_up }
    }

    pub(crate) fn send(&self, keys: &str) {
        let mut keyboard = self.keyboard.lock().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }

    /// A text as a terminal pastes it.
    pub(crate) fn paste(&self, text: &str) {
        self.send(&format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")));
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        // The model first, or output for the new size would be read with the old one.
        let mut screen = self.screen.lock().unwrap();
        screen.screen_mut().set_size(some(rows), some(columns));
        self.master.resize(size(columns, rows)).unwrap();
    }

    pub(crate) fn seen(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    #[track_caller]
    pub(crate) fn wait(&self, text: &str) -> String {
        self.wait_until(&format!("{text:?}"), |seen| seen.contains(text))
    }

    /// Waits for several texts at once: a frame may arrive in parts.
    #[track_caller]
    pub(crate) fn wait_all(&self, texts: &[&str]) -> String {
        self.wait_until(&format!("{texts:?}"), |seen| texts.iter().all(|t| seen.contains(t)))
    }

    #[track_caller]
    pub(crate) fn wait_gone(&self, text: &str) -> String {
        self.wait_until(&format!("no {text:?}"), |seen| !seen.contains(text))
    }

    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + LIMIT;
        loop {
            let seen = self.seen();
            if holds(&seen) {
                return seen;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain for {what}:\n{seen}");
            let _ = self.news.recv_timeout(left.min(Duration::from_millis(50)));
        }
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Ends it as a crash or a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn signal(&self, name: &str) {
        let process = self.process().to_string();
        let sent = std::process::Command::new("kill").args([&format!("-{name}"), &process]).status();
        assert!(sent.unwrap().success());
    }

    /// Takes the terminal away, as a lost connection does, and waits for the end of the program.
    #[track_caller]
    pub(crate) fn hang_up(self) {
        let Self { keyboard, mut child, master, reader, hung_up, .. } = self;
        hung_up.store(true, Ordering::Relaxed);
        // The reader wakes by the next output and lets go of its end.
        keyboard.lock().unwrap().write_all(b" ").unwrap();
        reader.join().unwrap();
        drop(keyboard);
        drop(master);
        let end = Instant::now() + LIMIT;
        while child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < end, "it goes on without a terminal");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for its end and for all of its output.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let end = Instant::now() + LIMIT;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // The reader ends when everything is read.
                while self.news.recv_timeout(Duration::from_millis(200)).is_ok() {}
                return status;
            }
            assert!(Instant::now() < end, "it does not end:\n{}", self.seen());
            let _ = self.news.recv_timeout(Duration::from_millis(20));
        }
    }

    /// Whether the terminal is as it was before the program.
    #[track_caller]
    pub(crate) fn is_given_back(&self) {
        let model = self.screen.lock().unwrap();
        let screen = model.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is still on");
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is still taken");
    }
}
