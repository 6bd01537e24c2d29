//! What reports say of laws: quoted passages with their citations, words that changed, searches without result.

use std::collections::BTreeSet;

use crate::support::Tool;

const PENAL: &str = "legislation/xda/codigo-penal.md";
const CITATION: &str = "Código Penal (ficticio), Ley N.º 50 (ficticia) (Meridia (fictional)), art. 217";
const REVIEW: &[&str] = &["-a", "xda-review"];

/// The demonstration with a round that answers the legislative review beside the MNR.
fn review() -> Tool {
    let tool = Tool::demo();
    let begin =
        ["assess", "new", "xda", "--round", "review", "--framework", "legislation", "--framework", "mnr"];
    tool.run(&[&begin[..], &["--started", "2026-03-02"]].concat()).ok();
    let run = |args: &[&str]| tool.run(&[args, REVIEW].concat()).ok();
    run(&[
        "cite",
        "xda/codigo-penal",
        "217",
        "--to",
        "OFF-10",
        "--stance",
        "partly",
        "--note",
        "under 16 only",
    ]);
    run(&["answer", "OFF-10", "partly", "--because", "Showing is covered for children under 16."]);
    run(&["absent", "OFF-12"]);
    run(&["answer", "OFF-12", "not_met"]);
    run(&["answer", "mnr/C19-6", "partly", "--because", "See the review."]);
    tool
}

fn report(tool: &Tool, template: &str) -> String {
    tool.run(&["report", template, "-a", "xda-review", "-o", "-", "--date", "2026-04-01"]).ok().stdout
}

/// The words of article 217 are others.
fn change(tool: &Tool) {
    let text = tool.read(PENAL);
    let changed = text.replace("dieciséis años material", "dieciocho años material");
    assert_ne!(text, changed);
    tool.write(PENAL, changed);
}

#[test]
fn a_report_quotes_with_citation_and_says_what_was_not_found_in_which_laws() {
    let tool = review();
    for template in ["gap-analysis", "legislative-review"] {
        let report = report(&tool, template);
        assert_eq!(report, self::report(&tool, template), "the same input gives the same bytes");
        let line = report.lines().find(|l| l.starts_with("- *partly*")).unwrap();
        assert!(line.contains(&format!("{CITATION}, wording of 2020-01-01 (under 16 only)")), "{line}");
        assert!(
            report.contains("  > Quien, por cualquier medio, muestre, venda o entregue a una persona"),
            "{template}"
        );
        let line = report.lines().find(|l| l.starts_with("- *absence*")).unwrap();
        assert!(
            line.contains("not found in the laws searched on ") && line.contains("laws of the library (6)"),
            "{line}"
        );
        let row = report.lines().find(|l| l.starts_with("| OFF-12 |")).unwrap();
        assert!(row.contains("\\[xda/codigo-penal, wording of 2020-01-01\\]"), "{row}");
        let law = report.lines().find(|l| l.contains("\\[xda/codigo-penal\\] |")).unwrap();
        assert!(law.contains("| codigo-penal.md | ") && law.ends_with("| art. 217: OFF-10 |"), "{law}");
        assert!(!report.contains("look again") && !report.contains("does not exist"), "{template}");
    }
}

#[test]
fn the_review_goes_from_the_finding_to_the_capability_it_serves() {
    let tool = review();
    let report = report(&tool, "legislative-review");
    assert!(report.starts_with("---\ntitle: \"Legislative review: Meridia (fictional)\"\n"));
    let question = report.split("\n#### ").find(|q| q.starts_with("OFF-10 ")).unwrap();
    let mut at = 0;
    for part in [
        "Finding: **partly**",
        "> Showing is covered",
        "- *partly*: Código Penal",
        "Gap: ",
        "*Met* takes: ",
        "Drafting consideration: ",
        "(CETS No. 201), art. 22;",
        "Serves: mnr/C03 Legislation.",
    ] {
        let found = question[at..].find(part);
        at += found.unwrap_or_else(|| panic!("{part}: {question}"));
    }
    assert!(
        report.contains("\n## Laws searched and laws missing\n")
            && report.contains("\n## Searches without result\n")
    );
}

