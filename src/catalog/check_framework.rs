//! What must hold in a framework beyond the shape of its files.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::answer::Value;
use crate::model::framework::{Basis, Capability, Domain, Framework, Question};
use crate::model::id::{CapabilityId, QuestionId};
use crate::model::safe::is_bidi_control;
use crate::model::text::Text;
use crate::store::faults::Faults;
use crate::store::yaml::choose;

/// Everything a domain file may refer to.
struct Known<'a> {
    framework: &'a Framework,
    capabilities: Vec<&'a str>,
    /// Every question with its place in the order of the framework.
    questions: BTreeMap<&'a QuestionId, usize>,
    sources: Vec<&'a str>,
    audiences: Vec<&'a str>,
}

/// Checks `framework.yaml`.
pub(crate) fn framework(framework: &Framework, faults: &mut Faults<'_>) {
    scale(framework, faults);
    scoring(framework, faults);
    essential(framework, faults);
    mappings(framework, faults);
}

fn scale(framework: &Framework, faults: &mut Faults<'_>) {
    let values: Vec<u8> = framework.scale.iter().map(|l| l.value).collect();
    let wanted: Vec<u8> = (1..).take(values.len()).collect();
    if values != wanted || values.len() < 2 {
        let message = "the levels are not numbered 1, 2, 3 … without a hole";
        faults.error(
            "bad-scale",
            "scale",
            message,
            Some("number them from 1 upwards, at least two".to_owned()),
        );
    }
}

fn scoring(framework: &Framework, faults: &mut Faults<'_>) {
    let s = &framework.scoring;
    let v = s.values;
    let ordered = 0.0 <= v.not_met && v.not_met <= v.partly && v.partly <= v.met && v.met <= 1.0;
    if !ordered {
        let message = "the values are not between 0 and 1 with `not_met` ≤ `partly` ≤ `met`";
        let hint = "as `{met: 1.0, partly: 0.5, not_met: 0.0}`".to_owned();
        faults.error("bad-scoring", "scoring/values", message, Some(hint));
    }
    if !(0.0..=1.0).contains(&s.min_coverage) {
        let hint = "write a fraction, as 0.6 for 60 %".to_owned();
        faults.error(
            "bad-scoring",
            "scoring/min_coverage",
            "the coverage is not between 0 and 1",
            Some(hint),
        );
    }
    let mut before = 0.0;
    for level in framework.scale.iter().map(|l| l.value).filter(|l| *l > 1) {
        match s.thresholds.get(&level) {
            None => faults.error(
                "bad-scoring",
                "scoring/thresholds",
                format!("level {level} has no threshold"),
                Some(fraction()),
            ),
            Some(t) if !(0.0..=1.0).contains(t) || *t < before => {
                let message =
                    format!("the threshold of level {level} is not between that of the level below it and 1");
                faults.error("bad-scoring", format!("scoring/thresholds/{level}"), message, Some(fraction()));
            }
            Some(t) => before = *t,
        }
    }
    for level in s.thresholds.keys().filter(|l| **l < 2 || framework.level_name(**l).is_none()) {
        let message = format!("level {level} takes no threshold");
        let hint = "the first level needs none, and the others must stand on the scale".to_owned();
        faults.error("bad-scoring", format!("scoring/thresholds/{level}"), message, Some(hint));
    }
}

/// How a threshold is written.
fn fraction() -> String {
    "write the lowest share as a fraction that rises with the levels, as 0.35 for 35 %".to_owned()
}

