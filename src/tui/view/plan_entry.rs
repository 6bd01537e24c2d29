//! One action or training of the plan in full, or one thing to put right.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::model::plan::{Action, GapRef};
use crate::score::overview::Overview;
use crate::score::plan_faults::PlanFault;
use crate::tui::gaps::{overviews, score};
use crate::tui::plan::row;
use crate::tui::plan_entries::{Entry, Gap, Of, PlanRow, concerns, dates, entry, faults_of, gap};
use crate::tui::state::{Open, State};
use crate::tui::text::{fit, wrap};
use crate::tui::view::{carried, pane, plan, wrapped};
use crate::workbench::plan::{hint, sentence};

pub(crate) fn draw(state: &State, open: &Open, frame: &mut Frame<'_>, area: Rect) {
    let title = match row(open) {
        Some(PlanRow::Entry(id)) => id.to_string(),
        Some(PlanRow::Fault(_)) => state.words.get("plan.faults").to_owned(),
        Some(PlanRow::Head(_)) | None => String::new(),
    };
    let block = pane(state, &title, open.plan.reading, area);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let lines = lines(state, open, usize::from(inner.width));
    let height = usize::from(inner.height);
    let top = open.plan.scroll.min(lines.len().saturating_sub(height));
    let shown: Vec<Line<'static>> = lines.into_iter().skip(top).take(height).collect();
    frame.render_widget(Paragraph::new(shown), inner);
}

/// The beginning of the selected entry, below a list that stands alone.
pub(crate) fn draw_summary(state: &State, open: &Open, frame: &mut Frame<'_>, area: Rect) {
    let columns = usize::from(area.width);
    let mut lines = vec![Line::styled("─".repeat(columns), state.theme.border)];
    match row(open) {
        Some(PlanRow::Entry(id)) => {
            if let Some(e) = entry(open, &id) {
                let ids: Vec<&str> = e.closes.iter().map(|g| g.id.as_str()).collect();
                let when = dates(e.start, e.end);
                let said = [Some(when.as_str()), e.lead].into_iter().flatten().collect::<Vec<_>>().join(", ");
                lines.push(Line::styled(fit(&format!("{}: {said}", e.id), columns), state.theme.strong));
                let closes = format!("{} {}", state.words.get("plan.closes"), ids.join(", "));
                lines.push(Line::styled(fit(&closes, columns), state.theme.quiet));
                lines.extend(wrapped(&e.title, columns, state.theme.plain));
            }
        }
        _ => lines.extend(self::lines(state, open, columns)),
    }
    let height = usize::from(area.height);
    if lines.len() > height {
        lines.truncate(height.saturating_sub(1));
        lines.push(Line::styled(fit(state.words.get("plan.more"), columns), state.theme.quiet));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

/// All that is known of what is selected.
pub(crate) fn lines(state: &State, open: &Open, columns: usize) -> Vec<Line<'static>> {
    let mut page = Page { state, columns, lines: Vec::new() };
    match row(open) {
        Some(PlanRow::Entry(id)) => {
            if let Some(entry) = entry(open, &id) {
                page.entry(open, &entry);
            }
        }
        Some(PlanRow::Fault(fault)) => {
            page.text(&sentence(&fault), state.theme.warning);
            page.text(hint(&fault), state.theme.plain);
            page.gap();
            if let PlanFault::NoAction { framework, capability } = &fault {
                let name = GapRef { framework: framework.clone(), id: capability.to_string() };
                page.text(&closed(state, open, &overviews(open), &name), state.theme.strong);
            }
            page.text(state.words.get("plan.fault-leads"), state.theme.quiet);
        }
        Some(PlanRow::Head(_)) | None => page.text(state.words.get("plan.empty"), state.theme.plain),
    }
    page.lines
}

/// Lines as they are put one below the other.
struct Page<'a> {
    state: &'a State,
    columns: usize,
    lines: Vec<Line<'static>>,
}

