//! The screens in a real pseudo-terminal: what is seen is in the files, and nothing typed is lost.

use std::fs;
use std::path::PathBuf;

use crate::law::two;
use crate::pty::Pty;
use crate::support::Tool;

const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const TAB: &str = "\t";
const DOWN: &str = "\x1b[B";
const RIGHT: &str = "\x1b[C";
const F2: &str = "\x1bOQ";
const F3: &str = "\x1bOR";
const F6: &str = "\x1b[17~";
const F7: &str = "\x1b[18~";
const CTRL_S: &str = "\x13";
const CTRL_U: &str = "\x15";
const CTRL_Z: &str = "\x1a";
const CTRL_Y: &str = "\x19";

fn open(tool: &Tool, columns: u16, rows: u16) -> Pty {
    Pty::start(&tool.path(""), &[], &[], columns, rows)
}

/// The lines of one answer in its file.
fn answer(tool: &Tool, file: &str, question: &str) -> String {
    let text = tool.read(file);
    let start = text.find(&format!("  {question}:\n")).unwrap_or_else(|| panic!("no {question}"));
    let rest = &text[start..];
    let end = rest.lines().skip(1).position(|l| !l.starts_with("    ")).map(|n| n + 1);
    rest.lines().take(end.unwrap_or(usize::MAX)).map(|l| format!("{l}\n")).collect()
}

/// Waits until a file says something: the screen may be ahead of the disk by one write.
#[track_caller]
fn file_says(tool: &Tool, file: &str, question: &str, text: &str) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !answer(tool, file, question).contains(text) {
        assert!(std::time::Instant::now() < end, "no {text:?} in\n{}", answer(tool, file, question));
        std::thread::yield_now();
    }
}

#[test]
fn a_new_assessment_from_the_first_answer_to_the_report() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 20)] {
        a_new_assessment(columns, rows);
    }
}

fn a_new_assessment(columns: u16, rows: u16) {
    const C01: &str = "assessments/tza-baseline/answers/mnr/C01.yaml";
    let tool = Tool::workspace_below("programme");
    let mut tui = open(&tool, columns, rows);
    tui.wait("No assessment yet");
    tui.send("n");
    tui.wait("Which country?");
    tui.send("tanz");
    tui.wait_until("one country", |s| s.contains("Tanzania") && !s.contains("Kenya"));
    tui.send(ENTER);
    tui.wait("New assessment: ");
    tui.send(CTRL_S);
    tui.wait("C01 Leadership");
    assert!(tool.read("assessments/tza-baseline/assessment.yaml").contains("round: baseline"));
    tui.send(ENTER);
    tui.wait("> C01 Leadership");

    // Ten answers, each with its reason, in Swahili and Arabic.
    let questions =
        ["C01-1", "C01-2", "C01-3", "C01-4", "C01-8", "C01-5", "C01-6", "C01-9", "C01-7", "C01-10"];
    for (i, question) in questions.iter().enumerate() {
        tui.wait(&format!(">[·] {question} "));
        let (digit, sign, word) =
            [("1", "[x]", "met"), ("2", "[~]", "partly"), ("3", "[ ]", "not_met")][i % 3];
        tui.send(digit);
        tui.wait(&format!(">{sign} {question} "));
        file_says(&tool, C01, question, &format!("answer: {word}\n"));
        tui.send("r");
        tui.wait(&format!("Reason for {question}"));
        let reason = if i % 2 == 0 {
            format!("Waraka wa Serikali Na. {i} wa mwaka 2021, haujatekelezwa.")
        } else {
            format!("القرار رقم {i} لسنة ٢٠٢١ لم يُنفَّذ بعد.")
        };
        tui.paste(&reason);
        tui.wait_until("the reason", |s| {
            s.contains(&format!("Na. {i} ")) || s.contains("٢٠٢١") || s.contains("١٢٠٢")
        });
        tui.send(ESC);
        tui.wait_gone("Reason for");
        file_says(&tool, C01, question, &reason);
        tui.send("j");
    }
    // A flag, taken back and set again.
    tui.send("k");
    tui.wait(">[x] C01-10 ");
    tui.send("f");
    tui.wait("Flag C01-10");
    tui.send("Uliza wizara");
    tui.send(ESC);
    tui.wait("C01-10 !");
    file_says(&tool, C01, "C01-10", "flag: Uliza wizara");
    tui.send(CTRL_Z);
    tui.wait("Undone: C01-10.");
    assert!(!answer(&tool, C01, "C01-10").contains("flag"));
    tui.send(CTRL_Y);
    tui.wait("Done again: C01-10.");
    file_says(&tool, C01, "C01-10", "flag: Uliza wizara");

    // Level and target.
    tui.send("L");
    tui.wait("The answers suggest level");
    tui.send(RIGHT);
    tui.send(RIGHT);
    tui.send(TAB);
    tui.send("Kuna sheria, utekelezaji haujaanza.");
    tui.send(TAB);
    tui.send(&RIGHT.repeat(3));
    tui.send(TAB);
    tui.send("2028");
    tui.send(CTRL_S);
    tui.wait_gone("The answers suggest level");
    tui.send(ESC);
    tui.wait_all(&["L2>3", "> Model National Response"]);
    let text = tool.read(C01);
    assert!(text.contains("  value: 2\n  reason: Kuna sheria, utekelezaji haujaanza.\n"), "{text}");
    assert!(text.contains("  value: 3\n  by: \"2028\"\n"), "{text}");

    // A filter, the gaps, the report.
    tui.send("i");
    tui.wait("Which questions?");
    tui.send("f");
    tui.send(CTRL_S);
    tui.wait("1 question(s) fit.");
    tui.send(F6);
    tui.wait_all(&["##+. 2>3 gap 1", "C01 Leadership"]);
    tui.send(F7);
    tui.wait("Gap analysis: Tanzania");
    tui.send("w");
    tui.wait("Wrote reports/tza-baseline-gap-analysis.md.");
    let report = tool.read("reports/tza-baseline-gap-analysis.md");
    assert!(
        report.contains("Waraka wa Serikali Na\\. 0") || report.contains("Waraka wa Serikali Na. 0"),
        "no reason"
    );
    assert!(report.contains("لم يُنفَّذ بعد"));
    tui.send("q");
    assert!(tui.ended().success());
    tui.is_given_back();
    tool.run(&["check"]).ok();
}

