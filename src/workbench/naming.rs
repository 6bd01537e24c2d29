//! Questions and capabilities as people name them: `mnr/C03-2`, or `C03-2` where that is clear.

use crate::model::framework::Framework;
use crate::model::id::{CapabilityId, QuestionId};
use crate::store::yaml::nearest;
use crate::workbench::error::WorkbenchError;

/// An error for a name that is not there, with what may have been meant.
pub(crate) fn unknown(what: &'static str, given: &str, known: &[String]) -> WorkbenchError {
    let near = nearest(given, known).map(str::to_owned);
    WorkbenchError::Unknown { what, given: given.to_owned(), near, known: known.to_vec() }
}

/// Finds what `name` means among the frameworks: the one framework in which `has` finds it.
fn find<'a, T>(
    what: &'static str,
    name: &str,
    frameworks: &'a [&'a Framework],
    has: impl Fn(&'a Framework, &str) -> Option<T>,
    all: impl Fn(&Framework) -> Vec<String>,
) -> Result<(&'a Framework, T), WorkbenchError> {
    let (wanted, bare) = match name.split_once('/') {
        Some((framework, bare)) => (Some(framework), bare),
        None => (None, name),
    };
    let fits = frameworks.iter().filter(|f| wanted.is_none_or(|w| f.id.as_str() == w));
    // Ids are printed in capitals; nobody should have to hold Shift to answer.
    let bare = bare.to_ascii_uppercase();
    let mut found: Vec<(&Framework, T)> = fits.filter_map(|f| Some((*f, has(f, &bare)?))).collect();
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => {
            let known: Vec<String> = frameworks.iter().flat_map(|f| all(f)).collect();
            let near = nearest(&bare, &known).map(str::to_owned);
            Err(WorkbenchError::Unknown { what, given: name.to_owned(), near, known: Vec::new() })
        }
        (Some(last), false) => {
            let mut choices: Vec<String> = found.iter().map(|(f, _)| format!("{}/{bare}", f.id)).collect();
            choices.push(format!("{}/{bare}", last.0.id));
            Err(WorkbenchError::Ambiguous { given: name.to_owned(), choices })
        }
    }
}

fn same(id: &str, given: &str) -> bool {
    id.eq_ignore_ascii_case(given)
}

/// The question that a name means.
pub(crate) fn question<'a>(
    name: &str,
    frameworks: &'a [&'a Framework],
) -> Result<(&'a Framework, QuestionId), WorkbenchError> {
    let has = |f: &'a Framework, bare: &str| {
        f.questions().find(|q| same(q.id.as_str(), bare)).map(|q| q.id.clone())
    };
    find("question", name, frameworks, has, |f| f.questions().map(|q| q.id.to_string()).collect())
}

/// The capability that a name means.
pub(crate) fn capability<'a>(
    name: &str,
    frameworks: &'a [&'a Framework],
) -> Result<(&'a Framework, CapabilityId), WorkbenchError> {
    let has = |f: &'a Framework, bare: &str| {
        f.capabilities().find(|c| same(c.id.as_str(), bare)).map(|c| c.id.clone())
    };
    find("capability", name, frameworks, has, |f| f.capabilities().map(|c| c.id.to_string()).collect())
}
