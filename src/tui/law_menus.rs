//! What opens over Search and Reader: filters, the list of laws, the outline to jump in, the facts of a law.

use crate::model::country::LawStatus;
use crate::model::id::Iso3;
use crate::model::law::{Law, LawKind, Standing};
use crate::model::text::Language;
use crate::model::word::Vocabulary;
use crate::tui::event::Effect;
use crate::tui::field::Field;
use crate::tui::library::{Book, LawFilters, Wanted};
use crate::tui::menus;
use crate::tui::popup::{Form, FormFor, FormRow, Menu, MenuItem, Narrowed, Picked, Popup};
use crate::tui::state::{Screen, State};
use crate::tui::{reader, search};
use crate::workbench::law::query_help as query_lines;
use crate::workbench::law::shelf::Shelved;

/// Languages that laws are often in; a law in any other can be filtered by from the counts.
const LANGUAGES: [&str; 7] = ["ar", "en", "es", "fil", "fr", "pt", "sw"];

/// A list to choose from: all, what is set where that is more than one, then each.
struct Options<T> {
    values: Vec<Vec<T>>,
    labels: Vec<String>,
    at: usize,
}

fn options<T: Clone + PartialEq>(all: &str, set: &[T], each: Vec<(T, String)>) -> Options<T> {
    let mut values: Vec<Vec<T>> = vec![Vec::new()];
    let mut labels = vec![all.to_owned()];
    let named = |value: &T| each.iter().find(|(v, _)| v == value).map_or("?", |(_, l)| l.as_str()).to_owned();
    if set.len() > 1 {
        labels.push(set.iter().map(named).collect::<Vec<_>>().join(" + "));
        values.push(set.to_vec());
    }
    for (value, label) in each {
        values.push(vec![value]);
        labels.push(label);
    }
    let at = values.iter().position(|v| v == set).unwrap_or(0);
    Options { values, labels, at }
}

fn countries(state: &State) -> Options<Iso3> {
    let mut each: Vec<(Iso3, String)> = state.shelf.as_ref().map(|s| s.countries.clone()).unwrap_or_default();
    let found = state.search.found.iter().flat_map(|s| &s.found.facets.country);
    let others =
        found.filter_map(|c| Iso3::parse(&c.value).ok()).chain(state.search.filters.countries.clone());
    for country in others {
        if each.iter().all(|(iso, _)| *iso != country) {
            each.push((country.clone(), country.as_str().to_uppercase()));
        }
    }
    options(state.words.get("filter.all"), &state.search.filters.countries, each)
}

fn languages(state: &State) -> Options<Language> {
    let found = state.search.found.iter().flat_map(|s| &s.found.facets.language).map(|c| c.value.to_string());
    let set = state.search.filters.languages.iter().map(ToString::to_string);
    let mut tags: Vec<String> = LANGUAGES.iter().map(ToString::to_string).chain(found).chain(set).collect();
    tags.sort();
    tags.dedup();
    let each = tags.into_iter().filter_map(|t| Some((Language::parse(&t).ok()?, t))).collect();
    options(state.words.get("filter.all"), &state.search.filters.languages, each)
}

fn statuses(state: &State) -> Options<LawStatus> {
    let each = LawStatus::WORDS.iter().filter_map(|w| LawStatus::from_word(w));
    let each = each.map(|s| (s, state.words.of("law-status", s))).collect();
    options(state.words.get("filter.all"), &state.search.filters.statuses, each)
}

fn kinds(state: &State) -> Options<LawKind> {
    let each = LawKind::WORDS.iter().filter_map(|w| LawKind::from_word(w));
    let each = each.map(|k| (k, state.words.of("law-kind", k))).collect();
    options(state.words.get("filter.all"), &state.search.filters.kinds, each)
}

