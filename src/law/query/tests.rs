//! The language as tables: what is read, what is refused.

use super::*;

fn normal(query: &str) -> String {
    match parse(query) {
        Ok(query) => query.to_string(),
        Err(fault) => format!("FAULT {fault}"),
    }
}

/// What is typed, and its normal form.
const READ: &[(&str, &str)] = &[
    ("child", "child"),
    ("  child\t images \n", "child AND images"),
    ("child AND image", "child AND image"),
    ("child & image", "child AND image"),
    ("child&image", "child AND image"),
    ("child && image || video", "(child AND image) OR video"),
    ("a OR b", "a OR b"),
    ("a | b|c", "a OR b OR c"),
    ("a b OR c d", "(a AND b) OR (c AND d)"),
    ("a (b OR c) d", "a AND (b OR c) AND d"),
    ("a AND (b AND (c d))", "a AND b AND c AND d"),
    ("((((a)))) OR (b OR c)", "a OR b OR c"),
    ("a NOT b", "a AND NOT b"),
    ("a AND NOT b", "a AND NOT b"),
    ("a -b", "a AND NOT b"),
    ("a –b", "a AND NOT b"),
    ("a % b", "a AND NOT b"),
    ("a % (b OR c)", "a AND NOT (b OR c)"),
    ("a OR b % c", "a OR (b AND NOT c)"),
    ("-b a", "NOT b AND a"),
    ("a NOT NOT b", "a AND b"),
    ("a NOT (NOT b)", "a AND b"),
    ("a % -b", "a AND b"),
    ("a --b", "a AND b"),
    ("a NOT NOT NOT b", "a AND NOT b"),
    ("a -(b c)", "a AND NOT (b AND c)"),
    ("+a +b", "a AND b"),
    ("a OR +b", "a OR b"),
    ("a AND +b", "a AND b"),
    ("and or not y o w", "and AND or AND not AND y AND o AND w"),
    ("And Or Not", "And AND Or AND Not"),
    ("\\AND", "\\AND"),
    ("\\NOT child", "\\NOT AND child"),
    // Wildcards and near misses.
    ("pref*", "pref*"),
    ("exploit!", "exploit*"),
    ("Stop! now", "Stop* AND now"),
    ("fuzzy~", "fuzzy~1"),
    ("fuzzy~1", "fuzzy~1"),
    ("fuzzy~2 x", "fuzzy~2 AND x"),
    ("fuzzy~٢", "fuzzy~2"),
    ("fuzzy~1(a)", "fuzzy~1 AND a"),
    ("what is grooming?", "what AND is AND grooming?"),
    ("s\\*x", "s\\*x"),
    ("a\\~1", "a\\~1"),
    ("child\\ porn", "child\\ porn"),
    ("x\\(y\\)", "x\\(y\\)"),
    ("\\-5", "\\-5"),
    ("C++", "C++"),
    ("50%", "50%"),
    ("child\\!", "child\\!"),
    ("a\\\\b", "a\\\\b"),
    ("title\\:x", "title\\:x"),
    ("w\\/10 x", "w\\/10 AND x"),
    // Phrases.
    ("\"child pornography\"", "\"child pornography\""),
    ("“child pornography”", "\"child pornography\""),
    ("„child pornography“", "\"child pornography\""),
    ("«pornographie enfantine»", "\"pornographie enfantine\""),
    ("« pornographie  enfantine »", "\"pornographie enfantine\""),
    ("\"child porn*\"", "\"child porn*\""),
    ("\"child porn* \"", "\"child porn*\""),
    ("\"one\"", "\"one\""),
    ("\"a b\"~10", "\"a b\"~10"),
    ("\"a b\"~1", "\"a b\"~1"),
    ("\"a b*\"~٥", "\"a b*\"~5"),
    ("\"a b\"c", "\"a b\" AND c"),
    ("x\"a b\"", "x AND \"a b\""),
    ("\"a AND (b) OR: ~ -c\"", "\"a AND (b) OR: -c\""),
    ("\"Part III – Offences\"", "\"Part III Offences\""),
    ("\"say \\\"no\\\"\"", "\"say \\\"no\\\"\""),
    ("\"a\\* b\"", "\"a\\* b\""),
    ("\"a\\ b c\"", "\"a\\ b c\""),
    ("\"what? now! or~ never\"", "\"what? now! or~ never\""),
    ("\"24(1)(b)\"", "\"24(1)(b)\""),
    // Near.
    ("a w/10 b", "a w/10 b"),
    ("a W/10 b", "a w/10 b"),
    ("a /10 b", "a w/10 b"),
    ("a NEAR/10 b", "a w/10 b"),
    ("a within/3 b", "a w/3 b"),
    ("a w/١٠ b", "a w/10 b"),
    ("a pre/5 b", "a pre/5 b"),
    ("a /p b", "a w/60 b"),
    ("a /S b", "a w/25 b"),
    ("a w/s b", "a w/25 b"),
    ("a pre/p b", "a pre/60 b"),
    ("a +s b", "a pre/25 b"),
    ("a +p b", "a pre/60 b"),
    ("a w/5 b c", "(a w/5 b) AND c"),
    ("a b w/5 c d", "a AND (b w/5 c) AND d"),
    ("a w/5 b OR c", "(a w/5 b) OR c"),
    ("NOT a w/5 b c", "NOT (a w/5 b) AND c"),
    ("a w/5 b w/3 c", "(a w/5 b) AND (b w/3 c)"),
    ("(a OR \"b c\") w/10(d OR e*)", "(a OR \"b c\") w/10 (d OR e*)"),
    ("a w/10(b)", "a w/10 b"),
    ("concept:T01 w/10 possess!", "concept:T01 w/10 possess*"),
    ("title:(a w/5 b)", "title:a w/5 title:b"),
    ("\"a b\"~5 w/3 c~2", "\"a b\"~5 w/3 c~2"),
    // Words as the laws have them.
    ("l'enfant ng'ombe d’abus", "l'enfant AND ng'ombe AND d’abus"),
    ("5-A 129-M child-friendly", "5-A AND 129-M AND child-friendly"),
    ("24(1)(b)", "24(1)(b)"),
    ("s.24(1)(b)(ii) fine", "s.24(1)(b)(ii) AND fine"),
    ("art.5-A(2)", "art.5-A(2)"),
    ("46A(1A)(aa)", "46A(1A)(aa)"),
    ("24(ب)", "24(ب)"),
    ("24(1)*", "24(1)*"),
    ("24 (1)", "24 AND 1"),
    ("24(minor)", "24 AND minor"),
    ("24(or)", "24 AND or"),
    ("2018(a OR b)", "2018 AND (a OR b)"),
    ("child(b)", "child AND b"),
    ("s. 24", "s. AND 24"),
    ("10:30 5:", "10:30 AND 5:"),
    ("and/or 24/7", "and/or AND 24/7"),
    ("المادة ٢٤", "المادة AND ٢٤"),
    ("اَلطِّفْلُ NOT بالغ", "اَلطِّفْلُ AND NOT بالغ"),
    ("المادة:5", "المادة:5"),
    ("می\u{200c}خواهم", "می\u{200c}خواهم"),
    ("\u{200f}-طفل\u{200f} قانون", "NOT طفل AND قانون"),
    ("por\u{ad}nography", "pornography"),
    ("niñas, niños", "niñas, AND niños"),
    ("儿童 色情", "儿童 AND 色情"),
    // Fields.
    ("title:child", "title:child"),
    ("TITLE:child Lang:EN", "title:child AND language:en"),
    ("title:(child OR minor)", "title:child OR title:minor"),
    ("title:(child act)", "title:child AND title:act"),
    ("title:(child -act)", "title:child AND NOT title:act"),
    ("title:\"children act\"", "title:\"children act\""),
    ("title:child* heading:groom~", "title:child* AND heading:groom~1"),
    ("label:24", "label:24"),
    ("label:24(1)(b)", "label:24(1)(b)"),
    ("label:\"s. 24\"", "label:\"s. 24\""),
    ("number:\"5 of 2018\"", "number:\"5 of 2018\""),
    ("title:AND", "title:\\AND"),
    ("country:ken", "country:ken"),
    ("country:KEN child", "country:ken AND child"),
    ("child -country:ken", "child AND NOT country:ken"),
    ("country:(ken OR tza) x", "(country:ken OR country:tza) AND x"),
    ("language:pt_BR", "language:pt-br"),
    ("lang:fil", "language:fil"),
    ("year:2018", "year:2018"),
    ("year:2010..2018", "year:2010..2018"),
    ("year:2010-2018", "year:2010..2018"),
    ("year:2018..2018", "year:2018"),
    ("year:2010..", "year:2010.."),
    ("year:..2010", "year:..2010"),
    ("year:>=2010", "year:2010.."),
    ("year:>2010", "year:2011.."),
    ("year:<=2010", "year:..2010"),
    ("year:<2010", "year:..2009"),
    ("year:٢٠١٠..۲۰۱۸", "year:2010..2018"),
    ("year:(2010 OR 2012)", "year:2010 OR year:2012"),
    ("year:2010.. year:..2018", "year:2010.. AND year:..2018"),
    ("year:2010..2012 year:2012..2014", "year:2010..2012 AND year:2012..2014"),
    ("status:in_force", "status:in_force"),
    ("status:In-Force", "status:in_force"),
    ("status:\"in force\"", "status:in_force"),
    ("kind:act", "kind:act"),
    ("page:17", "page:17"),
    ("page:10..20 x", "page:10..20 AND x"),
    ("law:children-act-2022", "law:children-act-2022"),
    ("law:ken/Children-Act-2022", "law:ken/children-act-2022"),
    ("law:ken/children*", "law:ken/children*"),
    ("law:ken/*", "law:ken/*"),
    ("law:\"children*\"", "law:children*"),
    ("history:yes child", "history:yes AND child"),
    ("(history:only child)", "history:only AND child"),
    ("concept:t01", "concept:T01"),
    ("concept:(T01 OR T02)", "concept:T01 OR concept:T02"),
    ("country:ken -child", "country:ken AND NOT child"),
    ("(child -country:ken) OR minor", "(child AND NOT country:ken) OR minor"),
];

