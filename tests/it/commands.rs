//! Every command: what it prints, what it writes, how it ends.

use insta::assert_snapshot;
use serde_json::json;

use crate::support::Tool;

#[test]
fn a_first_assessment_from_the_beginning() {
    let tool = Tool::empty();
    assert_snapshot!("init", tool.run(&["init", ".", "--title", "Five countries"]).ok().shown());
    assert_snapshot!("init_yaml", tool.read("mnr.yaml"));
    assert_snapshot!(
        "assess_new",
        tool.run(&["assess", "new", "ken", "--started", "2026-03-02"]).ok().shown()
    );
    assert_snapshot!("assessment_yaml", tool.read("assessments/ken-baseline/assessment.yaml"));
    let first = tool.read("assessments/ken-baseline/answers/mnr/C07.yaml");
    assert_snapshot!("unanswered_yaml", first);
    let answered = tool.run(&[
        "answer",
        "c07-1",
        "partly",
        "--because",
        "Two desks are connected,\nthe third is not.",
        "--confidence",
        "high",
        "--by",
        "assessor-1",
        "--flag",
        "ask again",
        "--status",
        "draft",
    ]);
    assert_snapshot!("answer", answered.ok().shown());
    let text = tool.read("assessments/ken-baseline/answers/mnr/C07.yaml");
    let text = text
        .lines()
        .map(|l| if l.contains("at: ") { "    at: [NOW]" } else { l })
        .collect::<Vec<_>>()
        .join("\n");
    assert_snapshot!("answered_yaml", text);
    assert_snapshot!(
        "level",
        tool.run(&[
            "level",
            "C07",
            "2",
            "--reason",
            "It works in the capital",
            "--target",
            "3",
            "--by-date",
            "2029"
        ])
        .ok()
        .shown()
    );
    assert_snapshot!("check_after", tool.run(&["check"]).ok().shown());
}

#[test]
fn reading_commands_on_the_demonstration() {
    let tool = Tool::demo();
    assert_snapshot!("status", tool.run(&["status"]).ok().shown());
    assert_snapshot!("gaps", tool.run(&["gaps"]).ok().shown());
    assert_snapshot!("gaps_victim", tool.run(&["gaps", "--domain", "victim"]).ok().shown());
    assert_snapshot!("gaps_why", tool.run(&["gaps", "--why", "C03"]).ok().shown());
    assert_snapshot!("assess_list", tool.run(&["assess", "list"]).ok().shown());
    assert_snapshot!("check_demo", tool.run(&["check"]).ok().shown());
    assert_snapshot!("country_list", tool.run(&["country", "list"]).ok().shown());
    assert_snapshot!("country_show", tool.run(&["country", "show", "xda"]).ok().shown());
    assert_snapshot!(
        "framework_show_capability",
        tool.run(&["framework", "show", "mnr", "C07"]).ok().shown()
    );
    assert_snapshot!(
        "framework_show_question",
        tool.run(&["framework", "show", "mnr", "C07-1"]).ok().shown()
    );
    assert_snapshot!("framework_list", tool.run(&["framework", "list"]).ok().shown());
}

#[test]
fn the_json_of_status_and_gaps_keeps_its_fields() {
    let tool = Tool::demo();
    let status = tool.run(&["status", "--json"]).ok().json();
    for field in [
        "assessment",
        "questions",
        "met",
        "partly",
        "not_met",
        "not_applicable",
        "unknown",
        "not_assessed",
        "flagged",
        "suspect",
    ] {
        assert!(!status[field].is_null(), "{field}");
    }
    let count = |field: &str| status[field].as_u64().unwrap();
    let sum: u64 =
        ["met", "partly", "not_met", "not_applicable", "unknown", "not_assessed"].map(count).iter().sum();
    assert_eq!(sum, count("questions"));
    let gaps = tool.run(&["gaps", "--json"]).ok().json();
    let c03 = gaps["capabilities"].as_array().unwrap().iter().find(|c| c["id"] == "C03").unwrap();
    let fields: Vec<&String> = c03.as_object().unwrap().keys().collect();
    assert_eq!(
        fields,
        [
            "framework",
            "id",
            "title",
            "level",
            "suggested",
            "target",
            "gap",
            "share",
            "law",
            "practice",
            "applicable",
            "assessed",
            "weight_applicable",
            "suspect"
        ]
    );
    assert_eq!(
        c03["share"],
        json!({ "low": 9.0 / 17.0, "high": 12.0 / 17.0 }),
        "unrounded, by hand from `gaps --why`"
    );
    let c01 = &gaps["capabilities"][0];
    assert_eq!(c01["law"], json!({ "low": null, "high": null }), "C01 asks nothing of the law");
    assert!(gaps["to_find_out"].as_array().unwrap().contains(&json!("C03-15")));
    let check = tool.run(&["check", "--json"]).ok().json();
    assert_eq!(check, json!({ "problems": [] }));
}

