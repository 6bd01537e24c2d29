//! The list of the plan: a line an entry with its bar over the years, and what is to be put right.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::model::date::Date;
use crate::model::plan::ActionStatus;
use crate::model::word::Vocabulary;
use crate::score::plan_faults::PlanFault;
use crate::tui::layout;
use crate::tui::plan::alone;
use crate::tui::plan_entries::{Entry, PlanRow, concerns, dates, entry, faults_of, rows, selected};
use crate::tui::state::{Open, State};
use crate::tui::text::{fill, fit, width};
use crate::tui::timeline::Timeline;
use crate::tui::view::{list, pane, plan_entry, wrapped};
use crate::workbench::plan::sentence;

/// Rows of the selected entry below a list that stands alone.
const BELOW: u16 = 6;

pub(crate) fn draw(state: &State, open: &Open, frame: &mut Frame<'_>, body: Rect) {
    let reading = open.plan.reading;
    let areas = layout::plan(body, reading, alone(state, open));
    if let Some(area) = areas.list {
        let title = open.opened.plan.title.as_deref().unwrap_or(state.words.get("plan.title"));
        let block = pane(state, title, !reading, area);
        let inner = block.inner(area);
        frame.render_widget(block, area);
        let below = if areas.entry.is_none() && inner.height >= BELOW + 8 { BELOW } else { 0 };
        let upper = Rect { height: inner.height - below, ..inner };
        draw_list(state, open, frame, upper);
        if below > 0 {
            plan_entry::draw_summary(state, open, frame, Rect { y: upper.bottom(), height: below, ..inner });
        }
    }
    if let Some(area) = areas.entry {
        plan_entry::draw(state, open, frame, area);
    }
}

fn draw_list(state: &State, open: &Open, frame: &mut Frame<'_>, area: Rect) {
    let columns = usize::from(area.width);
    let plan = &open.opened.plan;
    let mut rest = area;
    let mut top = |lines: Vec<Line<'static>>, frame: &mut Frame<'_>| {
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(rest.height);
        frame.render_widget(Paragraph::new(lines), Rect { height, ..rest });
        rest = Rect { y: rest.y + height, height: rest.height - height, ..rest };
    };
    // A plan that cannot be read is not one without actions.
    if let Some(problem) = open.opened.unread_plan() {
        let text = crate::model::safe::line(&problem.to_string());
        return top(wrapped(&text, columns, state.theme.error), frame);
    }
    let table = Table::new(state, open, columns);
    if plan.actions.is_empty() && plan.trainings.is_empty() {
        top(wrapped(state.words.get("plan.empty"), columns, state.theme.plain), frame);
    } else {
        top(vec![Line::styled(table.head(state), state.theme.quiet)], frame);
    }
    let foot = u16::from(rest.height > 6);
    let rows = rows(open);
    let at = selected(open, &rows).unwrap_or(0);
    let faults = faults_of(open);
    let place = Rect { height: rest.height - foot, ..rest };
    list(frame, place, rows.len(), at, state.theme.selected, |i| {
        let marked = if i == at { ">" } else { " " };
        match rows.get(i) {
            Some(PlanRow::Entry(id)) => {
                let wrong = faults.iter().any(|f| concerns(f, id));
                entry(open, id).map(|e| table.row(state, &e, marked, wrong)).unwrap_or_default()
            }
            Some(PlanRow::Head(key)) => {
                Line::styled(fit(&format!(" {}", state.words.get(key)), columns), state.theme.accent)
            }
            Some(PlanRow::Fault(fault)) => one_fault(state, fault, marked, columns),
            None => Line::default(),
        }
    });
    if foot > 0 {
        let text = fit(state.words.get("plan.legend"), columns);
        let place = Rect { y: rest.bottom() - 1, height: 1, ..rest };
        frame.render_widget(Paragraph::new(Line::styled(text, state.theme.quiet)), place);
    }
}

fn one_fault(state: &State, fault: &PlanFault, marked: &str, columns: usize) -> Line<'static> {
    Line::styled(fit(&format!("{marked}! {}", sentence(fault)), columns), state.theme.warning)
}

