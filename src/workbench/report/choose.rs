//! Which file a template's name means: the narrowest there is.

use crate::model::assessment::Assessment;
use crate::report::render::Template;
use crate::store::StoreError;
use crate::store::bundled::Folder;
use crate::store::data::Origin;
use crate::workbench::error::WorkbenchError;
use crate::workbench::naming;
use crate::workbench::open::Workbench;
use std::collections::BTreeMap;

pub(super) const ENDING: &str = ".md.j2";

/// A report that can be made, for a list.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) name: String,
    /// What its file says of itself, in its first comment.
    pub(crate) about: String,
    /// The file that is used, as `templates/x.md.j2` or `shipped:templates/x.md.j2`.
    pub(crate) file: String,
}

impl Workbench {
    /// Names of the templates at hand, without their ending. Partials start with `_` and are none.
    pub(crate) fn templates(&self) -> Vec<String> {
        let data = self.data();
        let paths = [Origin::Shipped, Origin::Own].map(|o| data.paths(Folder::Templates, o)).concat();
        // What follows a dot says for which framework and which country a file is.
        let stem = |p: &String| Some(p.strip_suffix(ENDING)?.split('.').next()?.to_owned());
        let mut names: Vec<String> = paths.iter().filter(|p| !p.starts_with('_')).filter_map(stem).collect();
        names.sort();
        names.dedup();
        names
    }

    /// All templates, those of the workspace over the shipped ones, by name.
    pub(in crate::workbench) fn template_texts(&self) -> Result<Vec<Template>, WorkbenchError> {
        let data = self.data();
        let mut found = BTreeMap::new();
        for origin in [Origin::Shipped, Origin::Own] {
            for path in data.paths(Folder::Templates, origin).into_iter().filter(|p| p.ends_with(".j2")) {
                let file = data.read(Folder::Templates, &path, origin).map_err(StoreError::from)?;
                if let Some(file) = file {
                    found.insert(path.clone(), Template { name: path, place: file.name, text: file.text });
                }
            }
        }
        Ok(found.into_values().collect())
    }

    /// The text of a template, the one of the workspace over the shipped one.
    pub(crate) fn template_text(&self, name: &str) -> Result<String, WorkbenchError> {
        let texts = self.template_texts()?;
        let found = texts.iter().find(|t| t.name.strip_suffix(ENDING) == Some(name) || t.name == name);
        let known: Vec<String> = texts.iter().map(|t| t.name.clone()).collect();
        found.map(|t| t.text.clone()).ok_or_else(|| naming::unknown("template", name, &known))
    }

    /// Every report there is, with what it is for. With an assessment, in the file that would be used for it.
    pub(crate) fn choices(&self, assessment: Option<&Assessment>) -> Result<Vec<Choice>, WorkbenchError> {
        let texts = self.template_texts()?;
        let choice = |name: String| {
            let template = narrowest(&name, assessment, &texts)?;
            Some(Choice { about: about(&template.text), file: template.place.clone(), name })
        };
        Ok(self.templates().into_iter().filter_map(choice).collect())
    }
}

/// The template of a name: for framework and country, framework, country, or all.
pub(super) fn narrowest<'t>(
    name: &str,
    assessment: Option<&Assessment>,
    templates: &'t [Template],
) -> Option<&'t Template> {
    let country = assessment.map(|a| a.id.country.as_str());
    let frameworks = || assessment.iter().flat_map(|a| &a.frameworks).map(|p| p.id.as_str());
    let mut wanted: Vec<String> =
        country.iter().flat_map(|c| frameworks().map(move |f| format!("{name}.{f}.{c}"))).collect();
    wanted.extend(frameworks().map(|f| format!("{name}.{f}")));
    wanted.extend(country.map(|c| format!("{name}.{c}")));
    wanted.push(name.to_owned());
    wanted.iter().find_map(|w| templates.iter().find(|t| t.name.strip_suffix(ENDING) == Some(w)))
}

/// What a template says of itself: its first comment, without the hint where its values are documented.
fn about(text: &str) -> String {
    let comment = text.trim_start().strip_prefix("{#").and_then(|t| t.split_once("#}"));
    let comment = comment.map_or("", |(c, _)| c.trim_matches(['-', ' ', '\n']));
    let said = comment.split(" Values:").next().unwrap_or_default();
    crate::model::safe::line(&said.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::FrameworkPin;
    use crate::model::id::{AssessmentId, FrameworkId};

    #[test]
    fn the_narrowest_file_is_taken() {
        let template = |name: &str| Template { name: name.into(), place: name.into(), text: String::new() };
        let all: Vec<Template> =
            ["x.md.j2", "x.ken.md.j2", "x.mnr.md.j2", "x.mnr.ken.md.j2"].map(template).into();
        let pin = FrameworkPin { id: FrameworkId::parse("mnr").unwrap(), version: "1".into() };
        let assessment = |id: &str| Assessment {
            id: AssessmentId::parse(id).unwrap(),
            title: None,
            frameworks: vec![pin.clone()],
            started: None,
            ended: None,
            status: crate::model::answer::Status::Draft,
            sharing: crate::model::assessment::Sharing::Public,
            team: vec![],
            scope: crate::model::assessment::Scope::default(),
            published_marks: vec![],
            previous: None,
            note: None,
        };
        let (ken, per) = (assessment("ken-baseline"), assessment("per-baseline"));
        let found = |a: Option<&Assessment>, n: usize| {
            narrowest("x", a, &all[..n]).map(|t| t.name.as_str().to_owned())
        };
        assert_eq!(found(Some(&ken), 4).as_deref(), Some("x.mnr.ken.md.j2"));
        assert_eq!(found(Some(&ken), 3).as_deref(), Some("x.mnr.md.j2"));
        assert_eq!(found(Some(&ken), 2).as_deref(), Some("x.ken.md.j2"));
        assert_eq!(found(Some(&per), 2).as_deref(), Some("x.md.j2"));
        assert_eq!(found(None, 4).as_deref(), Some("x.md.j2"));
    }

    #[test]
    fn a_template_says_what_it_is_for() {
        assert_eq!(about("{#- A list of gaps.\n Values: README. -#}\nx"), "A list of gaps.");
        assert_eq!(about("# x"), "");
    }
}
