//! What was found by people who tried to break it: each stays mended.

use std::fs;

use crate::support::Tool;

const C01: &str = "assessments/ken-baseline/answers/mnr/C01.yaml";

#[test]
fn a_report_goes_to_a_bare_name_and_over_nothing_that_is_no_report() {
    let tool = Tool::kenya();
    tool.run(&["report", "-o", "gaps.md"]).ok();
    assert!(tool.read("gaps.md").contains("# Gap analysis"));
    tool.run(&["report", "-o", "gaps.md"]).ok();
    for file in ["mnr.yaml", C01] {
        let before = tool.read(file);
        let ran = tool.run(&["report", "-o", file, "--force"]).fails(2);
        assert!(ran.stderr.contains("is no report of mnr"), "{}", ran.shown());
        assert_eq!(tool.read(file), before);
    }
}

#[test]
fn a_text_that_would_make_the_file_too_large_is_refused_before_it_is_written() {
    let tool = Tool::kenya();
    let before = tool.read(C01);
    let ran = tool.run_with(&["answer", "C01-1", "met", "--because", "-"], &"b".repeat(5_000_000)).fails(3);
    assert!(ran.stderr.contains("larger than 4 MB"), "{}", ran.shown());
    assert_eq!(tool.read(C01), before);
}

#[test]
fn half_a_file_is_not_written_into() {
    let tool = Tool::kenya();
    let whole = tool.read(C01);
    let answers = whole.find("answers:").unwrap();
    tool.write(C01, &whole[..answers]);
    let ran = tool.run(&["answer", "C01-1", "met"]).fails(3);
    assert!(ran.stderr.contains("answers"), "{}", ran.shown());
    assert_eq!(tool.read(C01), whole[..answers]);

    let torn = &whole[..whole.find("  C01-6:").unwrap() + 6];
    tool.write(C01, torn);
    tool.run(&["answer", "C01-1", "met"]).fails(3);
    assert_eq!(tool.read(C01), torn);

    let cut = &whole[..whole.find("  C01-6:").unwrap()];
    tool.write(C01, cut);
    let ran = tool.run(&["check"]);
    assert!(ran.stdout.contains("the file may have been cut off"), "{}", ran.shown());
}

#[test]
fn an_answer_under_a_mistyped_id_does_not_vanish() {
    let tool = Tool::kenya();
    tool.run(&["answer", "C01-1", "met", "--because", "Decree No. 14 of 2020."]).ok();
    tool.write(C01, tool.read(C01).replace("  C01-1:", "  C01-99:"));
    let report = tool.run(&["report", "-o", "-"]);
    assert!(report.stdout.contains("C01\\-99") || report.stdout.contains("C01-99"), "no id");
    assert!(report.stdout.contains("Decree No"), "the reason is missing from the report");
}

#[test]
fn a_framework_is_taken_once() {
    let tool = Tool::workspace();
    let ran = tool.run(&["assess", "new", "jor", "--framework", "mnr", "--framework", "mnr"]).ok();
    assert!(ran.stdout.contains("in 21 capabilities"), "{}", ran.shown());
    tool.run(&["status"]).ok();
}

#[test]
fn a_profile_with_faults_is_not_a_missing_one() {
    let tool = Tool::kenya();
    tool.write("country-profiles/ken.yaml", "x: 1\n");
    let ran = tool.run(&["report", "-o", "-"]).fails(3);
    assert!(ran.stderr.contains("country-profiles/ken.yaml"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_pipe_and_a_link_to_nowhere_in_place_of_a_file_are_told() {
    let tool = Tool::kenya();
    fs::remove_file(tool.path(C01)).unwrap();
    std::os::unix::fs::symlink("/nonexistent/C01.yaml", tool.path(C01)).unwrap();
    let ran = tool.run(&["answer", "C01-1", "met"]).fails(3);
    assert!(ran.stderr.contains("a link whose target cannot be reached"), "{}", ran.shown());
    assert!(fs::symlink_metadata(tool.path(C01)).unwrap().is_symlink());
    fs::remove_file(tool.path(C01)).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(tool.path(C01)).status().unwrap().success());
    let ran = tool.run(&["status"]);
    assert!(ran.stderr.contains("no regular file"), "{}", ran.shown());
}

#[test]
fn megabytes_of_a_wrong_word_are_not_repeated() {
    let tool = Tool::kenya();
    let text =
        tool.read(C01).replacen("answer: not_assessed", &format!("answer: {}", "x".repeat(300_000)), 1);
    tool.write(C01, text);
    let ran = tool.run(&["status"]);
    assert!(
        ran.stdout.contains("[!]  C01 Leadership") && ran.stdout.contains("[!] cannot be read"),
        "{}",
        ran.stdout
    );
    assert!(ran.stderr.len() < 2_000, "{} bytes", ran.stderr.len());
}

#[test]
fn what_stays_beside_another_answer_is_said() {
    let tool = Tool::kenya();
    tool.run(&["answer", "C03-2", "partly", "--because", "z", "--confidence", "high", "--status", "final"])
        .ok();
    let ran = tool.run(&["answer", "C03-2", "met"]).ok();
    assert!(
        ran.stdout.contains("Kept from before: the reason, confidence high, status final."),
        "{}",
        ran.shown()
    );
    let ran = tool.run(&["answer", "C03-2", "not_met", "--because", "y"]).ok();
    assert!(ran.stdout.contains("Kept from before: confidence high, status final."), "{}", ran.shown());
}
