//! What opens over a screen.

use crate::model::answer::{Answer, Confidence, Status};
use crate::model::edit::Edit;
use crate::model::format::Format;
use crate::model::framework::Framework;
use crate::model::word::Vocabulary;
use crate::tui::event::Shelf;
use crate::tui::field::Field;
use crate::tui::forms;
use crate::tui::keys::{Action, Place};
use crate::tui::popup::{Choice, Chosen, Menu, MenuItem, Narrowed, Picked, Popup};
use crate::tui::state::{Screen, State};

pub(crate) use crate::tui::forms::{filter, find};

/// Every action of this place, to be searched and carried out.
pub(crate) fn help(state: &mut State) {
    let place = state.place();
    let title = state.words.get("help.title").to_owned();
    let items = items(state, &[place]);
    // What the help offers is done where it was asked for, so it must lie over a screen.
    if state.popups.is_empty() {
        state.popups.push(Popup::Menu(Menu {
            title,
            input: Field::line(""),
            items,
            at: 0,
            narrowed: Narrowed::Alike,
        }));
    } else {
        let text =
            items.iter().map(|i| format!("{:<12} {}", i.beside, i.label)).collect::<Vec<_>>().join("\n");
        read(state, title, text);
    }
}

/// Every action of this screen.
pub(crate) fn palette(state: &mut State) {
    let places: &[Place] = match (state.screen, &state.open) {
        (Screen::Checklist, Some(_)) => &[Place::Tree, Place::Questions, Place::Detail],
        (Screen::Gaps, Some(_)) => &[Place::Gaps],
        (Screen::Report, Some(_)) => &[Place::Report],
        (Screen::Plan, Some(_)) => &[Place::Plan],
        (Screen::Search, _) => &[Place::Query, Place::Hits, Place::Facets],
        (Screen::Reader, _) => &[Place::Text, Place::Outline],
        _ => &[Place::Home],
    };
    let title = state.words.get("palette.title").to_owned();
    let mut items = items(state, places);
    // What can be named without being able to see it comes first; moving about is done by arrows.
    items.retain(|item| !matches!(item.picked, Picked::Action(a) if is_moving(a)));
    state.popups.push(Popup::Menu(Menu {
        title,
        input: Field::line(""),
        items,
        at: 0,
        narrowed: Narrowed::Alike,
    }));
}

fn is_moving(action: Action) -> bool {
    matches!(
        action,
        Action::Up | Action::Down | Action::Left | Action::Right | Action::Help | Action::Palette
    )
}

fn items(state: &State, places: &[Place]) -> Vec<MenuItem> {
    let mut items: Vec<MenuItem> = Vec::new();
    for place in places {
        for (action, keys) in state.keymap.of(*place) {
            let picked = Picked::Action(action);
            if items.iter().any(|i| i.picked == picked) {
                continue;
            }
            let beside = keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let label = state.words.of("action", action);
            items.push(MenuItem { label, beside, picked });
        }
    }
    items
}

fn choice(state: &mut State, title: String, text: String, items: Vec<(String, Chosen)>, at: usize) {
    state.popups.push(Popup::Choice(Choice { title, text, items, at, top: 0, on_back: None }));
}

/// A text to read.
pub(crate) fn read(state: &mut State, title: String, text: String) {
    let close = state.words.get("close").to_owned();
    choice(state, title, text, vec![(close, Chosen::Nothing)], 0);
}

pub(crate) fn country(state: &mut State) {
    let Some(shelf) = &state.shelf else { return first_start(state) };
    let items = shelf
        .countries
        .iter()
        .map(|(iso, name)| MenuItem {
            label: name.clone(),
            beside: iso.to_string(),
            picked: Picked::Country(iso.clone()),
        })
        .collect();
    let title = state.words.get("country.title").to_owned();
    state.popups.push(Popup::Menu(Menu {
        title,
        input: Field::line(""),
        items,
        at: 0,
        narrowed: Narrowed::Alike,
    }));
}

