//! Carries out what the screens ask for. Slow work runs on a thread; the newest request wins.

use std::process::Command;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

use crate::model::draft::{Draft, DraftField};
use crate::model::edit::Edit;
use crate::model::format::Format;
use crate::model::id::AssessmentId;
use crate::model::text::Language;
use crate::tui::event::{Effect, Refused, Shelf, Told};
use crate::tui::settings::Settings;
use crate::tui::shell_evidence::EvidenceShell;
use crate::tui::shell_law::LawShell;
use crate::tui::{shell_plan, terminal};
use crate::workbench::editing::Signature;
use crate::workbench::journal::{Journal, LeftBehind};
use crate::workbench::presence::Presence;
use crate::workbench::report::ReportRequest;
use crate::workbench::scratch::Scratch;
use crate::workbench::{Opened, StoreError, Workbench, WorkbenchError};

/// How long a change waits for another writer before the screen says so.
const PATIENCE: Duration = Duration::from_millis(400);
const REPORT: &str = "gap-analysis";

/// What an effect did to the run itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    GoOn,
    /// The terminal was given away and taken back: everything has to be painted.
    Repaint,
    Quit,
}

pub(crate) struct Shell {
    settings: Settings,
    workbench: Option<Workbench>,
    journal: Option<Journal>,
    left: Vec<LeftBehind>,
    open: Option<OpenHere>,
    back: Sender<Told>,
    laws: LawShell,
    evidence: EvidenceShell,
}

/// The assessment that is open in this process.
struct OpenHere {
    id: AssessmentId,
    /// Released when the assessment is left.
    _presence: Option<Presence>,
    pulse: String,
}

impl Shell {
    pub(crate) fn new(mut settings: Settings, back: Sender<Told>) -> (Self, Vec<Told>) {
        let none = Err(WorkbenchError::NoAssessment);
        let opened = std::mem::replace(&mut settings.workbench, none);
        let laws = LawShell::new(&settings, back.clone());
        let evidence = EvidenceShell::new(&settings, back.clone());
        let mut shell = Self {
            settings,
            workbench: None,
            journal: None,
            left: Vec::new(),
            open: None,
            back,
            laws,
            evidence,
        };
        let told = match opened {
            Ok(workbench) => shell.take(workbench),
            Err(error) => {
                // That there is no workspace yet is no failure; anything else is told.
                let first = matches!(error, WorkbenchError::Store(StoreError::NoWorkspace { .. }));
                vec![Told::NoWorkspace(if first { String::new() } else { shell.explain(&error) })]
            }
        };
        (shell, told)
    }

    /// A workspace is open: what is in it, and what an earlier run left of it.
    fn take(&mut self, workbench: Workbench) -> Vec<Told> {
        self.journal = Some(workbench.journal(&self.settings.state));
        self.left = workbench.left_behind(&self.settings.state);
        let drafts: Vec<Draft> = self.left.iter().flat_map(|l| l.drafts.clone()).collect();
        let drafts = drafts.into_iter().filter(|d| !is_saved(&workbench, d)).collect();
        let damaged = workbench.damaged_journals(&self.settings.state);
        let shelf = shelf(&workbench);
        self.workbench = Some(workbench);
        self.count();
        let mut told = vec![Told::Workspace(Box::new(shelf)), Told::LeftBehind(drafts), self.present()];
        told.extend(damaged.into_iter().map(|path| Told::DamagedJournal(path.display().to_string())));
        told
    }

    /// Counts the progress of every assessment, beside the screen.
    fn count(&self) {
        let (Some(workbench), back) = (self.workbench.clone(), self.back.clone()) else { return };
        // Nobody listens any more when the screens are gone.
        thread::spawn(move || drop(back.send(Told::Progress(workbench.progress()))));
    }

    fn present(&self) -> Told {
        let ids = self.workbench.iter().flat_map(|w| w.assessment_ids().into_iter().map(move |id| (w, id)));
        Told::Present(
            ids.map(|(w, id)| (id.clone(), w.present(&id))).filter(|(_, who)| !who.is_empty()).collect(),
        )
    }

    fn explain(&self, error: &WorkbenchError) -> String {
        let words = (self.settings.explain)(error);
        // What is wrong should fit into a line; where the workspace is stands at the top of the list.
        let root = self.workbench.as_ref().map(|w| format!("{}/", w.root().display()));
        root.map_or_else(|| words.clone(), |root| words.replace(&root, ""))
    }

