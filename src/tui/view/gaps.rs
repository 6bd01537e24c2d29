//! Bars with numbers: levels against targets, law against practice, and what is to be found out.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::model::figure::interval;
use crate::score::capability::CapabilityScore;
use crate::score::share::Sum;
use crate::tui::gaps::{overviews, rows, score, top};
use crate::tui::state::{At, GapsTab, Open, State};
use crate::tui::text::{bar, fill, fit, width};
use crate::tui::view::{carried, list, pane, wrapped};

pub(crate) fn draw(state: &State, open: &Open, frame: &mut Frame<'_>, area: Rect) {
    let block = pane(state, &title(state, open), true, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let columns = usize::from(inner.width);
    let found = rows(open);
    if found.is_empty() {
        let key = if open.gaps.tab == GapsTab::ToFindOut { "gaps.all-found" } else { "gaps.nothing" };
        frame.render_widget(Paragraph::new(wrapped(state.words.get(key), columns, state.theme.plain)), inner);
        return;
    }
    let head = match open.gaps.tab {
        GapsTab::Levels => heading(state, columns),
        GapsTab::ToFindOut => fit(state.words.get("gaps.find-out-head"), columns),
    };
    let place = Rect { height: 1.min(inner.height), ..inner };
    frame.render_widget(Paragraph::new(Line::styled(head, state.theme.quiet)), place);
    let foot = u16::from(inner.height > 6);
    let height = inner.height.saturating_sub(1 + foot);
    let rest = Rect { y: inner.y + place.height, height, ..inner };
    let selected = open.gaps.at.min(found.len() - 1);
    let overviews = overviews(open);
    list(frame, rest, found.len(), selected, state.theme.selected, |i| {
        let marked = if i == selected { ">" } else { " " };
        let Some(at) = found.get(i) else { return Line::default() };
        match open.gaps.tab {
            GapsTab::Levels => match score(&overviews, *at) {
                Some(s) => capability(state, open, *at, s, marked, columns),
                None => Line::default(),
            },
            GapsTab::ToFindOut => question(state, open, *at, marked, columns),
        }
    });
    if foot > 0 {
        let key = if open.gaps.tab == GapsTab::Levels { "gaps.legend" } else { "gaps.find-out-legend" };
        let place = Rect { y: inner.bottom() - 1, height: 1, ..inner };
        let text = fit(state.words.get(key), columns);
        frame.render_widget(Paragraph::new(Line::styled(text, state.theme.quiet)), place);
    }
}

fn title(state: &State, open: &Open) -> String {
    let w = &state.words;
    let (levels, find_out) = (w.get("gaps.levels"), w.get("gaps.to-find-out"));
    let mut title = match open.gaps.tab {
        GapsTab::Levels => format!("[{levels}] | {find_out}"),
        GapsTab::ToFindOut => format!("{levels} | [{find_out}]"),
    };
    let frameworks = || open.opened.frameworks.iter().map(|f| &f.framework);
    if let Some(id) = &open.gaps.domain
        && let Some(d) = frameworks().flat_map(|f| &f.domains).find(|d| d.id == *id)
    {
        title = format!("{title} – {}", d.title.get(&open.language));
    }
    if let Some(id) = &open.gaps.audience
        && let Some(a) = frameworks().flat_map(|f| &f.audiences).find(|a| a.id == *id)
    {
        title = format!("{title} – {}", a.title.get(&open.language));
    }
    title
}

/// Columns for the name of a capability; what is left is for figures.
fn name_width(columns: usize) -> usize {
    match columns {
        110.. => 40,
        76.. => 26,
        _ => columns.saturating_sub(24).max(8),
    }
}

fn heading(state: &State, columns: usize) -> String {
    let w = &state.words;
    let mut text = format!(
        " {} {} ",
        fill(w.get("gaps.capability"), name_width(columns)),
        fill(w.get("gaps.level"), 20)
    );
    if columns >= 76 {
        let each = share_width(columns);
        text = format!("{text}{} {}", fill(w.get("gaps.law"), each), fill(w.get("gaps.practice"), each));
    }
    fit(&text, columns)
}

fn share_width(columns: usize) -> usize {
    (columns.saturating_sub(name_width(columns) + 24) / 2).min(30)
}

fn capability(
    state: &State,
    open: &Open,
    at: At,
    score: &CapabilityScore<'_>,
    marked: &str,
    columns: usize,
) -> Line<'static> {
    let Some(framework) = open.framework(at) else { return Line::default() };
    let questions = 0..score.capability.questions.len();
    let suspect = questions.into_iter().any(|question| open.is_suspect(At { question, ..at }));
    let suspect = if suspect { format!("({}) ", state.words.get("evidence.suspect")) } else { String::new() };
    let name = format!("{} {suspect}{}", score.capability.id, score.capability.title.get(&open.language));
    let scale = usize::from(top(framework));
    let level = score.level.map_or(0, |l| usize::from(l.value));
    let target = score.target.map_or(0, |t| usize::from(t.value));
    let drawn: String = (1..=scale)
        .map(|i| {
            if i <= level {
                '#'
            } else if i <= target {
                '+'
            } else {
                '.'
            }
        })
        .collect();
    let value = |v: usize| if v == 0 { "–".to_owned() } else { v.to_string() };
    let gap = match score.gap() {
        Some(0) => state.words.get("gaps.none").to_owned(),
        Some(gap) => state.words.fill("gaps.gap", &[("n", &gap)]),
        None => String::new(),
    };
    let levels = format!("{drawn} {}>{} {gap}", value(level), value(target));
    let style = if score.gap().is_some_and(|g| g > 0) { state.theme.warning } else { state.theme.plain };
    let mut spans = vec![
        Span::raw(format!("{marked}{} ", fill(&name, name_width(columns)))),
        Span::styled(fill(&levels, 20), style),
    ];
    if columns >= 76 {
        let each = share_width(columns);
        spans.push(Span::raw(format!(" {} {}", share(&score.law, each), share(&score.practice, each))));
    }
    Line::from(spans)
}

/// A bar with its interval: `#` for certain, `-` for what may be added, `.` for the rest.
fn share(sum: &Sum, columns: usize) -> String {
    let Some(share) = sum.share() else { return fill("–", columns) };
    let numbers = interval(Some(share.low), Some(share.high));
    let room = columns.saturating_sub(width(&numbers).max(9) + 1).min(14);
    let drawn = if room >= 4 { format!("{} ", bar(share.low, share.high, room)) } else { String::new() };
    fill(&format!("{drawn}{numbers}"), columns)
}

fn question(state: &State, open: &Open, at: At, marked: &str, columns: usize) -> Line<'static> {
    let Some(q) = open.question(at) else { return Line::default() };
    let weighed = open.weighed(at);
    let answer = open.answer(at);
    let (sign, mut word) = carried::sign_and_word(state, open, at);
    if open.is_suspect(at) {
        word = format!("{word}, {}", state.words.get("evidence.suspect"));
    }
    let left = format!("{marked}{sign} {} ", fill(q.id.as_str(), 7));
    let text = match &answer.flag {
        Some(flag) => format!("{word}. ! {flag}"),
        None => format!("{word}. {}", q.text.get(&open.language)),
    };
    let room = columns.saturating_sub(width(&left));
    Line::from(vec![
        Span::styled(left, state.theme.state(weighed)),
        Span::raw(fit(&text.replace('\n', " "), room)),
    ])
}
