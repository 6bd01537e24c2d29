//! The interview without a terminal: lines in, what is said and saved out.

use crate::cli::commands::ask::interview::{Interview, Save, Then, Turn};
use crate::cli::commands::ask::round::{Named, Round};
use crate::model::answer::{Confidence, Value};
use crate::model::assessment::Sharing;
use crate::model::id::{AssessmentId, FrameworkId};
use crate::model::text::Language;
use crate::workbench::Workbench;
use crate::workbench::answering::NewAssessment;

/// A fresh baseline of Kenya in a folder of its own.
struct Fresh {
    workbench: Workbench,
    id: AssessmentId,
    _folder: tempfile::TempDir,
}

impl Fresh {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workbench = Workbench::init(folder.path(), "t", Language::english()).unwrap();
        let id = AssessmentId::parse("ken-baseline").unwrap();
        let new = NewAssessment {
            id: id.clone(),
            frameworks: vec![FrameworkId::parse("mnr").unwrap()],
            title: None,
            started: None,
            sharing: Sharing::Restricted,
            without_profile: false,
        };
        workbench.begin(&new).unwrap();
        Self { workbench, id, _folder: folder }
    }

    fn round(&self) -> Round {
        Round::new(self.workbench.load(&self.id).unwrap(), Language::english(), None)
    }

    /// An interview within C07, or in everything.
    fn interview(&self, within: Option<&str>, all: bool) -> Interview {
        let mut round = self.round();
        round.course_mut().all = all;
        let at = match within.map(|name| round.find(name).unwrap()) {
            Some(Named::Capability(framework, capability, first)) => {
                round.course_mut().capability = Some((framework, capability));
                first
            }
            Some(Named::Question(index)) => index,
            None => 0,
        };
        let at = round.next(at).unwrap();
        let mut interview = Interview::new(round, at);
        interview.begin();
        interview
    }

    /// Saves until the interview asks or ends. Gives all that was said, and the prompt.
    fn settle(&self, interview: &mut Interview, mut turn: Turn) -> (Vec<String>, Option<String>) {
        let mut said = Vec::new();
        loop {
            said.append(&mut turn.say);
            turn = match turn.then {
                Then::Ask(prompt) => return (said, Some(prompt)),
                Then::End => return (said, None),
                Then::Save(save) => {
                    match *save {
                        Save::Answer { question, change } => {
                            self.workbench.answer(&self.id, &question, change).unwrap();
                        }
                        Save::Level { capability, change } => {
                            self.workbench.set_level(&self.id, &capability, change).unwrap();
                        }
                    }
                    interview.saved(self.workbench.load(&self.id).unwrap())
                }
            };
        }
    }

    /// Types lines; what came of the last one.
    fn type_all(&self, interview: &mut Interview, lines: &[&str]) -> (Vec<String>, Option<String>) {
        let mut last = (Vec::new(), None);
        for line in lines {
            let turn = interview.take(line);
            last = self.settle(interview, turn);
        }
        last
    }

    fn answer(&self, question: &str) -> Option<(Option<Value>, Option<String>)> {
        let round = self.round();
        let Ok(Named::Question(index)) = round.find(question) else { return None };
        round.at(index).answer.map(|a| (a.value, a.because.clone()))
    }
}

