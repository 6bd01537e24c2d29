//! A template and a context in, text out.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value};
use serde::Serialize;

use crate::model::figure;
use crate::model::format::Format;
use crate::report::markdown;
use crate::report::words::{self, Missing, Words};

/// How much a template may do before it is stopped. A full report of 200 questions needs a hundredth.
const FUEL: u64 = 5_000_000;

/// A template with its name, as errors give it.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    pub(crate) name: String,
    /// Where it was read, for the message: `templates/x.md.j2`, or `shipped:…`.
    pub(crate) place: String,
    pub(crate) text: String,
}

/// A report that could not be made.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum ReportError {
    /// `line` counts from 1.
    #[error("{message}")]
    Template { place: String, line: Option<usize>, message: String, detail: Option<String> },
    /// A format did not take what was to be written, or gave back something else.
    #[error("the report cannot be written as {format}: {message}")]
    Format { format: Format, message: String },
    /// A program that was built without a format.
    #[error("this mnr was built without {format}")]
    NotBuilt { format: Format },
}

/// All templates at hand, in the words of one language.
pub(crate) struct Renderer<'a> {
    environment: Environment<'a>,
    templates: &'a [Template],
    missing: Missing,
    /// Templates that cannot be parsed, with their faults. They block those that need them and no others.
    broken: BTreeMap<&'a str, ReportError>,
}

impl<'a> Renderer<'a> {
    /// # Errors
    /// Only what the engine itself refuses.
    pub(crate) fn new(templates: &'a [Template], words: &Words) -> Result<Self, ReportError> {
        let failed = |error: &Error| describe(error, templates);
        let missing = Missing::default();
        let mut environment = environment(words, &missing).map_err(|e| failed(&e))?;
        let mut broken = BTreeMap::new();
        for template in templates {
            if let Err(error) = environment.add_template(&template.name, &template.text) {
                broken.insert(template.name.as_str(), failed(&error));
            }
        }
        Ok(Self { environment, templates, missing, broken })
    }

    /// Renders the template `name`; it may include all others.
    ///
    /// # Errors
    /// The fault in the template, with its file and line.
    pub(crate) fn render<T: Serialize>(&self, name: &str, context: &T) -> Result<String, ReportError> {
        let failed = |error: &Error| self.failed(error);
        let template = self.environment.get_template(name).map_err(|e| failed(&e))?;
        let text = template.render(Serde(context)).map_err(|e| failed(&e))?;
        Ok(tidy(&text))
    }

    /// A fault; where a template is missing because it cannot be parsed, the fault in that one.
    fn failed(&self, error: &Error) -> ReportError {
        let mut inner = error;
        while let Some(next) = std::error::Error::source(inner).and_then(|e| e.downcast_ref::<Error>()) {
            inner = next;
        }
        let told = inner.detail().unwrap_or_default();
        let broken = self
            .broken
            .iter()
            .find(|(name, _)| inner.kind() == ErrorKind::TemplateNotFound && told.contains(*name));
        broken.map_or_else(|| describe(error, self.templates), |(_, fault)| fault.clone())
    }

    /// Whether there is a template of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.templates.iter().any(|t| t.name == name)
    }

    /// Renders a template of a picture, in which nothing is Markdown.
    ///
    /// # Errors
    /// The fault in the template, with its file and line.
    pub(crate) fn picture(&self, name: &str, values: &Value) -> Result<String, ReportError> {
        let failed = |error: &Error| self.failed(error);
        let template = self.environment.get_template(name).map_err(|e| failed(&e))?;
        let text = template.render(values).map_err(|e| failed(&e))?;
        Ok(tidy(&text))
    }

    /// The fixed texts asked for so far that there are not in the language.
    pub(crate) fn missing(&self) -> BTreeSet<String> {
        self.missing.texts()
    }
}

/// Every template that does not parse.
pub(crate) fn check(templates: &[Template]) -> Vec<ReportError> {
    let Ok(mut environment) = environment(&Words::english(), &Missing::default()) else { return Vec::new() };
    let faults = templates.iter().filter_map(|t| environment.add_template(&t.name, &t.text).err());
    let faults: Vec<Error> = faults.collect();
    faults.iter().map(|error| describe(error, templates)).collect()
}

