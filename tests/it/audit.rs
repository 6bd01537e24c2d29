//! `mnr audit`: the terms of laws and of an assessment.

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::Tool;

/// A law of 2020 with every place that a term can stand in.
const ONLINE: &str = "\
ONLINE SAFETY ACT 2020

Act No. 3 of 2020

PART I
PRELIMINARY

1. Short title
This Act may be cited as the Online Safety Act, 2020.

2. Interpretation
In this Act, unless the context otherwise requires, \"child pornography\" includes any image of a child, and the words have the
meaning of the Optional Protocol to the Convention on the Rights of the Child on the sale of children, child prostitution and child
pornography.

3. Possession of child pornography
A person who possesses child pornography commits an offence. A minor offence is one of any person.

4. Clients
A client of a bank may see the accounts. A person who pays as a client for sexual acts of a child commits an offence.

5. Amendment of the Penal Code
The Penal Code is amended in section 9 by the words “a person who distributes child pornography to the public”.

SCHEDULE
LAWS REPEALED

The Films (Child Pornography) Regulations, 1987, and all rules on child pornography.
";

/// The same words in an older law, and in one of which the year is not known.
fn laws() -> Tool {
    let tool = Tool::workspace();
    tool.write("online.txt", ONLINE);
    tool.write("old.txt", "FILMS ACT 1990\n\n1. Short title\nThis Act may be cited as the Films Act, 1990.\n\n2. Offence\nNobody may show child pornography.\n");
    tool.write("unknown.txt", "PICTURES ACT\n\n1. Short title\nThis Act may be cited as the Pictures Act.\n\n2. Offence\nNobody may show child pornography.\n");
    tool.write("plan.txt", "NATIONAL PLAN\n\n1. Aims\nThe plan is about the safety of every child in the country.\n\n2. Work\nThe police works against child pornography.\n");
    tool.write("penal.txt", "CÓDIGO PENAL\n\nLey N.º 7 de 2018\n\nArtículo 1. Acceso.\nEl que tenga acto sexual será reprimido con pena privativa de la libertad no menor de cuatro ni mayor de seis años.\n\nArtículo 2. Pornografía infantil.\nEl que publique pornografía infantil será reprimido con pena no menor de dos años.\n\nTexto anterior: «Artículo 2. El que publique pornografía infantil será reprimido con multa.»\n");
    for (file, more) in [
        ("online.txt", &[][..]),
        ("old.txt", &[]),
        ("unknown.txt", &[]),
        ("plan.txt", &["--kind", "policy", "--year", "2012"]),
        ("penal.txt", &["--year", "2018"]),
    ] {
        tool.run(&[&["law", "add", file, "--country", "xaa"], more].concat()).ok();
    }
    tool
}

/// Place and reason of what was found in a law.
fn judged(audit: &Value, list: &str, law: &str) -> Vec<String> {
    let items = audit[list].as_array().unwrap().iter().filter(|i| i["law"] == law);
    items
        .map(|i| {
            let text = |field: &str| i[field].as_str().unwrap_or("-").to_owned();
            format!("{} {} {} {}", text("label"), text("place"), text("words"), text("reason"))
        })
        .collect()
}

#[test]
fn each_place_is_judged_for_itself() {
    let tool = laws();
    let audit = tool.run(&["audit", "terms", "--json"]).fails(1).json();
    let mut shown = String::new();
    for law in ["online", "old", "unknown", "plan", "penal"] {
        for list in ["findings", "notes", "exempt"] {
            for line in judged(&audit, list, &format!("xaa/{law}")) {
                shown.push_str(&format!("{law} {list}: {line}\n"));
            }
        }
    }
    assert_snapshot!("audit_places", shown);
    assert_eq!(audit["laws_read"], 5);
    let total = |list: &str| audit[list].as_array().unwrap().len() as u64;
    for list in ["findings", "notes", "exempt"] {
        assert_eq!(audit["counts"][list], total(list), "{list}");
    }
    // Without a finding the code says so.
    tool.run(&["audit", "terms", "--law", "xaa/old"]).ok();
    tool.run(&["audit", "terms", "--country", "ken"]).ok();
    tool.run(&["audit", "terms", "--law", "nothing"]).fails(2);
}

#[test]
fn the_laws_and_texts_of_the_demonstration() {
    let tool = Tool::demo();
    assert_snapshot!("audit_demo", tool.run(&["audit", "terms", "--answers"]).ok().shown());
    assert_snapshot!(
        "audit_demo_all",
        tool.run(&["audit", "terms", "--law", "codigo-penal", "--all"]).ok().shown()
    );
    let because =
        "Sex tourism with children, and the “child pornography” of old, a client who abuses a child.";
    tool.run(&["answer", "C21-2", "partly", "--because", because]).ok();
    let told = tool.run(&["audit", "terms", "--answers", "--country", "ken"]).fails(1);
    assert_snapshot!("audit_answers", told.shown());
    assert_snapshot!(
        "audit_markdown",
        tool.run(&["audit", "terms", "--answers", "--markdown"]).fails(1).shown()
    );
}

/// A search must use the words of the laws, and they are nobody's wording.
#[test]
fn the_words_of_a_search_that_found_nothing_are_quoted() {
    let tool = Tool::demo();
    let exempt = |tool: &Tool| {
        let audit = tool.run(&["audit", "terms", "--answers", "--all", "--json"]).ok().json();
        let items = audit["exempt"].as_array().unwrap().clone();
        (audit["findings"].as_array().unwrap().len(), audit["notes"].as_array().unwrap().len(), items)
    };
    let before = exempt(&tool);
    tool.run(&["absent", "C21-2", "--query", "\"child pornography\" zzz"]).ok();
    let after = exempt(&tool);
    assert_eq!((after.0, after.1), (before.0, before.1), "{:?}", after.2);
    let quoted =
        after.2.iter().filter(|i| i["words"] == "child pornography" && !before.2.contains(i)).count();
    assert!(quoted >= 1, "{:?}", after.2);
}
