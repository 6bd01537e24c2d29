//! The stem of a word, by the language of its law.
//!
//! Snowball for Arabic, English, French, Portuguese and Spanish. Nobody publishes one for Swahili and
//! Filipino, so light rules of ours take off what marks number and class (`mtoto`, `watoto`) and leave
//! everything else as it is: a rule that joins two different words is worse than none, since every form
//! can also be asked for by a prefix. Words come in normalised, so that a stem never depends on accents.

use frostem::{Algorithm, Stemmer as Snowball};

/// The languages that have an analyser of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Analyser {
    Arabic,
    English,
    Filipino,
    French,
    Portuguese,
    Spanish,
    Swahili,
    /// Any other language: words as they are.
    Plain,
}

impl Analyser {
    pub(crate) const ALL: [Self; 8] = [
        Self::Arabic,
        Self::English,
        Self::Filipino,
        Self::French,
        Self::Portuguese,
        Self::Spanish,
        Self::Swahili,
        Self::Plain,
    ];

    /// By a BCP 47 tag; regional parts do not matter.
    pub(crate) fn of(language: &str) -> Self {
        match language.split('-').next().unwrap_or_default() {
            "ar" => Self::Arabic,
            "en" => Self::English,
            "fil" | "tl" => Self::Filipino,
            "fr" => Self::French,
            "pt" => Self::Portuguese,
            "es" => Self::Spanish,
            "sw" => Self::Swahili,
            _ => Self::Plain,
        }
    }

    /// One letter that keeps the stems of different languages apart in the index.
    pub(crate) fn mark(self) -> char {
        match self {
            Self::Arabic => 'a',
            Self::English => 'e',
            Self::Filipino => 'f',
            Self::French => 'r',
            Self::Portuguese => 'p',
            Self::Spanish => 's',
            Self::Swahili => 'w',
            Self::Plain => '-',
        }
    }

    pub(crate) fn of_mark(mark: char) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.mark() == mark)
    }

    /// The words that are indexed as one where two of them stand side by side, so that phrases of them are quick: the
    /// most frequent ones alone, since every pair takes room.
    pub(crate) fn paired(self) -> &'static [&'static str] {
        let common = self.common();
        common.get(..8).unwrap_or(common)
    }

    /// Of these, the words that say nothing by themselves: where others are asked for beside them, they need not be
    /// there. A noun of every law is not one, and neither is a word that denies.
    pub(crate) fn function_words(self) -> impl Iterator<Item = &'static str> {
        const TELLING: [&str; 24] = [
            "section",
            "not",
            "articulo",
            "ley",
            "no",
            "article",
            "ne",
            "artigo",
            "lei",
            "nao",
            "الماده",
            "قانون",
            "القانون",
            "يجوز",
            "لا",
            "ولا",
            "mtu",
            "kifungu",
            "sheria",
            "ibara",
            "hindi",
            "batas",
            "seksyon",
            "shall",
        ];
        self.common().iter().copied().filter(|word| !TELLING.contains(word))
    }

    /// The words that stand in every sentence, the most frequent first.
    pub(crate) fn common(self) -> &'static [&'static str] {
        match self {
            Self::English => &[
                "the", "of", "to", "and", "in", "or", "a", "any", "by", "for", "be", "is", "that", "with",
                "on", "as", "shall", "this", "an", "not", "it", "which", "under", "such", "section",
            ],
            Self::Spanish => &[
                "de", "la", "el", "en", "que", "y", "los", "a", "del", "las", "por", "se", "con", "o", "lo",
                "al", "para", "su", "articulo", "un", "una", "no", "sus", "sera", "ley",
            ],
            Self::French => &[
                "de", "la", "le", "les", "et", "des", "du", "l", "d", "a", "en", "ou", "un", "une", "dans",
                "par", "est", "au", "aux", "pour", "sur", "qui", "que", "article", "ne",
            ],
            Self::Portuguese => &[
                "de", "a", "o", "e", "da", "do", "em", "que", "os", "as", "dos", "das", "no", "na", "por",
                "se", "ou", "para", "ao", "com", "um", "uma", "artigo", "nao", "lei",
            ],
            Self::Arabic => &[
                "في",
                "من",
                "علي",
                "او",
                "ان",
                "الي",
                "عن",
                "هذا",
                "اي",
                "كل",
                "التي",
                "الذي",
                "لا",
                "ما",
                "و",
                "ذلك",
                "الماده",
                "هذه",
                "ولا",
                "علي",
                "قانون",
                "القانون",
                "مع",
                "بعد",
                "يجوز",
            ],
            Self::Swahili => &[
                "na", "ya", "wa", "kwa", "katika", "la", "cha", "za", "ni", "au", "hii", "kama", "kuwa",
                "mtu", "hiyo", "yoyote", "ambayo", "vya", "kifungu", "sheria", "ibara", "hilo", "huo", "pa",
                "ambaye",
            ],
            Self::Filipino => &[
                "ang", "ng", "sa", "na", "mga", "at", "o", "ay", "ito", "kung", "para", "hindi", "isang",
                "nito", "may", "ni", "dapat", "upang", "anumang", "sinumang", "batas", "seksyon", "kanyang",
                "alinmang", "nang",
            ],
            Self::Plain => &[],
        }
    }
}

