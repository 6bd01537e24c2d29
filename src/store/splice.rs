//! Changing one part of an answers file and leaving every other byte as it is.
//!
//! A rewrite of the whole file would drop comments, turn hand-made layout round and make diffs that
//! nobody can read. So the lines of the changed part are replaced, and the result is read back: if
//! it does not say exactly what was meant, the file is laid out in a way that cannot be edited in
//! place, and the whole of it is written anew, with its comments kept at the top.

use crate::model::assessment::Sheet;
use crate::model::id::{CapabilityId, QuestionId};
use crate::model::problem::Place;
use crate::store::answers_file::{self, Part};
use crate::store::outline::{Entry, Outline};

/// What an edit needs to know beside the text.
pub(crate) struct Edit<'a> {
    pub(crate) file: &'a str,
    pub(crate) schema: &'a str,
    pub(crate) capability: &'a CapabilityId,
    pub(crate) order: &'a [QuestionId],
}

/// The text with the differences between the two sheets put in.
pub(crate) fn apply(
    edit: &Edit<'_>,
    text: &str,
    old: &Sheet,
    new: &Sheet,
) -> Result<String, serde_yaml::SerializeError> {
    let mut edited = text.to_owned();
    for part in Part::changed(old, new) {
        match splice(&edited, &part, &part.text(new)?) {
            Some(next) => edited = next,
            None => return rewrite(edit, text, new),
        }
    }
    let says = answers_file::read(edit.file, edit.capability, &edited);
    if says.as_ref().is_ok_and(|sheet| same(sheet, new)) { Ok(edited) } else { rewrite(edit, text, new) }
}

/// Equal but for questions that are keyed and empty.
fn same(a: &Sheet, b: &Sheet) -> bool {
    Part::changed(a, b).iter().all(|part| match part {
        Part::Answer(id) => {
            a.answer(id).is_none_or(crate::model::answer::Answer::is_empty)
                && b.answer(id).is_none_or(crate::model::answer::Answer::is_empty)
        }
        Part::Level | Part::Target => false,
    })
}

fn rewrite(edit: &Edit<'_>, text: &str, new: &Sheet) -> Result<String, serde_yaml::SerializeError> {
    let fresh = answers_file::write(edit.schema, edit.capability, edit.order, new)?;
    Ok(with_comments(text, &fresh))
}

/// Replaces one part. `None` when the layout does not allow it.
fn splice(text: &str, part: &Part, block: &str) -> Option<String> {
    let (parent, key) = part.path();
    put(text, parent, &key, &[], block)
}

/// The lines of a file that is written anew, with the comments of the file that it takes the place of.
pub(crate) fn with_comments(text: &str, fresh: &str) -> String {
    let (modeline, body) = fresh.split_at(fresh.find('\n').map_or(0, |at| at + 1));
    let comments = Outline::of(text).comments;
    let kept = comments.iter().map(|c| c.text.as_str()).filter(|c| !c.contains("$schema="));
    let lines: Vec<&str> = std::iter::once(modeline.trim_end()).chain(kept).chain([body]).collect();
    lines.join("\n")
}

/// Puts the lines `block` in the place of those of the key `key` under `parent`; no lines take the key out, and its
/// comments stay. A key that is not there comes after the last of the keys `after`, or at the end. `None` when the
/// layout does not allow it.
pub(crate) fn put(text: &str, parent: &str, key: &str, after: &[&str], block: &str) -> Option<String> {
    let outline = Outline::of(text);
    let siblings = if parent.is_empty() { &outline.entries } else { &outline.find(parent)?.children };
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if let Some(last) = lines.last_mut().filter(|l| !l.ends_with('\n')) {
        last.push('\n');
    }
    let at = siblings.iter().position(|e| e.name == key);
    let column = siblings.first()?.place.column;
    // One key a line, all at one column: block style. Anything else is left to the rewrite.
    if siblings.iter().any(|e| e.place.column != column)
        || siblings.windows(2).any(|w| w[0].place.line == w[1].place.line)
    {
        return None;
    }
    let starts_line = |place: Place| {
        lines.get(place.line - 1).is_some_and(|l| l.chars().take(column - 1).all(|c| c == ' '))
    };
    if !siblings.iter().all(|e| starts_line(e.place)) {
        return None;
    }
    let region = match at {
        Some(at) => region(&outline, &lines, siblings, at, parent),
        None => {
            let last = siblings.iter().rposition(|e| after.contains(&e.name.as_str()));
            let last = last.unwrap_or(siblings.len() - 1);
            let end = region(&outline, &lines, siblings, last, parent).end;
            end..end
        }
    };
    let indent = " ".repeat(column - 1);
    let inside = |line: usize| region.contains(&(line - 1));
    let comments =
        outline.comments.iter().filter(|c| inside(c.line)).map(|c| format!("{indent}{}\n", c.text));
    let block = block.lines().map(|l| if l.is_empty() { "\n".to_owned() } else { format!("{indent}{l}\n") });
    let replacement: Vec<String> = comments.chain(block).collect();
    lines.splice(region, replacement);
    Some(lines.concat())
}

