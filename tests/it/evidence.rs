//! The passage and the answer are one record: suggested, pinned, searched for in vain, followed when the law changes.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::merge::git;
use crate::pty::Pty;
use crate::support::{Tool, fixture};

/// Of the 45 questions that the laws answer, those whose right provision comes first or second. A floor.
const FIRST_OR_SECOND: usize = 44;

const CODE: &str = "legislation/xda/codigo-penal.md";

/// The demonstration with the legislative review begun beside its baseline.
fn with_review() -> Tool {
    let tool = Tool::demo();
    tool.run(&["assess", "new", "xda", "--round", "review", "--framework", "legislation"]).ok();
    tool
}

/// Question, and the provisions that answer it, the best first.
fn judged() -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(fixture("suggestions.yaml")).unwrap();
    let all: Value = serde_yaml::from_str(&text).unwrap();
    let right = |v: &Value| {
        v["right"].as_array().unwrap().iter().map(|p| p.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    all.as_array().unwrap().iter().map(|v| (v["question"].as_str().unwrap().to_owned(), right(v))).collect()
}

#[test]
fn the_right_provision_is_suggested_first_and_noise_stays_below_the_line() {
    let tool = with_review();
    let sheet = tool.run(&["suggest", "--all", "-a", "xda-review", "--limit", "5", "--json"]).ok().json();
    let suggested: BTreeMap<String, Vec<String>> = sheet["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|q| {
            let id = q["question"].as_str().unwrap().trim_start_matches("legislation/").to_owned();
            let hits = q["hits"].as_array().unwrap().iter();
            let place =
                |h: &Value| format!("{}#{}", h["law"].as_str().unwrap(), h["provision"].as_str().unwrap());
            (id, hits.map(place).collect())
        })
        .collect();
    let judged = judged();
    assert_eq!(judged.len(), 50);
    assert_eq!(judged.iter().filter(|(_, right)| right.is_empty()).count(), 5);
    let (mut found, mut elsewhere) = (0, Vec::new());
    for (question, right) in &judged {
        let hits = &suggested[question];
        if right.is_empty() {
            assert_eq!(hits, &Vec::<String>::new(), "{question} is answered by no law");
        } else if hits.iter().take(2).any(|h| right.iter().take(3).any(|r| r == h)) {
            found += 1;
        } else {
            elsewhere.push(format!("{question}: {hits:?}, wanted {right:?}"));
        }
    }
    assert!(found >= FIRST_OR_SECOND, "{found} of 45: {elsewhere:#?}");
    assert!(
        sheet["questions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|q| { q["searches"].as_array().unwrap().iter().all(|s| s["fault"].is_null()) })
    );
}

#[test]
fn the_starting_sheet_is_written_for_people_and_for_programs() {
    let tool = with_review();
    let ran = tool.run(&["suggest", "--all", "-a", "xda-review"]).ok();
    insta::assert_snapshot!(ran.shown());
    let sheet = tool.read("reports/xda-review-suggestions.md");
    assert!(sheet.contains("### OFF-03 ") && sheet.contains("s. 5") && sheet.contains("Nothing found by"));
    let json: Value = serde_json::from_str(&tool.read("reports/xda-review-suggestions.json")).unwrap();
    assert_eq!(json["questions"].as_array().unwrap().len(), 50);
}

#[test]
fn suggesting_for_one_question_says_by_which_searches() {
    let tool = Tool::demo();
    insta::assert_snapshot!("suggest-off-03", tool.run(&["suggest", "OFF-03"]).ok().shown());
    insta::assert_snapshot!("suggest-nothing", tool.run(&["suggest", "legislation/OFF-04"]).ok().shown());
    insta::assert_snapshot!("suggest-no-searches", tool.run(&["suggest", "C01-1"]).fails(2).shown());
    insta::assert_snapshot!("suggest-unknown", tool.run(&["suggest", "OFF-99"]).fails(2).shown());
}

#[test]
fn a_passage_is_pinned_once_and_used_many_times() {
    let tool = Tool::demo();
    let cite =
        ["cite", "codigo-penal", "80", "--to", "C05-3", "--quote", "LA  CONDENA lleva consigo", "--json"];
    let first = tool.run(&cite).ok().json();
    // Capitals and spaces of whoever typed them do not matter; the words are kept as the law prints them.
    assert_eq!(first["quote"], "La condena lleva consigo");
    assert_eq!(first["reused"], false);
    let again = tool.run(&[
        "cite",
        "codigo-penal",
        "art. 80",
        "--to",
        "C06-2",
        "--quote",
        "La condena lleva consigo",
        "--stance",
        "contradicts",
        "--json",
    ]);
    let again = again.ok().json();
    assert_eq!((&again["reused"], &again["evidence"]), (&Value::Bool(true), &first["evidence"]));
    let id = first["evidence"].as_str().unwrap();
    insta::assert_snapshot!("passage", tool.read(&format!("assessments/xda-baseline/evidence/{id}.yaml")));
    let sheet = tool.read("assessments/xda-baseline/answers/mnr/C06.yaml");
    let (_, link) = sheet.split_once(&format!("- ref: {id}\n")).unwrap_or_else(|| panic!("{sheet}"));
    assert_eq!(link.lines().next().map(str::trim), Some("stance: contradicts"));
    tool.run(&["check"]).ok();
    for (name, args) in [
        ("no-provision", &["cite", "codigo-penal", "999", "--to", "C05-3"][..]),
        ("no-words", &["cite", "codigo-penal", "80", "--to", "C05-3", "--quote", "other words"]),
        ("no-question", &["cite", "codigo-penal", "80", "--to", "C99-1"]),
        ("no-law", &["cite", "codigo-civil", "80", "--to", "C05-3"]),
        ("no-absence", &["cite", "codigo-penal", "80", "--to", "C05-3", "--stance", "absence"]),
    ] {
        let before = fs::read_dir(tool.path("assessments/xda-baseline/evidence")).unwrap().count();
        insta::assert_snapshot!(format!("cite-{name}"), tool.run(args).fails(2).shown());
        let after = fs::read_dir(tool.path("assessments/xda-baseline/evidence")).unwrap().count();
        assert_eq!(before, after, "{name} left an item behind");
    }
}

/// A command on the assessment of the review.
fn on<'a>(args: &[&'a str]) -> Vec<&'a str> {
    args.iter().copied().chain(["-a", "xda-review"]).collect()
}

