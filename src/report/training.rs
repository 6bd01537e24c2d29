//! What a template sees of training needs: by audience, with the gaps that call for each, and the common core once.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::date::Date;
use crate::model::id::PlanId;
use crate::model::plan::{ActionStatus, PlannedTraining};
use crate::model::word::Vocabulary;
use crate::report::context::Material;
use crate::report::findings::Builder;
use crate::report::plan::{ClosedView, closed};
use crate::score::priority::{Priority, ranked};
use crate::score::training::{Need, needs};

/// All training needs.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TrainingNeeds<'a> {
    /// What every audience needs once.
    pub(crate) core: Vec<CoreView<'a>>,
    pub(crate) audiences: Vec<AudienceView<'a>>,
    /// Needs that the plan leaves out.
    pub(crate) dropped: Vec<NeedView<'a>>,
}

/// A part of the common core.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CoreView<'a> {
    pub(crate) id: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) format: &'static str,
    /// The audiences that have a need at all.
    pub(crate) audiences: Vec<&'a str>,
    /// Ids of the trainings that build on it.
    pub(crate) builds: Vec<String>,
}

/// A group of people with what they need.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AudienceView<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) needs: Vec<NeedView<'a>>,
}

/// A training that gaps call for, or that the plan adds.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct NeedView<'a> {
    pub(crate) id: String,
    pub(crate) audience: &'a str,
    pub(crate) subject: &'a str,
    /// `in_person`, `e_learning` or `both`.
    pub(crate) format: Option<&'static str>,
    /// The common core that it builds on.
    pub(crate) core: Option<&'a str>,
    pub(crate) capability: Option<&'a str>,
    pub(crate) capability_title: Option<&'a str>,
    /// The grade that the plan gives it.
    pub(crate) priority: Option<&'static str>,
    pub(crate) gap: Option<u8>,
    pub(crate) harm: Option<&'static str>,
    /// Harm × gap of the capability.
    pub(crate) product: Option<u16>,
    /// The place of its capability in the order of the gaps, from 1.
    pub(crate) place: Option<usize>,
    /// What calls for it, with the evidence.
    pub(crate) calls: Vec<ClosedView<'a>>,
    /// Ids of capabilities with a gap on which its own rests.
    pub(crate) rests_on: Vec<&'a str>,
    /// Legal questions of its capability that are not met: the law comes first.
    pub(crate) law_first: Vec<&'a str>,
    /// Ids in the plan that have to be done before.
    pub(crate) after: Vec<String>,
    /// It stands in the plan.
    pub(crate) planned: bool,
    pub(crate) lead: Option<&'a str>,
    pub(crate) start: Option<&'a str>,
    pub(crate) end: Option<&'a str>,
    pub(crate) status: Option<&'static str>,
    pub(crate) note: Option<&'a str>,
}

/// Builds the view of the training needs.
pub(crate) fn training<'a>(material: &Material<'a>, builders: &[Builder<'a, '_>]) -> TrainingNeeds<'a> {
    let plan = material.plan;
    let mut all: Vec<NeedView<'a>> = Vec::new();
    for builder in builders {
        let order = ranked(builder.overview, plan);
        for need in needs(builder.overview) {
            let place = order.iter().position(|r| r.score.capability.id == need.score.capability.id);
            let priority = place.and_then(|p| order.get(p)).map(|r| r.priority.clone());
            let planned = plan.trainings.iter().find(|(id, _)| id.as_str() == need.id).map(|(_, t)| t);
            all.push(one(builder, builders, &need, place, &priority.unwrap_or_default(), planned));
        }
    }
    let known: BTreeSet<String> = all.iter().map(|n| n.id.clone()).collect();
    let own = plan.trainings.iter().filter(|(id, _)| !known.contains(id.as_str()));
    all.extend(own.map(|(id, t)| added(id, t, builders)));
    let is_dropped = |n: &NeedView<'_>| n.status == Some(ActionStatus::Dropped.word());
    let (dropped, all): (Vec<_>, Vec<_>) = all.into_iter().partition(is_dropped);
    let audiences = by_audience(all, builders);
    TrainingNeeds { core: core(&audiences, builders), audiences, dropped }
}

