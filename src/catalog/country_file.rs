//! `country-profiles/<iso3>.yaml` as it stands in the file.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::catalog::framework_file::SourceField;
use crate::model::country::{
    Age, Ages, Body, BodyRole, Certainty, Country, Direction, Fact, Figure, Finding, KeyLaw, LawStatus,
    LegislationLanguage, NationalPlan, Provenance, Treaty, TreatyStatus,
};
use crate::model::date::Date;
use crate::model::id::Iso3;
use crate::model::text::Language;
use crate::store::fields::{Ruled, TextField, Word};

/// What is known of a country. It gives context; it never says how the country scores.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Country profile", inline)]
pub(crate) struct CountryFile {
    /// ISO 3166-1 alpha-3 in lower case; also the name of the file.
    pub(crate) id: Ruled<Iso3>,
    pub(crate) iso: IsoField,
    name: TextField,
    /// An invented country, for demonstrations.
    #[serde(default)]
    fictional: bool,
    #[serde(default)]
    note: Option<String>,
    /// The works that facts name as their source.
    sources: IndexMap<String, SourceField>,
    legislation_languages: Vec<LanguageField>,
    legal_system: StatementField,
    #[serde(default)]
    state_form: Option<StatementField>,
    population: Vec<FigureField>,
    #[serde(default)]
    internet: Vec<FigureField>,
    ages: AgesField,
    treaties: Vec<TreatyField>,
    bodies: Vec<BodyField>,
    plans: Vec<PlanField>,
    #[serde(default)]
    pathfinding: Vec<StatementField>,
    #[serde(default)]
    memberships: Vec<MembershipField>,
    /// The laws that a reviewer must have at hand, the most important first.
    key_laws: Vec<KeyLawField>,
    findings: Vec<FindingField>,
}

/// The codes of ISO 3166-1.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IsoField {
    alpha_2: String,
    pub(crate) alpha_3: String,
    numeric: String,
}

/// Declares a fact: its own fields, and where it comes from and how sure it is.
///
/// The four fields of provenance are repeated in each type because `flatten` would lose strictness
/// (unknown fields) and types (it buffers everything as untyped values).
macro_rules! fact {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        struct $name {
            $($(#[$field_doc])* $field: $type,)+
            /// `text`: read in the words of the law; `source`: read in the source named; `unconfirmed`: background nobody confirmed.
            certainty: Word<Certainty>,
            /// The date that the fact holds for.
            #[serde(default)]
            as_of: Option<Ruled<Date>>,
            /// One of the profile's sources.
            #[serde(default)]
            source: Option<String>,
            /// The place in the source.
            #[serde(default)]
            at: Option<String>,
            #[serde(default)]
            note: Option<String>,
        }

        impl $name {
            fn split(self) -> (Provenance, ($($type,)+)) {
                let from = Provenance {
                    certainty: self.certainty.0,
                    as_of: self.as_of.map(|d| d.0),
                    source: self.source,
                    at: self.at,
                    note: self.note,
                };
                (from, ($(self.$field,)+))
            }
        }
    };
}

fact! {
    /// A statement in words.
    StatementField { value: String }
}
fact! {
    /// A language that laws are written in.
    LanguageField {
        language: Ruled<Language>,
        /// ISO 15924, as `Arab`.
        script: String,
        direction: Word<Direction>,
    }
}
fact! {
    /// A number with its unit.
    FigureField { id: String, label: TextField, value: f64, unit: String }
}
fact! {
    /// An age that the law fixes.
    AgeField {
        /// Left out where the law knows no single age.
        #[serde(default)]
        years: Option<u8>,
        rule: String,
        #[serde(default)]
        provision: Option<String>,
    }
}
fact! {
    /// Where the country stands towards a treaty of `treaties.yaml`.
    TreatyField {
        treaty: String,
        status: Word<TreatyStatus>,
        #[serde(default)]
        date: Option<Ruled<Date>>,
    }
}
fact! {
    /// A ministry, council, unit, helpline or hotline.
    BodyField {
        role: Word<BodyRole>,
        name: String,
        #[serde(default)]
        contact: Option<String>,
    }
}
fact! {
    /// A national plan.
    PlanField {
        title: String,
        #[serde(default)]
        period: Option<String>,
        status: String,
    }
}
fact! {
    /// A membership of an alliance or network.
    MembershipField { id: String, value: String }
}
fact! {
    /// A law that a reviewer must have at hand.
    KeyLawField {
        id: String,
        /// In the language and script of the law.
        title: String,
        title_en: String,
        #[serde(default)]
        language: Option<Ruled<Language>>,
        #[serde(default)]
        number: Option<String>,
        #[serde(default)]
        citation: Option<String>,
        #[serde(default)]
        year: Option<u16>,
        status: Word<LawStatus>,
        /// The date of the wording that was read.
        #[serde(default)]
        text_as_of: Option<Ruled<Date>>,
        #[serde(default)]
        amended_by: Vec<String>,
        #[serde(default)]
        repeals: Vec<String>,
        /// Ids of questions or capabilities, as `C03-2`.
        needed_for: Vec<String>,
        /// What a reviewer looks for in it.
        why: String,
    }
}
fact! {
    /// A published finding to hold a finished assessment against.
    FindingField {
        id: String,
        finding: String,
        #[serde(default)]
        period: Option<String>,
    }
}

/// The four ages that decide who is protected.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AgesField {
    child: AgeField,
    consent: AgeField,
    majority: AgeField,
    marriage: AgeField,
}

