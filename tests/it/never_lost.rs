//! Nothing that was entered is lost, and no file is ever half of anything.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::support::Tool;

const C05: &str = "assessments/ken-baseline/answers/mnr/C05.yaml";

#[test]
fn processes_that_answer_different_questions_at_once_lose_nothing() {
    let tool = Tool::kenya();
    let ids: Vec<String> = (1..=11).map(|i| format!("C01-{i}")).collect();
    let start = |id: &String| {
        Command::new(env!("CARGO_BIN_EXE_mnr"))
            .args(["answer", id, "met", "--because", &format!("reason of {id}")])
            .current_dir(tool.path(""))
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let running: Vec<_> = ids.iter().map(start).collect();
    for mut process in running {
        assert!(process.wait().unwrap().success());
    }
    let text = tool.read("assessments/ken-baseline/answers/mnr/C01.yaml");
    for id in &ids {
        assert!(text.contains(&format!("because: reason of {id}\n")), "{id} is lost:\n{text}");
    }
    tool.run(&["check"]).ok();
}

/// Every way a file can be damaged, with the code of the fault.
fn damages(good: &str) -> Vec<(&'static str, Vec<u8>)> {
    let bomb = {
        let mut text = String::from("capability: C05\nanswers:\n  a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (name, before) in [("b", "a"), ("c", "b"), ("d", "c"), ("e", "d"), ("f", "e"), ("g", "f")] {
            text.push_str(&format!("  {name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(", ")));
        }
        text
    };
    let half = good.get(..good.len() / 2 + 3).unwrap_or(good).trim_end().to_owned() + ": {";
    vec![
        ("alias", bomb.into_bytes()),
        ("duplicate-key", good.replace("answers:\n", "answers:\n  C05-1:\n    answer: met\n").into_bytes()),
        ("empty-file", Vec::new()),
        ("missing-field", b"# nothing\nanswers: {}\n".to_vec()),
        ("not-utf8", b"capability: C05\nlevel:\n  value: 1\n  reason: \"caf\xe9\"\n".to_vec()),
        ("not-yaml", half.into_bytes()),
        ("wrong-type", format!("capability: C05\nanswers: {}\n", "[".repeat(100_000)).into_bytes()),
        ("unknown-field", format!("capability: C05\nanswers: {}\n", "{a: ".repeat(100_000)).into_bytes()),
        ("too-large", format!("{good}{}", "# padding\n".repeat(5_000_000)).into_bytes()),
        ("unknown-field", good.replace("    answer:", "    anser:").into_bytes()),
        ("unresolved-merge", format!("<<<<<<< HEAD\n{good}=======\n{good}>>>>>>> x\n").into_bytes()),
    ]
}

#[test]
fn a_damaged_file_is_refused_with_its_place_and_the_rest_opens() {
    let tool = Tool::kenya();
    tool.run(&["answer", "C04-1", "met"]).ok();
    let good = tool.read(C05);
    let mut shown = String::new();
    for (code, bytes) in damages(&good) {
        tool.write(C05, &bytes);
        let status = tool.run(&["status"]).fails(3);
        assert!(status.stdout.contains("[~]  C04 Dedicated Law Enforcement"), "{code}: {}", status.shown());
        assert!(status.stderr.starts_with(C05), "{code}: {}", status.stderr);
        assert!(status.stderr.contains(&format!("error[{code}]")), "{code}: {}", status.stderr);
        assert!(status.stderr.contains("hint: "), "{code}: {}", status.stderr);
        let answer = tool.run(&["answer", "C05-1", "met"]).fails(3);
        assert!(answer.stderr.contains(&format!("error[{code}]")), "{code}: {}", answer.stderr);
        assert!(fs::read(tool.path(C05)).unwrap() == bytes, "{code}: the file was touched");
        let report = tool.run(&["report", "-o", "-"]).fails(3);
        assert!(report.stdout.contains("**Incomplete.**") && report.stdout.contains("C05.yaml"), "{code}");
        shown.push_str(&status.stderr);
    }
    insta::assert_snapshot!("damaged", shown);
}

#[test]
fn a_full_disk_or_a_folder_without_rights_leaves_the_old_file() {
    let tool = Tool::kenya();
    let before = tool.read(C05);
    let folder = tool.path("assessments/ken-baseline/answers/mnr");
    // A directory in the place of the temporary file's folder cannot be made read-only for root, so
    // the limit on file size stands in for the full disk: the system refuses the write in the middle.
    let script = format!("ulimit -f 0; '{}' answer C05-1 met --because x", env!("CARGO_BIN_EXE_mnr"));
    let mut child = Command::new("bash")
        .args(["-c", &format!("trap '' XFSZ; {script}")])
        .current_dir(tool.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().flush().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("cannot be"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(tool.read(C05), before);
    let litter = fs::read_dir(folder)
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with(".mnr-"))
        .count();
    assert_eq!(litter, 0, "a temporary file was left");
}

#[test]
fn a_lock_that_somebody_holds_is_waited_for_and_then_told() {
    let tool = Tool::kenya();
    let lock = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(tool.path("assessments/ken-baseline/.lock"))
        .unwrap();
    lock.lock().unwrap();
    let refused = tool.run(&["answer", "C05-1", "met"]).fails(4);
    insta::assert_snapshot!("locked", refused.shown());
    tool.run(&["status"]).ok();
    lock.unlock().unwrap();
    tool.run(&["answer", "C05-1", "met"]).ok();
}

#[test]
fn a_report_that_somebody_edited_is_not_written_over() {
    let tool = Tool::demo();
    let name = "reports/xda-baseline-gap-analysis.md";
    tool.run(&["answer", "C15-1", "unknown"]).ok();
    tool.run(&["report"]).ok();
    let edited = tool.read(name).replace("## Method", "## Method, as agreed with the ministry");
    tool.write(name, &edited);
    insta::assert_snapshot!("report_edited", tool.run(&["report"]).fails(2).shown());
    assert_eq!(tool.read(name), edited);
    tool.run(&["report", "--force"]).ok();
    assert!(!tool.read(name).contains("as agreed with the ministry"));
}

#[test]
fn the_derived_folder_may_be_deleted_at_any_time() {
    let tool = Tool::kenya();
    tool.run(&["assess", "new", "per", "--started", "2026-03-02"]).ok();
    tool.run(&["answer", "-a", "per-baseline", "C01-1", "met"]).ok();
    let first = tool.run(&["status"]).ok().stdout;
    assert!(tool.path(".mnr/summaries/per-baseline.mnr.json").exists());
    assert_eq!(tool.run(&["status"]).ok().stdout, first, "from memory");
    fs::remove_dir_all(tool.path(".mnr")).unwrap();
    assert_eq!(tool.run(&["status"]).ok().stdout, first, "from the files");
}

#[test]
fn the_memory_is_never_trusted_over_the_file() {
    let tool = Tool::kenya();
    tool.run(&["assess", "new", "per", "--started", "2026-03-02"]).ok();
    let file = "assessments/per-baseline/answers/mnr/C01.yaml";
    tool.run(&["status"]).ok();
    let met = || tool.run(&["status", "--json"]).ok().json()["assessments"][1]["met"].as_u64().unwrap();
    // The same size and the same time: only the bytes differ.
    let time = fs::metadata(tool.path(file)).unwrap().modified().unwrap();
    let before = tool.read(file);
    let after = before.replacen("answer: not_assessed\n  C01-2", "answer: met         \n  C01-2", 1);
    assert_eq!((before.len(), before == after), (after.len(), false));
    tool.write(file, &after);
    fs::File::options().write(true).open(tool.path(file)).unwrap().set_modified(time).unwrap();
    assert_eq!(met(), 1);
    // A memory that says something else for the same file is found out by the hash.
    let memory = ".mnr/summaries/per-baseline.mnr.json";
    fs::write(tool.path(memory), "{ not json").unwrap();
    assert_eq!(met(), 1);
}
