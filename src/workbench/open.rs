//! Opening a workspace, and reading one assessment whole.

use std::collections::BTreeMap;
use std::path::Path;

use crate::catalog::{Catalog, Loaded, schema};
use crate::model::assessment::{Assessment, Sheets};
use crate::model::country::Country;
use crate::model::evidence::Evidence;
use crate::model::framework::Framework;
use crate::model::id::{AssessmentId, CapabilityId, EvidenceId, FrameworkId, QuestionId};
use crate::model::plan::Plan;
use crate::model::problem::{Problem, Severity};
use crate::model::text::Language;
use crate::model::word::Vocabulary;
use crate::store::data::Data;
use crate::store::fields::Ruled;
use crate::store::workspace::Workspace;
use crate::store::workspace_file::{FORMAT, WorkspaceFile};
use crate::workbench::error::WorkbenchError;
use crate::workbench::naming;

/// A workspace, or only the data that is built in.
#[derive(Debug, Clone)]
pub(crate) struct Workbench {
    pub(super) workspace: Workspace,
    pub(super) catalog: Catalog,
}

/// A framework with the answers of one assessment.
#[derive(Debug)]
pub(crate) struct OpenedFramework {
    pub(crate) framework: Framework,
    pub(crate) sheets: Sheets,
    pub(crate) sha256: String,
    /// The version that the assessment was begun with, when it is another one.
    pub(crate) begun_with: Option<String>,
}

/// One assessment, as far as it can be read.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) assessment: Assessment,
    /// `None` when there is no profile or it has faults.
    pub(crate) country: Option<Country>,
    pub(crate) country_sha256: Option<String>,
    pub(crate) frameworks: Vec<OpenedFramework>,
    pub(crate) evidence: BTreeMap<EvidenceId, Evidence>,
    /// Empty while there is no plan, or while it cannot be read.
    pub(crate) plan: Plan,
    /// What could not be read; the rest stands.
    pub(crate) problems: Vec<Problem>,
}

impl Opened {
    /// What is wrong with the answers of a capability, when their file cannot be read.
    pub(crate) fn unread(&self, framework: &FrameworkId, capability: &CapabilityId) -> Option<&Problem> {
        let file = format!("assessments/{}/answers/{framework}/{capability}.yaml", self.assessment.id);
        self.problems.iter().find(|p| p.severity == Severity::Error && p.file == file)
    }

    /// What is wrong with the plan, when it cannot be read. It is not an empty plan then.
    pub(crate) fn unread_plan(&self) -> Option<&Problem> {
        let file = Workspace::plan_name(&self.assessment.id);
        self.problems.iter().find(|p| p.severity == Severity::Error && p.file == file)
    }
}

/// The frameworks and profiles at `start`: those of the workspace there, if there is one, over the shipped ones.
pub(crate) fn catalog_at(start: &Path) -> Catalog {
    Catalog::new(Data::new(Workspace::find(start).ok().map(|w| w.root().to_path_buf())))
}

/// The ids of all questions and capabilities of all frameworks at hand, as profiles name them.
pub(crate) fn named(catalog: &Catalog) -> Vec<String> {
    let frameworks = catalog.frameworks();
    let loaded = frameworks.keys().filter_map(|id| catalog.framework(id)?.value);
    loaded
        .flat_map(|f| {
            let capabilities = f.capabilities().map(|c| c.id.to_string());
            let questions = f.questions().map(|q| q.id.to_string());
            capabilities.chain(questions).collect::<Vec<_>>()
        })
        .collect()
}

/// Reads a framework that must be usable.
pub(crate) fn usable_framework(
    catalog: &Catalog,
    id: &FrameworkId,
) -> Result<Loaded<Framework>, WorkbenchError> {
    let known: Vec<String> = catalog.frameworks().keys().map(ToString::to_string).collect();
    let loaded = catalog.framework(id).ok_or_else(|| naming::unknown("framework", id.as_str(), &known))?;
    if loaded.value.is_none() {
        return Err(WorkbenchError::Damaged {
            what: format!("the framework `{id}`"),
            problems: loaded.problems,
        });
    }
    Ok(loaded)
}

/// Answers under ids that the framework does not have. They are part of no figure, and nothing that
/// was entered may vanish without a word.
fn homeless(id: &AssessmentId, framework: &Framework, sheets: &Sheets) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (capability, sheet) in sheets {
        let known = |q: &QuestionId| {
            framework.capability(capability).is_some_and(|c| c.questions.iter().any(|x| x.id == *q))
        };
        for (question, answer) in sheet.answers.iter().filter(|(q, a)| !known(q) && !a.is_empty()) {
            let value = answer.value.map_or("not_assessed", Vocabulary::word);
            let texts: Vec<String> =
                answer.texts().map(|(field, text)| format!("; {field}: {text}")).collect();
            let texts = texts.concat();
            problems.push(Problem {
                severity: Severity::Warning,
                code: "unknown-question",
                file: format!("assessments/{id}/answers/{}/{capability}.yaml", framework.id),
                place: None,
                message: format!("`{question}` is no question of {capability}, so its answer counts nowhere: {value}{texts}"),
                hint: Some("put it under the id of its question".to_owned()),
            });
        }
    }
    problems
}

