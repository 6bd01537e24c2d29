//! Searching the laws as somebody types. The newest query wins, and no key waits for a search.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::KeyEvent;

use crate::model::country::LawStatus;
use crate::model::id::{Iso3, LawSlug};
use crate::model::law::LawId;
use crate::model::text::Language;
use crate::model::word::Vocabulary;
use crate::tui::event::Effect;
use crate::tui::keys::Action;
use crate::tui::library::{FacetRow, Group, LawFilters, LibraryFacts, Refusal, SearchPane, Wanted};
use crate::tui::state::{Screen, State};
use crate::tui::{law_menus, pinning, reader};
use crate::workbench::law::search::Searched;

/// How long typing must rest before it is searched for.
const REST: Duration = Duration::from_millis(80);

/// Opens the screen, or goes back to the query.
pub(crate) fn show(state: &mut State) -> Vec<Effect> {
    pinning::leave_checklist(state);
    if state.screen == Screen::Home {
        state.search.asker = None;
    }
    let search = &mut state.search;
    if state.screen == Screen::Search {
        search.pane = SearchPane::Query;
        return Vec::new();
    }
    if state.screen != Screen::Reader {
        search.from = state.screen;
    }
    search.pane = SearchPane::Query;
    let open = state.open.as_ref().map(|o| o.id().clone());
    let mut again = false;
    if open.is_some() && open != search.set_for {
        // The laws of the country that is assessed, unless somebody asks for others.
        let country = open.as_ref().map(|id| id.country.clone());
        search.filters.countries = country.into_iter().collect();
        search.set_for = open;
        again = true;
    }
    state.screen = Screen::Search;
    let mut effects = vec![facts(state)];
    if again || state.search.found.is_none() {
        effects.extend(ask(state));
    }
    effects
}

/// Asks what the library has, and what it lacks of the country that is searched.
pub(crate) fn facts(state: &State) -> Effect {
    let country = match state.search.filters.countries.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    Effect::LibraryFacts(country)
}

/// Sends the query off as it stands.
pub(crate) fn ask(state: &mut State) -> Vec<Effect> {
    let search = &mut state.search;
    search.due = None;
    let query = search.query.text();
    // What is still on its way answers a query that nobody asks any more.
    search.asked += 1;
    search.leads = None;
    if query.trim().is_empty() {
        search.answered = search.asked;
        (search.found, search.request, search.refusal) = (None, None, None);
        (search.at, search.facet) = (0, 0);
        return Vec::new();
    }
    vec![Effect::Search { number: search.asked, request: Box::new(search.filters.request(&query)) }]
}

pub(crate) fn ticked(state: &mut State) -> Vec<Effect> {
    if state.search.due.is_some_and(|due| state.clock >= due) { ask(state) } else { Vec::new() }
}

/// A key for the query.
pub(crate) fn typed(state: &mut State, event: KeyEvent) {
    let before = state.search.query.text();
    state.search.query.key(event, state.clock);
    changed(state, &before);
}

pub(crate) fn pasted(state: &mut State, text: &str) -> bool {
    let before = state.search.query.text();
    let taken = state.search.query.insert(text, state.clock);
    changed(state, &before);
    taken
}

fn changed(state: &mut State, before: &str) {
    if state.search.query.text() != before {
        state.search.due = Some(state.clock + REST);
        state.search.back = 0;
    }
}