#[test]
fn nothing_found_is_recorded_only_when_what_was_found_was_looked_at() {
    let tool = with_review();
    // The searches find something: nothing is recorded until somebody says that they looked.
    insta::assert_snapshot!("absent-found", tool.run(&on(&["absent", "OFF-03"])).fails(1).shown());
    let none = tool.run(&on(&["absent", "OFF-12", "--json"])).ok().json();
    assert_eq!(none["incomplete"], false);
    let rejected = tool.run(&on(&["absent", "OFF-03", "--rejected", "--json"])).ok().json();
    assert!(rejected["rejected"].as_u64().unwrap() >= 2, "{rejected}");
    let id = rejected["evidence"].as_str().unwrap().to_owned();
    let again = tool.run(&on(&["absent", "--again", &id])).ok();
    assert!(again.stdout.contains("Nothing is new."), "{}", again.shown());
    // A law that answers it comes in: the recorded search finds it.
    tool.write("neu.txt", "CHILD IMAGES ACT 2026\n\n1. Possession\nA person who knowingly possesses child sexual abuse material commits an offence.\n");
    tool.run(&["law", "add", "neu.txt", "--country", "xda", "--status", "in_force"]).ok();
    let again = tool.run(&on(&["absent", "--again", &id, "--json"])).fails(1).json();
    assert_eq!(again["new"].as_array().unwrap().len(), 1, "{again}");
    assert_eq!(again["new_laws"].as_array().unwrap().len(), 1, "{again}");
    // Without its key laws a library proves nothing: check says so of an answer that rests on it alone.
    tool.run(&on(&["answer", "OFF-12", "not_met"])).ok();
    tool.run(&["check"]).ok();
    tool.run(&["law", "remove", "xda/codigo-penal", "--yes"]).ok();
    let lacking = tool.run(&on(&["absent", "JUR-03", "--rejected", "--json"])).ok().json();
    assert_eq!(lacking["incomplete"], true);
    tool.run(&on(&["answer", "JUR-03", "not_met"])).ok();
    let check = tool.run(&["check"]).ok();
    assert!(
        check.stdout.contains("incomplete-absence") && check.stdout.contains("JUR-03"),
        "{}",
        check.shown()
    );
    let empty = Tool::kenya();
    insta::assert_snapshot!("absent-no-laws", empty.run(&["absent", "C03-2"]).fails(2).shown());
}

