//! The answers in the order of other publishers' lists.

use insta::assert_snapshot;
use serde_json::json;

use crate::support::Tool;

const ASSESSMENT: &str = "assessments/ken-baseline/assessment.yaml";

/// A workspace with a legislative review of Kenya, begun and answered in part.
fn reviewed() -> Tool {
    let tool = Tool::workspace();
    tool.run(&["assess", "new", "ken", "--framework", "legislation", "--started", "2026-03-02"]).ok();
    for (question, answer) in [
        ("DEF-01", "partly"),
        ("DEF-02", "met"),
        ("OFF-01", "met"),
        ("OFF-02", "partly"),
        ("OFF-05", "not_met"),
        ("OFF-13", "met"),
        ("VIC-01", "unknown"),
    ] {
        tool.run(&["answer", question, answer]).ok();
    }
    tool.run(&["answer", "SAN-02", "not_applicable", "--because", "x"]).ok();
    tool
}

/// Types marks of a publisher into the assessment.
fn publish(tool: &Tool, marks: &[&str]) {
    let lines: String = marks.iter().map(|mark| format!("  - {mark}\n")).collect();
    tool.write(ASSESSMENT, format!("{}published_marks:\n{lines}", tool.read(ASSESSMENT)));
}

#[test]
fn a_view_is_marked_from_the_answers() {
    let tool = reviewed();
    assert_snapshot!("by_icmec", tool.run(&["gaps", "--by", "icmec"]).ok().shown());
    assert_snapshot!("by_oosi", tool.run(&["gaps", "--by", "oosi"]).ok().shown());
    let treaties = tool.run(&["gaps", "--by", "treaties"]).ok().stdout;
    assert!(treaties.contains("\nLanzarote Convention\nLANZ-5-3 "), "{treaties}");
}

#[test]
fn the_json_of_a_view_keeps_its_fields() {
    let tool = reviewed();
    let json = tool.run(&["gaps", "--by", "icmec", "--json"]).ok().json();
    let keys = |v: &serde_json::Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json), ["assessment", "view", "rows"]);
    assert_eq!(keys(&json["view"]), ["id", "title", "source", "note"]);
    let rows = json["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 18);
    let row = |id: &str| rows.iter().find(|r| r["id"] == id).unwrap();
    let fields =
        ["id", "part", "text", "certainty", "note", "rule", "mark", "lowered", "questions", "published"];
    assert_eq!(keys(row("ICMEC-C1")), fields);
    assert_eq!(
        row("ICMEC-T05")["questions"],
        json!([{ "question": "legislation/OFF-13", "relation": "partial", "answer": "met", "suspect": false }])
    );
    for (id, mark, lowered) in [
        ("ICMEC-C1", "met", false),
        ("ICMEC-C3", "partly", false),
        ("ICMEC-T05", "partly", true),
        ("ICMEC-T07", "not_met", false),
        ("ICMEC-T11", "unknown", false),
        ("ICMEC-T12", "not_applicable", false),
        ("ICMEC-T04", "not_assessed", false),
    ] {
        assert_eq!((&row(id)["mark"], &row(id)["lowered"]), (&json!(mark), &json!(lowered)), "{id}");
    }
}

#[test]
fn a_view_changes_no_file() {
    let tool = reviewed();
    let file = "assessments/ken-baseline/answers/legislation/OFF.yaml";
    let before = (tool.read(file), tool.read(ASSESSMENT));
    tool.run(&["gaps", "--by", "icmec"]).ok();
    assert_eq!((tool.read(file), tool.read(ASSESSMENT)), before);
}

