//! All that the screens show, as one value. Only `update` changes it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use crate::model::answer::{Answer, Status, Value};
use crate::model::draft::Draft;
use crate::model::edit::Edit;
use crate::model::format::Format;
use crate::model::framework::{Capability, Framework, Kind, Question};
use crate::model::id::{AssessmentId, CapabilityId, DomainId, FrameworkId};
use crate::model::text::Language;
use crate::score::weigh::State as Weighed;
use crate::tui::event::Shelf;
use crate::tui::keys::{Keymap, Place};
use crate::tui::library::{Books, Reader, ReaderPane, Search, SearchPane};
use crate::tui::plan::PlanScreen;
use crate::tui::popup::Popup;
use crate::tui::rtl::Reorders;
use crate::tui::theme::Theme;
use crate::tui::words::Words;
use crate::workbench::Opened;
use crate::workbench::evidence::trace::Standings;
use crate::workbench::history::History;
use crate::workbench::overview::Progress;
use crate::workbench::preview::Block;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Screen {
    Home,
    Checklist,
    Gaps,
    Report,
    Plan,
    Search,
    Reader,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pane {
    Tree,
    Questions,
    Detail,
}

/// A line above the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) text: String,
    pub(crate) tone: Tone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Note,
    Warning,
    Error,
}

/// Everything.
pub(crate) struct State {
    pub(crate) columns: u16,
    pub(crate) rows: u16,
    /// Time since the start, as the last tick told it.
    pub(crate) clock: Duration,
    pub(crate) words: Words,
    pub(crate) theme: Theme,
    pub(crate) reorders: Reorders,
    pub(crate) keymap: Keymap,
    pub(crate) mouse: bool,
    /// `None` while no workspace is open.
    pub(crate) shelf: Option<Shelf>,
    pub(crate) screen: Screen,
    pub(crate) popups: Vec<Popup>,
    pub(crate) home: Home,
    pub(crate) open: Option<Open>,
    pub(crate) message: Option<Message>,
    /// Texts that an earlier run left in the journal, until it is decided what becomes of them.
    pub(crate) left_behind: Vec<Draft>,
    pub(crate) search: Search,
    pub(crate) books: Books,
    /// The law that is read, or was.
    pub(crate) reader: Option<Reader>,
}

/// The list of assessments.
#[derive(Debug, Default)]
pub(crate) struct Home {
    pub(crate) progress: BTreeMap<AssessmentId, Progress>,
    pub(crate) present: BTreeMap<AssessmentId, Vec<String>>,
    pub(crate) at: usize,
    pub(crate) find: String,
}

/// A row of the tree, by its place in the frameworks that are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TreeRow {
    Framework(usize),
    Domain(usize, usize),
    Capability(usize, usize, usize),
}

/// One question by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) framework: usize,
    pub(crate) domain: usize,
    pub(crate) capability: usize,
    pub(crate) question: usize,
}

impl At {
    pub(crate) fn same_capability(self, other: Self) -> bool {
        (self.framework, self.domain, self.capability) == (other.framework, other.domain, other.capability)
    }
}

/// What can be changed in one question, in the order in which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    Choice(Value),
    Reason,
    Confidence,
    Flag,
    Note,
    Status,
}

impl Row {
    pub(crate) const ALL: [Self; 10] = [
        Self::Choice(Value::Met),
        Self::Choice(Value::Partly),
        Self::Choice(Value::NotMet),
        Self::Choice(Value::NotApplicable),
        Self::Choice(Value::Unknown),
        Self::Reason,
        Self::Confidence,
        Self::Flag,
        Self::Note,
        Self::Status,
    ];
}

/// Which answers a filter lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    State(Weighed),
    Flagged,
    WithoutReason,
    /// Found in an earlier round and not confirmed in this one.
    ToConfirm,
    Stage(Status),
}

/// Which questions are listed. Nothing set means those of the capability.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) kind: Option<Kind>,
    pub(crate) which: Option<Which>,
    pub(crate) text: String,
}

