//! Two assessors, one capability, real git.

use std::path::Path;
use std::process::Command;

use crate::support::Tool;

pub(crate) fn git(dir: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"])
        .args(args)
        .current_dir(dir)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "git {args:?}: {text}");
    text
}

/// Each of two branches gets its commands; then they are merged.
fn merged(ours: &[&[&str]], theirs: &[&[&str]]) -> Tool {
    let tool = Tool::kenya();
    let dir = tool.path("");
    git(&dir, &["init", "-q"]);
    git(&dir, &["add", "."]);
    git(&dir, &["commit", "-qm", "begin"]);
    git(&dir, &["checkout", "-qb", "other"]);
    for (branch, commands) in [("other", theirs), ("main", ours)] {
        git(&dir, &["checkout", "-q", branch]);
        for command in commands {
            tool.run(command).ok();
        }
        git(&dir, &["commit", "-qam", "answers"]);
    }
    git(&dir, &["merge", "-q", "other"]);
    tool
}

#[test]
fn answers_to_different_questions_of_one_capability_merge() {
    // Neighbours, the first and the last of the file, long reasons, a level on one side and a target on the other.
    let tool = merged(
        &[
            &["answer", "C01-1", "met", "--because", "One.\n\nTwo."],
            &["answer", "C01-3", "partly", "--flag", "x"],
            &["answer", "C01-11", "not_met"],
            &["level", "C01", "2", "--reason", "r"],
        ],
        &[
            &["answer", "C01-2", "met", "--because", "Three.\n\nFour."],
            &["answer", "C01-4", "unknown"],
            &["level", "C01", "--target", "3"],
        ],
    );
    let status = tool.run(&["status", "--json"]).ok().json();
    let c01 = &status["capabilities"][0];
    assert_eq!((&c01["answered"], &c01["level"], &c01["target"]), (&5.into(), &2.into(), &3.into()));
    tool.run(&["check"]).ok();
}

#[test]
fn every_pair_of_neighbours_merges() {
    let ids: Vec<String> = (1..=11).map(|i| format!("C01-{i}")).collect();
    let command = |id: &'static str| -> [&'static str; 5] { ["answer", id, "partly", "--because", "a\nb"] };
    let leaked: Vec<&'static str> = ids.into_iter().map(|id| &*Box::leak(id.into_boxed_str())).collect();
    let (even, odd): (Vec<_>, Vec<_>) = leaked.iter().enumerate().partition(|(i, _)| i % 2 == 0);
    let ours: Vec<_> = even.into_iter().map(|(_, id)| command(id)).collect();
    let theirs: Vec<_> = odd.into_iter().map(|(_, id)| command(id)).collect();
    let tool = merged(
        &ours.iter().map(<[&str; 5]>::as_slice).collect::<Vec<_>>(),
        &theirs.iter().map(<[&str; 5]>::as_slice).collect::<Vec<_>>(),
    );
    let status = tool.run(&["status", "--json"]).ok().json();
    assert_eq!(status["partly"], 11);
}

#[test]
fn a_real_conflict_is_recognised_before_it_is_parsed() {
    let tool = Tool::kenya();
    let file = "assessments/ken-baseline/answers/mnr/C01.yaml";
    let text = tool.read(file).replace(
        "  C01-1:\n    answer: not_assessed\n",
        "  C01-1:\n<<<<<<< HEAD\n    answer: met\n=======\n    answer: partly\n>>>>>>> other\n",
    );
    tool.write(file, &text);
    insta::assert_snapshot!("conflict", tool.run(&["answer", "C01-2", "met"]).fails(3).shown());
    assert_eq!(tool.read(file), text, "a damaged file is left as it is");
    tool.run(&["answer", "C02-1", "met"]).ok();
}
