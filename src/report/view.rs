//! What a template sees of a framework and its answers. Plain values; `findings` fills them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::legislation::{AbsenceView, PassageView};
use crate::score::share::{Share, Sum, Tally};

/// One framework.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FrameworkView<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) version: &'a str,
    pub(crate) publisher: &'a str,
    pub(crate) published: &'a str,
    pub(crate) description: &'a str,
    pub(crate) rights: &'a str,
    /// Texts of the framework, and how many of them there are not in the language of the report.
    pub(crate) texts: usize,
    pub(crate) untranslated: usize,
    pub(crate) scale: Vec<LevelView<'a>>,
    pub(crate) scoring: ScoringView<'a>,
    pub(crate) sources: Vec<WorkView<'a>>,
    pub(crate) tally: TallyView,
    /// Answers that rest on at least one evidence item.
    pub(crate) evidenced: usize,
    pub(crate) flagged: usize,
    /// Answers that rest on words of a law that have changed.
    pub(crate) suspect: usize,
    pub(crate) levels_set: usize,
    pub(crate) domains: Vec<DomainView<'a>>,
    /// Capabilities on the upper half of the scale, at most five.
    pub(crate) strengths: Vec<Brief<'a>>,
    /// Capabilities below their target, the widest gap first: all of them.
    pub(crate) gaps: Vec<Brief<'a>>,
    /// The first five of `gaps`.
    pub(crate) top_gaps: Vec<Brief<'a>>,
    /// Capabilities without a level, or without a target.
    pub(crate) without_level: Vec<Brief<'a>>,
    pub(crate) without_target: Vec<Brief<'a>>,
}

/// A step of the scale.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LevelView<'a> {
    pub(crate) value: u8,
    pub(crate) title: &'a str,
    pub(crate) meaning: &'a str,
    pub(crate) wording: &'static str,
    /// The lowest share that reaches it; `None` for the first.
    pub(crate) threshold: Option<f64>,
    /// Questions that must be met for it.
    pub(crate) essential: Vec<&'a str>,
}

/// The rules of scoring in the framework's words.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ScoringView<'a> {
    pub(crate) met: f64,
    pub(crate) partly: f64,
    pub(crate) not_met: f64,
    pub(crate) not_applicable: &'a str,
    pub(crate) unknown: &'a str,
    pub(crate) not_assessed: &'a str,
    pub(crate) not_relevant: &'a str,
    pub(crate) min_coverage: f64,
}

/// A work that the framework's content rests on.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct WorkView<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) publisher: &'a str,
    pub(crate) date: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
}

/// How many questions stand in each state.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub(crate) struct TallyView {
    pub(crate) questions: usize,
    pub(crate) answered: usize,
    pub(crate) met: usize,
    pub(crate) partly: usize,
    pub(crate) not_met: usize,
    pub(crate) not_applicable: usize,
    pub(crate) unknown: usize,
    pub(crate) not_assessed: usize,
    pub(crate) not_relevant: usize,
}

/// A share as bounds; both `None` when no question counts.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub(crate) struct ShareView {
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) applicable: usize,
    pub(crate) assessed: usize,
    pub(crate) weight: u32,
}

/// A capability in one line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Brief<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) level: Option<u8>,
    pub(crate) target: Option<u8>,
    pub(crate) target_by: Option<&'a str>,
    pub(crate) gap: Option<u8>,
    pub(crate) reason: Option<&'a str>,
    pub(crate) depends_on: Vec<&'a str>,
}

/// A domain with its capabilities.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DomainView<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) outcome: &'a str,
    pub(crate) tally: TallyView,
    pub(crate) capabilities: Vec<CapabilityView<'a>>,
}

/// A capability with its figures and its answers.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CapabilityView<'a> {
    pub(crate) id: &'a str,
    pub(crate) number: u16,
    pub(crate) title: &'a str,
    pub(crate) title_current: &'a str,
    pub(crate) domain_current: &'a str,
    pub(crate) summary: &'a str,
    pub(crate) purpose: &'a str,
    pub(crate) note: Option<&'a str>,
    pub(crate) depends_on: Vec<Dependency<'a>>,
    pub(crate) training: Vec<TrainingView<'a>>,
    pub(crate) source: String,
    pub(crate) level: Option<SetView<'a>>,
    pub(crate) target: Option<TargetView<'a>>,
    pub(crate) gap: Option<u8>,
    /// Where it stood in the earlier round, when the report compares.
    pub(crate) last: Option<LastView>,
    /// Findings of the earlier round that wait to be confirmed.
    pub(crate) to_confirm: usize,
    pub(crate) suggestion: Option<SuggestionView<'a>>,
    /// The level that was set is not the one suggested.
    pub(crate) departs: bool,
    pub(crate) share: ShareView,
    pub(crate) law: ShareView,
    pub(crate) practice: ShareView,
    pub(crate) tally: TallyView,
    pub(crate) evidenced: usize,
    pub(crate) flagged: usize,
    /// Answers that rest on words of a law that have changed.
    pub(crate) suspect: usize,
    pub(crate) questions: Vec<QuestionView<'a>>,
}