pub(crate) fn first_start(state: &mut State) {
    let w = &state.words;
    let items = vec![
        (w.get("start.demo").to_owned(), Chosen::MakeDemo),
        (w.get("start.make").to_owned(), Chosen::MakeWorkspace),
        (w.get("start.quit").to_owned(), Chosen::Quit),
    ];
    let (title, text) = (w.get("start.title").to_owned(), w.get("start.text").to_owned());
    let popup = Choice { title, text, items, at: 0, top: 0, on_back: Some(Chosen::Quit) };
    state.popups.push(Popup::Choice(popup));
}

pub(crate) fn confidence(state: &mut State) {
    let Some(open) = &state.open else { return };
    let now = open.answer(open.at).confidence;
    let all = [None, Some(Confidence::Low), Some(Confidence::Medium), Some(Confidence::High)];
    let word = |c: Option<Confidence>| c.map_or("none", Vocabulary::word);
    let items = all.map(|c| (state.words.of("confidence", word(c)), Chosen::Confidence(c)));
    let at = all.iter().position(|c| *c == now).unwrap_or(0);
    let (title, text) =
        (state.words.get("confidence.title").to_owned(), state.words.get("confidence.text").to_owned());
    choice(state, title, text, items.into(), at);
}

pub(crate) fn status(state: &mut State) {
    let Some(open) = &state.open else { return };
    let now = open.answer(open.at).status;
    let all = [None, Some(Status::Draft), Some(Status::InReview), Some(Status::Final)];
    let word = |s: Option<Status>| s.map_or("none", Vocabulary::word);
    let items = all.map(|s| (state.words.of("status", word(s)), Chosen::Status(s)));
    let at = all.iter().position(|s| *s == now).unwrap_or(0);
    let title = state.words.get("status.title").to_owned();
    choice(state, title, String::new(), items.into(), at);
}

/// Taking an answer back asks first when more than the choice would go.
pub(crate) fn clear(state: &mut State) {
    let Some(open) = &state.open else { return };
    let (Some(question), answer) = (open.question(open.at), open.answer(open.at)) else { return };
    if answer == (Answer { carried: answer.carried.clone(), ..Answer::default() }) {
        return;
    }
    let w = &state.words;
    let title = w.fill("clear.title", &[("question", &question.id)]);
    let items =
        vec![(w.get("no").to_owned(), Chosen::Nothing), (w.get("clear.yes").to_owned(), Chosen::ClearAnswer)];
    let text = w.get("clear.text").to_owned();
    choice(state, title, text, items, 0);
}

pub(crate) fn leave(state: &mut State) {
    let w = &state.words;
    let items = vec![
        (w.get("leave.stay").to_owned(), Chosen::Nothing),
        (w.get("leave.quit").to_owned(), Chosen::Quit),
    ];
    let title = w.get("leave.title").to_owned();
    choice(state, title, String::new(), items, 0);
}

/// Changes are in no file: leave all the same?
pub(crate) fn unsaved(state: &mut State, then: Chosen) {
    let Some(open) = &state.open else { return };
    let why = open.stuck.as_ref().map(|(why, _)| why.clone()).unwrap_or_default();
    let text = state.words.fill("unsaved.text", &[("n", &open.queue.len()), ("why", &why)]);
    let w = &state.words;
    let items =
        vec![(w.get("unsaved.stay").to_owned(), Chosen::Nothing), (w.get("unsaved.leave").to_owned(), then)];
    let title = w.get("unsaved.title").to_owned();
    choice(state, title, text, items, 0);
}