/// The penal code with article 72 renumbered, 80 reworded, 88 taken out and 90 as it was.
fn newer(old: &str) -> String {
    let new = old
        .replace("**Artículo 72. Prescripción", "**Artículo 73. Prescripción")
        .replace("La condena lleva consigo el decomiso", "La condena comporta siempre el decomiso");
    let (start, end) = (new.find("**Artículo 88.").unwrap(), new.find("**Artículo 90.").unwrap());
    format!("{}{}", &new[..start], &new[end..])
}

fn with_four_pinned() -> Tool {
    let tool = Tool::demo();
    for (article, to) in [("72", "C05-3"), ("80", "C05-3"), ("88", "C06-2"), ("90", "C06-2")] {
        tool.run(&["cite", "codigo-penal", &format!("art_{article}"), "--to", to]).ok();
    }
    tool
}

#[test]
fn a_newer_wording_says_which_answers_rested_on_words_that_changed() {
    let tool = with_four_pinned();
    tool.run(&["audit", "evidence"]).ok();
    tool.write("neu.md", newer(&tool.read(CODE)));
    let ran = tool.run(&["law", "update", "codigo-penal", "neu.md", "--version-date", "2026-01-01"]).fails(1);
    let told: Vec<&str> = ran.stdout.lines().filter(|l| l.starts_with("[!]")).collect();
    insta::assert_snapshot!("law-update", told.join("\n"));
    insta::assert_snapshot!("audit-evidence", tool.run(&["audit", "evidence"]).fails(1).shown());
    let json = tool.run(&["audit", "evidence", "--all", "--json"]).fails(1).json();
    let traces: BTreeMap<String, String> = json["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|i| i["id"].as_str().unwrap().starts_with("xda-codigo-penal-art-"))
        .map(|i| (i["id"].as_str().unwrap()[21..23].to_owned(), i["trace"].as_str().unwrap().to_owned()))
        .collect();
    let expected = [("72", "moved"), ("80", "changed"), ("88", "gone"), ("90", "same")];
    assert_eq!(traces, expected.map(|(a, t)| (a.to_owned(), t.to_owned())).into());
    // Somebody looks, and says that the answer stands: it is kept with the item, and asked no more.
    let evidence = "assessments/xda-baseline/evidence";
    let files = |tool: &Tool| -> BTreeMap<String, String> {
        let entries = fs::read_dir(tool.path(evidence)).unwrap().map(|e| e.unwrap().file_name());
        let names = entries.map(|n| n.into_string().unwrap());
        names.map(|n| (n.clone(), tool.read(&format!("{evidence}/{n}")))).collect()
    };
    let before = files(&tool);
    let gone = before.keys().find(|n| n.contains("art-88")).unwrap().trim_end_matches(".yaml").to_owned();
    tool.run(&["audit", "evidence", "--confirm", &gone, "--note", "taken out by the reform"]);
    let after = files(&tool);
    let changed: Vec<&String> = after.keys().filter(|n| before.get(*n) != after.get(*n)).collect();
    assert_eq!(changed, [&format!("{gone}.yaml")], "evidence that nobody touched is not rewritten");
    let json = tool.run(&["audit", "evidence", "--json"]).fails(1).json();
    assert_eq!(json["suspect"], 2);
    // Another change to what was confirmed asks for another look; the old wording brings all back.
    tool.run(&["law", "update", "codigo-penal", "neu.md", "--status", "repealed"]).fails(1);
    let repealed = tool.run(&["audit", "evidence", "--json"]).fails(1).json();
    assert!(repealed["suspect"].as_u64().unwrap() > 4, "{repealed}");
}

#[test]
fn a_file_that_was_replaced_by_hand_is_noticed_too() {
    let tool = with_four_pinned();
    let new = newer(&tool.read(CODE));
    tool.write(CODE, new);
    let json = tool.run(&["audit", "evidence", "--json"]).fails(1).json();
    assert_eq!(json["suspect"], 3, "{json}");
    fs::remove_file(tool.path(CODE)).unwrap();
    let json = tool.run(&["audit", "evidence", "--json"]);
    assert!(json.stdout.contains("not_in_library"), "{}", json.shown());
}

#[test]
fn two_reviewers_who_pin_to_one_question_merge() {
    let tool = Tool::demo();
    let dir = tool.path("");
    git(&dir, &["init", "-q"]);
    git(&dir, &["add", "."]);
    git(&dir, &["commit", "-qm", "begin"]);
    git(&dir, &["checkout", "-qb", "other"]);
    // The same passage on both sides, and one of their own each, for the same question.
    for (branch, own) in [("other", "art_72"), ("main", "art_90")] {
        git(&dir, &["checkout", "-q", branch]);
        tool.run(&["cite", "codigo-penal", "art_80", "--to", "C05-7"]).ok();
        tool.run(&["cite", "codigo-penal", own, "--to", "C05-7"]).ok();
        git(&dir, &["add", "."]);
        git(&dir, &["commit", "-qm", branch]);
    }
    let merge = std::process::Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "merge", "other"])
        .current_dir(&dir)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&merge.stdout).into_owned();
    assert!(
        !said.contains("CONFLICT (add/add): Merge conflict in assessments/xda-baseline/evidence"),
        "{said}"
    );
    let conflicts = said.matches("CONFLICT").count();
    assert!(conflicts <= 1, "{said}");
    let sheet = tool.read("assessments/xda-baseline/answers/mnr/C05.yaml");
    if conflicts == 1 {
        // One place, and both sides stand there to be read.
        assert_eq!(sheet.matches("<<<<<<<").count(), 1, "{sheet}");
    }
    assert!(sheet.contains("art-72") && sheet.contains("art-90") && sheet.contains("art-80"), "{sheet}");
}

