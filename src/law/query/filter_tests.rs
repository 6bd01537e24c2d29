//! What of a query is asked of laws, and which laws it admits.

use super::*;
use crate::law::index::table::{self, Head};
use crate::model::law::Law;

fn law(country: &str, slug: &str, year: Option<i16>, language: &str) -> Law {
    Law { year, ..table::tests::law(country, slug, language) }
}

#[test]
fn filters_of_laws_come_apart_from_the_text() {
    for (query, text, conditions, history) in [
        ("child", Some("child"), 0, History::No),
        ("country:ken", None, 1, History::No),
        ("country:ken child -kind:bill minor", Some("child AND minor"), 2, History::No),
        ("(country:ken OR year:2010..) child", Some("child"), 1, History::No),
        ("(country:ken OR child) minor", Some("(country:ken OR child) AND minor"), 0, History::No),
        ("country:ken OR child", Some("country:ken OR child"), 0, History::No),
        ("country:ken -child", Some("NOT child"), 1, History::No),
        ("page:3 country:ken", Some("page:3"), 1, History::No),
        ("history:only (country:ken status:in_force) a", Some("a"), 2, History::Only),
        ("history:yes country:ken", None, 1, History::Yes),
    ] {
        let parsed = parse(query).unwrap();
        assert_eq!(parsed.clone().split().1.history, history, "{query}");
        let (node, filters) = parsed.split();
        assert_eq!(node.map(|node| node.to_string()).as_deref(), text, "{query}");
        assert_eq!((filters.conditions.len(), filters.history), (conditions, history), "{query}");
    }
}

#[test]
fn a_law_is_admitted_by_its_facts() {
    let kenya = law("ken", "children-act-2022", Some(2022), "en");
    let brazil = law("bra", "estatuto-da-crianca", None, "pt-BR");
    for (query, ken, bra) in [
        ("country:ken", true, false),
        ("x -country:ken", false, true),
        ("country:(ken OR bra)", true, true),
        ("lang:pt", false, true),
        ("lang:pt-br", false, true),
        ("lang:en", true, false),
        ("year:2010..2022", true, false),
        ("year:2023..", false, false),
        ("x -year:2022", false, true),
        ("law:children-act-2022", true, false),
        ("law:children-act", false, false),
        ("law:children*", true, false),
        ("law:bra/children*", false, false),
        ("law:bra/*", false, true),
        ("kind:act status:in_force", true, true),
        ("kind:(act OR code) -status:repealed", true, true),
        ("status:(repealed OR suspended)", false, false),
    ] {
        let parsed = parse(query).unwrap();
        let (_, filters) = parsed.split();
        assert_eq!(
            (filters.admit(&Head::of(&kenya, 0)), filters.admit(&Head::of(&brazil, 0))),
            (ken, bra),
            "{query}"
        );
    }
}
