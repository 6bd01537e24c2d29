//! What the legislative review prints beside its answers, made ready for a template.

use crate::model::id::{FrameworkId, Iso3};
use crate::model::word::Vocabulary;
use crate::report::review::{PublishedView, TermView, ViewQuestion, ViewRow, ViewTable};
use crate::workbench::law::ReadingProcess;
use crate::workbench::open::{Opened, Workbench};
use crate::workbench::terms_audit::{Item, Request, Subject, TermsAudit, Verdict};

impl Workbench {
    /// The answers in the order of every list that rests on frameworks of the assessment alone.
    pub(super) fn view_tables(&self, opened: &Opened, reading: &ReadingProcess) -> Vec<ViewTable> {
        // What a list refers to is judged by `check`; here it would cost more than the report.
        let Some(crosswalk) = self.catalog.crosswalk(None).value else { return Vec::new() };
        let answered = |id: &FrameworkId| opened.frameworks.iter().any(|f| f.framework.id == *id);
        let whole = crosswalk.views.iter().filter(|v| v.frameworks().into_iter().all(answered));
        let views: Vec<&crate::model::crosswalk::View> = whole.collect();
        if views.is_empty() {
            return Vec::new();
        }
        let language = self.language();
        let suspect = self.suspect_questions(opened, reading);
        let table = |view: &&crate::model::crosswalk::View| {
            let marked = self.marked(view, opened).ok()?;
            let rows = marked.iter().map(|row| ViewRow {
                id: row.row.id.to_string(),
                part: row.row.part.get(language).to_owned(),
                text: row.row.text.get(language).to_owned(),
                certainty: row.row.certainty.word(),
                mark: row.mark.word(),
                lowered: row.lowered,
                questions: row
                    .questions
                    .iter()
                    .map(|(q, state)| ViewQuestion {
                        question: q.question.to_string(),
                        relation: q.relation.word(),
                        answer: state.word(),
                        suspect: suspect.contains(&q.question),
                    })
                    .collect(),
                published: opened
                    .assessment
                    .published_marks
                    .iter()
                    .filter(|p| p.view == view.id && p.row == row.row.id)
                    .map(|p| PublishedView {
                        mark: p.mark.clone(),
                        edition: p.edition.clone(),
                        citation: p.citation.clone(),
                    })
                    .collect(),
            });
            Some(ViewTable {
                id: view.id.to_string(),
                title: view.title.get(language).to_owned(),
                note: view.note.get(language).to_owned(),
                rows: rows.collect(),
            })
        };
        views.iter().filter_map(table).collect()
    }

    /// Legacy and with-care terms in the laws of a country; findings first.
    pub(super) fn term_views(&self, country: &Iso3, reading: &ReadingProcess) -> Vec<TermView> {
        let request = Request { countries: vec![country.clone()], ..Request::default() };
        let Ok(audit) = self.audit_terms(&request, reading, &mut |_, _| {}) else { return Vec::new() };
        let audit = &audit;
        let of = |verdict| audit.with(verdict).filter_map(move |item| term(audit, item, verdict));
        of(Verdict::Finding).chain(of(Verdict::Note)).collect()
    }
}

fn term(audit: &TermsAudit, item: &Item, verdict: Verdict) -> Option<TermView> {
    let Subject::Law { citation, .. } = &item.subject else { return None };
    audit.law_of(item)?;
    Some(TermView {
        verdict: verdict.word(),
        citation: citation.clone(),
        place: item.place.word(),
        words: item.printed.clone(),
        snippet: item.snippet.text.clone(),
        concept: item.concept.to_string(),
        write: item.write.as_ref().map(|w| w.text.clone()),
        language: item.write.as_ref().map(|w| w.language.to_string()),
        why: item.why.clone(),
        beyond_guidelines: item.basis.beyond_guidelines,
    })
}
