//! A question's own searches over the laws of one country, put together into one list.

use std::collections::BTreeMap;

use crate::law::index::LawIndex;
use crate::model::framework::{Framework, Question, Search};
use crate::model::id::{AssessmentId, Iso3, QuestionRef};
use crate::model::law::{Law, LawId};
use crate::model::problem::Problem;
use crate::model::search::{Concepts, Detail, Hit};
use crate::workbench::answering::QuestionNamed;
use crate::workbench::error::WorkbenchError;
use crate::workbench::law::ReadingProcess;
use crate::workbench::law::search::SearchRequest;
use crate::workbench::open::Workbench;

/// Hits of one search that are put into the list.
const DEEP: usize = 20;
/// What a broad search counts beside a precise one.
const BROAD: f64 = 0.2;
/// How quickly the rank in one search loses weight: the first few count about the same.
const SOFT: f64 = 2.0;

/// A search that is run for a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) search: Search,
    /// Where it stands among the searches of its language, from 0: the first ones are the most precise.
    pub(crate) order: usize,
    /// The question it belongs to, where that is another one than was asked.
    pub(crate) of: Option<QuestionRef>,
    /// Whether somebody checked the words of its language.
    pub(crate) checked: bool,
    /// Provisions that it finds.
    pub(crate) total: usize,
    /// What is wrong with it, if it could not be run.
    pub(crate) fault: Option<String>,
}

impl Run {
    /// Whether the query searches this law at all.
    pub(crate) fn admits(&self, law: &Law) -> bool {
        let Ok(query) = crate::law::query::parse(&self.search.query) else { return false };
        query.split().1.admit(&crate::law::index::table::Head::of(law, 0))
    }
}

/// A provision that may answer the question.
#[derive(Debug, Clone)]
pub(crate) struct Suggestion {
    pub(crate) hit: Hit,
    /// The searches that found it, by their place in the list of runs, with the rank it had there.
    pub(crate) by: Vec<(usize, usize)>,
    /// Found by a search that is precise. What only broad ones find is below the noise line.
    pub(crate) likely: bool,
    /// Only for comparing suggestions of one question.
    pub(crate) score: f64,
}

/// What the searches of one question bring up.
#[derive(Debug, Default)]
pub(crate) struct Suggested {
    pub(crate) runs: Vec<Run>,
    /// The likely ones first, the best first.
    pub(crate) suggestions: Vec<Suggestion>,
    /// The laws that were searched.
    pub(crate) laws: Vec<Law>,
    /// Key laws of the country that are not in the library, by title.
    pub(crate) missing: Vec<String>,
    pub(crate) problems: Vec<Problem>,
}

impl Suggested {
    pub(crate) fn likely(&self) -> impl Iterator<Item = &Suggestion> {
        self.suggestions.iter().filter(|s| s.likely)
    }

    /// Law by law, the law of the best suggestion first; what only broad searches found stands below the rest.
    pub(crate) fn by_law(&self) -> Vec<&Suggestion> {
        let mut best: BTreeMap<&LawId, usize> = BTreeMap::new();
        for suggestion in &self.suggestions {
            let rank = best.entry(&suggestion.hit.law.id).or_insert(suggestion.hit.rank);
            *rank = suggestion.hit.rank.min(*rank);
        }
        let mut grouped: Vec<&Suggestion> = self.suggestions.iter().collect();
        grouped.sort_by_key(|s| (!s.likely, best.get(&s.hit.law.id).copied(), s.hit.rank));
        grouped
    }

    /// The searches that found a provision, as `en 1`: the first of the English ones; with its rank there.
    pub(crate) fn found_by(&self, suggestion: &Suggestion) -> impl Iterator<Item = (String, usize)> {
        suggestion.by.iter().filter_map(|(number, rank)| {
            let run = self.runs.get(*number)?;
            Some((format!("{} {}", run.search.language, run.order + 1), *rank))
        })
    }
}

/// The laws of a country and an index that is as their files are, to be asked several times.
pub(crate) struct Shelves {
    index: LawIndex,
    concepts: Concepts,
    country: Iso3,
    laws: Vec<Law>,
    missing: Vec<String>,
    problems: Vec<Problem>,
}

/// The searches of a question: its own, or those of the questions that inform it.
pub(crate) fn runs_of(frameworks: &[Framework], framework: &Framework, question: &Question) -> Vec<Run> {
    let of = |framework: &Framework, question: &Question, of: Option<&QuestionRef>| {
        let mut orders: BTreeMap<String, usize> = BTreeMap::new();
        let run = |search: &Search| {
            let order = orders.entry(search.language.to_string()).or_default();
            *order += 1;
            Run {
                search: search.clone(),
                order: *order - 1,
                of: of.cloned(),
                checked: framework.is_checked(&search.language),
                total: 0,
                fault: None,
            }
        };
        question.searches.iter().map(run).collect::<Vec<_>>()
    };
    if !question.searches.is_empty() {
        return of(framework, question, None);
    }
    let informing = question.informed_by.iter().enumerate().filter_map(|(place, name)| {
        let framework = frameworks.iter().find(|f| f.id == name.framework)?;
        let mut runs = of(framework, framework.question(&name.question)?.1, Some(name));
        // The question that informs most is named first, and its searches count most.
        for run in &mut runs {
            run.order += 2 * place;
        }
        Some(runs)
    });
    informing.flatten().collect()
}

