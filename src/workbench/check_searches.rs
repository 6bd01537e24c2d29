//! What a framework says of the law library and of other frameworks: searches that can be run, names that are there.

use crate::catalog::Catalog;
use crate::law::query;
use crate::model::framework::Framework;
use crate::model::problem::{Problem, Severity};
use crate::model::terminology::Terminology;

/// Faults of the searches and references of every framework at hand.
pub(crate) fn searches(catalog: &Catalog) -> Vec<Problem> {
    let ids = catalog.frameworks();
    let frameworks: Vec<Framework> = ids.keys().filter_map(|id| catalog.framework(id)?.value).collect();
    let terms = catalog.terminology().value;
    frameworks.iter().flat_map(|f| of_framework(f, &frameworks, terms.as_ref())).collect()
}

fn of_framework(framework: &Framework, all: &[Framework], terms: Option<&Terminology>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for domain in &framework.domains {
        let mut add = |severity, code, message: String, hint: String| {
            problems.push(Problem {
                severity,
                code,
                file: format!("frameworks/{}/{}.yaml", framework.id, domain.id),
                place: None,
                message,
                hint: Some(hint),
            });
        };
        for question in domain.capabilities.iter().flat_map(|c| &c.questions) {
            for search in &question.searches {
                let said = |what: &str| {
                    format!("{}: the search `{}` in `{}` {what}", question.id, search.query, search.language)
                };
                match query::parse(&search.query) {
                    Err(fault) => {
                        let what = format!("cannot be run: {} (column {})", fault.message(), fault.column);
                        add(Severity::Error, "bad-search", said(&what), fault.hint());
                    }
                    Ok(_) => {
                        for id in concepts(&search.query).filter(|id| !known(terms, id)) {
                            let what = format!("names the concept `{id}`, which the table of terms has not");
                            let hint = "`mnr framework terms` lists them".to_owned();
                            // A list of terms of one's own may lack some; the other searches run all the same.
                            add(Severity::Warning, "unknown-concept", said(&what), hint);
                        }
                    }
                }
            }
            let named = |name: &crate::model::id::QuestionRef| {
                all.iter().any(|f| f.id == name.framework && f.question(&name.question).is_some())
            };
            for name in question.informed_by.iter().filter(|name| !named(name)) {
                add(
                    Severity::Error,
                    "unknown-question",
                    format!("{}: there is no question `{name}` to be informed by", question.id),
                    "name the framework and the question, as `legislation/OFF-03`".to_owned(),
                );
            }
            let served = |name: &crate::model::id::CapabilityRef| {
                all.iter().any(|f| f.id == name.framework && f.capability(&name.capability).is_some())
            };
            for name in question.serves.iter().filter(|name| !served(name)) {
                add(
                    Severity::Error,
                    "unknown-capability",
                    format!("{}: there is no capability `{name}` to serve", question.id),
                    "name the framework and the capability, as `mnr/C03`".to_owned(),
                );
            }
        }
    }
    problems
}

fn known(terms: Option<&Terminology>, id: &str) -> bool {
    terms.is_none_or(|terms| terms.concepts.iter().any(|c| c.id.to_string().eq_ignore_ascii_case(id)))
}

/// The concepts that a query names.
fn concepts(query: &str) -> impl Iterator<Item = &str> {
    let after = query.split("concept:").skip(1);
    after.map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default())
}
