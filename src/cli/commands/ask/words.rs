//! What the interview says, in whole sentences and plain lines.

use std::fmt::Write as _;

use crate::cli::commands::ask::round::{Asked, Round};
use crate::model::answer::{Answer, Value};
use crate::model::framework::Basis;
use crate::model::safe;
use crate::model::word::Vocabulary;
use crate::score::weigh::State;
use crate::workbench::WorkbenchError;

pub(super) const CHOOSE: &str = "Answer (m met, p partly, n not met, a not applicable, u unknown, s skip, b back, e evidence and basis, ? help, q save and quit): ";

pub(super) const CHOICES: &str = "Type m, p, n, a or u, or the numbers 1 to 5, for an answer; s to skip, b to go back, ? for help, q to save and quit.";

/// What can be typed, in one place.
pub(super) fn help() -> Vec<String> {
    [
        "An answer: m or 1 met, p or 2 partly, n or 3 not met, a or 4 not applicable, u or 5 unknown. The words work too. Unknown means that you looked and cannot tell; a question that nobody looked at is skipped.",
        "y takes over what an earlier round found, where the question says that it waits to be confirmed.",
        "s skips the question. b goes back to the question before. g and a number, a question or a capability goes there, as g 12, g C03-2 or g C03.",
        "e tells the basis of the question and the evidence of its answer. w tells how far each capability is. c clears the answer, after asking.",
        "After the answer come the reason, the confidence and a flag. A reason may have several lines; an empty line or a single dot ends it. Alone on the first line after any of these prompts, b goes back and q saves and quits.",
        "Every answer is saved at once. q or the end of input quits; starting again goes on with the first open question.",
    ]
    .map(str::to_owned)
    .to_vec()
}

pub(super) fn value(value: Value) -> String {
    value.word().replace('_', " ")
}

/// `C03 Legislation`.
pub(super) fn capability(round: &Round, index: usize) -> String {
    format!("{} {}", round.capability_name(index), round.text(&round.at(index).capability.title))
}

/// The question with its criteria and what was answered, an empty line before it.
pub(super) fn question(round: &Round, index: usize) -> Vec<String> {
    let asked = round.at(index);
    let Asked { capability: c, question: q, .. } = asked;
    let essential = asked.framework.scoring.essential_from(&q.id);
    let essential = essential.map_or("Not essential.".to_owned(), |l| format!("Essential from level {l}."));
    let mut lines = vec![
        String::new(),
        format!(
            "Question {} of {}, capability {} {} ({}).",
            index + 1,
            round.len(),
            c.number,
            round.text(&c.title),
            round.name(index)
        ),
        format!("Kind: {}. {essential}", q.kind),
        round.text(&q.text).to_owned(),
    ];
    lines.extend(q.guidance.as_ref().map(|g| format!("Guidance: {}", round.text(g))));
    lines.push(format!("Met: {}", round.text(&q.met)));
    lines.push(format!("Partly: {}", round.text(&q.partly)));
    lines.push(format!("Not met: {}", round.text(&q.not_met)));
    let evidence: Vec<&str> = q.typical_evidence.iter().map(|t| round.text(t)).collect();
    if !evidence.is_empty() {
        lines.push(format!("Typical evidence: {}.", evidence.join("; ")));
    }
    lines.extend(standing(&asked));
    lines
}