impl Workbench {
    /// Opens the nearest workspace at `start` or above it.
    pub(crate) fn open(start: &Path) -> Result<Self, WorkbenchError> {
        let workspace = Workspace::find(start)?;
        // Editors complete from them. A read-only workspace is still a workspace.
        let _ = workspace.put_schemas(&schema::all());
        Ok(Self::on(workspace))
    }

    /// The same for what is asked often and has to be quick. To make the schemas takes as long as a search.
    pub(crate) fn open_to_read(start: &Path) -> Result<Self, WorkbenchError> {
        let workspace = Workspace::find(start)?;
        if !workspace.has_schemas() {
            let _ = workspace.put_schemas(&schema::all());
        }
        Ok(Self::on(workspace))
    }

    /// Makes a folder a workspace and opens it.
    pub(crate) fn init(root: &Path, title: &str, language: Language) -> Result<Self, WorkbenchError> {
        let file = WorkspaceFile { format: FORMAT, title: title.to_owned(), language: Ruled(language) };
        let workspace = Workspace::init(root, &file)?;
        workspace.put_schemas(&schema::all())?;
        Ok(Self::on(workspace))
    }

    fn on(workspace: Workspace) -> Self {
        let catalog = Catalog::new(Data::new(Some(workspace.root().to_path_buf())));
        Self { workspace, catalog }
    }

    pub(crate) fn root(&self) -> &Path {
        self.workspace.root()
    }

    pub(crate) fn language(&self) -> &Language {
        &self.workspace.file.language.0
    }

    pub(crate) fn assessment_ids(&self) -> Vec<AssessmentId> {
        self.workspace.assessment_ids().0
    }

    /// The assessment that was named, or the only one there is.
    pub(crate) fn pick(&self, name: Option<&str>) -> Result<AssessmentId, WorkbenchError> {
        let ids = self.assessment_ids();
        let Some(name) = name else {
            return match ids.as_slice() {
                [] => Err(WorkbenchError::NoAssessment),
                [only] => Ok(only.clone()),
                _ => Err(WorkbenchError::ManyAssessments(ids)),
            };
        };
        let known: Vec<String> = ids.iter().map(ToString::to_string).collect();
        ids.into_iter()
            .find(|id| id.to_string() == name)
            .ok_or_else(|| naming::unknown("assessment", name, &known))
    }

    /// Reads the facts of an assessment.
    pub(crate) fn assessment(&self, id: &AssessmentId) -> Result<Assessment, WorkbenchError> {
        let damaged = |problems| WorkbenchError::Damaged { what: format!("the assessment `{id}`"), problems };
        self.workspace.assessment(id).map_err(damaged)
    }

    /// Reads one assessment whole. Damaged answer files are left out and told in `problems`.
    pub(crate) fn load(&self, id: &AssessmentId) -> Result<Opened, WorkbenchError> {
        let assessment = self.assessment(id)?;
        let mut problems = Vec::new();
        let mut frameworks = Vec::new();
        for pin in &assessment.frameworks {
            let loaded = usable_framework(&self.catalog, &pin.id)?;
            let Some(framework) = loaded.value else { continue };
            let capabilities: Vec<CapabilityId> = framework.capabilities().map(|c| c.id.clone()).collect();
            let (sheets, found) = self.workspace.sheets(id, &pin.id, &capabilities);
            problems.extend(found);
            problems.extend(homeless(id, &framework, &sheets));
            let begun_with = (framework.version != pin.version).then(|| pin.version.clone());
            frameworks.push(OpenedFramework { framework, sheets, sha256: loaded.sha256, begun_with });
        }
        let (evidence, found) = self.workspace.evidence(id);
        problems.extend(found.into_iter().filter(|p| p.severity == Severity::Error));
        let plan = self.workspace.plan(id).unwrap_or_else(|found| {
            problems.extend(found);
            None
        });
        let profile = self.catalog.country(&assessment.id.country, None);
        problems.extend(profile.iter().filter(|l| l.value.is_none()).flat_map(|l| l.problems.clone()));
        let (country, country_sha256) = profile.and_then(|l| Some((l.value?, l.sha256))).unzip();
        Ok(Opened {
            assessment,
            country,
            country_sha256,
            frameworks,
            evidence,
            plan: plan.unwrap_or_default(),
            problems,
        })
    }
}
