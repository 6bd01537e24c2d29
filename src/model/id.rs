//! Ids that cannot hold a wrong value.
//!
//! An id becomes part of a path, so none of them can hold a separator, a dot at its start, a
//! control character or a name that Windows keeps for devices. What the rule is, an error says.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

/// An id that was refused, with the rule it broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IdError {
    /// What the id was meant to name, as "a country code".
    pub(crate) what: &'static str,
    pub(crate) given: String,
    pub(crate) rule: &'static str,
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}: {}", crate::model::safe::line(&self.given), self.what, self.rule)
    }
}

impl std::error::Error for IdError {}

const KEBAB: &str = "lower-case letters and digits, in words joined by single hyphens, at most 80";
const SLUG: &str = "lower-case letters and digits, in words joined by single hyphens, at most 120";
const PRINTED: &str = "letters, digits and single hyphens, starting with a letter, at most 40";
const ROW: &str =
    "letters and digits, in words joined by single hyphens or dots, starting with a letter, at most 40";
const ALPHA_3: &str = "three lower-case letters of ISO 3166-1, as `ken`";

const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

fn is_device(s: &str) -> bool {
    let lower = s.to_ascii_lowercase();
    DEVICES.contains(&lower.as_str())
        || (lower.len() == 4
            && (lower.starts_with("com") || lower.starts_with("lpt"))
            && lower.as_bytes()[3].is_ascii_digit())
}

fn words(s: &str, longest: usize, letter: fn(u8) -> bool) -> bool {
    !s.is_empty()
        && s.len() <= longest
        && !is_device(s)
        && s.split('-').all(|word| !word.is_empty() && word.bytes().all(letter))
}

