//! Going through the questions and answering them.

use crate::model::answer::{Answer, Value};
use crate::model::assessment::{Sheet, Sheets};
use crate::model::draft::DraftField;
use crate::model::edit::Edit;
use crate::score::weigh::State as Weighed;
use crate::tui::event::Effect;
use crate::tui::field::Field;
use crate::tui::keys::Action;
use crate::tui::popup::{Popup, Writing};
use crate::tui::state::{At, Filter, Open, Pane, Row, State, TreeRow};
use crate::tui::{drafts, home, menus, pinning};

/// The most changes that can be undone.
const UNDO: usize = 200;

/// What a change means for undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    New,
    Undone,
    Redone,
}

pub(crate) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let page = usize::from(state.rows.saturating_sub(8)).max(1);
    let Some(open) = &mut state.open else { return Vec::new() };
    match (open.pane, action) {
        (_, Action::NextPane) => open.pane = next(open.pane),
        (_, Action::PreviousPane) => open.pane = next(next(open.pane)),
        (Pane::Tree, Action::Back) => return back_from_tree(state),
        (Pane::Questions, Action::Back | Action::Left) => open.pane = Pane::Tree,
        (Pane::Detail, Action::Back | Action::Left) => open.pane = Pane::Questions,
        (Pane::Questions, Action::Choose | Action::Right) => {
            open.pane = Pane::Detail;
            (open.row, open.scroll) = (0, 0);
        }
        (Pane::Tree, action) => in_tree(open, action, page),
        (Pane::Questions, Action::Up) => step(open, -1),
        (Pane::Questions, Action::Down) => step(open, 1),
        (Pane::Questions, Action::PageUp) => step(open, -to_step(page / 2)),
        (Pane::Questions, Action::PageDown) => step(open, to_step(page / 2)),
        (Pane::Questions, Action::Top) => step(open, isize::MIN),
        (Pane::Questions, Action::Bottom) => step(open, isize::MAX),
        (Pane::Detail, Action::Up) if open.scroll > 0 => open.scroll -= 1,
        (Pane::Detail, Action::Up) => open.row = open.row.saturating_sub(1),
        (Pane::Detail, Action::Down) if open.row + 1 < Row::ALL.len() => open.row += 1,
        (Pane::Detail, Action::Down) => open.scroll += 1,
        (Pane::Detail, Action::PageUp) => open.scroll = open.scroll.saturating_sub(page / 2),
        (Pane::Detail, Action::PageDown) => open.scroll += page / 2,
        (Pane::Detail, Action::Top) => (open.row, open.scroll) = (0, 0),
        (Pane::Detail, Action::Bottom) => (open.row, open.scroll) = (Row::ALL.len() - 1, usize::MAX / 2),
        (Pane::Detail, Action::Choose) => {
            let row = Row::ALL.get(open.row).copied();
            return row.map_or_else(Vec::new, |row| act_on(state, row));
        }
        _ => {}
    }
    match action {
        Action::Met => return choose(state, Value::Met),
        Action::Partly => return choose(state, Value::Partly),
        Action::NotMet => return choose(state, Value::NotMet),
        Action::NotApplicable => return choose(state, Value::NotApplicable),
        Action::Unknown => return choose(state, Value::Unknown),
        Action::Confirm => return confirm(state),
        Action::Clear => menus::clear(state),
        Action::Reason => return act_on(state, Row::Reason),
        Action::Flag => return act_on(state, Row::Flag),
        Action::Note => return act_on(state, Row::Note),
        Action::Confidence => return act_on(state, Row::Confidence),
        Action::Status => return act_on(state, Row::Status),
        Action::Editor => {
            write(state, DraftField::Because, None);
            return crate::tui::popups::editor(state);
        }
        Action::NextOpen => {
            jump(state, "jump.no-open", |o, at| matches!(o.weighed(at), Weighed::NotAssessed));
        }
        Action::NextUnknown => jump(state, "jump.no-unknown", |o, at| o.weighed(at) == Weighed::Unknown),
        Action::NextFlagged => jump(state, "jump.no-flagged", |o, at| o.answer(at).flag.is_some()),
        Action::Suggest => return pinning::suggest(state),
        Action::Absent => return pinning::absent(state),
        Action::Filter => menus::filter(state),
        Action::ClearFilter => set_filter(state, Filter::default()),
        Action::Find => {
            let find = state.open.as_ref().map(|o| o.find.clone()).unwrap_or_default();
            menus::find(state, &find);
        }
        Action::FindNext => found(state, false),
        Action::FindPrevious => found(state, true),
        _ => {}
    }
    Vec::new()
}

fn next(pane: Pane) -> Pane {
    match pane {
        Pane::Tree => Pane::Questions,
        Pane::Questions => Pane::Detail,
        Pane::Detail => Pane::Tree,
    }
}

fn to_step(n: usize) -> isize {
    isize::try_from(n).unwrap_or(1).max(1)
}

fn back_from_tree(state: &mut State) -> Vec<Effect> {
    if state.open.as_ref().is_some_and(|o| o.filter.is_set()) {
        set_filter(state, Filter::default());
        return Vec::new();
    }
    home::show(state)
}