#[test]
fn a_text_survives_the_end_of_the_program() {
    const C01: &str = "assessments/xda-baseline/answers/mnr/C01.yaml";
    let tool = Tool::demo();
    let mut tui = open(&tool, 100, 30);
    tui.wait("138/196");
    tui.send(ENTER);
    tui.wait("C01 Leadership");
    tui.send("a");
    tui.wait(">[·] C01-9 ");
    tui.send("r");
    tui.wait("Reason for C01-9");
    tui.send("The donors met twice in 2025 and agreed on");
    tui.wait("agreed on");
    let journal = journal_says(&tool, "agreed on");
    tui.kill();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&journal).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(!answer(&tool, C01, "C01-9").contains("because"));

    let mut again = open(&tool, 100, 30);
    again.wait("A text was not saved");
    again.send(DOWN);
    again.send(ENTER);
    again.wait("agreed on");
    again.send(ENTER);
    again.wait("Ask again later");
    again.send(ENTER);
    again.wait("Reason for C01-9");
    again.wait("agreed on");
    again.send(" one list.");
    again.wait("one list.");
    again.send(ESC);
    again.wait_gone("Reason for");
    file_says(&tool, C01, "C01-9", "because: The donors met twice in 2025 and agreed on one list.");
    again.send("q");
    assert!(again.ended().success());

    let mut third = open(&tool, 100, 30);
    third.wait("138/196");
    assert!(!third.seen().contains("A text was not saved"));
    third.send("q");
    third.ended();
}

/// Waits for the journal to hold a text.
fn journal_says(tool: &Tool, text: &str) -> PathBuf {
    let folder = tool.home().join(".local/state/mnr/journal");
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        let files = fs::read_dir(&folder).into_iter().flatten().flatten().map(|e| e.path());
        let found = files.into_iter().find(|p| fs::read_to_string(p).is_ok_and(|t| t.contains(text)));
        if let Some(found) = found {
            return found;
        }
        assert!(std::time::Instant::now() < end, "the journal does not have {text:?}");
        std::thread::yield_now();
    }
}