#[test]
fn a_query_has_one_normal_form() {
    for (query, expected) in READ {
        assert_eq!(normal(query), *expected, "{query}");
    }
}

/// What is typed, where the fault is, how long, and its message.
const REFUSED: &[(&str, usize, usize, &str)] = &[
    ("", 1, 0, "There is nothing to search for."),
    ("   ", 1, 3, "There is nothing to search for."),
    ("\u{200f}", 1, 1, "There is nothing to search for."),
    ("a \"b c", 3, 1, "The phrase that begins here has no closing quote."),
    ("a “b c", 3, 1, "The phrase that begins here has no closing quote."),
    ("a (b OR c", 3, 1, "The group that begins here has no `)`."),
    ("(", 1, 1, "The group that begins here has no `)`."),
    ("a b)", 4, 1, "This `)` closes no group."),
    (")", 1, 1, "This `)` closes no group."),
    ("a \"\" b", 3, 2, "The phrase has no words."),
    ("a \"; –\" b", 3, 5, "The phrase has no words."),
    ("a \"\"~5", 3, 2, "The phrase has no words."),
    ("a () b", 3, 2, "The group is empty."),
    ("a ( )", 3, 3, "The group is empty."),
    ("AND a", 1, 3, "Nothing stands before `AND`."),
    ("a AND", 3, 3, "Nothing to search for stands after `AND`."),
    ("a AND OR b", 3, 3, "Nothing to search for stands after `AND`."),
    ("(a OR) b", 4, 2, "Nothing to search for stands after `OR`."),
    ("a (OR b)", 4, 2, "Nothing stands before `OR`."),
    ("a || ", 3, 2, "Nothing to search for stands after `||`."),
    ("% a", 1, 1, "Nothing stands before `%`."),
    ("a NOT", 3, 3, "Nothing to search for stands after `NOT`."),
    ("(a -)", 4, 1, "Nothing to search for stands after `-`."),
    ("NOT", 1, 3, "Nothing to search for stands after `NOT`."),
    ("w/10 b", 1, 4, "Nothing stands before `w/10`."),
    ("a w/10", 3, 4, "Nothing to search for stands after `w/10`."),
    ("a w/10 AND b", 3, 4, "Nothing to search for stands after `w/10`."),
    ("a - b", 3, 1, "`-` stands alone here, with no word at it."),
    ("a –", 3, 1, "`–` stands alone here, with no word at it."),
    ("a + b", 3, 1, "`+` stands alone here, with no word at it."),
    ("a ~1", 3, 1, "`~` stands alone here, with no word at it."),
    ("a ; b", 3, 1, "`;` has no letter and no digit."),
    ("a\\", 2, 1, "Nothing stands after the backslash at the end."),
    ("po*ession", 3, 1, "`*` works only at the end of a word."),
    ("a *porn", 3, 1, "`*` works only at the end of a word."),
    ("wom?n", 4, 1, "`?` is no wildcard within a word: only `*` at its end is."),
    ("child**", 6, 1, "`*` works only at the end of a word."),
    ("chi*d~1", 4, 1, "`*` works only at the end of a word."),
    ("a *", 3, 1, "A wildcard alone would find everything."),
    ("title:*", 7, 1, "A wildcard alone would find everything."),
    ("\"child *\"", 8, 1, "A wildcard alone would find everything."),
    ("\"child* porn\"", 7, 1, "In a phrase, `*` works only at the end of the last word."),
    ("\"chi*ld porn\"", 5, 1, "In a phrase, `*` works only at the end of the last word."),
    ("\"child porn\"*", 13, 1, "A wildcard belongs inside the quotes."),
    ("fuzzy~3", 6, 2, "A word may differ by 1 or 2 letters, and `3` is neither."),
    ("fuzzy~0.8", 6, 4, "A word may differ by 1 or 2 letters, and `0.8` is neither."),
    ("\"a b\"~", 6, 1, "The `~` after the phrase has no number."),
    ("\"a b\"~x", 6, 2, "`x` is not a distance from 1 to 255."),
    ("\"a b\"~300", 6, 4, "`300` is not a distance from 1 to 255."),
    ("\"a b c\"~1", 8, 2, "The words of the phrase cannot all stand within 1 of each other."),
    ("\"a b\"~0", 6, 2, "The words of the phrase cannot all stand within 0 of each other."),
    ("\"child\"~5", 8, 2, "A distance needs two words or more."),
    ("a w/0 b", 3, 3, "`w/0` has no distance from 1 to 255."),
    ("a w/x b", 3, 3, "`w/x` has no distance from 1 to 255."),
    ("a pre/ b", 3, 4, "`pre/` has no distance from 1 to 255."),
    ("a w/256 b", 3, 5, "`w/256` has no distance from 1 to 255."),
    ("/ab.c/", 1, 6, "`/ab.c/` has no distance from 1 to 255."),
    (
        "(a b) w/5 c",
        2,
        3,
        "Near each other can stand words, phrases, concepts, and groups of these joined by OR.",
    ),
    (
        "a w/5 -b",
        7,
        1,
        "Near each other can stand words, phrases, concepts, and groups of these joined by OR.",
    ),
    (
        "a w/5 (b OR year:2010)",
        13,
        9,
        "Near each other can stand words, phrases, concepts, and groups of these joined by OR.",
    ),
    ("title:a w/5 heading:b", 13, 9, "What stands near each other must be looked for in the same field."),
    ("x titel:child", 3, 5, "There is no field `titel:`."),
    ("http://example.org", 1, 4, "There is no field `http:`."),
    ("title: child", 1, 6, "Nothing to look for stands right after `title:`."),
    ("(title:)", 2, 6, "Nothing to look for stands right after `title:`."),
    ("title:-child", 1, 6, "Nothing to look for stands right after `title:`."),
    ("title:(a year:2010)", 10, 5, "`year:` stands inside `title:`, and a word has one field."),
    ("title:law:x", 7, 4, "`law:` stands inside `title:`, and a word has one field."),
    ("status:inforce", 8, 7, "`inforce` is no status of a law."),
    ("kind:statute", 6, 7, "`statute` is no kind of law."),
    ("history:maybe", 9, 5, "`maybe` is no value of this field."),
    ("country:kenya", 9, 5, "`kenya` is not the three letters of a country."),
    ("country:ke*", 9, 3, "`ke*` is not the three letters of a country."),
    ("language:english", 10, 7, "`english` is not the tag of a language."),
    ("year:abc", 6, 3, "`abc` is not a year of four digits or a range of such years."),
    ("year:18", 6, 2, "`18` is not a year of four digits or a range of such years."),
    ("year:..", 6, 2, "`..` is not a year of four digits or a range of such years."),
    ("year:2010..x", 6, 7, "`2010..x` is not a year of four digits or a range of such years."),
    ("year:<1000", 6, 5, "`<1000` is not a year of four digits or a range of such years."),
    ("year:99999999999999", 6, 14, "`99999999999999` is not a year of four digits or a range of such years."),
    ("year:2018..2010", 6, 10, "The range of `year:` ends before it begins: 2018 to 2010."),
    ("page:0", 6, 1, "`0` is not a page or a range of pages."),
    ("law:\"the children act\"", 5, 18, "`the children act` is not the name of a law."),
    ("law:*", 5, 1, "`*` is not the name of a law."),
    ("law:../etc", 5, 6, "`../etc` is not the name of a law."),
    ("concept:\"a b\"", 9, 5, "`a b` is not the name of a concept."),
    ("-child", 2, 5, "This says what to leave out and not what to find."),
    ("NOT a NOT b", 5, 7, "This says what to leave out and not what to find."),
    ("-country:ken", 2, 11, "This says what to leave out and not what to find."),
    ("a OR NOT b", 10, 1, "This says what to leave out and not what to find."),
    ("a (b OR -c)", 10, 1, "This says what to leave out and not what to find."),
    ("history:yes", 1, 11, "`history:` says which wordings to search and not what to find."),
    ("(history:only child) OR (x)", 2, 12, "`history:` is a switch for the whole query."),
    ("a OR history:yes", 6, 11, "`history:` is a switch for the whole query."),
    ("a -history:yes", 4, 11, "`history:` is a switch for the whole query."),
    ("a history:yes history:no", 15, 10, "`history:` stands twice."),
    (
        "country:ken country:tza",
        13,
        11,
        "No law has both of these values of `country:`, so nothing could be found.",
    ),
    (
        "year:2010 x year:2012..",
        13,
        11,
        "No law has both of these values of `year:`, so nothing could be found.",
    ),
    (
        "year:2012 year:..2010",
        11,
        11,
        "No law has both of these values of `year:`, so nothing could be found.",
    ),
    (
        "x (a | kind:(act code))",
        18,
        4,
        "No law has both of these values of `kind:`, so nothing could be found.",
    ),
    ("a !b", 3, 2, "`!b` is no exclusion here."),
    ("child^2", 1, 7, "`child^2` is no word with a weight here."),
    ("a NEAR b", 3, 4, "`NEAR` is no operator here."),
    ("القانون (طفل", 9, 1, "The group that begins here has no `)`."),
];

