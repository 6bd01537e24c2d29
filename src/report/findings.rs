//! A framework with its answers as a template sees it.

use std::collections::BTreeSet;

use crate::model::answer::Answer;
use crate::model::framework::{Basis, Framework};
use crate::model::id::{CapabilityRef, EvidenceId, FrameworkId, QuestionRef};
use crate::model::text::Language;
use crate::model::word::Vocabulary;
use crate::report::context::Material;
use crate::report::legislation::{absence, suspects};
use crate::report::view::{
    BasisView, Brief, CapabilityView, CarriedView, Dependency, DomainView, FrameworkView, InformingView,
    LastView, LevelView, LinkView, QuestionView, ScoringView, ServesView, SetView, SuggestionView,
    TargetView, TrainingView, WorkView,
};
use crate::score::capability::CapabilityScore;
use crate::score::overview::Overview;
use crate::score::share::Tally;
use crate::score::weigh::{State, Weighed};

/// How many strengths and gaps the page for leaders names.
const TOP: usize = 5;

/// What views are built with.
pub(crate) struct Builder<'a, 'b> {
    pub(super) framework: &'a Framework,
    pub(super) overview: &'b Overview<'a>,
    material: &'b Material<'a>,
    pub(super) language: &'b Language,
    /// Items whose words are others now.
    suspects: BTreeSet<EvidenceId>,
}

impl<'a, 'b> Builder<'a, 'b> {
    pub(crate) fn new(overview: &'b Overview<'a>, material: &'b Material<'a>) -> Self {
        let suspects = suspects(material.laws.passages);
        Self { framework: overview.framework, overview, material, language: material.language, suspects }
    }
}

