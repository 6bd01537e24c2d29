//! Pinning words of a law to a question.

use crate::law::anchor;
use crate::law::normalise::normalise;
use crate::model::answer::{EvidenceLink, Stance};
use crate::model::date::Moment;
use crate::model::evidence::{Anchor, Detail};
use crate::model::id::{AssessmentId, EvidenceId, RoleId};
use crate::model::law::{LawId, Span};
use crate::model::safe;
use crate::store::StoreError;
use crate::workbench::answering::{AnswerChange, Answered};
use crate::workbench::error::WorkbenchError;
use crate::workbench::evidence::{PATIENCE, ids};
use crate::workbench::law::ReadingProcess;
use crate::workbench::law::shelf::OpenLaw;
use crate::workbench::naming;
use crate::workbench::open::Workbench;

/// What of a provision is quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Quoted {
    Whole,
    /// Words as somebody typed or copied them.
    Words(String),
    /// A stretch of the text of the law.
    Stretch(Span),
}

/// What is pinned, and to what.
#[derive(Debug, Clone)]
pub(crate) struct CiteRequest {
    pub(crate) law: LawId,
    /// As `sec_24`, `24` or `s. 24`.
    pub(crate) provision: String,
    pub(crate) quoted: Quoted,
    /// Where it is not said, the link keeps the stance that it has; a new one supports.
    pub(crate) stance: Option<Stance>,
    pub(crate) note: Option<String>,
    pub(crate) by: Option<RoleId>,
    pub(crate) at: Option<Moment>,
}

/// What was pinned.
#[derive(Debug)]
pub(crate) struct Cited {
    pub(crate) evidence: EvidenceId,
    /// The item was there already.
    pub(crate) reused: bool,
    pub(crate) stance: Stance,
    pub(crate) citation: String,
    pub(crate) quote: String,
    pub(crate) answered: Answered,
}

/// Where words stand in a provision, whatever their capitals, accents and line ends.
fn stretch(open: &OpenLaw, provision: Span, words: &str) -> Option<Span> {
    let text = normalise(provision.of(&open.text.text));
    let wanted = normalise(words).text;
    let wanted = wanted.trim();
    let at = text.text.find(wanted).filter(|_| !wanted.is_empty())?;
    let found = text.original(Span { start: at, end: at + wanted.len() });
    // Words are quoted whole: half a word would say something else.
    let printed = provision.of(&open.text.text);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let divides = |at: usize| {
        let (before, behind) = (printed.get(..at), printed.get(at..));
        letter(before.and_then(|b| b.chars().next_back())) && letter(behind.and_then(|b| b.chars().next()))
    };
    if divides(found.start) || divides(found.end) {
        return None;
    }
    Some(Span { start: provision.start + found.start, end: provision.start + found.end })
}

impl OpenLaw {
    /// The words of a provision, marked so that they are found again, and how they are cited.
    ///
    /// # Errors
    /// A provision that is not there, or words that do not stand in it.
    pub(crate) fn anchored(&self, name: &str, quoted: &Quoted) -> Result<(String, Anchor), WorkbenchError> {
        let named = self.provision_named(name);
        let (index, provision) = named.ok_or_else(|| WorkbenchError::NoProvision {
            law: self.law.id.clone(),
            given: name.to_owned(),
        })?;
        let span = match quoted {
            Quoted::Whole => provision.span,
            Quoted::Stretch(span) => *span,
            Quoted::Words(words) => {
                stretch(self, provision.span, words).ok_or_else(|| WorkbenchError::NotInProvision {
                    law: self.law.id.clone(),
                    provision: provision.label.clone(),
                    words: safe::line(words),
                })?
            }
        };
        // Words are cited by the subsection they stand in.
        let at = (*quoted != Quoted::Whole).then_some(span.start);
        Ok((self.citation(index, at), anchor::anchor(&self.law, &self.text, provision, span)))
    }
}

impl Workbench {
    /// Pins words of a law to a question: makes the item, or takes the one that is there, and links it.
    pub(crate) fn cite(
        &self,
        id: &AssessmentId,
        question: &str,
        request: CiteRequest,
        reading: &ReadingProcess,
    ) -> Result<Cited, WorkbenchError> {
        // Before anything is written: a wrong question must not leave an item behind.
        self.answerable(id, question)?;
        let open = self.open_law(&request.law, reading)?;
        let (citation, anchor) = open.anchored(&request.provision, &request.quoted)?;
        let quote = anchor.quote.exact.clone();
        let (evidence, reused) = self.put_passage(id, anchor)?;
        let there = self.link_of(id, question, &evidence)?;
        let kept = there.as_ref().map(|l| l.stance);
        let stance = request.stance.or(kept).unwrap_or(Stance::Supports);
        let note = request.note.or_else(|| there.and_then(|l| l.note));
        let link = EvidenceLink { evidence: evidence.clone(), stance, note };
        let change =
            AnswerChange { link: vec![link], by: request.by, at: request.at, ..AnswerChange::default() };
        let answered = self.answer(id, question, change)?;
        Ok(Cited { evidence, reused, stance, citation, quote, answered })
    }

    /// The link of an answer to an item, if it has one.
    fn link_of(
        &self,
        id: &AssessmentId,
        question: &str,
        evidence: &EvidenceId,
    ) -> Result<Option<EvidenceLink>, WorkbenchError> {
        let named = self.question_named(id, question)?;
        let framework = named.framework();
        let Some((capability, asked)) = framework.question(&named.question.id) else { return Ok(None) };
        let sheet = self.workspace.sheet(id, &framework.id, &capability.id).unwrap_or_default();
        let links = sheet.answer(&asked.id).map(|a| a.evidence.as_slice()).unwrap_or_default();
        Ok(links.iter().find(|l| l.evidence == *evidence).cloned())
    }

    /// The item of an anchor: the one that is there, or a new one.
    fn put_passage(&self, id: &AssessmentId, anchor: Anchor) -> Result<(EvidenceId, bool), WorkbenchError> {
        let same = |there: &Anchor| {
            there.law == anchor.law
                && there.provision == anchor.provision
                && there.quote.exact == anchor.quote.exact
                && there.sha256 == anchor.sha256
        };
        let (items, _) = self.workspace.evidence(id);
        if let Some(item) = items.values().find(|e| e.anchor().is_some_and(same)) {
            return Ok((item.id.clone(), true));
        }
        let Some(evidence) = ids::of_passage(&anchor) else {
            return Err(naming::unknown("law", &anchor.law.to_string(), &[]));
        };
        match self.workspace.new_evidence(id, &evidence, &Detail::Passage(Box::new(anchor)), None, PATIENCE) {
            Ok(()) => Ok((evidence, false)),
            // Somebody else pinned the same words just now.
            Err(StoreError::Exists { .. }) => Ok((evidence, true)),
            Err(other) => Err(other.into()),
        }
    }
}
