//! A report in one of its formats, from the values that its template sees.

use crate::model::answer::Status;
use crate::model::assessment::{Assessment, Sharing};
use crate::model::format::Format;
use crate::report::around::Around;
use crate::report::book::SheetKind;
use crate::report::context::Context;
use crate::report::export;
use crate::report::render::{Renderer, Template};
use crate::report::words::Words;
use crate::workbench::error::WorkbenchError;
use crate::workbench::report::write::seal;

/// The table that a template is about, for a file that holds one.
const TABLES: &[(&str, SheetKind)] = &[
    ("annex-answers", SheetKind::Answers),
    ("country-brief", SheetKind::Laws),
    ("executive-summary", SheetKind::Summary),
    ("gap-analysis", SheetKind::Gaps),
    ("legislative-review", SheetKind::Answers),
    ("plan-of-action", SheetKind::Actions),
    ("training-needs", SheetKind::Trainings),
];

/// Everything a report is exported from.
pub(super) struct Document<'d, 'a> {
    pub(super) renderer: &'d Renderer<'d>,
    pub(super) words: &'d Words,
    pub(super) templates: &'d [Template],
    pub(super) context: &'d Context<'a>,
    pub(super) assessment: &'d Assessment,
}

impl Document<'_, '_> {
    /// The Markdown and the bytes of the format. `file` is the template's file, `name` what it was asked for as.
    pub(super) fn export(
        &self,
        file: &str,
        name: &str,
        format: Format,
    ) -> Result<(String, Vec<u8>), WorkbenchError> {
        let sharing = self.sharing();
        if format == Format::Csv || format == Format::Xlsx {
            // Tables are made from the values, not from what a template says of them.
            let table = TABLES.iter().find(|(template, _)| *template == name).map(|(_, kind)| *kind);
            if format == Format::Csv && table.is_none() {
                let known = TABLES.iter().map(|(template, _)| *template).collect();
                return Err(WorkbenchError::NoTable { template: name.to_owned(), known });
            }
            return Ok((
                String::new(),
                export::tables(self.context, self.words, &self.around(name, &sharing), table, format)?,
            ));
        }
        if format == Format::Json {
            return Ok((String::new(), export::json(self.context, name)?));
        }
        let body = self.renderer.render(file, self.context)?;
        let text = seal(&export::without_pictures(&body));
        let title = title(&body);
        let around = self.around(&title, &sharing);
        let bytes = match format {
            Format::Html => {
                let page = self.templates.iter().find(|t| t.name == export::PAGE);
                let page = page.map_or("", |t| t.text.as_str());
                seal(&export::html(&body, &around, page, self.renderer, self.context)?).into_bytes()
            }
            Format::Docx => export::docx(&body, &around)?,
            _ => text.clone().into_bytes(),
        };
        Ok((text, bytes))
    }

    /// Who may read the report, and whether something was left out of it.
    fn sharing(&self) -> String {
        let sharing = self.words.say(match self.assessment.sharing {
            Sharing::Public => "Public: may be passed on",
            Sharing::Partners => "For partners of the programme only",
            Sharing::Restricted => "Restricted: for the assessment team and those it names",
        });
        let redacted = self.context.report.redacted.then(|| self.words.say("REDACTED"));
        [Some(sharing), redacted].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// What stands on every page.
    fn around<'s>(&'s self, title: &'s str, sharing: &'s str) -> Around<'s> {
        let say = |english| self.words.say(english);
        Around {
            title,
            language: self.words.language.as_str(),
            rtl: self.words.language.is_rtl(),
            sharing,
            status: match self.assessment.status {
                Status::Draft => Some(say("DRAFT")),
                Status::InReview => Some(say("IN REVIEW")),
                Status::Final => None,
            },
            date: self.context.date,
            contents: say("Contents"),
            skip: say("Skip to the report"),
            page_word: say("Page"),
        }
    }
}

/// The first heading of a report, as text.
fn title(markdown: &str) -> String {
    let heading = markdown.lines().find_map(|l| l.strip_prefix("# ")).unwrap_or_default();
    let mut title = String::new();
    let mut escaped = false;
    for c in heading.chars() {
        escaped = c == '\\' && !escaped;
        if !escaped {
            title.push(c);
        }
    }
    title
}
