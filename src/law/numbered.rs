//! The number and the year of a law, as they are printed in its title or front matter.

use crate::law::facts::kind;
use crate::law::normalise::normalised;
use crate::law::words::words;
use crate::model::law::Span;

/// A number of a law as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbered {
    pub(crate) text: String,
    pub(crate) year: Option<i16>,
}

const NUMBER: &[&str] = &["no", "n", "nº", "num", "nro", "na", "رقم", "number", "numero", "bilang", "nos"];
const OF: &[&str] = &["of", "de", "du", "ya", "لسنه", "del", "لعام", "سنه"];

/// "Act No. 5 of 2018", "Ley N.º 30096", "قانون رقم 8 لسنة 1996".
pub(crate) fn numbers(text: &str) -> Option<Numbered> {
    let spans: Vec<Span> = words(text).take(600).collect();
    let plain: Vec<String> = spans.iter().map(|s| normalised(s.of(text))).collect();
    let year_at = |i: usize| plain.get(i).and_then(|w| year(w));
    for (i, word) in plain.iter().enumerate() {
        // "Act 2 of 1998", "Ley 1098 de 2006": without a word for the number.
        if i > 0
            && word.chars().all(|c| c.is_ascii_digit())
            && plain.get(i - 1).is_some_and(|w| kind(w).is_some())
            && plain.get(i + 1).is_some_and(|w| OF.contains(&w.as_str()))
            && year_at(i + 2).is_some()
        {
            let printed = text.get(spans.get(i - 1)?.start..spans.get(i + 2)?.end)?;
            let line = printed.split_whitespace().collect::<Vec<_>>().join(" ");
            return Some(Numbered { text: line, year: year_at(i + 2) });
        }
        if !NUMBER.contains(&word.as_str()) || i == 0 {
            continue;
        }
        // "N.º" is two words.
        let skip = usize::from(plain.get(i + 1).is_some_and(|w| w == "o" || w == "°"));
        let at = i + 1 + skip;
        if !plain.get(at).is_some_and(|w| w.chars().next().is_some_and(char::is_numeric)) {
            continue;
        }
        let before = plain.get(i.saturating_sub(3)..i).unwrap_or_default();
        let Some(back) = before.iter().rev().position(|w| kind(w).is_some()) else { continue };
        let mut first = i - 1 - back;
        // "Republic Act", "Decreto Legislativo", "Federal Law".
        if first > 0
            && plain.get(first - 1).is_some_and(|w| ["republic", "decreto", "قانون"].contains(&w.as_str()))
        {
            first -= 1;
        }
        let (mut last, mut found) = (at, None);
        if plain.get(at + 1).is_some_and(|w| OF.contains(&w.as_str())) && year_at(at + 2).is_some() {
            last = at + 2;
            found = year_at(at + 2);
        } else if let Some(y) = year_at(at + 1)
            && text
                .get(spans.get(at)?.end..spans.get(at + 1)?.start)
                .is_some_and(|gap| matches!(gap.trim(), "-" | "/"))
        {
            last = at + 1;
            found = Some(y);
        }
        let printed = text.get(spans.get(first)?.start..spans.get(last)?.end)?;
        let line = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= 60 {
            return Some(Numbered { text: line, year: found });
        }
    }
    None
}

fn year(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok().filter(|_| word.len() == 4)?;
    (1600..=2100).contains(&year).then_some(year)
}

pub(crate) fn last_year(text: &str) -> Option<i16> {
    let all: Vec<Span> = words(text).collect();
    all.into_iter().rev().find_map(|w| year(&normalised(w.of(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_as_they_are_printed() {
        for (text, expected, year) in [
            ("The Acts of Ruritania\nAct No. 5 of 2018", "Act No. 5 of 2018", Some(2018)),
            ("LEY Nº 28950", "LEY Nº 28950", None),
            ("LEY N.° 30096", "LEY N.° 30096", None),
            ("Republic Act No. 10175", "Republic Act No. 10175", None),
            ("قانون العمل رقم 8 لسنة 1996", "قانون العمل رقم 8 لسنة 1996", Some(1996)),
            ("Sheria Na. 40 ya 2024", "Sheria Na. 40 ya 2024", Some(2024)),
            ("Loi n° 2008-12", "Loi n° 2008", None),
            ("Decreto Legislativo N° 1591", "Decreto Legislativo N° 1591", None),
            ("Act 2 of 1998", "Act 2 of 1998", Some(1998)),
            ("la Ley 31 de 2014, y", "Ley 31 de 2014", Some(2014)),
        ] {
            let found = numbers(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.text.as_str(), found.year), (expected, year), "{text}");
        }
        for none in
            ["No person shall", "section no 5", "", "Act of 1999", "section 5 of 1999", "Act 5 of the"]
        {
            assert_eq!(numbers(none), None, "{none}");
        }
    }
}