fn environment<'a>(words: &Words, missing: &Missing) -> Result<Environment<'a>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    let syntax =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?;
    environment.set_syntax(syntax);
    // Every value is text unless a filter below says otherwise: no answer can break a table.
    environment.set_auto_escape_callback(|name| {
        let is_markup = name.ends_with(".svg.j2") || name.ends_with(".html.j2");
        if is_markup { AutoEscape::Html } else { AutoEscape::Custom("md".into()) }
    });
    environment.set_formatter(|out, state, value| {
        if value.is_none() {
            return Ok(());
        }
        if matches!(state.auto_escape(), AutoEscape::Html) {
            let text = printed(value);
            let text = if value.is_safe() { text } else { words::html(&text) };
            return out.write_str(&text).map_err(Error::from);
        }
        let text = printed(value);
        let text = if value.is_safe() { text } else { markdown::inline(&text) };
        out.write_str(&text).map_err(Error::from)
    });
    environment
        .add_filter("block", |value: Value| Value::from_safe_string(markdown::block(&printed(&value))));
    environment.add_filter("quotation", |value: Value, indent: Option<usize>| {
        Value::from_safe_string(markdown::quotation(&printed(&value), indent.unwrap_or(0)))
    });
    environment.add_filter("sentence", |value: Value| first_sentence(&printed(&value)).to_owned());
    environment.add_filter("yaml", |value: Value| {
        // JSON is YAML; only strings need care, so that no control character stands in the front matter.
        let text = value.as_str().map(markdown::yaml_string);
        Value::from_safe_string(text.unwrap_or_else(|| serde_json::to_string(&value).unwrap_or_default()))
    });
    environment.add_filter("percent", |value: Value| fraction(&value).map(figure::percent));
    environment.add_filter("share", |value: Value| {
        Ok::<_, Error>(figure::interval(
            fraction(&value.get_attr("low")?)?,
            fraction(&value.get_attr("high")?)?,
        ))
    });
    environment.add_filter("number", |value: f64| figure::grouped(value));
    words::install(&mut environment, words, missing);
    // In Markdown a picture is a remark; the formats that have pictures put one in its place.
    environment.add_function("picture", |name: String, of: String| {
        Value::from_safe_string(format!("<!-- picture: {} {} -->", id_of(&name), id_of(&of)))
    });
    Ok(environment)
}

/// Words that are written with a full stop in the middle of a sentence.
const SHORTENED: &[&str] = &[
    "art", "arts", "cap", "ch", "etc", "inc", "lit", "no", "nos", "núm", "para", "paras", "pp", "reg", "sec",
    "ss", "vs",
];

/// The first sentence of a text, all of it where there is only one. A full stop after a number, a single letter or what is
/// shortened, as in *s. 24* or *No. 5*, ends none.
fn first_sentence(text: &str) -> &str {
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '؟' | '。')) {
        let (before, after) = text.split_at(at + mark.len_utf8());
        let word =
            before.trim_end_matches(mark).rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_word = word.chars().count() > 1
            && word.chars().all(char::is_alphabetic)
            && !SHORTENED.contains(&word.to_lowercase().as_str());
        if is_word && after.starts_with(char::is_whitespace) {
            return before;
        }
    }
    text
}

/// What a name may be made of, so that nothing in it ends the remark.
fn id_of(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect()
}

/// A value as text: nothing for none, and truth values as the files write them.
pub(super) fn printed(value: &Value) -> String {
    match bool::try_from(value.clone()) {
        Ok(truth) if value.kind() == minijinja::value::ValueKind::Bool => truth.to_string(),
        _ if value.is_none() => String::new(),
        _ => value.to_string(),
    }
}

/// A number, or none.
fn fraction(value: &Value) -> Result<Option<f64>, Error> {
    if value.is_none() { Ok(None) } else { f64::try_from(value.clone()).map(Some) }
}