impl Filter {
    pub(crate) fn is_set(&self) -> bool {
        *self != Self::default()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum GapsTab {
    #[default]
    Levels,
    ToFindOut,
}

#[derive(Debug, Default)]
pub(crate) struct Gaps {
    pub(crate) tab: GapsTab,
    pub(crate) at: usize,
    pub(crate) domain: Option<DomainId>,
    pub(crate) audience: Option<String>,
}

/// A report as text and as what is drawn.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
}

#[derive(Debug, Default)]
pub(crate) struct Preview {
    pub(crate) template: String,
    /// The format that was written last.
    pub(crate) format: Option<Format>,
    /// `None` while it is being made.
    pub(crate) made: Option<Result<Made, String>>,
    pub(crate) top: usize,
    pub(crate) find: String,
}

/// One open assessment.
pub(crate) struct Open {
    pub(crate) opened: Opened,
    pub(crate) language: Language,
    pub(crate) history: History,
    /// Changes that are not in the files yet, the oldest first. The first one is on its way.
    pub(crate) queue: VecDeque<Edit>,
    /// Why the first of the queue could not be written, and when it is tried again.
    pub(crate) stuck: Option<(String, Duration)>,
    /// Texts that could not become part of an answer yet.
    pub(crate) drafts: Vec<Draft>,
    pub(crate) pane: Pane,
    pub(crate) zoom: bool,
    pub(crate) closed: BTreeSet<(usize, usize)>,
    pub(crate) tree_at: usize,
    pub(crate) at: At,
    pub(crate) row: usize,
    /// Lines that the question is scrolled beyond what the selected row asks for.
    pub(crate) scroll: usize,
    pub(crate) filter: Filter,
    pub(crate) find: String,
    pub(crate) gaps: Gaps,
    pub(crate) preview: Preview,
    pub(crate) plan: PlanScreen,
    /// What became of the passages that answers rest on, as far as it is known yet.
    pub(crate) standings: Standings,
}

impl State {
    /// Whether something of the library is awaited, or is about to be asked for.
    pub(crate) fn is_waiting(&self) -> bool {
        self.search.is_waiting()
            || self.books.wanted.is_some()
            || self.books.looked_for.is_some()
            || self.books.listing
    }

    /// Where keys go now.
    pub(crate) fn place(&self) -> Place {
        match self.popups.last() {
            Some(Popup::Menu(_)) => Place::Menu,
            Some(Popup::Choice(_)) => Place::Choice,
            Some(Popup::Form(_)) => Place::Form,
            Some(Popup::Writing(_)) => Place::Field,
            None => self.place_below(),
        }
    }

    /// Where keys would go without pop-ups.
    pub(crate) fn place_below(&self) -> Place {
        match (self.screen, &self.open) {
            (Screen::Checklist, Some(open)) => match open.pane {
                Pane::Tree => Place::Tree,
                Pane::Questions => Place::Questions,
                Pane::Detail => Place::Detail,
            },
            (Screen::Gaps, Some(_)) => Place::Gaps,
            (Screen::Report, Some(_)) => Place::Report,
            (Screen::Plan, Some(_)) => Place::Plan,
            (Screen::Search, _) => match self.search.pane {
                SearchPane::Query => Place::Query,
                SearchPane::Hits => Place::Hits,
                SearchPane::Facets => Place::Facets,
            },
            (Screen::Reader, _) => match self.reader.as_ref().map(|r| r.pane) {
                Some(ReaderPane::Outline) => Place::Outline,
                _ => Place::Text,
            },
            _ => Place::Home,
        }
    }

    pub(crate) fn say(&mut self, key: &str, values: &[(&str, &dyn ToString)]) {
        self.message = Some(Message { text: self.words.fill(key, values), tone: Tone::Note });
    }