fn in_tree(open: &mut Open, action: Action, page: usize) {
    let rows = open.tree();
    let last = rows.len().saturating_sub(1);
    let at = open.tree_at.min(last);
    let moved = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => (at + page).min(last),
        Action::Top => 0,
        Action::Bottom => last,
        Action::Choose | Action::Right | Action::Left => {
            match rows.get(at) {
                Some(TreeRow::Domain(f, d)) => {
                    let key = (*f, *d);
                    let close =
                        action == Action::Left || (action == Action::Choose && !open.closed.contains(&key));
                    if close {
                        open.closed.insert(key);
                    } else {
                        open.closed.remove(&key);
                    }
                }
                Some(TreeRow::Capability(f, d, _)) if action == Action::Left => {
                    let heading = TreeRow::Domain(*f, *d);
                    open.tree_at = rows.iter().position(|r| *r == heading).unwrap_or(at);
                }
                Some(TreeRow::Capability(..)) => {
                    open.filter = Filter::default();
                    open.pane = Pane::Questions;
                }
                Some(TreeRow::Framework(_)) | None => {}
            }
            return;
        }
        _ => return,
    };
    open.tree_at = moved;
    if let Some(TreeRow::Capability(framework, domain, capability)) = rows.get(moved) {
        let there = At { framework: *framework, domain: *domain, capability: *capability, question: 0 };
        if !there.same_capability(open.at) && !open.filter.is_set() {
            go(open, there);
        }
    }
}

/// Shows a question, with its capability selected in the tree.
pub(crate) fn go(open: &mut Open, at: At) {
    open.at = at;
    (open.row, open.scroll) = (0, 0);
    open.closed.remove(&(at.framework, at.domain));
    let row = TreeRow::Capability(at.framework, at.domain, at.capability);
    if let Some(place) = open.tree().iter().position(|r| *r == row) {
        open.tree_at = place;
    }
}

fn step(open: &mut Open, by: isize) {
    let listed = open.listed();
    let Some(last) = listed.len().checked_sub(1) else { return };
    let now = listed.iter().position(|at| *at == open.at).unwrap_or(0);
    let next = now.saturating_add_signed(by).min(last);
    if let Some(at) = listed.get(next) {
        go(open, *at);
    }
}

/// Goes to the next question, from here on and around, for which `wanted` holds.
fn jump(state: &mut State, nothing: &str, wanted: impl Fn(&Open, At) -> bool) {
    let Some(open) = &mut state.open else { return };
    let all: Vec<At> = open.places().collect();
    let here = all.iter().position(|at| *at == open.at).unwrap_or(0);
    let around = all.iter().skip(here + 1).chain(all.iter().take(here + 1));
    let found = around.copied().find(|at| wanted(open, *at));
    let Some(at) = found else { return state.say(nothing, &[]) };
    arrive(open, at);
}

/// Shows a question that was jumped to.
pub(crate) fn arrive(open: &mut Open, at: At) {
    if open.filter.is_set() && !open.listed().contains(&at) {
        open.filter = Filter::default();
    }
    go(open, at);
    if open.pane == Pane::Tree {
        open.pane = Pane::Questions;
    }
}

pub(crate) fn found(state: &mut State, backwards: bool) {
    let Some(open) = &mut state.open else { return };
    if open.find.is_empty() {
        return menus::find(state, "");
    }
    let mut all: Vec<At> = open.places().collect();
    if backwards {
        all.reverse();
    }
    let here = all.iter().position(|at| *at == open.at).unwrap_or(0);
    let around = all.iter().skip(here + 1).chain(all.iter().take(here + 1));
    let found = around.copied().find(|at| open.contains(*at, &open.find));
    match found {
        Some(at) => arrive(open, at),
        None => {
            let text = open.find.clone();
            state.say("find.nothing", &[("text", &text)]);
        }
    }
}

pub(crate) fn set_filter(state: &mut State, filter: Filter) {
    let Some(open) = &mut state.open else { return };
    let is_set = filter.is_set();
    open.filter = filter;
    let listed = open.listed();
    if !listed.contains(&open.at)
        && let Some(first) = listed.first()
    {
        go(open, *first);
    }
    if is_set {
        open.pane = Pane::Questions;
        let count = listed.len();
        state.say("filter.count", &[("n", &count)]);
    }
}

/// Answers the question that is shown.
pub(crate) fn choose(state: &mut State, value: Value) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let before = open.answer(open.at);
    if value == Value::NotApplicable && before.because.is_none() {
        write(state, DraftField::Because, Some(value));
        return Vec::new();
    }
    let after = Answer { value: Some(value), ..before };
    answer(state, after)
}

/// Takes over what an earlier round found for the question that is shown.
fn confirm(state: &mut State) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let Some(after) = open.answer(open.at).confirmed() else {
        state.say("carried.nothing", &[]);
        return Vec::new();
    };
    if after.value == Some(Value::NotApplicable) && after.because.is_none() {
        write(state, DraftField::Because, after.value);
        return Vec::new();
    }
    answer(state, after)
}

