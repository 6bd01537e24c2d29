//! The tables of a report from what a template would see.

use crate::model::answer::{Confidence, Status};
use crate::model::plan::ActionStatus;
use crate::model::word::Vocabulary;
use crate::report::book::{Cell, Sheet, SheetKind, sheet, word};
use crate::report::context::Context;
use crate::report::view::{CapabilityView, DomainView, FrameworkView, QuestionView};
use crate::report::words::Words;
use crate::score::weigh::State;

/// All tables, in the order of the book.
pub(crate) fn tables(context: &Context<'_>, words: &Words) -> Vec<Sheet> {
    vec![
        summary(context, words),
        answers(context, words),
        evidence(context, words),
        gaps(context, words),
        actions(context, words),
        trainings(context, words),
        laws(context, words),
        method(context, words),
    ]
}

/// Every capability with its framework and its domain.
fn capabilities<'c, 'a>(
    context: &'c Context<'a>,
) -> impl Iterator<Item = (&'c FrameworkView<'a>, &'c DomainView<'a>, &'c CapabilityView<'a>)> {
    context
        .frameworks
        .iter()
        .flat_map(|f| f.domains.iter().flat_map(move |d| d.capabilities.iter().map(move |c| (f, d, c))))
}

fn joined<'s>(texts: impl IntoIterator<Item = &'s str>) -> Cell {
    texts.into_iter().collect::<Vec<_>>().join("; ").into()
}

fn said(english: Option<&str>, words: &Words) -> Cell {
    english.map(|e| word(e, words)).into()
}

fn summary(context: &Context<'_>, words: &Words) -> Sheet {
    let columns = [
        ("Framework", 12),
        ("Domain", 24),
        ("Id", 8),
        ("Capability", 36),
        ("Level", 8),
        ("Suggested level", 10),
        ("Target", 8),
        ("Target by", 11),
        ("Gap", 6),
        ("Share, lower bound", 11),
        ("Share, upper bound", 11),
        ("Law, lower bound", 11),
        ("Law, upper bound", 11),
        ("Practice, lower bound", 11),
        ("Practice, upper bound", 11),
        ("Questions", 10),
        ("Met", 8),
        ("Partly", 8),
        ("Not met", 8),
        ("Not applicable", 11),
        ("Unknown", 10),
        ("Not assessed", 10),
        ("Cannot be met", 10),
        ("On evidence", 10),
        ("Reason", 60),
    ];
    let mut sheet = sheet(SheetKind::Summary, "Summary", &columns, words);
    for (f, d, c) in capabilities(context) {
        sheet.rows.push(vec![
            f.id.into(),
            d.title.into(),
            c.id.into(),
            c.title.into(),
            c.level.as_ref().map(|l| l.value).into(),
            c.suggestion.as_ref().map(|s| s.level).into(),
            c.target.as_ref().map(|t| t.value).into(),
            c.target.as_ref().and_then(|t| t.by).into(),
            c.gap.into(),
            c.share.low.into(),
            c.share.high.into(),
            c.law.low.into(),
            c.law.high.into(),
            c.practice.low.into(),
            c.practice.high.into(),
            c.tally.questions.into(),
            c.tally.met.into(),
            c.tally.partly.into(),
            c.tally.not_met.into(),
            c.tally.not_applicable.into(),
            c.tally.unknown.into(),
            c.tally.not_assessed.into(),
            c.tally.not_relevant.into(),
            c.evidenced.into(),
            c.level.as_ref().map(|l| l.reason).into(),
        ]);
    }
    sheet
}

fn answers(context: &Context<'_>, words: &Words) -> Sheet {
    let columns = [
        ("Framework", 12),
        ("Domain", 20),
        ("Capability", 28),
        ("Id", 9),
        ("Question", 60),
        ("Kind", 13),
        ("Weight", 8),
        ("Essential from level", 10),
        ("State", 15),
        ("Reason", 60),
        ("Confidence", 11),
        ("Status", 11),
        ("Answered by", 14),
        ("Answered at", 20),
        ("Flag", 30),
        ("Note", 30),
        ("Evidence", 40),
        ("Criterion for met", 50),
        ("Action to consider", 50),
    ];
    let mut sheet = sheet(SheetKind::Answers, "Answers", &columns, words);
    let states: Vec<&str> = State::ALL.iter().map(|s| s.word()).collect();
    sheet.choose(8, &states, words);
    sheet.choose(10, Confidence::WORDS, words);
    sheet.choose(11, Status::WORDS, words);
    for (f, d, c) in capabilities(context) {
        for q in &c.questions {
            sheet.rows.push(answer(f, d, c, q, words));
        }
    }
    sheet
}