    pub(crate) fn warn(&mut self, key: &str, values: &[(&str, &dyn ToString)]) {
        self.message = Some(Message { text: self.words.fill(key, values), tone: Tone::Warning });
    }

    pub(crate) fn fail(&mut self, text: String) {
        self.message = Some(Message { text, tone: Tone::Error });
    }

    /// The assessments that the list shows.
    pub(crate) fn listed(&self) -> Vec<&AssessmentId> {
        let Some(shelf) = &self.shelf else { return Vec::new() };
        let wanted = self.home.find.to_lowercase();
        let fits = |id: &&AssessmentId| {
            wanted.is_empty()
                || id.to_string().contains(&wanted)
                || shelf.country(id).to_lowercase().contains(&wanted)
        };
        shelf.assessments.iter().filter(fits).collect()
    }
}

impl Shelf {
    /// The name of an assessment's country, or its code.
    pub(crate) fn country<'a>(&'a self, id: &'a AssessmentId) -> &'a str {
        let named = self.countries.iter().find(|(iso, _)| *iso == id.country);
        named.map_or(id.country.as_str(), |(_, name)| name)
    }
}

impl Open {
    pub(crate) fn new(opened: Opened, language: Language, history: History) -> Self {
        Self {
            opened,
            language,
            history,
            queue: VecDeque::new(),
            stuck: None,
            drafts: Vec::new(),
            pane: Pane::Tree,
            zoom: false,
            closed: BTreeSet::new(),
            tree_at: 0,
            at: At { framework: 0, domain: 0, capability: 0, question: 0 },
            row: 0,
            scroll: 0,
            filter: Filter::default(),
            find: String::new(),
            gaps: Gaps::default(),
            preview: Preview::default(),
            plan: PlanScreen::default(),
            standings: Standings::new(),
        }
    }

    pub(crate) fn id(&self) -> &AssessmentId {
        &self.opened.assessment.id
    }

    pub(crate) fn framework(&self, at: At) -> Option<&Framework> {
        self.opened.frameworks.get(at.framework).map(|f| &f.framework)
    }

    pub(crate) fn capability(&self, at: At) -> Option<&Capability> {
        self.framework(at)?.domains.get(at.domain)?.capabilities.get(at.capability)
    }

    pub(crate) fn question(&self, at: At) -> Option<&Question> {
        self.capability(at)?.questions.get(at.question)
    }

    /// What is answered at a place; an empty answer where nothing is.
    pub(crate) fn answer(&self, at: At) -> Answer {
        let found = || {
            let sheets = &self.opened.frameworks.get(at.framework)?.sheets;
            sheets.get(&self.capability(at)?.id)?.answer(&self.question(at)?.id).cloned()
        };
        found().unwrap_or_default()
    }

    /// Whether an answer rests on words that have changed since they were read.
    pub(crate) fn is_suspect(&self, at: At) -> bool {
        let links = self.answer(at).evidence;
        links.iter().any(|l| self.standings.get(&l.evidence).is_some_and(|s| s.is_suspect()))
    }

    pub(crate) fn weighed(&self, at: At) -> Weighed {
        let found = || {
            let f = self.opened.frameworks.get(at.framework)?;
            let state = crate::score::weigh::state;
            Some(state(&f.framework, &f.sheets, self.capability(at)?, self.question(at)?))
        };
        found().unwrap_or(Weighed::NotAssessed)
    }

    /// Every question of every framework in order.
    pub(crate) fn places(&self) -> impl Iterator<Item = At> + '_ {
        self.opened.frameworks.iter().enumerate().flat_map(|(framework, f)| {
            f.framework.domains.iter().enumerate().flat_map(move |(domain, d)| {
                d.capabilities.iter().enumerate().flat_map(move |(capability, c)| {
                    (0..c.questions.len()).map(move |question| At { framework, domain, capability, question })
                })
            })
        })
    }