/// A capability in the earlier round.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LastView {
    pub(crate) level: Option<u8>,
    pub(crate) share: ShareView,
}

/// What an earlier round found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CarriedView<'a> {
    pub(crate) round: &'a str,
    pub(crate) answer: &'static str,
    pub(crate) because: Option<&'a str>,
    pub(crate) at: Option<&'a str>,
}

/// A capability that another one rests on, and where it stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Dependency<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) level: Option<u8>,
}

/// A training that a gap here calls for.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TrainingView<'a> {
    pub(crate) audience: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) format: &'static str,
}

/// A level that was set.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SetView<'a> {
    pub(crate) value: u8,
    pub(crate) title: &'a str,
    pub(crate) reason: &'a str,
    pub(crate) by: Option<&'a str>,
    pub(crate) date: Option<&'a str>,
}

/// A level that is wanted.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TargetView<'a> {
    pub(crate) value: u8,
    pub(crate) title: &'a str,
    pub(crate) by: Option<&'a str>,
    pub(crate) reason: Option<&'a str>,
}

/// A level that the answers suggest.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SuggestionView<'a> {
    pub(crate) level: u8,
    pub(crate) title: &'a str,
    pub(crate) by_share: u8,
    pub(crate) at_best: u8,
    pub(crate) held_back_by: Vec<String>,
    pub(crate) low_coverage: bool,
}

/// A question with what was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct QuestionView<'a> {
    pub(crate) id: &'a str,
    pub(crate) kind: &'static str,
    pub(crate) weight: u8,
    /// The lowest level that demands it.
    pub(crate) essential_from: Option<u8>,
    pub(crate) text: &'a str,
    pub(crate) met: &'a str,
    pub(crate) partly: &'a str,
    pub(crate) not_met: &'a str,
    pub(crate) action: &'a str,
    pub(crate) basis: Vec<String>,
    /// The same, each part by itself, with the title of the work.
    pub(crate) sources: Vec<BasisView<'a>>,
    /// Capabilities that the answer bears on.
    pub(crate) serves: Vec<ServesView<'a>>,
    /// Questions whose answers inform this one.
    pub(crate) informed_by: Vec<InformingView<'a>>,
    pub(crate) typical_evidence: Vec<&'a str>,
    /// `met`, `partly`, `not_met`, `not_applicable`, `unknown`, `not_assessed` or `not_relevant`.
    pub(crate) state: &'static str,
    pub(crate) because: Option<&'a str>,
    pub(crate) confidence: Option<&'static str>,
    pub(crate) flag: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
    pub(crate) status: Option<&'static str>,
    pub(crate) by: Option<&'a str>,
    pub(crate) at: Option<&'a str>,
    /// What the earlier round found, while nobody has answered in this one.
    pub(crate) carried: Option<CarriedView<'a>>,
    pub(crate) evidence: Vec<LinkView<'a>>,
    /// Anything was entered, be it a flag on an open question.
    pub(crate) entered: bool,
    /// The answer rests on words of a law that have changed.
    pub(crate) suspect: bool,
    /// It is *not met*, and rests on nothing but searches for which something was not at hand.
    pub(crate) incomplete: bool,
}

/// A part of a work that a question rests on.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BasisView<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) part: Option<&'a str>,
    pub(crate) at: Option<&'a str>,
    pub(crate) derived: bool,
    pub(crate) note: Option<&'a str>,
}

/// A capability that an answer bears on.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ServesView<'a> {
    pub(crate) id: String,
    /// `None` when its framework is not at hand.
    pub(crate) title: Option<&'a str>,
}

/// A question that informs another one.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct InformingView<'a> {
    pub(crate) id: String,
    /// `None` when its framework is not at hand.
    pub(crate) text: Option<&'a str>,
    /// `None` when its framework is no part of the assessment.
    pub(crate) state: Option<&'static str>,
    pub(crate) because: Option<&'a str>,
    pub(crate) suspect: bool,
}

/// Evidence under an answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LinkView<'a> {
    pub(crate) id: &'a str,
    pub(crate) stance: &'static str,
    pub(crate) note: Option<&'a str>,
    /// `None` when the item's file is missing or damaged.
    pub(crate) kind: Option<&'static str>,
    pub(crate) citation: Option<&'a str>,
    pub(crate) says: Option<&'a str>,
    pub(crate) passage: Option<PassageView<'a>>,
    pub(crate) absence: Option<AbsenceView<'a>>,
}

impl From<Tally> for TallyView {
    fn from(t: Tally) -> Self {
        Self {
            questions: t.total(),
            answered: t.answered(),
            met: t.met,
            partly: t.partly,
            not_met: t.not_met,
            not_applicable: t.not_applicable,
            unknown: t.unknown,
            not_assessed: t.not_assessed,
            not_relevant: t.not_relevant,
        }
    }
}

impl From<Sum> for ShareView {
    fn from(sum: Sum) -> Self {
        let share: Option<Share> = sum.share();
        Self {
            low: share.map(|s| s.low),
            high: share.map(|s| s.high),
            applicable: sum.applicable,
            assessed: sum.assessed,
            weight: sum.weight,
        }
    }
}
