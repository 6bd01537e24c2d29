//! `assessment.yaml`: the facts of one assessment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::answer::Status;
use crate::model::assessment::{Assessment, FrameworkPin, PublishedMark, Role, Scope, Sharing};
use crate::model::date::Date;
use crate::model::id::{AssessmentId, FrameworkId, Iso3, RoleId, RoundId, RowId, ViewId};
use crate::model::problem::Problem;
use crate::store::faults::Faults;
use crate::store::fields::{Ruled, Word};
use crate::store::yaml;

/// The facts of one assessment: one country in one round.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Assessment", inline)]
pub(crate) struct AssessmentFile {
    /// ISO 3166-1 alpha-3, lower case.
    country: Ruled<Iso3>,
    /// baseline, midterm, endline, or any name.
    round: Ruled<RoundId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// The frameworks that are answered, each in the version the assessment was begun with.
    frameworks: Vec<PinField>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    started: Option<Ruled<Date>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ended: Option<Ruled<Date>>,
    /// How far the assessment as a whole has come.
    status: Word<Status>,
    /// Who may read what comes out of it.
    sharing: Word<Sharing>,
    /// Roles, never names of persons.
    #[serde(default)]
    team: Vec<RoleField>,
    #[serde(default)]
    scope: ScopeField,
    /// Marks of other publishers as they stand in their own tables, each with its citation. They are shown beside
    /// ours and never count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    published_marks: Vec<PublishedMarkField>,
    /// The assessment of an earlier round that this one goes on from, as `ken-baseline`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    previous: Option<Ruled<AssessmentId>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PinField {
    id: Ruled<FrameworkId>,
    version: String,
}

/// A role in the team, named by what it does.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleField {
    /// As answers name it in `by`.
    id: Ruled<RoleId>,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
}

/// What was looked at, how, and what was left out.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScopeField {
    #[serde(default)]
    included: Vec<String>,
    #[serde(default)]
    excluded: Vec<String>,
    /// The providers that "main providers" means in this assessment.
    #[serde(default)]
    main_providers: Vec<String>,
    /// Where findings come from: desk review, interviews by stakeholder group.
    #[serde(default)]
    methods: Vec<String>,
    #[serde(default)]
    limits: Vec<String>,
}

/// A mark that the publisher of a list gave.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublishedMarkField {
    /// As `mnr gaps --by` takes it.
    view: Ruled<ViewId>,
    /// A row of the view.
    row: Ruled<RowId>,
    /// In the publisher's words.
    mark: String,
    edition: String,
    /// Page, table, footnote.
    citation: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl From<&Assessment> for AssessmentFile {
    fn from(a: &Assessment) -> Self {
        let pin = |p: &FrameworkPin| PinField { id: Ruled(p.id.clone()), version: p.version.clone() };
        let role = |r: &Role| RoleField {
            id: Ruled(r.id.clone()),
            title: r.title.clone(),
            organisation: r.organisation.clone(),
        };
        let published = |p: &PublishedMark| PublishedMarkField {
            view: Ruled(p.view.clone()),
            row: Ruled(p.row.clone()),
            mark: p.mark.clone(),
            edition: p.edition.clone(),
            citation: p.citation.clone(),
            note: p.note.clone(),
        };
        let Scope { included, excluded, main_providers, methods, limits } = a.scope.clone();
        Self {
            country: Ruled(a.id.country.clone()),
            round: Ruled(a.id.round.clone()),
            title: a.title.clone(),
            frameworks: a.frameworks.iter().map(pin).collect(),
            started: a.started.clone().map(Ruled),
            ended: a.ended.clone().map(Ruled),
            status: Word(a.status),
            sharing: Word(a.sharing),
            team: a.team.iter().map(role).collect(),
            scope: ScopeField { included, excluded, main_providers, methods, limits },
            published_marks: a.published_marks.iter().map(published).collect(),
            previous: a.previous.clone().map(Ruled),
            note: a.note.clone(),
        }
    }
}

/// Reads the facts of the assessment in the folder named `id`.
///
/// # Errors
/// Every fault that keeps the file from being used.
pub(crate) fn read(file: &str, id: &AssessmentId, text: &str) -> Result<Assessment, Vec<Problem>> {
    let wire: AssessmentFile = yaml::read(file, text).map_err(|p| vec![p])?;
    let mut faults = Faults::new(file, text);
    let says = AssessmentId { country: wire.country.0, round: wire.round.0 };
    if says != *id {
        let message = format!("the folder is named `{id}`, the file says `{says}`");
        let hint = "rename the folder, or put country and round right".to_owned();
        faults.error("wrong-assessment", "country", message, Some(hint));
    }
    if wire.frameworks.is_empty() {
        let hint = "name at least one, as `- {id: mnr, version: \"2016.1\"}`".to_owned();
        faults.error("no-framework", "frameworks", "the assessment names no framework", Some(hint));
    }
    for (i, pin) in wire.frameworks.iter().enumerate() {
        if wire.frameworks.iter().take(i).any(|p| p.id == pin.id) {
            faults.error(
                "duplicate-id",
                format!("frameworks/{i}"),
                format!("`{}` stands twice", pin.id.0),
                Some("keep one of the two".to_owned()),
            );
        }
    }
    for (i, role) in wire.team.iter().enumerate() {
        if wire.team.iter().take(i).any(|r| r.id == role.id) {
            faults.error(
                "duplicate-id",
                format!("team/{i}"),
                format!("the role `{}` stands twice", role.id.0),
                Some("keep one of the two".to_owned()),
            );
        }
    }
    for (i, p) in wire.published_marks.iter().enumerate() {
        for (field, text) in [("mark", &p.mark), ("edition", &p.edition), ("citation", &p.citation)] {
            if text.trim().is_empty() {
                let path = format!("published_marks/{i}/{field}");
                let hint = "write it as it stands there, or take the mark out".to_owned();
                faults.error("empty-value", path, format!("a published mark has no {field}"), Some(hint));
            }
        }
    }
    if faults.has_errors() {
        return Err(faults.into_problems());
    }
    let ScopeField { included, excluded, main_providers, methods, limits } = wire.scope;
    let published = |p: PublishedMarkField| PublishedMark {
        view: p.view.0,
        row: p.row.0,
        mark: p.mark,
        edition: p.edition,
        citation: p.citation,
        note: p.note,
    };
    let role = |r: RoleField| Role { id: r.id.0, title: r.title, organisation: r.organisation };
    Ok(Assessment {
        id: says,
        title: wire.title,
        frameworks: wire
            .frameworks
            .into_iter()
            .map(|p| FrameworkPin { id: p.id.0, version: p.version })
            .collect(),
        started: wire.started.map(|d| d.0),
        ended: wire.ended.map(|d| d.0),
        status: wire.status.0,
        sharing: wire.sharing.0,
        team: wire.team.into_iter().map(role).collect(),
        scope: Scope { included, excluded, main_providers, methods, limits },
        published_marks: wire.published_marks.into_iter().map(published).collect(),
        previous: wire.previous.map(|p| p.0),
        note: wire.note,
    })
}

/// Writes a new file.
pub(crate) fn write(schema: &str, assessment: &Assessment) -> Result<String, serde_yaml::SerializeError> {
    Ok(yaml::modeline(schema) + &yaml::write(&AssessmentFile::from(assessment))?)
}