fn answer(
    f: &FrameworkView<'_>,
    d: &DomainView<'_>,
    c: &CapabilityView<'_>,
    q: &QuestionView<'_>,
    words: &Words,
) -> Vec<Cell> {
    vec![
        f.id.into(),
        d.title.into(),
        format!("{} {}", c.id, c.title).into(),
        q.id.into(),
        q.text.into(),
        word(q.kind, words).into(),
        q.weight.into(),
        q.essential_from.into(),
        word(q.state, words).into(),
        q.because.into(),
        said(q.confidence, words),
        said(q.status, words),
        q.by.into(),
        q.at.into(),
        q.flag.into(),
        q.note.into(),
        joined(q.evidence.iter().map(|e| e.id)),
        q.met.into(),
        q.action.into(),
    ]
}

fn evidence(context: &Context<'_>, words: &Words) -> Sheet {
    let columns = [
        ("Id", 30),
        ("Kind", 12),
        ("Citation", 50),
        ("Quotation", 70),
        ("Page in the source", 8),
        ("Text of", 12),
        ("What it says", 60),
        ("Date", 12),
        ("Address", 30),
        ("Note", 30),
        ("Used for", 24),
    ];
    let mut sheet = sheet(SheetKind::Evidence, "Evidence", &columns, words);
    for e in &context.evidence {
        let passage = e.passage.as_ref();
        sheet.rows.push(vec![
            e.id.into(),
            word(e.kind, words).into(),
            passage.map_or(e.citation, |p| p.citation).into(),
            passage.map(|p| p.quote).into(),
            passage.and_then(|p| p.page).map(|p| p as usize).into(),
            passage.and_then(|p| p.version).into(),
            e.says.into(),
            e.date.into(),
            e.url.into(),
            e.note.into(),
            joined(e.used_by.iter().map(String::as_str)),
        ]);
    }
    sheet
}

fn gaps(context: &Context<'_>, words: &Words) -> Sheet {
    let columns = [
        ("Framework", 12),
        ("Capability", 32),
        ("Level", 8),
        ("Target", 8),
        ("Gap", 6),
        ("Harm", 10),
        ("Feasibility", 10),
        ("Priority", 9),
        ("Id", 9),
        ("Question", 60),
        ("Kind", 13),
        ("State", 13),
        ("Essential from level", 10),
        ("Reason", 60),
        ("Action to consider", 60),
        ("Actions", 14),
    ];
    let mut sheet = sheet(SheetKind::Gaps, "Gaps", &columns, words);
    for r in &context.plan.order {
        let capability = capabilities(context).find(|(f, _, c)| f.id == r.framework && c.id == r.id);
        let questions = capability.map(|(_, _, c)| c.questions.as_slice()).unwrap_or_default();
        for s in &r.steps {
            let question = questions.iter().find(|q| q.id == s.id);
            sheet.rows.push(vec![
                r.framework.into(),
                format!("{} {}", r.id, r.title).into(),
                r.level.into(),
                r.target.into(),
                r.gap.into(),
                said(r.harm, words),
                said(r.feasibility, words),
                r.product.map(usize::from).into(),
                s.id.into(),
                s.text.into(),
                word(s.kind, words).into(),
                word(s.state, words).into(),
                s.essential.into(),
                question.and_then(|q| q.because).into(),
                s.action.into(),
                s.actions.join(", ").into(),
            ]);
        }
    }
    sheet
}

fn actions(context: &Context<'_>, words: &Words) -> Sheet {
    let columns = [
        ("Id", 8),
        ("What is done", 60),
        ("Closes", 24),
        ("Lead", 30),
        ("Supporting bodies", 40),
        ("From", 11),
        ("To", 11),
        ("Status", 12),
        ("Indicator", 50),
        ("Baseline", 24),
        ("Target", 24),
        ("Now", 24),
        ("As of", 11),
        ("Means of verification", 40),
        ("Budget", 20),
        ("Source of the budget", 24),
        ("Waits for", 14),
        ("Risk", 40),
        ("Note", 30),
    ];
    let mut sheet = sheet(SheetKind::Actions, "Actions", &columns, words);
    sheet.choose(7, ActionStatus::WORDS, words);
    for a in context.plan.actions.iter().chain(&context.plan.dropped) {
        let (indicator, budget) = (a.indicator.as_ref(), a.budget.as_ref());
        sheet.rows.push(vec![
            a.id.into(),
            a.activity.into(),
            joined(a.closes.iter().map(|c| c.id.as_str())),
            a.lead.into(),
            joined(a.support.iter().map(String::as_str)),
            a.start.into(),
            a.end.into(),
            word(a.status, words).into(),
            indicator.map(|i| i.text).into(),
            indicator.and_then(|i| i.baseline).into(),
            indicator.and_then(|i| i.target).into(),
            indicator.and_then(|i| i.now).into(),
            indicator.and_then(|i| i.as_of).into(),
            joined(a.verification.iter().map(String::as_str)),
            budget.and_then(|b| b.amount).into(),
            budget.and_then(|b| b.source).into(),
            joined(a.after.iter().map(|b| b.id)),
            a.risk.into(),
            a.note.into(),
        ]);
    }
    sheet
}

