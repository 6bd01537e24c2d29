//! What follows from a choice.

use crate::model::answer::Answer;
use crate::tui::event::Effect;
use crate::tui::popup::Chosen;
use crate::tui::state::State;
use crate::tui::{checklist, drafts, evidence_menu, home, menus, pinning, plan, preview};

pub(crate) fn carry_out(state: &mut State, chosen: Chosen) -> Vec<Effect> {
    match chosen {
        Chosen::Nothing => Vec::new(),
        Chosen::Theirs(mine, theirs) => {
            // Undo brings the version back that was not taken.
            if let Some(open) = &mut state.open {
                open.history.done.push(theirs.on_top_of(&mine));
            }
            Vec::new()
        }
        Chosen::Later(mine) => {
            if let Some(open) = &mut state.open {
                for draft in drafts::of_edit(open, &mine) {
                    open.put_draft(&draft, Some(draft.text.clone()));
                }
            }
            state.say("conflict.waits", &[]);
            drafts::journal(state)
        }
        Chosen::Confidence(confidence) => change(state, |answer| Answer { confidence, ..answer }),
        Chosen::Status(status) => change(state, |answer| Answer { status, ..answer }),
        // What an earlier round found is no part of this answer and stays.
        Chosen::ClearAnswer => {
            change(state, |answer| Answer { carried: answer.carried, ..Answer::default() })
        }
        Chosen::Template(template) => preview::render(state, template),
        Chosen::WriteAs(format) => preview::write(state, format),
        Chosen::Domain(domain) => {
            if let Some(open) = &mut state.open {
                (open.gaps.domain, open.gaps.at) = (domain, 0);
            }
            Vec::new()
        }
        Chosen::Audience(audience) => {
            if let Some(open) = &mut state.open {
                (open.gaps.audience, open.gaps.at) = (audience, 0);
            }
            Vec::new()
        }
        Chosen::MakeWorkspace => vec![Effect::MakeWorkspace],
        Chosen::MakeDemo => vec![Effect::MakeDemo],
        Chosen::Quit => vec![Effect::Quit],
        Chosen::Mine(edit) => checklist::commit(state, *edit, checklist::How::New),
        Chosen::Recover => {
            let first = state.left_behind.first().map(|d| d.assessment.clone());
            // The texts stand in our own journal before the old one goes.
            let mut effects = drafts::journal(state);
            effects.push(Effect::ForgetLeftBehind);
            effects.extend(first.map(Effect::Open));
            effects
        }
        Chosen::Difference => {
            menus::difference(state);
            Vec::new()
        }
        Chosen::Discard => {
            state.left_behind.clear();
            state.say("recover.discarded", &[]);
            let mut effects = drafts::journal(state);
            effects.push(Effect::ForgetLeftBehind);
            effects
        }
        Chosen::LeaveUnsaved => {
            let mut effects = drafts::journal(state);
            if let Some(open) = &mut state.open {
                open.queue.clear();
            }
            effects.extend(home::leave(state));
            effects
        }
        Chosen::Pin(passage, stance) => pinning::pin_as(state, passage, stance),
        Chosen::Suggest => pinning::suggest(state),
        Chosen::Absent(question) => vec![Effect::Absent { question, rejected: true }],
        Chosen::Link(evidence, stance) => pinning::link(state, evidence, stance),
        Chosen::OpenPassage(evidence) => evidence_menu::open_passage(state, &evidence),
        Chosen::Confirm(evidence) => vec![Effect::Confirm(evidence)],
        Chosen::Again(evidence) => vec![Effect::Again(evidence)],
        Chosen::ActionStatus(entry, status) => plan::set_status(state, entry, status),
        Chosen::GoTo(at, pane) => plan::go_to(state, at, pane),
        Chosen::ReplaceReport(template, format) => vec![Effect::Write { template, format, replace: true }],
    }
}

fn change(state: &mut State, change: impl FnOnce(Answer) -> Answer) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let after = change(open.answer(open.at));
    checklist::answer(state, after)
}
