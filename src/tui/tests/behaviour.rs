//! What keys do, and what becomes of text when something goes wrong.

use std::time::Duration;

use crate::model::answer::{Answer, Value};
use crate::tui::event::{Effect, Event};
use crate::tui::popup::Popup;
use crate::tui::state::{Pane, Screen, State};
use crate::tui::tests::{Disk, Tui};

fn answer(state: &State) -> Answer {
    let open = state.open.as_ref().unwrap();
    open.answer(open.at)
}

fn question(state: &State) -> String {
    let open = state.open.as_ref().unwrap();
    open.question(open.at).unwrap().id.to_string()
}

/// On C01-9 of the demonstration, which is not answered.
fn unanswered() -> Tui {
    let mut tui = Tui::open(120, 40);
    tui.key("a");
    assert_eq!(question(&tui.state), "C01-9");
    assert_eq!(answer(&tui.state), Answer::default());
    tui
}

#[test]
fn a_choice_is_kept_at_once_and_taken_back() {
    let mut tui = unanswered();
    tui.key("2");
    assert_eq!(answer(&tui.state).value, Some(Value::Partly));
    assert_eq!(tui.kept.len(), 1);
    tui.key("1");
    tui.key("u");
    assert_eq!(answer(&tui.state).value, Some(Value::Partly));
    tui.key("ctrl-z");
    assert_eq!(answer(&tui.state), Answer::default());
    tui.keys(&["U", "U"]);
    assert_eq!(answer(&tui.state).value, Some(Value::Met));
    assert_eq!(tui.kept.len(), 6, "every step went to the file");
    tui.key("U");
    assert!(tui.seen().contains("Nothing to do again."));
}

#[test]
fn undo_shows_what_it_changes() {
    let mut tui = unanswered();
    tui.key("1");
    tui.keys(&["a", "a"]);
    assert_ne!(question(&tui.state), "C01-9");
    tui.key("u");
    assert_eq!(question(&tui.state), "C01-9");
}

#[test]
fn a_reason_is_written_and_esc_keeps_it() {
    let mut tui = unanswered();
    tui.key("r");
    tui.types("Sheria haijatumika.");
    tui.happens(Event::Paste("\rالمادة الرابعة\r\nlínea tres\u{1b}[31m".to_owned()));
    tui.key("esc");
    let because = answer(&tui.state).because.unwrap();
    assert_eq!(because, "Sheria haijatumika.\nالمادة الرابعة\nlínea tres[31m");
    assert_eq!(tui.kept.len(), 1);
    tui.keys(&["r", "esc"]);
    assert_eq!(tui.kept.len(), 1, "a text that is as it was is not written");
}

#[test]
fn letters_are_text_where_text_is_written() {
    let mut tui = unanswered();
    tui.key("r");
    tui.types("q u ? 1 / hjkl");
    tui.key("esc");
    assert_eq!(answer(&tui.state).because.unwrap(), "q u ? 1 / hjkl");
    assert_eq!(answer(&tui.state).value, None);
}

#[test]
fn a_paste_outside_a_text_does_nothing() {
    let mut tui = unanswered();
    tui.happens(Event::Paste("1q\r".to_owned()));
    assert_eq!(answer(&tui.state), Answer::default());
    assert!(!tui.asked.iter().any(|e| matches!(e, Effect::Quit)));
}

#[test]
fn typing_goes_to_the_journal_after_a_rest() {
    let mut tui = unanswered();
    tui.key("r");
    tui.types("abc");
    let drafts =
        |tui: &Tui| tui.asked.iter().filter(|e| matches!(e, Effect::Journal(d) if !d.is_empty())).count();
    tui.after(Duration::from_millis(400));
    assert_eq!(drafts(&tui), 0);
    tui.after(Duration::from_millis(200));
    assert_eq!(drafts(&tui), 1);
    tui.after(Duration::from_secs(5));
    assert_eq!(drafts(&tui), 1, "nothing was typed since");
    // Somebody who never rests is kept as well, at most two seconds late.
    for _ in 0..8 {
        tui.types("x");
        tui.after(Duration::from_millis(250));
    }
    assert!(drafts(&tui) >= 2);
    tui.types("y");
    tui.happens(Event::Left);
    let Some(Effect::Journal(last)) = tui.asked.last() else { panic!("{:?}", tui.asked.last()) };
    assert_eq!(last[0].text, "abcxxxxxxxxy");
}

#[test]
fn not_applicable_needs_its_reason() {
    let mut tui = unanswered();
    tui.key("4");
    assert!(tui.seen().contains("Why does C01-9 not apply?"));
    tui.key("esc");
    assert_eq!(answer(&tui.state), Answer::default());
    assert!(tui.kept.is_empty());
    tui.key("4");
    tui.types("No external assistance is received.");
    tui.key("esc");
    assert_eq!(answer(&tui.state).value, Some(Value::NotApplicable));
    // The reason cannot be taken away from under it.
    tui.keys(&["r", "ctrl-a"]);
    tui.happens(Event::Key(crossterm::event::KeyCode::Delete.into()));
    tui.key("esc");
    assert_eq!(answer(&tui.state).because.unwrap(), "No external assistance is received.");
}

