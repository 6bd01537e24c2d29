//! How a wording that was found is judged: a finding, a note, or exempt, and why.

use crate::law::terms::{Exempt, Occurrence, Place};
use crate::model::country::LawStatus;
use crate::model::law::{Law, LawKind};
use crate::model::terminology::Use;
use crate::model::word::words;
use crate::workbench::terms_audit::own::Voice;

/// The year of the first edition of the Terminology Guidelines: laws made later could follow them.
const GUIDELINES: i16 = 2016;

words! {
    /// What becomes of a wording.
    Verdict {
        /// Something to change.
        Finding = "finding",
        /// Something to know.
        Note = "note",
        /// Named, not used.
        Exempt = "exempt",
    }
}

words! {
    /// Why it is judged so.
    Reason {
        NewLaw = "new_law",
        Policy = "policy",
        OwnText = "own_text",
        OldLaw = "old_law",
        YearUnknown = "year_unknown",
        Repealed = "repealed",
        Treaty = "treaty",
        Care = "care",
        History = "history",
        QuotedLaw = "quoted_law",
        Marked = "quotation_marks",
        Source = "words_of_a_source",
        CitedTitle = "cited_title",
        Quotation = "quotation",
        RepealList = "repeal",
    }
}

impl Reason {
    /// In words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::NewLaw => "the law was made after the Guidelines of 2016",
            Self::Policy => "a policy can be worded anew",
            Self::OwnText => "a text of the assessment",
            Self::OldLaw => "the law was made in 2016 or before",
            Self::YearUnknown => "the year of the law is not known",
            Self::Repealed => "the law is repealed",
            Self::Treaty => "a treaty",
            Self::Care => "right in some places only",
            Self::History => "a wording that a later one replaced",
            Self::QuotedLaw => "words of another law that are quoted",
            Self::Marked => "alone in quotation marks",
            Self::Source => "words of a source",
            Self::CitedTitle => "the title of an instrument",
            Self::Quotation => "a quotation",
            Self::RepealList => "a list of what is repealed",
        }
    }
}

fn exempt(exempt: Exempt) -> (Verdict, Reason) {
    let reason = match exempt {
        Exempt::CitedTitle => Reason::CitedTitle,
        Exempt::Quotation => Reason::Quotation,
        Exempt::Repeal => Reason::RepealList,
    };
    (Verdict::Exempt, reason)
}

/// A wording in a law.
pub(super) fn of_law(law: &Law, found: &Occurrence, used: Use) -> (Verdict, Reason) {
    if let Some(why) = found.exempt {
        return exempt(why);
    }
    let enacted = || law.enacted.as_ref().and_then(|d| d.as_str().get(..4)?.parse().ok());
    let year: Option<i16> = law.year.or_else(enacted);
    let note = |reason| (Verdict::Note, reason);
    match found.place {
        Place::History => note(Reason::History),
        Place::Quoted => note(Reason::QuotedLaw),
        _ if used != Use::Avoid => note(Reason::Care),
        _ if law.status == LawStatus::Repealed => note(Reason::Repealed),
        _ if law.kind == LawKind::Treaty => note(Reason::Treaty),
        _ if law.kind == LawKind::Policy => (Verdict::Finding, Reason::Policy),
        _ => match year {
            None => note(Reason::YearUnknown),
            Some(year) if year > GUIDELINES => (Verdict::Finding, Reason::NewLaw),
            Some(_) => note(Reason::OldLaw),
        },
    }
}

