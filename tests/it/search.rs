//! Queries as they are typed, what they print, and what they say when they cannot be read.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::judged::library;
use crate::support::{Ran, Tool, fixture};

/// Figures that differ from run to run taken out.
fn steady(ran: &Ran) -> String {
    let line = |line: &str| {
        let masked = |line: &str, before: &str, after: &str| {
            let Some((start, rest)) = line.split_once(before) else { return line.to_owned() };
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            format!("{start}{before}[N]{after}{}", &rest[end..])
        };
        let line = masked(line, "took ", "");
        let line = masked(&line, "\"took_ms\": ", "");
        let line = masked(&line, "\"score\": ", "");
        masked(&line, " · score ", "")
    };
    ran.shown().lines().map(line).collect::<Vec<_>>().join("\n")
}

fn hits(found: &Value) -> Vec<String> {
    let name = |h: &Value| format!("{} {}", h["law"].as_str().unwrap(), h["provision"].as_str().unwrap());
    found["hits"].as_array().unwrap().iter().map(name).collect()
}

#[test]
fn hits_as_they_are_printed() {
    let tool = library();
    let file = fixture("pdf/en.pdf");
    tool.run(&["law", "add", file.to_str().unwrap(), "--country", "xac", "--id", "online-safety"]).ok();
    let mut shown = String::new();
    for args in [
        &["grooming"][..],
        &["child sexual abuse material", "--country", "xaa"],
        &["unauthorised access", "--limit", "1"],
        &["\"traffic data\"", "--explain"],
        &["(hotel OR agency) AND licence"],
        &["child w/5 image", "--limit", "2"],
        &["extorsion~1"],
        &["حجب موقع"],
        &["الاعتداء الجنسي علي الاطفال", "--explain"],
        &["page:2 commission"],
        &["bankruptcy"],
        &["grooming bankruptcy"],
        &["year:2003"],
        &["child", "--limit", "0"],
        &["s. 24", "--limit", "0"],
    ] {
        shown.push_str(&format!(
            "$ mnr search {}\n{}\n\n",
            args.join(" "),
            steady(&tool.run(&[&["search"][..], args].concat()).ok())
        ));
    }
    assert_snapshot!("search", shown);
    assert!(!shown.contains('\u{1b}'), "no colour into a pipe");
    let coloured = tool.run(&["search", "--color", "always", "grooming"]);
    assert!(coloured.code == 2 || coloured.stdout.contains('\u{1b}'), "{}", coloured.shown());
}

#[test]
fn the_json_of_a_search_keeps_its_fields() {
    let tool = library();
    let ran = tool.run(&["search", "--json", "--limit", "2", "child sexual abuse material"]).ok();
    assert_snapshot!("search_json", steady(&ran));
    let found = ran.json();
    assert!(found["took_ms"].is_number() && found["total"].is_u64());
    assert_eq!(found["query"], "child sexual abuse material");
    let hit = &found["hits"][0];
    for field in [
        "rank",
        "score",
        "country",
        "law",
        "title",
        "provision",
        "label",
        "path",
        "page",
        "status",
        "snippet",
        "matches",
        "text_sha256",
    ] {
        assert!(hit.get(field).is_some(), "{field}");
    }
    assert_eq!(hit["rank"], 1);
    // The matches count characters, whatever the script.
    for query in ["child sexual abuse material", "حجب موقع", "protección niños OR datos"] {
        let found = tool.run(&["search", "--json", query]).ok().json();
        assert!(!found["hits"].as_array().unwrap().is_empty(), "{query}");
        for hit in found["hits"].as_array().unwrap() {
            let snippet: Vec<char> = hit["snippet"].as_str().unwrap().chars().collect();
            let mut before = 0;
            for pair in hit["matches"].as_array().unwrap() {
                let (from, to) = (pair[0].as_u64().unwrap(), pair[1].as_u64().unwrap());
                assert!(
                    before <= from && from < to && usize::try_from(to).unwrap() <= snippet.len(),
                    "{hit}"
                );
                let word: String =
                    snippet[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()].iter().collect();
                assert!(!word.starts_with(' ') && !word.ends_with(' '), "{word:?} in {hit}");
                before = to;
            }
            let shown = tool
                .run(&[
                    "law",
                    "show",
                    hit["law"].as_str().unwrap(),
                    hit["provision"].as_str().unwrap(),
                    "--json",
                ])
                .ok()
                .json();
            assert_eq!(shown["text_sha256"], hit["text_sha256"], "what is found is what is shown");
            assert_eq!((&shown["label"], &shown["path"]), (&hit["label"], &hit["path"]));
        }
    }
    let none = tool.run(&["search", "--json", "bankruptcy"]).ok().json();
    assert_eq!((&none["total"], &none["hits"]), (&json!(0), &json!([])));
    let explained = tool.run(&["search", "--json", "--explain", "child images"]).ok().json();
    assert_eq!(explained["understood"], "child AND images");
    assert!(explained["looked_for"].is_array());
}

