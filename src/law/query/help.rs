//! The language of queries in one table, for `mnr search --help` and the help of the screens.

/// One line of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HelpLine {
    pub(crate) pattern: &'static str,
    pub(crate) meaning: &'static str,
    /// A query that can be run as it stands.
    pub(crate) example: &'static str,
}

const fn line(pattern: &'static str, meaning: &'static str, example: &'static str) -> HelpLine {
    HelpLine { pattern, meaning, example }
}

/// What can be written, the common things first.
pub(crate) const HELP: &[HelpLine] = &[
    line("a b   a AND b   a & b", "both, in any inflection", "grooming child"),
    line("a OR b   a | b", "either; AND binds before OR, so use parentheses", "(child OR minor) image"),
    line("NOT a   -a   a % b", "without it; never alone", "trafficking NOT drugs"),
    line("( )", "a group", "(produce OR distribute) (image OR video)"),
    line("\"a b\"", "these words as they stand, side by side", "\"best interests\""),
    line("\"a b\"~n", "all of them, in any order, at most n words apart", "\"child image\"~10"),
    line("a w/n b", "at most n words apart, in any order; 1 is side by side", "(sell OR offer) w/10 child"),
    line("a pre/n b", "the same, in this order", "duty pre/5 report"),
    line("a /s b   a /p b", "near as in a sentence (25 words) or a paragraph (60)", "provider /s report"),
    line("a*   a!   \"a b*\"", "words that begin so; * only at the end", "exploit*"),
    line("a~   a~2", "words that differ by 1 letter, or 2", "grooming~1"),
    line("concept:T01", "every synonym of a concept, in all languages", "concept:T01 possess*"),
    line("title:a", "in the title of the law", "title:(child OR minor)"),
    line("heading:a", "in the headings of and above the provision", "heading:\"sexual exploitation\""),
    line("label:a", "as the provision is cited", "label:24"),
    line("number:a", "in the number of the law", "number:\"5 of 2018\""),
    line("law:id   law:id*", "one law, or laws whose id begins so", "law:ken/children* custody"),
    line("country:abc", "laws of a country, by three letters", "country:(ken OR tza) grooming"),
    line("language:ab   lang:ab", "laws in a language", "language:sw mtoto"),
    line("year:n   year:n..m   year:>=n", "laws of these years", "year:2010..2018 cybercrime"),
    line("status:a", "laws with a status: in_force, repealed, bill …", "status:in_force grooming"),
    line("kind:a", "laws of a kind: act, code, decree …", "kind:(act OR code) minor"),
    line("page:n   page:n..m", "provisions that begin on a page", "page:10..20 penalty"),
    line("history:yes   history:only", "superseded wordings too, or these alone", "history:yes grooming"),
    line("\\", "the next sign as itself", "s\\*x"),
];