impl Workbench {
    /// Makes ready what the searches of a country need.
    pub(crate) fn shelves(
        &self,
        country: &Iso3,
        reading: &ReadingProcess,
    ) -> Result<Shelves, WorkbenchError> {
        let (index, mut problems) = self.index_as_files(reading)?;
        let shelf = self.shelf(Some(country), reading);
        problems.extend(shelf.problems);
        Ok(Shelves {
            index,
            concepts: self.concepts()?,
            country: country.clone(),
            laws: shelf.laws.into_iter().map(|s| s.law).collect(),
            missing: shelf.missing.into_iter().map(|(_, title)| title).collect(),
            problems,
        })
    }

    /// Runs the searches of a question of an assessment over the laws of its country, or of the country given.
    pub(crate) fn suggest(
        &self,
        id: &AssessmentId,
        question: &str,
        country: Option<&Iso3>,
        reading: &ReadingProcess,
    ) -> Result<(QuestionNamed, Suggested), WorkbenchError> {
        let named = self.question_named(id, question)?;
        let shelves = self.shelves(country.unwrap_or(&id.country), reading)?;
        let suggested = Self::suggest_for(&named, &shelves)?;
        Ok((named, suggested))
    }

    /// The same with what was made ready before.
    pub(crate) fn suggest_for(named: &QuestionNamed, shelves: &Shelves) -> Result<Suggested, WorkbenchError> {
        let framework = &named.frameworks[named.framework];
        let runs = runs_of(&named.frameworks, framework, &named.question);
        if runs.is_empty() {
            return Err(WorkbenchError::NoSearches { question: named.question.id.clone() });
        }
        Ok(shelves.run(runs))
    }
}

impl Shelves {
    pub(crate) fn laws(&self) -> &[Law] {
        &self.laws
    }

    pub(crate) fn missing(&self) -> &[String] {
        &self.missing
    }

    /// Runs searches one by one and puts their hits into one list.
    pub(crate) fn run(&self, mut runs: Vec<Run>) -> Suggested {
        let mut found: BTreeMap<(LawId, String), Suggestion> = BTreeMap::new();
        for (number, run) in runs.iter_mut().enumerate() {
            let request = SearchRequest {
                countries: vec![self.country.clone()],
                detail: Detail::Fingerprints,
                ..SearchRequest::new(&run.search.query, DEEP)
            };
            let answer = match Workbench::ask_index(&self.index, &request, &self.concepts) {
                Ok(answer) => answer,
                Err(fault) => {
                    run.fault = Some(fault.to_string());
                    continue;
                }
            };
            run.total = answer.total;
            // Where nothing has all that is asked for, the nearest ones are shown: they are no answers.
            for hit in answer.hits.into_iter().filter(|hit| hit.lacks.is_empty()) {
                let weight = if run.search.broad { BROAD } else { 1.0 };
                let rank = hit.rank;
                #[expect(clippy::cast_precision_loss, reason = "ranks are below a hundred")]
                let score = weight / ((run.order + 1) as f64).sqrt() / (rank as f64 + SOFT);
                let place = (hit.law.id.clone(), hit.provision.eid.clone());
                let entry = found.entry(place).or_insert_with(|| Suggestion {
                    hit,
                    by: Vec::new(),
                    likely: false,
                    score: 0.0,
                });
                entry.by.push((number, rank));
                entry.likely |= !run.search.broad;
                entry.score += score;
            }
        }
        let mut suggestions: Vec<Suggestion> = found.into_values().collect();
        suggestions.sort_by(|a, b| {
            let place = |s: &Suggestion| (s.hit.law.id.clone(), s.hit.provision.span.start);
            b.likely.cmp(&a.likely).then(b.score.total_cmp(&a.score)).then_with(|| place(a).cmp(&place(b)))
        });
        for (i, suggestion) in suggestions.iter_mut().enumerate() {
            suggestion.hit.rank = i + 1;
        }
        Suggested {
            runs,
            suggestions,
            laws: self.laws.clone(),
            missing: self.missing.clone(),
            problems: self.problems.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::index::table::tests::law;
    use crate::model::law::{Provision, Span, Standing, UnitKind};
    use crate::model::search::Snippet;

    fn suggestion(rank: usize, slug: &str, likely: bool) -> Suggestion {
        let span = Span { start: 0, end: 0 };
        let provision = Provision {
            eid: format!("sec_{rank}"),
            derived: true,
            kind: UnitKind::Section,
            number: None,
            label: format!("s. {rank}"),
            heading: None,
            path: Vec::new(),
            page: None,
            span,
            standing: Standing::Current,
            sha256: String::new(),
        };
        let hit = Hit {
            rank,
            score: 0.0,
            law: law("ken", slug, "en").into(),
            provision,
            part: span,
            snippet: Snippet::default(),
            lacks: Vec::new(),
        };
        Suggestion { hit, by: Vec::new(), likely, score: 0.0 }
    }

    #[test]
    fn the_law_of_the_best_comes_first_and_what_is_below_the_line_last() {
        let suggestions = vec![
            suggestion(1, "data", true),
            suggestion(2, "crimes", true),
            suggestion(3, "data", true),
            suggestion(4, "children", false),
            suggestion(5, "crimes", false),
            suggestion(6, "data", false),
        ];
        let suggested = Suggested { suggestions, ..Suggested::default() };
        let ranks: Vec<usize> = suggested.by_law().iter().map(|s| s.hit.rank).collect();
        assert_eq!(ranks, [1, 3, 2, 6, 5, 4]);
    }
}
