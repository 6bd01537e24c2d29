//! What looks like personal data in text that a team shares: a warning, never a refusal.
//!
//! Plain rules without a dictionary: an e-mail address, a telephone number, a long number of the kind
//! that identity cards carry. They miss some and flag some that are harmless; a person decides.

/// What a piece of text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    Email,
    Phone,
    IdentityNumber,
}

impl Likeness {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Email => "an e-mail address",
            Self::Phone => "a telephone number",
            Self::IdentityNumber => "an identity number",
        }
    }
}

/// The fewest and most digits of a telephone number that is not a short code such as a helpline's.
const PHONE: std::ops::RangeInclusive<usize> = 9..=15;

/// The first piece of the text that looks like personal data. Never the piece itself, which would
/// only be shown once more.
pub(crate) fn find(text: &str) -> Option<Likeness> {
    text.split_whitespace().find_map(email).or_else(|| numbers(text).into_iter().find_map(|n| number(&n)))
}

fn email(word: &str) -> Option<Likeness> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let (user, host) = word.split_once('@')?;
    let dotted = host.split_once('.').is_some_and(|(a, b)| !a.is_empty() && b.len() >= 2);
    (!user.is_empty() && dotted).then_some(Likeness::Email)
}

/// Runs of digits as people write numbers: with spaces, dots, hyphens, brackets and a plus inside.
fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for c in text.chars().chain(['\n']) {
        let digit = c.is_numeric();
        let joins = matches!(c, ' ' | '.' | '-' | '(' | ')' | '/') && !run.is_empty();
        if digit || joins || (c == '+' && run.is_empty()) {
            run.push(c);
        } else if !run.is_empty() {
            found.push(std::mem::take(&mut run));
        }
    }
    found
}

fn number(run: &str) -> Option<Likeness> {
    let run = run.trim_end_matches(|c: char| !c.is_numeric());
    let digits = run.chars().filter(|c| c.is_numeric()).count();
    let groups: Vec<usize> =
        run.split(|c: char| !c.is_numeric()).filter(|g| !g.is_empty()).map(|g| g.chars().count()).collect();
    if run.starts_with('+') && PHONE.contains(&digits) {
        return Some(Likeness::Phone);
    }
    // Dates (2026-03-02), years (2019-2024) and amounts (12 500 000) are groups too: what is
    // written in one piece, or in telephone groups after a leading zero, is neither.
    if groups.len() == 1 && (8..=16).contains(&digits) {
        let likeness = if run.starts_with('0') { Likeness::Phone } else { Likeness::IdentityNumber };
        return Some(likeness);
    }
    let is_date = groups.len() >= 3 && groups.first() == Some(&4) && groups.get(1).is_some_and(|g| *g <= 2);
    (run.starts_with('0') && groups.len() > 1 && PHONE.contains(&digits) && !is_date)
        .then_some(Likeness::Phone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write() {
        for (text, expected) in [
            ("write to jane.doe@example.org.", Some(Likeness::Email)),
            ("call +254 712 345 678 today", Some(Likeness::Phone)),
            ("(0712) 345-678", Some(Likeness::Phone)),
            ("0712345678", Some(Likeness::Phone)),
            ("ID 29384756", Some(Likeness::IdentityNumber)),
            ("DNI ٢٩٣٨٤٧٥٦", Some(Likeness::IdentityNumber)),
            ("helpline 116, s. 24(1)(a)", None),
            ("from 2019-2024, on 2026-03-02", None),
            ("2026-03-02 2026-03-05", None),
            ("Act No. 5 of 2018, 471,416 children", None),
            ("12 500 000 shillings", None),
            ("user@home", None),
        ] {
            assert_eq!(find(text), expected, "{text}");
        }
    }
}