/// A wording in a text of the assessment.
pub(super) fn of_own(voice: Voice, found: &Occurrence, used: Use) -> (Verdict, Reason) {
    match (voice, found.exempt) {
        (_, Some(why)) => exempt(why),
        (Voice::Quoted, None) => (Verdict::Exempt, Reason::Quotation),
        _ if used != Use::Avoid => (Verdict::Note, Reason::Care),
        (Voice::Source, None) => (Verdict::Note, Reason::Source),
        (Voice::Ours, None) if found.marked => (Verdict::Note, Reason::Marked),
        (Voice::Ours, None) => (Verdict::Finding, Reason::OwnText),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{Iso3, LawSlug};
    use crate::model::law::{FileFormat, LawId, ReceivedFile};
    use crate::model::search::Snippet;

    fn law(year: Option<i16>, kind: LawKind, status: LawStatus) -> Law {
        Law {
            id: LawId { country: Iso3::parse("xaa").unwrap(), slug: LawSlug::parse("a").unwrap() },
            title: "A".to_owned(),
            title_en: None,
            number: None,
            year,
            kind,
            language: "en".to_owned(),
            status,
            version: None,
            enacted: None,
            commenced: None,
            amends: Vec::new(),
            amended_by: Vec::new(),
            source: None,
            key_law: None,
            note: None,
            file: ReceivedFile {
                name: "a.txt".to_owned(),
                format: FileFormat::Text,
                sha256: String::new(),
                read_by: String::new(),
            },
        }
    }

    fn at(place: Place) -> Occurrence {
        Occurrence {
            term: 0,
            place,
            exempt: None,
            marked: false,
            provision: None,
            frame: None,
            span: None,
            printed: String::new(),
            snippet: Snippet::default(),
        }
    }

    #[test]
    fn a_law_is_judged_by_its_year_its_kind_and_the_place() {
        use LawKind::{Act, Policy, Treaty};
        use LawStatus::{InForce, Repealed};
        use Place::{Heading, History, Operative, Quoted, Title};
        use Verdict::{Finding, Note};
        for (year, kind, status, place, used, expected) in [
            (Some(2017), Act, InForce, Operative, Use::Avoid, (Finding, Reason::NewLaw)),
            (Some(2017), Act, InForce, Heading, Use::Avoid, (Finding, Reason::NewLaw)),
            (Some(2017), Act, InForce, Title, Use::Avoid, (Finding, Reason::NewLaw)),
            (Some(2017), Act, InForce, Title, Use::Care, (Note, Reason::Care)),
            (Some(2016), Act, InForce, Operative, Use::Avoid, (Note, Reason::OldLaw)),
            (None, Act, InForce, Operative, Use::Avoid, (Note, Reason::YearUnknown)),
            (Some(2020), Act, InForce, History, Use::Avoid, (Note, Reason::History)),
            (Some(2020), Act, InForce, Quoted, Use::Avoid, (Note, Reason::QuotedLaw)),
            (Some(2020), Act, Repealed, Operative, Use::Avoid, (Note, Reason::Repealed)),
            (Some(2020), Treaty, InForce, Operative, Use::Avoid, (Note, Reason::Treaty)),
            (Some(2001), Policy, InForce, Operative, Use::Avoid, (Finding, Reason::Policy)),
        ] {
            assert_eq!(
                of_law(&law(year, kind, status), &at(place), used),
                expected,
                "{year:?} {kind} {place}"
            );
        }
        let mut cited = at(Operative);
        cited.exempt = Some(Exempt::CitedTitle);
        assert_eq!(of_law(&law(Some(2020), Act, InForce), &cited, Use::Avoid).0, Verdict::Exempt);
    }

    #[test]
    fn a_text_of_ours_is_judged_by_whose_words_it_has() {
        let own = at(Place::Own);
        for (voice, used, expected) in [
            (Voice::Ours, Use::Avoid, Reason::OwnText),
            (Voice::Ours, Use::Care, Reason::Care),
            (Voice::Source, Use::Avoid, Reason::Source),
            (Voice::Quoted, Use::Avoid, Reason::Quotation),
        ] {
            assert_eq!(of_own(voice, &own, used).1, expected);
        }
        let marked = Occurrence { marked: true, ..own };
        assert_eq!(of_own(Voice::Ours, &marked, Use::Avoid), (Verdict::Note, Reason::Marked));
    }
}
