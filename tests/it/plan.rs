//! The plan of action, the next round, two rounds side by side, several countries side by side.

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::Tool;

#[test]
fn a_plan_from_the_first_gap_to_the_last_check() {
    let tool = Tool::kenya();
    let mut shown = String::new();
    let mut say = |args: &[&str]| {
        let ran = tool.run(args);
        shown.push_str(&format!("$ mnr {}\n{}{}\n", args.join(" "), ran.stdout, ran.stderr));
    };
    say(&["plan", "status"]);
    say(&["plan", "suggest"]);
    for (id, value) in [("C03-2", "not_met"), ("C03-9", "partly"), ("C12-1", "not_met"), ("C12-4", "partly")]
    {
        tool.run(&["answer", id, value, "--because", "r"]).ok();
    }
    for (capability, level, target) in [("C03", "1", "2"), ("C12", "1", "3")] {
        tool.run(&["level", capability, level, "--reason", "r", "--target", target]).ok();
    }
    // The wider gap is that of the hotline; it rests on the law all the same.
    let places = |all: &Value| -> Vec<(String, u64)> {
        let rows = all["actions"].as_array().unwrap();
        rows.iter()
            .map(|a| (a["closes"].as_str().unwrap().to_owned(), a["place"].as_u64().unwrap()))
            .collect()
    };
    let suggested = tool.run(&["plan", "suggest", "--json"]).ok().json();
    let expected = [("mnr/C03-2", 1), ("mnr/C03-9", 1), ("mnr/C12-1", 2)];
    assert_eq!(places(&suggested), expected.map(|(id, place)| (id.to_owned(), place)));
    assert_eq!(suggested["actions"][0]["moved_before"], serde_json::json!(["C12"]));
    say(&["plan", "weigh", "C12", "--harm", "high", "--feasibility", "low"]);
    say(&["plan", "weigh", "C03", "--harm", "medium"]);
    say(&["plan", "suggest", "--write"]);
    say(&["plan", "suggest", "--write"]);
    say(&["plan", "edit", "A01", "--lead", "Ministry of Justice", "--start", "2027", "--end", "2028-06"]);
    say(&["plan", "edit", "A03", "--lead", "ODPP", "--start", "2027-02", "--end", "2027-03"]);
    say(&["plan", "edit", "a03", "--after", "A09"]);
    say(&["plan", "edit", "A03", "--audience", "police"]);
    say(&["plan", "edit", "C03-police-9", "--status", "dropped"]);
    say(&["plan", "add", "--activity", "x"]);
    say(&[
        "plan",
        "add",
        "--training",
        "--audience",
        "police",
        "--subject",
        "Taking reports",
        "--closes",
        "C12-4",
    ]);
    say(&["plan", "status"]);
    say(&["check"]);
    assert_snapshot!("plan", shown);
    // A line that somebody wrote by hand stays when another entry changes.
    let name = "assessments/ken-baseline/plan.yaml";
    tool.write(name, tool.read(name).replace("  A02:\n", "  # agreed in the council\n  A02:\n"));
    tool.run(&["plan", "edit", "A01", "--status", "agreed"]).ok();
    assert!(tool.read(name).contains("  # agreed in the council\n  A02:\n"));
    let plan: Value = serde_yaml::from_str(&tool.read(name)).unwrap();
    assert_eq!(plan["actions"]["A01"]["status"], "agreed");
    assert_eq!(plan["actions"]["A01"]["closes"], serde_json::json!(["mnr/C03-2"]));
}

#[test]
fn a_damaged_plan_is_told_and_left_as_it_is() {
    let tool = Tool::kenya();
    let name = "assessments/ken-baseline/plan.yaml";
    let mut shown = String::new();
    for text in [
        "actions:\n  A01:\n    closes: []\n    activity: x\n    status: proposed\n",
        "actions:\n  A01: {closes: [mnr/C03-2], activity: x, status: finished}\n",
        "actions:\n  \"A 1\": {closes: [mnr/C03-2], activity: x, status: done}\n",
        "weighing:\n  C03: {harm: high}\n",
        "budget: 1\n",
    ] {
        tool.write(name, text);
        shown.push_str(&tool.run(&["check"]).fails(1).stdout);
        shown.push_str(&tool.run(&["plan", "weigh", "C03", "--harm", "high"]).fails(3).stderr);
        assert_eq!(tool.read(name), text);
    }
    assert_snapshot!("damaged_plan", shown);
}

