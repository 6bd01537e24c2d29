//! From a question to the law and back: suggestions, pinning, recording that nothing was found.

use std::sync::Arc;

use crate::model::answer::{Answer, EvidenceLink, Stance};
use crate::model::edit::Edit;
use crate::model::evidence::Trace;
use crate::model::id::{EvidenceId, QuestionRef};
use crate::model::law::Span;
use crate::model::search::{Facets, Found};
use crate::model::word::Vocabulary;
use crate::tui::event::{Effect, Pinned};
use crate::tui::keys::Action;
use crate::tui::library::{Asker, Leads, ReaderPane, SearchPane};
use crate::tui::popup::{Choice, Chosen, Popup};
use crate::tui::state::{At, Open, Pane, Screen, State};
use crate::tui::{checklist, menus, search};
use crate::workbench::Opened;
use crate::workbench::evidence::cite::Quoted;
use crate::workbench::evidence::suggest::Suggested;
use crate::workbench::evidence::trace::Standings;
use crate::workbench::law::search::Searched;

/// What is to be pinned: a provision of a law, and how much of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) law: crate::model::law::LawId,
    pub(crate) provision: String,
    pub(crate) label: String,
    pub(crate) quoted: Quoted,
}

/// The question that is shown in the checklist.
pub(crate) fn asker(open: &Open) -> Option<Asker> {
    let (framework, question) = (open.framework(open.at)?, open.question(open.at)?);
    Some(Asker {
        question: QuestionRef { framework: framework.id.clone(), question: question.id.clone() },
        text: question.text.get(&open.language).to_owned(),
    })
}

/// Remembers the question from which somebody goes to the laws.
pub(crate) fn leave_checklist(state: &mut State) {
    let Some(open) = &state.open else { return };
    if state.screen == Screen::Checklist && open.pane != Pane::Tree {
        state.search.asker = asker(open);
    }
}

/// Runs the searches of the question that is shown, or of the one that Search was opened from.
pub(crate) fn suggest(state: &mut State) -> Vec<Effect> {
    leave_checklist(state);
    let Some(asker) = state.search.asker.clone() else {
        state.warn("pin.no-question", &[]);
        return Vec::new();
    };
    if state.screen != Screen::Search {
        search::show(state);
    }
    state.search.asked += 1;
    state.search.due = None;
    let number = state.search.asked;
    state.say("suggest.running", &[("question", &asker.question)]);
    vec![Effect::Suggest { number, question: asker.question }]
}

/// What the searches of a question brought up.
pub(crate) fn suggested(
    state: &mut State,
    number: u64,
    question: &QuestionRef,
    result: Result<Arc<Suggested>, String>,
) -> Vec<Effect> {
    if number != state.search.asked {
        return Vec::new();
    }
    state.search.answered = number;
    state.message = None;
    let suggested = match result {
        Ok(suggested) => suggested,
        Err(why) => {
            state.fail(why);
            return Vec::new();
        }
    };
    let likely = suggested.likely().count();
    let query_of = |s: &crate::workbench::evidence::suggest::Suggestion| {
        let first = s.by.first().and_then(|(run, _)| suggested.runs.get(*run));
        first.map(|run| run.search.query.clone()).unwrap_or_default()
    };
    let grouped = suggested.by_law();
    let searches = |s| suggested.found_by(s).map(|(search, _)| search).collect::<Vec<_>>().join(", ");
    let search = &mut state.search;
    search.leads = Some(Leads {
        question: question.clone(),
        likely,
        queries: grouped.iter().copied().map(query_of).collect(),
        found_by: grouped.iter().map(|s| searches(s)).collect(),
        missing: suggested.missing.len(),
    });
    let found = Found {
        hits: grouped.iter().map(|s| s.hit.clone()).collect(),
        total: suggested.suggestions.len(),
        facets: Facets::default(),
        laws: suggested.laws.len(),
        explained: Vec::new(),
    };
    search.found =
        Some(Arc::new(Searched { found, problems: suggested.problems.clone(), ..Searched::default() }));
    (search.request, search.refusal, search.at, search.facet) = (None, None, 0, 0);
    let clock = state.clock;
    state.search.query.set("", clock);
    // Also where nothing was found: the key that records it works there.
    state.search.pane = SearchPane::Hits;
    if suggested.suggestions.is_empty() {
        state.say("suggest.none", &[("question", question)]);
    }
    crate::tui::reader::look(state)
}