/// One stemmer. It is made once and used for many words.
pub(crate) enum Stemmer {
    Snowball(Snowball),
    English(Snowball),
    Spanish(Snowball),
    Arabic(Snowball),
    Swahili,
    Filipino,
    None,
}

impl Stemmer {
    pub(crate) fn new(analyser: Analyser) -> Self {
        match analyser {
            Analyser::Arabic => Self::Arabic(Snowball::new(Algorithm::Arabic)),
            Analyser::English => Self::English(Snowball::new(Algorithm::English)),
            Analyser::French => Self::Snowball(Snowball::new(Algorithm::French)),
            Analyser::Portuguese => Self::Snowball(Snowball::new(Algorithm::Portuguese)),
            Analyser::Spanish => Self::Spanish(Snowball::new(Algorithm::Spanish)),
            Analyser::Swahili => Self::Swahili,
            Analyser::Filipino => Self::Filipino,
            Analyser::Plain => Self::None,
        }
    }

    /// The stem of a normalised word; numbers and very long words are their own stem.
    pub(crate) fn stem(&self, word: &str) -> String {
        if word.len() > LONGEST || word.bytes().any(|b| b.is_ascii_digit()) {
            return word.to_owned();
        }
        match self {
            Self::English(_) if english(word).is_some() => english(word).unwrap_or(word).to_owned(),
            // `juez` and `jueces`: the letter changes with the ending.
            Self::Spanish(snowball) => match word.strip_suffix("ces").filter(|rest| rest.len() >= 2) {
                Some(rest) => snowball.stem(&format!("{rest}z")).to_string(),
                None => non_empty(&snowball.stem(word), word),
            },
            Self::Snowball(snowball) | Self::English(snowball) => non_empty(&snowball.stem(word), word),
            Self::Arabic(snowball) => arabic(snowball, word),
            Self::Swahili => swahili(word).to_owned(),
            Self::Filipino => filipino(word).to_owned(),
            Self::None => word.to_owned(),
        }
    }
}

fn non_empty(stem: &str, word: &str) -> String {
    if stem.is_empty() { word.to_owned() } else { stem.to_owned() }
}

/// Bytes of the longest word that is stemmed.
const LONGEST: usize = 120;

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Words of statutes that Snowball takes for one where they are two, or for two where they are one.
fn english(word: &str) -> Option<&'static str> {
    Some(match word {
        "officer" | "officers" => "officer",
        "production" | "productions" => "produc",
        "transmission" | "transmissions" => "transmit",
        _ => return None,
    })
}

/// Takes off the article with what is joined to it, so that `القانون` and `قانون` come to the same stem: Snowball
/// judges a word with its article by other rules than without. A final heh is given back as the teh marbuta
/// that it mostly was, whose endings Snowball knows.
fn arabic(snowball: &Snowball, word: &str) -> String {
    let bare = ["وال", "بال", "كال", "فال", "ولل", "ال", "لل"]
        .into_iter()
        .find_map(|article| word.strip_prefix(article).filter(|rest| rest.chars().count() >= 3));
    // `و` (and) is written as part of the next word.
    let and = || word.strip_prefix('و').filter(|rest| rest.chars().count() >= 5);
    let bare = bare.or_else(and).unwrap_or(word);
    let stem = match bare.strip_suffix('ه') {
        Some(rest) => snowball.stem(&format!("{rest}ة")).to_string(),
        None => snowball.stem(bare).to_string(),
    };
    let stem = stem.replace('ة', "ه");
    if stem.is_empty() { word.to_owned() } else { stem }
}

/// Nouns whose plural no rule makes.
/// The singulars that a rule would shorten stand beside them.
const SWAHILI: &[(&str, &str)] = &[
    ("watu", "mtu"),
    ("wake", "mke"),
    ("wezi", "mwizi"),
    ("macho", "jicho"),
    ("mawaziri", "waziri"),
    ("waziri", "waziri"),
    ("vyama", "chama"),
    ("viti", "kiti"),
    ("miezi", "mwezi"),
    ("mwezi", "mwezi"),
    ("mambo", "jambo"),
    ("wanawake", "mwanamke"),
    ("mwanamke", "mwanamke"),
    ("wananchi", "mwananchi"),
    ("mwananchi", "mwananchi"),
];

