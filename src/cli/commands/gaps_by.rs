//! `mnr gaps --by`: the answers in the order of another publisher's list
//!
//! Our marks and those that the publisher gave stand in columns of their own, and none is made of the other.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::model::assessment::PublishedMark;
use crate::model::country::Certainty;
use crate::model::crosswalk::{Relation, RowQuestion, Rule, View};
use crate::model::framework::Source;
use crate::model::id::QuestionRef;
use crate::model::text::{Language, Text};
use crate::model::word::Vocabulary;
use crate::score::view::{Mark, MarkedRow};
use crate::score::weigh::State;
use crate::workbench::{Opened, Workbench, views};

/// Everything that is shown of one view.
struct Shown<'a> {
    view: &'a View,
    source: Option<&'a Source>,
    rows: &'a [MarkedRow<'a>],
    opened: &'a Opened,
    /// Questions whose answers rest on words that changed unseen.
    suspect: &'a BTreeSet<QuestionRef>,
    language: &'a Language,
}

pub(crate) fn run(
    workbench: &Workbench,
    opened: &Opened,
    name: &str,
    as_json: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let crosswalk = workbench.crosswalk()?;
    let view = views::find(&crosswalk, name)?;
    let rows = workbench.marked(view, opened)?;
    let source = crosswalk.source(&view.source);
    let suspect = workbench.suspect_questions(opened, &Context::reading(false));
    let shown =
        Shown { view, source, rows: &rows, opened, suspect: &suspect, language: workbench.language() };
    if as_json { output.json(&shown.json()) } else { shown.print(output) }
}

/// A word as it is printed.
fn plain(word: &str) -> String {
    word.replace('_', " ")
}