fn essential(framework: &Framework, faults: &mut Faults<'_>) {
    let questions: Vec<&str> = framework.questions().map(|q| q.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    for (level, ids) in &framework.scoring.essential {
        let path = format!("scoring/essential/{level}");
        if *level < 2 || framework.level_name(*level).is_none() {
            faults.error(
                "bad-scoring",
                &path,
                format!("level {level} cannot demand a question"),
                Some("name a level of the scale above the first".to_owned()),
            );
        }
        for (i, id) in ids.iter().enumerate() {
            let path = format!("{path}/{i}");
            if !questions.contains(&id.as_str()) {
                let hint = choose_few(id.as_str(), &questions);
                faults.error("unknown-question", &path, format!("there is no question `{id}`"), hint);
            }
            if !seen.insert(id) {
                let hint = "keep it at the lowest level that demands it".to_owned();
                faults.error("duplicate-id", &path, format!("`{id}` is demanded twice"), Some(hint));
            }
        }
    }
}

/// Checks how earlier versions are read: every question that is renamed is there, and none is two of theirs.
fn mappings(framework: &Framework, faults: &mut Faults<'_>) {
    let known: Vec<&str> = framework.questions().map(|q| q.id.as_str()).collect();
    for (i, mapping) in framework.mappings.iter().enumerate() {
        for (old, new) in &mapping.renamed {
            let path = format!("mappings/{i}/renamed/{old}");
            if !known.contains(&new.as_str()) {
                let hint = choose_few(new.as_str(), &known);
                faults.error("unknown-question", &path, format!("there is no question `{new}`"), hint);
            }
            if mapping.renamed.iter().any(|(other, to)| other != old && to == new) {
                let message = format!("two earlier questions would become `{new}`");
                let hint = "name one of them under `lost`, with the reason".to_owned();
                faults.error("two-become-one", &path, message, Some(hint));
            }
        }
    }
}

/// Checks one domain file of the framework.
pub(crate) fn domain(framework: &Framework, domain: &Domain, faults: &mut Faults<'_>) {
    let known = Known {
        framework,
        capabilities: framework.capabilities().map(|c| c.id.as_str()).collect(),
        questions: framework.questions().enumerate().map(|(i, q)| (&q.id, i)).collect(),
        sources: framework.sources.iter().map(|s| s.id.as_str()).collect(),
        audiences: framework.audiences.iter().map(|a| a.id.as_str()).collect(),
    };
    for (i, c) in domain.capabilities.iter().enumerate() {
        capability(&known, c, &format!("capabilities/{i}"), faults);
    }
}

fn capability(known: &Known<'_>, c: &Capability, path: &str, faults: &mut Faults<'_>) {
    twice(
        known.framework.capabilities().map(|c| c.id.as_str()),
        c.id.as_str(),
        &format!("{path}/id"),
        faults,
    );
    let same_number = known.framework.capabilities().filter(|other| other.number == c.number).count();
    if same_number > 1 {
        faults.error(
            "duplicate-id",
            format!("{path}/number"),
            format!("the number {} stands twice", c.number),
            Some("give each capability a number of its own".to_owned()),
        );
    }
    for (i, id) in c.depends_on.iter().enumerate() {
        let path = format!("{path}/depends_on/{i}");
        if !known.capabilities.contains(&id.as_str()) {
            let hint = choose_few(id.as_str(), &known.capabilities);
            faults.error("unknown-capability", path, format!("there is no capability `{id}`"), hint);
        } else if *id == c.id {
            let hint = "take it out; every capability needs itself".to_owned();
            faults.error("circle", path, format!("`{id}` depends on itself"), Some(hint));
        } else if depends_on(known.framework, id, &c.id) {
            let message = format!("`{}` and `{id}` depend on each other", c.id);
            faults.error("circle", path, message, Some("take one of the two out".to_owned()));
        }
    }
    for (i, training) in c.training.iter().enumerate() {
        if !known.audiences.contains(&training.audience.as_str()) {
            let message = format!("there is no audience `{}`", training.audience);
            let hint = choose(&training.audience, &known.audiences);
            faults.error("unknown-audience", format!("{path}/training/{i}/audience"), message, Some(hint));
        }
        for (n, id) in training.questions.iter().enumerate().filter(|(_, id)| c.question(id).is_none()) {
            let own: Vec<&str> = c.questions.iter().map(|q| q.id.as_str()).collect();
            let (path, hint) = (format!("{path}/training/{i}/questions/{n}"), choose_few(id.as_str(), &own));
            faults.error("unknown-question", path, format!("`{}` has no question `{id}`", c.id), hint);
        }
        let parts: Vec<&str> = known.framework.common_core.iter().map(|p| p.id.as_str()).collect();
        if let Some(core) = training.core.as_deref().filter(|core| !parts.contains(core)) {
            let message = format!("the common core has no part `{core}`");
            let hint = choose(core, &parts);
            faults.error("unknown-core", format!("{path}/training/{i}/core"), message, Some(hint));
        }
        hidden(&training.subject, &format!("{path}/training/{i}/subject"), faults);
    }
    source(known, &c.source, &format!("{path}/source"), faults);
    for (field, text) in [("title", &c.title), ("summary", &c.summary), ("purpose", &c.purpose)] {
        hidden(text, &format!("{path}/{field}"), faults);
    }
    if c.questions.is_empty() {
        faults.error("no-question", format!("{path}/questions"), format!("`{}` has no question", c.id), None);
    }
    for (i, q) in c.questions.iter().enumerate() {
        question(known, q, &format!("{path}/questions/{i}"), faults);
    }
}

/// Whether `from` depends on `on`, directly or through others.
fn depends_on(framework: &Framework, from: &CapabilityId, on: &CapabilityId) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(id) = waiting.pop() {
        if id == on {
            return true;
        }
        if seen.insert(id) {
            waiting.extend(framework.capability(id).into_iter().flat_map(|c| &c.depends_on));
        }
    }
    false
}

