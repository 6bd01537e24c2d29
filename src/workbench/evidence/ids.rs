//! Ids of evidence items: readable, and the same for the same thing.
//!
//! The last part is made of the content. So two reviewers who pin the same words write the same file, and two who
//! pin different words never write to one name: neither makes a conflict when their work is merged.

use crate::model::evidence::{Absence, Anchor};
use crate::model::id::EvidenceId;
use crate::store::library::sha256;

/// Signs of the part that is made of the content.
const SHORT: usize = 5;
/// Signs of the readable part at most; an id has 80.
const READABLE: usize = 60;

fn slug(parts: &[&str]) -> String {
    let mut slug = String::new();
    for part in parts {
        for c in part.chars() {
            let c = c.to_ascii_lowercase();
            if c.is_ascii_alphanumeric() {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(READABLE);
    slug.trim_matches('-').to_owned()
}

fn with_content(readable: &str, content: &str) -> Option<EvidenceId> {
    let hash = sha256(content.as_bytes());
    EvidenceId::parse(&format!("{readable}-{}", hash.get(..SHORT)?)).ok()
}

/// Country, law, provision, and what was quoted in which wording.
pub(super) fn of_passage(anchor: &Anchor) -> Option<EvidenceId> {
    let law = slug(&[anchor.law.slug.as_str()]);
    // The provision tells more than the tail of a long title.
    let law: String = law.chars().take(36).collect();
    let readable = slug(&[anchor.law.country.as_str(), law.trim_matches('-'), &anchor.provision]);
    let hash = anchor.sha256.as_deref().unwrap_or_default();
    with_content(&readable, &format!("{} {} {hash} {}", anchor.law, anchor.provision, anchor.quote.exact))
}

/// Country, question, and what was searched.
pub(super) fn of_absence(
    country: &str,
    question: &str,
    absence: &Absence,
    note: Option<&str>,
) -> Option<EvidenceId> {
    let readable = slug(&[country, "absence", question]);
    let library = absence.library.as_deref().unwrap_or_default();
    // Two people who search the same each have a record of their own.
    let by = absence.by.as_ref().map(ToString::to_string).unwrap_or_default();
    let note = note.unwrap_or_default();
    let what = absence.queries.join("\n");
    with_content(&readable, &format!("{what} {library} {} {by} {note}", absence.date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_readable_and_an_id() {
        for (parts, expected) in [
            (&["ken", "computer-misuse-act", "sec_24"][..], "ken-computer-misuse-act-sec-24"),
            (&["per", "Ley N.º 30096", "art_5-A"], "per-ley-n-30096-art-5-a"),
            (&["", "x"], "x"),
        ] {
            assert_eq!(slug(parts), expected);
            assert!(with_content(&slug(parts), "words").is_some());
        }
        assert!(slug(&["a-very-long-title".repeat(20).as_str()]).len() <= READABLE);
        assert_ne!(with_content("a", "x"), with_content("a", "y"));
    }
}
