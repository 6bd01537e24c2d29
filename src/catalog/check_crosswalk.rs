//! What must hold in the views beyond the shape of their file.

use std::collections::BTreeMap;

use crate::catalog::crosswalk_file::{CrosswalkFile, RowField, ViewField};
use crate::model::framework::Framework;
use crate::model::id::{FrameworkId, QuestionRef};
use crate::model::safe;
use crate::store::faults::Faults;
use crate::store::yaml::{choose, nearest};

/// The ids of the questions of every framework at hand. One that has faults has `None`: they are told where they
/// are, and what it asks cannot be judged.
pub(crate) type Asked = BTreeMap<FrameworkId, Option<Vec<String>>>;

/// The ids of the questions of a framework, where it could be read.
pub(crate) fn asked(framework: Option<&Framework>) -> Option<Vec<String>> {
    framework.map(|f| f.questions().map(|q| q.id.to_string()).collect())
}

pub(crate) fn crosswalk(file: &CrosswalkFile, asked: Option<&Asked>, faults: &mut Faults<'_>) {
    let sources: Vec<&str> = file.sources.keys().map(String::as_str).collect();
    for (i, v) in file.views.iter().enumerate() {
        let path = format!("views/{i}");
        if file.views.iter().take(i).any(|other| other.id == v.id) {
            twice("view", v.id.0.as_str(), &path, faults);
        }
        if !sources.contains(&v.source.as_str()) {
            let message = format!("there is no source `{}`", safe::line(&v.source));
            let hint = choose(&v.source, &sources);
            faults.error("unknown-source", format!("{path}/source"), message, Some(hint));
        }
        view(v, &path, asked, faults);
    }
    for source in sources.iter().filter(|id| !file.views.iter().any(|v| v.source == **id)) {
        let message = format!("no view is of the source `{source}`");
        let hint = "name it in the view that was taken from it, or take it out".to_owned();
        faults.note("unused-source", format!("sources/{source}"), message, Some(hint));
    }
}

fn view(v: &ViewField, path: &str, asked: Option<&Asked>, faults: &mut Faults<'_>) {
    if v.rows.is_empty() {
        let message = format!("the view `{}` has no row", v.id.0);
        let hint = "add a row, or take the view out".to_owned();
        faults.error("no-row", format!("{path}/rows"), message, Some(hint));
    }
    for (i, r) in v.rows.iter().enumerate() {
        let path = format!("{path}/rows/{i}");
        let before = v.rows.get(..i).unwrap_or_default();
        if before.iter().any(|other| other.id == r.id) {
            twice("row", r.id.0.as_str(), &path, faults);
        }
        let begins = before.last().is_some_and(|last| last.part != r.part);
        if begins && before.iter().any(|other| other.part == r.part) {
            let message = format!("the row `{}` stands apart from the other rows of its part", r.id.0);
            let hint = "put the rows of one part together; the part is printed above them once".to_owned();
            faults.warning("split-part", format!("{path}/part"), message, Some(hint));
        }
        row(r, &path, asked, faults);
    }
}

fn row(r: &RowField, path: &str, asked: Option<&Asked>, faults: &mut Faults<'_>) {
    if r.questions.is_empty() {
        let message = format!("the row `{}` rests on no question", r.id.0);
        let hint = "name a question, or take the row out".to_owned();
        faults.error("no-question", format!("{path}/questions"), message, Some(hint));
    }
    for (i, q) in r.questions.iter().enumerate() {
        let path = format!("{path}/questions/{i}/question");
        if r.questions.iter().take(i).any(|other| other.question == q.question) {
            let message = format!("`{}` stands twice in the row `{}`", q.question.0, r.id.0);
            faults.error("duplicate-id", &path, message, Some("keep one of the two".to_owned()));
        }
        if let Some(asked) = asked {
            question(&q.question.0, &path, asked, faults);
        }
    }
}

fn question(q: &QuestionRef, path: &str, asked: &Asked, faults: &mut Faults<'_>) {
    match asked.get(&q.framework) {
        None => {
            let known: Vec<&str> = asked.keys().map(FrameworkId::as_str).collect();
            let hint = choose(q.framework.as_str(), &known);
            let message = format!("there is no framework `{}`", q.framework);
            faults.error("unknown-framework", path, message, Some(hint));
        }
        Some(Some(ids)) if !ids.iter().any(|id| id == q.question.as_str()) => {
            let near = nearest(q.question.as_str(), ids);
            let hint = near.map_or_else(
                || format!("`mnr framework show {}` lists its questions", q.framework),
                |near| format!("did you mean `{}/{near}`?", q.framework),
            );
            let message = format!("there is no question `{}` in `{}`", q.question, q.framework);
            faults.error("unknown-question", path, message, Some(hint));
        }
        Some(_) => {}
    }
}

fn twice(what: &str, id: &str, path: &str, faults: &mut Faults<'_>) {
    let message = format!("the {what} `{id}` stands twice");
    let hint = format!("give each {what} an id of its own");
    faults.error("duplicate-id", format!("{path}/id"), message, Some(hint));
}