pub(crate) fn left_behind(state: &mut State) {
    let Some(first) = state.left_behind.first() else { return };
    let place = place_of(state, first);
    let n = state.left_behind.len();
    let text = state.words.fill("recover.text", &[("n", &n), ("place", &place)]);
    let w = &state.words;
    let items = vec![
        (w.get("recover.take").to_owned(), Chosen::Recover),
        (w.get("recover.difference").to_owned(), Chosen::Difference),
        (w.get("recover.discard").to_owned(), Chosen::Discard),
        (w.get("recover.later").to_owned(), Chosen::Nothing),
    ];
    let title = w.get("recover.title").to_owned();
    choice(state, title, text, items, 0);
}

fn place_of(state: &State, draft: &crate::model::draft::Draft) -> String {
    let what = draft.question.as_ref().map_or_else(|| draft.capability.to_string(), ToString::to_string);
    let field = state.words.of("field", draft.field);
    format!("{} {what} ({field})", draft.assessment)
}

/// What was in the file when it was written, and what was typed.
pub(crate) fn difference(state: &mut State) {
    let w = &state.words;
    let mut text = String::new();
    for draft in &state.left_behind {
        let before = if draft.before.is_empty() { w.get("recover.nothing") } else { &draft.before };
        let parts = [
            place_of(state, draft),
            w.get("recover.before").to_owned(),
            before.to_owned(),
            w.get("recover.typed").to_owned(),
            draft.text.clone(),
            String::new(),
        ];
        text.push_str(&parts.join("\n"));
        text.push('\n');
    }
    let title = w.get("recover.difference").to_owned();
    left_behind(state);
    read(state, title, text);
}

/// Somebody wrote another answer meanwhile: both are shown.
pub(crate) fn conflict(state: &mut State, mine: &Edit, theirs: &Edit) {
    let w = &state.words;
    let what = mine.question().map_or_else(|| mine.capability().to_string(), ToString::to_string);
    let title = w.fill("conflict.title", &[("what", &what)]);
    let text = format!(
        "{}\n\n{}\n{}\n\n{}\n{}",
        w.get("conflict.text"),
        w.get("conflict.theirs"),
        told_of(state, theirs),
        w.get("conflict.mine"),
        told_of(state, mine)
    );
    let boxed = || Box::new(mine.clone());
    // First what loses nothing: the question may come between two keys that were typed ahead.
    let items = vec![
        (w.get("conflict.later").to_owned(), Chosen::Later(boxed())),
        (w.get("conflict.keep-theirs").to_owned(), Chosen::Theirs(boxed(), Box::new(theirs.clone()))),
        (w.get("conflict.take-mine").to_owned(), Chosen::Mine(boxed())),
    ];
    let on_back = Some(Chosen::Later(boxed()));
    state.popups.push(Popup::Choice(Choice { title, text, items, at: 0, top: 0, on_back }));
}

/// What an edit would leave, in words.
fn told_of(state: &State, edit: &Edit) -> String {
    let w = &state.words;
    let mut lines = Vec::new();
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            lines.push(format!("  {}: {value}", w.get(key)));
        }
    };
    match edit {
        Edit::Answer { after, .. } => {
            let value = after.value.map_or("not_assessed", Vocabulary::word);
            line("field.answer", Some(w.of("state", value)));
            line("field.because", after.because.clone());
            line("field.confidence", after.confidence.map(|c| w.of("confidence", c)));
            line("field.flag", after.flag.clone());
            line("field.note", after.note.clone());
            line("field.status", after.status.map(|s| w.of("status", s)));
            line("field.by", after.by.as_ref().map(ToString::to_string));
            line("field.at", after.at.as_ref().map(|m| m.as_str().to_owned()));
        }
        Edit::Level { after, .. } => {
            line("level.level", Some(after.as_ref().map_or("–".to_owned(), |l| l.value.to_string())));
            line("level.reason", after.as_ref().map(|l| l.reason.clone()));
        }
        Edit::Target { after, .. } => {
            line("level.target", Some(after.as_ref().map_or("–".to_owned(), |t| t.value.to_string())));
            line("level.by", after.as_ref().and_then(|t| t.by.as_ref()).map(|d| d.as_str().to_owned()));
            line("level.target-reason", after.as_ref().and_then(|t| t.reason.clone()));
        }
    }
    lines.join("\n")
}

