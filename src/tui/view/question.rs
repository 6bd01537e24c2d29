//! One question in full: what counts as an answer, and the answer.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::model::answer::{Answer, Value};
use crate::model::framework::{Basis, Question};
use crate::model::id::QuestionRef;
use crate::model::word::Vocabulary;
use crate::score::confidence::Why;
use crate::score::weigh::State as Weighed;
use crate::tui::state::{At, Open, Row, State};
use crate::tui::text::{fill, wrap};
use crate::tui::theme::sign;
use crate::tui::view::{carried, pane, wrapped};
use crate::workbench::evidence::confidence::of_answer;

/// Lines with the row that each of them belongs to.
type Lines = Vec<(Line<'static>, Option<Row>)>;

pub(crate) fn draw(state: &State, open: &Open, focus: bool, frame: &mut Frame<'_>, area: Rect) {
    let block = pane(state, &title(state, open), focus, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let lines = lines(state, open, open.at, usize::from(inner.width), focus);
    let height = usize::from(inner.height);
    let selected = Row::ALL.get(open.row).copied();
    let end = lines.iter().rposition(|(_, row)| *row == selected).filter(|_| focus).unwrap_or(0);
    let start = lines.iter().position(|(_, row)| *row == selected).filter(|_| focus).unwrap_or(0);
    // The selected row is in sight; from there on the text can be scrolled.
    let least = (end + 2).saturating_sub(height).min(start);
    let top = least.saturating_add(open.scroll).min(lines.len().saturating_sub(height));
    let shown: Vec<Line<'static>> = lines.into_iter().skip(top).take(height).map(|(line, _)| line).collect();
    frame.render_widget(Paragraph::new(shown), inner);
}

/// The question above a text that is being written.
pub(crate) fn draw_alone(state: &State, open: &Open, frame: &mut Frame<'_>, area: Rect) {
    let block = pane(state, &title(state, open), false, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let lines = lines(state, open, open.at, usize::from(inner.width), false);
    let shown: Vec<Line<'static>> = lines.into_iter().map(|(line, _)| line).collect();
    frame.render_widget(Paragraph::new(shown), inner);
}

/// The question by its id; that it waits to be confirmed stays in sight however far its text is scrolled.
fn title(state: &State, open: &Open) -> String {
    let id = open.question(open.at).map(|q| q.id.to_string()).unwrap_or_default();
    let waits = open.answer(open.at).is_to_confirm();
    if waits { format!("{id} [=] {}", state.words.get("carried.word")) } else { id }
}

fn lines(state: &State, open: &Open, at: At, columns: usize, focus: bool) -> Lines {
    let Some(q) = open.question(at) else { return Vec::new() };
    let answer = open.answer(at);
    let weighed = open.weighed(at);
    let mut out = Lines::new();
    let selected = Row::ALL.get(open.row).copied().filter(|_| focus);
    let plain = |out: &mut Lines, text: &str, style: Style| {
        out.extend(wrapped(text, columns, style).into_iter().map(|l| (l, None)));
    };
    plain(&mut out, &kind_line(state, open, at, q), state.theme.quiet);
    plain(&mut out, q.text.get(&open.language), state.theme.strong);
    relevance(state, open, q, weighed, |text, style| plain(&mut out, text, style));
    let carried = carried::lines(state, &answer, columns);
    if !carried.is_empty() {
        out.push((Line::default(), None));
        out.extend(carried.into_iter().map(|l| (l, None)));
    }
    out.push((Line::default(), None));
    for row in Row::ALL {
        if row == Row::Reason {
            out.push((Line::default(), None));
        }
        out.extend(row_lines(state, open, q, &answer, row, columns, selected == Some(row)));
    }
    if let (Some(by), at) = (&answer.by, &answer.at) {
        let at = at.as_ref().map(|m| m.as_str().replace('T', " ")).unwrap_or_default();
        plain(&mut out, &state.words.fill("answer.by", &[("by", by), ("at", &at)]), state.theme.quiet);
    } else if let Some(at) = &answer.at {
        let at = at.as_str().replace('T', " ");
        plain(&mut out, &state.words.fill("answer.at", &[("at", &at)]), state.theme.quiet);
    }
    out.push((Line::default(), None));
    out.extend(reading(state, open, at, q, &answer, columns).into_iter().map(|l| (l, None)));
    out
}

fn kind_line(state: &State, open: &Open, at: At, q: &Question) -> String {
    let w = &state.words;
    let kind = w.of("kind", q.kind);
    let essential = open.framework(at).and_then(|f| f.scoring.essential_from(&q.id));
    let essential = essential.map(|n| format!(", {}", w.fill("question.essential", &[("n", &n)])));
    let weight = w.fill("question.weight", &[("n", &q.weight)]);
    format!("{kind}, {weight}{}", essential.unwrap_or_default())
}

fn relevance(state: &State, open: &Open, q: &Question, weighed: Weighed, mut put: impl FnMut(&str, Style)) {
    let Some(condition) = &q.relevant_if else { return };
    let key =
        if condition.at_least == Value::Met { "question.relevant-met" } else { "question.relevant-partly" };
    put(&state.words.fill(key, &[("question", &condition.question)]), state.theme.quiet);
    if weighed == Weighed::NotRelevant {
        let answered = open.framework(open.at).is_some();
        if answered {
            put(state.words.get("question.not-relevant"), state.theme.warning);
        }
    }
}

fn row_lines(
    state: &State,
    open: &Open,
    q: &Question,
    answer: &Answer,
    row: Row,
    columns: usize,
    selected: bool,
) -> Lines {
    let w = &state.words;
    let marked = if selected { ">" } else { " " };
    let (head, text, style) = match row {
        Row::Choice(value) => {
            let chosen = answer.value == Some(value);
            let number = Value::WORDS.iter().position(|v| *v == value.word()).map_or(0, |i| i + 1);
            let control = if chosen { sign(value.into()) } else { " · " };
            let text = match value {
                Value::Met => q.met.get(&open.language),
                Value::Partly => q.partly.get(&open.language),
                Value::NotMet => q.not_met.get(&open.language),
                Value::NotApplicable => w.get("answer.not_applicable-means"),
                Value::Unknown => w.get("answer.unknown-means"),
            };
            let head =
                format!("{marked}{number} {control} {} ", fill(&w.of("answer", value), answer_width(state)));
            let style = if chosen {
                state.theme.state(value.into()).patch(state.theme.strong)
            } else {
                state.theme.plain
            };
            (head, text.to_owned(), style)
        }
        _ => {
            let (key, waiting, text) = field(state, open, answer, row);
            let head = format!("{marked}{} ", fill(w.get(key), answer_width(state) + 7));
            let text = if waiting { format!("{text} {}", w.get("draft.waiting")) } else { text };
            (head, text, state.theme.plain)
        }
    };
    hanging(&head, &text, columns, style, state.theme.strong)
        .into_iter()
        .map(|line| {
            let line = if selected { filled(line, columns).patch_style(state.theme.selected) } else { line };
            (line, Some(row))
        })
        .collect()
}

/// Columns of the longest answer word.
fn answer_width(state: &State) -> usize {
    let words = Value::WORDS.iter().map(|v| crate::tui::text::width(&state.words.of("answer", v)));
    words.max().unwrap_or(0)
}

fn filled(line: Line<'static>, columns: usize) -> Line<'static> {
    let missing = columns.saturating_sub(line.width());
    let mut line = line;
    line.push_span(Span::raw(" ".repeat(missing)));
    line
}

fn field(state: &State, open: &Open, answer: &Answer, row: Row) -> (&'static str, bool, String) {
    use crate::model::draft::DraftField;
    let w = &state.words;
    let none = || w.get("field.none").to_owned();
    let waits = |field: DraftField| {
        crate::tui::drafts::of_answer(open, open.at, field).is_some_and(|like| open.draft(&like).is_some())
    };
    match row {
        Row::Reason => {
            ("field.because", waits(DraftField::Because), answer.because.clone().unwrap_or_else(none))
        }
        Row::Flag => ("field.flag", waits(DraftField::Flag), answer.flag.clone().unwrap_or_else(none)),
        Row::Note => ("field.note", waits(DraftField::Note), answer.note.clone().unwrap_or_else(none)),
        Row::Confidence => {
            let text = answer.confidence.map(|c| w.of("confidence", c));
            ("field.confidence", false, text.unwrap_or_else(none))
        }
        Row::Status => {
            let text = answer.status.map(|s| w.of("status", s));
            ("field.status", false, text.unwrap_or_else(none))
        }
        Row::Choice(_) => ("field.answer", false, String::new()),
    }
}

/// A label with a text beside it, or below it where there is little room.
fn hanging(head: &str, text: &str, columns: usize, style: Style, label: Style) -> Vec<Line<'static>> {
    let beside = crate::tui::text::width(head);
    if columns >= beside + 24 {
        let room = columns - beside;
        let right = crate::tui::rtl::runs_rtl(text);
        let mut lines = Vec::new();
        for (i, part) in wrap(text, room).into_iter().enumerate() {
            let head = if i == 0 { head.to_owned() } else { " ".repeat(beside) };
            let pad = if right { room.saturating_sub(crate::tui::text::width(&part)) } else { 0 };
            let spans =
                vec![Span::styled(head, label), Span::raw(" ".repeat(pad)), Span::styled(part, style)];
            lines.push(Line::from(spans));
        }
        return lines;
    }
    let mut lines = vec![Line::styled(crate::tui::text::fit(head.trim_end(), columns), label)];
    lines.extend(
        wrap(text, columns.saturating_sub(3).max(1))
            .into_iter()
            .map(|l| Line::styled(format!("   {l}"), style)),
    );
    lines
}

/// What helps to answer, below the answer.
fn reading(
    state: &State,
    open: &Open,
    at: At,
    q: &Question,
    answer: &Answer,
    columns: usize,
) -> Vec<Line<'static>> {
    let w = &state.words;
    let mut out: Vec<Line<'static>> = Vec::new();
    let language = &open.language;
    let part = |out: &mut Vec<Line<'static>>, key: &str, texts: Vec<String>| {
        if texts.is_empty() {
            return;
        }
        out.push(Line::styled(w.get(key).to_owned(), state.theme.accent));
        for text in texts {
            for (i, line) in wrap(&text, columns.saturating_sub(2).max(1)).into_iter().enumerate() {
                out.push(Line::from(format!("{}{line}", if i == 0 { "- " } else { "  " })));
            }
        }
        out.push(Line::default());
    };
    let (answer, head) = carried::with_evidence(state, answer);
    part(&mut out, &head, evidence(state, open, &answer));
    part(&mut out, "question.informed-by", informed_by(state, open, q));
    part(
        &mut out,
        "question.typical",
        q.typical_evidence.iter().map(|t| t.get(language).to_owned()).collect(),
    );
    part(&mut out, "question.guidance", q.guidance.iter().map(|t| t.get(language).to_owned()).collect());
    part(&mut out, "question.note", q.note.iter().map(|t| t.get(language).to_owned()).collect());
    part(&mut out, "question.basis", q.basis.iter().map(|b| basis(state, open, at, b)).collect());
    part(&mut out, "question.action", vec![q.action.get(language).to_owned()]);
    out
}

/// What an answer rests on, a line each, and how sure that makes it.
fn evidence(state: &State, open: &Open, answer: &Answer) -> Vec<String> {
    let w = &state.words;
    let one = |link: &crate::model::answer::EvidenceLink| {
        let title = open.opened.evidence.get(&link.evidence).map(|e| e.citation.clone());
        let title = title.map_or_else(|| link.evidence.to_string(), |t| format!("{t} ({})", link.evidence));
        let note = link.note.as_ref().map(|n| format!(": {n}")).unwrap_or_default();
        let suspect = open.standings.get(&link.evidence).filter(|s| s.is_suspect());
        let suspect = suspect.map(|s| format!("[!] {}: ", w.of("trace", s.trace))).unwrap_or_default();
        let says = open.opened.evidence.get(&link.evidence).and_then(|e| e.says.as_ref());
        let says = says.map(|s| format!(" \u{201c}{}\u{201d}", beginning(s))).unwrap_or_default();
        format!("{suspect}{}: {title}{note}{says}", w.of("stance", link.stance))
    };
    let mut lines: Vec<String> = answer.evidence.iter().map(one).collect();
    if !lines.is_empty() {
        let now = open.opened.assessment.ended.as_ref().or(open.opened.assessment.started.as_ref());
        let (confidence, why) = of_answer(answer, &open.opened.evidence, &open.standings, now);
        let why: Vec<String> = why.iter().map(|why| w.of("why", why_word(*why))).collect();
        let word = w.of("confidence", confidence.map_or("none", Vocabulary::word));
        lines.push(w.fill("evidence.confidence", &[("confidence", &word), ("why", &why.join("; "))]));
    }
    lines
}

/// The first words of a quotation: all of it stands behind the key that opens it.
fn beginning(text: &str) -> String {
    const WORDS: usize = 24;
    let words: Vec<&str> = text.split_whitespace().collect();
    let cut = if words.len() > WORDS { " \u{2026}" } else { "" };
    format!("{}{cut}", words.iter().take(WORDS).copied().collect::<Vec<_>>().join(" "))
}

fn why_word(why: Why) -> &'static str {
    match why {
        Why::NoEvidence => "none",
        Why::LawInForce => "law",
        Why::Official => "official",
        Why::OnlyTold => "told",
        Why::Suspect => "suspect",
        Why::Old => "old",
        Why::Contradicted => "contradicted",
    }
}

