//! The screens without a terminal: a state, events, and what is drawn of it.

mod behaviour;
mod evidence;
mod fuzz;
mod laws;
mod laws_fuzz;
mod laws_screens;
mod pictures;
mod plan;
mod screens;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::model::assessment::{Sheet, Sheets};
use crate::model::config::Config;
use crate::model::date::Moment;
use crate::model::edit::Edit;
use crate::model::text::Language;
use crate::tui::event::{Effect, Event, Shelf, Told};
use crate::tui::run;
use crate::tui::settings::Settings;
use crate::tui::state::State;
use crate::tui::update::update;
use crate::tui::view::view;
use crate::tui::words::Words;
use crate::workbench::editing::Kept;
use crate::workbench::history::History;
use crate::workbench::law::ReadingProcess;
use crate::workbench::reading::Library;
use crate::workbench::report::ReportRequest;
use crate::workbench::{Opened, Workbench, WorkbenchError};

/// What the fake disk does with the next change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disk {
    Keeps,
    Full,
    ChangedByOther,
}

/// The screens on the demonstration, with a disk that a test can make fail.
pub(super) struct Tui {
    pub(super) state: State,
    pub(super) disk: Disk,
    /// Changes that the disk took.
    pub(super) kept: Vec<Edit>,
    /// Everything that was asked for and is not carried out here.
    pub(super) asked: Vec<Effect>,
    pub(super) terminal: Terminal<TestBackend>,
    /// What the files hold, for each framework.
    pub(super) files: Vec<Sheets>,
    pub(super) workbench: Workbench,
    _folder: tempfile::TempDir,
}

pub(super) fn words() -> Words {
    Words::new(
        crate::workbench::interface::words(&Language::english()).unwrap(),
        std::collections::BTreeMap::new(),
    )
}

fn settings() -> Settings {
    Settings {
        config: Config::default(),
        state: PathBuf::new(),
        here: PathBuf::new(),
        workbench: Err(WorkbenchError::NoAssessment),
        colours: true,
        terminal_reorders: true,
        editor: None,
        now: || Moment::parse("2026-03-02T09:14:00Z").ok(),
        #[cfg(debug_assertions)]
        panics: false,
        reading: ReadingProcess { program: PathBuf::new(), pdftotext: false },
        explain: ToString::to_string,
        may_pass: |_| true,
    }
}

fn put(sheet: &mut Sheet, edit: &Edit) {
    match edit {
        Edit::Answer { question, after, .. } => drop(sheet.answers.insert(question.clone(), after.clone())),
        Edit::Level { after, .. } => sheet.level.clone_from(after),
        Edit::Target { after, .. } => sheet.target.clone_from(after),
    }
}

impl Tui {
    /// Nothing is open yet.
    pub(super) fn bare(columns: u16, rows: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (workbench, _) = Workbench::demo(&folder.path().join("demo")).unwrap();
        let mut state = run::state(&settings(), words());
        update(&mut state, Event::Resized { columns, rows });
        Self {
            state,
            disk: Disk::Keeps,
            kept: Vec::new(),
            asked: Vec::new(),
            terminal: Terminal::new(TestBackend::new(columns, rows)).unwrap(),
            files: Vec::new(),
            workbench,
            _folder: folder,
        }
    }

    /// The list of assessments of the demonstration.
    pub(super) fn home(columns: u16, rows: u16) -> Self {
        let mut tui = Self::bare(columns, rows);
        let language = Language::english();
        let library = Library::at(tui.workbench.root());
        let countries = library
            .countries()
            .into_iter()
            .filter_map(|(id, _, c)| Some((id, c?.name.get(&language).to_owned())));
        let frameworks = library
            .frameworks()
            .into_iter()
            .filter_map(|(id, _, f)| Some((id, f?.title.get(&language).to_owned())));
        let shelf = Shelf {
            root: "/home/asha/programme".to_owned(),
            assessments: tui.workbench.assessment_ids(),
            countries: countries.collect(),
            frameworks: frameworks.collect(),
            templates: tui.workbench.templates(),
            language: Some(language),
        };
        tui.happens(Event::Told(Told::Workspace(Box::new(shelf))));
        let progress = tui.workbench.progress();
        tui.happens(Event::Told(Told::Progress(progress)));
        tui
    }

    /// The checklist of the demonstration.
    pub(super) fn open(columns: u16, rows: u16) -> Self {
        let mut tui = Self::home(columns, rows);
        tui.reopen();
        tui
    }

    /// Opens the assessment with what the files hold by now.
    pub(super) fn reopen(&mut self) {
        let mut opened = self.load();
        if self.files.is_empty() {
            self.files = opened.frameworks.iter().map(|f| f.sheets.clone()).collect();
        }
        for (f, sheets) in opened.frameworks.iter_mut().zip(&self.files) {
            f.sheets.clone_from(sheets);
        }
        self.happens(Event::Told(Told::Opened(Box::new(opened), History::default())));
    }