pub(crate) fn template(state: &mut State) {
    let Some(shelf) = &state.shelf else { return };
    let items: Vec<_> = shelf.templates.iter().map(|t| (t.clone(), Chosen::Template(t.clone()))).collect();
    let now = state.open.as_ref().map(|o| o.preview.template.clone()).unwrap_or_default();
    let at = shelf.templates.iter().position(|t| *t == now).unwrap_or(0);
    let title = state.words.get("template.title").to_owned();
    choice(state, title, String::new(), items, at);
}

/// In which format the report is written.
pub(crate) fn formats(state: &mut State) {
    let name = |f: Format| state.words.get(&format!("format.{}", f.word())).to_owned();
    let items: Vec<_> = Format::ALL.iter().map(|f| (name(*f), Chosen::WriteAs(*f))).collect();
    let title = state.words.get("format.title").to_owned();
    choice(state, title, String::new(), items, 0);
}

pub(crate) fn domain(state: &mut State) {
    let Some(open) = &state.open else { return };
    let all = (state.words.get("filter.all").to_owned(), Chosen::Domain(None));
    let domains = open.opened.frameworks.iter().flat_map(|f| &f.framework.domains);
    let named = domains.map(|d| (d.title.get(&open.language).to_owned(), Chosen::Domain(Some(d.id.clone()))));
    let items: Vec<_> = std::iter::once(all).chain(named).collect();
    let at = items.iter().position(|(_, c)| *c == Chosen::Domain(open.gaps.domain.clone())).unwrap_or(0);
    let title = state.words.get("gaps.by-domain").to_owned();
    choice(state, title, String::new(), items, at);
}

pub(crate) fn audience(state: &mut State) {
    let Some(open) = &state.open else { return };
    let all = (state.words.get("filter.all").to_owned(), Chosen::Audience(None));
    let audiences = |f: &Framework| f.audiences.clone();
    let mut items = vec![all];
    for audience in open.opened.frameworks.iter().flat_map(|f| audiences(&f.framework)) {
        let item = (audience.title.get(&open.language).to_owned(), Chosen::Audience(Some(audience.id)));
        if !items.contains(&item) {
            items.push(item);
        }
    }
    let at = items.iter().position(|(_, c)| *c == Chosen::Audience(open.gaps.audience.clone())).unwrap_or(0);
    let title = state.words.get("gaps.by-audience").to_owned();
    let text = state.words.get("gaps.audience-text").to_owned();
    choice(state, title, text, items, at);
}

pub(crate) fn level(state: &mut State) {
    let Some(open) = &state.open else { return };
    let at = match state.screen {
        Screen::Gaps => crate::tui::gaps::selected(open),
        _ => Some(open.at),
    };
    if let Some(at) = at {
        forms::level(state, at);
    }
}

/// What the copy keys take: the question with its answer, or the report.
pub(crate) fn copied_text(state: &State) -> Option<String> {
    let open = state.open.as_ref()?;
    if state.screen == Screen::Report {
        return open.preview.made.as_ref()?.as_ref().ok().map(|made| made.text.clone());
    }
    let question = open.question(open.at)?;
    let answer = open.answer(open.at);
    let value = answer.value.map_or("not_assessed", Vocabulary::word);
    let mut text =
        format!("{} {}\n{}", question.id, question.text.get(&open.language), state.words.of("state", value));
    for (_, own) in answer.texts() {
        text.push_str("\n\n");
        text.push_str(own);
    }
    text.push('\n');
    Some(text)
}

impl Shelf {
    /// Whether there is anything to open.
    pub(crate) fn is_empty(&self) -> bool {
        self.assessments.is_empty()
    }
}
