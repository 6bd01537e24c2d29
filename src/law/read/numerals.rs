//! Numbers as programs print them before a paragraph of a list: 4, d, IV, د.

/// A number in one of Word's formats, by Word's own name for it. A format that is not known here is
/// written in plain digits: a wrong letter would cite a wrong provision.
pub(crate) fn written(n: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{n:02}"),
        "lowerLetter" => letters(n, 'a'),
        "upperLetter" => letters(n, 'A'),
        "lowerRoman" => roman(n).to_lowercase(),
        "upperRoman" => roman(n),
        "arabicAlpha" => repeated(n, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
        "arabicAbjad" => repeated(n, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
        "russianLower" => repeated(n, "абвгдежзиклмнопрстуфхцчшщыэюя"),
        "russianUpper" => repeated(n, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
        "ordinal" => format!("{n}{}", ending(n)),
        "decimalEnclosedParen" => format!("({n})"),
        "numberInDash" => format!("- {n} -"),
        "ordinalText" => worded(n, &ORDINALS),
        "cardinalText" => worded(n, &CARDINALS),
        _ => n.to_string(),
    }
}

/// Word goes on after `z` with `aa`, `bb`, not with `ab`.
fn letters(n: u32, first: char) -> String {
    let alphabet: String =
        (0..26u8).filter_map(|i| char::from_u32(u32::from(first) + u32::from(i))).collect();
    repeated(n, &alphabet)
}

fn repeated(n: u32, alphabet: &str) -> String {
    let count = alphabet.chars().count();
    let Some(at) = n.checked_sub(1).and_then(|n| usize::try_from(n).ok()) else { return n.to_string() };
    let (times, place) = (at / count + 1, at % count);
    // Beyond thirty rounds it is no list that anybody wrote.
    if times > 30 {
        return n.to_string();
    }
    alphabet.chars().nth(place).map(|c| c.to_string().repeat(times)).unwrap_or_default()
}

pub(crate) fn roman(n: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=9999).contains(&n) {
        return n.to_string();
    }
    let mut left = n;
    let mut out = String::new();
    for (value, sign) in STEPS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

fn ending(n: u32) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

const ORDINALS: [&str; 12] = [
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
    "Eleventh", "Twelfth",
];
const CARDINALS: [&str; 12] =
    ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];

fn worded(n: u32, words: &[&str]) -> String {
    n.checked_sub(1)
        .and_then(|n| usize::try_from(n).ok())
        .and_then(|n| words.get(n))
        .map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        for (n, format, want) in [
            (4, "decimal", "4"),
            (4, "decimalZero", "04"),
            (1, "lowerLetter", "a"),
            (26, "lowerLetter", "z"),
            (27, "lowerLetter", "aa"),
            (28, "upperLetter", "BB"),
            (0, "lowerLetter", "0"),
            (4_000_000_000, "lowerLetter", "4000000000"),
            (14, "upperRoman", "XIV"),
            (1994, "lowerRoman", "mcmxciv"),
            (0, "upperRoman", "0"),
            (1, "arabicAlpha", "أ"),
            (3, "arabicAlpha", "ت"),
            (3, "arabicAbjad", "ج"),
            (29, "arabicAbjad", "أأ"),
            (12, "ordinal", "12th"),
            (22, "ordinal", "22nd"),
            (2, "ordinalText", "Second"),
            (13, "cardinalText", "13"),
            (5, "none", ""),
            (5, "somethingNew", "5"),
        ] {
            assert_eq!(written(n, format), want, "{n} {format}");
        }
    }
}
