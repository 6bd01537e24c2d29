//! The rows of the plan: actions, trainings, and what is to be put right; and what each of them says.

use crate::model::date::Date;
use crate::model::framework::{Audience, TrainingFormat};
use crate::model::id::PlanId;
use crate::model::plan::{Action, ActionStatus, GapRef, Grade, PlannedTraining};
use crate::score::plan_faults::{PlanFault, faults};
use crate::score::training::named;
use crate::tui::gaps::overviews;
use crate::tui::rtl;
use crate::tui::state::{At, Open};

/// A row of the list. Headings cannot be selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PlanRow {
    Entry(PlanId),
    /// The key of its words.
    Head(&'static str),
    Fault(PlanFault),
}

impl PlanRow {
    pub(crate) fn is_selectable(&self) -> bool {
        !matches!(self, Self::Head(_))
    }
}

/// Everything of the plan in the order in which it is listed.
pub(crate) fn rows(open: &Open) -> Vec<PlanRow> {
    let plan = &open.opened.plan;
    let mut rows: Vec<PlanRow> = plan.actions.iter().map(|(id, _)| PlanRow::Entry(id.clone())).collect();
    if !plan.trainings.is_empty() {
        rows.push(PlanRow::Head("plan.trainings"));
        rows.extend(plan.trainings.iter().map(|(id, _)| PlanRow::Entry(id.clone())));
    }
    let found = faults_of(open);
    if !found.is_empty() {
        rows.push(PlanRow::Head("plan.faults"));
        rows.extend(found.into_iter().map(PlanRow::Fault));
    }
    rows
}

pub(crate) fn faults_of(open: &Open) -> Vec<PlanFault> {
    faults(&open.opened.plan, &overviews(open))
}

/// Whether a fault is about an entry; a circle is about all that are in it.
pub(crate) fn concerns(fault: &PlanFault, id: &PlanId) -> bool {
    match fault {
        PlanFault::Circle(ids) => ids.contains(id),
        fault => fault.about() == Some(id),
    }
}

/// The selected row by its place in the rows: what was chosen, or the first when that is no longer there.
pub(crate) fn selected(open: &Open, rows: &[PlanRow]) -> Option<usize> {
    let chosen = open.plan.chosen.as_ref();
    let place = chosen.and_then(|chosen| rows.iter().position(|row| row == chosen));
    place.or_else(|| rows.iter().position(PlanRow::is_selectable))
}

/// What actions and trainings have in common.
pub(crate) struct Entry<'a> {
    pub(crate) id: &'a PlanId,
    /// What is done, or what is taught and whom.
    pub(crate) title: String,
    pub(crate) status: ActionStatus,
    pub(crate) lead: Option<&'a str>,
    pub(crate) start: Option<&'a Date>,
    pub(crate) end: Option<&'a Date>,
    pub(crate) closes: Vec<GapRef>,
    pub(crate) after: &'a [PlanId],
    pub(crate) note: Option<&'a str>,
    pub(crate) of: Of<'a>,
}

/// What only the one or the other has.
pub(crate) enum Of<'a> {
    Action(&'a Action),
    Training { format: Option<TrainingFormat>, priority: Option<Grade> },
}

pub(crate) fn entry<'a>(open: &'a Open, id: &PlanId) -> Option<Entry<'a>> {
    let plan = &open.opened.plan;
    if let Some((id, action)) = plan.actions.iter().find(|(i, _)| i == id) {
        return Some(Entry {
            id,
            title: action.activity.clone(),
            status: action.status,
            lead: action.lead.as_deref(),
            start: action.start.as_ref(),
            end: action.end.as_ref(),
            closes: action.closes.clone(),
            after: &action.after,
            note: action.note.as_deref(),
            of: Of::Action(action),
        });
    }
    let (id, training) = plan.trainings.iter().find(|(i, _)| i == id)?;
    Some(of_training(open, id, training))
}

/// A training says itself what differs from the framework's training of that id; the rest is the framework's.
fn of_training<'a>(open: &'a Open, id: &'a PlanId, training: &'a PlannedTraining) -> Entry<'a> {
    let frameworks = || open.opened.frameworks.iter().map(|f| &f.framework);
    let shipped = frameworks().find_map(|f| {
        let found = f.capabilities().find_map(|c| named(c).find(|(i, _)| i == id.as_str()));
        found.map(|(_, training)| (f, training))
    });
    let subject = training.subject.clone();
    let subject = subject.or_else(|| shipped.map(|(_, t)| t.subject.get(&open.language).to_owned()));
    let audience = training.audience.as_deref().or(shipped.map(|(_, t)| t.audience.as_str()));
    let titled = |a: &&Audience| Some(a.id.as_str()) == audience;
    let known = frameworks().flat_map(|f| &f.audiences).find(titled);
    let audience = known.map(|a| a.title.get(&open.language)).or(audience);
    let title = match (subject, audience) {
        (Some(subject), Some(audience)) => format!("{subject} ({audience})"),
        (subject, audience) => subject.or(audience.map(str::to_owned)).unwrap_or_else(|| id.to_string()),
    };
    let mut closes = training.closes.clone();
    if let (true, Some((f, t))) = (closes.is_empty(), shipped) {
        closes = t.questions.iter().map(|q| GapRef { framework: f.id.clone(), id: q.to_string() }).collect();
    }
    Entry {
        id,
        title,
        status: training.status,
        lead: training.lead.as_deref(),
        start: training.start.as_ref(),
        end: training.end.as_ref(),
        closes,
        after: &training.after,
        note: training.note.as_deref(),
        of: Of::Training {
            format: training.format.or(shipped.map(|(_, t)| t.format)),
            priority: training.priority,
        },
    }
}

/// Where a gap is: one question, or a capability as a whole, which stands for its first question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    Question(At),
    Capability(At),
}

pub(crate) fn gap(open: &Open, name: &GapRef) -> Option<Gap> {
    let of_framework = |at: &At| open.framework(*at).is_some_and(|f| f.id == name.framework);
    let question = |at: &At| open.question(*at).is_some_and(|q| q.id.as_str() == name.id);
    let capability = |at: &At| open.capability(*at).is_some_and(|c| c.id.as_str() == name.id);
    let places = || open.places().filter(of_framework);
    let question = places().find(question).map(Gap::Question);
    question.or_else(|| places().find(capability).map(Gap::Capability))
}

/// Dates as people read them; a dash where one is missing.
pub(crate) fn dates(start: Option<&Date>, end: Option<&Date>) -> String {
    let text = |date: Option<&Date>| date.map(ToString::to_string).unwrap_or_default();
    format!("{} – {}", text(start), text(end)).trim().to_owned()
}

/// Whether anything that is listed has words of a right-to-left script.
pub(crate) fn has_rtl(open: &Open) -> bool {
    let plan = &open.opened.plan;
    let actions = plan.actions.iter().flat_map(|(_, a)| [Some(a.activity.as_str()), a.lead.as_deref()]);
    let trainings = plan.trainings.iter().flat_map(|(_, t)| [t.subject.as_deref(), t.lead.as_deref()]);
    actions.chain(trainings).flatten().any(rtl::has_rtl)
}