/// Gives the question that is shown a new answer.
pub(crate) fn answer(state: &mut State, after: Answer) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let (at, before) = (open.at, open.answer(open.at));
    change(state, at, before, after)
}

/// Changes the answer at a place from what it was to what it is to be.
pub(crate) fn change(state: &mut State, at: At, before: Answer, after: Answer) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    if let Some(why) = open.unread(at) {
        state.fail(why);
        return Vec::new();
    }
    let edit = || {
        Some(Edit::Answer {
            framework: open.framework(at)?.id.clone(),
            capability: open.capability(at)?.id.clone(),
            question: open.question(at)?.id.clone(),
            before,
            after,
        })
    };
    match edit() {
        Some(edit) => commit(state, edit, How::New),
        None => Vec::new(),
    }
}

fn act_on(state: &mut State, row: Row) -> Vec<Effect> {
    match row {
        Row::Choice(value) => return choose(state, value),
        Row::Reason => write(state, DraftField::Because, None),
        Row::Flag => write(state, DraftField::Flag, None),
        Row::Note => write(state, DraftField::Note, None),
        Row::Confidence => menus::confidence(state),
        Row::Status => menus::status(state),
    }
    Vec::new()
}

/// Opens a text of the answer for writing, with what was left of it before.
pub(crate) fn write(state: &mut State, field: DraftField, with: Option<Value>) {
    let Some(open) = &state.open else { return };
    if let Some(why) = open.unread(open.at) {
        return state.fail(why);
    }
    let (Some(draft), Some(question)) = (drafts::of_answer(open, open.at, field), open.question(open.at))
    else {
        return;
    };
    let waiting = open.draft(&draft).map(|d| d.text.clone());
    let key = match (field, with) {
        (DraftField::Because, Some(_)) => "writing.not-applicable",
        (DraftField::Flag, _) => "writing.flag",
        (DraftField::Note, _) => "writing.note",
        _ => "writing.because",
    };
    let title = state.words.fill(key, &[("question", &question.id)]);
    let mut text = Field::block(waiting.as_deref().unwrap_or(&draft.before));
    text.selected_style(state.theme.selected);
    let at = open.at;
    if waiting.is_some() {
        state.say("draft.back", &[]);
    }
    state.popups.push(Popup::Writing(Box::new(Writing { at, field: text, draft, with, title })));
}

/// Makes a change: here at once, then in the file.
pub(crate) fn commit(state: &mut State, edit: Edit, how: How) -> Vec<Effect> {
    let Some(open) = &mut state.open else { return Vec::new() };
    if edit.is_nothing() {
        return Vec::new();
    }
    apply(&mut open.opened.frameworks, &edit);
    match how {
        How::New => {
            open.history.undone.clear();
            open.history.done.push(edit.clone());
            let over = open.history.done.len().saturating_sub(UNDO);
            open.history.done.drain(..over);
        }
        How::Undone => open.history.undone.push(edit.reversed()),
        How::Redone => open.history.done.push(edit.clone()),
    }
    open.queue.push_back(edit.clone());
    // One change after the other: the next one leaves when this one is in its file.
    if open.queue.len() == 1 { vec![Effect::Keep(edit)] } else { Vec::new() }
}

/// Makes a change in the sheets that are shown.
pub(crate) fn apply(frameworks: &mut [crate::workbench::open::OpenedFramework], edit: &Edit) {
    let Some(f) = frameworks.iter_mut().find(|f| f.framework.id == *edit.framework()) else { return };
    let sheet = sheet(&mut f.sheets, edit);
    match edit {
        Edit::Answer { question, after, .. } => drop(sheet.answers.insert(question.clone(), after.clone())),
        Edit::Level { after, .. } => sheet.level.clone_from(after),
        Edit::Target { after, .. } => sheet.target.clone_from(after),
    }
}

fn sheet<'a>(sheets: &'a mut Sheets, edit: &Edit) -> &'a mut Sheet {
    sheets.entry(edit.capability().clone()).or_default()
}

pub(crate) fn undo(state: &mut State) -> Vec<Effect> {
    let Some(edit) = state.open.as_mut().and_then(|o| o.history.done.pop()) else {
        state.say("undo.nothing", &[]);
        return Vec::new();
    };
    back_to(state, &edit, "undo.done");
    commit(state, edit.reversed(), How::Undone)
}

pub(crate) fn redo(state: &mut State) -> Vec<Effect> {
    let Some(edit) = state.open.as_mut().and_then(|o| o.history.undone.pop()) else {
        state.say("redo.nothing", &[]);
        return Vec::new();
    };
    back_to(state, &edit, "redo.done");
    commit(state, edit, How::Redone)
}

/// Shows the place of a change, so that nothing changes out of sight.
fn back_to(state: &mut State, edit: &Edit, key: &str) {
    let what = edit.question().map_or_else(|| edit.capability().to_string(), ToString::to_string);
    if let Some(open) = &mut state.open
        && let Some(at) = open.place_of(edit)
        && at != open.at
    {
        arrive(open, at);
    }
    state.say(key, &[("what", &what)]);
}
