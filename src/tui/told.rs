//! What comes back from outside.

use std::time::Duration;

use crate::model::edit::Edit;
use crate::tui::event::{Effect, Shelf, Told, Written};
use crate::tui::popup::Popup;
use crate::tui::state::{Open, Screen, State};
use crate::tui::{checklist, drafts, law_menus, menus, pinning, plan, popups, preview, reader, search};
use crate::workbench::Opened;
use crate::workbench::editing::Kept;

/// After how long a failed writing is tried again by itself.
const AGAIN: Duration = Duration::from_secs(5);

pub(crate) fn take(state: &mut State, told: Told) -> Vec<Effect> {
    match told {
        Told::Workspace(shelf) => return shelved(state, *shelf),
        Told::NoWorkspace(why) => {
            if !why.is_empty() {
                state.fail(why);
            }
            if state.popups.is_empty() {
                menus::first_start(state);
            }
        }
        Told::Progress(progress) => {
            state.home.progress = progress.into_iter().map(|p| (p.id.clone(), p)).collect();
        }
        Told::Present(present) => state.home.present = present.into_iter().collect(),
        Told::Opened(opened, history) => return opened_now(state, *opened, history),
        Told::Changed(opened) => {
            changed(state, *opened);
            return vec![Effect::Standings];
        }
        Told::Kept { edit, kept } => return kept_now(state, &edit, *kept),
        Told::NotKept { edit, why, again } => return not_kept(state, &edit, why, again),
        Told::Journal(Err(why)) => {
            let text = state.words.fill("journal.failed", &[("why", &why)]);
            state.fail(text);
        }
        Told::Journal(Ok(())) => {}
        Told::LeftBehind(drafts) => {
            state.left_behind = drafts;
            if !state.left_behind.is_empty() {
                menus::left_behind(state);
            }
        }
        Told::DamagedJournal(path) => state.warn("journal.damaged", &[("path", &path)]),
        Told::Edited(Ok(text)) => {
            popups::edited(state, &text);
            return drafts::journal(state);
        }
        Told::Begun(id) => {
            state.say("new.begun", &[("assessment", &id)]);
            return vec![Effect::Reload, Effect::Open(id)];
        }
        Told::Edited(Err(why)) | Told::NotOpened(why) | Told::NotBegun(why) | Told::Copied(Err(why)) => {
            state.fail(why);
        }
        Told::Rendered { template, result } => preview::rendered(state, &template, result),
        Told::Written(result) => preview::written(state, result),
        Told::Copied(Ok(how)) => state.say(&how, &[]),
        Told::Found { number, query, result } => return search::found(state, number, &query, result),
        Told::Indexing { done, of } => search::indexing(state, done, of),
        Told::LawRead(book) => return reader::came(state, book),
        Told::LawNotRead(law, why) => reader::not_come(state, &law, why),
        Told::Laws(laws) => law_menus::listed(state, &laws),
        Told::LibraryFacts(facts) => search::know(state, facts),
        Told::Suggested { number, question, result } => {
            return pinning::suggested(state, number, &question, result);
        }
        Told::Done(written) => return vec![Effect::Reread(written)],
        Told::Reread(opened, Written::Pinned(pinned)) => return pinning::pinned(state, *opened, &pinned),
        Told::NotPinned(why) | Told::NotPlanned(why) | Told::SearchedAgain(Err(why)) => state.fail(why),
        Told::FoundInstead(question, found) => pinning::found_instead(state, &question, &found),
        Told::Standings(standings) => pinning::standings(state, standings),
        Told::SearchedAgain(Ok(text)) => pinning::told(state, "evidence.again", text),
        Told::Reread(opened, Written::Confirmed(evidence)) => {
            changed(state, *opened);
            state.say("evidence.confirmed-now", &[("evidence", &evidence)]);
            return vec![Effect::Standings];
        }
        Told::Reread(opened, Written::PlanStatus(entry, status)) => {
            changed(state, *opened);
            plan::status_now(state, &entry, status);
        }
        Told::Reread(opened, Written::Taken(entry)) => {
            changed(state, *opened);
            plan::taken(state, entry);
        }
    }
    Vec::new()
}

fn shelved(state: &mut State, shelf: Shelf) -> Vec<Effect> {
    let first = state.shelf.is_none();
    let empty = shelf.is_empty();
    state.shelf = Some(shelf);
    if first && empty && state.message.is_none() {
        state.say("home.empty-hint", &[]);
    }
    Vec::new()
}

fn opened_now(state: &mut State, opened: Opened, history: crate::workbench::history::History) -> Vec<Effect> {
    let language = state.shelf.as_ref().and_then(|s| s.language.clone());
    let language = language.unwrap_or_else(crate::model::text::Language::english);
    let unread = opened.problems.len();
    let mut open = Open::new(opened, language, history);
    let first = open.places().next();
    if let Some(at) = first {
        checklist::go(&mut open, at);
    }
    state.open = Some(open);
    state.screen = Screen::Checklist;
    if unread > 0 {
        state.warn("open.unread", &[("n", &unread)]);
    }
    popups::waiting(state);
    let mut effects = drafts::journal(state);
    effects.push(Effect::Standings);
    effects
}

