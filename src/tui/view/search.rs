//! The query, its filters, and what it finds.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::model::country::LawStatus;
use crate::model::law::Standing;
use crate::model::search::{Hit, Snippet};
use crate::model::text::Language;
use crate::model::word::Vocabulary;
use crate::tui::lawtext;
use crate::tui::layout;
use crate::tui::library::{FacetRow, Group, Refusal, SearchPane};
use crate::tui::rtl;
use crate::tui::state::State;
use crate::tui::text::{fill, fit, width, wrap};
use crate::tui::view::{lawtext as text_view, list, pane, wrapped};
use crate::workbench::law::query_help;
use crate::workbench::law::search::Outdated;

/// Lines above the panes.
const ABOVE: u16 = 3;

pub(crate) fn draw(state: &State, frame: &mut Frame<'_>, body: Rect) {
    let line = |y: u16| Rect { y: body.y + y, height: 1, ..body };
    query(state, frame, line(0));
    let columns = usize::from(body.width);
    let lines = state.search.refusal.as_ref().and_then(|refusal| refused(state, columns, refusal));
    let [upper, lower] = lines.unwrap_or_else(|| {
        let filters = Line::styled(fit(&filter_line(state), columns), state.theme.quiet);
        [filters, status_line(state, columns)]
    });
    frame.render_widget(Paragraph::new(upper), line(1));
    frame.render_widget(Paragraph::new(lower), line(2));
    let rest = Rect { y: body.y + ABOVE, height: body.height.saturating_sub(ABOVE), ..body };
    if state.search.found.is_none() {
        return nothing_yet(state, frame, rest);
    }
    let alone = state.reorders == rtl::Reorders::Terminal && any_rtl(state);
    let areas = layout::search(rest, state.search.pane == SearchPane::Facets, alone);
    if let Some(area) = areas.facets {
        facets(state, frame, area);
    }
    if let Some(area) = areas.hits {
        hits(state, frame, area);
    }
    if let Some(area) = areas.provision {
        provision(state, frame, area);
    }
}

/// Whether anything that is listed runs from right to left.
fn any_rtl(state: &State) -> bool {
    state.search.hits().iter().any(|h| rtl::runs_rtl(&h.law.title) || rtl::runs_rtl(&h.snippet.text))
}

fn query(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let focus = state.search.pane == SearchPane::Query;
    let mark = if focus { ">" } else { " " };
    let label = format!("{mark} {}: ", state.words.get("search.query"));
    let wide = u16::try_from(width(&label)).unwrap_or(0).min(area.width);
    let style = if focus { state.theme.focus } else { state.theme.quiet };
    frame.render_widget(Paragraph::new(Line::styled(label, style)), area);
    let typed = Rect { x: area.x + wide, width: area.width - wide, ..area };
    let cursor = state.search.query.draw(typed, state.theme.strong, frame.buffer_mut());
    if let (true, true, Some(cursor)) = (focus, state.popups.is_empty(), cursor) {
        frame.set_cursor_position(cursor);
    }
}

/// What laws are searched, in one line.
fn filter_line(state: &State) -> String {
    let (w, f) = (&state.words, &state.search.filters);
    let mut parts: Vec<String> = Vec::new();
    let mut part = |key: &str, values: Vec<String>| {
        if !values.is_empty() {
            parts.push(format!("{} {}", w.get(key), values.join(" + ")));
        }
    };
    part("search.country", f.countries.iter().map(|c| country(state, c.as_str())).collect());
    part("search.language", f.languages.iter().map(ToString::to_string).collect());
    part("search.law", f.laws.iter().map(ToString::to_string).collect());
    part("search.status", f.statuses.iter().map(|s| w.of("law-status", s)).collect());
    part("search.kind", f.kinds.iter().map(|k| w.of("law-kind", k)).collect());
    if f.history {
        parts.push(w.get("search.history").to_owned());
    }
    if let Some(asker) = &state.search.asker {
        parts.insert(0, w.fill("search.for", &[("question", &asker.question)]));
    }
    if parts.is_empty() {
        format!("  {}", w.get("search.all-laws"))
    } else {
        format!("  {}", parts.join(" | "))
    }
}

