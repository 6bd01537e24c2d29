//! The rules of the matcher, one table each, in the languages of the list.

use super::*;

fn term(language: &str, text: &str, near: &[&str]) -> Term {
    let near = (!near.is_empty()).then(|| (15, near.iter().map(|w| (*w).to_owned()).collect()));
    Term { text: text.to_owned(), language: language.to_owned(), told: Told::Avoid, near }
}

/// What is found in a text, with how it stands there.
fn found_in(terms: &[Term], language: &str, text: &str) -> Vec<(String, Option<&'static str>)> {
    use crate::model::word::Vocabulary as _;
    let mut matchers = Matchers::new(terms);
    let all = scan_text(text, language, &mut matchers);
    all.into_iter().map(|o| (o.printed, o.exempt.map(Exempt::word))).collect()
}

fn plain(terms: &[Term], language: &str, text: &str) -> Vec<String> {
    found_in(terms, language, text).into_iter().filter(|(_, e)| e.is_none()).map(|(w, _)| w).collect()
}

#[test]
fn words_are_whole_and_inflected_and_nothing_more() {
    for (language, form, text, expected) in [
        (
            "en",
            "child pornography",
            "CHILD  Porno\u{ad}graphy, child-pornography",
            &["CHILD Porno\u{ad}graphy", "child-pornography"][..],
        ),
        (
            "en",
            "child prostitute",
            "child prostitutes and children prostitute",
            &["child prostitutes", "children prostitute"],
        ),
        ("en", "child prostitute", "a grandchild prostituted", &[]),
        ("en", "abuser", "abuse, abused, abusers", &["abusers"]),
        ("en", "willing", "the will of a person willing to", &["willing"]),
        ("en", "nudes", "a nude; nudes", &["nudes"]),
        ("en", "child pornography", "harms a child. Pornography is; a child (pornography)", &[]),
        ("en", "child pornography", "of a child\nPornography", &[]),
        ("en", "child pornography", "of child\npornography", &["child pornography"]),
        ("en", "defilement", "de\u{fb01}lement of a girl", &["de\u{fb01}lement"]),
        ("en", "child pornography", "child porno-\ngraphy", &["child porno- graphy"]),
        (
            "es",
            "pornografía infantil",
            "PORNOGRAFIA INFANTIL y pornografías infantiles",
            &["PORNOGRAFIA INFANTIL", "pornografías infantiles"],
        ),
        (
            "es",
            "niña prostituta",
            "niñas prostitutas, niños prostitutos, niño y prostituta",
            &["niñas prostitutas", "niños prostitutos"],
        ),
        ("es", "cliente", "los clientes y la clientela", &["clientes"]),
        (
            "fr",
            "pédopornographie",
            "la pedopornographie, les pédopornographies",
            &["pedopornographie", "pédopornographies"],
        ),
        (
            "ar",
            "إباحية الأطفال",
            "وإباحيّة الأطفال، لإباحية أطفال، بالإباحية",
            &["وإباحيّة الأطفال", "لإباحية أطفال"],
        ),
        ("ar", "جامع", "في الجامعة والجامع", &["والجامع"]),
        ("sw", "aibu", "naibu wa aibu", &["aibu"]),
        ("sw", "mteja", "wateja, mteja", &["wateja", "mteja"]),
        ("sw", "ponografia ya watoto", "ponografia ya mtoto na ya watoto", &["ponografia ya mtoto"]),
    ] {
        assert_eq!(plain(&[term(language, form, &[])], language, text), expected, "{form} in {text}");
    }
}

#[test]
fn a_broad_form_needs_an_anchor_near_it() {
    let far = |n: usize, word: &str| format!("client {} {word}", "x ".repeat(n).trim_end());
    let client = [term("en", "client", &["child", "under eighteen"])];
    assert_eq!(plain(&client, "en", "a client of the bank"), [""; 0]);
    assert_eq!(plain(&client, "en", "a client who meets children"), ["client"]);
    assert_eq!(plain(&client, "en", "a girl under eighteen and a client"), ["client"]);
    assert_eq!(plain(&client, "en", &far(15, "child")), ["client"]);
    assert_eq!(plain(&client, "en", &far(16, "child")), [""; 0]);
    let arabic = [term("ar", "عميل", &["طفل"])];
    assert_eq!(plain(&arabic, "ar", "العميل والطفل"), ["العميل"]);
    assert_eq!(plain(&arabic, "ar", "عميل المصرف"), [""; 0]);
    let swahili = [term("sw", "mteja", &["mtoto", "watoto"])];
    assert_eq!(plain(&swahili, "sw", "mteja wa watoto"), ["mteja"]);
    assert_eq!(plain(&swahili, "sw", "mteja wa benki"), [""; 0]);
    // A form that needs an anchor is looked for in its own language alone.
    assert_eq!(plain(&[term("es", "pack", &["sexual"])], "en", "a pack on sexual abuse"), [""; 0]);
    assert_eq!(
        plain(&[term("es", "pornografía infantil", &[])], "en", "on pornografía infantil"),
        ["pornografía infantil"]
    );
}

