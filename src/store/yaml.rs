//! YAML in and out. The only file that configures the engine behind the name `serde_yaml`.
//!
//! Reading refuses duplicate keys, unknown fields, aliases, deep nesting and merge markers, and
//! says where. Writing quotes what a YAML 1.1 reader would take for a number, a date or a truth
//! value, keeps long text in block scalars, and never refolds a line, so that diffs stay small.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_yaml::budget::BudgetBreach;

use crate::model::problem::{Place, Problem, Severity};
use crate::model::safe;

/// How deep maps and lists may be nested.
const MAX_DEPTH: usize = 32;

fn reading() -> serde_yaml::Options {
    serde_yaml::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        with_snippet: false,
        emit_comments: false,
        budget: serde_yaml::budget! { max_anchors: 0, max_depth: MAX_DEPTH, max_documents: 1 },
    }
}

fn writing() -> serde_yaml::SerializerOptions {
    serde_yaml::ser_options! { folded_wrap_chars: 1_000_000 }
}

/// Reads a whole file. `file` is its name for the problem, should there be one.
pub(crate) fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Problem> {
    if let Some(problem) = merge_marker(file, text) {
        return Err(problem);
    }
    // Following the path of every field costs a third of the time; only a faulty file needs it.
    if let Ok(value) = serde_yaml::from_str_with_options(text, reading()) {
        return Ok(value);
    }
    let mut path = String::new();
    serde_yaml::with_deserializer_from_str_with_options(text, reading(), |de| {
        serde_path_to_error::deserialize(de).map_err(|e| {
            path = e.path().to_string();
            e.into_inner()
        })
    })
    .map_err(|error| describe(file, &path, &error))
}

/// Writes a value as a whole file, without its first-line modeline.
pub(crate) fn write<T: Serialize>(value: &T) -> Result<String, serde_yaml::SerializeError> {
    serde_yaml::to_string_with_options(value, writing())
}

/// The first line of a file: tells editors which schema completes and checks it.
pub(crate) fn modeline(schema: &str) -> String {
    format!("# yaml-language-server: $schema={schema}\n")
}

/// An unresolved merge is looked for first: the parser would only speak of a missing colon.
fn merge_marker(file: &str, text: &str) -> Option<Problem> {
    let is_marker = |line: &str| {
        ["<<<<<<<", ">>>>>>>"]
            .iter()
            .any(|m| line.strip_prefix(m).is_some_and(|r| r.is_empty() || r.starts_with(' ')))
    };
    let line = text.lines().position(|l| is_marker(l.trim_end()))?;
    Some(Problem {
        severity: Severity::Error,
        code: "unresolved-merge",
        file: file.to_owned(),
        place: Some(Place { line: line + 1, column: 1 }),
        message: "two versions were merged by git and the conflict is not resolved".to_owned(),
        hint: Some(
            "between `<<<<<<<` and `>>>>>>>` stand two versions: keep one, or both where they are about different things, and delete the three marker lines"
                .to_owned(),
        ),
    })
}

fn describe(file: &str, path: &str, error: &serde_yaml::Error) -> Problem {
    let place = error
        .location()
        .and_then(|l| Some((usize::try_from(l.line()).ok()?, usize::try_from(l.column()).ok()?)))
        .filter(|(line, _)| *line > 0)
        .map(|(line, column)| Place { line, column });
    let (code, message, hint) = explain(error);
    let within = if path.is_empty() || path == "." || path.contains('?') {
        String::new()
    } else {
        format!(" (in `{}`)", safe::line(path))
    };
    Problem {
        severity: Severity::Error,
        code,
        file: file.to_owned(),
        place,
        message: format!("{}{within}", cut_quotes(&safe::line(&message))),
        hint,
    }
}

/// What is quoted in a message is for finding the place; nobody needs megabytes of it.
fn cut_quotes(message: &str) -> String {
    const LONGEST: usize = 80;
    let cut = |(i, part): (usize, &str)| match part.char_indices().nth(LONGEST) {
        Some((at, _)) if i % 2 == 1 => format!("{}…", &part[..at]),
        _ => part.to_owned(),
    };
    message.split('`').enumerate().map(cut).collect::<Vec<_>>().join("`")
}

