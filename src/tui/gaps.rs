//! Levels against targets, law against practice, and what is to be found out.

use crate::model::framework::Framework;
use crate::score::capability::CapabilityScore;
use crate::score::overview::Overview;
use crate::tui::checklist;
use crate::tui::event::Effect;
use crate::tui::keys::Action;
use crate::tui::menus;
use crate::tui::state::{At, GapsTab, Open, Pane, Screen, State};

pub(crate) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let page = usize::from(state.rows.saturating_sub(8)).max(1);
    let Some(open) = &mut state.open else { return Vec::new() };
    let last = rows(open).len().saturating_sub(1);
    let at = open.gaps.at.min(last);
    match action {
        Action::Up => open.gaps.at = at.saturating_sub(1),
        Action::Down => open.gaps.at = (at + 1).min(last),
        Action::PageUp => open.gaps.at = at.saturating_sub(page),
        Action::PageDown => open.gaps.at = (at + page).min(last),
        Action::Top => open.gaps.at = 0,
        Action::Bottom => open.gaps.at = last,
        Action::NextPane | Action::PreviousPane | Action::Left | Action::Right => {
            open.gaps.tab = match open.gaps.tab {
                GapsTab::Levels => GapsTab::ToFindOut,
                GapsTab::ToFindOut => GapsTab::Levels,
            };
            open.gaps.at = 0;
        }
        Action::Choose => {
            if let Some(at) = selected(open) {
                let pane = if open.gaps.tab == GapsTab::Levels { Pane::Questions } else { Pane::Detail };
                checklist::arrive(open, at);
                open.pane = pane;
                state.screen = Screen::Checklist;
            }
        }
        Action::Domain => menus::domain(state),
        Action::Audience => menus::audience(state),
        Action::Back if open.gaps.domain.is_some() || open.gaps.audience.is_some() => {
            (open.gaps.domain, open.gaps.audience) = (None, None);
        }
        Action::Back => state.screen = Screen::Checklist,
        _ => {}
    }
    Vec::new()
}

/// The rows of the tab that is shown, by place. A capability stands for its first question.
pub(crate) fn rows(open: &Open) -> Vec<At> {
    let passes = |at: &At| passes(open, *at);
    match open.gaps.tab {
        GapsTab::Levels => open.places().filter(|at| at.question == 0).filter(passes).collect(),
        GapsTab::ToFindOut => open.places().filter(|at| open.weighed(*at).is_open()).filter(passes).collect(),
    }
}

fn passes(open: &Open, at: At) -> bool {
    let domain = || open.framework(at)?.domains.get(at.domain);
    let by_domain = open.gaps.domain.as_ref().is_none_or(|id| domain().is_some_and(|d| d.id == *id));
    let trained =
        |id: &String| open.capability(at).is_some_and(|c| c.training.iter().any(|t| t.audience == *id));
    by_domain && open.gaps.audience.as_ref().is_none_or(trained)
}

/// The place of the selected row.
pub(crate) fn selected(open: &Open) -> Option<At> {
    let rows = rows(open);
    rows.get(open.gaps.at.min(rows.len().saturating_sub(1))).copied()
}

/// The figures of every framework that is open.
pub(crate) fn overviews(open: &Open) -> Vec<Overview<'_>> {
    open.opened.frameworks.iter().map(|f| Overview::of(&f.framework, &f.sheets)).collect()
}

/// The figures of one capability.
pub(crate) fn score<'a>(overviews: &'a [Overview<'a>], at: At) -> Option<&'a CapabilityScore<'a>> {
    overviews.get(at.framework)?.domains.get(at.domain)?.1.get(at.capability)
}

/// The figures of one capability alone.
pub(crate) fn score_of(open: &Open, at: At) -> Option<CapabilityScore<'_>> {
    let f = open.opened.frameworks.get(at.framework)?;
    let capability = f.framework.domains.get(at.domain)?.capabilities.get(at.capability)?;
    Some(CapabilityScore::of(&f.framework, &f.sheets, capability))
}

/// The highest level of the scale.
pub(crate) fn top(framework: &Framework) -> u8 {
    framework.scale.iter().map(|l| l.value).max().unwrap_or(4)
}