fn country(state: &State, iso: &str) -> String {
    let named = state.shelf.iter().flat_map(|s| &s.countries).find(|(i, _)| i.as_str() == iso);
    named.map_or_else(|| iso.to_uppercase(), |(_, name)| name.clone())
}

/// What came of the query: how much was found, or why it cannot be read yet; then what the library lacks.
fn status_line(state: &State, columns: usize) -> Line<'static> {
    let (w, search) = (&state.words, &state.search);
    if let Some((done, of)) = search.indexing {
        let text = w.fill("search.indexing", &[("done", &done), ("of", &of)]);
        return Line::styled(fit(&format!("  {text}"), columns), state.theme.warning);
    }
    match &search.refusal {
        Some(Refusal::Other(why)) => {
            return Line::styled(fit(&format!("  {}", why.replace('\n', " ")), columns), state.theme.error);
        }
        Some(Refusal::Query { .. }) | None => {}
    }
    let mut text = String::new();
    let mut style = state.theme.plain;
    if let Some(leads) = &search.leads {
        let below = search.hits().len().saturating_sub(leads.likely);
        text = w.fill("suggest.found", &[("question", &leads.question), ("n", &leads.likely)]);
        if below > 0 {
            text = format!("{text} {}", w.fill("suggest.below", &[("n", &below)]));
        }
    } else if let Some(searched) = &search.found {
        let found = &searched.found;
        text = if found.total == 0 && !found.hits.is_empty() {
            w.fill("search.nearest", &[("laws", &found.laws)])
        } else if found.total > found.hits.len() {
            w.fill(
                "search.found-first",
                &[
                    ("n", &found.total),
                    ("shown", &found.hits.len()),
                    ("in", &found.facets.laws),
                    ("laws", &found.laws),
                ],
            )
        } else {
            w.fill("search.found", &[("n", &found.total), ("in", &found.facets.laws), ("laws", &found.laws)])
        };
        if let Some(label) = &searched.by_label {
            // Before the rest: on a narrow screen there is no room behind it.
            text = format!("{} {text}", w.fill("search.by-label", &[("label", label)]));
        }
        if let Some(outdated) = searched.outdated {
            let why = match outdated {
                Outdated::Busy => "search.outdated",
                Outdated::ReadOnly => "search.read-only",
            };
            text = format!("{text} {}", w.get(why));
        }
        if !searched.problems.is_empty() {
            text = format!("{text} {}", w.fill("search.unread", &[("n", &searched.problems.len())]));
            style = state.theme.warning;
        }
    }
    if let Some(missing) = missing(state) {
        text = if text.is_empty() { missing } else { format!("{text} {missing}") };
    }
    Line::styled(fit(&format!("  {text}"), columns), style)
}

/// The key laws that are missing, in one sentence.
fn missing(state: &State) -> Option<String> {
    let (country, name, n) = state.search.library.as_ref()?.missing.as_ref()?;
    let asked = state.search.filters.countries.as_slice() == std::slice::from_ref(country);
    (asked && *n > 0).then(|| state.words.fill("search.missing", &[("n", n), ("country", name)]))
}

/// A query that cannot be read yet: a mark below the place, what is wrong beside it, and below that what to write.
fn refused(state: &State, columns: usize, refusal: &Refusal) -> Option<[Line<'static>; 2]> {
    let Refusal::Query { column, length, message, hint } = refusal else { return None };
    let typed = state.search.query.text();
    let before: String = typed.chars().take(column.saturating_sub(1)).collect();
    let marked: String = typed.chars().skip(column.saturating_sub(1)).take((*length).max(1)).collect();
    let at = width(state.words.get("search.query")) + 4 + width(&before);
    let mark = "^".repeat(width(&marked).clamp(1, 12));
    let style = state.theme.warning;
    let line = |text: String| Line::styled(fit(&text, columns), style);
    let beside = at + width(&mark) + 1 + width(message) <= columns;
    let left = width(message) + 4 <= at && at + width(&mark) <= columns;
    Some(if beside {
        [line(format!("{}{mark} {message}", " ".repeat(at))), line(format!("  {hint}"))]
    } else if left {
        [line(format!("{}{mark}", fill(&format!("  {message}"), at))), line(format!("  {hint}"))]
    } else {
        // Where there is no room for both, what to write counts.
        let pad = if at + width(&mark) <= columns { " ".repeat(at) } else { String::new() };
        let both = format!("  {message} {hint}");
        let words = if width(&both) <= columns { both } else { format!("  {hint}") };
        [line(format!("{pad}{mark}")), line(words)]
    })
}

