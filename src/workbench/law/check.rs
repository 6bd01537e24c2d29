//! Every fault of the library.

use crate::model::problem::{Problem, Severity};
use crate::store::library;
use crate::workbench::open::Workbench;

impl Workbench {
    /// Facts that cannot be read, files that are missing or are other ones than were taken in, key laws that the
    /// profile does not have.
    pub(crate) fn check_laws(&self) -> Vec<Problem> {
        let listed = self.workspace.laws();
        let mut problems = listed.problems;
        for (id, _) in &listed.laws {
            let law = match self.workspace.law(id) {
                Ok(Some(law)) => law,
                Ok(None) => continue,
                Err(found) => {
                    problems.extend(found);
                    continue;
                }
            };
            let mut add = |severity, code, message: String, hint: &str| {
                problems.push(Problem {
                    severity,
                    code,
                    file: library::name_of(id),
                    place: None,
                    message,
                    hint: Some(hint.to_owned()),
                });
            };
            match self.workspace.received(&law) {
                Err(problem) => problems.push(problem),
                Ok(bytes) if library::sha256(&bytes) != law.file.sha256 => add(
                    Severity::Warning,
                    "file-replaced",
                    format!(
                        "`{}` is another file than the one that was taken in",
                        crate::model::safe::line(&law.file.name)
                    ),
                    "if it is a newer wording, take it in with `mnr law update LAW FILE`; if not, put the old one back",
                ),
                Ok(_) => {}
            }
        }
        for (id, _) in &listed.laws {
            let Ok(Some(law)) = self.workspace.law(id) else { continue };
            let Some(key) = &law.key_law else { continue };
            let Some(profile) = self.catalog.country(&id.country, None).and_then(|l| l.value) else {
                continue;
            };
            if !profile.key_laws.iter().any(|f| f.value.id == *key) {
                problems.push(Problem {
                    severity: Severity::Warning,
                    code: "unknown-key-law",
                    file: library::name_of(id),
                    place: None,
                    message: format!(
                        "the profile of `{}` has no key law `{}`",
                        id.country,
                        crate::model::safe::line(key)
                    ),
                    hint: Some("correct `key_law`, or take the line out".to_owned()),
                });
            }
        }
        problems
    }
}