/// Code, message and hint.
type Explained = (&'static str, String, Option<String>);

fn explain(error: &serde_yaml::Error) -> Explained {
    use serde_yaml::Error as E;
    match error {
        E::WithSnippet { error, .. } | E::AliasError { error, .. } => explain(error),
        E::SerdeUnknownField { field, expected, .. } => {
            ("unknown-field", format!("there is no field `{field}` here"), Some(choose(field, expected)))
        }
        E::SerdeUnknownVariant { variant, expected, .. } => (
            "unknown-word",
            format!("`{variant}` is not a word that can stand here"),
            Some(choose(variant, expected)),
        ),
        E::SerdeMissingField { field, .. } => (
            "missing-field",
            format!("the field `{field}` is missing"),
            Some(format!("add `{field}:` with its value")),
        ),
        E::DuplicateMappingKey { key, .. } => (
            "duplicate-key",
            format!("the key `{}` stands twice", key.as_deref().unwrap_or("?")),
            Some("keep one of the two; the other would be lost without a word".to_owned()),
        ),
        E::NullIntoString { .. } => (
            "empty-value",
            "a text is expected here and there is none".to_owned(),
            Some("write the text, or take the whole line out".to_owned()),
        ),
        E::SerdeInvalidType { unexpected, expected, .. }
        | E::SerdeInvalidValue { unexpected, expected, .. } => {
            wrong_type(&format!("{expected} is expected here, not {unexpected}"))
        }
        E::InvalidScalar { ty, .. } => wrong_type(&format!("{} is expected here", plainly(ty))),
        E::InvalidBooleanStrict { .. } => wrong_type("`true` or `false` is expected here"),
        E::Unexpected { expected, .. } => wrong_type(&format!("{} is expected here", plainly(expected))),
        E::MultipleDocuments { .. } => (
            "second-document",
            "a second document begins here".to_owned(),
            Some("one file holds one document: take out the line `---`".to_owned()),
        ),
        E::Eof { .. } => (
            "empty-file",
            "the file ends before it says anything".to_owned(),
            Some("restore it from git or a copy; mnr leaves it as it is".to_owned()),
        ),
        E::Budget { breach, .. } => explain_budget(breach),
        E::UnknownAnchor { .. } => no_aliases(),
        // A rule of ours, whose message says what to write.
        E::Message { msg, .. } => ("bad-value", msg.clone(), None),
        other => (
            "not-yaml",
            first_line(&other.without_snippet().to_string()),
            Some("mend the line, or restore the file from git or a copy; mnr leaves it as it is".to_owned()),
        ),
    }
}

fn wrong_type(message: &str) -> Explained {
    let hint = "compare with another file of this kind, or with what `mnr schema` prints for it";
    ("wrong-type", message.to_owned(), Some(hint.to_owned()))
}

/// What the parser calls the beginnings of things, in the words of people who write them.
fn plainly(expected: &str) -> &str {
    match expected {
        "mapping start" => "a map (lines of `key: value`)",
        "sequence start" => "a list (lines that begin with `- `)",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number",
        "f32" | "f64" => "a number",
        "string scalar" | "scalar" => "a single text or number",
        other => other,
    }
}

fn explain_budget(breach: &BudgetBreach) -> Explained {
    match breach {
        BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. } => no_aliases(),
        BudgetBreach::Depth { .. } => (
            "too-deep",
            format!("maps and lists are nested more than {MAX_DEPTH} deep"),
            Some("no file of mnr needs that; restore it from git or a copy".to_owned()),
        ),
        BudgetBreach::Documents { .. } => (
            "second-document",
            "a second document begins here".to_owned(),
            Some("one file holds one document: take out the line `---`".to_owned()),
        ),
        _ => (
            "too-much",
            "the file holds more than mnr reads from one file".to_owned(),
            Some("restore it from git or a copy".to_owned()),
        ),
    }
}

fn no_aliases() -> Explained {
    (
        "alias",
        "anchors (`&name`) and aliases (`*name`) are not allowed".to_owned(),
        Some("write the value out, or put the text in quotes if `&` or `*` belongs to it".to_owned()),
    )
}

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    // The place is printed in front already.
    let end = line.rfind(" at line ").unwrap_or(line.len());
    line.get(..end).unwrap_or(line).trim_end_matches([':', ',']).to_owned()
}

/// "did you mean" for the nearest word, or all the words there are.
pub(crate) fn choose<S: AsRef<str>>(given: &str, known: &[S]) -> String {
    match nearest(given, known) {
        Some(word) => format!("did you mean `{word}`?"),
        None => {
            let known: Vec<String> = known.iter().map(|k| format!("`{}`", k.as_ref())).collect();
            format!("one of {}", known.join(", "))
        }
    }
}

/// The known word that a slip of the keyboard may have been meant as.
pub(crate) fn nearest<'a, S: AsRef<str>>(given: &str, known: &'a [S]) -> Option<&'a str> {
    let given = given.to_lowercase();
    known
        .iter()
        .map(|k| (strsim::damerau_levenshtein(&given, &k.as_ref().to_lowercase()), k.as_ref()))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, word)| *distance <= (word.chars().count() / 3).max(1))
        .map(|(_, word)| word)
}