#[test]
fn each_line_leads_to_its_prompt() {
    // One walk through C07 from its first question on: what is typed, and how the next prompt begins.
    let walk: &[(&str, &str)] = &[
        ("?", "Answer (m met"),
        ("e", "Answer (m met"),
        ("c", "Answer (m met"),
        ("p", "Because (end with"),
        ("?", "Because (end with"),
        ("b", "Answer (m met"),
        ("s", "Answer (m met"),
        ("b", "Answer (m met"),
        ("a", "Because (needed"),
        ("", "Because (needed"),
        ("None planned.", ""),
        ("Two lines.", ""),
        (".", "Confidence (l low, m medium, h high, Enter none"),
        ("x", "Confidence (l low"),
        ("h", "Flag to come back to (Enter none"),
        ("ask", "Answer (m met"),
        ("b", "Answer (m met"),
        ("m", "Because (end with"),
        ("", "Confidence (l low, m medium, h high, n none, Enter keeps high"),
        ("", "Flag to come back to (now: ask; Enter keeps it, - clears it"),
        ("b", "Answer (m met"),
        ("c", "Clear the answer of C07-1"),
        ("maybe", "Clear the answer of C07-1"),
        ("n", "Answer (m met"),
        ("g C07-6", "Answer (m met"),
        ("s", "Level of C07 Access to Image Databases now: none; the answers suggest 1, a hint only"),
        ("b", "Answer (m met"),
        ("m", "Because (end with"),
        ("", "Confidence"),
        ("", "Flag"),
        ("", "Level of C07"),
        ("5", "Level of C07"),
        ("?", "Level of C07"),
        ("2", "Why level 2"),
        ("", "Why level 2"),
        ("b", "Level of C07"),
        ("٢", "Why level 2"),
        ("It works.", ""),
        ("", "Target of C07 Access to Image Databases now: none. Target (1-4"),
        ("0", "Target of C07"),
        ("3", "Year or date of the target (Enter none"),
        ("soon", "Year or date of the target (Enter none"),
        ("b", "Target of C07"),
        ("b", "Answer (m met"),
    ];
    let fresh = Fresh::new();
    let mut interview = fresh.interview(Some("C07"), false);
    for (n, (line, expected)) in walk.iter().enumerate() {
        let (said, prompt) = fresh.type_all(&mut interview, &[line]);
        let prompt = prompt.unwrap_or_default();
        let right = if expected.is_empty() { prompt.is_empty() } else { prompt.starts_with(expected) };
        assert!(right, "line {n}, {line:?}: {said:?}, {prompt:?}");
    }
}

#[test]
fn what_is_not_understood_is_told_in_a_sentence() {
    let fresh = Fresh::new();
    for (lines, expected) in [
        (&["x"][..], "`x` is not understood here. Type m, p, n, a or u"),
        (&[""], "Nothing was typed. Type m"),
        (&["\u{1b}[2J"], "`[2j`"),
        (&["g"], "Say where to: g and a number from 1 to 197"),
        (&["g 198"], "There is no question 198"),
        (&["g 0"], "There is no question 0"),
        (&["g C07-99"], "There is no question `C07-99`."),
        (&["g C0-71"], "There is no question `C0-71`; did you mean C07-1?"),
        (&["g C99"], "There is no capability `C99`"),
        (&["g C01-1"], "C01-1 is not in C07, which this interview is about."),
        (&["b"], "There is no question before this one."),
        (&["c"], "C07-1 has no answer to clear."),
        (&["a", ""], "Not applicable needs a reason"),
        (&["m", "", "x"], "`x` is not understood here. Type l, m or h"),
    ] {
        let mut interview = fresh.interview(Some("C07"), false);
        let (said, _) = fresh.type_all(&mut interview, lines);
        let said = said.join("\n");
        assert!(said.to_lowercase().starts_with(&expected.to_lowercase()), "{lines:?}: {said}");
        assert_eq!(interview.wrong_in_a_row(), 1, "{lines:?}");
    }
}

#[test]
fn wrong_lines_are_counted_until_one_is_understood() {
    let fresh = Fresh::new();
    let mut interview = fresh.interview(Some("C07"), false);
    for line in ["x", "?", "y", "e", "w", "z"] {
        interview.take(line);
    }
    assert_eq!(interview.wrong_in_a_row(), 3, "asking for help is no way out of a loop");
    interview.take("m");
    assert_eq!(interview.wrong_in_a_row(), 0);
}

