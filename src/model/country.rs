//! What is known of a country, fact by fact, each with its source and its certainty.

use crate::model::date::Date;
use crate::model::framework::Source;
use crate::model::id::Iso3;
use crate::model::text::{Language, Text};
use crate::model::word::words;

words! {
    /// How sure a fact is.
    Certainty {
        Text = "text",
        Source = "source",
        Unconfirmed = "unconfirmed",
    }
}

words! {
    /// Which way a script runs.
    Direction { LeftToRight = "ltr", RightToLeft = "rtl" }
}

words! {
    /// Where a country stands towards a treaty.
    TreatyStatus {
        Ratified = "ratified",
        Acceded = "acceded",
        Signed = "signed",
        Party = "party",
        NotParty = "not_party",
        Invited = "invited",
    }
}

words! {
    /// What a body does.
    BodyRole {
        Lead = "lead",
        Coordination = "coordination",
        Police = "police",
        Prosecution = "prosecution",
        Helpline = "helpline",
        Hotline = "hotline",
        ReportChannel = "report_channel",
        Regulator = "regulator",
    }
}

words! {
    /// Whether a law applies.
    LawStatus {
        InForce = "in_force",
        PartlyInForce = "partly_in_force",
        NotCommenced = "not_commenced",
        Suspended = "suspended",
        Repealed = "repealed",
        Bill = "bill",
        NotEstablished = "not_established",
    }
}

/// Where a fact comes from and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Provenance {
    pub(crate) certainty: Certainty,
    pub(crate) as_of: Option<Date>,
    /// The id of one of the profile's sources.
    pub(crate) source: Option<String>,
    pub(crate) at: Option<String>,
    pub(crate) note: Option<String>,
}

/// A value with its provenance.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fact<T> {
    pub(crate) value: T,
    pub(crate) from: Provenance,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    pub(crate) id: String,
    pub(crate) label: Text,
    pub(crate) value: f64,
    pub(crate) unit: String,
}

/// A language that laws are written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LegislationLanguage {
    pub(crate) language: Language,
    pub(crate) script: String,
    pub(crate) direction: Direction,
}

/// An age that the law fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Age {
    /// Absent where the law knows no single age.
    pub(crate) years: Option<u8>,
    pub(crate) rule: String,
    pub(crate) provision: Option<String>,
}

/// The four ages that decide who is protected.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ages {
    pub(crate) child: Fact<Age>,
    pub(crate) consent: Fact<Age>,
    pub(crate) majority: Fact<Age>,
    pub(crate) marriage: Fact<Age>,
}

/// A treaty and where the country stands towards it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Treaty {
    pub(crate) id: String,
    pub(crate) status: TreatyStatus,
    pub(crate) date: Option<Date>,
}

/// A ministry, council, unit, helpline or hotline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) role: BodyRole,
    pub(crate) name: String,
    pub(crate) contact: Option<String>,
}

/// A national plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NationalPlan {
    pub(crate) title: String,
    pub(crate) period: Option<String>,
    pub(crate) status: String,
}

/// A law that a reviewer must have at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyLaw {
    pub(crate) id: String,
    /// In the language of the law.
    pub(crate) title: String,
    pub(crate) title_en: String,
    pub(crate) language: Option<Language>,
    pub(crate) number: Option<String>,
    pub(crate) citation: Option<String>,
    pub(crate) year: Option<u16>,
    pub(crate) status: LawStatus,
    /// The date of the wording that was read.
    pub(crate) text_as_of: Option<Date>,
    pub(crate) amended_by: Vec<String>,
    pub(crate) repeals: Vec<String>,
    /// Ids of questions or capabilities.
    pub(crate) needed_for: Vec<String>,
    pub(crate) why: String,
}

/// A published finding to hold a finished assessment against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) id: String,
    pub(crate) says: String,
    pub(crate) period: Option<String>,
}

/// The profile of a country. It gives context and never says how the country scores.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Country {
    pub(crate) id: Iso3,
    pub(crate) alpha_2: String,
    pub(crate) numeric: String,
    pub(crate) name: Text,
    pub(crate) note: Option<String>,
    /// An invented country, for demonstrations.
    pub(crate) fictional: bool,
    pub(crate) sources: Vec<Source>,
    pub(crate) legislation_languages: Vec<Fact<LegislationLanguage>>,
    pub(crate) legal_system: Fact<String>,
    pub(crate) state_form: Option<Fact<String>>,
    pub(crate) population: Vec<Fact<Figure>>,
    pub(crate) internet: Vec<Fact<Figure>>,
    pub(crate) ages: Ages,
    pub(crate) treaties: Vec<Fact<Treaty>>,
    pub(crate) bodies: Vec<Fact<Body>>,
    pub(crate) plans: Vec<Fact<NationalPlan>>,
    pub(crate) pathfinding: Vec<Fact<String>>,
    pub(crate) memberships: Vec<Fact<(String, String)>>,
    pub(crate) key_laws: Vec<Fact<KeyLaw>>,
    pub(crate) findings: Vec<Fact<Finding>>,
}

impl Country {
    /// The certainty of every fact, in the order of the profile.
    pub(crate) fn certainties(&self) -> Vec<Certainty> {
        let mut all = vec![self.legal_system.from.certainty];
        all.extend(self.state_form.iter().map(|f| f.from.certainty));
        all.extend(self.legislation_languages.iter().map(|f| f.from.certainty));
        all.extend(self.population.iter().chain(&self.internet).map(|f| f.from.certainty));
        let ages = &self.ages;
        all.extend([&ages.child, &ages.consent, &ages.majority, &ages.marriage].map(|f| f.from.certainty));
        all.extend(self.treaties.iter().map(|f| f.from.certainty));
        all.extend(self.bodies.iter().map(|f| f.from.certainty));
        all.extend(self.plans.iter().map(|f| f.from.certainty));
        all.extend(self.pathfinding.iter().map(|f| f.from.certainty));
        all.extend(self.memberships.iter().map(|f| f.from.certainty));
        all.extend(self.key_laws.iter().map(|f| f.from.certainty));
        all.extend(self.findings.iter().map(|f| f.from.certainty));
        all
    }
}
