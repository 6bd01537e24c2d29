//! Forms: a new assessment, level and target, the filter, a text to find.

use crate::model::answer::Status;
use crate::model::assessment::{SetLevel, Sharing, Target};
use crate::model::date::Date;
use crate::model::draft::{Draft, DraftField};
use crate::model::edit::Edit;
use crate::model::framework::Kind;
use crate::model::id::{AssessmentId, FrameworkId, Iso3, RoundId};
use crate::model::safe;
use crate::model::word::Vocabulary;
use crate::score::weigh::State as Weighed;
use crate::tui::event::Effect;
use crate::tui::popup::{Form, FormFor, FormRow, Popup};
use crate::tui::state::{At, Filter, Open, Screen, State, Which};
use crate::tui::{checklist, drafts, law_menus, preview, reader};
use crate::workbench::answering::NewAssessment;

/// What a filter can ask of an answer, in the order of the form; the first place is "all".
const WHICH: &[(&str, Which)] = &[
    ("state.not_assessed", Which::State(Weighed::NotAssessed)),
    ("filter.to-confirm", Which::ToConfirm),
    ("state.unknown", Which::State(Weighed::Unknown)),
    ("filter.flagged", Which::Flagged),
    ("filter.without-reason", Which::WithoutReason),
    ("state.met", Which::State(Weighed::Met)),
    ("state.partly", Which::State(Weighed::Partly)),
    ("state.not_met", Which::State(Weighed::NotMet)),
    ("state.not_applicable", Which::State(Weighed::NotApplicable)),
    ("state.not_relevant", Which::State(Weighed::NotRelevant)),
    ("status.draft", Which::Stage(Status::Draft)),
    ("status.in_review", Which::Stage(Status::InReview)),
    ("status.final", Which::Stage(Status::Final)),
];

const KINDS: [Kind; 4] = [Kind::Legal, Kind::Institutional, Kind::Operational, Kind::Data];

pub(crate) fn new_assessment(state: &mut State, country: Iso3) {
    let Some(shelf) = &state.shelf else { return };
    let w = &state.words;
    let name = shelf.countries.iter().find(|(iso, _)| *iso == country).map_or("", |(_, n)| n);
    let title = w.fill("new.title", &[("country", &name)]);
    let mut rows = vec![FormRow::line(w.get("new.round"), "baseline")];
    let yes_no = || vec![w.get("yes").to_owned(), w.get("no").to_owned()];
    for (i, (_, title)) in shelf.frameworks.iter().enumerate() {
        rows.push(FormRow::pick(title, yes_no(), usize::from(i > 0)));
    }
    let sharing = Sharing::WORDS.iter().map(|s| w.of("sharing", s)).collect();
    rows.push(FormRow::pick(w.get("new.sharing"), sharing, 2));
    let text = w.get("new.text").to_owned();
    state.popups.push(Popup::Form(Form { purpose: FormFor::New(country), title, text, rows, at: 0, top: 0 }));
}

pub(crate) fn filter(state: &mut State) {
    let Some(open) = &state.open else { return };
    let w = &state.words;
    let all = || w.get("filter.all").to_owned();
    let kinds = std::iter::once(all()).chain(KINDS.iter().map(|k| w.of("kind", k)));
    let kind = open.filter.kind.and_then(|k| KINDS.iter().position(|x| *x == k)).map_or(0, |i| i + 1);
    let whiches = std::iter::once(all()).chain(WHICH.iter().map(|(key, _)| w.get(key).to_owned()));
    let which = open.filter.which.and_then(|k| WHICH.iter().position(|(_, x)| *x == k)).map_or(0, |i| i + 1);
    let rows = vec![
        FormRow::pick(w.get("filter.answer"), whiches.collect(), which),
        FormRow::pick(w.get("filter.kind"), kinds.collect(), kind),
        FormRow::line(w.get("filter.text"), &open.filter.text),
    ];
    let title = w.get("filter.title").to_owned();
    let text = w.get("filter.help").to_owned();
    state.popups.push(Popup::Form(Form { purpose: FormFor::Filter, title, text, rows, at: 0, top: 0 }));
}

pub(crate) fn find(state: &mut State, text: &str) {
    let w = &state.words;
    let rows = vec![FormRow::line(w.get("find.text"), text)];
    let title = w.get("find.title").to_owned();
    let form = Form { purpose: FormFor::Find, title, text: String::new(), rows, at: 0, top: 0 };
    state.popups.push(Popup::Form(form));
}