/// Asks how the provision bears on the answer, to pin it.
pub(crate) fn pin(state: &mut State) -> Vec<Effect> {
    let Some(asker) = state.search.asker.clone() else {
        state.warn("pin.no-question", &[]);
        return Vec::new();
    };
    let Some(passage) = passage(state) else {
        state.warn("pin.nothing", &[]);
        return Vec::new();
    };
    let what = if passage.quoted == Quoted::Whole { "pin.whole" } else { "pin.words" };
    let quoted = match (&passage.quoted, &state.reader) {
        (Quoted::Stretch(span), Some(reader)) => {
            let words = span.of(reader.book.text()).split_whitespace().collect::<Vec<_>>().join(" ");
            format!("\n\n\u{201c}{words}\u{201d}")
        }
        _ => String::new(),
    };
    let w = &state.words;
    let text = format!(
        "{}\n{}{quoted}",
        w.fill(what, &[("label", &passage.label), ("law", &passage.law)]),
        asker.text
    );
    let title = w.fill("pin.title", &[("question", &asker.question)]);
    let stances = [Stance::Supports, Stance::Partly, Stance::Contradicts];
    let items = stances.map(|s| (w.of("stance", s), Chosen::Pin(passage.clone(), s)));
    let items = items.into_iter().chain([(w.get("pin.not").to_owned(), Chosen::Nothing)]).collect();
    state.popups.push(Popup::Choice(Choice { title, text, items, at: 0, top: 0, on_back: None }));
    Vec::new()
}

/// The provision that is selected: a hit, or what stands at the place in the law that is read.
fn passage(state: &State) -> Option<Passage> {
    if state.screen == Screen::Reader {
        let reader = state.reader.as_ref()?;
        let open = reader.book.open();
        let chosen = reader.selection.as_ref().map(|s| s.span());
        let at = chosen.map_or(reader.place.0, |s| s.start);
        let provision = open.text.provisions.get(open.provision_at(at)?)?;
        return Some(Passage {
            law: reader.book.id().clone(),
            provision: provision.eid.clone(),
            label: provision.label.clone(),
            quoted: chosen.map_or(Quoted::Whole, Quoted::Stretch),
        });
    }
    let hit = state.search.hit()?;
    Some(Passage {
        law: hit.law.id.clone(),
        provision: hit.provision.eid.clone(),
        label: hit.provision.label.clone(),
        quoted: Quoted::Whole,
    })
}

/// Sends a passage off to be pinned.
pub(crate) fn pin_as(state: &mut State, passage: Passage, stance: Stance) -> Vec<Effect> {
    let Some(asker) = state.search.asker.clone() else { return Vec::new() };
    if let Some(reader) = &mut state.reader {
        reader.selection = None;
    }
    vec![Effect::Pin { question: asker.question, passage, stance }]
}

/// A passage was pinned, or an absence recorded: the answer rests on it now.
pub(crate) fn pinned(state: &mut State, opened: Opened, pinned: &Pinned) -> Vec<Effect> {
    let Some(open) = &mut state.open else { return Vec::new() };
    let place = |open: &Open| place_of(open, &pinned.question);
    // The files may have been read again before this came: undo still begins without the new link.
    let before = place(open).map(|at| {
        let mut answer = open.answer(at);
        answer.evidence.retain(|l| l.evidence != pinned.evidence);
        answer
    });
    open.opened = opened;
    let queue: Vec<Edit> = open.queue.iter().cloned().collect();
    for edit in &queue {
        checklist::apply(&mut open.opened.frameworks, edit);
    }
    if let (Some(at), Some(before)) = (place(open), before)
        && let Some(edit) = edit_of(open, at, before)
        && !edit.is_nothing()
    {
        // It is in the file already; undo takes the link off again.
        open.history.undone.clear();
        open.history.done.push(edit);
    }
    let key = if pinned.absence { "absent.recorded" } else { "pin.done" };
    state.say(key, &[("what", &pinned.citation), ("question", &pinned.question)]);
    vec![Effect::Standings]
}

fn edit_of(open: &Open, at: At, before: Answer) -> Option<Edit> {
    Some(Edit::Answer {
        framework: open.framework(at)?.id.clone(),
        capability: open.capability(at)?.id.clone(),
        question: open.question(at)?.id.clone(),
        before,
        after: open.answer(at),
    })
}

pub(crate) fn place_of(open: &Open, name: &QuestionRef) -> Option<At> {
    let is = |at: &At| {
        open.framework(*at).is_some_and(|f| f.id == name.framework)
            && open.question(*at).is_some_and(|q| q.id == name.question)
    };
    open.places().find(is)
}

/// Records that nothing in the laws answers the question.
pub(crate) fn absent(state: &mut State) -> Vec<Effect> {
    leave_checklist(state);
    let Some(asker) = state.search.asker.clone() else {
        state.warn("pin.no-question", &[]);
        return Vec::new();
    };
    state.say("suggest.running", &[("question", &asker.question)]);
    vec![Effect::Absent { question: asker.question, rejected: false }]
}

/// The searches find provisions: they are looked at before anything is recorded.
pub(crate) fn found_instead(state: &mut State, question: &QuestionRef, found: &[String]) {
    state.message = None;
    let w = &state.words;
    let title = w.fill("absent.title", &[("question", question)]);
    let list = found.iter().take(6).cloned().collect::<Vec<_>>().join("\n");
    let text = format!("{}\n\n{list}", w.fill("absent.found", &[("n", &found.len())]));
    let items = vec![
        (w.get("absent.look").to_owned(), Chosen::Suggest),
        (w.get("absent.rejected").to_owned(), Chosen::Absent(question.clone())),
        (w.get("absent.not").to_owned(), Chosen::Nothing),
    ];
    state.popups.push(Popup::Choice(Choice { title, text, items, at: 0, top: 0, on_back: None }));
}

