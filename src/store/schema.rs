//! JSON Schemas of the files of a workspace, made from the types that read them.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::store::answers_file::AnswersFile;
use crate::store::assessment_file::AssessmentFile;
use crate::store::config_file::ConfigFile;
use crate::store::evidence_file::EvidenceFile;
use crate::store::law_file::LawFile;
use crate::store::plan_file::PlanFile;
use crate::store::workspace_file::WorkspaceFile;

/// The schema of one type as text, ending in a line break.
pub(crate) fn of<T: JsonSchema>() -> String {
    let schema: Schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// The schemas of the files in a workspace and of the settings, by file name.
pub(crate) fn workspace() -> Vec<(&'static str, String)> {
    vec![
        ("answers.json", of::<AnswersFile>()),
        ("assessment.json", of::<AssessmentFile>()),
        ("config.json", of::<ConfigFile>()),
        ("evidence.json", of::<EvidenceFile>()),
        ("law.json", of::<LawFile>()),
        ("plan.json", of::<PlanFile>()),
        ("workspace.json", of::<WorkspaceFile>()),
    ]
}
