//! The tree, the questions of one capability, and one question in full.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::score::capability::CapabilityScore;
use crate::score::overview::Overview;
use crate::tui::gaps::{overviews, score};
use crate::tui::layout;
use crate::tui::state::{At, Open, Pane, State, TreeRow};
use crate::tui::text::{fill, fit, width};
use crate::tui::view::{carried, list, pane, question, wrapped};

pub(crate) fn draw(state: &State, open: &Open, frame: &mut Frame<'_>, body: Rect) {
    let alone = is_rtl(open) && state.reorders == crate::tui::rtl::Reorders::Terminal;
    let count = layout::panes(body.width, open.zoom, alone);
    let overviews = overviews(open);
    for (which, area) in layout::checklist(body, count, open.pane) {
        let focus = which == open.pane;
        match which {
            Pane::Tree => tree(state, open, &overviews, focus, frame, area),
            Pane::Questions => questions(state, open, focus, frame, area),
            Pane::Detail => question::draw(state, open, focus, frame, area),
        }
    }
}

/// Whether the checklist is read from right to left.
fn is_rtl(open: &Open) -> bool {
    open.question(open.at).is_some_and(|q| crate::tui::rtl::runs_rtl(q.text.get(&open.language)))
}

/// How far a capability is: nothing, begun, done, or not readable.
fn mark(score: &CapabilityScore<'_>) -> &'static str {
    let left = score.tally.not_assessed;
    if score.tally.answered() == 0 && left > 0 {
        "[ ]"
    } else if left == 0 {
        "[x]"
    } else {
        "[~]"
    }
}

fn tree(
    state: &State,
    open: &Open,
    overviews: &[Overview<'_>],
    focus: bool,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let title = open.framework(open.at).map(|f| f.title.get(&open.language).to_owned()).unwrap_or_default();
    let block = pane(state, &title, focus, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let rows = open.tree();
    let columns = usize::from(inner.width);
    let selected = open.tree_at.min(rows.len().saturating_sub(1));
    list(frame, inner, rows.len(), selected, state.theme.selected, |at| {
        let marked = if at == selected { ">" } else { " " };
        match rows.get(at) {
            Some(TreeRow::Framework(f)) => {
                let title = open.opened.frameworks.get(*f).map(|f| f.framework.title.get(&open.language));
                Line::styled(
                    fill(&format!("{marked}{}", title.unwrap_or_default()), columns),
                    state.theme.accent,
                )
            }
            Some(TreeRow::Domain(f, d)) => domain(state, open, overviews, (*f, *d), marked, columns),
            Some(TreeRow::Capability(f, d, c)) => {
                let at = At { framework: *f, domain: *d, capability: *c, question: 0 };
                capability(state, open, overviews, at, marked, columns)
            }
            None => Line::default(),
        }
    });
}

fn domain(
    state: &State,
    open: &Open,
    overviews: &[Overview<'_>],
    (f, d): (usize, usize),
    marked: &str,
    columns: usize,
) -> Line<'static> {
    let found = open.opened.frameworks.get(f).and_then(|f| f.framework.domains.get(d));
    let title = found.map(|d| d.title.get(&open.language)).unwrap_or_default();
    let sign = if open.closed.contains(&(f, d)) { "+" } else { "-" };
    let mut tally = crate::score::share::Tally::default();
    if let Some((_, scores)) = overviews.get(f).and_then(|o| o.domains.get(d)) {
        for score in scores {
            tally.merge(&score.tally);
        }
    }
    let numbers = format!("{}/{}", tally.answered(), tally.total() - tally.not_relevant);
    let room = columns.saturating_sub(width(&numbers) + 1);
    let text = format!("{}{numbers} ", fill(&format!("{marked}{sign} {title}"), room));
    Line::styled(fit(&text, columns), state.theme.strong)
}

fn capability(
    state: &State,
    open: &Open,
    overviews: &[Overview<'_>],
    at: At,
    marked: &str,
    columns: usize,
) -> Line<'static> {
    let (Some(c), Some(score)) = (open.capability(at), score(overviews, at)) else { return Line::default() };
    let numbers = format!("{}/{}", score.tally.answered(), score.tally.total() - score.tally.not_relevant);
    let level = match (score.level, score.target) {
        (None, None) => String::new(),
        (level, target) => {
            let value = |v: Option<u8>| v.map_or("–".to_owned(), |v| v.to_string());
            let level = value(level.map(|l| l.value));
            target.map_or_else(|| format!("L{level}"), |t| format!("L{level}>{}", t.value))
        }
    };
    let flag = if score.flagged > 0 { "!" } else { " " };
    let right = format!("{flag}{numbers:>6} {}", fill(&level, 5));
    let room = columns.saturating_sub(width(&right));
    let title = c.title.get(&open.language);
    let sign = if open.unread(at).is_some() { "[!]" } else { mark(score) };
    let text = format!("{}{right}", fill(&format!("{marked}  {sign} {} {title}", c.id), room));
    Line::styled(fit(&text, columns), state.theme.plain)
}

fn questions(state: &State, open: &Open, focus: bool, frame: &mut Frame<'_>, area: Rect) {
    let w = &state.words;
    let title = if open.filter.is_set() {
        w.get("filter.on").to_owned()
    } else {
        let c = open.capability(open.at);
        c.map(|c| format!("{} {}", c.id, c.title.get(&open.language))).unwrap_or_default()
    };
    let block = pane(state, &title, focus, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let listed = open.listed();
    let columns = usize::from(inner.width);
    if let Some(why) = open.unread(open.at) {
        let text = format!("{}\n\n{why}", w.get("open.damaged"));
        frame.render_widget(Paragraph::new(wrapped(&text, columns, state.theme.error)), inner);
        return;
    }
    if listed.is_empty() {
        let lines = wrapped(w.get("filter.nothing"), columns, state.theme.plain);
        frame.render_widget(Paragraph::new(lines), inner);
        return;
    }
    let selected = listed.iter().position(|at| *at == open.at).unwrap_or(0);
    // Three lines a question where there is room: its text can be read without opening it.
    let each = if columns >= 34 && inner.height >= 12 { 3 } else { 2 };
    rows(frame, inner, listed.len(), selected, each, state.theme.selected, |at| {
        listed.get(at).map(|at| one(state, open, *at, *at == open.at, columns, each)).unwrap_or_default()
    });
}

/// A list whose rows have several lines each.
fn rows<'a>(
    frame: &mut Frame<'_>,
    area: Rect,
    count: usize,
    selected: usize,
    each: usize,
    chosen: Style,
    mut row: impl FnMut(usize) -> Vec<Line<'a>>,
) {
    let fit = (usize::from(area.height) / each).max(1);
    let top = selected.saturating_sub(fit / 2).min(count.saturating_sub(fit));
    let mut y = area.y;
    for at in top..count {
        for line in row(at).into_iter().take(each) {
            if y >= area.bottom() {
                return;
            }
            let place = Rect { y, height: 1, ..area };
            frame.render_widget(Paragraph::new(line), place);
            if at == selected {
                frame.buffer_mut().set_style(place, chosen);
            }
            y += 1;
        }
    }
}

fn one(
    state: &State,
    open: &Open,
    at: At,
    selected: bool,
    columns: usize,
    each: usize,
) -> Vec<Line<'static>> {
    let Some(q) = open.question(at) else { return Vec::new() };
    let weighed = open.weighed(at);
    let answer = open.answer(at);
    let marked = if selected { ">" } else { " " };
    let flag = if answer.flag.is_some() { " !" } else { "" };
    let kind = state.words.of("kind", q.kind);
    let (sign, mut word) = carried::sign_and_word(state, open, at);
    if open.is_suspect(at) {
        word = format!("{word}, {}", state.words.get("evidence.suspect"));
    }
    let left = format!("{marked}{sign} {}{flag}", q.id);
    let head = vec![
        Span::styled(left.clone(), state.theme.state(weighed)),
        Span::styled(
            fit(&format!("  {word}, {kind}"), columns.saturating_sub(width(&left))),
            state.theme.quiet,
        ),
    ];
    let text = q.text.get(&open.language);
    let room = columns.saturating_sub(5);
    let mut lines = vec![Line::from(head)];
    let wrapped = crate::tui::text::wrap(text, room.max(1));
    let right = crate::tui::rtl::runs_rtl(text);
    for (i, line) in wrapped.iter().take(each - 1).enumerate() {
        let last = i + 2 == each && wrapped.len() > i + 1;
        let line = if last { cut(line, room) } else { line.clone() };
        let pad = if right { room.saturating_sub(width(&line)) } else { 0 };
        let line = format!("{}{line}", " ".repeat(pad));
        lines.push(Line::from(format!("    {line}")));
    }
    while lines.len() < each {
        lines.push(Line::default());
    }
    lines
}

/// A line that goes on, with the mark of it.
fn cut(line: &str, columns: usize) -> String {
    fit(&format!("{line} {}{}", crate::tui::text::CUT, " ".repeat(columns)), (width(line) + 2).min(columns))
        .trim_end()
        .to_owned()
}
