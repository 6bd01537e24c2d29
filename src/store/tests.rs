//! What must hold of the files under any text and any interruption.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::model::answer::{Answer, Confidence, EvidenceLink, Stance, Value};
use crate::model::assessment::{SetLevel, Sheet, Target};
use crate::model::date::{Date, Moment};
use crate::model::id::{CapabilityId, EvidenceId, QuestionId, RoleId};
use crate::store::atomic::{self, Stamp};
use crate::store::splice::{self, Edit};
use crate::store::{answers_file, yaml};

const FILE: &str = "C01.yaml";

fn capability() -> CapabilityId {
    CapabilityId::parse("C01").unwrap()
}

fn questions() -> Vec<QuestionId> {
    (1..=4).map(|n| QuestionId::parse(&format!("C01-{n}")).unwrap()).collect()
}

/// What a YAML reader may take for something else, or choke on.
const PIECES: &[&str] = &[
    "NO",
    "no",
    "on",
    "off",
    "yes",
    "y",
    "n",
    "true",
    "null",
    "~",
    "014",
    "0o14",
    "1.10",
    "1e3",
    ".inf",
    "-.nan",
    "0x1F",
    "1_000",
    "12:30",
    "12:30:45",
    "2026-03-02",
    "2026-03-02T09:14:00Z",
    "=",
    "<<",
    "-",
    "- a",
    "? a",
    ": ",
    ":",
    "a: b",
    "#",
    "# a",
    " #",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "|-",
    "%",
    "@",
    "`",
    "'",
    "\"",
    "''",
    "\\",
    "\\n",
    "{",
    "}",
    "{a: b}",
    "[",
    "]",
    "[a]",
    ",",
    "---",
    "...",
    "--- a",
    "<<<<<<< HEAD",
    "=======",
    ">>>>>>> x",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{200b}",
    "\u{200f}",
    "\u{202e}",
    "\u{0}",
    "\u{1b}[2J",
    "\u{7f}",
    "é",
    "e\u{301}",
    "المادة",
    "مَادَّة",
    "٢٤",
    "Kifungu cha 24",
    "Ñandú",
    "日本語",
    "👩‍👧",
    "𐍈",
    "a",
    "word",
];

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::collection::vec(prop::sample::select(PIECES), 1..8).prop_map(|p| p.concat()),
        1 => prop::collection::vec(any::<char>(), 1..40).prop_map(|c| c.into_iter().collect()),
        1 => prop::collection::vec(prop::sample::select(PIECES), 1..30).prop_map(|p| p.join(" ")),
        1 => prop::collection::vec(prop::sample::select(PIECES), 1..10).prop_map(|p| p.join("\n")),
    ]
}

fn cases(n: u32) -> TestRunner {
    TestRunner::new(Config { cases: n, failure_persistence: None, ..Config::default() })
}

fn sheet(texts: &[String; 5]) -> Sheet {
    let [because, flag, note, reason, link_note] = texts.clone();
    let link = EvidenceLink {
        evidence: EvidenceId::parse("e-1").unwrap(),
        stance: Stance::Partly,
        note: Some(link_note),
    };
    let answer = Answer {
        value: Some(Value::Partly),
        because: Some(because),
        confidence: Some(Confidence::Low),
        evidence: vec![link],
        flag: Some(flag),
        note: Some(note),
        status: None,
        by: Some(RoleId::parse("no").unwrap()),
        at: Some(Moment::parse("2026-03-02T09:14:00Z").unwrap()),
        carried: None,
    };
    Sheet {
        level: Some(SetLevel { value: 2, reason, by: None, date: Some(Date::parse("2026").unwrap()) }),
        target: Some(Target { value: 3, by: Some(Date::parse("2028-01").unwrap()), reason: None }),
        answers: BTreeMap::from([(questions()[1].clone(), answer)]),
    }
}

/// 2,000 sheets of five texts each: 10,000 hostile strings, written whole and read back.
#[test]
fn any_text_survives_a_file() {
    let strategy = [hostile(), hostile(), hostile(), hostile(), hostile()];
    let result = cases(2_000).run(&strategy, |texts| {
        let wanted = sheet(&texts);
        let text = answers_file::write("s.json", &capability(), &questions(), &wanted).unwrap();
        let read = answers_file::read(FILE, &capability(), &text);
        let read = read.map_err(|p| TestCaseError::fail(format!("{p:?}\n{text}")))?;
        for (part, lost) in answers_file::Part::changed(&wanted, &read).iter().map(|p| (p, p.text(&read))) {
            // Questions that hold nothing are keyed in the file.
            let empty = matches!(part, answers_file::Part::Answer(id) if read.answer(id).is_none_or(Answer::is_empty));
            prop_assert!(empty, "{part:?} came back as {lost:?}\n{text}");
        }
        let again = answers_file::write("s.json", &capability(), &questions(), &read).unwrap();
        prop_assert_eq!(again, text, "writing what was read gives other bytes");
        Ok(())
    });
    result.unwrap_or_else(|e| panic!("{e}"));
}