impl<'a> Shown<'a> {
    /// What the publisher itself says of a row, as somebody typed it in.
    fn published(&self, row: &MarkedRow<'_>) -> impl Iterator<Item = &'a PublishedMark> {
        let (view, row) = (self.view.id.clone(), row.row.id.clone());
        self.opened.assessment.published_marks.iter().filter(move |p| p.view == view && p.row == row)
    }

    /// The object that scripts rely on.
    fn json(&self) -> Value {
        let text = |t: &Text| t.get(self.language).to_owned();
        let rows = self.rows.iter().map(|r| {
            let questions = r.questions.iter().map(|(q, state)| {
                json!({
                    "question": q.question.to_string(),
                    "relation": q.relation.word(),
                    "answer": state.word(),
                    "suspect": self.suspect.contains(&q.question),
                })
            });
            let published = self.published(r).map(
                |p| json!({ "mark": p.mark, "edition": p.edition, "citation": p.citation, "note": p.note }),
            );
            json!({
                "id": r.row.id.as_str(),
                "part": text(&r.row.part),
                "text": text(&r.row.text),
                "certainty": r.row.certainty.word(),
                "note": r.row.note.as_ref().map(text),
                "rule": r.row.rule.word(),
                "mark": r.mark.word(),
                "lowered": r.lowered,
                "questions": questions.collect::<Vec<_>>(),
                "published": published.collect::<Vec<_>>(),
            })
        });
        json!({
            "assessment": self.opened.assessment.id.to_string(),
            "view": {
                "id": self.view.id.as_str(),
                "title": text(&self.view.title),
                "source": self.view.source,
                "note": text(&self.view.note),
            },
            "rows": rows.collect::<Vec<_>>(),
        })
    }

    fn print(&self, output: &mut Output) -> Result<(), Failure> {
        output.line(format!("{} · {}\n", self.view.title.get(self.language), self.opened.assessment.id))?;
        output.line(
            "The marks are ours, worked out from the answers of this assessment. They are no marks of the publisher.",
        )?;
        output.line(self.view.note.get(self.language))?;
        if let Some(s) = self.source {
            let date = s.date.as_ref().map(|d| format!(", {d}")).unwrap_or_default();
            output.line(format!("Source: {}, {}{date}", s.title, s.publisher))?;
        }
        let count = |mark: &Mark| {
            let rows = self.rows.iter().filter(|r| r.mark == *mark).count();
            format!("{rows} {}", plain(mark.word()))
        };
        let counts: Vec<String> = Mark::ALL.iter().map(count).collect();
        output.line(format!("\n{} rows: {}\n", self.rows.len(), counts.join(", ")))?;
        self.table(output)
    }

    /// A line or more for each row, under the part of the list it stands in.
    fn table(&self, output: &mut Output) -> Result<(), Failure> {
        let any_published = self.rows.iter().any(|r| self.published(r).next().is_some());
        let mut table = if any_published {
            Table::new(&["row", "our mark", "published", "text, and what our mark rests on"])
        } else {
            Table::new(&["row", "mark", "text, and what the mark rests on"])
        };
        // Which lines of the table a part is named above.
        let mut heads: Vec<Option<&str>> = vec![None];
        for (r, part) in self.rows.iter().zip(self.view.parts(self.language)) {
            let mut published =
                self.published(r).map(|p| format!("{} ({}, {})", p.mark, p.edition, p.citation));
            let first = [r.row.id.to_string(), plain(r.mark.word())];
            let mut texts = self.texts(r).into_iter();
            let mut cells = Some(first);
            loop {
                let (text, mark) = (texts.next(), published.next());
                if text.is_none() && mark.is_none() {
                    break;
                }
                heads.push(part.filter(|_| cells.is_some()));
                let mut line: Vec<String> = cells.take().map_or_else(|| vec![String::new(); 2], Vec::from);
                if any_published {
                    line.push(mark.unwrap_or_default());
                }
                line.push(text.unwrap_or_default());
                table.row(line);
            }
        }
        for (line, head) in table.text().lines().zip(heads) {
            if let Some(part) = head {
                output.line(format!("\n{part}"))?;
            }
            output.line(line)?;
        }
        Ok(())
    }

    /// What is said of a row: its text, what it rests on, what lowered it, and what to know of it.
    fn texts(&self, r: &MarkedRow<'_>) -> Vec<String> {
        // With one framework the ids say enough.
        let one = self.view.frameworks().len() == 1;
        let id = |q: &QuestionRef| if one { q.question.to_string() } else { q.to_string() };
        let unsure = if r.row.certainty == Certainty::Unconfirmed { " [unconfirmed]" } else { "" };
        let mut texts = vec![format!("{}{unsure}", r.row.text.get(self.language))];
        let answer = |(q, s): &(&RowQuestion, State)| {
            let suspect = if self.suspect.contains(&q.question) { " (suspect)" } else { "" };
            format!("{} {}{suspect}", id(&q.question), plain(s.word()))
        };
        let answers: Vec<String> = r.questions.iter().map(answer).collect();
        let rule = match (r.row.rule, answers.len()) {
            (_, 1) => "",
            (Rule::All, _) => "all of: ",
            (Rule::Any, _) => "any of: ",
        };
        texts.push(format!("{rule}{}", answers.join(", ")));
        if r.lowered {
            let partial =
                |(q, s): &&(&RowQuestion, State)| q.relation == Relation::Partial && *s == State::Met;
            let why = r.questions.iter().filter(partial).map(|(q, _)| {
                let note = q.note.as_ref().map(|n| format!(" ({})", n.get(self.language)));
                format!("{}{}", id(&q.question), note.unwrap_or_default())
            });
            texts.push(format!("lowered, covered in part only: {}", why.collect::<Vec<_>>().join(", ")));
        }
        texts.extend(r.row.note.as_ref().map(|n| format!("note: {}", n.get(self.language))));
        let noted = |p: &PublishedMark| Some(format!("published note, {}: {}", p.edition, p.note.as_ref()?));
        texts.extend(self.published(r).filter_map(noted));
        texts
    }
}