/// The questions whose answers inform this one, with their answers where the assessment has them.
fn informed_by(state: &State, open: &Open, q: &Question) -> Vec<String> {
    let one = |name: &QuestionRef| {
        let at = crate::tui::pinning::place_of(open, name);
        let text = at.and_then(|at| open.question(at)).map(|q| q.text.get(&open.language).to_owned());
        let answer = at.map(|at| state.words.of("state", open.weighed(at).word()));
        let parts = [answer, text].into_iter().flatten().collect::<Vec<_>>().join(". ");
        if parts.is_empty() { name.to_string() } else { format!("{name}: {parts}") }
    };
    q.informed_by.iter().map(one).collect()
}

fn basis(state: &State, open: &Open, at: At, basis: &Basis) -> String {
    let source = open.framework(at).and_then(|f| f.source(&basis.source));
    let title = source.map_or(basis.source.as_str(), |s| s.title.as_str());
    let parts = [basis.part.as_deref(), basis.at.as_deref()];
    let parts = [title].into_iter().chain(parts.into_iter().flatten()).collect::<Vec<_>>().join(", ");
    let derived =
        if basis.derived { format!(" ({})", state.words.get("question.derived")) } else { String::new() };
    let note = basis.note.as_ref().map(|n| format!(". {n}")).unwrap_or_default();
    format!("{parts}{derived}{note}")
}
