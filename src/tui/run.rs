//! The loop: wait, take what happened, carry out what follows, draw.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crossterm::event::{self, Event as Input};

use crate::model::config::Rtl;
use crate::tui::event::{Effect, Event, Told};
use crate::tui::keys::Keymap;
use crate::tui::library::{Books, Search};
use crate::tui::rtl::Reorders;
use crate::tui::settings::{Ended, Settings};
use crate::tui::shell::{Shell, Then};
use crate::tui::state::{Home, Message, Screen, State, Tone};
use crate::tui::terminal;
use crate::tui::theme::Theme;
use crate::tui::update::{texts_at_risk, update};
use crate::tui::view::view;
use crate::tui::words::Words;

/// The longest the loop rests.
const REST: Duration = Duration::from_millis(100);
/// The same while an answer is awaited, or typing is about to be searched for.
const SHORT_REST: Duration = Duration::from_millis(15);
/// How often the files are looked at for changes of others.
const LOOK: Duration = Duration::from_secs(2);

/// Shows the screens until the user or a signal ends them.
///
/// # Errors
/// When the terminal cannot be taken, or is gone.
pub(crate) fn run(settings: Settings, words: Words) -> io::Result<Ended> {
    let signals = Signals::listen()?;
    terminal::on_panic();
    let mut state = state(&settings, words);
    let (back, from_threads) = mpsc::channel();
    let (mut shell, told) = Shell::new(settings, back);
    if let Ok((columns, rows)) = crossterm::terminal::size() {
        update(&mut state, Event::Resized { columns, rows });
    }
    let looping = AssertUnwindSafe(|| {
        for told in told {
            take(&mut state, &mut shell, Event::Told(told));
        }
        go(&mut state, &mut shell, &from_threads, &signals)
    });
    let ended = panic::catch_unwind(looping);
    // Whatever ended it, what was typed is kept first and the terminal given back second.
    shell.end(&texts_at_risk(&state));
    terminal::leave();
    match ended {
        Ok(ended) => ended,
        Err(panicked) => panic::resume_unwind(panicked),
    }
}

/// The state before anything is known of the workspace.
pub(crate) fn state(settings: &Settings, words: Words) -> State {
    let config = &settings.config;
    let (keymap, faults) = Keymap::with(&config.keys);
    let by_terminal = match config.rtl {
        Rtl::Auto => settings.terminal_reorders,
        Rtl::Terminal => true,
        Rtl::App => false,
    };
    let message = faults
        .first()
        .map(|fault| Message { text: crate::tui::manual::unbound(&words, fault), tone: Tone::Warning });
    State {
        columns: 80,
        rows: 24,
        clock: Duration::ZERO,
        words,
        theme: Theme::new(config.theme, settings.colours),
        reorders: if by_terminal { Reorders::Terminal } else { Reorders::Us },
        keymap,
        mouse: config.mouse,
        shelf: None,
        screen: Screen::Home,
        popups: Vec::new(),
        home: Home::default(),
        open: None,
        message,
        left_behind: Vec::new(),
        search: Search::default(),
        books: Books::default(),
        reader: None,
    }
}

/// Takes an event and all that follows from it. Whether the run goes on.
fn take(state: &mut State, shell: &mut Shell, event: Event) -> Then {
    let mut then = Then::GoOn;
    let mut effects: std::collections::VecDeque<Effect> = update(state, event).into();
    while let Some(effect) = effects.pop_front() {
        let (next, told) = shell.carry_out(effect);
        match next {
            Then::Quit => return Then::Quit,
            Then::Repaint => then = Then::Repaint,
            Then::GoOn => {}
        }
        for told in told {
            effects.extend(update(state, Event::Told(told)));
        }
    }
    then
}

fn go(
    state: &mut State,
    shell: &mut Shell,
    from_threads: &Receiver<Told>,
    signals: &Signals,
) -> io::Result<Ended> {
    #[cfg(debug_assertions)]
    let armed = shell.is_armed();
    let began = Instant::now();
    let mut screen = terminal::enter(state.mouse)?;
    let mut looked = began;
    let mut stale = true;
    loop {
        if stale {
            screen.draw(|frame| view(state, frame))?;
        }
        let mut happened: Vec<Event> = Vec::new();
        let rest = if state.is_waiting() { SHORT_REST } else { REST };
        if event::poll(rest)? {
            // All that waits is taken before anything is drawn.
            loop {
                happened.extend(convert(event::read()?));
                if !event::poll(Duration::ZERO)? {
                    break;
                }
            }
        }
        happened.extend(from_threads.try_iter().map(Event::Told));
        if looked.elapsed() >= LOOK {
            looked = Instant::now();
            // What the files held before these keys are carried out counts before them.
            if let Some(told) = shell.look() {
                happened.insert(0, Event::Told(told));
            }
            if state.screen == Screen::Home && state.shelf.is_some() {
                happened.extend(shell.carry_out(Effect::Look).1.into_iter().map(Event::Told));
            }
        }
        if let Some(signal) = signals.taken() {
            return Ok(Ended::BySignal(signal));
        }
        stale = !happened.is_empty() || state.open.as_ref().is_some_and(|o| o.stuck.is_some());
        let due = state.search.due;
        take(state, shell, Event::Tick(began.elapsed()));
        // An empty query is answered by nobody: the answer before it goes with the tick.
        stale |= due != state.search.due;
        for event in happened {
            #[cfg(debug_assertions)]
            trip(&event, armed);
            match take(state, shell, event) {
                Then::Quit => return Ok(Ended::ByUser),
                // A new screen knows nothing of what is on it, so all of it is painted.
                Then::Repaint => screen = terminal::enter(state.mouse)?,
                Then::GoOn => {}
            }
        }
    }
}

fn convert(input: Input) -> Option<Event> {
    Some(match input {
        Input::Key(key) => Event::Key(key),
        Input::Paste(text) => Event::Paste(text),
        Input::Mouse(mouse) => Event::Mouse(mouse),
        Input::Resize(columns, rows) => Event::Resized { columns, rows },
        Input::FocusLost => Event::Left,
        Input::FocusGained => return None,
    })
}

/// Signals that end the program, noted by number.
struct Signals {
    noted: Arc<AtomicUsize>,
}

impl Signals {
    #[cfg(unix)]
    fn listen() -> io::Result<Self> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        let noted = Arc::new(AtomicUsize::new(0));
        for signal in [SIGTERM, SIGHUP, SIGINT] {
            let number = usize::try_from(signal).unwrap_or(0);
            signal_hook::flag::register_usize(signal, Arc::clone(&noted), number)?;
        }
        Ok(Self { noted })
    }

    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
    fn listen() -> io::Result<Self> {
        Ok(Self { noted: Arc::default() })
    }

    fn taken(&self) -> Option<i32> {
        match self.noted.load(Ordering::Relaxed) {
            0 => None,
            signal => i32::try_from(signal).ok(),
        }
    }
}

/// In a debug build, F12 panics when it is asked to, so that a test can see what is left.
#[cfg(debug_assertions)]
fn trip(event: &Event, armed: bool) {
    if let Event::Key(key) = event {
        assert!(!(armed && key.code == crossterm::event::KeyCode::F(12)), "a panic on purpose");
    }
}