    pub(super) fn load(&self) -> Opened {
        let id = self.workbench.pick(None).unwrap();
        self.workbench.load(&id).unwrap()
    }

    /// Takes an event, and does what follows from it as far as a test can.
    pub(super) fn happens(&mut self, event: Event) {
        let mut effects: VecDeque<Effect> = update(&mut self.state, event).into();
        while let Some(effect) = effects.pop_front() {
            let told = match effect {
                Effect::Keep(edit) => self.keep(edit),
                effect => {
                    self.asked.push(effect);
                    continue;
                }
            };
            effects.extend(update(&mut self.state, Event::Told(told)));
        }
    }

    fn keep(&mut self, edit: Edit) -> Told {
        let open = self.state.open.as_ref().unwrap();
        let i = open.opened.frameworks.iter().position(|f| f.framework.id == *edit.framework()).unwrap();
        let sheet = self.files[i].entry(edit.capability().clone()).or_default();
        match self.disk {
            Disk::Full => Told::NotKept { edit, why: "no space left on the disk".to_owned(), again: true },
            Disk::Keeps => {
                put(sheet, &edit);
                let sheet = sheet.clone();
                self.kept.push(edit.clone());
                Told::Kept { kept: Box::new(Kept::Saved { sheet, edit: edit.clone() }), edit }
            }
            Disk::ChangedByOther => {
                let mut theirs = edit.clone();
                if let Edit::Answer { after, .. } = &mut theirs {
                    after.because = Some("Theirs: the ministry says otherwise.".to_owned());
                }
                put(sheet, &theirs);
                let sheet = sheet.clone();
                Told::Kept { kept: Box::new(Kept::Conflict { sheet }), edit }
            }
        }
    }

    /// The files with the changes that are still on their way: what the screens must show.
    pub(super) fn expected(&self) -> Vec<Sheets> {
        let mut files = self.files.clone();
        let open = self.state.open.as_ref().unwrap();
        for edit in &open.queue {
            let i = open.opened.frameworks.iter().position(|f| f.framework.id == *edit.framework()).unwrap();
            put(files[i].entry(edit.capability().clone()).or_default(), edit);
        }
        files
    }

    pub(super) fn key(&mut self, name: &str) {
        let (modifiers, name) = match name.strip_prefix("ctrl-") {
            Some(rest) => (KeyModifiers::CONTROL, rest),
            None => (KeyModifiers::NONE, name),
        };
        let code = match name {
            "enter" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            "tab" => KeyCode::Tab,
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "pagedown" => KeyCode::PageDown,
            "end" => KeyCode::End,
            _ => match (name.strip_prefix('f').and_then(|n| n.parse().ok()), name.chars().next()) {
                (Some(n), _) => KeyCode::F(n),
                (None, c) => KeyCode::Char(c.unwrap()),
            },
        };
        self.happens(Event::Key(KeyEvent::new(code, modifiers)));
    }

    pub(super) fn keys(&mut self, names: &[&str]) {
        for name in names {
            self.key(name);
        }
    }

    pub(super) fn types(&mut self, text: &str) {
        for c in text.chars() {
            self.happens(Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
        }
    }

    pub(super) fn after(&mut self, time: Duration) {
        let clock = self.state.clock + time;
        self.happens(Event::Tick(clock));
    }

    /// The report of the demonstration comes back.
    pub(super) fn render(&mut self) {
        let id = self.workbench.pick(None).unwrap();
        let date = crate::model::date::Date::parse("2026-03-27").unwrap();
        let request =
            ReportRequest { date: Some(date.clone()), ..ReportRequest::plain("gap-analysis", date) };
        let reading = ReadingProcess { program: PathBuf::new(), pdftotext: false };
        let text = self.workbench.report(&id, &request, &reading).unwrap().text;
        let told = Told::Rendered { template: "gap-analysis".to_owned(), result: Ok(text) };
        self.happens(Event::Told(told));
    }

    /// What is on the screen.
    pub(super) fn seen(&mut self) -> String {
        self.terminal.draw(|frame| view(&self.state, frame)).unwrap();
        let buffer = self.terminal.backend().buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut x = 0;
            let mut line = String::new();
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(crate::tui::text::width(symbol)).unwrap().max(1);
            }
            text.push_str(line.replace('\u{200e}', "").trim_end());
            text.push('\n');
        }
        text
    }

    pub(super) fn resize(&mut self, columns: u16, rows: u16) {
        self.terminal.backend_mut().resize(columns, rows);
        self.happens(Event::Resized { columns, rows });
    }
}