#[test]
fn a_fault_has_its_place_and_says_what_is_wrong() {
    for (query, column, length, message) in REFUSED {
        let fault = parse(query).expect_err(query);
        assert_eq!(
            (fault.column, fault.length, fault.message().as_str()),
            (*column, *length, *message),
            "{query}"
        );
    }
}

#[test]
fn a_hint_says_what_to_write() {
    for (query, hint) in [
        ("po*ession", "Write `po*`, or `\\*` for the sign itself."),
        ("*porn", "Write the beginning of the word, as `exploit*`, or `\\*` for the sign itself."),
        ("titel:x", "Did you mean `title:`, or put it in \"quotes\" if it is text?"),
        ("status:inforce", "Did you mean `in_force`?"),
        ("year:2018..2010", "Write `year:2010..2018`."),
        (
            "\"a b c\"~1",
            "Write `~2` or more, or nothing after the phrase for words side by side in this order.",
        ),
        ("a /x b", "Write `w/10`, with a number up to 255; `/s` is 25 words and `/p` is 60."),
        ("child^2", "Write `child`: all words weigh the same."),
        ("a !b", "Write `-b`."),
    ] {
        assert_eq!(parse(query).expect_err(query).hint(), hint, "{query}");
    }
}

#[test]
fn every_fault_speaks_in_sentences() {
    for (query, ..) in REFUSED {
        let fault = parse(query).expect_err(query);
        for sentence in [fault.message(), fault.hint()] {
            assert!(sentence.starts_with(|c: char| c.is_uppercase() || c == '`'), "{query}: {sentence}");
            assert!(sentence.ends_with(['.', '?']), "{query}: {sentence}");
        }
    }
}