/// Builds the view of a framework.
pub(crate) fn framework<'a>(b: &Builder<'a, '_>) -> FrameworkView<'a> {
    let (f, overview, language) = (b.framework, b.overview, b.language);
    let briefs = |scores: &[&CapabilityScore<'a>]| scores.iter().map(|c| b.brief(c)).collect::<Vec<_>>();
    let gaps = briefs(&overview.gaps());
    let mut strengths = briefs(&overview.strengths());
    strengths.truncate(TOP);
    let without = |lacks: fn(&CapabilityScore<'_>) -> bool| {
        briefs(&overview.capabilities().filter(|c| lacks(c)).collect::<Vec<_>>())
    };
    FrameworkView {
        id: f.id.as_str(),
        title: f.title.get(language),
        version: &f.version,
        publisher: &f.publisher,
        published: &f.published,
        description: f.description.get(language),
        rights: f.rights.get(language),
        texts: f.texts().len(),
        untranslated: f.texts().iter().filter(|t| !t.has(language)).count(),
        scale: b.scale(),
        scoring: b.scoring(),
        sources: b.sources(),
        tally: overview.tally().into(),
        evidenced: overview.capabilities().map(|c| c.evidenced).sum(),
        flagged: overview.capabilities().map(|c| c.flagged).sum(),
        suspect: overview.capabilities().map(|c| c.resting_on(&b.suspects)).sum(),
        levels_set: overview.capabilities().filter(|c| c.level.is_some()).count(),
        domains: b.domains(),
        strengths,
        top_gaps: gaps.iter().take(TOP).cloned().collect(),
        gaps,
        without_level: without(|c| c.level.is_none()),
        without_target: without(|c| c.target.is_none()),
    }
}

impl<'a> Builder<'a, '_> {
    fn level_title(&self, value: u8) -> &'a str {
        self.framework.level_name(value).map_or("", |l| l.title.get(self.language))
    }

    fn scale(&self) -> Vec<LevelView<'a>> {
        let scoring = &self.framework.scoring;
        let level = |l: &'a crate::model::framework::LevelName| LevelView {
            value: l.value,
            title: l.title.get(self.language),
            meaning: l.meaning.get(self.language),
            wording: l.wording.word(),
            threshold: scoring.thresholds.get(&l.value).copied(),
            essential: scoring.essential.get(&l.value).into_iter().flatten().map(|q| q.as_str()).collect(),
        };
        self.framework.scale.iter().map(level).collect()
    }

    fn scoring(&self) -> ScoringView<'a> {
        let s = &self.framework.scoring;
        ScoringView {
            met: s.values.met,
            partly: s.values.partly,
            not_met: s.values.not_met,
            not_applicable: s.not_applicable.word(),
            unknown: s.unknown.word(),
            not_assessed: s.not_assessed.word(),
            not_relevant: s.not_relevant.word(),
            min_coverage: s.min_coverage,
        }
    }

    fn sources(&self) -> Vec<WorkView<'a>> {
        let work = |s: &'a crate::model::framework::Source| WorkView {
            id: &s.id,
            title: &s.title,
            publisher: &s.publisher,
            date: s.date.as_deref(),
            url: s.url.as_deref(),
            note: s.note.as_deref(),
        };
        self.framework.sources.iter().map(work).collect()
    }

    fn domains(&self) -> Vec<DomainView<'a>> {
        let domain = |(d, scores): &(&'a crate::model::framework::Domain, Vec<CapabilityScore<'a>>)| {
            let mut tally = Tally::default();
            for score in scores {
                tally.merge(&score.tally);
            }
            DomainView {
                id: d.id.as_str(),
                title: d.title.get(self.language),
                outcome: d.outcome.get(self.language),
                tally: tally.into(),
                capabilities: scores.iter().map(|c| self.capability(c)).collect(),
            }
        };
        self.overview.domains.iter().map(domain).collect()
    }

    fn brief(&self, score: &CapabilityScore<'a>) -> Brief<'a> {
        Brief {
            id: score.capability.id.as_str(),
            title: score.capability.title.get(self.language),
            level: score.level.map(|l| l.value),
            target: score.target.map(|t| t.value),
            target_by: score.target.and_then(|t| t.by.as_ref()).map(|d| d.as_str()),
            gap: score.gap(),
            reason: score.level.map(|l| l.reason.as_str()),
            depends_on: score.capability.depends_on.iter().map(|d| d.as_str()).collect(),
        }
    }

    fn capability(&self, score: &CapabilityScore<'a>) -> CapabilityView<'a> {
        let c = score.capability;
        let other = |id: &crate::model::id::CapabilityId| {
            self.overview.capabilities().find(|o| o.capability.id == *id)
        };
        let dependency = |o: &CapabilityScore<'a>| Dependency {
            id: o.capability.id.as_str(),
            title: o.capability.title.get(self.language),
            level: o.level.map(|l| l.value),
        };
        let audience = |id: &str| self.framework.audiences.iter().find(|a| a.id == id);
        let training = |t: &'a crate::model::framework::Training| TrainingView {
            audience: audience(&t.audience).map_or(t.audience.as_str(), |a| a.title.get(self.language)),
            subject: t.subject.get(self.language),
            format: t.format.word(),
        };
        let last = self.material.earlier.and_then(|e| {
            let overview = e.overviews.iter().find(|o| o.framework.id == self.framework.id)?;
            let score = overview.capabilities().find(|o| o.capability.id == c.id)?;
            Some(LastView { level: score.level.map(|l| l.value), share: score.all.into() })
        });
        CapabilityView {
            id: c.id.as_str(),
            number: c.number,
            title: c.title.get(self.language),
            title_current: c.title_current.get(self.language),
            domain_current: c.domain_current.get(self.language),
            summary: c.summary.get(self.language),
            purpose: c.purpose.get(self.language),
            note: c.note.as_ref().map(|n| n.get(self.language)),
            depends_on: c.depends_on.iter().filter_map(other).map(dependency).collect(),
            training: c.training.iter().map(training).collect(),
            source: basis(&c.source),
            level: score.level.map(|l| SetView {
                value: l.value,
                title: self.level_title(l.value),
                reason: &l.reason,
                by: l.by.as_ref().map(|r| r.as_str()),
                date: l.date.as_ref().map(|d| d.as_str()),
            }),
            target: score.target.map(|t| TargetView {
                value: t.value,
                title: self.level_title(t.value),
                by: t.by.as_ref().map(|d| d.as_str()),
                reason: t.reason.as_deref(),
            }),
            gap: score.gap(),
            last,
            to_confirm: score.weighed.iter().filter(|w| w.answer.is_some_and(Answer::is_to_confirm)).count(),
            suggestion: score.suggestion.as_ref().map(|s| SuggestionView {
                level: s.level,
                title: self.level_title(s.level),
                by_share: s.by_share,
                at_best: s.at_best,
                held_back_by: s.held_back_by.iter().map(|(_, q)| q.to_string()).collect(),
                low_coverage: s.low_coverage,
            }),
            departs: score.departs(),
            share: score.all.into(),
            law: score.law.into(),
            practice: score.practice.into(),
            tally: score.tally.into(),
            evidenced: score.evidenced,
            flagged: score.flagged,
            suspect: score.resting_on(&self.suspects),
            questions: score.weighed.iter().map(|w| self.question(w)).collect(),
        }
    }

    fn question(&self, w: &Weighed<'a>) -> QuestionView<'a> {
        let q = w.question;
        let a = w.answer;
        QuestionView {
            id: q.id.as_str(),
            kind: q.kind.word(),
            weight: q.weight,
            essential_from: self.framework.scoring.essential_from(&q.id),
            text: q.text.get(self.language),
            met: q.met.get(self.language),
            partly: q.partly.get(self.language),
            not_met: q.not_met.get(self.language),
            action: q.action.get(self.language),
            basis: q.basis.iter().map(basis).collect(),
            sources: q.basis.iter().map(|b| self.source(b)).collect(),
            serves: q.serves.iter().map(|c| self.serves(c)).collect(),
            informed_by: q.informed_by.iter().map(|q| self.informing(q)).collect(),
            typical_evidence: q.typical_evidence.iter().map(|t| t.get(self.language)).collect(),
            state: w.state.word(),
            because: a.and_then(|a| a.because.as_deref()),
            confidence: a.and_then(|a| a.confidence).map(Vocabulary::word),
            flag: a.and_then(|a| a.flag.as_deref()),
            note: a.and_then(|a| a.note.as_deref()),
            status: a.and_then(|a| a.status).map(Vocabulary::word),
            by: a.and_then(|a| a.by.as_ref()).map(|r| r.as_str()),
            at: a.and_then(|a| a.at.as_ref()).map(|m| m.as_str()),
            carried: a.filter(|a| a.is_to_confirm()).and_then(|a| a.carried.as_ref()).map(|c| CarriedView {
                round: c.from.as_str(),
                answer: c.value.word(),
                because: c.because.as_deref(),
                at: c.at.as_ref().map(|m| m.as_str()),
            }),
            evidence: a.map(|a| self.links(a)).unwrap_or_default(),
            entered: a.is_some_and(|a| !a.is_empty()),
            suspect: w.rests_on(&self.suspects),
            incomplete: w.state == State::NotMet && a.is_some_and(|a| self.is_incomplete(a)),
        }
    }

    fn source(&self, basis: &'a Basis) -> BasisView<'a> {
        let work = self.framework.source(&basis.source);
        BasisView {
            id: &basis.source,
            title: work.map_or(basis.source.as_str(), |w| w.title.as_str()),
            part: basis.part.as_deref(),
            at: basis.at.as_deref(),
            derived: basis.derived,
            note: basis.note.as_deref(),
        }
    }

    /// A framework by its id, whether or not the assessment answers it.
    fn named(&self, id: &FrameworkId) -> Option<&'a Framework> {
        let answered = self.material.overviews.iter().map(|o| o.framework);
        answered.chain(self.material.others).find(|f| f.id == *id)
    }

    fn serves(&self, name: &CapabilityRef) -> ServesView<'a> {
        let capability = self.named(&name.framework).and_then(|f| f.capability(&name.capability));
        ServesView { id: name.to_string(), title: capability.map(|c| c.title.get(self.language)) }
    }

    fn informing(&self, name: &QuestionRef) -> InformingView<'a> {
        let question = self.named(&name.framework).and_then(|f| f.question(&name.question));
        let overview = self.material.overviews.iter().find(|o| o.framework.id == name.framework);
        let weighed = overview.into_iter().flat_map(Overview::capabilities).flat_map(|c| &c.weighed);
        let weighed = weighed.into_iter().find(|w| w.question.id == name.question);
        InformingView {
            id: name.to_string(),
            text: question.map(|(_, q)| q.text.get(self.language)),
            state: weighed.map(|w| w.state.word()),
            because: weighed.and_then(|w| w.answer?.because.as_deref()),
            suspect: weighed.is_some_and(|w| w.rests_on(&self.suspects)),
        }
    }

    /// Whether an answer rests on nothing but searches for which something was not at hand.
    fn is_incomplete(&self, answer: &Answer) -> bool {
        let incomplete = |l: &crate::model::answer::EvidenceLink| {
            let item = self.material.evidence.get(&l.evidence);
            item.and_then(|e| e.absence()).is_some_and(crate::model::evidence::Absence::is_incomplete)
        };
        !answer.evidence.is_empty() && answer.evidence.iter().all(incomplete)
    }

    pub(super) fn links(&self, answer: &'a Answer) -> Vec<LinkView<'a>> {
        let link = |l: &'a crate::model::answer::EvidenceLink| {
            let item = self.material.evidence.get(&l.evidence);
            LinkView {
                id: l.evidence.as_str(),
                stance: l.stance.word(),
                note: l.note.as_deref(),
                kind: item.map(|e| e.kind.word()),
                citation: item.map(|e| e.citation.as_str()),
                says: item.and_then(|e| e.says.as_deref()),
                passage: item.and_then(|e| self.material.laws.passage(e)),
                absence: item.and_then(absence),
            }
        };
        answer.evidence.iter().map(link).collect()
    }
}

/// A source in words: `mnr-2016, definition (derived)`.
fn basis(basis: &Basis) -> String {
    let mut text = basis.source.clone();
    for part in [&basis.part, &basis.at].into_iter().flatten() {
        text.push_str(", ");
        text.push_str(&part.replace('-', " "));
    }
    if basis.derived {
        text.push_str(" (derived)");
    }
    if let Some(note) = &basis.note {
        text.push_str(": ");
        text.push_str(note);
    }
    text
}