#[test]
fn filters_by_flag_and_by_word_find_the_same() {
    let tool = library();
    let find = |args: &[&str]| {
        let found = tool.run(&[&["search", "--json", "--limit", "1000"][..], args].concat()).ok().json();
        let mut hits = hits(&found);
        hits.sort();
        assert_eq!(hits.len(), usize::try_from(found["total"].as_u64().unwrap()).unwrap());
        hits
    };
    let any = "child OR niño OR mineur OR criança OR mtoto OR bata OR access OR datos OR الطفل OR المشترك OR loi OR trabalho";
    let all = find(&[any]);
    for (flags, words) in [
        (&["--country", "xab"][..], "country:xab"),
        (&["--country", "xaa", "--country", "xab"], "country:(xaa OR xab)"),
        (&["--language", "es"], "language:es"),
        (&["--status", "repealed"], "status:repealed"),
        (&["--status", "repealed", "--status", "partly_in_force"], "status:(repealed OR partly_in_force)"),
        (&["--kind", "code"], "kind:code"),
        (&["--law", "xab-es-trata-2014"], "law:xab-es-trata-2014"),
        (
            &["--law", "xab/xab-es-trata-2014", "--law", "xaa-fr-preuve-2008"],
            "law:(xab-es-trata-2014 OR xaa-fr-preuve-2008)",
        ),
        (
            &["--country", "xaa", "--language", "en", "--status", "in_force"],
            "country:xaa language:en status:in_force",
        ),
    ] {
        let by_flag = find(&[&[any][..], flags].concat());
        assert_eq!(by_flag, find(&[&format!("({any}) {words}")]), "{words}");
        assert!(
            !by_flag.is_empty() && by_flag.len() < all.len() || words.contains("xaa OR xab"),
            "{words}: {} of {}",
            by_flag.len(),
            all.len()
        );
    }
    assert_eq!(find(&[any, "--country", "xab", "--law", "xaa-fr-preuve-2008"]), Vec::<String>::new());
    for limit in ["1", "3"] {
        let found = tool.run(&["search", "--json", "--limit", limit, any]).ok().json();
        assert_eq!(found["hits"].as_array().unwrap().len().to_string(), limit);
        assert_eq!(found["total"], all.len());
    }
}

#[test]
fn facets_count_every_hit_once() {
    let tool = library();
    let found =
        tool.run(&["search", "--json", "--limit", "1", "child OR niño OR mtoto OR mineur"]).ok().json();
    let total = found["total"].as_u64().unwrap();
    assert!(total > 10);
    for facet in ["country", "law", "language", "status", "year"] {
        let counts = found["facets"][facet].as_array().unwrap();
        let sum: u64 = counts.iter().map(|c| c["count"].as_u64().unwrap()).sum();
        assert_eq!(sum, total, "{facet}: {counts:?}");
        assert!(counts.iter().all(|c| c["count"].as_u64().unwrap() > 0));
    }
    for count in found["facets"]["law"].as_array().unwrap() {
        let narrowed = tool
            .run(&[
                "search",
                "--json",
                "--law",
                count["value"].as_str().unwrap(),
                "child OR niño OR mtoto OR mineur",
            ])
            .ok()
            .json();
        assert_eq!(narrowed["total"], count["count"], "{count}");
    }
}