/// The same texts put into a file that somebody keeps by hand, one change after the other.
#[test]
fn any_text_survives_an_edit_in_place() {
    let by_hand = "# hand\ncapability: C01\nlevel: {value: null}\n\nanswers:\n  # one\n  C01-1:\n    answer: met\n    because: |\n      kept\n\n\n  C01-2:\n    answer: unknown # sure?\n  C01-3: {answer: not_met}\n  # four\n  C01-4:\n    answer: met\n# tail\n";
    let result = cases(400).run(&[hostile(), hostile(), hostile(), hostile(), hostile()], |texts| {
        let (capability, order) = (capability(), questions());
        let edit = Edit { file: FILE, schema: "s.json", capability: &capability, order: &order };
        let mut text = by_hand.to_owned();
        let mut old = answers_file::read(FILE, &capability, &text).unwrap();
        for (at, because) in texts.iter().enumerate() {
            let mut new = old.clone();
            let answer = sheet(&texts).answers[&order[1]].clone();
            let answer = Answer { because: Some(because.clone()), ..answer };
            new.answers.insert(order[at % order.len()].clone(), answer);
            text = splice::apply(&edit, &text, &old, &new).unwrap();
            old = answers_file::read(FILE, &capability, &text)
                .map_err(|p| TestCaseError::fail(format!("{p:?}\n{text}")))?;
            prop_assert_eq!(&old, &new, "after change {}:\n{}", at, text);
        }
        for comment in ["# hand\n", "  # one\n", "# sure?\n", "  # four\n", "# tail\n"] {
            prop_assert!(text.contains(comment), "{comment:?} is lost:\n{text}");
        }
        Ok(())
    });
    result.unwrap_or_else(|e| panic!("{e}"));
}

/// The quoting rule: what a YAML 1.1 reader would read as something else stands in quotes.
#[test]
fn words_that_other_readers_misread_are_quoted() {
    let words = [
        "NO",
        "no",
        "No",
        "on",
        "On",
        "off",
        "yes",
        "Y",
        "n",
        "true",
        "False",
        "null",
        "~",
        "014",
        "0o14",
        "0x1F",
        "1.10",
        "1e3",
        "1_000",
        ".inf",
        ".nan",
        "12:30",
        "12:30:45",
        "190:20:30",
        "2026-03-02",
        "2026-03-02T09:14:00Z",
        "=",
        "<<",
        "",
        " a",
        "a ",
        "- a",
        "a: b",
        "a #b",
        "[a]",
        "{a}",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "? a",
        "'",
        "\"",
    ];
    for word in words {
        let text = yaml::write(&BTreeMap::from([("value", word)])).unwrap();
        let value = text.strip_prefix("value: ").unwrap().trim_end();
        let quoted = |q: char| value.len() >= 2 && value.starts_with(q) && value.ends_with(q);
        assert!(quoted('"') || quoted('\''), "{word:?} is written as {value}");
    }
    for word in ["met", "a b", "s. 24(1)(b)", "C03-2", "المادة ٢٤", "Kifungu cha 24", "24A", "v1.2.3"]
    {
        let text = yaml::write(&BTreeMap::from([("value", word)])).unwrap();
        assert_eq!(text, format!("value: {word}\n"), "needless quotes");
    }
}

#[test]
fn long_lines_are_not_refolded() {
    let long = "word ".repeat(100).trim_end().to_owned();
    assert_eq!(yaml::write(&BTreeMap::from([("value", &long)])).unwrap(), format!("value: {long}\n"));
}

const WRITER: &str = "MNR_TEST_WRITE_FOREVER";

fn versions() -> [Vec<u8>; 2] {
    [b"a\n".repeat(40_000), b"bb\n".repeat(50_000)]
}

/// Not a test of its own: the process that the next one kills.
#[test]
fn writer_that_is_killed() {
    let Some(path) = env::var_os(WRITER) else { return };
    let path = std::path::PathBuf::from(path);
    let versions = versions();
    for turn in 0_usize.. {
        let stamp = Stamp::of(&fs::read(&path).unwrap());
        atomic::save(&path, &stamp, &versions[turn % 2]).unwrap();
    }
}

#[test]
fn a_writer_killed_fifty_times_leaves_no_torn_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("C01.yaml");
    let versions = versions();
    let mut seen = [0, 0];
    // Fifty times; on a busy machine more, until it was killed with either version in place.
    for turn in 0..500 {
        if turn >= 50 && seen.iter().all(|n| *n > 0) {
            break;
        }
        fs::write(&path, "not begun").unwrap();
        let mut writer = Command::new(env::current_exe().unwrap())
            .args(["--exact", "store::tests::writer_that_is_killed"])
            .env(WRITER, &path)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while fs::read(&path).unwrap() == b"not begun" {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_micros(turn * 1_377 % 40_000));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let bytes = fs::read(&path).unwrap();
        let which = versions.iter().position(|v| *v == bytes);
        seen[which.unwrap_or_else(|| panic!("torn after {turn} kills: {} bytes", bytes.len()))] += 1;
    }
    assert!(seen.iter().all(|n| *n > 0), "the writer was never killed in between: {seen:?}");
    atomic::sweep(folder.path());
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["C01.yaml"]);
}
