//! Reading a law: its outline, its text, from one hit to the next, and how a place of it is cited.

use std::sync::Arc;

use crate::model::law::LawId;
use crate::tui::event::Effect;
use crate::tui::keys::Action;
use crate::tui::lawtext::{self, row_of};
use crate::tui::library::{Book, Reader, ReaderPane, Wanted};
use crate::tui::search::moved;
use crate::tui::state::{Screen, State};
use crate::tui::text::width;
use crate::tui::{law_menus, layout, menus, pinning, rtl, search};

/// Rows that stand above a place that was gone to.
const ABOVE: usize = 2;

/// Opens a law at a place: at once when it is there, else when it comes.
pub(crate) fn want(state: &mut State, wanted: Wanted) -> Vec<Effect> {
    let there = state.books.get(&wanted.law).filter(|b| b.query == wanted.query).cloned();
    if let Some(book) = there {
        open(state, book, &wanted);
        return Vec::new();
    }
    let effect = read(state, wanted.law.clone(), wanted.query.as_deref());
    state.say("reader.opening", &[("law", &wanted.law)]);
    state.books.wanted = Some(wanted);
    vec![effect]
}

fn read(state: &State, law: LawId, query: Option<&str>) -> Effect {
    let request = query.map(|q| Box::new(state.search.filters.request(q)));
    Effect::ReadLaw { law, request }
}

/// Sees to it that the text of the selected hit is there to be shown beside the list.
pub(crate) fn look(state: &mut State) -> Vec<Effect> {
    let Some(hit) = state.search.hit() else { return Vec::new() };
    let law = hit.law.id.clone();
    let query = state.search.query_of_hit();
    let there = state.books.get(&law).is_some_and(|b| b.query == query);
    let asked = (law.clone(), query.clone());
    if there || state.books.looked_for.as_ref() == Some(&asked) {
        return Vec::new();
    }
    let effect = read(state, law, query.as_deref());
    state.books.looked_for = Some(asked);
    vec![effect]
}

/// A law that was asked for has come.
pub(crate) fn came(state: &mut State, book: Arc<Book>) -> Vec<Effect> {
    state.books.put(Arc::clone(&book));
    state.books.looked_for =
        state.books.looked_for.take().filter(|(law, query)| !(law == book.id() && *query == book.query));
    let wanted = state.books.wanted.take();
    match wanted {
        Some(wanted) if wanted.law == *book.id() && wanted.query == book.query => {
            // Whoever has gone elsewhere meanwhile is left there.
            if matches!(state.screen, Screen::Search | Screen::Reader) || state.screen == wanted.back {
                state.message = None;
                open(state, book, &wanted);
            }
        }
        other => state.books.wanted = other,
    }
    Vec::new()
}

pub(crate) fn not_come(state: &mut State, law: &LawId, why: String) {
    let wanted = state.books.wanted.take();
    let was_wanted = wanted.as_ref().is_some_and(|w| w.law == *law);
    state.books.wanted = wanted.filter(|w| w.law != *law);
    if was_wanted || state.search.hit().is_some_and(|h| h.law.id == *law) {
        state.fail(why);
    }
}

fn open(state: &mut State, book: Arc<Book>, wanted: &Wanted) {
    let named = wanted
        .provision
        .as_ref()
        .and_then(|eid| book.open().text.provisions.iter().find(|p| p.eid == *eid).map(|p| p.span.start));
    let at = named.unwrap_or(wanted.at);
    let entry = book.entry_at(at);
    state.reader = Some(Reader {
        book,
        pane: ReaderPane::Text,
        zoom: false,
        rows: Vec::new(),
        columns: 0,
        top: 0,
        place: (at, wanted.query.is_some()),
        entry,
        find: String::new(),
        found: Vec::new(),
        back: wanted.back,
        selection: None,
    });
    state.screen = Screen::Reader;
    lay_out(state);
    go(state, at, wanted.query.is_some());
}

/// Whether the text runs from right to left and the terminal orders whole lines: then it stands alone.
pub(crate) fn stands_alone(state: &State, book: &Book) -> bool {
    state.reorders == rtl::Reorders::Terminal && is_rtl(book)
}