/// Which laws are searched.
pub(crate) fn filters(state: &mut State) {
    let w = &state.words;
    let (countries, languages) = (countries(state), languages(state));
    let (statuses, kinds) = (statuses(state), kinds(state));
    let laws: Vec<String> = state.search.filters.laws.iter().map(ToString::to_string).collect();
    let yes_no = vec![w.get("no").to_owned(), w.get("yes").to_owned()];
    let rows = vec![
        FormRow::pick(w.get("search.country"), countries.labels, countries.at),
        FormRow::pick(w.get("search.language"), languages.labels, languages.at),
        FormRow::line(w.get("search.law"), &laws.join(" ")),
        FormRow::pick(w.get("search.status"), statuses.labels, statuses.at),
        FormRow::pick(w.get("search.kind"), kinds.labels, kinds.at),
        FormRow::pick(w.get("search.history"), yes_no, usize::from(state.search.filters.history)),
    ];
    let title = w.get("search.filters").to_owned();
    let text = w.get("search.filters-text").to_owned();
    state.popups.push(Popup::Form(Form { purpose: FormFor::Laws, title, text, rows, at: 0, top: 0 }));
}

/// Takes what the form of the filters holds.
pub(crate) fn accept(state: &mut State) -> Vec<Effect> {
    let (countries, languages) = (countries(state), languages(state));
    let (statuses, kinds) = (statuses(state), kinds(state));
    let Some(Popup::Form(form)) = state.popups.last() else { return Vec::new() };
    let picked = |row: usize| form.rows.get(row).map_or(0, FormRow::picked);
    let typed = form.rows.get(2).map(FormRow::text).unwrap_or_default();
    let mut laws = Vec::new();
    for name in typed.split([' ', ',']).filter(|n| !n.is_empty()) {
        let Some(law) = search::law_id(name) else {
            let name = name.to_owned();
            state.warn("search.no-law-id", &[("given", &name)]);
            return Vec::new();
        };
        laws.push(law);
    }
    let filters = LawFilters {
        countries: countries.values.get(picked(0)).cloned().unwrap_or_default(),
        languages: languages.values.get(picked(1)).cloned().unwrap_or_default(),
        laws,
        statuses: statuses.values.get(picked(3)).cloned().unwrap_or_default(),
        kinds: kinds.values.get(picked(4)).cloned().unwrap_or_default(),
        history: picked(5) == 1,
    };
    state.popups.pop();
    search::set_filters(state, filters)
}

/// What a query can say.
pub(crate) fn query_help(state: &mut State) {
    let title = state.words.get("search.can-say").to_owned();
    let lines = query_lines()
        .into_iter()
        .map(|(pattern, meaning, example)| format!("{pattern:<22} {meaning}\n{:22} {example}", ""));
    let text = lines.collect::<Vec<_>>().join("\n");
    menus::read(state, title, text);
}

/// Asks for the list of laws; it opens when it comes.
pub(crate) fn laws(state: &mut State) -> Vec<Effect> {
    if state.shelf.is_none() {
        menus::first_start(state);
        return Vec::new();
    }
    state.books.listing = true;
    state.say("laws.listing", &[]);
    vec![Effect::ListLaws]
}

/// The list of laws has come.
pub(crate) fn listed(state: &mut State, laws: &[Shelved]) {
    // Whoever has opened something else meanwhile is not disturbed.
    if !std::mem::take(&mut state.books.listing) || !state.popups.is_empty() {
        return;
    }
    state.message = None;
    let w = &state.words;
    if laws.is_empty() {
        let (title, text) = (w.get("laws.title").to_owned(), w.get("search.empty-library").to_owned());
        return menus::read(state, title, text);
    }
    let items = laws.iter().map(|s| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of one")]
        let quality = (s.quality * 100.0).round().clamp(0.0, 100.0) as u32;
        let status = w.of("law-status", s.law.status);
        let provisions = w.fill("laws.provisions", &[("n", &s.provisions)]);
        MenuItem {
            label: format!("{}  {}  {}", s.law.id.country, s.law.title, s.law.id),
            beside: format!("{}  {status}  {provisions}  {quality}%", s.law.language),
            picked: Picked::Law(s.law.id.clone()),
        }
    });
    let items = items.collect();
    let title = w.get("laws.title").to_owned();
    let narrowed = Narrowed::Alike;
    state.popups.push(Popup::Menu(Menu { title, input: Field::line(""), items, at: 0, narrowed }));
}