#[test]
fn earlier_wordings_are_found_when_they_are_asked_for() {
    let tool = Tool::workspace();
    tool.write(
        "ley.md",
        "# Ley de Faroles\n\nLey N.º 4 de 1999\n\n#### Artículo 1. Faroles\n\nCada puerto tendrá un farol verde.\n\nTexto anterior:\n\n\
         #### Artículo 1. Faroles\n\nCada puerto tendrá un farol azul.\n\n#### Artículo 2. Vigencia\n\nEsta ley rige desde hoy.\n",
    );
    tool.write(
        "amending.md",
        "# Ley de Puertos\n\nLey N.º 5 de 2004\n\n**Artículo 1.- Modificación**\n\nModifícase el artículo 153 del Código, que quedará \
         redactado en los siguientes términos:\n\n“**Artículo 153.- Color**\n\nToda boya será carmesí.”\n\n\
         **Artículo 2.- Vigencia**\n\nLa ley rige.\n",
    );
    tool.run(&["law", "add", "ley.md", "amending.md", "--country", "xaa"]).ok();
    let count = |args: &[&str]| {
        tool.run(&[&["search", "--json"][..], args].concat()).ok().json()["total"].as_u64().unwrap()
    };
    assert_eq!((count(&["azul"]), count(&["verde"]), count(&["verde history:only"])), (0, 1, 0));
    assert_eq!(
        (count(&["azul", "--history"]), count(&["azul history:yes"]), count(&["azul history:only"])),
        (1, 1, 1)
    );
    assert!(tool.run(&["search", "azul", "--history"]).ok().stdout.contains("superseded wording"));
    // What a law puts into another one is its own wording of today, and says what it is.
    assert_eq!((count(&["carmesi"]), count(&["carmesi history:only"])), (1, 0));
    assert!(tool.run(&["search", "carmesi"]).ok().stdout.contains("quoted from another law"));
}

/// One query a fault. What cannot be read is never searched for as something else.
#[test]
fn every_fault_of_a_query_is_shown_at_its_place() {
    let tool = library();
    let long = "a".repeat(5_000);
    let many = "a ".repeat(513);
    let deep = format!("{}a b{}", "(".repeat(70), ")".repeat(70));
    let mut shown = String::new();
    for query in [
        "",
        " ",
        &long,
        &many,
        &deep,
        "\"child",
        "(child",
        "child)",
        "\"\"",
        "()",
        "AND child",
        "child AND",
        "child OR",
        "NOT",
        "child w/5",
        "w/5 child",
        "- child",
        "child +",
        "child ~",
        "§ child",
        "child \\",
        "ch*ld",
        "*child",
        "ch?ld",
        "*",
        "\"child *image\"",
        "\"child\"*",
        "child~3",
        "child~x",
        "\"child image\"~",
        "\"child image\"~0",
        "\"a b c d e\"~1",
        "\"child\"~3",
        "child w/0 image",
        "child w/999999 image",
        "child pre/x image",
        "child w/5 (image AND video)",
        "title:child w/5 heading:image",
        "ttile:child",
        "nothing:child",
        "title: child",
        "title:(heading:child)",
        "status:alive",
        "status:in_frce",
        "kind:novel",
        "year:MMXX",
        "year:2020..2010",
        "country:kenya",
        "page:x",
        "language:klingonese",
        "-child",
        "NOT child",
        "history:yes",
        "(history:yes OR a) b",
        "history:yes history:only child",
        "country:xaa country:xab child",
        "child^2",
        "child && image || x",
        "/regex/",
        "child !image",
        "concept:T99",
        "concept:x",
        "نص AND",
        "title:\"child",
        "child NEAR image",
    ] {
        let ran = tool.run(&["search", "--", query]);
        let short: String = query.chars().take(60).collect();
        if ran.code == 0 {
            shown.push_str(&format!(
                "$ mnr search -- '{short}'\nnot a fault: {}\n\n",
                ran.stdout.lines().next().unwrap_or_default()
            ));
            continue;
        }
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "`{short}`: {}", ran.shown());
        let lines: Vec<&str> = ran.stderr.lines().collect();
        assert!(lines[0].starts_with("mnr: "), "`{short}`: {}", ran.stderr);
        let caret = lines[2].find('^').unwrap_or_else(|| panic!("`{short}`: {}", ran.stderr));
        assert!(lines[2].contains(" column ") && caret >= 2, "`{short}`: {}", ran.stderr);
        assert!(lines[3].starts_with("  hint: "), "`{short}`: {}", ran.stderr);
        assert!(lines.iter().all(|l| l.chars().count() <= 210), "`{short}`: {}", ran.stderr);
        // Under the caret stands the place, where all letters are one column wide.
        if query.is_ascii() && query.len() < 50 {
            let column: usize = lines[2].rsplit_once("column ").unwrap().1.parse().unwrap();
            assert_eq!(caret - 2, column - 1, "`{short}`: {}", ran.stderr);
        }
        shown.push_str(&format!("$ mnr search -- '{short}'\n{}\n", ran.stderr));
    }
    assert_snapshot!("search_faults", shown);
}