    pub(crate) fn carry_out(&mut self, effect: Effect) -> (Then, Vec<Told>) {
        let told = match effect {
            Effect::Quit => return (Then::Quit, Vec::new()),
            Effect::Suspend => {
                suspend();
                return (Then::Repaint, Vec::new());
            }
            Effect::Edit { name, text } => {
                return (Then::Repaint, vec![Told::Edited(self.edit(&name, &text))]);
            }
            Effect::Mouse(on) => {
                terminal::mouse(on);
                Vec::new()
            }
            Effect::MakeWorkspace => {
                let language = self.settings.config.language.clone().unwrap_or_else(Language::english);
                let title = self.settings.here.file_name().map(|n| n.to_string_lossy().into_owned());
                let made = Workbench::init(&self.settings.here, &title.unwrap_or_default(), language);
                self.made(made)
            }
            Effect::MakeDemo => {
                let made =
                    Workbench::demo(&self.settings.here.join("mnr-demo")).map(|(workbench, _)| workbench);
                self.made(made)
            }
            Effect::Copy(text) => vec![Told::Copied(copy(&text))],
            Effect::CopyQuietly(text) => {
                copy(&text).err().map(|why| Told::Copied(Err(why))).into_iter().collect()
            }
            effect => self.in_workspace(effect),
        };
        (Then::GoOn, told)
    }

    fn made(&mut self, made: Result<Workbench, WorkbenchError>) -> Vec<Told> {
        match made {
            Ok(workbench) => self.take(workbench),
            Err(error) => vec![Told::NoWorkspace(self.explain(&error))],
        }
    }

    fn in_workspace(&mut self, effect: Effect) -> Vec<Told> {
        let Some(workbench) = self.workbench.clone() else { return Vec::new() };
        match effect {
            Effect::Reload => {
                self.count();
                vec![Told::Workspace(Box::new(shelf(&workbench)))]
            }
            Effect::Look => vec![self.present()],
            Effect::Open(id) => vec![self.open(&workbench, id)],
            Effect::Close => {
                self.open = None;
                Vec::new()
            }
            Effect::Begin(mut new) => {
                new.started = (self.settings.now)().map(|now| now.date());
                vec![match workbench.begin(&new) {
                    Ok(_) => Told::Begun(new.id),
                    Err(error) => Told::NotBegun(self.explain(&error)),
                }]
            }
            Effect::Keep(edit) => self.keep(&workbench, edit).into_iter().collect(),
            Effect::Journal(drafts) => {
                let noted = self.journal.as_mut().map(|j| j.note(&drafts));
                let failed = noted.and_then(Result::err).map(|error| self.explain(&error.into()));
                failed.map(|why| Told::Journal(Err(why))).into_iter().collect()
            }
            Effect::ForgetLeftBehind => {
                let failed: Vec<String> = self
                    .left
                    .drain(..)
                    .filter_map(|l| l.discard().err())
                    .map(|error| (self.settings.explain)(&error.into()))
                    .collect();
                failed.into_iter().map(|why| Told::Journal(Err(why))).collect()
            }
            Effect::Remember(history) => {
                if let Some(open) = &self.open {
                    // Undo over a restart is a comfort; the answers do not depend on it.
                    let _ = workbench.remember(&self.settings.state, &open.id, &history);
                }
                Vec::new()
            }
            Effect::Render(template) => {
                self.render(&workbench, template);
                Vec::new()
            }
            Effect::Write { template, format, replace } => {
                let id = self.open.as_ref().map(|o| o.id.clone());
                id.map(|id| Told::Written(self.write(&workbench, &id, &template, format, replace)))
                    .into_iter()
                    .collect()
            }
            Effect::Export(id) => vec![Told::Written(self.write(&workbench, &id, REPORT, Format::Md, false))],
            Effect::CopyToFile(text) => {
                let path = workbench.root().join("reports/copied.txt");
                let put = crate::workbench::put_file(&path, text.as_bytes());
                vec![Told::Copied(put.map(|()| "copy.file".to_owned()).map_err(|e| self.explain(&e)))]
            }
            Effect::Reread(written) => {
                let Some(open) = &mut self.open else { return Vec::new() };
                open.pulse = workbench.pulse(&open.id);
                vec![match workbench.load(&open.id) {
                    Ok(opened) => Told::Reread(Box::new(opened), written),
                    Err(error) => Told::NotPinned(self.explain(&error)),
                }]
            }
            Effect::Suggest { .. }
            | Effect::Pin { .. }
            | Effect::Absent { .. }
            | Effect::Standings
            | Effect::Again(_)
            | Effect::Confirm(_) => {
                if let Some(open) = &self.open {
                    let by = workbench.usual_role(&open.id, &self.settings.config).ok().flatten();
                    let signed = Signature { by, at: (self.settings.now)() };
                    self.evidence.carry_out(workbench, open.id.clone(), signed, effect);
                }
                Vec::new()
            }
            Effect::PlanStatus { .. } | Effect::PlanTake(_) => self.plan(workbench, effect),
            Effect::Search { .. } | Effect::ReadLaw { .. } | Effect::ListLaws | Effect::LibraryFacts(_) => {
                self.laws.carry_out(workbench, effect);
                Vec::new()
            }
            Effect::Quit
            | Effect::Suspend
            | Effect::Edit { .. }
            | Effect::Mouse(_)
            | Effect::MakeWorkspace
            | Effect::MakeDemo
            | Effect::Copy(_)
            | Effect::CopyQuietly(_) => Vec::new(),
        }
    }