impl Page<'_> {
    fn text(&mut self, text: &str, style: Style) {
        self.lines.extend(wrapped(text, self.columns, style));
    }

    fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// A heading with texts below it; nothing without texts.
    fn part<'t>(&mut self, key: &str, texts: impl IntoIterator<Item = &'t str>) {
        let texts: Vec<&str> = texts.into_iter().collect();
        if texts.is_empty() {
            return;
        }
        let head = self.state.words.get(key).to_owned();
        self.lines.push(Line::styled(fit(&head, self.columns), self.state.theme.accent));
        let several = texts.len() > 1;
        for text in texts {
            if !several {
                self.text(text, self.state.theme.plain);
                continue;
            }
            for (i, line) in wrap(text, self.columns.saturating_sub(2).max(1)).into_iter().enumerate() {
                self.lines.push(Line::from(format!("{}{line}", if i == 0 { "- " } else { "  " })));
            }
        }
        self.gap();
    }

    fn entry(&mut self, open: &Open, entry: &Entry<'_>) {
        let (w, theme) = (&self.state.words, &self.state.theme);
        let word = w.of("plan-status", entry.status);
        let head = format!("{} {word}, {}", plan::sign(entry.status), dates(entry.start, entry.end));
        self.text(&head, plan::style(self.state, entry.status));
        self.text(&entry.title, theme.strong);
        self.gap();
        for fault in faults_of(open).iter().filter(|f| concerns(f, entry.id)) {
            self.text(&format!("! {}: {}", sentence(fault), hint(fault)), theme.warning);
        }
        if self.lines.last().is_some_and(|l| l.width() > 0) {
            self.gap();
        }
        let overviews = overviews(open);
        let closes: Vec<String> =
            entry.closes.iter().map(|g| closed(self.state, open, &overviews, g)).collect();
        self.part("plan.closes", closes.iter().map(String::as_str));
        self.part("plan.lead", entry.lead);
        match &entry.of {
            Of::Action(action) => self.action(action),
            Of::Training { format, priority } => {
                let format = format.map(|f| w.of("training-format", f));
                self.part("plan.format", format.as_deref());
                let priority = priority.map(|p| w.of("confidence", p));
                self.part("plan.priority", priority.as_deref());
            }
        }
        let after: Vec<String> = entry.after.iter().map(|id| waits(open, id)).collect();
        self.part("plan.after", after.iter().map(String::as_str));
        if let Of::Action(action) = &entry.of {
            self.part("plan.risk", action.risk.as_deref());
        }
        self.part("field.note", entry.note);
        self.text(&w.fill("plan.edit-hint", &[("entry", entry.id)]), theme.quiet);
    }

    fn action(&mut self, action: &Action) {
        self.part("plan.support", action.support.iter().map(String::as_str));
        if let Some(indicator) = &action.indicator {
            self.part("plan.indicator", [indicator.text.as_str()]);
            self.part("plan.baseline", indicator.baseline.as_deref());
            self.part("plan.target", indicator.target.as_deref());
            let now = indicator.now.as_ref().map(|now| match &indicator.as_of {
                Some(date) => format!("{now} ({date})"),
                None => now.clone(),
            });
            self.part("plan.now", now.as_deref());
        }
        self.part("plan.verification", action.verification.iter().map(String::as_str));
        if let Some(budget) = &action.budget {
            let parts = [budget.amount.as_deref(), budget.source.as_deref()];
            let text = parts.into_iter().flatten().collect::<Vec<_>>().join(". ");
            self.part("plan.budget", Some(text.as_str()).filter(|t| !t.is_empty()));
        }
    }
}

/// A gap that is closed: the question with what was found, and the level of its capability against the target.
fn closed(state: &State, open: &Open, overviews: &[Overview<'_>], name: &GapRef) -> String {
    let w = &state.words;
    let levels = |at| {
        let score = score(overviews, at)?;
        let value = |v: Option<u8>| v.map_or("–".to_owned(), |v| v.to_string());
        let (level, target) = (score.level.map(|l| l.value), score.target.map(|t| t.value));
        Some(w.fill("plan.levels", &[("level", &value(level)), ("target", &value(target))]))
    };
    match gap(open, name) {
        Some(Gap::Question(at)) => {
            let text = open.question(at).map(|q| q.text.get(&open.language)).unwrap_or_default();
            let (sign, found) = carried::sign_and_word(state, open, at);
            let levels = levels(at).map(|l| format!(" ({l})")).unwrap_or_default();
            format!("{} {sign} {found}: {text}{levels}", name.id)
        }
        Some(Gap::Capability(at)) => {
            let title = open.capability(at).map(|c| c.title.get(&open.language)).unwrap_or_default();
            let levels = levels(at).map(|l| format!(" ({l})")).unwrap_or_default();
            format!("{} {title}{levels}", name.id)
        }
        None => name.to_string(),
    }
}

/// What is waited for, with what it is.
fn waits(open: &Open, id: &crate::model::id::PlanId) -> String {
    entry(open, id).map_or_else(|| id.to_string(), |e| format!("{id}: {}", e.title))
}