/// Class prefixes of nouns, by pairs of singular and plural; `-ni`, which says where.
///
/// What stays must have four letters, so that `mali` (property) is not taken for a plural of `ali`.
/// Verbs are left alone, and so is every word that begins with `na`: `naibu` (deputy) is not `aibu` (shame).
fn swahili(word: &str) -> &str {
    if !word.is_ascii() {
        return word;
    }
    if let Some((_, singular)) = SWAHILI.iter().find(|(plural, _)| *plural == word) {
        return singular;
    }
    let word = match word.strip_suffix("ni") {
        Some(place) if place.len() >= 5 && place.bytes().last().is_some_and(is_vowel) => place,
        _ => word,
    };
    // `mw-` and `wa-` before a vowel: `mwathirika`, `waathirika`.
    if let Some(rest) = word.strip_prefix("mw")
        && rest.len() >= 4
        && rest.bytes().next().is_some_and(is_vowel)
    {
        return rest;
    }
    for prefix in ["wa", "mi", "vi", "ki", "ma"] {
        if let Some(rest) = word.strip_prefix(prefix)
            && rest.len() >= 4
            && (prefix == "wa" || rest.bytes().next().is_some_and(|b| !is_vowel(b)))
        {
            return rest;
        }
    }
    match word.strip_prefix('m') {
        Some(rest) if rest.len() >= 4 && rest.bytes().next().is_some_and(|b| !is_vowel(b)) => rest,
        _ => word,
    }
}

/// The affixes that make verbs and nouns of one root: `pagsasamantala`, `nagsamantala`, `abusuhin`.
fn filipino(word: &str) -> &str {
    if !word.is_ascii() {
        return word;
    }
    // The linker, which a word takes before the one that it goes with: `batang`, `parusang`.
    let mut rest = match word.strip_suffix("ng") {
        Some(root) if root.len() >= 4 && root.bytes().last().is_some_and(is_vowel) => root,
        _ => word,
    };
    for prefix in [
        "ipag", "ipang", "pagka", "pinag", "pag", "mag", "nag", "pang", "mang", "nang", "maka", "naka",
        "paki", "ka",
    ] {
        if let Some(root) = rest.strip_prefix(prefix)
            && root.len() >= 5
        {
            rest = root;
            break;
        }
    }
    // The first syllable said twice: `sasamantala`.
    let bytes = rest.as_bytes();
    if let [a, b, c, d, ..] = bytes
        && rest.len() >= 7
        && (a, b) == (c, d)
        && is_vowel(*b)
    {
        rest = rest.get(2..).unwrap_or(rest);
    }
    for suffix in ["han", "hin", "an", "in"] {
        if let Some(root) = rest.strip_suffix(suffix)
            && root.len() >= 5
        {
            return root;
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn together(language: &str, groups: &[&[&str]]) {
        let stemmer = Stemmer::new(Analyser::of(language));
        let mut stems = Vec::new();
        for group in groups {
            let first = stemmer.stem(group[0]);
            for word in *group {
                assert_eq!(stemmer.stem(word), first, "{word} and {}", group[0]);
            }
            assert!(!stems.contains(&first), "{group:?} falls together with another group");
            stems.push(first);
        }
    }

    #[test]
    fn forms_of_one_word_come_together_and_others_stay_apart() {
        together(
            "sw",
            &[
                &["mtoto", "watoto"],
                &["kosa", "makosa"],
                &["kitendo", "vitendo"],
                &["mtandao", "mitandao", "mtandaoni"],
                &["mwathirika", "waathirika"],
                &["mshtakiwa", "washtakiwa"],
                &["mtu", "watu"],
                &["naibu"],
                &["aibu"],
                &["mali"],
                &["sheria"],
                &["mahakama", "mahakamani"],
                &["shule", "shuleni"],
                &["waziri", "mawaziri"],
                &["chama", "vyama"],
                &["kiti", "viti"],
                &["mwezi", "miezi"],
                &["jambo", "mambo"],
                &["mwanamke", "wanawake"],
                &["mwananchi", "wananchi"],
            ],
        );
        together(
            "en-gb",
            &[
                &["possession", "possess", "possessing", "possesses"],
                &["child"],
                &["children"],
                &["officer", "officers"],
                &["production", "produces", "produced"],
                &["transmission", "transmits"],
                &["office", "offices"],
            ],
        );
        together(
            "es",
            &[
                &["explotacion", "explotaciones"],
                &["nina", "ninas", "nino", "ninos"],
                &["delito", "delitos"],
                &["juez", "jueces"],
                &["eficaz", "eficaces"],
            ],
        );
        together(
            "ar",
            &[
                &["الطفل", "طفل", "للطفل", "والطفل", "بالطفل"],
                &["الاطفال", "اطفال", "للاطفال"],
                &["القانون", "قانون", "والقانون"],
                &["الحمايه", "حمايه"],
                &["الاستغلال", "استغلال", "واستغلال"],
                &["الجنسيه", "جنسيه"],
            ],
        );
        together(
            "fil",
            &[
                &["pagsasamantala", "samantala"],
                &["pagabuso", "abuso"],
                &["bata", "batang"],
                &["parusa", "parusang"],
                &["ang"],
            ],
        );
        together("de", &[&["kinder"], &["kind"]]);
    }

    #[test]
    fn hostile_words_have_a_stem() {
        for analyser in Analyser::ALL {
            let stemmer = Stemmer::new(analyser);
            for word in ["", "m", "ma", "wa", "24a", "\u{202e}", "الـ", "ññññ", &"m".repeat(100_000)] {
                assert!(stemmer.stem(word).len() <= word.len().max(1), "{word:.20}");
            }
        }
    }
}