    fn plan(&self, workbench: Workbench, effect: Effect) -> Vec<Told> {
        if let Some(open) = &self.open {
            shell_plan::carry_out(&self.settings, self.back.clone(), workbench, open.id.clone(), effect);
        }
        Vec::new()
    }

    fn open(&mut self, workbench: &Workbench, id: AssessmentId) -> Told {
        let pulse = workbench.pulse(&id);
        match workbench.load(&id) {
            Ok(opened) => {
                let who = self.settings.config.role.as_ref().map(|r| format!("{r}, ")).unwrap_or_default();
                let presence = workbench.enter(&id, &format!("{who}process {}", std::process::id()));
                let history = workbench.history(&self.settings.state, &id);
                self.open = Some(OpenHere { id, _presence: presence, pulse });
                Told::Opened(Box::new(opened), history)
            }
            Err(error) => Told::NotOpened(self.explain(&error)),
        }
    }

    fn keep(&mut self, workbench: &Workbench, edit: Edit) -> Option<Told> {
        let open = self.open.as_mut()?;
        let role = workbench.usual_role(&open.id, &self.settings.config).ok().flatten();
        let signed = Signature { by: role, at: (self.settings.now)() };
        let before = workbench.pulse(&open.id);
        let unchanged = before == open.pulse;
        let kept = workbench.keep(&open.id, &edit, &signed, PATIENCE);
        if unchanged {
            // What changed now was ours. What somebody else changed before is still to be read.
            open.pulse = workbench.pulse(&open.id);
        }
        Some(match kept {
            Ok(kept) => Told::Kept { edit, kept: Box::new(kept) },
            Err(error) => {
                let again = (self.settings.may_pass)(&error);
                Told::NotKept { edit, why: self.explain(&error), again }
            }
        })
    }

    /// Whether somebody else changed the files of what is open; then they are read again.
    pub(crate) fn look(&mut self) -> Option<Told> {
        let workbench = self.workbench.as_ref()?;
        let open = self.open.as_mut()?;
        let pulse = workbench.pulse(&open.id);
        if pulse == open.pulse {
            return None;
        }
        open.pulse = pulse;
        let opened: Result<Opened, _> = workbench.load(&open.id);
        Some(match opened {
            Ok(opened) => Told::Changed(Box::new(opened)),
            Err(error) => Told::NotBegun((self.settings.explain)(&error)),
        })
    }

    fn request(&self, template: &str) -> Option<ReportRequest> {
        let otherwise = (self.settings.now)()?.date();
        Some(ReportRequest::plain(template, otherwise))
    }

    fn render(&self, workbench: &Workbench, template: String) {
        let (Some(open), Some(request)) = (&self.open, self.request(&template)) else { return };
        let (workbench, back, id) = (workbench.clone(), self.back.clone(), open.id.clone());
        let (explain, reading) = (self.settings.explain, self.settings.reading.clone());
        thread::spawn(move || {
            let result = workbench.report(&id, &request, &reading).map(|r| r.text).map_err(|e| explain(&e));
            // Nobody listens any more when the screens are gone.
            drop(back.send(Told::Rendered { template, result }));
        });
    }