pub(crate) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match (state.search.pane, action) {
        (_, Action::NextPane) => {
            state.search.pane = match state.search.pane {
                SearchPane::Query => SearchPane::Hits,
                SearchPane::Hits => SearchPane::Facets,
                SearchPane::Facets => SearchPane::Query,
            };
        }
        (_, Action::PreviousPane) => {
            state.search.pane = match state.search.pane {
                SearchPane::Query => SearchPane::Facets,
                SearchPane::Hits => SearchPane::Query,
                SearchPane::Facets => SearchPane::Hits,
            };
        }
        (_, Action::Filter) => law_menus::filters(state),
        (_, Action::ClearFilter) => return set_filters(state, LawFilters::default()),
        (_, Action::QueryHelp) => law_menus::query_help(state),
        (_, Action::Suggest) => return pinning::suggest(state),
        (_, Action::Pin) => return pinning::pin(state),
        (_, Action::Absent) => return pinning::absent(state),
        (_, Action::Cite) => return cite(state),
        (_, Action::CopyToFile) => return citation(state).map(Effect::CopyToFile).into_iter().collect(),
        (_, Action::Facts) => law_menus::facts_of_hit(state),
        (SearchPane::Query, Action::Back) => return leave(state),
        (SearchPane::Query, Action::Up) => return bring_back(state, true),
        (SearchPane::Query, Action::Down) if state.search.back > 0 => return bring_back(state, false),
        (SearchPane::Query, Action::Choose | Action::Down) => {
            state.search.remember();
            state.search.pane = SearchPane::Hits;
            // Who presses Enter wants to see what was typed, not what was typed before.
            if state.search.due.is_some() {
                return ask(state);
            }
        }
        (_, Action::Find) | (SearchPane::Hits | SearchPane::Facets, Action::Back) => {
            state.search.pane = SearchPane::Query;
        }
        (SearchPane::Hits, Action::Left) | (SearchPane::Facets, Action::Right) => {
            state.search.pane =
                if state.search.pane == SearchPane::Hits { SearchPane::Facets } else { SearchPane::Hits };
        }
        (SearchPane::Facets, Action::Choose) => return toggle(state),
        (SearchPane::Facets, action) => {
            let count = state.search.facets().len();
            let page = usize::from(state.rows.saturating_sub(8)).max(1);
            state.search.facet = moved(state.search.facet, count, page, action);
        }
        (SearchPane::Hits, Action::Up) if state.search.at == 0 => state.search.pane = SearchPane::Query,
        (SearchPane::Hits, Action::Choose | Action::Right) => return open(state),
        (SearchPane::Hits | SearchPane::Query, action) => {
            let count = state.search.hits().len();
            let page = usize::from(state.rows.saturating_sub(8) / 4).max(1);
            state.search.at = moved(state.search.at, count, page, action);
            return reader::look(state);
        }
    }
    Vec::new()
}

/// Where a list is after a key.
pub(crate) fn moved(at: usize, count: usize, page: usize, action: Action) -> usize {
    let last = count.saturating_sub(1);
    let at = at.min(last);
    match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => (at + page).min(last),
        Action::Top => 0,
        Action::Bottom => last,
        _ => at,
    }
}

fn leave(state: &mut State) -> Vec<Effect> {
    state.screen = match (state.search.from, &state.open) {
        (Screen::Search | Screen::Reader, Some(_)) => Screen::Checklist,
        (from, Some(_)) => from,
        (_, None) => Screen::Home,
    };
    Vec::new()
}

/// Brings an earlier query back, or goes forward again.
fn bring_back(state: &mut State, earlier: bool) -> Vec<Effect> {
    let search = &mut state.search;
    if search.back == 0 && earlier && !search.query.text().trim().is_empty() {
        search.remember();
        search.back = 1;
    }
    let back = if earlier { search.back + 1 } else { search.back.saturating_sub(1) };
    let Some(place) = search.before.len().checked_sub(back) else { return Vec::new() };
    let text = search.before.get(place).cloned().unwrap_or_default();
    search.back = if place == search.before.len() { 0 } else { back };
    let clock = state.clock;
    state.search.query.set(&text, clock);
    ask(state)
}

/// Opens the hit that is selected.
fn open(state: &mut State) -> Vec<Effect> {
    state.search.remember();
    let Some(hit) = state.search.hit() else { return Vec::new() };
    let at = hit.snippet.at.map_or(hit.provision.span.start, |s| s.start);
    let query = state.search.query_of_hit();
    let wanted = Wanted { law: hit.law.id.clone(), query, at, provision: None, back: Screen::Search };
    reader::want(state, wanted)
}

/// How the selected hit is cited.
pub(crate) fn citation(state: &State) -> Option<String> {
    let hit = state.search.hit()?;
    let book = state.books.get(&hit.law.id)?;
    let open = book.open();
    let provision = open.text.provisions.iter().position(|p| p.eid == hit.provision.eid)?;
    Some(open.citation(provision, hit.snippet.at.map(|s| s.start)))
}