#[test]
fn the_next_round_carries_findings_over_as_to_confirm() {
    let tool = Tool::kenya();
    tool.run(&["answer", "C03-2", "partly", "--because", "only for publication", "--confidence", "high"])
        .ok();
    tool.run(&["answer", "C03-3", "not_met", "--because", "nothing found"]).ok();
    tool.run(&["level", "C03", "1", "--reason", "r", "--target", "3"]).ok();
    tool.run(&["assess", "new", "--from", "ken-baseline", "--round", "endline"]).ok();
    let count = |id: &str| tool.run(&["status", "-a", id, "--json"]).ok().json();
    let counts = count("ken-endline");
    let waiting = ["partly", "not_met", "not_assessed", "to_confirm"].map(|k| counts[k].as_u64().unwrap());
    assert_eq!(waiting, [0, 0, 197, 2], "nothing is silently current");
    let gaps = tool.run(&["gaps", "-a", "ken-endline", "--json"]).ok().json();
    let law = gaps["capabilities"].as_array().unwrap().iter().find(|c| c["id"] == "C03").unwrap();
    assert_eq!((law["level"].as_u64(), law["target"].as_u64()), (None, Some(3)));
    tool.run(&["answer", "C03-2", "--confirm", "-a", "ken-endline"]).ok();
    let again = tool.run(&["answer", "C03-2", "--confirm", "-a", "ken-endline"]).fails(2).stderr;
    assert!(again.starts_with("mnr: no earlier finding of `C03-2` waits to be confirmed"), "{again}");
    tool.run(&["answer", "C03-3", "met", "--because", "Act 5 of 2028", "-a", "ken-endline"]).ok();
    tool.run(&["level", "C03", "3", "--reason", "r", "-a", "ken-endline"]).ok();
    let changed = tool.run(&["compare", "ken-baseline", "ken-endline", "--json"]).ok().json();
    let law = changed["capabilities"].as_array().unwrap().iter().find(|c| c["id"] == "C03").unwrap();
    assert_eq!((law["change"].as_i64(), law["to_confirm"].as_u64()), (Some(2), Some(0)));
    let questions = law["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 1, "what was confirmed did not change");
    assert_eq!(
        (&questions[0]["movement"], &questions[0]["because"]),
        (&"better".into(), &"Act 5 of 2028".into())
    );
    let report = tool.run(&["report", "progress", "-a", "ken-endline", "-o", "-"]).ok().stdout;
    assert!(report.contains("| C03 Legislation | 1 | 3 | ▲ +2 | 3 |"), "{report}");
    assert!(report.contains("Now: Act 5 of 2028") && report.contains("Then: nothing found"));
    let mut refused = String::new();
    for args in [
        &["report", "progress", "-a", "ken-baseline"][..],
        &["compare", "ken-baseline", "ken-baseline"],
        &["assess", "new", "--from", "ken-endline"],
        &["assess", "new", "tza", "--from", "ken-baseline"],
    ] {
        refused.push_str(&tool.run(args).fails(2).stderr);
    }
    assert_snapshot!("rounds_refused", refused);
}

#[test]
fn two_versions_are_compared_only_through_a_stated_mapping() {
    let tool = Tool::kenya();
    tool.run(&["answer", "C03-2", "partly", "--because", "kept"]).ok();
    tool.run(&["answer", "C03-3", "not_met", "--because", "lost"]).ok();
    let facts = "assessments/ken-baseline/assessment.yaml";
    tool.write(facts, tool.read(facts).replace("\"2016.1\"", "\"2016.0\""));
    tool.run(&["assess", "new", "ken", "--round", "endline"]).ok();
    tool.run(&["answer", "C03-4", "met", "-a", "ken-endline"]).ok();
    let refused = tool.run(&["compare", "ken-baseline", "ken-endline"]).fails(2).stderr;
    assert_snapshot!("no_mapping", refused);
    let refused = tool.run(&["assess", "new", "--from", "ken-baseline", "--round", "later"]).fails(2).stderr;
    assert!(refused.contains("`mnr` was answered in version 2016.0, and then in 2016.1"), "{refused}");
    // A framework of the workspace that states one.
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("frameworks/mnr");
    for entry in std::fs::read_dir(shipped).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("frameworks/mnr/{}", path.file_name().unwrap().to_string_lossy());
        tool.write(&name, std::fs::read_to_string(path).unwrap());
    }
    let name = "frameworks/mnr/framework.yaml";
    let mapping = "mappings:\n  - from: \"2016.0\"\n    renamed: {C03-2: C03-4}\n    lost: {C03-3: asks something else now}\n";
    tool.write(name, format!("{}\n{mapping}", tool.read(name)));
    let changed = tool.run(&["compare", "ken-baseline", "ken-endline", "--json"]).ok().json();
    let law = changed["capabilities"].as_array().unwrap().iter().find(|c| c["id"] == "C03").unwrap();
    let questions: Vec<(&str, &str)> = law["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|q| (q["id"].as_str().unwrap(), q["movement"].as_str().unwrap()))
        .collect();
    assert_eq!(questions, [("C03-4", "better")]);
    let losses = serde_json::json!([{"question": "mnr/C03-3", "because": "asks something else now"}]);
    assert_eq!(changed["losses"], losses);
}

#[test]
fn countries_are_counted_from_five_on_and_never_ranked() {
    let tool = Tool::workspace();
    let countries = ["tza", "jor", "phl", "ken"];
    let begin = |country: &str, level: &str| {
        tool.run(&["assess", "new", country, "--without-profile"]).ok();
        let id = format!("{country}-baseline");
        tool.run(&["level", "C03", level, "--reason", "r", "-a", &id]).ok();
    };
    for (country, level) in countries.iter().zip(["1", "2", "2", "3"]) {
        begin(country, level);
    }
    let few = tool.run(&["portfolio"]).ok().stdout;
    begin("per", "2");
    let enough = tool.run(&["portfolio"]).ok().stdout;
    assert_snapshot!("portfolio", format!("{few}\n{enough}"));
    let json = tool.run(&["portfolio", "--json"]).ok().json();
    let names: Vec<&str> =
        json["countries"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(names, sorted);
    let counts = |id: &str| {
        json["capabilities"].as_array().unwrap().iter().find(|c| c["id"] == id).unwrap()["levels"].clone()
    };
    assert_eq!(counts("C03"), serde_json::json!({"1": 1, "2": 3, "3": 1, "4": 0}));
    assert_eq!(counts("C04"), Value::Null);
}