fn question(known: &Known<'_>, q: &Question, path: &str, faults: &mut Faults<'_>) {
    twice(known.framework.questions().map(|q| q.id.as_str()), q.id.as_str(), &format!("{path}/id"), faults);
    if q.weight == 0 {
        let hint = "give it a weight of at least 1".to_owned();
        faults.error(
            "bad-weight",
            format!("{path}/weight"),
            "a question of weight 0 would count for nothing",
            Some(hint),
        );
    }
    let own = &known.framework.language;
    let criteria = [("met", &q.met), ("partly", &q.partly), ("not_met", &q.not_met)];
    for (i, (field, text)) in criteria.iter().enumerate() {
        if let Some((other, _)) = criteria.iter().take(i).find(|(_, t)| t.get(own) == text.get(own)) {
            let message = format!("`{field}` says the same as `{other}`");
            let hint = "two assessors must be able to tell the two apart".to_owned();
            faults.error("same-criterion", format!("{path}/{field}"), message, Some(hint));
        }
    }
    for (field, text) in criteria.into_iter().chain([("text", &q.text), ("action", &q.action)]) {
        hidden(text, &format!("{path}/{field}"), faults);
    }
    if q.basis.is_empty() {
        let hint = "name what it rests on, if need be `{source: own}`".to_owned();
        faults.error("no-source", format!("{path}/basis"), format!("`{}` has no source", q.id), Some(hint));
    }
    for (i, basis) in q.basis.iter().enumerate() {
        source(known, basis, &format!("{path}/basis/{i}"), faults);
    }
    relevance(known, q, path, faults);
}

fn relevance(known: &Known<'_>, q: &Question, path: &str, faults: &mut Faults<'_>) {
    let Some(condition) = &q.relevant_if else { return };
    let path = format!("{path}/relevant_if");
    if !matches!(condition.at_least, Value::Met | Value::Partly) {
        let message = format!("`{}` is no condition", condition.at_least);
        faults.error(
            "bad-condition",
            format!("{path}/at_least"),
            message,
            Some("write `met` or `partly`".to_owned()),
        );
    }
    let place = |id: &QuestionId| known.questions.get(id);
    match (place(&condition.question), place(&q.id)) {
        (None, _) => {
            let questions: Vec<&str> = known.questions.keys().map(|id| id.as_str()).collect();
            let message = format!("there is no question `{}`", condition.question);
            let hint = choose_few(condition.question.as_str(), &questions);
            faults.error("unknown-question", format!("{path}/question"), message, hint);
        }
        (Some(gate), Some(own)) if gate >= own => {
            let message = format!("`{}` does not come before `{}`", condition.question, q.id);
            let hint = "a condition names an earlier question".to_owned();
            faults.error("bad-condition", format!("{path}/question"), message, Some(hint));
        }
        _ => {}
    }
}

fn source(known: &Known<'_>, basis: &Basis, path: &str, faults: &mut Faults<'_>) {
    if !known.sources.contains(&basis.source.as_str()) {
        let message = format!("there is no source `{}`", basis.source);
        let hint = choose(&basis.source, &known.sources);
        faults.error("unknown-source", format!("{path}/source"), message, Some(hint));
    }
}

fn twice<'a>(all: impl Iterator<Item = &'a str>, id: &str, path: &str, faults: &mut Faults<'_>) {
    if all.filter(|other| *other == id).count() > 1 {
        let hint = "give the later one the next free id; ids are never used twice".to_owned();
        faults.error("duplicate-id", path, format!("the id `{id}` stands twice"), Some(hint));
    }
}

/// Characters that turn the direction of text can make it say one thing and show another.
fn hidden(text: &Text, path: &str, faults: &mut Faults<'_>) {
    if text.versions().any(|(_, t)| t.chars().any(is_bidi_control)) {
        let message = "the text holds invisible characters that turn its direction";
        faults.warning(
            "bidi-control",
            path,
            message,
            Some("take them out; Arabic needs none of them".to_owned()),
        );
    }
}

/// "did you mean", but no list of two hundred ids.
fn choose_few(given: &str, known: &[&str]) -> Option<String> {
    let hint = choose(given, known);
    hint.starts_with("did").then_some(hint)
}