    fn write(
        &self,
        workbench: &Workbench,
        id: &AssessmentId,
        template: &str,
        format: Format,
        replace: bool,
    ) -> Result<String, Refused> {
        let other = |error: &WorkbenchError| Refused::Other(self.explain(error));
        let Some(request) = self.request(template) else {
            return Err(Refused::Other(String::new()));
        };
        let request = ReportRequest { format, ..request };
        let report = workbench.report(id, &request, &self.settings.reading).map_err(|e| other(&e))?;
        let path = workbench.report_path(id, &request);
        let shown = path.strip_prefix(workbench.root()).unwrap_or(&path).display().to_string();
        match workbench.write_report(&path, &report, format, replace) {
            Ok(()) => Ok(shown),
            Err(WorkbenchError::Edited { .. }) => Err(Refused::Edited(shown)),
            Err(error) => Err(other(&error)),
        }
    }

    /// Hands a text to the editor that the user named and gives back what came of it.
    fn edit(&self, name: &str, text: &str) -> Result<String, String> {
        let scratch = Scratch::new(name, text).map_err(|e| self.explain(&e.into()))?;
        terminal::leave();
        let ended = editor(self.settings.editor.as_deref(), scratch.path());
        let entered = terminal::enter(false).map(drop);
        let status = ended.and_then(|s| entered.map(|()| s)).map_err(|e| e.to_string())?;
        if !status.success() {
            return Err(status.to_string());
        }
        scratch.read().map_err(|e| self.explain(&e.into()))
    }

    /// Whether a test wants to see a panic.
    #[cfg(debug_assertions)]
    pub(crate) fn is_armed(&self) -> bool {
        self.settings.panics
    }

    /// The last thing: nothing that is only in memory is lost.
    pub(crate) fn end(mut self, drafts: &[Draft]) {
        let Some(mut journal) = self.journal.take() else { return };
        if journal.note(drafts).is_ok() {
            journal.close();
        }
    }
}

/// Whether the file has the text by now: the program was killed between file and journal.
fn is_saved(workbench: &Workbench, draft: &Draft) -> bool {
    let Ok(opened) = workbench.load(&draft.assessment) else { return false };
    let Some(f) = opened.frameworks.iter().find(|f| f.framework.id == draft.framework) else { return false };
    let Some(sheet) = f.sheets.get(&draft.capability) else { return false };
    let answer = || draft.question.as_ref().and_then(|q| sheet.answer(q)).cloned().unwrap_or_default();
    let now = match draft.field {
        DraftField::Because => answer().because,
        DraftField::Flag => answer().flag,
        DraftField::Note => answer().note,
        DraftField::LevelReason => sheet.level.as_ref().map(|l| l.reason.clone()),
        DraftField::TargetReason => sheet.target.as_ref().and_then(|t| t.reason.clone()),
    };
    now.unwrap_or_default() == crate::model::safe::entered(&draft.text)
}

fn shelf(workbench: &Workbench) -> Shelf {
    let language = workbench.language().clone();
    let library = crate::workbench::reading::Library::at(workbench.root());
    let countries = library
        .countries()
        .into_iter()
        .map(|(id, _, country)| {
            let name = country.map_or_else(|| id.to_string(), |c| c.name.get(&language).to_owned());
            (id, name)
        })
        .collect();
    let frameworks = library
        .frameworks()
        .into_iter()
        .filter_map(|(id, _, f)| Some((id, f?.title.get(&language).to_owned())));
    Shelf {
        root: workbench.root().display().to_string(),
        assessments: workbench.assessment_ids(),
        countries,
        frameworks: frameworks.collect(),
        templates: workbench.templates(),
        language: Some(language),
    }
}

/// By the escape sequence that most terminals know, also over SSH. None says whether it was taken.
fn copy(text: &str) -> Result<String, String> {
    let done = execute!(std::io::stdout(), CopyToClipboard::to_clipboard_from(text));
    done.map(|()| "copy.done".to_owned()).map_err(|e| e.to_string())
}

#[cfg(unix)]
fn suspend() {
    terminal::leave();
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGTSTP);
    // What is missing shows on the next frame, which is painted anew.
    let _ = terminal::enter(false);
}

#[cfg(not(unix))]
fn suspend() {}

#[cfg(unix)]
fn editor(own: Option<&str>, path: &std::path::Path) -> std::io::Result<std::process::ExitStatus> {
    // By the shell, so that `code --wait` works.
    let command = format!("{} \"$1\"", own.unwrap_or("vi"));
    Command::new("sh").args(["-c", &command, "mnr"]).arg(path).status()
}

#[cfg(not(unix))]
fn editor(own: Option<&str>, path: &std::path::Path) -> std::io::Result<std::process::ExitStatus> {
    Command::new("cmd").arg("/C").arg(own.unwrap_or("notepad")).arg(path).status()
}