/// Takes what a form holds.
pub(crate) fn accept(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Form(form)) = state.popups.last() else { return Vec::new() };
    match form.purpose.clone() {
        FormFor::Level(at) => set_level(state, at, true),
        FormFor::New(country) => begin(state, country),
        FormFor::Filter => {
            let which = form.rows[0].picked().checked_sub(1).and_then(|i| WHICH.get(i)).map(|(_, w)| *w);
            let kind = form.rows[1].picked().checked_sub(1).and_then(|i| KINDS.get(i)).copied();
            let filter = Filter { kind, which, text: form.rows[2].text() };
            state.popups.pop();
            checklist::set_filter(state, filter);
            Vec::new()
        }
        FormFor::Find => {
            let text = form.rows[0].text();
            state.popups.pop();
            found(state, text);
            Vec::new()
        }
        FormFor::Laws => law_menus::accept(state),
    }
}

fn found(state: &mut State, text: String) {
    match (state.screen, &mut state.open) {
        (Screen::Checklist, Some(open)) => {
            open.find = text;
            if !open.find.is_empty() {
                checklist::found(state, false);
            }
        }
        (Screen::Report, Some(open)) => {
            open.preview.find = text;
            preview::found(state, false);
        }
        (Screen::Gaps, Some(_)) => {}
        (Screen::Reader, _) => reader::find(state, text),
        _ => {
            state.home.find = text;
            state.home.at = 0;
        }
    }
}

/// Leaves a form: texts for a level are kept, whatever else was chosen is dropped.
pub(crate) fn leave(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Form(form)) = state.popups.last() else { return Vec::new() };
    match form.purpose {
        FormFor::Level(at) if form.purpose.keeps_on_leaving() => set_level(state, at, false),
        _ => {
            state.popups.pop();
            Vec::new()
        }
    }
}

fn begin(state: &mut State, country: Iso3) -> Vec<Effect> {
    let Some(Popup::Form(form)) = state.popups.last() else { return Vec::new() };
    let Some(shelf) = &state.shelf else { return Vec::new() };
    let round = match RoundId::parse(&form.rows[0].text()) {
        Ok(round) => round,
        Err(error) => {
            state.fail(error.to_string());
            return Vec::new();
        }
    };
    let id = AssessmentId { country, round };
    if shelf.assessments.contains(&id) {
        state.warn("new.exists", &[("assessment", &id)]);
        return Vec::new();
    }
    let chosen =
        |(i, (id, _)): (usize, &(FrameworkId, String))| (form.rows[i + 1].picked() == 0).then(|| id.clone());
    let frameworks: Vec<FrameworkId> = shelf.frameworks.iter().enumerate().filter_map(chosen).collect();
    if frameworks.is_empty() {
        state.warn("new.no-framework", &[]);
        return Vec::new();
    }
    let sharing = [Sharing::Public, Sharing::Partners, Sharing::Restricted];
    let sharing =
        form.rows.last().and_then(|r| sharing.get(r.picked())).copied().unwrap_or(Sharing::Restricted);
    state.popups.pop();
    vec![Effect::Begin(NewAssessment {
        id,
        frameworks,
        title: None,
        started: None,
        sharing,
        without_profile: false,
    })]
}

/// Level and target of a capability, with what its answers say.
pub(crate) fn level(state: &mut State, at: At) {
    let Some(open) = &state.open else { return };
    if let Some(why) = open.unread(at) {
        return state.fail(why);
    }
    let (Some(framework), Some(capability)) = (open.framework(at), open.capability(at)) else { return };
    let w = &state.words;
    let sheet = open.opened.frameworks.get(at.framework).and_then(|f| f.sheets.get(&capability.id));
    let (level, target) = (sheet.and_then(|s| s.level.as_ref()), sheet.and_then(|s| s.target.as_ref()));
    let options = || {
        let named = framework.scale.iter().map(|l| format!("{} {}", l.value, l.title.get(&open.language)));
        std::iter::once(w.get("level.none").to_owned()).chain(named).collect::<Vec<_>>()
    };
    let place = |value: Option<u8>| {
        value.and_then(|v| framework.scale.iter().position(|l| l.value == v)).map_or(0, |i| i + 1)
    };
    let text = |field: DraftField| {
        let like = drafts::of_level(open, at, field);
        like.map(|like| open.draft(&like).map_or(like.before.clone(), |d| d.text.clone())).unwrap_or_default()
    };
    let rows = vec![
        FormRow::pick(w.get("level.level"), options(), place(level.map(|l| l.value))),
        FormRow::long(w.get("level.reason"), &text(DraftField::LevelReason)),
        FormRow::pick(w.get("level.target"), options(), place(target.map(|t| t.value))),
        FormRow::line(
            w.get("level.by"),
            target.and_then(|t| t.by.as_ref()).map(Date::as_str).unwrap_or_default(),
        ),
        FormRow::long(w.get("level.target-reason"), &text(DraftField::TargetReason)),
    ];
    let title = format!("{} {}", capability.id, capability.title.get(&open.language));
    let form = Form {
        purpose: FormFor::Level(at),
        title,
        text: crate::tui::view::level::facts(state, open, at),
        rows,
        at: 0,
        top: 0,
    };
    state.popups.push(Popup::Form(form));
}