/// What was entered for a question, or why it would not be asked.
fn standing(asked: &Asked<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if asked.state == State::NotRelevant
        && let Some(condition) = &asked.question.relevant_if
    {
        lines.push(format!(
            "Closed by an earlier answer: this is asked when {} is at least {}.",
            condition.question, condition.at_least
        ));
    }
    let Some(answer) = asked.answer.filter(|a| !a.is_empty()) else { return lines };
    if let Some(carried) = answer.carried.as_ref().filter(|_| answer.is_to_confirm()) {
        let because = carried.because.as_ref().map(|b| format!(" Because: {b}")).unwrap_or_default();
        lines.push(format!(
            "To confirm, found in {}: {}.{because} Type y when it still holds, or answer anew.",
            carried.from,
            value(carried.value)
        ));
    }
    let now = answer.value.map_or("none".to_owned(), value);
    let because = answer.because.as_ref().map(|b| format!(" Because: {b}")).unwrap_or_default();
    lines.push(format!("Answer now: {now}.{because}"));
    lines.extend(answer.confidence.map(|c| format!("Confidence: {c}.")));
    lines.extend(answer.flag.as_ref().map(|f| format!("Flag: {f}")));
    lines.extend(answer.note.as_ref().map(|n| format!("Note: {n}")));
    lines
}

/// What a question rests on, and what its answer rests on.
pub(super) fn evidence(round: &Round, index: usize) -> Vec<String> {
    let asked = round.at(index);
    let mut lines: Vec<String> =
        asked.question.basis.iter().map(|b| format!("Basis: {}.", basis(&asked, b))).collect();
    let cited = asked.answer.map(|a| a.evidence.as_slice()).unwrap_or_default();
    for link in cited {
        let item = round.opened().evidence.get(&link.evidence);
        let citation =
            item.map_or("its file cannot be read".to_owned(), |i| format!("{}, {}", i.kind, i.citation));
        lines.push(format!("Evidence {}, {}: {citation}", link.evidence, link.stance));
        lines.extend(item.and_then(|i| i.says.as_ref()).map(|s| format!("It says: {s}")));
        lines.extend(link.note.as_ref().map(|n| format!("Note: {n}")));
    }
    if cited.is_empty() {
        lines.push("No evidence is linked to the answer.".to_owned());
    }
    lines.push(format!("Link evidence with: mnr answer {} --evidence ID:supports", round.name(index)));
    lines
}

/// A work in words: its title, the part of it, and whether it says so itself.
fn basis(asked: &Asked<'_>, basis: &Basis) -> String {
    let title = asked.framework.source(&basis.source).map_or(basis.source.as_str(), |s| s.title.as_str());
    let mut text = title.to_owned();
    for part in [&basis.part, &basis.at].into_iter().flatten() {
        text.push_str(", ");
        text.push_str(&part.replace('-', " "));
    }
    if basis.derived {
        text.push_str(" (derived)");
    }
    if let Some(note) = &basis.note {
        text.push_str(", ");
        text.push_str(note);
    }
    text
}

/// How far the whole is, and each capability of it.
pub(super) fn progress(round: &Round, index: usize) -> Vec<String> {
    let mut lines =
        vec![format!("{}: {}, at question {}.", round.opened().assessment.id, answered(round), index + 1)];
    for first in round.capabilities() {
        let score = round.score(first);
        let mut line = format!(
            "{}: {} of {} answered",
            capability(round, first),
            score.tally.answered(),
            score.tally.total()
        );
        if score.flagged > 0 {
            let _ = write!(line, ", {} flagged", score.flagged);
        }
        line.push_str(&score.level.map_or(", no level".to_owned(), |l| format!(", level {}", l.value)));
        line.push_str(&score.target.map_or(String::new(), |t| format!(", target {}", t.value)));
        lines.push(line + ".");
    }
    lines
}

/// `13 of 197 answered`.
pub(super) fn answered(round: &Round) -> String {
    format!("{} of {} answered", round.answered(), round.len())
}

/// The lowest and the highest level of the scale.
pub(super) fn scale(asked: &Asked<'_>) -> (u8, u8) {
    let levels = || asked.framework.scale.iter().map(|l| l.value);
    (levels().min().unwrap_or(1), levels().max().unwrap_or(1))
}

/// The levels with their meanings.
pub(super) fn levels(round: &Round, index: usize) -> Vec<String> {
    let level = |l: &crate::model::framework::LevelName| {
        format!("Level {}, {}: {}", l.value, round.text(&l.title), round.text(&l.meaning))
    };
    let mut lines: Vec<String> = round.at(index).framework.scale.iter().map(level).collect();
    lines.push(
        "Type a number, or Enter to leave it as it is; b goes back to the question, q saves and quits."
            .to_owned(),
    );
    lines
}