#[test]
fn a_penalty_is_no_child() {
    let menor = [term("es", "menor", &["sexual", "niño"])];
    for (text, expected) in [
        ("abuso sexual: pena no menor de cuatro ni mayor de seis años", 0),
        ("explotación sexual con pena no menor de ocho (8) ni mayor de diez (10) años", 0),
        ("será no será menor de doce años de prisión, acto sexual", 0),
        ("acto sexual con persona menor de catorce años", 0),
        ("acto sexual de menor cuantía", 0),
        ("acto sexual con el menor", 1),
        ("el que contacta al menor que tiene acto sexual", 1),
        ("en perjuicio de menores, explotación sexual", 1),
    ] {
        assert_eq!(plain(&menor, "es", text).len(), expected, "{text}");
    }
    // A penalty is no anchor either, an age is one.
    let usuario = [term("es", "usuario", &["menor", "trata"])];
    assert_eq!(plain(&usuario, "es", "el usuario: pena no menor de tres años"), [""; 0]);
    assert_eq!(plain(&usuario, "es", "cuando se trata de un usuario"), [""; 0]);
    assert_eq!(plain(&usuario, "es", "el usuario de la víctima menor de catorce años"), ["usuario"]);
    assert_eq!(plain(&usuario, "es", "el usuario en la trata"), ["usuario"]);
    let minor = [term("en", "minor", &["sexual"]), term("en", "john", &["sexual"])];
    assert_eq!(plain(&minor, "en", "a minor offence, sexual; John Doe, sexual"), [""; 0]);
    assert_eq!(plain(&minor, "en", "sexual acts of a john with a minor"), ["john", "minor"]);
}

#[test]
fn the_longest_wording_wins_and_a_good_one_covers_what_is_in_it() {
    let mut good = term("en", "child sex trafficking", &[]);
    good.told = Told::Nothing;
    let terms = [term("en", "child sex", &[]), good, term("en", "child sex tourism", &[])];
    assert_eq!(
        plain(&terms, "en", "child sex trafficking, child sex tourism, child sex"),
        ["child sex tourism", "child sex"]
    );
}

#[test]
fn titles_that_are_cited_are_exempt() {
    let terms = [
        term("en", "child pornography", &[]),
        term("en", "child prostitution", &[]),
        term("es", "pornografía infantil", &[]),
        term("ar", "بغاء الأطفال", &[]),
        term("sw", "ponografia ya watoto", &[]),
    ];
    for (language, text) in [
        (
            "en",
            "the Optional Protocol to the Convention on the Rights of the Child on the sale of children, child prostitution and child pornography",
        ),
        ("en", "Republic Act No. 9775 or the Anti-Child Pornography Act of 2009"),
        ("en", "as in the Child Pornography Prevention Act, 2010"),
        ("en", "see *Ending child pornography in the region*, p. 4"),
        (
            "es",
            "Ley 28251, Ley que modifica artículos del Código Penal sobre explotación sexual comercial y pornografía infantil",
        ),
        (
            "es",
            "el Protocolo Facultativo de la Convención sobre los Derechos del Niño relativo a la venta de niños, la prostitución y la pornografía infantil",
        ),
        ("ar", "البروتوكول الاختياري لاتفاقية حقوق الطفل بشأن بيع الأطفال وبغاء الأطفال"),
        ("sw", "Sheria ya Kuzuia Ponografia ya Watoto ya 2010"),
        ("sw", "Itifaki ya Hiari kuhusu uuzaji wa watoto na ponografia ya watoto"),
    ] {
        let found = found_in(&terms, language, text);
        assert!(!found.is_empty(), "{text}");
        assert!(found.iter().all(|(_, e)| *e == Some("cited_title")), "{text}: {found:?}");
    }
    for (language, text) in [
        ("en", "under this Act a person who publishes child pornography"),
        ("en", "24. Child Pornography"),
        ("en", "Under the Convention on the Rights of the Child, child pornography is"),
        ("en", "the Convention on Cybercrime defines child pornography"),
        ("en", "The Cybercrime Act of 2015. Child Pornography"),
        ("en", "AN ACT TO PREVENT CHILD PORNOGRAPHY"),
        ("es", "esta Ley sobre todo pena la pornografía infantil"),
        ("ar", "يعاقب بموجب هذا القانون على بغاء الأطفال"),
        ("sw", "sheria inakataza ponografia ya watoto"),
    ] {
        let found = found_in(&terms, language, text);
        assert!(!found.is_empty() && found.iter().all(|(_, e)| e.is_none()), "{text}: {found:?}");
    }
}

#[test]
fn quotations_longer_than_the_term_are_exempt_in_our_own_texts() {
    let terms = [term("en", "child pornography", &[]), term("es", "prostitución infantil", &[])];
    for text in [
        "The section says “publishes child pornography through a computer system”.",
        "It reads \"the production of child pornography\" only.",
        "Art. 214: «Quien se aproveche de la prostitución infantil».",
    ] {
        assert_eq!(plain(&terms, "en", text), [""; 0], "{text}");
    }
    for text in [
        "The act speaks of \"child pornography\" throughout.",
        "He said \"no\" to child pornography and \"yes\" to others.",
        "An open mark \" and child pornography",
    ] {
        assert_eq!(plain(&terms, "en", text), ["child pornography"], "{text}");
    }
}

#[test]
fn hostile_texts_are_gone_through() {
    let terms = [term("en", "a b", &["c"]), term("en", "", &[]), term("en", "x", &[""])];
    for text in ["", "\u{202e}", "“”\"\"", "*_*_ a b", &"“a b ".repeat(2000), &"Act ".repeat(5000)] {
        plain(&terms, "en", text);
    }
}