fn statement(field: StatementField) -> Fact<String> {
    let (from, (value,)) = field.split();
    Fact { value, from }
}

fn age(field: AgeField) -> Fact<Age> {
    let (from, (years, rule, provision)) = field.split();
    Fact { value: Age { years, rule, provision }, from }
}

fn key_law(field: KeyLawField) -> Fact<KeyLaw> {
    let (from, parts) = field.split();
    let (
        id,
        title,
        title_en,
        language,
        number,
        citation,
        year,
        status,
        text_as_of,
        amended_by,
        repeals,
        needed_for,
        why,
    ) = parts;
    let value = KeyLaw {
        id,
        title,
        title_en,
        language: language.map(|l| l.0),
        number,
        citation,
        year,
        status: status.0,
        text_as_of: text_as_of.map(|d| d.0),
        amended_by,
        repeals,
        needed_for,
        why,
    };
    Fact { value, from }
}

impl CountryFile {
    pub(crate) fn into_model(self) -> Country {
        let english = Language::english();
        let figure = |field: FigureField| {
            let (from, (id, label, value, unit)) = field.split();
            Fact { value: Figure { id, label: label.into_text(&english), value, unit }, from }
        };
        let language = |field: LanguageField| {
            let (from, (language, script, direction)) = field.split();
            Fact { value: LegislationLanguage { language: language.0, script, direction: direction.0 }, from }
        };
        let treaty = |field: TreatyField| {
            let (from, (id, status, date)) = field.split();
            Fact { value: Treaty { id, status: status.0, date: date.map(|d| d.0) }, from }
        };
        let body = |field: BodyField| {
            let (from, (role, name, contact)) = field.split();
            Fact { value: Body { role: role.0, name, contact }, from }
        };
        let plan = |field: PlanField| {
            let (from, (title, period, status)) = field.split();
            Fact { value: NationalPlan { title, period, status }, from }
        };
        let membership = |field: MembershipField| {
            let (from, value) = field.split();
            Fact { value, from }
        };
        let finding = |field: FindingField| {
            let (from, (id, says, period)) = field.split();
            Fact { value: Finding { id, says, period }, from }
        };
        Country {
            id: self.id.0,
            alpha_2: self.iso.alpha_2,
            numeric: self.iso.numeric,
            name: self.name.into_text(&english),
            note: self.note,
            fictional: self.fictional,
            sources: self.sources.into_iter().map(|(id, s)| s.into_model(id)).collect(),
            legislation_languages: self.legislation_languages.into_iter().map(language).collect(),
            legal_system: statement(self.legal_system),
            state_form: self.state_form.map(statement),
            population: self.population.into_iter().map(figure).collect(),
            internet: self.internet.into_iter().map(figure).collect(),
            ages: Ages {
                child: age(self.ages.child),
                consent: age(self.ages.consent),
                majority: age(self.ages.majority),
                marriage: age(self.ages.marriage),
            },
            treaties: self.treaties.into_iter().map(treaty).collect(),
            bodies: self.bodies.into_iter().map(body).collect(),
            plans: self.plans.into_iter().map(plan).collect(),
            pathfinding: self.pathfinding.into_iter().map(statement).collect(),
            memberships: self.memberships.into_iter().map(membership).collect(),
            key_laws: self.key_laws.into_iter().map(key_law).collect(),
            findings: self.findings.into_iter().map(finding).collect(),
        }
    }
}