    pub(crate) fn find_place(&self, framework: &FrameworkId, capability: &CapabilityId) -> Option<At> {
        let named = |at: &At| {
            self.framework(*at).is_some_and(|f| f.id == *framework)
                && self.capability(*at).is_some_and(|c| c.id == *capability)
        };
        self.places().find(named)
    }

    /// Why the file of a capability cannot be read, when it cannot.
    pub(crate) fn unread(&self, at: At) -> Option<String> {
        let (framework, capability) = (&self.framework(at)?.id, &self.capability(at)?.id);
        let problem = self.opened.unread(framework, capability)?;
        Some(problem.to_string().lines().next().unwrap_or_default().to_owned())
    }

    /// Where an edit belongs.
    pub(crate) fn place_of(&self, edit: &Edit) -> Option<At> {
        let first = self.find_place(edit.framework(), edit.capability())?;
        let Some(id) = edit.question() else { return Some(first) };
        let question = self.capability(first)?.questions.iter().position(|q| q.id == *id)?;
        Some(At { question, ..first })
    }

    /// The rows of the tree that are to be seen.
    pub(crate) fn tree(&self) -> Vec<TreeRow> {
        let mut rows = Vec::new();
        for (f, opened) in self.opened.frameworks.iter().enumerate() {
            if self.opened.frameworks.len() > 1 {
                rows.push(TreeRow::Framework(f));
            }
            for (d, domain) in opened.framework.domains.iter().enumerate() {
                rows.push(TreeRow::Domain(f, d));
                if !self.closed.contains(&(f, d)) {
                    rows.extend((0..domain.capabilities.len()).map(|c| TreeRow::Capability(f, d, c)));
                }
            }
        }
        rows
    }

    /// The questions of the middle pane.
    pub(crate) fn listed(&self) -> Vec<At> {
        if self.filter.is_set() {
            return self.places().filter(|at| self.passes(*at)).collect();
        }
        let count = self.capability(self.at).map_or(0, |c| c.questions.len());
        (0..count).map(|question| At { question, ..self.at }).collect()
    }

    fn passes(&self, at: At) -> bool {
        let Some(question) = self.question(at) else { return false };
        let answer = self.answer(at);
        let which = self.filter.which.is_none_or(|which| match which {
            Which::State(state) => self.weighed(at) == state,
            Which::Flagged => answer.flag.is_some(),
            Which::WithoutReason => answer.value.is_some() && answer.because.is_none(),
            Which::ToConfirm => answer.is_to_confirm(),
            Which::Stage(stage) => answer.status == Some(stage),
        });
        which
            && self.filter.kind.is_none_or(|k| k == question.kind)
            && (self.filter.text.is_empty() || self.contains(at, &self.filter.text))
    }

    /// Whether the question or its answer has a text.
    pub(crate) fn contains(&self, at: At, text: &str) -> bool {
        let wanted = text.to_lowercase();
        let Some(question) = self.question(at) else { return false };
        let has = |t: &str| t.to_lowercase().contains(&wanted);
        question.id.as_str().to_lowercase().contains(&wanted)
            || [&question.text, &question.met, &question.partly, &question.not_met]
                .into_iter()
                .any(|t| has(t.get(&self.language)))
            || self.answer(at).texts().any(|(_, t)| has(t))
    }

    /// A draft that waits for a field.
    pub(crate) fn draft(&self, like: &Draft) -> Option<&Draft> {
        self.drafts.iter().find(|d| same_field(d, like))
    }

    /// Puts a draft in place of an older one of the same field, or takes it out when it is `None`.
    pub(crate) fn put_draft(&mut self, like: &Draft, text: Option<String>) {
        self.drafts.retain(|d| !same_field(d, like));
        if let Some(text) = text {
            self.drafts.push(Draft { text, ..like.clone() });
        }
    }
}

pub(crate) fn same_field(a: &Draft, b: &Draft) -> bool {
    (&a.assessment, &a.framework, &a.capability, &a.question, a.field)
        == (&b.assessment, &b.framework, &b.capability, &b.question, b.field)
}