#[test]
fn the_end_saves_what_was_chosen_with_what_was_typed() {
    let reason = |text: &str| Some(text.to_owned());
    for (lines, expected, last) in [
        (&[][..], (None, None), None),
        (&["p"], (Some(Value::Partly), None), Some("C07-1")),
        (&["p", "One.", "Tw"], (Some(Value::Partly), reason("One.\nTw")), Some("C07-1")),
        (&["p", "One.", "", "h"], (Some(Value::Partly), reason("One.")), Some("C07-1")),
        (&["p", "q"], (Some(Value::Partly), None), Some("C07-1")),
        (&["a"], (None, None), None),
        (&["a", "\u{1b}"], (None, None), None),
        (&["a", "Not pl"], (Some(Value::NotApplicable), reason("Not pl")), Some("C07-1")),
    ] {
        let fresh = Fresh::new();
        let mut interview = fresh.interview(Some("C07"), false);
        let (_, prompt) = fresh.type_all(&mut interview, lines);
        if prompt.is_some() || lines.is_empty() {
            let turn = interview.end();
            assert_eq!(fresh.settle(&mut interview, turn).1, None, "{lines:?}: it goes on");
        }
        assert_eq!(fresh.answer("C07-1"), Some(expected), "{lines:?}");
        assert_eq!(interview.last_saved(), last, "{lines:?}");
    }
}

#[test]
fn the_end_in_a_level_keeps_what_has_a_reason() {
    let to_level = ["g c07-6", "m", "", "", ""];
    for (lines, level, target) in [
        (&["2"][..], None, None),
        (&["2", "It wor"], Some((2, "It wor")), None),
        (&["", "3"], None, Some((3, None))),
        (&["", "3", "2029"], None, Some((3, Some("2029")))),
        (&["1", "r", "", "3", "2029-06"], Some((1, "r")), Some((3, Some("2029-06")))),
    ] {
        let fresh = Fresh::new();
        let mut interview = fresh.interview(Some("C07"), false);
        fresh.type_all(&mut interview, &to_level);
        if fresh.type_all(&mut interview, lines).1.is_some() {
            let turn = interview.end();
            fresh.settle(&mut interview, turn);
        }
        let round = fresh.round();
        let Ok(Named::Capability(_, _, index)) = round.find("C07") else { panic!("no C07") };
        let sheet = round.at(index).sheet.unwrap();
        assert_eq!(sheet.level.as_ref().map(|l| (l.value, l.reason.as_str())), level, "{lines:?}");
        let found = sheet.target.as_ref().map(|t| (t.value, t.by.as_ref().map(|d| d.as_str())));
        assert_eq!(found, target, "{lines:?}");
    }
}

#[test]
fn an_answer_is_changed_field_by_field_and_cleared_whole() {
    let fresh = Fresh::new();
    let mut interview = fresh.interview(Some("C07-1"), true);
    fresh.type_all(&mut interview, &["p", "One.", "", "high", "ask again"]);
    // Nothing typed keeps what is there; `n` and `-` take it off.
    fresh.type_all(&mut interview, &["b", "n", "", "", ""]);
    let round = fresh.round();
    let Ok(Named::Question(index)) = round.find("C07-1") else { panic!("no C07-1") };
    let answer = round.at(index).answer.unwrap().clone();
    assert_eq!((answer.value, answer.because.as_deref()), (Some(Value::NotMet), Some("One.")));
    assert_eq!((answer.confidence, answer.flag.as_deref()), (Some(Confidence::High), Some("ask again")));
    fresh.type_all(&mut interview, &["b", "n", "", "n", "-"]);
    let round = fresh.round();
    let answer = round.at(index).answer.unwrap().clone();
    assert_eq!((answer.confidence, answer.flag), (None, None));
    let (said, _) = fresh.type_all(&mut interview, &["b", "c", "y"]);
    assert_eq!(said, ["Saved. C07-1: no answer. 0 of 197 answered."]);
    assert_eq!(fresh.answer("C07-1"), Some((None, None)));
}

#[test]
fn questions_that_an_earlier_answer_closes_are_left_out() {
    let fresh = Fresh::new();
    let mut interview = fresh.interview(None, false);
    // C01-2 and C01-3 are asked when C01-1 is at least partly.
    let (said, _) = fresh.type_all(&mut interview, &["n", "", "", ""]);
    assert!(said.iter().any(|l| l.ends_with("(C01-4).")), "{said:?}");
    let (said, _) = fresh.type_all(&mut interview, &["g C01-2"]);
    assert!(said.iter().any(|l| l.starts_with("Closed by an earlier answer")), "{said:?}");
}
