//! The titles of treaties and statutes in a text. Nobody can choose the words of a title that is cited.
//!
//! Known are titles in capitals ("the Anti-Child Pornography Act of 2009"), titles that go on in small letters behind
//! the word for the instrument ("Optional Protocol … on the sale of children, …"), Arabic ones by the same words, and
//! titles in italics.

use crate::law::terms::Words;

/// Words for instruments that nothing else is called, as they are compared.
const TREATIES: &[&str] = &[
    "convention",
    "protocol",
    "treaty",
    "covenant",
    "directive",
    "declaration",
    "protocolo",
    "convencion",
    "convenio",
    "tratado",
    "directiva",
    "declaracion",
    "protocole",
    "traite",
    "convencao",
    "itifaki",
    "mkataba",
    "azimio",
];
/// Words for statutes.
const STATUTES: &[&str] = &[
    "act",
    "code",
    "law",
    "bill",
    "ordinance",
    "decree",
    "regulations",
    "rules",
    "ley",
    "codigo",
    "decreto",
    "reglamento",
    "loi",
    "code",
    "ordonnance",
    "decret",
    "lei",
    "sheria",
    "kanuni",
    "batas",
];
/// What the subject of a title follows.
const ON: &[&str] = &[
    "on",
    "against",
    "concerning",
    "regarding",
    "relating",
    "to",
    "for",
    "sobre",
    "contra",
    "relativo",
    "relativa",
    "relativos",
    "relativas",
    "para",
    "que",
    "sur",
    "contre",
    "relatif",
    "relative",
    "concernant",
    "kuhusu",
    "dhidi",
    "inayohusu",
];
/// Small words inside a title in capitals.
const SMALL: &[&str] = &[
    "of", "the", "and", "on", "for", "in", "to", "with", "against", "or", "from", "by", "de", "la", "el",
    "los", "las", "del", "y", "e", "o", "u", "a", "en", "para", "contra", "sobre", "al", "relativo",
    "relativa", "des", "du", "le", "les", "et", "au", "aux", "sur", "pour", "l", "d", "ya", "wa", "na",
    "kwa", "za", "la", "cha", "ng", "sa", "mga", "at",
];
/// Words that no title has: the sentence goes on behind it.
const SENTENCE: &[&str] = &[
    "shall",
    "may",
    "must",
    "who",
    "which",
    "means",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "uses",
    "used",
    "defines",
    "says",
    "commits",
    "sera",
    "seran",
    "es",
    "son",
    "comete",
    "quien",
    "dispone",
    "define",
    "establece",
    "est",
    "sont",
    "qui",
    "dispose",
];
/// Before the word for an instrument these say that it is no title: "this Act", "an Act".
const NO_NAME: &[&str] =
    &["this", "that", "an", "a", "any", "such", "esta", "este", "presente", "una", "un", "cette", "hii"];
/// Small words before the subject.
const ARTICLES: &[&str] =
    &["the", "a", "an", "la", "el", "los", "las", "lo", "les", "le", "l", "des", "du", "de", "aux", "au"];

/// Words between the word for an instrument and the end of its title, at most.
const LONGEST: usize = 40;

/// Whether words stand in the title of an instrument.
pub(super) fn in_title(words: &Words<'_>, first: usize, last: usize) -> bool {
    in_capitals(words, first, last)
        || runs_on(words, first)
        || arabic(words, first)
        || in_italics(words, first, last)
}

/// Whether the word for an instrument stands at a place as a name.
fn names(words: &Words<'_>, at: usize, kinds: &[&str]) -> bool {
    kinds.contains(&words.exact(at)) && words.is_capital(at) && !NO_NAME.contains(&words.before(at, 1))
}

/// Whether a title goes on over a gap. Behind "No" a full stop ends nothing.
fn goes_on(words: &Words<'_>, at: usize) -> bool {
    let gap = words.gap(at);
    let number = matches!(words.exact(at), "no" | "n" | "nº" | "num" | "cap");
    !gap.contains(['\n', ';', ':', '!', '?', '(', ')', '"', '“', '”', '«', '»', '\u{2033}', '—', '؛'])
        && (number || !gap.contains('.'))
}

