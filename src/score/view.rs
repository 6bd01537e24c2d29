//! What the answers make of a row of a view.
//!
//! Nothing here changes an answer or a figure: a row is looked at through the questions it rests on. A question that
//! is open can still turn out to be anything, so a row is marked as soon as nothing it could turn out to be would
//! change the mark, and is open until then. Where any question is enough, what is known to be there in part counts
//! already.

use crate::model::assessment::Sheets;
use crate::model::crosswalk::{Relation, Row, RowQuestion, Rule, View};
use crate::model::framework::Framework;
use crate::model::scoring::Treatment;
use crate::model::word::words;
use crate::score::weigh::{State, state};

words! {
    /// What comes of a row. Ours: a publisher's own marks are kept apart from it.
    Mark {
        Met = "met",
        Partly = "partly",
        NotMet = "not_met",
        /// None of its questions applies.
        NotApplicable = "not_applicable",
        /// Somebody looked at all that is open, and cannot tell.
        Unknown = "unknown",
        /// Nobody looked at some of what is open.
        NotAssessed = "not_assessed",
    }
}

/// A row with its mark, and the questions it comes from with where they stand.
#[derive(Debug, Clone)]
pub(crate) struct MarkedRow<'a> {
    pub(crate) row: &'a Row,
    pub(crate) mark: Mark,
    /// The row would be met if every question covered it as a whole.
    pub(crate) lowered: bool,
    pub(crate) questions: Vec<(&'a RowQuestion, State)>,
}

/// What a question can be found to be, from the weakest to the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    NotMet,
    Partly,
    Met,
}

/// What a question brings to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brings {
    Known(Found),
    /// It can turn out to be anything.
    Open {
        looked: bool,
    },
    /// It does not count.
    Nothing,
}

/// The rows of a view in its order. A question that none of the frameworks has counts as not assessed.
pub(crate) fn mark_rows<'a>(view: &'a View, frameworks: &[(&Framework, &Sheets)]) -> Vec<MarkedRow<'a>> {
    view.rows.iter().map(|row| mark_row(row, frameworks)).collect()
}

fn mark_row<'a>(row: &'a Row, frameworks: &[(&Framework, &Sheets)]) -> MarkedRow<'a> {
    let mut questions = Vec::new();
    let mut brought = Vec::new();
    for q in &row.questions {
        let framework = frameworks.iter().find(|(f, _)| f.id == q.question.framework);
        let stands = framework.and_then(|(f, sheets)| {
            let (capability, question) = f.question(&q.question.question)?;
            Some((state(f, sheets, capability, question), f.scoring.not_relevant))
        });
        let (stands, not_relevant) = stands.unwrap_or((State::NotAssessed, Treatment::Interval));
        questions.push((q, stands));
        brought.push((q.relation, brings(stands, not_relevant)));
    }
    let (mark, lowered) = mark(row.rule, &brought);
    MarkedRow { row, mark, lowered, questions }
}

fn brings(state: State, not_relevant: Treatment) -> Brings {
    match state {
        State::Met => Brings::Known(Found::Met),
        State::Partly => Brings::Known(Found::Partly),
        State::NotMet => Brings::Known(Found::NotMet),
        State::NotApplicable => Brings::Nothing,
        State::Unknown => Brings::Open { looked: true },
        State::NotAssessed => Brings::Open { looked: false },
        State::NotRelevant => match not_relevant {
            Treatment::Excluded => Brings::Nothing,
            Treatment::Interval => Brings::Open { looked: false },
            Treatment::NotMet => Brings::Known(Found::NotMet),
        },
    }
}

/// The mark of a row, and whether a partial relation lowered it.
fn mark(rule: Rule, questions: &[(Relation, Brings)]) -> (Mark, bool) {
    let mark = marked(rule, questions);
    let wholly: Vec<_> = questions.iter().map(|(_, brings)| (Relation::Whole, *brings)).collect();
    (mark, mark == Mark::Partly && marked(rule, &wholly) == Mark::Met)
}

