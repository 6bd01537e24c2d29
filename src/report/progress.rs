//! What a template sees of two rounds: answer by answer what changed and why, levels, and the plan's indicators.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::answer::Answer;
use crate::model::date::Date;
use crate::model::figure;
use crate::model::plan::Plan;
use crate::report::context::Material;
use crate::report::findings::Builder;
use crate::report::view::{LinkView, ShareView};
use crate::score::change::{CapabilityChange, Movement, QuestionChange, changes};
use crate::score::overview::Overview;

/// An earlier round to compare with.
pub(crate) struct Earlier<'a> {
    pub(crate) id: String,
    pub(crate) round: String,
    pub(crate) started: Option<&'a Date>,
    pub(crate) ended: Option<&'a Date>,
    /// In the frameworks of the later round; only those that both answer.
    pub(crate) overviews: &'a [Overview<'a>],
    pub(crate) plan: &'a Plan,
    /// What the mapping between two versions could not carry over.
    pub(crate) losses: Vec<Loss>,
}

/// A question of the earlier round that the later version has not.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Loss {
    /// As `mnr/C03-2`.
    pub(crate) question: String,
    pub(crate) because: String,
}

/// Two rounds of one country.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ComparisonView<'a> {
    /// The earlier assessment.
    pub(crate) assessment: String,
    pub(crate) round: String,
    pub(crate) started: Option<&'a str>,
    pub(crate) ended: Option<&'a str>,
    pub(crate) losses: Vec<Loss>,
    pub(crate) frameworks: Vec<ComparedFramework<'a>>,
    pub(crate) indicators: Vec<IndicatorChange<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ComparedFramework<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    /// Answers that went each way.
    pub(crate) better: usize,
    pub(crate) worse: usize,
    pub(crate) found: usize,
    pub(crate) open_again: usize,
    /// Findings of the earlier round that nobody has confirmed.
    pub(crate) to_confirm: usize,
    pub(crate) capabilities: Vec<ComparedCapability<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ComparedCapability<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) before: Option<u8>,
    pub(crate) after: Option<u8>,
    pub(crate) target: Option<u8>,
    /// Level now less level then; none until both are set.
    pub(crate) change: Option<i16>,
    /// The change with an arrow and a sign, as `▲ +1`; `=` when there is none.
    pub(crate) sign: String,
    /// The reason for the level now.
    pub(crate) reason: Option<&'a str>,
    pub(crate) share_before: ShareView,
    pub(crate) share: ShareView,
    pub(crate) to_confirm: usize,
    pub(crate) questions: Vec<ComparedQuestion<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ComparedQuestion<'a> {
    pub(crate) id: &'a str,
    pub(crate) text: &'a str,
    pub(crate) before: &'static str,
    pub(crate) after: &'static str,
    /// `better`, `worse`, `found`, `open_again` or `otherwise`.
    pub(crate) movement: &'static str,
    pub(crate) because_before: Option<&'a str>,
    pub(crate) because: Option<&'a str>,
    /// Evidence that the answer did not rest on before.
    pub(crate) evidence_new: Vec<LinkView<'a>>,
}

/// An indicator of the plan in both rounds.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct IndicatorChange<'a> {
    pub(crate) action: &'a str,
    pub(crate) activity: &'a str,
    pub(crate) text: &'a str,
    pub(crate) baseline: Option<&'a str>,
    pub(crate) target: Option<&'a str>,
    pub(crate) now: Option<&'a str>,
    pub(crate) as_of: Option<&'a str>,
    pub(crate) status: &'static str,
}

/// Builds the comparison with an earlier round.
pub(crate) fn comparison<'a>(
    earlier: &'a Earlier<'a>,
    material: &Material<'a>,
    builders: &[Builder<'a, '_>],
) -> ComparisonView<'a> {
    let frameworks = builders.iter().filter_map(|b| {
        let before = earlier.overviews.iter().find(|o| o.framework.id == b.framework.id)?;
        Some(framework(b, before))
    });
    ComparisonView {
        assessment: earlier.id.clone(),
        round: earlier.round.clone(),
        started: earlier.started.map(Date::as_str),
        ended: earlier.ended.map(Date::as_str),
        losses: earlier.losses.clone(),
        frameworks: frameworks.collect(),
        indicators: indicators(if material.plan.actions.is_empty() { earlier.plan } else { material.plan }),
    }
}

fn framework<'a>(b: &Builder<'a, '_>, before: &Overview<'a>) -> ComparedFramework<'a> {
    let changes = changes(before, b.overview);
    let count = |movement: Movement| {
        changes.iter().flat_map(|c| &c.questions).filter(|q| q.movement == movement).count()
    };
    ComparedFramework {
        id: b.framework.id.as_str(),
        title: b.framework.title.get(b.language),
        better: count(Movement::Better),
        worse: count(Movement::Worse),
        found: count(Movement::Found),
        open_again: count(Movement::Lost),
        to_confirm: changes.iter().map(|c| c.to_confirm).sum(),
        capabilities: changes.iter().map(|c| capability(b, c)).collect(),
    }
}

fn capability<'a>(b: &Builder<'a, '_>, c: &CapabilityChange<'_, 'a>) -> ComparedCapability<'a> {
    let score = c.after;
    ComparedCapability {
        id: score.capability.id.as_str(),
        title: score.capability.title.get(b.language),
        before: c.before.level.map(|l| l.value),
        after: score.level.map(|l| l.value),
        target: score.target.map(|t| t.value),
        change: c.level(),
        sign: c.level().map(figure::change).unwrap_or_default(),
        reason: score.level.map(|l| l.reason.as_str()),
        share_before: c.before.all.into(),
        share: score.all.into(),
        to_confirm: c.to_confirm,
        questions: c.questions.iter().map(|q| question(b, q)).collect(),
    }
}

fn question<'a>(b: &Builder<'a, '_>, q: &QuestionChange<'a>) -> ComparedQuestion<'a> {
    let because = |a: Option<&'a Answer>| a.and_then(|a| a.because.as_deref());
    let old: Vec<&str> =
        q.answer_before.into_iter().flat_map(|a| &a.evidence).map(|l| l.evidence.as_str()).collect();
    let links = q.answer.map(|a| b.links(a)).unwrap_or_default();
    ComparedQuestion {
        id: q.question.id.as_str(),
        text: q.question.text.get(b.language),
        before: q.before.word(),
        after: q.after.word(),
        movement: q.movement.word(),
        because_before: because(q.answer_before),
        because: because(q.answer),
        evidence_new: links.into_iter().filter(|l| !old.contains(&l.id)).collect(),
    }
}

fn indicators(plan: &Plan) -> Vec<IndicatorChange<'_>> {
    use crate::model::word::Vocabulary;
    let measured = plan.actions.iter().filter_map(|(id, a)| Some((id, a, a.indicator.as_ref()?)));
    measured
        .map(|(id, a, i)| IndicatorChange {
            action: id.as_str(),
            activity: &a.activity,
            text: &i.text,
            baseline: i.baseline.as_deref(),
            target: i.target.as_deref(),
            now: i.now.as_deref(),
            as_of: i.as_of.as_ref().map(Date::as_str),
            status: a.status.word(),
        })
        .collect()
}