/// A run of capitals and small words that has the word for an instrument beside the wording.
fn in_capitals(words: &Words<'_>, first: usize, last: usize) -> bool {
    let small = |at: usize| SMALL.contains(&words.exact(at));
    if !(first..=last).all(|at| words.is_capital(at) || small(at)) {
        return false;
    }
    let fits = |at: usize| words.is_capital(at) || small(at);
    let (mut from, mut to) = (first, last);
    while from > 0 && first - from < LONGEST && goes_on(words, from - 1) && fits(from - 1) {
        from -= 1;
    }
    while to + 1 < words.tokens.len() && to - last < LONGEST && goes_on(words, to) && fits(to + 1) {
        to += 1;
    }
    let named = |at: usize| names(words, at, TREATIES) || names(words, at, STATUTES);
    (from..first).chain(last + 1..=to).any(named)
}

/// A title whose subject stands in small letters.
fn runs_on(words: &Words<'_>, first: usize) -> bool {
    let mut on: Option<usize> = None;
    for at in (first.saturating_sub(LONGEST)..first).rev() {
        if !goes_on(words, at) {
            return false;
        }
        let word = words.exact(at);
        if names(words, at, TREATIES) {
            // "Convention on the Rights of the Child, …": its subject has capitals, and so ends with them.
            return on.is_some_and(|on| is_small_behind(words, on));
        }
        if names(words, at, STATUTES) && ON.contains(&words.exact(at + 1)) {
            return is_small_behind(words, at + 1);
        }
        // Behind "que" stands the verb of a Spanish title.
        if SENTENCE.contains(&word) && words.before(at, 1) != "que" {
            return false;
        }
        if on.is_none() && ON.contains(&word) {
            on = Some(at);
        }
    }
    false
}

/// Whether the first word of weight behind a place is a small one.
fn is_small_behind(words: &Words<'_>, on: usize) -> bool {
    let heavy = |at: &usize| !ARTICLES.contains(&words.exact(*at)) && !ON.contains(&words.exact(*at));
    (on + 1..words.tokens.len()).find(heavy).is_some_and(|at| !words.is_capital(at))
}

/// Arabic has no capitals: the word for an instrument, then one that a subject follows, then the wording.
fn arabic(words: &Words<'_>, first: usize) -> bool {
    const TREATY: &[&str] = &["اتفاقيه", "بروتوكول", "معاهده"];
    const STATUTE: &[&str] = &["قانون", "نظام", "مرسوم"];
    const SUBJECT: &[&str] =
        &["بشان", "شان", "المتعلق", "المتعلقه", "الخاص", "الخاصه", "حول", "لمكافحه", "مكافحه", "لمنع"];
    const VERBS: &[&str] = &["يعاقب", "يعد", "يقصد", "كل", "يحظر", "يجوز", "اذا", "هي", "هو"];
    let mut on = None;
    for at in (first.saturating_sub(LONGEST / 2)..first).rev() {
        if words.gap(at).contains(['\n', '.', ':', '؛', '"', '”', '»']) {
            return false;
        }
        let word = words.exact(at);
        let bare = word.strip_prefix('و').unwrap_or(word);
        let bare = ["ال", "بال", "لل", "ب", "ل"].iter().find_map(|p| bare.strip_prefix(p)).unwrap_or(bare);
        if TREATY.contains(&bare) {
            return on.is_some();
        }
        if STATUTE.contains(&bare) && on.is_some_and(|on: usize| on - at <= 6) {
            return true;
        }
        if VERBS.contains(&word) {
            return false;
        }
        if SUBJECT.contains(&word) {
            on = Some(at);
        }
    }
    false
}

/// Italics of Markdown round more than the wording, beginning with a capital.
fn in_italics(words: &Words<'_>, first: usize, last: usize) -> bool {
    let line = |from: usize, to: usize| words.text.get(from..to).unwrap_or_default();
    let span = words.span(first, last);
    // No farther than a title is long.
    let from = first.checked_sub(LONGEST).map_or(0, |at| words.span(at, at).start);
    let far = last + LONGEST;
    let to = if far < words.tokens.len() { words.span(far, far).end } else { words.text.len() };
    let before = line(from, span.start).rsplit('\n').next().unwrap_or_default();
    let behind = line(span.end, to).split('\n').next().unwrap_or_default();
    ['*', '_'].into_iter().any(|mark| {
        let (Some(from), Some(to)) = (before.rfind(mark), behind.find(mark)) else { return false };
        // One mark alone: two are strong letters, and an even number before is closed again.
        let open = before.matches(mark).count() % 2 == 1;
        let start = before.get(from + mark.len_utf8()..).unwrap_or_default();
        let end = behind.get(..to).unwrap_or_default();
        let more = format!("{start}{end}").chars().any(char::is_alphanumeric);
        open && more && start.chars().next().is_some_and(char::is_uppercase)
    })
}