/// Before anything was searched for: what can be written, or how laws come in.
fn nothing_yet(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let w = &state.words;
    let empty = state.search.library.as_ref().is_some_and(|l| l.laws == 0);
    let title = if empty { w.get("laws.title") } else { w.get("search.can-say") };
    let block = pane(state, title, false, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let columns = usize::from(inner.width);
    let lines: Vec<Line<'static>> = if empty {
        wrapped(w.get("search.empty-library"), columns, state.theme.plain)
    } else {
        let first = 23.min(columns / 2);
        let line = |(pattern, meaning, example): (&str, &str, &str)| {
            let left = Span::styled(fill(&format!(" {pattern}"), first), state.theme.strong);
            let beside =
                if columns > 110 { format!("{} {example}", fill(meaning, 56)) } else { meaning.to_owned() };
            Line::from(vec![left, Span::raw(fit(&format!(" {beside}"), columns.saturating_sub(first)))])
        };
        query_help().into_iter().map(line).collect()
    };
    let shown: Vec<Line<'static>> = lines.into_iter().take(usize::from(inner.height)).collect();
    frame.render_widget(Paragraph::new(shown), inner);
}

fn facets(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let w = &state.words;
    let focus = state.search.pane == SearchPane::Facets;
    let block = pane(state, w.get("search.counts"), focus, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let rows = state.search.facets();
    let columns = usize::from(inner.width);
    let selected = state.search.facet.min(rows.len().saturating_sub(1));
    let chosen = if focus { state.theme.selected } else { Style::new() };
    list(frame, inner, rows.len(), selected, chosen, |at| {
        let marked = if at == selected && focus { ">" } else { " " };
        match rows.get(at) {
            Some(FacetRow::Heading(group)) => {
                let name = w.of("search", group.word());
                Line::styled(fill(&format!("{marked}{name}"), columns), state.theme.accent)
            }
            Some(FacetRow::Value { group, count, on }) => {
                let sign = if *on { "[x]" } else { "[ ]" };
                let label = match group {
                    Group::Country => country(state, &count.value),
                    Group::Status => LawStatus::from_word(&count.value)
                        .map_or_else(|| count.label.to_string(), |s| w.of("law-status", s)),
                    Group::Language => {
                        Language::parse(&count.value).map_or(count.label.to_string(), |l| l.to_string())
                    }
                    Group::Law | Group::Year => count.label.to_string(),
                };
                let number = format!(" {}", count.count);
                let room = columns.saturating_sub(width(&number) + 1);
                let text = format!("{}{number} ", fill(&format!("{marked} {sign} {label}"), room));
                Line::from(fit(&text, columns))
            }
            None => Line::default(),
        }
    });
}

fn hits(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let w = &state.words;
    let search = &state.search;
    let focus = search.pane == SearchPane::Hits;
    let count = search.hits().len();
    let at = if count == 0 { 0 } else { search.at.min(count - 1) + 1 };
    let title = w.fill("search.hits", &[("at", &at), ("n", &count)]);
    let block = pane(state, &title, focus, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let columns = usize::from(inner.width);
    if count == 0 {
        let empty = search.library.as_ref().is_some_and(|l| l.laws == 0);
        let key = if empty { "search.empty-library" } else { "search.nothing" };
        frame.render_widget(Paragraph::new(wrapped(w.get(key), columns, state.theme.plain)), inner);
        return;
    }
    let each = if columns >= 60 && inner.height >= 24 { 5 } else { 4 };
    let selected = search.at.min(count - 1);
    let fit = (usize::from(inner.height) / each).max(1);
    let top = selected.saturating_sub(fit / 2).min(count.saturating_sub(fit));
    let mut y = inner.y;
    for (number, hit) in search.hits().iter().enumerate().skip(top) {
        for line in one(state, hit, number, columns, each) {
            if y >= inner.bottom() {
                return;
            }
            let place = Rect { y, height: 1, ..inner };
            frame.render_widget(Paragraph::new(line), place);
            if number == selected && focus {
                frame.buffer_mut().set_style(place, state.theme.selected);
            }
            y += 1;
        }
        if y >= inner.bottom() {
            return;
        }
    }
}

/// What stands between the facts of a hit. Beside right-to-left text it is a border, which keeps its place.
fn between(texts: &[String]) -> &'static str {
    if texts.iter().any(|t| rtl::has_rtl(t)) { " │ " } else { " · " }
}

fn one(state: &State, hit: &Hit, number: usize, columns: usize, each: usize) -> Vec<Line<'static>> {
    let w = &state.words;
    let marked =
        if number == state.search.at.min(state.search.hits().len().saturating_sub(1)) { ">" } else { " " };
    let heading = hit.provision.heading.as_ref().map(|h| format!(" {h}")).unwrap_or_default();
    let label = format!("{}{heading}", hit.provision.label);
    let rank = format!("{marked}{}", hit.rank);
    let first = [rank, label];
    let first = first.join(if rtl::has_rtl(&first[1]) { "│ " } else { " " });
    let mut facts = vec![hit.law.title.clone()];
    match hit.provision.standing {
        Standing::Current => {}
        Standing::History => facts.insert(0, w.get("standing.history").to_uppercase()),
        Standing::Quoted => facts.insert(0, w.get("standing.quoted").to_uppercase()),
    }
    if !matches!(hit.law.status, LawStatus::InForce | LawStatus::NotEstablished) {
        let version = hit.law.version.as_ref().map(|v| format!(" {}", v.as_str())).unwrap_or_default();
        facts.insert(0, format!("{}{version}", w.of("law-status", hit.law.status).to_uppercase()));
    }
    if let Some(page) = hit.provision.page {
        facts.push(w.fill("search.page", &[("n", &page)]));
    }
    if !hit.lacks.is_empty() {
        facts.insert(0, w.fill("search.lacks", &[("what", &hit.lacks.join(", "))]));
    }
    if let Some(leads) = &state.search.leads {
        // Before the title, which can be cut: the list goes law by law.
        let by = leads.found_by.get(number).map(|by| w.fill("suggest.by", &[("searches", by)]));
        let broad = (number >= leads.likely).then(|| w.get("suggest.broad").to_owned());
        facts.splice(0..0, broad.into_iter().chain(by));
    }
    let facts = format!("  {}", facts.join(between(&facts)));
    let mut lines = vec![
        Line::styled(fit(&first, columns), state.theme.strong),
        Line::styled(fit(&facts, columns), state.theme.quiet),
    ];
    let room = columns.saturating_sub(3).max(4);
    let right = rtl::runs_rtl(&hit.snippet.text);
    lines.extend(snippet(state, &hit.snippet, room, each - 2).into_iter().map(|mut line| {
        let used: usize = line.spans.iter().map(|s| width(&s.content)).sum();
        let pad = if right { room.saturating_sub(used) } else { 0 };
        line.spans.insert(0, Span::raw(" ".repeat(3 + pad)));
        line
    }));
    while lines.len() < each {
        lines.push(Line::default());
    }
    lines
}