/// What the form of a level asks for.
struct Asked {
    level: Option<SetLevel>,
    target: Option<Target>,
}

/// Reads the form; the key of a sentence where something is missing.
fn asked(form: &Form, open: &Open, at: At) -> Result<Asked, &'static str> {
    let scale: Vec<u8> = open.framework(at).into_iter().flat_map(|f| &f.scale).map(|l| l.value).collect();
    let value = |row: usize| form.rows[row].picked().checked_sub(1).and_then(|i| scale.get(i)).copied();
    let reason = safe::entered(&form.rows[1].text());
    let level = match value(0) {
        Some(_) if reason.is_empty() => return Err("refused.level-reason"),
        Some(value) => Some(SetLevel { value, reason, by: None, date: None }),
        None if !reason.is_empty() => return Err("refused.level-missing"),
        None => None,
    };
    let (by, why) = (form.rows[3].text(), safe::entered(&form.rows[4].text()));
    let target = match value(2) {
        Some(value) => {
            let by = if by.is_empty() { None } else { Some(Date::parse(&by).map_err(|_| "refused.date")?) };
            Some(Target { value, by, reason: Some(why).filter(|w| !w.is_empty()) })
        }
        None if !by.is_empty() || !why.is_empty() => return Err("refused.target-missing"),
        None => None,
    };
    Ok(Asked { level, target })
}

fn set_level(state: &mut State, at: At, must: bool) -> Vec<Effect> {
    let (Some(Popup::Form(form)), Some(open)) = (state.popups.last(), &state.open) else { return Vec::new() };
    let asked = match asked(form, open, at) {
        Ok(asked) => asked,
        Err(key) if must => {
            state.warn(key, &[]);
            return Vec::new();
        }
        Err(key) => return put_aside(state, at, key),
    };
    let edits = edits(open, at, asked);
    state.popups.pop();
    forget(state, at);
    let mut effects = Vec::new();
    for edit in edits {
        effects.extend(checklist::commit(state, edit, checklist::How::New));
    }
    if effects.is_empty() { drafts::journal(state) } else { effects }
}

/// The changes that lead from what is set to what is asked for.
fn edits(open: &Open, at: At, asked: Asked) -> Vec<Edit> {
    let (Some(framework), Some(capability)) = (open.framework(at), open.capability(at)) else {
        return Vec::new();
    };
    let sheet = open.opened.frameworks.get(at.framework).and_then(|f| f.sheets.get(&capability.id));
    let level = sheet.and_then(|s| s.level.clone());
    let target = sheet.and_then(|s| s.target.clone());
    let same = match (&level, &asked.level) {
        (Some(a), Some(b)) => a.value == b.value && a.reason == b.reason,
        (a, b) => a.is_none() && b.is_none(),
    };
    let mut edits = Vec::new();
    let (framework, capability) = (framework.id.clone(), capability.id.clone());
    if !same {
        edits.push(Edit::Level {
            framework: framework.clone(),
            capability: capability.clone(),
            before: level,
            after: asked.level,
        });
    }
    if target != asked.target {
        edits.push(Edit::Target { framework, capability, before: target, after: asked.target });
    }
    edits
}

/// Leaves the form although something is missing: nothing is set, the texts wait.
fn put_aside(state: &mut State, at: At, why: &str) -> Vec<Effect> {
    let Some(Popup::Form(form)) = state.popups.pop() else { return Vec::new() };
    if let Some(open) = &mut state.open {
        for (row, field) in drafts::LEVEL_TEXTS {
            let Some(like) = drafts::of_level(open, at, field) else { continue };
            let text = form.rows[row].text();
            let text = (text != like.before).then_some(text);
            open.put_draft(&like, text);
        }
    }
    let why = state.words.get(why).to_owned();
    state.warn("level.put-aside", &[("why", &why)]);
    drafts::journal(state)
}

fn forget(state: &mut State, at: At) {
    let Some(open) = &mut state.open else { return };
    for (_, field) in drafts::LEVEL_TEXTS {
        let like: Option<Draft> = drafts::of_level(open, at, field);
        if let Some(like) = like {
            open.put_draft(&like, None);
        }
    }
}