#[test]
fn every_query_of_the_help_runs() {
    let tool = library();
    let help = tool.run(&["search", "--help"]).ok().stdout;
    let table = help.split_once("What a query can say:\n").unwrap().1;
    let examples: Vec<&str> = table
        .lines()
        .filter_map(|l| l.strip_prefix(&" ".repeat(27)))
        .filter(|l| !l.starts_with(' '))
        .collect();
    assert!(examples.len() >= 24, "{examples:?}");
    for example in examples {
        let ran = tool.run(&["search", "--", example]);
        assert_eq!(ran.code, 0, "{example}: {}", ran.shown());
    }
}

/// What English, a line end and a language's small words do to a query.
#[test]
fn words_as_people_type_them() {
    let tool = Tool::workspace();
    let english = "PROVIDERS ACT 2011\n\n1. Seizure\nData in the provider’s possession or in a child's care shall be \
                   kept for the officer by the registrar.\n\n2. Spaces\nThe county keeps child-\nfriendly spaces; the \
                   inspec-\ntor visits them.\n";
    let spanish = "LEY 5 DE INFANCIA\n\nArtículo 1. Derechos\nSon derechos de los niños el nombre y la salud.\n\n\
                   Artículo 2. Deberes\nEl juez actuará por el niño.\n";
    for (name, text) in [("providers.txt", english), ("infancia.txt", spanish)] {
        tool.write(name, text);
        tool.run(&["law", "add", name, "--country", "xaa"]).ok();
    }
    for (query, expected) in [
        ("\"provider's possession\"", 1),
        ("\"provider’s possession or in a child's care\"", 1),
        ("\"child's care\"~4", 1),
        ("provider's possession", 1),
        ("child-friendly", 1),
        ("\"child friendly\"", 1),
        ("\"friendly spaces\"", 1),
        ("friendly", 1),
        ("childfriendly", 1),
        ("inspector", 1),
        ("\"the inspector visits\"", 1),
        ("derechos del niño", 1),
        ("juez con niño", 1),
        ("\"derechos del niño\"", 0),
        ("registrar with data", 1),
    ] {
        let found = tool.run(&["search", "--json", query]).json();
        let total = found["total"].as_u64().unwrap();
        assert_eq!(total, expected, "{query}");
        let marked = |hit: &Value| !hit["matches"].as_array().unwrap().is_empty();
        assert!(total == 0 || found["hits"].as_array().unwrap().iter().all(marked), "{query}: {found}");
    }
}
