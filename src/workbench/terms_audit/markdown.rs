//! The audit as Markdown, to be put into a report. What stands in a text is text here, and no markup.

use std::fmt::Write as _;

use crate::model::word::Vocabulary as _;
use crate::report::markdown::inline;
use crate::workbench::terms_audit::{Item, Place, Subject, TermsAudit, Verdict};

pub(super) fn markdown(audit: &TermsAudit, exempt: bool) -> String {
    let mut out = String::from("# Terminology\n\n");
    let (findings, notes) = (audit.count(Verdict::Finding), audit.count(Verdict::Note));
    let _ = writeln!(
        out,
        "Findings: {findings}. Notes: {notes}. Exempt: {}. Laws read: {}.",
        audit.count(Verdict::Exempt),
        audit.laws.len()
    );
    for law in audit.uncovered() {
        let _ = writeln!(out, "\nThe list has no forms in the language of {}.", inline(&law.title));
    }
    let parts = [("Findings", Verdict::Finding), ("Notes", Verdict::Note), ("Exempt", Verdict::Exempt)];
    for (title, verdict) in parts {
        let groups = audit.groups(verdict);
        if groups.is_empty() || (verdict == Verdict::Exempt && !exempt) {
            continue;
        }
        let _ = writeln!(out, "\n## {title}");
        for group in groups {
            let name = match group.law {
                Some(law) => format!("{} ({})", inline(&law.title), law.id),
                None => "Texts of the assessment".to_owned(),
            };
            let _ = writeln!(out, "\n### {name}: {}", group.count());
            for concept in &group.concepts {
                concept_lines(concept, &mut out);
            }
        }
    }
    out
}

fn concept_lines(concept: &[&Item], out: &mut String) {
    let Some(first) = concept.first() else { return };
    let _ = writeln!(
        out,
        "\n**{} {}**: {}. {}",
        first.concept,
        inline(&first.term),
        concept.len(),
        inline(&first.why)
    );
    out.push('\n');
    for item in concept {
        let at = match &item.subject {
            Subject::Law { .. } if item.place == Place::Title => "title".to_owned(),
            Subject::Law { label, .. } => format!("{}, {}", inline(label), item.place.word()),
            Subject::Own { label, .. } => inline(label),
        };
        let write = item.write.as_ref().map_or_else(String::new, |w| {
            let english =
                if w.is_fallback { " (English: the list has none in the language of the text)" } else { "" };
            format!("; write “{}”{english}", inline(&w.text))
        });
        let beyond = if item.basis.beyond_guidelines { "; our list, beyond the Guidelines" } else { "" };
        let note = item.form_note.as_ref().map(|n| format!("; {}", inline(n))).unwrap_or_default();
        let _ = writeln!(
            out,
            "- {at}: “{}”{write} ({}: {}{beyond}{note}).\n  > {}",
            inline(&item.printed),
            item.used.word(),
            item.reason.words(),
            inline(&item.snippet.text)
        );
    }
}