fn trainings(context: &Context<'_>, words: &Words) -> Sheet {
    let columns = [
        ("Id", 26),
        ("Audience", 28),
        ("Subject", 60),
        ("Format", 12),
        ("Capability", 32),
        ("Closes", 30),
        ("Priority", 10),
        ("Gap", 6),
        ("Harm", 10),
        ("Harm × gap", 8),
        ("Builds on", 30),
        ("Law to settle first", 16),
        ("Rests on", 12),
        ("Lead", 30),
        ("From", 11),
        ("To", 11),
        ("Status", 12),
        ("Waits for", 14),
        ("Note", 30),
    ];
    let mut sheet = sheet(SheetKind::Trainings, "Trainings", &columns, words);
    let audiences = context.training.audiences.iter();
    let needs = audiences.flat_map(|a| a.needs.iter().map(move |n| (a.title, n)));
    let dropped = context.training.dropped.iter().map(|n| (n.audience, n));
    for (audience, n) in needs.chain(dropped) {
        sheet.rows.push(vec![
            n.id.as_str().into(),
            audience.into(),
            n.subject.into(),
            said(n.format, words),
            n.capability.zip(n.capability_title).map(|(id, title)| format!("{id} {title}")).into(),
            joined(n.calls.iter().map(|c| c.id.as_str())),
            said(n.priority, words),
            n.gap.into(),
            said(n.harm, words),
            n.product.map(usize::from).into(),
            context.training.core.iter().find(|c| n.core == Some(c.id)).map(|c| c.subject).into(),
            joined(n.law_first.iter().copied()),
            joined(n.rests_on.iter().copied()),
            n.lead.into(),
            n.start.into(),
            n.end.into(),
            said(n.status, words),
            joined(n.after.iter().map(String::as_str)),
            n.note.into(),
        ]);
    }
    sheet
}

fn laws(context: &Context<'_>, words: &Words) -> Sheet {
    let columns = [
        ("Id", 36),
        ("Title", 60),
        ("Title in English", 50),
        ("Number", 16),
        ("Year", 8),
        ("Status", 14),
        ("Text of", 12),
        ("File", 40),
        ("SHA-256", 20),
    ];
    let mut sheet = sheet(SheetKind::Laws, "Laws", &columns, words);
    for l in &context.legislation.laws {
        sheet.rows.push(vec![
            l.id.as_str().into(),
            l.title.into(),
            l.title_en.into(),
            l.number.into(),
            l.year.and_then(|y| usize::try_from(y).ok()).into(),
            word(l.status, words).into(),
            l.version.into(),
            l.file.into(),
            l.sha256.into(),
        ]);
    }
    sheet
}

fn method(context: &Context<'_>, words: &Words) -> Sheet {
    let mut sheet = sheet(SheetKind::Method, "Method", &[("Item", 40), ("Value", 90)], words);
    let mut row = |item: &str, value: Cell| sheet.rows.push(vec![words.say(item).into(), value]);
    let a = &context.assessment;
    row("Country", context.country.as_ref().map_or(context.country_code, |c| c.name).into());
    row("Assessment", a.id.as_str().into());
    row("Round", word(a.round, words).into());
    row("Status", word(a.status, words).into());
    row("Sharing", word(a.sharing, words).into());
    if context.report.redacted {
        row("Redacted", words.say("Names of roles and organisations of the team, sources of interviews, notes and flags were left out of this export.").into());
    }
    row("Date of the report", context.date.into());
    row("Statement", words.say("Self-assessed, not for ranking").into());
    for f in &context.frameworks {
        row("Framework", format!("{} {}", f.title, f.version).into());
        let s = &f.scoring;
        row("Values of met, partly, not met", format!("{}; {}; {}", s.met, s.partly, s.not_met).into());
        for (item, treatment) in [
            ("not applicable", s.not_applicable),
            ("unknown", s.unknown),
            ("not assessed", s.not_assessed),
            ("not relevant", s.not_relevant),
        ] {
            row(item, word(treatment, words).into());
        }
        row("Least coverage for a suggestion", s.min_coverage.into());
        for l in &f.scale {
            row("Level", format!("{} {}: {}", l.value, l.title, l.meaning).into());
        }
    }
    let lines = [
        ("Looked at", a.included),
        ("Left out", a.excluded),
        ("Sources of findings", a.methods),
        ("Limits", a.limits),
    ];
    for (item, lines) in lines {
        for line in lines {
            row(item, line.as_str().into());
        }
    }
    row("Made with", context.reproduction.tool.into());
    for part in &context.reproduction.parts {
        let version = if part.version.is_empty() { String::new() } else { format!(" {}", part.version) };
        let item = format!("{} {}{version}", word(part.what, words), part.name);
        sheet.rows.push(vec![item.into(), part.sha256.as_str().into()]);
    }
    sheet
}
