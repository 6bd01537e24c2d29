//! Three versions of one field: what it was, what I made of it, what it is in the file now.
//!
//! Pure functions. Who and when are not compared: they follow from the change that is kept.

use crate::model::answer::Answer;
use crate::model::assessment::{SetLevel, Target};

/// Both changed a field, and not to the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Conflict;

/// The field as it is to be.
fn field<T: PartialEq + Clone>(before: &T, mine: &T, theirs: &T) -> Result<T, Conflict> {
    if mine == before || mine == theirs {
        Ok(theirs.clone())
    } else if theirs == before {
        Ok(mine.clone())
    } else {
        Err(Conflict)
    }
}

/// Merges an answer field by field. Who and when are those of `theirs`.
pub(crate) fn answer(before: &Answer, mine: &Answer, theirs: &Answer) -> Result<Answer, Conflict> {
    Ok(Answer {
        value: field(&before.value, &mine.value, &theirs.value)?,
        because: field(&before.because, &mine.because, &theirs.because)?,
        confidence: field(&before.confidence, &mine.confidence, &theirs.confidence)?,
        evidence: field(&before.evidence, &mine.evidence, &theirs.evidence)?,
        flag: field(&before.flag, &mine.flag, &theirs.flag)?,
        note: field(&before.note, &mine.note, &theirs.note)?,
        status: field(&before.status, &mine.status, &theirs.status)?,
        by: theirs.by.clone(),
        at: theirs.at.clone(),
        carried: theirs.carried.clone(),
    })
}

/// Merges a level as a whole: a reason belongs to the level it was given for.
pub(crate) fn level(
    before: Option<&SetLevel>,
    mine: Option<&SetLevel>,
    theirs: Option<&SetLevel>,
) -> Result<Option<SetLevel>, Conflict> {
    let said = |level: Option<&SetLevel>| level.map(|l| (l.value, l.reason.clone()));
    let merged = field(&said(before), &said(mine), &said(theirs))?;
    // What is in the file already keeps who set it and when.
    Ok(if merged == said(theirs) { theirs.cloned() } else { mine.cloned() })
}

/// Merges a target as a whole.
pub(crate) fn target(
    before: Option<&Target>,
    mine: Option<&Target>,
    theirs: Option<&Target>,
) -> Result<Option<Target>, Conflict> {
    Ok(field(&before, &mine, &theirs)?.cloned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::answer::{Confidence, EvidenceLink, Stance, Status, Value};
    use crate::model::date::{Date, Moment};
    use crate::model::id::{EvidenceId, RoleId};

    #[test]
    fn one_field_three_ways() {
        for (before, mine, theirs, expected) in [
            ("a", "a", "a", Ok("a")),       // nobody changed it
            ("a", "b", "a", Ok("b")),       // I did
            ("a", "a", "c", Ok("c")),       // they did
            ("a", "b", "b", Ok("b")),       // both, to the same
            ("a", "b", "c", Err(Conflict)), // both, to different ones
            ("a", "", "c", Err(Conflict)),  // I cleared it, they changed it
            ("", "b", "", Ok("b")),         // there was none
            ("a", "", "a", Ok("")),         // I cleared it
        ] {
            assert_eq!(field(&before, &mine, &theirs), expected, "{before:?} {mine:?} {theirs:?}");
        }
    }

    /// A change of one field of an answer, by its name; `n` tells two changes of it apart.
    fn changed(answer: &Answer, name: &str, n: usize) -> Answer {
        let mut answer = answer.clone();
        let text = Some(format!("{name} {n}"));
        match name {
            "value" => answer.value = [Some(Value::Met), Some(Value::NotMet)][n],
            "because" => answer.because = text,
            "confidence" => answer.confidence = [Some(Confidence::Low), Some(Confidence::High)][n],
            "evidence" => {
                let evidence = EvidenceId::parse("item").unwrap();
                let stance = [Stance::Supports, Stance::Contradicts][n];
                answer.evidence = vec![EvidenceLink { evidence, stance, note: None }];
            }
            "flag" => answer.flag = text,
            "note" => answer.note = text,
            "status" => answer.status = [Some(Status::InReview), Some(Status::Final)][n],
            other => unreachable!("{other}"),
        }
        answer
    }

    const FIELDS: [&str; 7] = ["value", "because", "confidence", "evidence", "flag", "note", "status"];

    #[test]
    fn every_pair_of_fields_merges_and_no_field_merges_with_itself() {
        let before =
            Answer { value: Some(Value::Partly), because: Some("as it was".to_owned()), ..Answer::default() };
        for mine in FIELDS {
            for theirs in FIELDS {
                let (a, b) = (changed(&before, mine, 0), changed(&before, theirs, 1));
                let both = changed(&a, theirs, 1);
                let expected = if mine == theirs { Err(Conflict) } else { Ok(both) };
                assert_eq!(answer(&before, &a, &b), expected, "I changed {mine}, they {theirs}");
            }
        }
    }

    #[test]
    fn who_and_when_make_no_conflict() {
        let signed = |by: &str, at: &str| Answer {
            by: Some(RoleId::parse(by).unwrap()),
            at: Some(Moment::parse(at).unwrap()),
            ..Answer::default()
        };
        let before = signed("a", "2026-03-02T09:14:00Z");
        let theirs = changed(&signed("b", "2026-03-03T09:14:00Z"), "note", 1);
        let merged = answer(&before, &changed(&before, "flag", 0), &theirs).unwrap();
        assert_eq!((&merged.by, &merged.at), (&theirs.by, &theirs.at));
        assert_eq!((merged.flag.as_deref(), merged.note.as_deref()), (Some("flag 0"), Some("note 1")));
    }

    #[test]
    fn levels_and_targets_are_compared_whole() {
        let set = |value: u8, reason: &str, date: &str| SetLevel {
            value,
            reason: reason.to_owned(),
            by: None,
            date: Some(Date::parse(date).unwrap()),
        };
        let (one, other) = (set(2, "a", "2026"), set(2, "b", "2026"));
        let later = set(2, "a", "2027");
        for (before, mine, theirs, expected) in [
            (None, Some(&one), None, Ok(Some(&one))),
            (None, Some(&one), Some(&later), Ok(Some(&later))), // the same but for the day
            (Some(&one), Some(&other), Some(&later), Ok(Some(&other))),
            (Some(&one), None, Some(&one), Ok(None)),
            (Some(&one), None, Some(&other), Err(Conflict)),
            (None, Some(&one), Some(&other), Err(Conflict)), // another reason is another level
        ] {
            assert_eq!(level(before, mine, theirs), expected.map(Option::<&SetLevel>::cloned));
        }
        let wanted = |value: u8, by: &str| Target { value, by: Date::parse(by).ok(), reason: None };
        let (soon, late) = (wanted(3, "2028"), wanted(3, "2030"));
        assert_eq!(target(None, Some(&soon), None), Ok(Some(soon.clone())));
        assert_eq!(target(None, Some(&soon), Some(&late)), Err(Conflict));
        assert_eq!(target(Some(&soon), Some(&soon), Some(&late)), Ok(Some(late)));
    }
}