/// The snippet around its first match, so many lines, with the matches marked.
fn snippet(state: &State, snippet: &Snippet, columns: usize, lines: usize) -> Vec<Line<'static>> {
    // What is found is marked by a look, and by signs where there are no colours.
    let sign = if state.theme.signs { text_view::MARK } else { "" };
    let on = |i: usize| snippet.matches.iter().any(|(from, to)| (*from..*to).contains(&i));
    let mut text = String::new();
    let mut looks: Vec<bool> = Vec::new();
    for (i, c) in snippet.text.chars().enumerate() {
        let now = on(i);
        if now != (i > 0 && on(i - 1)) {
            text.push_str(sign);
            looks.extend(sign.chars().map(|_| true));
        }
        text.push(c);
        looks.push(now);
    }
    if snippet.text.chars().count().checked_sub(1).is_some_and(on) {
        text.push_str(sign);
        looks.extend(sign.chars().map(|_| true));
    }
    // Wrapping drops spaces and nothing else, so the looks are taken along letter by letter.
    let mut waiting = text.chars().zip(looks).peekable();
    let rows = wrap(&text, columns);
    let first = first_row(&rows, snippet, lines);
    let mut out = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let mut spans: Vec<Span<'static>> = Vec::new();
        let mut now = (String::new(), false);
        for c in row.chars() {
            while waiting.peek().is_some_and(|(w, _)| *w != c && w.is_whitespace()) {
                waiting.next();
            }
            let look = waiting.next().is_some_and(|(_, look)| look);
            if look != now.1 && !now.0.is_empty() {
                spans.push(styled(state, std::mem::take(&mut now.0), now.1));
            }
            now.1 = look;
            now.0.push(c);
        }
        spans.push(styled(state, now.0, now.1));
        if number >= first && out.len() < lines {
            out.push(Line::from(spans));
        }
    }
    out
}