pub(super) fn level_prompt(round: &Round, index: usize) -> String {
    let score = round.score(index);
    let now = score.level.map_or("none".to_owned(), |l| l.value.to_string());
    let suggested = score.suggestion.as_ref().map_or("the answers suggest none yet".to_owned(), |s| {
        let hint = if s.low_coverage { ", a hint only, since too little is assessed" } else { "" };
        format!("the answers suggest {}{hint}", s.level)
    });
    let (low, high) = scale(&round.at(index));
    format!(
        "Level of {} now: {now}; {suggested}. Level ({low}-{high}, Enter to leave): ",
        capability(round, index)
    )
}

pub(super) fn target_prompt(round: &Round, index: usize) -> String {
    let target = round.at(index).sheet.and_then(|s| s.target.as_ref());
    let now = target.map_or("none".to_owned(), |t| {
        let by = t.by.as_ref().map(|d| format!(" by {d}")).unwrap_or_default();
        format!("{}{by}", t.value)
    });
    let (low, high) = scale(&round.at(index));
    format!("Target of {} now: {now}. Target ({low}-{high}, Enter to leave): ", capability(round, index))
}

pub(super) fn because_prompt(value: Value, answer: Option<&Answer>) -> &'static str {
    if needs_reason(value, answer) {
        "Because (needed for not applicable; end with an empty line): "
    } else {
        "Because (end with an empty line; empty keeps what is there): "
    }
}

/// Whether a reason must be typed: without one a gap could be made to vanish.
pub(super) fn needs_reason(value: Value, answer: Option<&Answer>) -> bool {
    value == Value::NotApplicable && answer.is_none_or(|a| a.because.is_none())
}

pub(super) fn confidence_prompt(answer: Option<&Answer>) -> String {
    answer
        .and_then(|a| a.confidence)
        .map_or("Confidence (l low, m medium, h high, Enter none): ".to_owned(), |now| {
            format!("Confidence (l low, m medium, h high, n none, Enter keeps {now}): ")
        })
}

pub(super) fn flag_prompt(answer: Option<&Answer>) -> String {
    answer.and_then(|a| a.flag.as_ref()).map_or("Flag to come back to (Enter none): ".to_owned(), |now| {
        format!("Flag to come back to (now: {now}; Enter keeps it, - clears it): ")
    })
}

pub(super) fn date_prompt(round: &Round, index: usize) -> String {
    let target = round.at(index).sheet.and_then(|s| s.target.as_ref());
    target.and_then(|t| t.by.as_ref()).map_or("Year or date of the target (Enter none): ".to_owned(), |now| {
        format!("Year or date of the target (now: {now}; Enter keeps it, - none): ")
    })
}

/// Some ids of many: `C03-4, C03-9 and 30 more`.
pub(super) fn some(ids: &[String]) -> String {
    const SHOWN: usize = 10;
    let shown = ids.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match ids.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The line that was not understood, shortened.
pub(super) fn not_understood(line: &str) -> String {
    const SHOWN: usize = 40;
    let line = safe::entered(line);
    if line.is_empty() {
        return "Nothing was typed.".to_owned();
    }
    let shown: String = line.chars().take(SHOWN).collect();
    let more = if shown.len() < line.len() { "…" } else { "" };
    format!("`{shown}{more}` is not understood here.")
}

/// An unknown name as a sentence.
pub(super) fn unknown(error: &WorkbenchError) -> String {
    let near = match error {
        WorkbenchError::Unknown { near: Some(near), .. } => format!("; did you mean {near}?"),
        WorkbenchError::Ambiguous { choices, .. } => format!("; say which: {}.", choices.join(" or ")),
        _ => ".".to_owned(),
    };
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}{near}", letters.as_str())
}