#[test]
fn foreign_text_in_a_message_is_short_and_safe() {
    let query = format!("status:{}\u{202e}x", "é".repeat(200));
    let message = parse(&query).expect_err(&query).message();
    assert_eq!(message, format!("`{}…` is no status of a law.", "é".repeat(39)));
}

#[test]
fn a_query_has_bounds() {
    let fault = |query: &str| parse(query).expect_err("out of bounds");
    let long = "a".repeat(LONGEST_QUERY + 1);
    assert_eq!(
        fault(&long).to_string(),
        "column 4001: The query has 4001 characters, and 4000 are the most. Search in two or more steps, or write beginnings of words as `exploit*`."
    );
    assert!(parse(&long[1..]).is_ok());
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(64)).is_ok());
    assert_eq!(fault(&nested(65)).column, 65);
    // Thirty groups, but an AND and an OR each.
    let tree = |depth: usize| format!("{}a{}", "b OR c (".repeat(depth), ")".repeat(depth));
    assert!(parse(&tree(31)).is_ok());
    assert_eq!(fault(&tree(33)).kind, QueryFaultKind::TooDeep { most: 64 });
    assert!(parse(&"a ".repeat(512)).is_ok());
    let many = fault(&format!("(b OR c) {}last", "a ".repeat(511)));
    assert_eq!(many.kind, QueryFaultKind::TooManyWords { words: 514, most: 512 });
    assert_eq!((many.column, many.length), (10 + 510 * 2, 1), "the first word that is too many");
    let phrase = format!("\"{}\"", "a ".repeat(513));
    assert_eq!(fault(&phrase).kind, QueryFaultKind::TooManyWords { words: 513, most: 512 });
    assert!(parse(&format!("x {}a", "-".repeat(3000))).is_ok());
}

#[test]
fn every_example_of_the_help_is_a_query() {
    for line in HELP {
        assert!(parse(line.example).is_ok(), "{}: {}", line.pattern, normal(line.example));
    }
}