fn one<'a>(
    builder: &Builder<'a, '_>,
    builders: &[Builder<'a, '_>],
    need: &Need<'_, 'a>,
    place: Option<usize>,
    priority: &Priority,
    planned: Option<&'a PlannedTraining>,
) -> NeedView<'a> {
    let capability = need.score.capability;
    let gap =
        |id: &str| crate::model::plan::GapRef { framework: builder.framework.id.clone(), id: id.to_owned() };
    let mut calls: Vec<ClosedView<'a>> =
        need.calls.iter().map(|w| closed(&gap(w.question.id.as_str()), builders)).collect();
    let called: Vec<String> = calls.iter().map(|c| c.id.clone()).collect();
    let more = planned.into_iter().flat_map(|t| &t.closes).filter(|g| !called.contains(&g.to_string()));
    calls.extend(more.map(|g| closed(g, builders)));
    let is_gap = |id: &&'a crate::model::id::CapabilityId| {
        let score = builder.overview.capabilities().find(|c| c.capability.id == **id);
        score.is_some_and(|s| s.gap().is_none_or(|g| g > 0))
    };
    let unmet_law = need
        .score
        .weighed
        .iter()
        .filter(|w| w.question.kind.is_law() && matches!(w.state.word(), "not_met" | "partly"));
    NeedView {
        id: need.id.clone(),
        audience: planned.and_then(|t| t.audience.as_deref()).unwrap_or(&need.training.audience),
        subject: planned
            .and_then(|t| t.subject.as_deref())
            .unwrap_or_else(|| need.training.subject.get(builder.language)),
        format: Some(planned.and_then(|t| t.format).unwrap_or(need.training.format).word()),
        core: need.training.core.as_deref(),
        capability: Some(capability.id.as_str()),
        capability_title: Some(capability.title.get(builder.language)),
        priority: planned.and_then(|t| t.priority).map(Vocabulary::word),
        gap: need.score.gap(),
        harm: priority.harm.map(Vocabulary::word),
        product: priority.product(),
        place: place.map(|p| p + 1),
        calls,
        rests_on: capability.depends_on.iter().filter(is_gap).map(|id| id.as_str()).collect(),
        law_first: unmet_law.map(|w| w.question.id.as_str()).collect(),
        after: planned.into_iter().flat_map(|t| &t.after).map(ToString::to_string).collect(),
        planned: planned.is_some(),
        lead: planned.and_then(|t| t.lead.as_deref()),
        start: planned.and_then(|t| t.start.as_ref()).map(Date::as_str),
        end: planned.and_then(|t| t.end.as_ref()).map(Date::as_str),
        status: planned.map(|t| t.status.word()),
        note: planned.and_then(|t| t.note.as_deref()),
    }
}

/// A training that only the plan has.
fn added<'a>(id: &PlanId, t: &'a PlannedTraining, builders: &[Builder<'a, '_>]) -> NeedView<'a> {
    NeedView {
        id: id.to_string(),
        audience: t.audience.as_deref().unwrap_or(""),
        subject: t.subject.as_deref().unwrap_or(""),
        format: t.format.map(Vocabulary::word),
        core: None,
        capability: None,
        capability_title: None,
        priority: t.priority.map(Vocabulary::word),
        gap: None,
        harm: None,
        product: None,
        place: None,
        calls: t.closes.iter().map(|g| closed(g, builders)).collect(),
        rests_on: Vec::new(),
        law_first: Vec::new(),
        after: t.after.iter().map(ToString::to_string).collect(),
        planned: true,
        lead: t.lead.as_deref(),
        start: t.start.as_ref().map(Date::as_str),
        end: t.end.as_ref().map(Date::as_str),
        status: Some(t.status.word()),
        note: t.note.as_deref(),
    }
}

/// The needs of each audience, in the order of the frameworks' audiences; those of the plan alone after them. Within
/// an audience the place of the capability decides, then the framework's order.
fn by_audience<'a>(all: Vec<NeedView<'a>>, builders: &[Builder<'a, '_>]) -> Vec<AudienceView<'a>> {
    let mut audiences: Vec<AudienceView<'a>> = Vec::new();
    for audience in builders.iter().flat_map(|b| b.framework.audiences.iter().map(move |a| (b, a))) {
        let (builder, audience) = audience;
        if audiences.iter().all(|a| a.id != audience.id) {
            let title = audience.title.get(builder.language);
            audiences.push(AudienceView { id: &audience.id, title, needs: Vec::new() });
        }
    }
    for need in all {
        match audiences.iter_mut().find(|a| a.id == need.audience) {
            Some(audience) => audience.needs.push(need),
            None => {
                let (id, title) = (need.audience, need.audience);
                audiences.push(AudienceView { id, title, needs: vec![need] });
            }
        }
    }
    audiences.retain(|a| !a.needs.is_empty());
    for audience in &mut audiences {
        audience.needs.sort_by_key(|n| n.place.unwrap_or(usize::MAX));
    }
    audiences
}

fn core<'a>(audiences: &[AudienceView<'a>], builders: &[Builder<'a, '_>]) -> Vec<CoreView<'a>> {
    let mut core: Vec<CoreView<'a>> = Vec::new();
    let needs = || audiences.iter().flat_map(|a| &a.needs);
    if needs().next().is_none() {
        return core;
    }
    for builder in builders {
        for part in &builder.framework.common_core {
            if core.iter().any(|c| c.id == part.id) {
                continue;
            }
            core.push(CoreView {
                id: &part.id,
                subject: part.subject.get(builder.language),
                format: part.format.word(),
                audiences: audiences.iter().map(|a| a.title).collect(),
                builds: needs().filter(|n| n.core == Some(&part.id)).map(|n| n.id.clone()).collect(),
            });
        }
    }
    core
}