fn is_rtl(book: &Book) -> bool {
    rtl::runs_rtl(&book.open().law.title) || rtl::runs_rtl(book.text().get(..400).unwrap_or(book.text()))
}

/// Makes the rows of the text for the width that it has now.
pub(crate) fn lay_out(state: &mut State) {
    let Some(reader) = &state.reader else { return };
    let alone = stands_alone(state, &reader.book);
    let columns = layout::reader_columns(state.columns, reader.zoom || alone);
    let Some(reader) = &mut state.reader else { return };
    if reader.columns == columns && !reader.rows.is_empty() {
        return;
    }
    let at = reader.rows.get(reader.top).map(|r| r.span.start);
    reader.rows = lawtext::lay_out(reader.book.open(), columns);
    reader.columns = columns;
    if let Some(at) = at {
        reader.top = row_of(&reader.rows, at);
    }
}

/// The rows of the text that are seen at once.
fn height(state: &State) -> usize {
    usize::from(state.rows.saturating_sub(5)).max(1)
}

/// Goes to a place of the text.
fn go(state: &mut State, at: usize, exact: bool) {
    let height = height(state);
    let Some(reader) = &mut state.reader else { return };
    reader.place = (at, exact);
    reader.entry = reader.book.entry_at(at);
    let row = row_of(&reader.rows, at);
    let seen = reader.top + ABOVE.min(height / 4)..(reader.top + height).saturating_sub(ABOVE);
    if !exact || !seen.contains(&row) {
        // What was found stands with some lines above it; a provision begins at the top.
        let above = if exact { ABOVE.min(height / 4) } else { 0 };
        reader.top = row.saturating_sub(above);
        // The note above a provision belongs to it.
        while reader.top > 0
            && !exact
            && reader.rows.get(reader.top - 1).is_some_and(|r| matches!(r.look, lawtext::Look::Note(_)))
        {
            reader.top -= 1;
        }
    }
}

pub(crate) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let height = height(state);
    if pinning::choose_words(state, action) {
        follow(state);
        return Vec::new();
    }
    let Some(reader) = &mut state.reader else { return Vec::new() };
    match (reader.pane, action) {
        (_, Action::Pin) => return pinning::pin(state),
        // Enter on chosen words pins them: whoever has no letters at hand needs no letter.
        (ReaderPane::Text, Action::Choose) if reader.selection.is_some() => return pinning::pin(state),
        (_, Action::Select) => pinning::select(state),
        (_, Action::NextPane | Action::PreviousPane) => {
            reader.pane = match reader.pane {
                ReaderPane::Outline => ReaderPane::Text,
                ReaderPane::Text => ReaderPane::Outline,
            };
        }
        (_, Action::Zoom) => {
            reader.zoom = !reader.zoom;
            lay_out(state);
        }
        (_, Action::Back) if !reader.find.is_empty() => {
            reader.find.clear();
            reader.found.clear();
        }
        (_, Action::Back) => return leave(state),
        (_, Action::Cite) => {
            let text = reader.citation();
            return cited(state, text);
        }
        (_, Action::CopyToFile) => return vec![Effect::CopyToFile(reader.citation())],
        (_, Action::Facts) => law_menus::facts_of_reader(state),
        (_, Action::Jump) => law_menus::jump(state),
        (_, Action::Find) => {
            let find = reader.find.clone();
            menus::find(state, &find);
        }
        (_, Action::FindNext) => next_mark(state, false),
        (_, Action::FindPrevious) => next_mark(state, true),
        (_, Action::NextProvision) | (ReaderPane::Text, Action::Right) => next_entry(state, false),
        (_, Action::PreviousProvision) | (ReaderPane::Text, Action::Left) => next_entry(state, true),
        (ReaderPane::Outline, Action::Choose | Action::Right) => reader.pane = ReaderPane::Text,
        (ReaderPane::Outline, action) => {
            let count = reader.book.outline.len();
            let entry = moved(reader.entry, count, height, action);
            go_to_entry(state, entry);
        }
        (ReaderPane::Text, action) => {
            let last = reader.rows.len().saturating_sub(height);
            let top = reader.top.min(last);
            let page = height.saturating_sub(2).max(1);
            let top = match action {
                Action::Up => top.saturating_sub(1),
                Action::Down => (top + 1).min(last),
                Action::PageUp => top.saturating_sub(page),
                Action::PageDown => (top + page).min(last),
                Action::Top => 0,
                Action::Bottom => last,
                _ => return Vec::new(),
            };
            if top != reader.top {
                reader.top = top;
                let at = reader.rows.get(top).map_or(0, |r| r.span.start);
                reader.place = (at, false);
                reader.entry = reader.book.entry_at(at);
            }
        }
    }
    Vec::new()
}