fn is_kebab(s: &str) -> bool {
    words(s, 80, |b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

fn is_slug(s: &str) -> bool {
    words(s, 120, |b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

fn is_printed(s: &str) -> bool {
    s.starts_with(|c: char| c.is_ascii_alphabetic()) && words(s, 40, |b| b.is_ascii_alphanumeric())
}

fn is_row(s: &str) -> bool {
    s.len() <= 40
        && s.starts_with(|c: char| c.is_ascii_alphabetic())
        && s.split(['-', '.']).all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn is_alpha_3(s: &str) -> bool {
    s.len() == 3 && s.bytes().all(|b| b.is_ascii_lowercase())
}

macro_rules! id {
    ($name:ident, $what:literal, $rule:ident, $test:ident) => {
        #[doc = concat!("The id of ", $what, ".")]
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(String);

        impl $name {
            pub(crate) fn parse(s: &str) -> Result<Self, IdError> {
                if $test(s) {
                    Ok(Self(s.to_owned()))
                } else {
                    Err(IdError { what: concat!("the id of ", $what), given: s.to_owned(), rule: $rule })
                }
            }

            pub(crate) fn as_str(&self) -> &str {
                &self.0
            }
        }

        /// So that one is found by its text.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(s: &str) -> Result<Self, IdError> {
                Self::parse(s)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

id!(FrameworkId, "a framework", KEBAB, is_kebab);
id!(DomainId, "a domain", KEBAB, is_kebab);
id!(CapabilityId, "a capability", PRINTED, is_printed);
id!(QuestionId, "a question", PRINTED, is_printed);
id!(EvidenceId, "an evidence item", KEBAB, is_kebab);
id!(LawSlug, "a law", SLUG, is_slug);
id!(ViewId, "a view", KEBAB, is_kebab);
id!(RowId, "a row of a view", ROW, is_row);
id!(PlanId, "an action or a training", PRINTED, is_printed);
id!(RoundId, "a round", KEBAB, is_kebab);
id!(RoleId, "a role", KEBAB, is_kebab);
id!(Iso3, "a country", ALPHA_3, is_alpha_3);

impl LawSlug {
    /// For what cannot be named by anything it has.
    pub(crate) fn unnamed() -> Self {
        Self("law".to_owned())
    }
}

/// One country in one round: `ken-baseline`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AssessmentId {
    pub(crate) country: Iso3,
    pub(crate) round: RoundId,
}

impl AssessmentId {
    /// Reads the folder name of an assessment.
    pub(crate) fn parse(s: &str) -> Result<Self, IdError> {
        let refused = || IdError {
            what: "the id of an assessment",
            given: s.to_owned(),
            rule: "a country code, a hyphen and a round, as `ken-baseline`",
        };
        let (country, round) = s.split_once('-').ok_or_else(refused)?;
        Ok(Self {
            country: Iso3::parse(country).map_err(|_| refused())?,
            round: RoundId::parse(round).map_err(|_| refused())?,
        })
    }
}

impl FromStr for AssessmentId {
    type Err = IdError;

    fn from_str(s: &str) -> Result<Self, IdError> {
        Self::parse(s)
    }
}

impl fmt::Display for AssessmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{}", self.country, self.round))
    }
}

macro_rules! within_framework {
    ($name:ident, $field:ident, $id:ident, $what:literal, $example:literal) => {
        #[doc = concat!("The name of ", $what, ", with its framework.")]
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name {
            pub(crate) framework: FrameworkId,
            pub(crate) $field: $id,
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(s: &str) -> Result<Self, IdError> {
                let refused = || IdError {
                    what: concat!("the name of ", $what),
                    given: s.to_owned(),
                    rule: concat!("the framework, a slash and the id, as `", $example, "`"),
                };
                let (framework, id) = s.split_once('/').ok_or_else(refused)?;
                Ok(Self { framework: FrameworkId::parse(framework)?, $field: $id::parse(id)? })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&format!("{}/{}", self.framework, self.$field))
            }
        }
    };
}

within_framework!(CapabilityRef, capability, CapabilityId, "a capability", "mnr/C03");
within_framework!(QuestionRef, question, QuestionId, "a question", "legislation/OFF-03");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_leave_the_folder_or_confuse_a_reader_is_refused() {
        for bad in [
            "",
            ".",
            "..",
            "../x",
            "a/b",
            "a\\b",
            "a b",
            "A-b",
            "-a",
            "a-",
            "a--b",
            "con",
            "com1",
            "a\u{202e}b",
            "á",
            "a.b",
            "a\nb",
        ] {
            assert!(EvidenceId::parse(bad).is_err(), "{bad:?} was taken for an evidence id");
        }
        for good in ["a", "ken-cmca-s24-1", "0", "com10"] {
            assert!(EvidenceId::parse(good).is_ok(), "{good:?} was refused");
        }
    }

    #[test]
    fn question_ids_are_as_the_framework_prints_them() {
        for good in ["C03-2", "C03-12", "OFF-03", "a1"] {
            assert!(QuestionId::parse(good).is_ok(), "{good:?} was refused");
        }
        for bad in ["3-2", "C03/2", "C03-", "C03_2", "C03 2", "NUL"] {
            assert!(QuestionId::parse(bad).is_err(), "{bad:?} was taken");
        }
    }

    #[test]
    fn a_row_is_named_as_its_publisher_numbers_it() {
        for good in ["ICMEC-C1", "OOSI-4.4.1", "CRC-19-2"] {
            assert!(RowId::parse(good).is_ok(), "{good:?} was refused");
        }
        for bad in ["", "4.4.1", "OOSI-", "OOSI..4", "OOSI-.4", "OOSI 4", "OOSI/4"] {
            assert!(RowId::parse(bad).is_err(), "{bad:?} was taken");
        }
    }

    #[test]
    fn an_assessment_is_a_country_and_a_round() {
        let id = AssessmentId::parse("ken-mid-term-2").unwrap();
        assert_eq!((id.country.as_str(), id.round.as_str()), ("ken", "mid-term-2"));
        assert_eq!(id.to_string(), "ken-mid-term-2");
        for bad in ["ken", "ke-baseline", "KEN-baseline", "ken-", "ken-Baseline"] {
            assert!(AssessmentId::parse(bad).is_err(), "{bad:?} was taken");
        }
    }
}
