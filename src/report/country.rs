//! A country profile as a template sees it: rows of fact, value, date, source and certainty.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::country::{Country, Fact, Provenance};
use crate::model::date::Date;
use crate::model::figure::grouped;
use crate::model::text::{Language, Text};
use crate::model::word::Vocabulary;

/// A country.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CountryView<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) fictional: bool,
    pub(crate) note: Option<&'a str>,
    pub(crate) general: Vec<FactView<'a>>,
    pub(crate) ages: Vec<FactView<'a>>,
    pub(crate) treaties: Vec<FactView<'a>>,
    pub(crate) bodies: Vec<FactView<'a>>,
    pub(crate) plans: Vec<FactView<'a>>,
    pub(crate) key_laws: Vec<KeyLawView<'a>>,
    pub(crate) findings: Vec<FactView<'a>>,
    pub(crate) sources: Vec<SourceView<'a>>,
    pub(crate) unconfirmed: usize,
}

/// One fact in words, with where it comes from.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FactView<'a> {
    pub(crate) label: String,
    pub(crate) value: String,
    /// The value is a word of a closed set and not a text of the profile.
    pub(crate) word: bool,
    /// A date or a period that belongs to the value.
    pub(crate) on: Option<String>,
    #[serde(flatten)]
    pub(crate) from: FromView<'a>,
}

impl FactView<'_> {
    /// The value with what belongs to it, in English.
    pub(crate) fn shown(&self) -> String {
        let value = if self.word { self.value.replace('_', " ") } else { self.value.clone() };
        self.on.as_ref().map_or(value.clone(), |on| format!("{value}, {on}"))
    }
}

/// The provenance of a fact.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FromView<'a> {
    pub(crate) as_of: Option<&'a str>,
    /// The number of the source in `sources`, from 1.
    pub(crate) source: Option<usize>,
    pub(crate) at: Option<&'a str>,
    pub(crate) certainty: &'static str,
    pub(crate) note: Option<&'a str>,
}

/// A law that a reviewer must have at hand.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct KeyLawView<'a> {
    pub(crate) title: &'a str,
    /// The English title, where it is another.
    pub(crate) title_en: Option<&'a str>,
    pub(crate) number: Option<&'a str>,
    pub(crate) citation: Option<&'a str>,
    pub(crate) year: Option<u16>,
    pub(crate) status: &'static str,
    pub(crate) text_as_of: Option<&'a str>,
    pub(crate) amended_by: &'a [String],
    pub(crate) needed_for: &'a [String],
    pub(crate) why: &'a str,
    #[serde(flatten)]
    pub(crate) from: FromView<'a>,
}

/// A work that facts rest on.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SourceView<'a> {
    pub(crate) number: usize,
    pub(crate) title: &'a str,
    pub(crate) publisher: &'a str,
    pub(crate) date: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
    pub(crate) note: Option<&'a str>,
}

/// Builds the view of a country.
pub(crate) fn country<'a>(
    c: &'a Country,
    treaties: &'a [(String, Text)],
    language: &Language,
) -> CountryView<'a> {
    let number = |id: &str| c.sources.iter().position(|s| s.id == id).map(|i| i + 1);
    let from = |p: &'a Provenance| FromView {
        as_of: p.as_of.as_ref().map(Date::as_str),
        source: p.source.as_deref().and_then(number),
        at: p.at.as_deref(),
        certainty: p.certainty.word(),
        note: p.note.as_deref(),
    };
    let row = |label: &str, value: String, p: &'a Provenance| FactView {
        label: label.to_owned(),
        value,
        word: false,
        on: None,
        from: from(p),
    };
    let mut general = vec![row("Legal system", c.legal_system.value.clone(), &c.legal_system.from)];
    general.extend(c.state_form.iter().map(|f| row("Form of state", f.value.clone(), &f.from)));
    general.extend(c.legislation_languages.iter().map(|f| {
        let value = format!("{} ({})", f.value.language, f.value.script);
        row("Language of legislation", value, &f.from)
    }));
    general.extend(c.population.iter().chain(&c.internet).map(|f| {
        let value = format!("{} {}", grouped(f.value.value), f.value.unit);
        row(f.value.label.get(language), value, &f.from)
    }));
    general.extend(c.pathfinding.iter().map(|f| row("Pathfinding", f.value.clone(), &f.from)));
    general.extend(c.memberships.iter().map(|f| row("Membership", f.value.1.clone(), &f.from)));
    let ages = [
        ("Child", &c.ages.child),
        ("Sexual consent", &c.ages.consent),
        ("Majority", &c.ages.majority),
        ("Marriage", &c.ages.marriage),
    ];
    let ages = ages.map(|(label, f)| {
        let years = f.value.years.map(|y| format!("{y}: ")).unwrap_or_default();
        let provision = f.value.provision.as_ref().map(|p| format!(" ({p})")).unwrap_or_default();
        row(label, format!("{years}{}{provision}", f.value.rule), &f.from)
    });
    let title = |id: &str| {
        treaties.iter().find(|(t, _)| t == id).map_or(id.to_owned(), |(_, t)| t.get(language).to_owned())
    };
    let treaty = |f: &'a Fact<crate::model::country::Treaty>| {
        let on = f.value.date.as_ref().map(ToString::to_string);
        FactView { word: true, on, ..row(&title(&f.value.id), f.value.status.word().to_owned(), &f.from) }
    };
    let body = |f: &'a Fact<crate::model::country::Body>| {
        let contact = f.value.contact.as_ref().map(|c| format!(" ({c})")).unwrap_or_default();
        row(&f.value.role.word().replace('_', " "), format!("{}{contact}", f.value.name), &f.from)
    };
    let plan = |f: &'a Fact<crate::model::country::NationalPlan>| FactView {
        word: true,
        on: f.value.period.clone(),
        ..row(&f.value.title, f.value.status.clone(), &f.from)
    };
    let law = |f: &'a Fact<crate::model::country::KeyLaw>| {
        let l = &f.value;
        KeyLawView {
            title: &l.title,
            title_en: (l.title_en != l.title).then_some(l.title_en.as_str()),
            number: l.number.as_deref(),
            citation: l.citation.as_deref(),
            year: l.year,
            status: l.status.word(),
            text_as_of: l.text_as_of.as_ref().map(Date::as_str),
            amended_by: &l.amended_by,
            needed_for: &l.needed_for,
            why: &l.why,
            from: from(&f.from),
        }
    };
    let finding = |f: &'a Fact<crate::model::country::Finding>| {
        row(f.value.period.as_deref().unwrap_or(""), f.value.says.clone(), &f.from)
    };
    let source = |(i, s): (usize, &'a crate::model::framework::Source)| SourceView {
        number: i + 1,
        title: &s.title,
        publisher: &s.publisher,
        date: s.date.as_deref(),
        url: s.url.as_deref(),
        note: s.note.as_deref(),
    };
    CountryView {
        id: c.id.as_str(),
        name: c.name.get(language),
        fictional: c.fictional,
        note: c.note.as_deref(),
        general,
        ages: ages.into(),
        treaties: c.treaties.iter().map(treaty).collect(),
        bodies: c.bodies.iter().map(body).collect(),
        plans: c.plans.iter().map(plan).collect(),
        key_laws: c.key_laws.iter().map(law).collect(),
        findings: c.findings.iter().map(finding).collect(),
        sources: c.sources.iter().enumerate().map(source).collect(),
        unconfirmed: c.certainties().iter().filter(|c| c.word() == "unconfirmed").count(),
    }
}
