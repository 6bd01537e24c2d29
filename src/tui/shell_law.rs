//! Carries out what Search and Reader ask for, beside the screen. The newest request wins.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use crate::model::id::Iso3;
use crate::tui::event::{Effect, Told};
use crate::tui::library::{Book, LibraryFacts, Refusal};
use crate::tui::settings::Settings;
use crate::workbench::law::ReadingProcess;
use crate::workbench::law::search::SearchRequest;
use crate::workbench::{Workbench, WorkbenchError};

/// How often it is told how far the index is.
const TELL: Duration = Duration::from_millis(100);

/// What the threads need.
#[derive(Clone)]
pub(crate) struct LawShell {
    reading: ReadingProcess,
    explain: fn(&WorkbenchError) -> String,
    back: Sender<Told>,
    /// The number of the newest search.
    newest: Arc<AtomicU64>,
}

impl LawShell {
    pub(crate) fn new(settings: &Settings, back: Sender<Told>) -> Self {
        Self { reading: settings.reading.clone(), explain: settings.explain, back, newest: Arc::default() }
    }

    pub(crate) fn carry_out(&self, workbench: Workbench, effect: Effect) {
        if let Effect::Search { number, .. } = &effect {
            self.newest.store(*number, Ordering::Relaxed);
        }
        let shell = self.clone();
        thread::spawn(move || {
            if let Some(told) = shell.told(&workbench, effect) {
                shell.tell(told);
            }
        });
    }

    fn tell(&self, told: Told) {
        // Nobody listens any more when the screens are gone.
        drop(self.back.send(told));
    }

    fn told(&self, workbench: &Workbench, effect: Effect) -> Option<Told> {
        match effect {
            Effect::Search { number, request } => self.search(workbench, number, &request),
            Effect::ReadLaw { law, request } => {
                let query = request.as_ref().map(|r| r.query.clone());
                Some(match workbench.open_marked(&law, request.as_deref(), &self.reading) {
                    Ok(marked) => Told::LawRead(Arc::new(Book::new(marked, query))),
                    Err(error) => Told::LawNotRead(law, (self.explain)(&error)),
                })
            }
            Effect::ListLaws => Some(Told::Laws(workbench.shelf(None, &self.reading).laws)),
            Effect::LibraryFacts(country) => Some(Told::LibraryFacts(facts(workbench, country))),
            _ => None,
        }
    }

    fn search(&self, workbench: &Workbench, number: u64, request: &SearchRequest) -> Option<Told> {
        // Somebody who types fast has asked for something else before this one began.
        if self.newest.load(Ordering::Relaxed) != number {
            return None;
        }
        let mut last: Option<Instant> = None;
        let found = workbench.search(request, &self.reading, &mut |done, of| {
            if last.is_none_or(|at| at.elapsed() >= TELL) {
                last = Some(Instant::now());
                self.tell(Told::Indexing { done, of });
            }
        });
        let result = found.map(Arc::new).map_err(|error| self.refusal(error));
        Some(Told::Found { number, query: request.query.clone(), result })
    }

    fn refusal(&self, error: WorkbenchError) -> Refusal {
        match error {
            WorkbenchError::Query { column, length, message, hint, .. } => {
                Refusal::Query { column, length, message, hint }
            }
            other => Refusal::Other((self.explain)(&other)),
        }
    }
}

/// What is known of the library without reading its laws.
pub(crate) fn facts(workbench: &Workbench, country: Option<Iso3>) -> LibraryFacts {
    let missing = country.map(|c| {
        let (name, missing) = (workbench.country_name(&c), workbench.count_missing(&c));
        (c, name, missing)
    });
    LibraryFacts { laws: workbench.count_laws(), missing }
}