/// The columns of the list, as many as fit. The bar stays the same for all; names get what is left.
struct Table {
    name: usize,
    status: usize,
    dates: usize,
    closes: usize,
    timeline: Option<Timeline>,
}

impl Table {
    fn new(state: &State, open: &Open, columns: usize) -> Self {
        let plan = &open.opened.plan;
        let actions = plan.actions.iter().map(|(_, a)| (a.start.as_ref(), a.end.as_ref()));
        let trainings = plan.trainings.iter().map(|(_, t)| (t.start.as_ref(), t.end.as_ref()));
        let all: Vec<(Option<&Date>, Option<&Date>)> = actions.chain(trainings).collect();
        let words = ActionStatus::WORDS.iter().map(|s| width(&state.words.of("plan-status", s)));
        let status = 4 + words.max().unwrap_or(0);
        let longest = all.iter().map(|(start, end)| width(&dates(*start, *end)) + 1).max().unwrap_or(0);
        let (least, dates, closes) = match columns {
            100.. => (32, longest, 24),
            76.. => (19, longest, 0),
            60.. => (20, 0, 0),
            _ => (14, 0, 0),
        };
        let used = least + status + dates + closes + 4;
        let known = all.iter().flat_map(|(start, end)| [*start, *end]).flatten();
        let timeline = Timeline::of(known, columns.saturating_sub(used));
        let bar = timeline.map_or(0, |t| t.width() + 1);
        let name = columns.saturating_sub(status + dates + closes + 3 + bar);
        Self { name, status, dates, closes, timeline }
    }

    fn head(&self, state: &State) -> String {
        let w = &state.words;
        let bar = self.timeline.map(|t| format!("{} ", t.head())).unwrap_or_default();
        let name = fill(w.get("plan.entry"), self.name);
        let text = format!("  {name} {}{bar}", fill(w.get("field.status"), self.status));
        let more =
            format!("{}{}", fill(w.get("plan.dates"), self.dates), fill(w.get("plan.closes"), self.closes));
        format!("{text}{more}")
    }

    fn row(&self, state: &State, entry: &Entry<'_>, marked: &str, wrong: bool) -> Line<'static> {
        let lead = entry.lead.map_or_else(|| entry.title.clone(), str::to_owned);
        let name = fill(&format!("{} {}", entry.id, one_line(&lead)), self.name);
        let word = state.words.of("plan-status", entry.status);
        let status = fill(&format!("{} {word}", sign(entry.status)), self.status);
        let mut spans = vec![
            Span::raw(marked.to_owned()),
            Span::styled(if wrong { "!" } else { " " }, state.theme.warning),
            Span::raw(format!("{name} ")),
            Span::styled(status, style(state, entry.status)),
        ];
        if let Some(timeline) = self.timeline {
            let bar = timeline.bar(entry.start, entry.end, stroke(entry.status));
            spans.push(Span::styled(format!("{bar} "), style(state, entry.status)));
        }
        if self.dates > 0 {
            spans.push(Span::raw(fill(&dates(entry.start, entry.end), self.dates)));
        }
        if self.closes > 0 {
            let ids: Vec<&str> = entry.closes.iter().map(|g| g.id.as_str()).collect();
            spans.push(Span::styled(fill(&ids.join(", "), self.closes), state.theme.quiet));
        }
        Line::from(spans)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn sign(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Proposed => "[ ]",
        ActionStatus::Agreed => "[+]",
        ActionStatus::UnderWay => "[~]",
        ActionStatus::Done => "[x]",
        ActionStatus::Dropped => "[-]",
    }
}

/// What a bar is drawn with.
fn stroke(status: ActionStatus) -> char {
    match status {
        ActionStatus::Proposed | ActionStatus::Agreed => '=',
        ActionStatus::UnderWay | ActionStatus::Done => '#',
        ActionStatus::Dropped => '-',
    }
}

pub(super) fn style(state: &State, status: ActionStatus) -> Style {
    match status {
        ActionStatus::Done | ActionStatus::UnderWay => state.theme.strong,
        ActionStatus::Dropped => state.theme.quiet,
        ActionStatus::Proposed | ActionStatus::Agreed => state.theme.plain,
    }
}