pub(crate) fn standings(state: &mut State, standings: Standings) {
    let Some(open) = &mut state.open else { return };
    let suspect = standings.values().filter(|s| s.is_suspect()).count();
    let before = open.standings.values().filter(|s| s.is_suspect()).count();
    open.standings = standings;
    if suspect > before && state.message.is_none() {
        state.warn("evidence.suspect-count", &[("n", &suspect)]);
    }
}

/// A stretch of words that is being chosen in the law that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selection {
    /// The words of the provision, as stretches of the text.
    pub(crate) words: Vec<Span>,
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// The first word stands, and the last one is being chosen.
    pub(crate) fixed: bool,
}

impl Selection {
    pub(crate) fn span(&self) -> Span {
        let at = |i: usize| self.words.get(i).copied().unwrap_or_default();
        let (a, b) = (self.first.min(self.last), self.first.max(self.last));
        Span { start: at(a).start, end: at(b).end }
    }

    /// The word that arrows move.
    pub(crate) fn caret(&self) -> usize {
        self.words.get(self.last).map_or(0, |w| w.start)
    }

    fn go(&mut self, to: usize) {
        self.last = to.min(self.words.len().saturating_sub(1));
        if !self.fixed {
            self.first = self.last;
        }
    }
}

/// Begins to choose words, at the place that was gone to or at the top of what is seen.
pub(crate) fn select(state: &mut State) {
    let Some(reader) = &mut state.reader else { return };
    if reader.selection.take().is_some() {
        return;
    }
    let open = reader.book.open();
    let at = reader.place.0;
    let Some(provision) = open.provision_at(at).and_then(|i| open.text.provisions.get(i)) else { return };
    let words = crate::workbench::law::find::words_of(&open.text.text, provision.span);
    if words.is_empty() {
        return;
    }
    let first = words.partition_point(|w| w.end <= at).min(words.len() - 1);
    reader.pane = ReaderPane::Text;
    reader.selection = Some(Selection { words, first, last: first, fixed: false });
    state.say("select.first", &[]);
}

/// A key while words are chosen. `false` when it means something else.
pub(crate) fn choose_words(state: &mut State, action: Action) -> bool {
    let Some(reader) = &mut state.reader else { return false };
    let rows = &reader.rows;
    let Some(selection) = &mut reader.selection else { return false };
    let row = |at: usize| crate::tui::lawtext::row_of(rows, at);
    let by_row = |selection: &Selection, down: bool| {
        let here = row(selection.caret());
        let mut words = selection.words.iter().enumerate();
        if down {
            words.find(|(i, w)| *i > selection.last && row(w.start) > here).map(|(i, _)| i)
        } else {
            words.rev().find(|(i, w)| *i < selection.last && row(w.start) < here).map(|(i, _)| i)
        }
    };
    match action {
        Action::Left => selection.go(selection.last.saturating_sub(1)),
        Action::Right => selection.go(selection.last + 1),
        Action::Down => selection.go(by_row(selection, true).unwrap_or(usize::MAX)),
        Action::Up => selection.go(by_row(selection, false).unwrap_or(0)),
        Action::Top => selection.go(0),
        Action::Bottom => selection.go(usize::MAX),
        Action::Back => reader.selection = None,
        Action::Choose if !selection.fixed => {
            selection.fixed = true;
            state.say("select.last", &[]);
        }
        _ => return false,
    }
    true
}

/// What became of a passage, as a text: where it stands now and what changed.
pub(crate) fn what_became(state: &State, evidence: &EvidenceId) -> Option<String> {
    let standing = state.open.as_ref()?.standings.get(evidence)?;
    let w = &state.words;
    let mut text = w.of("trace", standing.trace);
    if let Some((_, label)) = &standing.provision
        && standing.trace != Trace::Same
    {
        text = format!("{text}: {label}");
    }
    if standing.confirmed {
        text = format!("{text} ({})", w.get("evidence.confirmed"));
    }
    if !standing.difference.is_empty() {
        use crate::workbench::evidence::trace::Piece;
        let pieces = standing.difference.iter().map(|piece| match piece {
            Piece::Kept(words) => words.clone(),
            Piece::Removed(words) => format!("[-{words}-]"),
            Piece::Added(words) => format!("{{+{words}+}}"),
        });
        text = format!("{text}\n{}", pieces.collect::<Vec<_>>().join(" "));
    }
    Some(text)
}

/// Links an item that is there to the question that is shown.
pub(crate) fn link(state: &mut State, evidence: EvidenceId, stance: Stance) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let mut answer = open.answer(open.at);
    answer.evidence.retain(|l| l.evidence != evidence);
    answer.evidence.push(EvidenceLink { evidence, stance, note: None });
    checklist::answer(state, answer)
}

/// The word under which a stance is shown.
pub(crate) fn stance_word(state: &State, stance: Stance) -> String {
    state.words.of("stance", stance.word())
}

/// Shows a text that was asked for.
pub(crate) fn told(state: &mut State, title: &str, text: String) {
    state.message = None;
    let title = state.words.get(title).to_owned();
    menus::read(state, title, text);
}
