//! Random queries and random edits, the same in every run: whatever comes, the program ends well.

use crate::judged::library;
use crate::support::{Numbers, Ran};

#[track_caller]
fn assert_ends_well(ran: &Ran, codes: &[i32], what: &str) {
    assert!(codes.contains(&ran.code), "{what:?}: {}", ran.shown());
    assert!(
        !ran.stderr.contains("panicked") && !ran.stderr.contains("RUST_BACKTRACE"),
        "{what:?}: {}",
        ran.stderr
    );
}

#[test]
fn no_query_makes_it_fall_over() {
    const PIECES: [&str; 44] = [
        "child",
        "image",
        "a",
        "الطفل",
        "niño",
        "\u{301}",
        "\u{1F600}",
        "AND",
        "OR",
        "NOT",
        "w/5",
        "pre/3",
        "/s",
        "/p",
        "(",
        ")",
        "\"",
        "~",
        "~1",
        "~2",
        "*",
        "?",
        "-",
        "+",
        "\\",
        ":",
        "title:",
        "heading:",
        "country:xaa",
        "year:2010..",
        "..2000",
        "status:",
        "concept:T01",
        "law:x*",
        "history:yes",
        "page:1",
        "&",
        "|",
        "%",
        "!",
        "\u{202e}",
        "\u{0}",
        "5-A",
        "\u{ad}",
    ];
    let tool = library();
    let mut numbers = Numbers::from(1);
    for _ in 0..60 {
        let mut query = String::new();
        for _ in 0..=numbers.below(9) {
            query.push_str(numbers.of(&PIECES));
            if numbers.below(3) > 0 {
                query.push(' ');
            }
        }
        // No program can be given this one as an argument.
        let query = query.replace('\u{0}', "\u{1}");
        let flag = numbers.of(&["--json", "--explain", "--history", "--limit=3"]);
        assert_ends_well(&tool.run(&["search", flag, "--", &query]), &[0, 2], &query);
    }
}

#[test]
fn no_edit_of_a_facts_file_makes_it_fall_over() {
    const LINES: [&str; 14] = [
        "status: alive",
        "language: ''",
        "language: en-Latn-x-private",
        "year: 99999999",
        "year: -1",
        "version: 0000-00-00",
        "title: ''",
        "title: [a]",
        "file: {}",
        "amends: [1, 2]",
        "key_law: ../x",
        "id: xab/other",
        "note: \"\\u202e\"",
        "? [a]",
    ];
    let tool = library();
    let names: Vec<String> =
        ["xaa/xaa-en-cybercrime-2019", "xaa/xaa-ar-itisalat-2010", "xab/xab-es-trata-2014"]
            .iter()
            .map(|n| format!("legislation/{n}.yaml"))
            .collect();
    let whole: Vec<String> = names.iter().map(|n| tool.read(n)).collect();
    let mut numbers = Numbers::from(2);
    for round in 0..40 {
        for (name, text) in names.iter().zip(&whole) {
            let mut bytes = text.clone().into_bytes();
            let at = numbers.below(bytes.len());
            match numbers.below(6) {
                0 => bytes[at] ^= 1 << numbers.below(8),
                1 => drop(bytes.drain(at..(at + numbers.below(60)).min(text.len()))),
                2 => bytes.truncate(at),
                3 => {
                    let line = text[..at].rfind('\n').map_or(0, |i| i + 1);
                    bytes.splice(line..line, format!("{}\n", numbers.of(&LINES)).into_bytes());
                }
                4 => {
                    let line = numbers.of(&LINES);
                    let key = line.split(':').next().unwrap();
                    let lines =
                        text.lines().map(|l| if l.starts_with(&format!("{key}:")) { line } else { l });
                    bytes = lines.map(|l| format!("{l}\n")).collect::<String>().into_bytes();
                }
                _ => {}
            }
            tool.write(name, bytes);
        }
        let ran = tool.run(&["search", "--json", "child OR niños OR الطفل"]);
        assert_ends_well(&ran, &[0, 3], &format!("round {round}"));
        assert!(
            ran.json()["laws_searched"].as_u64().unwrap() >= 9,
            "the other nine are searched: {}",
            ran.shown()
        );
        assert_eq!(ran.code == 3, !ran.stderr.is_empty(), "{}", ran.shown());
        if round % 8 == 0 {
            assert_ends_well(&tool.run(&["check"]), &[0, 1, 3], "check");
            assert_ends_well(&tool.run(&["law", "list"]), &[0, 3], "list");
        }
    }
    for (name, text) in names.iter().zip(&whole) {
        tool.write(name, text);
    }
    let found = tool.run(&["search", "--json", "child OR niños OR الطفل"]).ok().json();
    assert_eq!(found["laws_searched"], 12);
}