/// A law of the list is opened at its beginning.
pub(crate) fn open(state: &mut State, law: crate::model::law::LawId) -> Vec<Effect> {
    let back = match (state.screen, &state.reader) {
        (Screen::Reader, Some(reader)) => reader.back,
        (screen, _) => screen,
    };
    reader::want(state, Wanted { law, query: None, at: 0, provision: None, back })
}

/// The outline, narrowed by a number or by words of a heading.
pub(crate) fn jump(state: &mut State) {
    let Some(reader) = &state.reader else { return };
    let book = &reader.book;
    let items = book.outline.iter().enumerate().map(|(i, e)| {
        let heading = e.heading.as_deref().unwrap_or_default();
        let page = e.provision.and_then(|p| book.open().text.provisions.get(p)?.page);
        MenuItem {
            label: format!("{}  {heading}{}", e.label, standing_mark(book.standing(e))),
            beside: page.map_or(String::new(), |p| state.words.fill("search.page", &[("n", &p)])),
            picked: Picked::Place(i),
        }
    });
    let (items, at) = (items.collect(), reader.entry);
    let title = state.words.get("reader.jump").to_owned();
    let narrowed = Narrowed::ByLabel;
    state.popups.push(Popup::Menu(Menu { title, input: Field::line(""), items, at, narrowed }));
}

/// The sign of a provision that is no wording of its law as it stands.
pub(crate) fn standing_mark(standing: Standing) -> &'static str {
    match standing {
        Standing::Current => "",
        Standing::History => " ~",
        Standing::Quoted => " \u{22}",
    }
}

pub(crate) fn facts_of_hit(state: &mut State) {
    let Some(hit) = state.search.hit() else { return };
    let law = hit.law.clone();
    let book = state.books.get(&law.id).cloned();
    facts(state, &law, book.as_deref());
}

pub(crate) fn facts_of_reader(state: &mut State) {
    let Some(reader) = &state.reader else { return };
    let book = std::sync::Arc::clone(&reader.book);
    facts(state, &book.open().law, Some(&book));
}

/// What is known of a law, and of the reading of its file.
fn facts(state: &mut State, law: &Law, book: Option<&Book>) {
    let w = &state.words;
    let mut lines: Vec<String> = Vec::new();
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
            lines.push(format!("{}: {value}", w.get(key)));
        }
    };
    let date = |d: &Option<crate::model::date::Date>| d.as_ref().map(|d| d.as_str().to_owned());
    line("fact.title", Some(law.title.clone()));
    line("fact.title-en", law.title_en.clone().filter(|t| *t != law.title));
    line("fact.id", Some(law.id.to_string()));
    line("fact.number", law.number.clone());
    line("fact.year", law.year.map(|y| y.to_string()));
    line("search.kind", Some(w.of("law-kind", law.kind)));
    line("search.language", Some(law.language.clone()));
    line("search.status", Some(w.of("law-status", law.status)));
    line("fact.version", date(&law.version));
    line("fact.enacted", date(&law.enacted));
    line("fact.commenced", date(&law.commenced));
    line("fact.amends", Some(law.amends.join("; ")));
    line("fact.amended-by", Some(law.amended_by.join("; ")));
    line("fact.key-law", law.key_law.clone());
    line("fact.source", law.source.clone());
    line("fact.note", law.note.clone());
    line("fact.file", Some(format!("{} ({})", law.file.name, law.file.format)));
    line("fact.read-by", Some(law.file.read_by.clone()));
    if let Some(book) = book {
        let text = &book.open().text;
        line("fact.quality", Some(format!("{:.0}%", text.quality.figure() * 100.0)));
        line("fact.provisions", Some(book.open().by_kind.iter().map(|(_, n)| n).sum::<usize>().to_string()));
        line("fact.notes", Some(text.notes.join("; ")));
    }
    let (title, text) = (w.get("fact.of-the-law").to_owned(), lines.join("\n"));
    menus::read(state, title, text);
}