#[test]
fn from_the_question_to_the_words_and_into_the_report() {
    const ENTER: &str = "\r";
    const RIGHT: &str = "\x1b[C";
    let tool = Tool::demo();
    let tui = Pty::start(&tool.path(""), &[], &[], 120, 40);
    tui.wait("Meridia");
    tui.send(ENTER);
    tui.wait("C01 Leadership");
    tui.send("/");
    tui.wait("Find");
    tui.send("C03-14");
    tui.send(ENTER);
    tui.wait(">[·] C03-14");
    // One key: the provisions that may answer it.
    tui.send("p");
    tui.wait("that may answer it");
    tui.send(ENTER);
    tui.wait("Outline");
    // Words are chosen by arrows and Enter alone.
    tui.send("v");
    tui.wait("Arrows go to the first word");
    tui.send(ENTER);
    tui.wait("Arrows go to the last word");
    for _ in 0..5 {
        tui.send(RIGHT);
    }
    tui.send(ENTER);
    tui.wait("Pin to mnr/C03-14");
    tui.send(ENTER);
    tui.wait("Pinned to mnr/C03-14");
    tui.send("\x1b[15~");
    tui.wait(">[·] C03-14");
    tui.send("2");
    tui.wait(">[~] C03-14");
    // Saved at once; the report holds the quotation with its citation.
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !tool.read("assessments/xda-baseline/answers/mnr/C03.yaml").contains("C03-14:\n    answer: partly")
    {
        assert!(std::time::Instant::now() < end, "the answer is not in the file");
        std::thread::yield_now();
    }
    drop(tui);
    let sheet = tool.read("assessments/xda-baseline/answers/mnr/C03.yaml");
    let (_, of) = sheet.split_once("  C03-14:\n").unwrap();
    let id = of.lines().find_map(|l| l.trim().strip_prefix("- ref: ")).unwrap().to_owned();
    let item: Value =
        serde_yaml::from_str(&tool.read(&format!("assessments/xda-baseline/evidence/{id}.yaml"))).unwrap();
    let quote = item["passage"]["quote"]["exact"].as_str().unwrap().to_owned();
    assert_eq!(quote.split_whitespace().count(), 6, "{quote}");
    tool.run(&["report"]).ok();
    let report = tool.read("reports/xda-baseline-gap-analysis.md").replace('\\', "");
    let label = item["passage"]["label"].as_str().unwrap();
    assert!(report.contains(&quote), "the quotation {quote:?} is not in the report");
    assert!(report.contains(label), "{label}");
}