#[test]
fn a_full_disk_keeps_the_text_and_tries_again() {
    let mut tui = unanswered();
    tui.disk = Disk::Full;
    tui.key("1");
    tui.key("r");
    tui.types("kept in memory");
    tui.key("esc");
    assert!(tui.seen().contains("NOT SAVED (2), Ctrl-S tries again: no space left on the disk"));
    let Some(Effect::Journal(drafts)) =
        tui.asked.iter().rev().find(|e| matches!(e, Effect::Journal(d) if !d.is_empty()))
    else {
        // The text comes to the journal with the failure of what stands before it, or with the next rest.
        tui.after(Duration::from_secs(6));
        return assert!(crate::tui::drafts::all(&tui.state).iter().any(|d| d.text == "kept in memory"));
    };
    assert!(drafts.iter().any(|d| d.text == "kept in memory"));
    tui.key("q");
    assert!(tui.seen().contains("Not everything is saved"));
    tui.key("enter");
    tui.disk = Disk::Keeps;
    tui.after(Duration::from_secs(6));
    assert_eq!(tui.kept.len(), 2);
    assert!(!tui.seen().contains("NOT SAVED"));
    assert_eq!(answer(&tui.state).because.as_deref(), Some("kept in memory"));
}

#[test]
fn two_versions_are_both_shown_and_nothing_is_written_over() {
    let mut tui = unanswered();
    tui.disk = Disk::ChangedByOther;
    tui.key("r");
    tui.types("Mine.");
    tui.key("esc");
    let seen = tui.seen();
    assert!(seen.contains("Theirs: the ministry says otherwise.") && seen.contains("Mine."), "{seen}");
    assert!(tui.kept.is_empty());
    // Esc, typed twice by habit, loses nothing: the text waits.
    tui.disk = Disk::Keeps;
    tui.key("esc");
    assert_eq!(answer(&tui.state).because.unwrap(), "Theirs: the ministry says otherwise.");
    assert!(tui.kept.is_empty());
    assert!(crate::tui::drafts::all(&tui.state).iter().any(|d| d.text == "Mine."));
    // Theirs is taken, and undo brings mine back.
    tui.disk = Disk::ChangedByOther;
    tui.key("r");
    assert!(tui.seen().contains("Mine."));
    tui.key("esc");
    tui.disk = Disk::Keeps;
    tui.keys(&["down", "enter"]);
    assert_eq!(answer(&tui.state).because.unwrap(), "Theirs: the ministry says otherwise.");
    tui.key("u");
    assert_eq!(answer(&tui.state).because.unwrap(), "Mine.");
    assert_eq!(tui.kept.len(), 1);
    // Mine is taken.
    tui.disk = Disk::ChangedByOther;
    tui.key("r");
    tui.types(" And more.");
    tui.key("esc");
    tui.disk = Disk::Keeps;
    tui.keys(&["down", "down", "enter"]);
    assert_eq!(answer(&tui.state).because.unwrap(), "Mine. And more.");
    assert_eq!(tui.kept.len(), 2);
}

#[test]
fn a_file_that_cannot_be_read_is_shown_and_takes_nothing() {
    let mut tui = Tui::open(80, 24);
    let mut opened = tui.load();
    let problem = crate::model::problem::Problem {
        severity: crate::model::problem::Severity::Error,
        code: "not-yaml",
        file: "assessments/xda-baseline/answers/mnr/C01.yaml".to_owned(),
        place: None,
        message: "it ends in the middle".to_owned(),
        hint: None,
    };
    opened.problems.push(problem);
    tui.happens(Event::Told(crate::tui::event::Told::Changed(Box::new(opened))));
    assert!(tui.seen().contains("[!] C01 Leadership"), "{}", tui.seen());
    tui.keys(&["enter"]);
    assert!(tui.seen().contains("The answers of this capability cannot be read."));
    tui.keys(&["1", "r", "L"]);
    assert!(tui.kept.is_empty() && tui.state.popups.is_empty());
}

#[test]
fn a_level_needs_a_reason_and_its_text_waits() {
    let mut tui = unanswered();
    tui.keys(&["L", "right", "tab"]);
    tui.happens(Event::Key(crossterm::event::KeyEvent::new(
        crossterm::event::KeyCode::Char('a'),
        crossterm::event::KeyModifiers::CONTROL,
    )));
    tui.happens(Event::Key(crossterm::event::KeyCode::Delete.into()));
    tui.key("ctrl-s");
    assert!(matches!(tui.state.popups.last(), Some(Popup::Form(_))), "the form stays");
    assert!(tui.seen().contains("A level needs a reason."));
    tui.types("Half of it stands.");
    tui.key("ctrl-s");
    assert!(tui.state.popups.is_empty());
    assert_eq!(tui.kept.len(), 1);
    tui.key("u");
    assert_eq!(tui.kept.len(), 2, "a level can be undone");
    // Left while something is missing: nothing is set, and the text is there again.
    let c15 = "C15";
    while !question(&tui.state).starts_with(c15) {
        tui.key("a");
    }
    tui.keys(&["L", "tab"]);
    tui.types("Not decided yet");
    tui.key("esc");
    assert_eq!(tui.kept.len(), 2);
    tui.key("L");
    assert!(tui.seen().contains("Not decided yet"));
}