#[test]
fn fifty_sizes() {
    let tool = Tool::demo();
    let mut tui = open(&tool, 80, 24);
    tui.wait("138/196");
    tui.send(ENTER);
    tui.wait("C01 Leadership");
    for i in 0..50u16 {
        let (columns, rows) = (1 + (i * 37) % 180, 1 + (i * 23) % 60);
        tui.resize(columns, rows);
        tui.send(["a", "l", "h", TAB, F6, ESC][usize::from(i % 6)]);
    }
    tui.resize(100, 30);
    tui.send(F2);
    tui.wait("All actions of this screen");
    tui.send(ESC);
    tui.wait_gone("All actions");
    tui.send("q");
    assert!(tui.ended().success());
    tui.is_given_back();
}

#[test]
fn two_programs_on_one_workspace() {
    const C01: &str = "assessments/xda-baseline/answers/mnr/C01.yaml";
    let tool = Tool::demo();
    let mut first = open(&tool, 100, 30);
    first.wait("138/196");
    first.send(ENTER);
    first.wait("C01 Leadership");
    first.send("a");
    first.wait(">[·] C01-9 ");

    let mut second = open(&tool, 100, 30);
    second.wait(&format!("process {}", first.process()));
    second.send(ENTER);
    second.wait("C01 Leadership");
    second.send("a");
    second.wait(">[·] C01-9 ");

    // The same reason is begun in both. What one has written is shown to the other, not written over.
    second.send("r");
    second.wait("Reason for C01-9");
    second.send("From the second.");
    second.wait("From the second.");
    first.send("r");
    first.wait("Reason for C01-9");
    first.send("From the first.");
    first.wait("From the first.");
    first.send(ESC);
    first.wait_gone("Reason for");
    file_says(&tool, C01, "C01-9", "From the first.");
    second.wait("Somebody changed this answer meanwhile");
    second.send(ESC);
    second.wait_all(&[
        "C01-9 was changed by somebody else",
        "From the first.",
        "From the second.",
        "Take mine",
    ]);
    file_says(&tool, C01, "C01-9", "From the first.");
    second.send(DOWN);
    second.send(DOWN);
    second.send(ENTER);
    file_says(&tool, C01, "C01-9", "From the second.");

    // Different questions do not meet.
    first.wait("Somebody changed 1 answer(s): C01-9");
    first.send("a");
    first.wait(">[·] C01-11 ");
    first.send("1");
    file_says(&tool, C01, "C01-11", "answer: met");
    second.wait("Somebody changed 1 answer(s): C01-11");
    for tui in [&mut first, &mut second] {
        tui.send("q");
        assert!(tui.ended().success());
        tui.is_given_back();
    }
    tool.run(&["check"]).ok();
}