/// One met, one partly, one not applicable, the rest not assessed; two levels; three targets.
#[test]
fn figures_by_hand_calculation() {
    let tool = Tool::kenya();
    // C07 has seven questions of weights 2, 1, 1, 1, 2, 1, 1 (in order 1, 2, 3, 4, 5, 7, 6).
    tool.run(&["answer", "C07-1", "met"]).ok();
    tool.run(&["answer", "C07-2", "partly"]).ok();
    tool.run(&["answer", "C07-3", "not_applicable", "--because", "No national database is planned"]).ok();
    let gaps = tool.run(&["gaps", "--json"]).ok().json();
    let row =
        |id: &str| gaps["capabilities"].as_array().unwrap().iter().find(|c| c["id"] == id).unwrap().clone();
    let c07 = row("C07");
    let why = tool.run(&["gaps", "--why", "C07", "--json"]).ok().json();
    let weights: u64 = why["questions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|q| q["counts"] == true)
        .map(|q| q["weight"].as_u64().unwrap())
        .sum();
    assert_eq!(c07["weight_applicable"].as_u64().unwrap(), weights);
    let whole = f64::from(u32::try_from(weights).unwrap());
    let open: u64 = why["questions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|q| q["state"] == "not_assessed")
        .map(|q| q["weight"].as_u64().unwrap())
        .sum();
    let met_and_half = 2.0 + 0.5;
    let open = f64::from(u32::try_from(open).unwrap());
    let by_hand = serde_json::json!({"low": met_and_half / whole, "high": (met_and_half + open) / whole});
    assert_eq!(c07["share"], by_hand);
    assert_eq!((c07["assessed"].as_u64(), c07["applicable"].as_u64()), (Some(2), Some(6)));
    for (capability, level, target) in [("C01", Some("2"), "4"), ("C02", Some("3"), "2"), ("C03", None, "3")]
    {
        let mut args = vec!["level", capability, "--target", target];
        if let Some(level) = level {
            args.extend([level, "--reason", "r"]);
        }
        tool.run(&args).ok();
    }
    let gaps = tool.run(&["gaps", "--json"]).ok().json();
    let gap = |i: usize| gaps["capabilities"][i]["gap"].clone();
    assert_eq!((gap(0), gap(1), gap(2)), (json!(2), json!(0), json!(null)));
}

#[test]
fn what_is_refused_and_how() {
    let tool = Tool::kenya();
    let mut shown = String::new();
    for (args, code) in [
        (&["answer", "C03-99", "met"][..], 2),
        (&["answer", "C0-32", "met"], 2),
        (&["answer", "other/C03-2", "met"], 2),
        (&["answer", "C03-2"], 2),
        (&["answer", "C03-2", "not_applicable"], 2),
        (&["answer", "C03-2", "maybe"], 2),
        (&["answer", "C03-2", "met", "--evidence", "nothing:supports"], 2),
        (&["answer", "C03-2", "met", "--evidence", "nothing"], 2),
        (&["answer", "C03-2", "met", "--evidence", "../x:supports"], 2),
        (&["answer", "C03-2", "met", "--by", "Jane Doe"], 2),
        (&["level", "C03", "5", "--reason", "x"], 2),
        (&["level", "C03", "2"], 2),
        (&["level", "C03"], 2),
        (&["level", "C33", "2", "--reason", "x"], 2),
        (&["level", "C03", "--target", "3", "--by-date", "soon"], 2),
        (&["assess", "new", "ken"], 2),
        (&["assess", "new", "kne"], 2),
        (&["assess", "new", "Kenya"], 2),
        (&["assess", "new", "per", "--framework", "mrn"], 2),
        (&["assess", "new", "per", "--round", "Base line"], 2),
        (&["framework", "show", "mnrr"], 2),
        (&["country", "show", "kem"], 2),
        (&["gaps", "--why", "C99"], 2),
        (&["gaps", "--domain", "victims"], 2),
        (&["status", "-a", "ken-basline"], 2),
        (&["report", "gap-analisys"], 2),
        (&["report", "--date", "2026-02-30"], 2),
        (&["schema", "answer"], 2),
        (&["init", "."], 2),
        (&["nonsense"], 2),
    ] {
        let ran = tool.run(args).fails(code);
        assert_eq!(ran.stdout, "", "{args:?}");
        shown.push_str(&format!("$ mnr {}\n{}\n", args.join(" "), ran.stderr));
    }
    assert_snapshot!("refused", shown);
}

#[test]
fn without_a_workspace_the_way_in_is_shown() {
    let tool = Tool::empty();
    assert_snapshot!("no_workspace", tool.run(&["status"]).fails(2).shown());
    tool.run(&["framework", "show", "mnr"]).ok();
    tool.run(&["country", "show", "ken"]).ok();
    tool.run(&["check", "--data"]).ok();
    tool.run(&["init", "a"]).ok();
    assert_snapshot!("no_assessment", tool.run(&["--workspace", "a", "gaps"]).fails(2).shown());
}

#[test]
fn several_assessments_must_be_told_apart() {
    let tool = Tool::kenya();
    tool.run(&["assess", "new", "ken", "--round", "midterm", "--started", "2027-03-02"]).ok();
    assert_snapshot!("status_of_all", tool.run(&["status"]).ok().shown());
    assert_snapshot!("which_one", tool.run(&["answer", "C01-1", "met"]).fails(2).shown());
    tool.run(&["answer", "C01-1", "met", "-a", "ken-midterm"]).ok();
    let all = tool.run(&["status", "--json"]).ok().json();
    assert_eq!((&all["assessments"][0]["met"], &all["assessments"][1]["met"]), (&json!(0), &json!(1)));
}

#[test]
fn a_country_without_a_profile_can_be_assessed_when_that_is_meant() {
    let tool = Tool::workspace();
    tool.run(&["assess", "new", "ury", "--without-profile", "--started", "2026-03-02"]).ok();
    assert_snapshot!("check_without_profile", tool.run(&["check"]).ok().shown());
    let report = tool.run(&["report", "-o", "-"]).ok().stdout;
    assert!(report.contains("There is no profile of this country."));
}

#[test]
fn an_answer_can_be_changed_and_taken_back_field_by_field() {
    let tool = Tool::kenya();
    let file = "assessments/ken-baseline/answers/mnr/C01.yaml";
    let before = tool.read(file);
    tool.run(&["answer", "C01-2", "met", "--because", "a", "--flag", "b", "--note", "c"]).ok();
    tool.run(&["answer", "C01-2", "--flag", "", "--note", ""]).ok();
    let text = tool.read(file);
    assert!(text.contains("because: a") && !text.contains("flag:") && !text.contains("note:"), "{text}");
    tool.run(&["answer", "C01-2", "not-assessed", "--because", ""]).ok();
    let kept: String =
        tool.read(file).lines().filter(|l| !l.starts_with("    at:")).map(|l| format!("{l}\n")).collect();
    assert_eq!(kept, before);
}

#[test]
fn a_reason_can_come_from_standard_input() {
    let tool = Tool::kenya();
    tool.run_with(
        &["answer", "C01-1", "met", "--because", "-"],
        "First line.\r\n\r\nمادة ٢٤ – Kifungu\t\u{1b}[31m\n",
    )
    .ok();
    let text = tool.read("assessments/ken-baseline/answers/mnr/C01.yaml");
    assert!(text.contains("because: |-\n      First line.\n\n      مادة ٢٤ – Kifungu [31m\n"), "{text}");
}

#[test]
fn evidence_is_linked_by_stance() {
    let tool = Tool::demo();
    tool.run(&["answer", "C15-1", "unknown", "--evidence", "xda-plan-2024-2028:supports"]).ok();
    tool.run(&["answer", "C15-1", "--evidence", "xda-plan-2024-2028:contradicts"]).ok();
    let file = "assessments/xda-baseline/answers/mnr/C15.yaml";
    let text = tool.read(file);
    assert_eq!(text.matches("ref: xda-plan-2024-2028").count(), 1, "{text}");
    assert!(text.contains("stance: contradicts"), "{text}");
    tool.run(&["answer", "C15-1", "--no-evidence", "xda-plan-2024-2028"]).ok();
    assert!(!tool.read(file).contains("evidence:"));
}

#[test]
fn a_file_is_edited_in_place_and_keeps_its_comments() {
    let tool = Tool::kenya();
    let file = "assessments/ken-baseline/answers/mnr/C01.yaml";
    let text = tool.read(file).replace("  C01-3:\n", "  # ask the council first\n  C01-3:\n");
    tool.write(file, &text);
    tool.run(&["answer", "C01-2", "met"]).ok();
    tool.run(&["answer", "C01-3", "partly"]).ok();
    let after = tool.read(file);
    assert!(after.contains("  # ask the council first\n  C01-3:\n    answer: partly\n"), "{after}");
}

#[test]
fn help_has_an_example_for_every_command() {
    let tool = Tool::empty();
    let commands: [&[&str]; 27] = [
        &["demo"],
        &["init"],
        &["framework", "list"],
        &["framework", "show"],
        &["framework", "terms"],
        &["country", "list"],
        &["country", "show"],
        &["assess", "new"],
        &["assess", "list"],
        &["answer"],
        &["ask"],
        &["level"],
        &["status"],
        &["law", "add"],
        &["law", "list"],
        &["law", "show"],
        &["law", "set"],
        &["law", "remove"],
        &["index"],
        &["search"],
        &["gaps"],
        &["report"],
        &["check"],
        &["config", "path"],
        &["config", "show"],
        &["completions"],
        &["man"],
    ];
    for command in commands {
        let help = tool.run(&[command, &["--help"]].concat()).ok().stdout;
        let example = help.split_once("Example").map(|(_, e)| e).unwrap_or_default();
        assert!(example.contains(&format!("mnr {}", command.join(" "))), "{command:?}: {help}");
    }
    assert_snapshot!("help", tool.run(&["--help"]).ok().shown());
}

#[test]
fn completions_and_manual() {
    let tool = Tool::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(tool.run(&["completions", shell]).ok().stdout.contains("mnr"), "{shell}");
    }
    assert!(tool.run(&["man"]).ok().stdout.contains(".TH mnr 1"));
    tool.run(&["man", "--dir", "pages"]).ok();
    assert!(tool.read("pages/mnr-assess-new.1").contains("Begin an assessment"));
}

#[test]
fn an_own_framework_and_profile_replace_the_shipped_ones_and_check_says_so() {
    let tool = Tool::kenya();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/country-profiles/ken.yaml");
    tool.write("country-profiles/ken.yaml", std::fs::read_to_string(root).unwrap());
    tool.write("frameworks/loose.yaml", "id: x\n");
    assert_snapshot!("check_own", tool.run(&["check"]).ok().shown());
}

#[test]
fn titles_cannot_reach_the_terminal_with_control_characters() {
    let tool = Tool::kenya();
    let file = "assessments/ken-baseline/assessment.yaml";
    let text = tool.read(file).replace("round: baseline\n", "round: baseline\ntitle: \"a\\e[2Jb\\u202Ec\"\n");
    tool.write(file, text);
    let shown = tool.run(&["status"]).ok().stdout;
    assert!(shown.starts_with("ken-baseline · a [2Jbc\n"), "{shown:?}");
}

#[test]
fn personal_data_is_warned_of_and_never_repeated() {
    let tool = Tool::kenya();
    tool.run(&["answer", "C01-1", "met", "--because", "Said jane.doe@example.org, +254 712 345 678"]).ok();
    tool.run(&["answer", "C01-2", "met", "--note", "safe\u{202e}txt"]).ok();
    let ran = tool.run(&["check"]).ok();
    assert_snapshot!("check_personal_data", ran.shown());
    assert!(!ran.stdout.contains("jane"));
}

#[test]
fn output_into_a_closed_pipe_is_no_fault() {
    let tool = Tool::demo();
    let dir = tool.path("");
    let script = format!("'{}' report -o - | head -n 1", env!("CARGO_BIN_EXE_mnr"));
    let output = std::process::Command::new("sh").args(["-c", &script]).current_dir(dir).output().unwrap();
    assert_eq!((String::from_utf8(output.stdout).unwrap().as_str(), output.stderr.len()), ("---\n", 0));
}