/// Keeps the word that is being chosen in sight.
fn follow(state: &mut State) {
    let height = height(state);
    let Some(reader) = &mut state.reader else { return };
    let Some(selection) = &reader.selection else { return };
    let row = row_of(&reader.rows, selection.caret());
    if row < reader.top {
        reader.top = row;
    } else if row >= reader.top + height {
        reader.top = row + 1 - height;
    }
}

fn leave(state: &mut State) -> Vec<Effect> {
    let back = state.reader.as_ref().map_or(Screen::Home, |r| r.back);
    match (back, &state.open) {
        (Screen::Search, _) => search::back(state),
        (Screen::Reader, _) | (_, None) => state.screen = Screen::Home,
        (back, Some(_)) => state.screen = back,
    }
    Vec::new()
}

/// Goes to a line of the outline.
pub(crate) fn go_to_entry(state: &mut State, entry: usize) {
    let Some(reader) = &state.reader else { return };
    let Some(at) = reader.book.outline.get(entry).map(|e| e.span.start) else { return };
    go(state, at, false);
    if let Some(reader) = &mut state.reader {
        // A frame and its first provision may begin at one place.
        reader.entry = entry;
    }
}

fn next_entry(state: &mut State, backwards: bool) {
    let Some(reader) = &state.reader else { return };
    let entries = &reader.book.outline;
    let is_provision = |i: &usize| entries.get(*i).is_some_and(|e| e.provision.is_some());
    let found = if backwards {
        (0..reader.entry.min(entries.len())).rev().find(is_provision)
    } else {
        (reader.entry + 1..entries.len()).find(is_provision)
    };
    if let Some(entry) = found {
        go_to_entry(state, entry);
    }
}

/// Goes to the next thing that is marked, around the end.
fn next_mark(state: &mut State, backwards: bool) {
    let Some(reader) = &state.reader else { return };
    let marks = reader.marks();
    let (at, exact) = reader.place;
    let found = if backwards {
        marks.iter().rposition(|m| m.start < at).or_else(|| marks.len().checked_sub(1))
    } else {
        let after = marks.iter().position(|m| if exact { m.start > at } else { m.start >= at });
        after.or(if marks.is_empty() { None } else { Some(0) })
    };
    let count = marks.len();
    let Some((number, place)) = found.and_then(|i| Some((i + 1, marks.get(i)?.start))) else {
        if reader.find.is_empty() {
            let find = String::new();
            return menus::find(state, &find);
        }
        let text = reader.find.clone();
        return state.say("find.nothing", &[("text", &text)]);
    };
    go(state, place, true);
    state.say("reader.mark", &[("n", &number), ("of", &count)]);
}

/// Looks for words in the law that is read.
pub(crate) fn find(state: &mut State, text: String) {
    let Some(reader) = &mut state.reader else { return };
    reader.found = reader.book.law.plain.find(&text);
    reader.find = text;
    if reader.find.is_empty() {
        return;
    }
    // From the line at the top on, whatever was gone to before.
    let top = reader.rows.get(reader.top).map_or(0, |r| r.span.start);
    reader.place = (top, false);
    if reader.found.is_empty() {
        let text = std::mem::take(&mut reader.find);
        return state.say("find.nothing", &[("text", &text)]);
    }
    next_mark(state, false);
}

/// A citation goes to the clipboard, and onto the screen where a terminal keeps its clipboard closed.
pub(crate) fn cited(state: &mut State, text: String) -> Vec<Effect> {
    if width(&text) + 14 > usize::from(state.columns) {
        let title = state.words.get("cite.title").to_owned();
        menus::read(state, title, text.clone());
    }
    state.say("cite.copied", &[("text", &text)]);
    vec![Effect::CopyQuietly(text)]
}
