//! The audit of terminology: the wordings to avoid, and those to take care with, in the laws of the library and in
//! the texts of an assessment.
//!
//! What is found is a finding, a note or exempt (`judge`), and says why. The list is `frameworks/terminology.yaml`;
//! what it has beyond the Terminology Guidelines is told as such (`list`).

mod judge;
mod list;
mod markdown;
mod own;

use crate::law::terms::{Matchers, Occurrence, scan_law, scan_text};
use crate::model::country::Certainty;
use crate::model::id::{AssessmentId, Iso3};
use crate::model::law::{Law, LawId, Span};
use crate::model::problem::Problem;
use crate::model::search::Snippet;
use crate::model::terminology::{ConceptId, Terminology, Use};
use crate::model::text::Language;
use crate::workbench::error::WorkbenchError;
use crate::workbench::law::reading::ReadingProcess;
use crate::workbench::law::shelf::OpenLaw;
use crate::workbench::open::Workbench;

pub(crate) use crate::law::terms::Place;
pub(crate) use judge::{Reason, Verdict};

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    /// Laws of these countries; all without any.
    pub(crate) countries: Vec<Iso3>,
    /// These laws; all without any.
    pub(crate) laws: Vec<LawId>,
    /// Also the texts of this assessment.
    pub(crate) answers: Option<AssessmentId>,
}

/// What a text is of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Subject {
    Law {
        /// By its place among the laws that were read.
        law: usize,
        /// None in the title and in a heading that frames provisions.
        eid: Option<String>,
        /// "s. 24", "Part III", "title".
        label: String,
        citation: String,
        page: Option<u32>,
    },
    Own {
        file: String,
        /// "C21-1 because".
        label: String,
    },
}

/// What to write in place of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Preferred {
    pub(crate) text: String,
    pub(crate) language: Language,
    /// The list has none in the language of the text: this one is English.
    pub(crate) is_fallback: bool,
}

/// What the list rests on for a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Basis {
    pub(crate) certainty: Certainty,
    /// The title and publisher of the source.
    pub(crate) source: Option<String>,
    pub(crate) at: Option<String>,
    /// No source that rests on the Terminology Guidelines is named: the list goes beyond them, or is not compared.
    pub(crate) beyond_guidelines: bool,
}

/// One wording where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    pub(crate) verdict: Verdict,
    pub(crate) reason: Reason,
    pub(crate) subject: Subject,
    pub(crate) place: Place,
    /// The language of the text.
    pub(crate) language: String,
    /// The words as printed.
    pub(crate) printed: String,
    pub(crate) snippet: Snippet,
    /// In the text of the law.
    pub(crate) span: Option<Span>,
    pub(crate) concept: ConceptId,
    /// The preferred term in English.
    pub(crate) term: String,
    pub(crate) why: String,
    /// The wording as the list has it.
    pub(crate) form: String,
    pub(crate) form_language: Language,
    pub(crate) used: Use,
    pub(crate) form_note: Option<String>,
    pub(crate) write: Option<Preferred>,
    pub(crate) basis: Basis,
}

/// A law that was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AuditedLaw {
    pub(crate) law: Law,
    /// Whether the list has wordings in its language.
    pub(crate) is_covered: bool,
}

/// What the audit found.
#[derive(Debug, Default)]
pub(crate) struct TermsAudit {
    pub(crate) laws: Vec<AuditedLaw>,
    /// In the order of the laws and their texts, those of the assessment behind them.
    pub(crate) items: Vec<Item>,
    pub(crate) assessment: Option<AssessmentId>,
    /// Texts of the assessment that were read.
    pub(crate) texts: usize,
    /// The version of the list.
    pub(crate) version: String,
    /// What could not be read.
    pub(crate) problems: Vec<Problem>,
}

/// The items of one law, or of the assessment, by concept.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    /// None for the assessment.
    pub(crate) law: Option<&'a Law>,
    /// In the order of the list.
    pub(crate) concepts: Vec<Vec<&'a Item>>,
}

impl Group<'_> {
    pub(crate) fn count(&self) -> usize {
        self.concepts.iter().map(Vec::len).sum()
    }
}