/// Somebody else changed the files. What is not in them yet stays on top.
fn changed(state: &mut State, opened: Opened) {
    let Some(open) = &mut state.open else { return };
    let before: Vec<_> = open.places().map(|at| (at, open.answer(at))).collect();
    open.opened = opened;
    let queue: Vec<Edit> = open.queue.iter().cloned().collect();
    for edit in &queue {
        checklist::apply(&mut open.opened.frameworks, edit);
    }
    let differing: Vec<String> = before
        .iter()
        .filter(|(at, answer)| open.answer(*at) != *answer)
        .filter_map(|(at, _)| open.question(*at).map(|q| q.id.to_string()))
        .collect();
    let unread = open.opened.problems.len();
    let writing = state.popups.iter().find_map(|p| match p {
        Popup::Writing(w) => w.draft.question.as_ref().map(ToString::to_string),
        _ => None,
    });
    if unread > 0 {
        state.warn("open.unread", &[("n", &unread)]);
    } else if writing.is_some_and(|q| differing.contains(&q)) {
        state.warn("changed.while-writing", &[]);
    } else if !differing.is_empty() {
        let few = differing.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
        let more = if differing.len() > 4 { " …" } else { "" };
        state.warn("changed.answers", &[("n", &differing.len()), ("which", &format!("{few}{more}"))]);
    }
}

fn kept_now(state: &mut State, edit: &Edit, kept: Kept) -> Vec<Effect> {
    let Some(open) = &mut state.open else { return Vec::new() };
    let Some(f) = open.opened.frameworks.iter_mut().find(|f| f.framework.id == *edit.framework()) else {
        return Vec::new();
    };
    open.stuck = None;
    open.queue.pop_front();
    match kept {
        Kept::Saved { sheet, edit: saved } => {
            f.sheets.insert(edit.capability().clone(), sheet);
            as_saved(open, edit, &saved);
            next(state)
        }
        Kept::Conflict { sheet } => {
            f.sheets.insert(edit.capability().clone(), sheet);
            // Later changes of the same thing rest on one that is not in the file.
            let same = |e: &Edit| e.is_of_same(edit);
            let mine = open.queue.iter().rev().find(|e| same(e)).unwrap_or(edit).clone();
            open.queue.retain(|e| !same(e));
            open.history.done.retain(|e| e != edit);
            open.history.undone.retain(|e| *e != edit.reversed());
            let theirs = theirs(open, &mine);
            let mine = mine.on_top_of(&theirs);
            menus::conflict(state, &mine, &theirs);
            next(state)
        }
    }
}

/// What the file holds now, as the edit that would leave it so.
fn theirs(open: &Open, mine: &Edit) -> Edit {
    let sheet = open
        .opened
        .frameworks
        .iter()
        .find(|f| f.framework.id == *mine.framework())
        .and_then(|f| f.sheets.get(mine.capability()));
    let mut theirs = mine.clone();
    match &mut theirs {
        Edit::Answer { question, after, .. } => {
            *after = sheet.and_then(|s| s.answer(question)).cloned().unwrap_or_default();
        }
        Edit::Level { after, .. } => *after = sheet.and_then(|s| s.level.clone()),
        Edit::Target { after, .. } => *after = sheet.and_then(|s| s.target.clone()),
    }
    theirs
}

/// Undo must start from what the file holds: who and when were added on the way.
fn as_saved(open: &mut Open, sent: &Edit, saved: &Edit) {
    if let Some(e) = open.history.done.iter_mut().rev().find(|e| *e == sent) {
        e.clone_from(saved);
    } else if let Some(e) = open.history.undone.iter_mut().rev().find(|e| e.reversed() == *sent) {
        *e = saved.reversed();
    }
    // A later change was made on top of what was sent.
    let queue: Vec<Edit> = open.queue.iter().cloned().collect();
    if let Some((i, later)) = queue.iter().enumerate().find(|(_, e)| e.is_of_same(sent)) {
        let mended = later.on_top_of(saved);
        if let Some(e) = open.history.done.iter_mut().rev().find(|e| *e == later) {
            e.clone_from(&mended);
        }
        if let Some(e) = open.queue.get_mut(i) {
            *e = mended;
        }
    }
    for edit in &queue {
        checklist::apply(&mut open.opened.frameworks, edit);
    }
}

fn next(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(open) = &state.open {
        effects.extend(open.queue.front().cloned().map(Effect::Keep));
        effects.push(Effect::Remember(open.history.clone()));
    }
    effects.extend(drafts::journal(state));
    effects
}

fn not_kept(state: &mut State, edit: &Edit, why: String, again: bool) -> Vec<Effect> {
    let clock = state.clock;
    let Some(open) = &mut state.open else { return Vec::new() };
    if again {
        open.stuck = Some((why, clock + AGAIN));
        return drafts::journal(state);
    }
    // It can never be written as it is: the screen goes back, the text waits as a draft.
    let texts = drafts::all(state);
    let Some(open) = &mut state.open else { return Vec::new() };
    open.queue.pop_front();
    open.history.done.retain(|e| e != edit);
    checklist::apply(&mut open.opened.frameworks, &edit.reversed());
    open.drafts = texts.into_iter().filter(|d| d.assessment == *open.id()).collect();
    let mut effects: Vec<Effect> = open.queue.front().cloned().map(Effect::Keep).into_iter().collect();
    state.fail(why);
    effects.extend(drafts::journal(state));
    effects
}
