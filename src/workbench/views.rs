//! Views: the answers of an assessment in the order of another publisher's list.

use crate::model::assessment::Sheets;
use crate::model::crosswalk::{Crosswalk, View};
use crate::model::framework::Framework;
use crate::score::view::{MarkedRow, mark_rows};
use crate::workbench::error::{Lacking, WorkbenchError};
use crate::workbench::open::{Opened, Workbench};

impl Workbench {
    /// The views at hand.
    pub(crate) fn crosswalk(&self) -> Result<Crosswalk, WorkbenchError> {
        let loaded = self.catalog.crosswalk(Some(&self.catalog.asked()));
        let what = "the list of views".to_owned();
        loaded.value.ok_or(WorkbenchError::Damaged { what, problems: loaded.problems })
    }

    /// The rows of a view with their marks. Refused where the assessment lacks a framework that they rest on.
    pub(crate) fn marked<'a>(
        &self,
        view: &'a View,
        opened: &Opened,
    ) -> Result<Vec<MarkedRow<'a>>, WorkbenchError> {
        let frameworks: Vec<(&Framework, &Sheets)> =
            opened.frameworks.iter().map(|f| (&f.framework, &f.sheets)).collect();
        let lacks = view.frameworks().into_iter().find(|id| !frameworks.iter().any(|(f, _)| f.id == **id));
        if let Some(lacks) = lacks {
            let version = self.catalog.framework(lacks).and_then(|l| l.value).map(|f| f.version);
            return Err(WorkbenchError::LacksFramework(Box::new(Lacking {
                assessment: opened.assessment.id.clone(),
                has: frameworks.iter().map(|(f, _)| f.id.clone()).collect(),
                lacks: lacks.clone(),
                version: version.unwrap_or_default(),
                view: view.id.clone(),
            })));
        }
        Ok(mark_rows(view, &frameworks))
    }
}

/// The view of an id. The known ones are few, so that all of them are told.
pub(crate) fn find<'a>(crosswalk: &'a Crosswalk, name: &str) -> Result<&'a View, WorkbenchError> {
    crosswalk.view(name).ok_or_else(|| WorkbenchError::Unknown {
        what: "view",
        given: name.to_owned(),
        near: None,
        known: crosswalk.views.iter().map(|v| v.id.to_string()).collect(),
    })
}