#[test]
fn words_that_changed_are_marked_wherever_an_answer_rests_on_them() {
    let tool = review();
    let json = |args: &[&str]| tool.run(&[args, REVIEW, &["--json"]].concat()).ok().json();
    assert_eq!(json(&["status"])["suspect"], 0);
    change(&tool);
    let status = json(&["status"]);
    assert_eq!(status["suspect"], 1);
    for capabilities in [&status["capabilities"], &json(&["gaps"])["capabilities"]] {
        let marked: Vec<_> = capabilities.as_array().unwrap().iter().filter(|c| c["suspect"] != 0).collect();
        assert_eq!((marked.len(), &marked[0]["id"]), (1, &"OFF".into()));
    }
    let view = json(&["gaps", "--by", "treaties"]);
    let of_view = view["rows"].as_array().unwrap().iter().flat_map(|r| r["questions"].as_array().unwrap());
    let suspect: BTreeSet<&str> =
        of_view.filter(|q| q["suspect"] == true).map(|q| q["question"].as_str().unwrap()).collect();
    assert_eq!(suspect, BTreeSet::from(["legislation/OFF-10"]));
    let shown = |args: &[&str]| tool.run(&[args, REVIEW].concat()).ok().stdout;
    assert!(shown(&["gaps", "--by", "treaties"]).contains(" (suspect)"));
    assert!(shown(&["status"]).contains(", 1 rests on words that have changed\n"));
    assert!(shown(&["gaps"]).contains("changed: answers that rest on words of a law that have changed"));
    for template in ["gap-analysis", "legislative-review"] {
        let report = report(&tool, template);
        assert!(
            report.contains("**This answer rests on words of a law that have changed since: look again.**")
        );
        assert!(
            report.contains(&format!(
                "{CITATION}, wording of 2020-01-01 **(words changed since: look again)**"
            ))
        );
        assert!(report.contains("menor de \\[dieciséis\\] **dieciocho** años"), "{report}");
    }
    // The listing of many is as quick as ever.
    let all = tool.run(&["status", "--json"]).ok().json();
    assert!(all["assessments"][0].get("suspect").is_none());
}

#[test]
fn a_law_taken_in_anew_with_other_words_is_marked_too() {
    let tool = review();
    change(&tool);
    let text = tool.read(PENAL);
    tool.run(&["law", "remove", "xda/codigo-penal", "--yes"]).ok();
    let gone = report(&tool, "legislative-review");
    assert!(gone.contains("(the law is not at hand, so the words were not compared)"));
    assert!(gone.contains("- Código Penal (ficticio)\n"), "a key law that is missing is named");
    tool.write("penal.md", text);
    tool.run(&["law", "add", "penal.md", "--country", "xda", "--id", "codigo-penal"]).ok();
    assert!(report(&tool, "legislative-review").contains("(words changed since: look again)**"));
}

#[test]
fn not_met_on_an_incomplete_search_alone_says_so() {
    let tool = Tool::demo();
    tool.run(&["law", "remove", "xda/evidence-act-2000", "--yes"]).ok();
    tool.run(&["assess", "new", "xda", "--round", "review", "--framework", "legislation"]).ok();
    tool.run(&["absent", "OFF-12", "-a", "xda-review"]).ok();
    tool.run(&["answer", "OFF-12", "not_met", "-a", "xda-review"]).ok();
    let incomplete = "**Not met on incomplete searches alone: not found in the laws searched, and what was not at hand may hold it.**";
    assert!(report(&tool, "legislative-review").contains(incomplete));
    let row = report(&tool, "gap-analysis");
    let row = row.lines().find(|l| l.starts_with("| OFF-12 Does")).unwrap();
    assert!(row.contains("| not met (on incomplete searches alone) |"), "{row}");
    // Together with a passage it rests on more than that.
    tool.run(&[
        "cite",
        "xda/codigo-penal",
        "212",
        "--to",
        "OFF-12",
        "--stance",
        "contradicts",
        "-a",
        "xda-review",
    ])
    .ok();
    assert!(!report(&tool, "legislative-review").contains("on incomplete searches alone"));
}

#[test]
fn questions_of_the_mnr_show_what_informs_them() {
    let tool = review();
    let run = |args: &[&str]| tool.run(&[args, REVIEW].concat()).ok();
    run(&["cite", "xda/codigo-penal", "217", "--to", "OFF-01"]);
    run(&["answer", "OFF-01", "partly", "--because", "Private use is left out."]);
    run(&["answer", "mnr/C03-2", "partly"]);
    let informed = "Informed by legislation/OFF-01: **partly**; Private use is left out.";
    assert!(report(&tool, "gap-analysis").contains(informed));
    change(&tool);
    let informed =
        "Informed by legislation/OFF-01: **partly** **(words changed since: look again)**; Private use";
    assert!(report(&tool, "gap-analysis").contains(informed));
    let shown = tool.run(&["framework", "show", "mnr", "C03-2"]).ok().stdout;
    assert!(
        shown.contains("\nInformed by legislation/OFF-01: Is producing child sexual abuse material"),
        "{shown}"
    );
    let json = tool.run(&["framework", "show", "mnr", "C03-2", "--json"]).ok().json();
    assert_eq!(json["informed_by"][0]["id"], "legislation/OFF-01");
    let shown = tool.run(&["framework", "show", "legislation", "OFF-12"]).ok().stdout;
    assert!(shown.contains("\nServes: mnr/C03 Legislation; mnr/C19 "), "{shown}");
}

#[test]
fn the_review_of_an_assessment_without_it_says_how_to_begin_one() {
    let refused = Tool::demo().run(&["report", "legislative-review"]).fails(2);
    assert_eq!(
        refused.stderr,
        "mnr: xda-baseline does not answer the framework `legislation`, which this report is about\n  \
         hint: begin one: `mnr assess new xda --round legislation --framework legislation`, or name another with `--assessment`\n"
    );
}