impl TermsAudit {
    pub(crate) fn with(&self, verdict: Verdict) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |i| i.verdict == verdict)
    }

    pub(crate) fn count(&self, verdict: Verdict) -> usize {
        self.with(verdict).count()
    }

    pub(crate) fn law_of(&self, item: &Item) -> Option<&Law> {
        match &item.subject {
            Subject::Law { law, .. } => self.laws.get(*law).map(|l| &l.law),
            Subject::Own { .. } => None,
        }
    }

    /// The items of one verdict by law, and in a law by concept.
    pub(crate) fn groups(&self, verdict: Verdict) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for item in self.with(verdict) {
            let law = self.law_of(item);
            let id = |law: Option<&Law>| law.map(|l| l.id.clone());
            if groups.last().is_none_or(|g| id(g.law) != id(law)) {
                groups.push(Group { law, concepts: Vec::new() });
            }
            let Some(group) = groups.last_mut() else { continue };
            let same = |c: &&mut Vec<&Item>| c.first().is_some_and(|i| i.concept == item.concept);
            match group.concepts.iter_mut().find(same) {
                Some(concept) => concept.push(item),
                None => group.concepts.push(vec![item]),
            }
        }
        for group in &mut groups {
            group.concepts.sort_by_key(|c| c.first().map(|i| i.concept.clone()));
        }
        groups
    }

    /// The laws in whose language the list has nothing.
    pub(crate) fn uncovered(&self) -> impl Iterator<Item = &Law> {
        self.laws.iter().filter(|l| !l.is_covered).map(|l| &l.law)
    }

    /// The audit as Markdown.
    pub(crate) fn markdown(&self, exempt: bool) -> String {
        markdown::markdown(self, exempt)
    }
}

impl Workbench {
    /// Looks for the wordings to avoid, and those to take care with.
    ///
    /// # Errors
    /// When the list cannot be read, or the assessment. A law that cannot be read is told in `problems`.
    pub(crate) fn audit_terms(
        &self,
        request: &Request,
        reading: &ReadingProcess,
        told: &mut dyn FnMut(usize, usize),
    ) -> Result<TermsAudit, WorkbenchError> {
        let list = self.term_list()?;
        let mut matchers = Matchers::new(&list::terms(&list));
        let mut audit = TermsAudit { version: list.version.clone(), ..TermsAudit::default() };
        let listed = self.workspace.laws();
        audit.problems = listed.problems;
        let wanted = |id: &LawId| {
            (request.countries.is_empty() || request.countries.contains(&id.country))
                && (request.laws.is_empty() || request.laws.contains(id))
        };
        let ids: Vec<LawId> = listed.laws.into_iter().map(|(id, _)| id).filter(wanted).collect();
        for (done, id) in ids.iter().enumerate() {
            told(done, ids.len());
            match self.open_law(id, reading) {
                Ok(open) => audit.take_law(open, &list, &mut matchers),
                Err(WorkbenchError::Damaged { problems, .. }) => audit.problems.extend(problems),
                // It was taken out meanwhile.
                Err(_) => {}
            }
        }
        if let Some(id) = &request.answers {
            let (texts, problems) = self.own_texts(id)?;
            audit.problems.extend(problems);
            audit.texts = texts.len();
            audit.assessment = Some(id.clone());
            for text in &texts {
                audit.take_text(text, self.language(), &list, &mut matchers);
            }
        }
        Ok(audit)
    }

    fn term_list(&self) -> Result<Terminology, WorkbenchError> {
        let loaded = self.catalog.terminology();
        let what = "the table of terms".to_owned();
        loaded.value.ok_or(WorkbenchError::Damaged { what, problems: loaded.problems })
    }
}

impl TermsAudit {
    fn take_law(&mut self, open: OpenLaw, list: &Terminology, matchers: &mut Matchers) {
        let law = self.laws.len();
        let found = scan_law(&open.law, &open.text, matchers);
        for occurrence in found {
            let subject = subject(&open, law, &occurrence);
            let Some(form) = list::form(list, occurrence.term) else { continue };
            let (verdict, reason) = judge::of_law(&open.law, &occurrence, form.used);
            let item = list::item(list, form, &open.law.language, subject, (verdict, reason), occurrence);
            self.items.extend(item);
        }
        self.laws.push(AuditedLaw { is_covered: matchers.speaks(&open.law.language), law: open.law });
    }

    fn take_text(
        &mut self,
        text: &own::OwnText,
        usual: &Language,
        list: &Terminology,
        matchers: &mut Matchers,
    ) {
        let language = own::language_of(&text.text, usual);
        for occurrence in scan_text(&text.text, &language, matchers) {
            let Some(form) = list::form(list, occurrence.term) else { continue };
            let judged = judge::of_own(text.voice, &occurrence, form.used);
            let subject = Subject::Own { file: text.file.clone(), label: text.label.clone() };
            self.items.extend(list::item(list, form, &language, subject, judged, occurrence));
        }
    }
}

/// Where in a law a wording stands.
fn subject(open: &OpenLaw, law: usize, occurrence: &Occurrence) -> Subject {
    let provision = occurrence.provision.and_then(|i| open.text.provisions.get(i));
    let frame = occurrence.frame.and_then(|i| open.text.outline.get(i));
    let at = occurrence.span.map(|s| s.start);
    let label = provision.map(|p| p.label.clone()).or_else(|| frame.map(|f| f.label.clone()));
    let citation = match occurrence.provision {
        Some(index) => open.citation(index, at),
        None => open.cited_as(label.as_deref().unwrap_or_default()),
    };
    Subject::Law {
        law,
        eid: provision.map(|p| p.eid.clone()),
        label: label.unwrap_or_else(|| "title".to_owned()),
        citation,
        page: provision.and_then(|p| p.page),
    }
}