#[test]
fn a_signal_keeps_the_text_and_gives_the_terminal_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129)] {
        let tool = Tool::demo();
        let mut tui = open(&tool, 80, 24);
        tui.wait("138/196");
        tui.send(ENTER);
        tui.wait("C01 Leadership");
        tui.send("a");
        tui.wait(">[·] C01-9 ");
        tui.send("r");
        tui.wait("Reason for C01-9");
        tui.send("Half a sent");
        tui.wait("Half a sent");
        tui.signal(signal);
        assert_eq!(tui.ended().exit_code(), code);
        tui.is_given_back();
        journal_says(&tool, "Half a sent");
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_program_and_keeps_the_text() {
    let tool = Tool::demo();
    let tui = open(&tool, 80, 24);
    tui.wait("138/196");
    tui.send(ENTER);
    tui.wait("C01 Leadership");
    tui.send("a");
    tui.wait(">[·] C01-9 ");
    tui.send("r");
    tui.wait("Reason for C01-9");
    tui.send("Half a sent");
    tui.wait("Half a sent");
    tui.hang_up();
    journal_says(&tool, "Half a sent");
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_keeps_the_text_and_gives_the_terminal_back() {
    let tool = Tool::demo();
    let mut tui = Pty::start(&tool.path(""), &[], &[("MNR_TEST_PANIC", "1")], 80, 24);
    tui.wait("138/196");
    tui.send(ENTER);
    tui.wait("C01 Leadership");
    tui.send("a");
    tui.wait(">[·] C01-9 ");
    tui.send("r");
    tui.wait("Reason for C01-9");
    tui.send("Half a sent");
    tui.wait("Half a sent");
    tui.send("\x1b[24~");
    assert!(!tui.ended().success());
    tui.is_given_back();
    assert!(tui.seen().contains("a panic on purpose"), "{}", tui.seen());
    journal_says(&tool, "Half a sent");
}

#[test]
fn an_editor_of_the_users_choice() {
    const C01: &str = "assessments/xda-baseline/answers/mnr/C01.yaml";
    let tool = Tool::demo();
    tool.write("editor.sh", "#!/bin/sh\ngrep -q 'C01-9' \"$1\" || exit 1\nprintf 'Imeandikwa nje.\\n\\nSehemu mbili.\\n' > \"$1\"\n");
    let editor = format!("sh {}", tool.path("editor.sh").display());
    let mut tui = Pty::start(&tool.path(""), &[], &[("VISUAL", &editor)], 80, 24);
    tui.wait("138/196");
    tui.send(ENTER);
    tui.wait("C01 Leadership");
    tui.send("a");
    tui.wait(">[·] C01-9 ");
    tui.send("e");
    tui.wait("Sehemu mbili.");
    tui.send(ESC);
    tui.wait_gone("Reason for");
    file_says(&tool, C01, "C01-9", "Imeandikwa nje.");
    tui.send("q");
    assert!(tui.ended().success());
}

#[test]
fn a_lock_that_is_held_is_told_and_the_answer_goes_in_later() {
    const C01: &str = "assessments/xda-baseline/answers/mnr/C01.yaml";
    let tool = Tool::demo();
    let mut tui = open(&tool, 100, 30);
    tui.wait("138/196");
    tui.send(ENTER);
    tui.wait("C01 Leadership");
    tui.send("a");
    tui.wait(">[·] C01-9 ");
    let lock = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(tool.path("assessments/xda-baseline/.lock"))
        .unwrap();
    lock.lock().unwrap();
    tui.send("1");
    tui.wait("NOT SAVED (1)");
    assert!(answer(&tool, C01, "C01-9").contains("not_assessed"));
    lock.unlock().unwrap();
    tui.send(CTRL_S);
    tui.wait_gone("NOT SAVED");
    file_says(&tool, C01, "C01-9", "answer: met");
    tui.send("q");
    assert!(tui.ended().success());
}

#[test]
fn a_first_start_offers_the_demonstration() {
    let tool = Tool::empty_below("here");
    let mut tui = open(&tool, 80, 24);
    tui.wait("No workspace here");
    tui.send(ENTER);
    tui.wait("Meridia (fictional)");
    tui.send("q");
    assert!(tui.ended().success());
    assert!(tool.path("mnr-demo/mnr.yaml").exists());
}

/// An answer goes with its query, also where no key follows.
#[test]
fn an_emptied_query_has_no_answer() {
    let tool = two();
    let mut tui = open(&tool, 80, 24);
    tui.send(F3);
    tui.wait("Search:");
    tui.send("covered");
    tui.wait("2 provision(s) in 2 of 2 laws");
    tui.send(CTRL_U);
    tui.wait_gone("2 provision(s)");
    tui.send("s. 2");
    tui.wait("By its number: label:2");
    tui.send(CTRL_U);
    tui.wait_gone("label:2 \u{b7}");
    tui.signal("TERM");
    tui.ended();
}

#[test]
fn without_a_screen_there_are_words() {
    let tool = Tool::demo();
    let ran = tool.run(&[]).ok();
    assert!(
        ran.stdout.contains("xda-baseline") && ran.stdout.contains("The screens need a terminal"),
        "{}",
        ran.shown()
    );
    let mut plain = Pty::start(&tool.path(""), &["--no-screen"], &[], 80, 24);
    plain.wait("The screens need a terminal");
    assert!(plain.ended().success());
    let mut dumb = Pty::start(&tool.path(""), &[], &[("TERM", "dumb")], 80, 24);
    dumb.wait("Answer (m met");
    dumb.send("q\r");
    assert!(dumb.ended().success());
}