fn styled(state: &State, text: String, on: bool) -> Span<'static> {
    Span::styled(text, if on { state.theme.mark } else { Style::new() })
}

/// The row to begin with, so that the first match is seen.
fn first_row(rows: &[String], snippet: &Snippet, lines: usize) -> usize {
    let Some((from, _)) = snippet.matches.first() else { return 0 };
    let mut count = 0;
    let at = rows.iter().position(|row| {
        count += row.chars().count() + 1;
        count > *from
    });
    at.map_or(0, |at| (at + 1).saturating_sub(lines).min(rows.len().saturating_sub(lines)))
}

/// The words of the selected hit's provision.
fn provision(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let Some(hit) = state.search.hit() else {
        frame.render_widget(pane(state, "", false, area), area);
        return;
    };
    let title = format!("{} {}", hit.provision.label, hit.provision.heading.as_deref().unwrap_or_default());
    let block = pane(state, title.trim(), false, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let columns = usize::from(inner.width);
    let Some(book) = state.books.get(&hit.law.id) else {
        let text = state.words.fill("reader.opening", &[("law", &hit.law.id)]);
        frame.render_widget(Paragraph::new(wrapped(&text, columns, state.theme.quiet)), inner);
        return;
    };
    let height = usize::from(inner.height);
    let path = hit.provision.path.join(" › ");
    let mut lines: Vec<Line<'static>> = Vec::new();
    if !path.is_empty() {
        lines.extend(wrapped(&path, columns, state.theme.quiet).into_iter().take(2));
    }
    let room = height.saturating_sub(lines.len());
    let at = hit.snippet.at.map_or(hit.part.start, |s| s.start);
    let span = hit.provision.span;
    let inside = columns.saturating_sub(layout::SIGNS);
    let (cut, rows) = lawtext::some(book.text(), span, at, inside, room);
    let same = book.query.as_ref() == state.search.request.as_ref().map(|r| &r.query);
    let own: Vec<crate::model::law::Span> = hit.snippet.at.into_iter().collect();
    let marks: &[crate::model::law::Span] = if same { &book.law.marks } else { &own };
    for (number, row) in rows.iter().enumerate() {
        let mut line = text_view::line(state, book.text(), row, marks, None, inside);
        if let (0, true, Some(first)) = (number, cut, line.spans.first_mut()) {
            *first = Span::styled(format!("{} ", crate::tui::text::CUT), state.theme.quiet);
        }
        lines.push(line);
    }
    frame.render_widget(Paragraph::new(lines), inner);
}
