//! Writes into the plan what the screens ask for, beside the screen: another writer may hold the lock.

use std::sync::mpsc::Sender;
use std::thread;

use crate::model::id::AssessmentId;
use crate::tui::event::{Effect, Told, Written};
use crate::tui::settings::Settings;
use crate::workbench::plan::EntryChange;
use crate::workbench::{Workbench, WorkbenchError};

pub(crate) fn carry_out(
    settings: &Settings,
    back: Sender<Told>,
    workbench: Workbench,
    id: AssessmentId,
    effect: Effect,
) {
    let explain = settings.explain;
    thread::spawn(move || {
        let told = match written(&workbench, &id, effect) {
            Ok(Some(written)) => Told::Done(written),
            Ok(None) => return,
            Err(error) => Told::NotPlanned(explain(&error)),
        };
        // Nobody listens any more when the screens are gone.
        drop(back.send(told));
    });
}

/// What was written; nothing for an effect that is not of the plan.
pub(crate) fn written(
    workbench: &Workbench,
    id: &AssessmentId,
    effect: Effect,
) -> Result<Option<Written>, WorkbenchError> {
    Ok(match effect {
        Effect::PlanStatus { entry, was, status } => {
            let change = EntryChange { status: Some(status), status_was: was, ..EntryChange::default() };
            let (entry, _) = workbench.plan_edit(id, entry.as_str(), change)?;
            Some(Written::PlanStatus(entry, status))
        }
        Effect::PlanTake(suggested) => {
            let ids = workbench.plan_take(id, std::slice::from_ref(&*suggested))?;
            Some(Written::Taken(ids.into_iter().next()))
        }
        _ => None,
    })
}
