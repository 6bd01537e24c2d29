//! The interview over a pipe: what it says, what it saves, how it ends.

use insta::assert_snapshot;
use serde_json::json;

use crate::support::Tool;

const C07: &str = "assessments/ken-baseline/answers/mnr/C07.yaml";

/// A file of answers without the moment and the day, which differ from run to run.
fn timeless(text: &str) -> String {
    let line = |l: &str| match l.split_once(": ") {
        Some((field, _)) if field.trim() == "at" => format!("{field}: [NOW]"),
        Some((field, _)) if field.trim() == "date" => format!("{field}: [TODAY]"),
        _ => l.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// One of each: a reason of several lines, two scripts, every answer but none, a skip, a way back,
/// a level and a target.
const WHOLE: &str = "\
p
Dawati moja kati ya matatu limeunganishwa.
Mengine mawili bado.

h
muulize mkuu wa kitengo
Partly
تسمح المادة ٢٤ بالحفظ، لا بالمشاركة.
.
٢

a

No national database is planned; the unit uses ICSE only.



U
Nobody of the unit could be met.

low

skip
b
s
not_met


none
5
Figures were asked for twice.



2
The connection exists and is used in the capital.

3
2029
";

#[test]
fn a_script_of_answers_fills_a_capability() {
    let tool = Tool::kenya();
    let ran = tool.run_with(&["ask", "C07", "--by", "assessor-1"], WHOLE).ok();
    assert_snapshot!("whole_capability", ran.shown());
    let strange = ran.stdout.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(strange, None, "nothing but text and line breaks");
    assert_snapshot!("whole_capability_yaml", timeless(&tool.read(C07)));
    tool.run(&["check"]).ok();
    let status = tool.run(&["status", "--json"]).ok().json();
    let c07 = status["capabilities"].as_array().unwrap().iter().find(|c| c["id"] == "C07").unwrap();
    assert_eq!(
        (&c07["answered"], &c07["unknown"], &c07["flagged"], &c07["level"], &c07["target"]),
        (&json!(6), &json!(2), &json!(1), &json!(2), &json!(3))
    );
}

#[test]
fn the_same_answers_typed_and_given_as_commands_make_the_same_file() {
    let (typed, given) = (Tool::kenya(), Tool::kenya());
    typed.run_with(&["ask", "C07"], "partly\nOne.\nTwo.\n\nhigh\nask\nq\n").ok();
    let args =
        ["answer", "C07-1", "partly", "--because", "One.\nTwo.", "--confidence", "high", "--flag", "ask"];
    given.run(&args).ok();
    assert_eq!(timeless(&typed.read(C07)), timeless(&given.read(C07)));
}

#[test]
fn the_end_of_the_input_in_the_middle_loses_nothing() {
    let tool = Tool::kenya();
    let before = tool.read(C07);
    let empty = tool.run_with(&["ask", "C07"], "").ok();
    assert!(empty.stdout.ends_with("Nothing was changed. Go on with: mnr ask C07\n"), "{}", empty.shown());
    let no_reason = tool.run_with(&["ask", "C07"], "a\n").ok();
    assert!(no_reason.stdout.contains("C07-1 was left as it was: not applicable needs a reason."));
    assert_eq!(tool.read(C07), before);
    // The last line has no end, and the reason was not ended either.
    let ran = tool.run_with(&["ask", "C07"], "m\nLine one\nline tw").ok();
    let end = "Saved. C07-1: met. 1 of 197 answered.\nSaved up to C07-1. Go on with: mnr ask C07\n";
    assert!(ran.stdout.ends_with(end), "{}", ran.shown());
    assert!(tool.read(C07).contains("because: |-\n      Line one\n      line tw\n"), "{}", tool.read(C07));
}

#[test]
fn starting_again_goes_on_with_the_first_open_question() {
    let tool = Tool::kenya();
    let asked = |args: &[&str], stdin: &str| {
        let out = tool.run_with(args, stdin).ok().stdout;
        let ids =
            out.lines().filter_map(|l| l.strip_prefix("Question ")?.rsplit_once('(')?.1.strip_suffix(")."));
        ids.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(asked(&["ask"], "m\n\n\n\nq\n"), ["C01-1", "C01-2"]);
    assert_eq!(asked(&["ask"], "s\nu\n\n\n\n"), ["C01-2", "C01-3", "C01-4"]);
    assert_eq!(asked(&["ask"], ""), ["C01-2"], "what was skipped is still open");
    assert_eq!(asked(&["ask", "--all"], "s\ns\n"), ["C01-1", "C01-2", "C01-3"]);
    assert_eq!(asked(&["ask", "c01-3"], "s\n"), ["C01-3", "C01-4"], "a question that is named is asked");
    assert_eq!(asked(&["ask", "mnr/C21"], "g 197\nb\n").first().unwrap(), "C21-1");
    assert_eq!(
        asked(&["ask", "--framework", "mnr"], "g C05\nb\ng 1\n"),
        ["C01-2", "C05-1", "C01-2", "C01-1"]
    );
}

#[test]
fn a_capability_that_is_answered_has_no_open_question() {
    let tool = Tool::kenya();
    let answers = "m\n\n\n\n".repeat(7) + "\n\n";
    let first = tool.run_with(&["ask", "C07"], &answers).ok().stdout;
    let end =
        "That was the last question of C07. None is open.\nSaved up to C07-6. Go on with: mnr ask C07\n";
    assert!(first.ends_with(end), "{first}");
    assert_eq!(
        tool.run(&["ask", "C07"]).ok().stdout,
        "No question of C07 is open: 7 of 197 answered. Go through the answered ones with: mnr ask C07 --all\n"
    );
}

#[test]
fn five_wrong_lines_in_a_row_end_a_script() {
    let tool = Tool::kenya();
    let ran = tool.run_with(&["ask", "C07"], "p\nOne.\n\n\n\nx\ny\n\n7\nmaybe\nm\n").fails(2);
    assert_snapshot!("wrong_lines", ran.shown());
    assert!(tool.read(C07).contains("because: One.\n"), "what was answered before is saved");
    assert_eq!(tool.read(C07).matches("answer: met").count(), 0, "nothing after it is taken");
    tool.run_with(&["ask", "C07"], "x\ny\nz\n?\nz\nm\n\nx\nx\nx\nx\n\n\nq\n").ok();
    assert_eq!(tool.read(C07).matches("answer: met").count(), 1);
}

#[test]
fn no_input_is_endless_and_none_is_garbled() {
    let tool = Tool::kenya();
    for word in ["x", "m", "g 999"] {
        let script = format!("yes '{word}' | '{}' ask C07 >/dev/null", env!("CARGO_BIN_EXE_mnr"));
        let output = std::process::Command::new("sh")
            .args(["-c", &script])
            .current_dir(tool.path(""))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{word}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let tool = Tool::kenya();
    let mut bytes = b"\xef\xbb\xbfp\r\ncaf\xe9\r\ncafe\r\n\r\n\r\n\r\n".to_vec();
    bytes.extend(vec![b'z'; 200_000]);
    bytes.extend(b"\nq\n");
    let mut command = Tool::command(&tool.path(""));
    let output = command.args(["ask", "C07"]).write_stdin(bytes).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    for sentence in
        ["That line is not text in UTF-8; it was left out.", "That line is longer than can be taken"]
    {
        assert!(said.contains(sentence), "{sentence}: {said}");
    }
    assert!(tool.read(C07).contains("because: cafe\n"), "{}", tool.read(C07));
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let tool = Tool::kenya();
    let mut shown = String::new();
    for args in [
        &["ask", "C07-99"][..],
        &["ask", "C0-71"],
        &["ask", "C99"],
        &["ask", "other/C07"],
        &["ask", "--framework", "legislation"],
        &["ask", "--language", "English"],
        &["ask", "--by", "Jane Doe"],
        &["ask", "-a", "ken-basline"],
    ] {
        let ran = tool.run(args).fails(2);
        assert_eq!(ran.stdout, "", "{args:?}");
        shown.push_str(&format!("$ mnr {}\n{}\n", args.join(" "), ran.stderr));
    }
    assert_snapshot!("refused_questions", shown);
}

#[test]
fn a_damaged_file_leaves_its_capability_out_and_is_told() {
    let tool = Tool::kenya();
    let damaged = tool.read(C07).replace("C07-1:", "C07-1: {");
    tool.write(C07, &damaged);
    let ran = tool.run_with(&["ask"], "m\n\n\n\n").fails(3);
    assert!(ran.stderr.starts_with(C07), "{}", ran.shown());
    assert!(ran.stdout.contains("Question 1 of 190, ") && ran.stdout.contains("1 of 190 answered"));
    assert!(tool.run(&["ask", "C07"]).fails(2).stderr.contains("C07"));
    assert_eq!(tool.read(C07), damaged);
}

#[cfg(unix)]
#[test]
fn input_that_cannot_be_read_is_a_failure() {
    let tool = Tool::kenya();
    let script = format!("'{}' ask C07 < .", env!("CARGO_BIN_EXE_mnr"));
    let output =
        std::process::Command::new("sh").args(["-c", &script]).current_dir(tool.path("")).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.ends_with("\nNothing was changed. Go on with: mnr ask C07\n"), "{said}");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with("mnr: standard input cannot be read: "), "{told}");
    assert_eq!(output.status.code(), Some(3));
}