fn cite(state: &mut State) -> Vec<Effect> {
    match citation(state) {
        Some(text) => reader::cited(state, text),
        None => Vec::new(),
    }
}

/// Takes a value of the counts as a filter, or takes it out again.
fn toggle(state: &mut State) -> Vec<Effect> {
    let rows = state.search.facets();
    let Some(FacetRow::Value { group, count, on }) =
        rows.get(state.search.facet.min(rows.len().saturating_sub(1)))
    else {
        return Vec::new();
    };
    let value = &*count.value;
    let mut filters = state.search.filters.clone();
    match group {
        Group::Country => flip(&mut filters.countries, Iso3::parse(value).ok()),
        Group::Language => flip(&mut filters.languages, Language::parse(value).ok()),
        Group::Law => flip(&mut filters.laws, law_id(value)),
        Group::Status => flip(&mut filters.statuses, LawStatus::from_word(value)),
        Group::Year => {
            let text = with_year(&state.search.query.text(), value, *on);
            let clock = state.clock;
            state.search.query.set(&text, clock);
        }
    }
    set_filters(state, filters)
}

fn flip<T: PartialEq>(list: &mut Vec<T>, value: Option<T>) {
    let Some(value) = value else { return };
    match list.iter().position(|v| *v == value) {
        Some(at) => drop(list.remove(at)),
        None => list.push(value),
    }
}

/// The id of a law as it is written: `ken/children-act-2022`.
pub(crate) fn law_id(text: &str) -> Option<LawId> {
    let (country, slug) = text.trim().split_once('/')?;
    Some(LawId { country: Iso3::parse(country).ok()?, slug: LawSlug::parse(slug).ok()? })
}

/// A query with a year asked of the laws, or without it.
fn with_year(query: &str, year: &str, on: bool) -> String {
    let asked = format!("year:{year}");
    if on {
        return query.split_whitespace().filter(|w| **w != asked).collect::<Vec<_>>().join(" ");
    }
    // Only numbers can be asked for.
    if year.parse::<i32>().is_err() {
        return query.to_owned();
    }
    let query = query.trim();
    let alternatives = query.contains(" OR ") || query.contains('|');
    if alternatives { format!("({query}) {asked}") } else { format!("{query} {asked}") }
}

pub(crate) fn set_filters(state: &mut State, filters: LawFilters) -> Vec<Effect> {
    state.search.filters = filters;
    let mut effects = vec![facts(state)];
    effects.extend(ask(state));
    effects
}

/// What came of a search.
pub(crate) fn found(
    state: &mut State,
    number: u64,
    query: &str,
    result: Result<Arc<Searched>, Refusal>,
) -> Vec<Effect> {
    let search = &mut state.search;
    // An older answer does not replace a newer one, nor what was asked for since.
    if number != search.asked {
        return Vec::new();
    }
    search.answered = number;
    search.indexing = None;
    match result {
        Ok(searched) => {
            let same = search.request.as_ref().is_some_and(|r| r.query == query);
            if !same {
                search.at = 0;
            }
            search.request = Some(search.filters.request(query));
            search.refusal = None;
            let before = search.facets().into_iter().nth(search.facet);
            search.found = Some(searched);
            // The line that was just chosen stays selected, wherever it stands now.
            let same = search.facets().iter().position(|row| before.as_ref().is_some_and(|b| b.is_same(row)));
            search.facet = same.unwrap_or(0);
            search.at = search.at.min(search.hits().len().saturating_sub(1));
            search.facet = search.facet.min(search.facets().len().saturating_sub(1));
            reader::look(state)
        }
        Err(refusal) => {
            search.refusal = Some(refusal);
            Vec::new()
        }
    }
}

pub(crate) fn know(state: &mut State, facts: LibraryFacts) {
    state.search.library = Some(facts);
}

pub(crate) fn indexing(state: &mut State, done: usize, of: usize) {
    // The result that ends it may have come already.
    if state.search.asked != state.search.answered {
        state.search.indexing = (done < of).then_some((done, of));
    }
}

/// Leads back to the search as it was left.
pub(crate) fn back(state: &mut State) {
    state.screen = Screen::Search;
    if !state.search.hits().is_empty() {
        state.search.pane = SearchPane::Hits;
    }
}