#[test]
fn a_filter_lists_questions_of_the_whole_checklist() {
    let mut tui = Tui::open(120, 40);
    tui.key("i");
    tui.types("f");
    tui.key("ctrl-s");
    let listed: Vec<String> = {
        let open = tui.state.open.as_ref().unwrap();
        open.listed().iter().map(|at| open.question(*at).unwrap().id.to_string()).collect()
    };
    assert_eq!(
        listed,
        ["C03-5", "C03-15", "C05-4", "C08-2", "C09-1", "C14-1", "C16-2", "C18-2"].map(str::to_owned).to_vec()
    );
    assert_eq!(tui.state.open.as_ref().unwrap().pane, Pane::Questions);
    tui.key("I");
    assert!(!tui.state.open.as_ref().unwrap().filter.is_set());
}

#[test]
fn arrows_enter_tab_and_esc_reach_everything() {
    let mut tui = Tui::home(80, 24);
    tui.key("enter");
    assert!(matches!(tui.asked.last(), Some(Effect::Open(_))));
    let mut tui = Tui::open(80, 24);
    // To an unanswered question, answered from the list of choices.
    tui.keys(&["enter", "down", "down", "down", "down", "down", "down", "down", "enter"]);
    assert_eq!(question(&tui.state), "C01-9");
    tui.keys(&["down", "enter"]);
    assert_eq!(answer(&tui.state).value, Some(Value::Partly));
    tui.keys(&["down", "down", "down", "down", "enter"]);
    assert!(matches!(tui.state.popups.last(), Some(Popup::Writing(_))));
    tui.key("esc");
    // Any other action by the palette.
    tui.key("f2");
    tui.types("gaps");
    tui.key("enter");
    assert_eq!(tui.state.screen, Screen::Gaps);
    tui.keys(&["esc", "esc", "esc", "esc"]);
    assert_eq!(tui.state.screen, Screen::Home);
}

#[test]
fn gaps_lead_to_the_question() {
    let mut tui = Tui::open(80, 24);
    tui.keys(&["f6", "tab", "down", "enter"]);
    assert_eq!(tui.state.screen, Screen::Checklist);
    let open = tui.state.open.as_ref().unwrap();
    assert!(open.weighed(open.at).is_open());
    assert_eq!(open.pane, Pane::Detail);
}

#[test]
fn what_others_changed_is_told_and_what_is_typed_stays() {
    let mut tui = unanswered();
    tui.key("r");
    tui.types("half a sente");
    let mut opened = tui.load();
    let sheets = &mut opened.frameworks[0].sheets;
    let sheet = sheets.values_mut().next().unwrap();
    sheet.answers.values_mut().for_each(|a| a.note = Some("changed".to_owned()));
    tui.happens(Event::Told(crate::tui::event::Told::Changed(Box::new(opened))));
    assert!(tui.seen().contains("half a sente"));
    assert!(tui.state.message.is_some());
}

#[test]
fn a_text_left_by_a_crash_comes_back() {
    let mut tui = unanswered();
    tui.key("r");
    tui.types("The court's register for 2025 shows two fil");
    let drafts = crate::tui::drafts::all(&tui.state);
    let mut next = Tui::home(80, 24);
    next.happens(Event::Told(crate::tui::event::Told::LeftBehind(drafts)));
    assert!(next.seen().contains("A text was not saved"));
    next.keys(&["down", "enter"]);
    assert!(next.seen().contains("two fil"), "the difference is shown");
    next.keys(&["enter", "enter"]);
    assert!(next.asked.iter().any(|e| matches!(e, Effect::ForgetLeftBehind)));
    next.reopen();
    let seen = next.seen();
    assert!(seen.contains("Reason for C01-9") && seen.contains("shows two fil"), "{seen}");
    next.key("esc");
    assert_eq!(answer(&next.state).because.unwrap(), "The court's register for 2025 shows two fil");
}

#[test]
fn what_the_editor_gives_back_is_the_text_without_the_question() {
    let mut tui = unanswered();
    tui.key("e");
    let Some(Effect::Edit { text, .. }) = tui.asked.iter().rev().find(|e| matches!(e, Effect::Edit { .. }))
    else {
        panic!("no editor was asked for");
    };
    assert!(text.contains("C01-9") && text.contains("Met") | text.contains("met"));
    let edited = format!("Written elsewhere.\n\nIn two parts.\n{text}");
    tui.happens(Event::Told(crate::tui::event::Told::Edited(Ok(edited))));
    tui.key("esc");
    assert_eq!(answer(&tui.state).because.unwrap(), "Written elsewhere.\n\nIn two parts.");
}