/// Takes out what the branches of a template leave: blank lines in a row, white space at line ends.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.lines().map(str::trim_end) {
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if blank < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

fn describe(error: &Error, templates: &[Template]) -> ReportError {
    // The fault is where the innermost error is: in the part, not in the line that includes it.
    let mut error = error;
    while let Some(inner) = std::error::Error::source(error).and_then(|e| e.downcast_ref::<Error>()) {
        error = inner;
    }
    let name = error.name().unwrap_or_default();
    let place = templates.iter().find(|t| t.name == name).map_or(name, |t| &t.place);
    let message = match error.kind() {
        ErrorKind::OutOfFuel => "the template does not come to an end".to_owned(),
        ErrorKind::TemplateNotFound => format!("there is no template `{}`", error.detail().unwrap_or(name)),
        ErrorKind::UndefinedError => "the template asks for a value that there is not".to_owned(),
        kind => kind.to_string(),
    };
    ReportError::Template {
        place: crate::model::safe::line(place),
        line: error.line(),
        message,
        detail: error.detail().map(crate::model::safe::line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str, context: &serde_json::Value) -> Result<String, ReportError> {
        let template =
            Template { name: "t.md.j2".into(), place: "templates/t.md.j2".into(), text: text.into() };
        Renderer::new(&[template], &Words::english())?.render("t.md.j2", context)
    }

    #[test]
    fn values_are_text_unless_said_otherwise() {
        let context =
            serde_json::json!({"x": "a | <b>\n# c", "s": {"low": 0.5, "high": 5.0 / 6.0}, "n": null});
        let text =
            one("{{ x }}\n\n{{ x | block }}\n{{ s | share }} {{ n | percent }}{{ n }}\n\n\n\n.", &context)
                .unwrap();
        assert_eq!(text, "a \\| \\<b> \\# c\n\na \\| \\<b>\\\n\\# c\n50–83 % –\n\n.\n");
    }

    #[test]
    fn the_first_sentence_is_one_that_ends() {
        for (text, expected) in [
            ("One thing stands. Another does not.", "One thing stands."),
            ("By s. 24 of Act No. 5 it is so. And more.", "By s. 24 of Act No. 5 it is so."),
            ("Only this", "Only this"),
            ("هل يوجد؟ نعم.", "هل يوجد؟"),
            ("See e.g. the report. Then go.", "See e.g. the report."),
        ] {
            assert_eq!(first_sentence(text), expected);
        }
    }

    #[test]
    fn a_fault_names_file_and_line() {
        let ReportError::Template { place, line, .. } =
            one("a\nb {{ nothing.here }}", &serde_json::json!({})).unwrap_err()
        else {
            panic!("another fault")
        };
        assert_eq!((place.as_str(), line), ("templates/t.md.j2", Some(2)));
        let ReportError::Template { line, .. } = one("{% for %}", &serde_json::json!({})).unwrap_err() else {
            panic!("another fault")
        };
        assert_eq!(line, Some(1));
    }

    #[test]
    fn a_fault_in_a_part_names_the_part() {
        let template = |name: &str, text: &str| Template {
            name: name.to_owned(),
            place: format!("templates/{name}"),
            text: text.to_owned(),
        };
        let templates = [
            template("t.md.j2", "a\n{% include \"_p.md.j2\" %}"),
            template("_p.md.j2", "# x\n\n{{ nosuch.value }}"),
        ];
        let ReportError::Template { place, line, message, .. } = Renderer::new(&templates, &Words::english())
            .and_then(|r| r.render("t.md.j2", &serde_json::json!({})))
            .unwrap_err()
        else {
            panic!("another fault")
        };
        assert_eq!((place.as_str(), line), ("templates/_p.md.j2", Some(3)));
        assert_eq!(message, "the template asks for a value that there is not");
    }

    #[test]
    fn a_template_that_never_ends_is_stopped() {
        let text = "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}";
        let ReportError::Template { message, .. } = one(text, &serde_json::json!({})).unwrap_err() else {
            panic!("another fault")
        };
        assert_eq!(message, "the template does not come to an end");
    }
}