fn marked(rule: Rule, questions: &[(Relation, Brings)]) -> Mark {
    // The least and the most that each question can come to.
    let bounds = questions.iter().filter_map(|(relation, brings)| {
        let best = match relation {
            Relation::Whole => Found::Met,
            Relation::Partial => Found::Partly,
        };
        match brings {
            Brings::Known(found) => Some((best.min(*found), best.min(*found))),
            Brings::Open { .. } => Some((Found::NotMet, best)),
            Brings::Nothing => None,
        }
    });
    let row = bounds.reduce(|(low, high), (l, h)| match rule {
        Rule::All => (low.min(l), high.min(h)),
        Rule::Any => (low.max(l), high.max(h)),
    });
    match row {
        None => Mark::NotApplicable,
        Some((Found::Met, Found::Met)) => Mark::Met,
        Some((Found::Partly, Found::Partly)) => Mark::Partly,
        // Any of them is enough: what is known already counts, whatever the open ones come to.
        Some((Found::Partly, _)) if rule == Rule::Any => Mark::Partly,
        Some((_, Found::NotMet)) => Mark::NotMet,
        Some(_) if questions.iter().any(|(_, b)| *b == Brings::Open { looked: false }) => Mark::NotAssessed,
        Some(_) => Mark::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Questions as `whole met, partial unknown`.
    fn questions(spec: &str) -> Vec<(Relation, State)> {
        let word = |word: &str| State::ALL.into_iter().find(|s| s.word() == word).unwrap();
        let question = |q: &str| {
            let (relation, state) = q.trim().split_once(' ').unwrap();
            let relation = if relation == "whole" { Relation::Whole } else { Relation::Partial };
            (relation, word(state))
        };
        spec.split(',').map(question).collect()
    }

    fn marks(rule: Rule, spec: &str) -> (Mark, bool) {
        let brought: Vec<_> =
            questions(spec).into_iter().map(|(r, s)| (r, brings(s, Treatment::NotMet))).collect();
        mark(rule, &brought)
    }

    #[track_caller]
    fn table(rule: Rule, rows: &[(&str, Mark, bool)]) {
        for (spec, expected, lowered) in rows {
            assert_eq!(marks(rule, spec), (*expected, *lowered), "{rule} of {spec}");
        }
    }

    #[test]
    fn all_is_as_good_as_the_weakest() {
        table(
            Rule::All,
            &[
                ("whole met", Mark::Met, false),
                ("whole partly", Mark::Partly, false),
                ("whole not_met", Mark::NotMet, false),
                ("whole met, whole met", Mark::Met, false),
                ("whole met, whole partly", Mark::Partly, false),
                ("whole partly, whole not_met", Mark::NotMet, false),
                ("partial met", Mark::Partly, true),
                ("whole met, partial met", Mark::Partly, true),
                ("whole partly, partial met", Mark::Partly, false),
                ("partial partly", Mark::Partly, false),
                ("partial not_met, whole met", Mark::NotMet, false),
            ],
        );
    }

    #[test]
    fn any_is_as_good_as_the_best() {
        table(
            Rule::Any,
            &[
                ("whole not_met, whole met", Mark::Met, false),
                ("whole not_met, whole partly", Mark::Partly, false),
                ("whole not_met, whole not_met", Mark::NotMet, false),
                ("partial met, whole not_met", Mark::Partly, true),
                ("partial met, whole partly", Mark::Partly, true),
                ("partial met, whole met", Mark::Met, false),
                ("partial not_met", Mark::NotMet, false),
            ],
        );
    }

    #[test]
    fn an_open_question_leaves_the_row_open_unless_it_can_change_nothing() {
        table(
            Rule::All,
            &[
                ("whole not_assessed", Mark::NotAssessed, false),
                ("whole unknown", Mark::Unknown, false),
                ("whole met, whole unknown", Mark::Unknown, false),
                ("whole partly, whole not_assessed", Mark::NotAssessed, false),
                ("whole unknown, whole not_assessed", Mark::NotAssessed, false),
                ("whole not_met, whole not_assessed", Mark::NotMet, false),
                ("partial not_met, whole unknown", Mark::NotMet, false),
                ("partial met, partial unknown", Mark::Unknown, false),
            ],
        );
        table(
            Rule::Any,
            &[
                ("whole met, whole not_assessed", Mark::Met, false),
                ("whole met, whole unknown", Mark::Met, false),
                // Any of them is enough: what is known counts already.
                ("partial met, whole unknown", Mark::Partly, true),
                ("whole partly, whole not_assessed", Mark::Partly, false),
                ("whole not_met, whole unknown", Mark::Unknown, false),
                ("whole not_met, whole not_assessed", Mark::NotAssessed, false),
                // What is open could come to partly at most, and that it is already.
                ("whole partly, partial not_assessed", Mark::Partly, false),
                ("partial met, partial unknown", Mark::Partly, true),
                ("whole not_met, partial unknown", Mark::Unknown, false),
            ],
        );
    }

    #[test]
    fn what_does_not_apply_leaves_the_row() {
        for rule in [Rule::All, Rule::Any] {
            table(
                rule,
                &[
                    ("whole not_applicable", Mark::NotApplicable, false),
                    ("whole not_applicable, partial not_applicable", Mark::NotApplicable, false),
                    ("whole not_applicable, whole met", Mark::Met, false),
                    ("whole not_applicable, whole not_met", Mark::NotMet, false),
                    ("whole not_applicable, partial met", Mark::Partly, true),
                    ("whole not_applicable, whole unknown", Mark::Unknown, false),
                ],
            );
        }
    }

    #[test]
    fn what_an_earlier_answer_closed_counts_as_its_framework_says() {
        for (treatment, expected) in [
            (Treatment::NotMet, Mark::NotMet),
            (Treatment::Interval, Mark::NotAssessed),
            (Treatment::Excluded, Mark::NotApplicable),
        ] {
            let brought = [(Relation::Whole, brings(State::NotRelevant, treatment))];
            assert_eq!(marked(Rule::All, &brought), expected);
        }
    }
}