/// What a publisher marked stands in a column of its own and changes nothing of ours.
#[test]
fn published_marks_stand_beside_ours() {
    let tool = reviewed();
    let before = tool.run(&["gaps", "--by", "icmec", "--json"]).ok().json();
    let marks = [
        r#"{view: icmec, row: ICMEC-C1, mark: "yes", edition: 9th (2018), citation: p. 42}"#,
        r#"{view: icmec, row: ICMEC-C5, mark: "no", edition: 9th (2018), citation: "p. 42, fn. 7", note: Of 2017.}"#,
        r#"{view: icmec, row: ICMEC-C5, mark: "yes", edition: 10th (2023), citation: p. 51}"#,
        r#"{view: oosi, row: OOSI-4.4.1, mark: "2", edition: "2022", citation: Sheet 4}"#,
    ];
    publish(&tool, &marks);
    assert_eq!(tool.run(&["check"]).ok().stdout, "No fault found.\n");
    assert_snapshot!("by_icmec_published", tool.run(&["gaps", "--by", "icmec"]).ok().shown());
    let mut after = tool.run(&["gaps", "--by", "icmec", "--json"]).ok().json();
    let published = |after: &serde_json::Value, row: usize| after["rows"][row]["published"].clone();
    assert_eq!(
        published(&after, 0),
        json!([{ "mark": "yes", "edition": "9th (2018)", "citation": "p. 42", "note": null }])
    );
    assert_eq!(published(&after, 4).as_array().unwrap().len(), 2);
    for row in after["rows"].as_array_mut().unwrap() {
        row["published"] = json!([]);
    }
    assert_eq!(after, before, "our marks depend on the publisher's");
}

#[test]
fn what_is_refused_of_views_and_how() {
    let tool = Tool::kenya();
    let mut shown = String::new();
    for args in [
        &["gaps", "--by", "icmec"][..],
        &["gaps", "--by", "imcec"],
        &["gaps", "--by", "interpol", "--json"],
        &["gaps", "--by", "icmec", "--why", "C03"],
        &["gaps", "--by", "icmec", "--domain", "victim"],
    ] {
        let ran = tool.run(args).fails(2);
        assert_eq!(ran.stdout, "", "{args:?}");
        shown.push_str(&format!("$ mnr {}\n{}\n", args.join(" "), ran.stderr));
    }
    assert_snapshot!("views_refused", shown);
}

/// The two ways out that the refusal names.
#[test]
fn an_assessment_can_begin_with_the_review_or_take_it_in_later() {
    let tool = Tool::kenya();
    let both = ["--framework", "mnr", "--framework", "legislation"];
    tool.run(&[&["assess", "new", "ken", "--round", "review"], &both[..]].concat()).ok();
    tool.run(&["gaps", "--by", "icmec", "-a", "ken-review"]).ok();
    let hint = tool.run(&["gaps", "--by", "icmec", "-a", "ken-baseline"]).fails(2).stderr;
    let line = hint.split('`').find(|part| part.starts_with("- {id: legislation")).unwrap().to_owned();
    let text = tool.read(ASSESSMENT).replace("started: ", &format!("{line}\nstarted: "));
    tool.write(ASSESSMENT, text);
    tool.run(&["answer", "DEF-02", "met", "-a", "ken-baseline"]).ok();
    let json = tool.run(&["gaps", "--by", "icmec", "-a", "ken-baseline", "--json"]).ok().json();
    assert_eq!(json["rows"][1]["mark"], "met");
}

#[test]
fn own_views_replace_the_shipped_ones_and_damaged_ones_are_told() {
    let tool = reviewed();
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/frameworks/crosswalk.yaml");
    let text = std::fs::read_to_string(shipped).unwrap();
    tool.write("frameworks/crosswalk.yaml", text.replace("  - id: oosi\n", "  - id: mine\n"));
    assert!(tool.run(&["gaps", "--by", "oosi"]).fails(2).stderr.contains("icmec, treaties, mine"));
    tool.run(&["gaps", "--by", "mine"]).ok();
    tool.write("frameworks/crosswalk.yaml", text.replace("legislation/OFF-05", "legislation/OFF-99"));
    let ran = tool.run(&["gaps", "--by", "oosi"]).fails(3);
    assert!(ran.stderr.contains("there is no question `OFF-99` in `legislation`"), "{}", ran.stderr);
}