/// The lines of an entry, from 0: up to the next entry, less blank lines and comments that stand before that one.
fn region(
    outline: &Outline,
    lines: &[String],
    siblings: &[Entry],
    at: usize,
    parent: &str,
) -> std::ops::Range<usize> {
    let start = siblings[at].place.line - 1;
    let after_parent = || {
        let next = outline.entries.iter().map(|e| e.place.line).filter(|l| *l > start + 1).min();
        next.filter(|_| !parent.is_empty()).map_or(lines.len(), |line| line - 1)
    };
    let mut end = siblings.get(at + 1).map_or_else(after_parent, |next| next.place.line - 1);
    let column = siblings[at].place.column;
    while end > start + 1 {
        let line = &lines[end - 1];
        let indent = line.chars().take_while(|c| *c == ' ').count();
        let outer_comment = line.trim_start().starts_with('#') && indent < column;
        if line.trim().is_empty() || outer_comment { end -= 1 } else { break }
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::answer::{Answer, Value};
    use crate::model::assessment::SetLevel;

    const FILE: &str = "C01.yaml";

    fn edit<'a>(capability: &'a CapabilityId, order: &'a [QuestionId]) -> Edit<'a> {
        Edit { file: FILE, schema: "s.json", capability, order }
    }

    fn change(text: &str, f: impl Fn(&mut Sheet)) -> String {
        let capability = CapabilityId::parse("C01").unwrap();
        let order = [QuestionId::parse("C01-1").unwrap(), QuestionId::parse("C01-2").unwrap()];
        let old = answers_file::read(FILE, &capability, text).unwrap();
        let mut new = old.clone();
        f(&mut new);
        let edited = apply(&edit(&capability, &order), text, &old, &new).unwrap();
        assert!(same(&answers_file::read(FILE, &capability, &edited).unwrap(), &new), "{edited}");
        edited
    }

    fn answer(sheet: &mut Sheet, id: &str, because: &str) {
        let answer =
            Answer { value: Some(Value::Partly), because: Some(because.into()), ..Answer::default() };
        sheet.answers.insert(QuestionId::parse(id).unwrap(), answer);
    }

    #[test]
    fn only_the_lines_of_the_answer_change() {
        let text = "# model\n# kept: top\ncapability: C01\nlevel:\n  value: null\n\n# before\nanswers:\n  # one\n  C01-1:\n    answer: met # sure?\n    because: |-\n      # no comment\n\n      end\n\n  # two\n  C01-2: {answer: unknown}\n# tail\n";
        insta::assert_snapshot!(change(text, |s| answer(s, "C01-1", "a\n\nb")), @r"
        # model
        # kept: top
        capability: C01
        level:
          value: null

        # before
        answers:
          # one
          # sure?
          C01-1:
            answer: partly
            because: |-
              a

              b

          # two
          C01-2: {answer: unknown}
        # tail
        ");
    }

    #[test]
    fn a_level_that_was_not_there_is_put_in() {
        let text = "capability: C01\nanswers:\n  C01-1:\n    answer: met\n";
        let level = SetLevel { value: 2, reason: "x: y".into(), by: None, date: None };
        insta::assert_snapshot!(change(text, |s| s.level = Some(level.clone())), @r#"
        capability: C01
        answers:
          C01-1:
            answer: met
        level:
          value: 2
          reason: "x: y"
        "#);
    }

    #[test]
    fn a_layout_that_cannot_be_edited_is_written_anew_with_its_comments() {
        let text = "# why\n{capability: C01, answers: {C01-1: {answer: met}, C01-2: {answer: met}}}\n";
        insta::assert_snapshot!(change(text, |s| answer(s, "C01-2", "z")), @r"
        # yaml-language-server: $schema=s.json
        # why
        capability: C01
        level:
          value: null
        target:
          value: null
        answers:
          C01-1:
            answer: met
          C01-2:
            answer: partly
            because: z
        ");
    }
}
