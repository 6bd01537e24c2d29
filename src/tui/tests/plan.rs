//! The plan of action on the screen, and findings of an earlier round that wait to be confirmed.

use crate::model::answer::{Answer, Carried, Confidence, EvidenceLink, Stance, Value};
use crate::model::plan::{ActionStatus, Plan};
use crate::tui::event::{Effect, Event, Told, Written};
use crate::tui::plan_entries::PlanRow;
use crate::tui::popup::{Chosen, Popup};
use crate::tui::shell_plan;
use crate::tui::state::{Open, Pane, Screen};
use crate::tui::tests::{Disk, Tui};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 20)];

fn open(tui: &Tui) -> &Open {
    tui.state.open.as_ref().unwrap()
}

fn chosen(tui: &Tui) -> String {
    match crate::tui::plan::row(open(tui)) {
        Some(PlanRow::Entry(id)) => id.to_string(),
        Some(PlanRow::Fault(fault)) => format!("{fault:?}"),
        _ => String::new(),
    }
}

fn question(tui: &Tui) -> String {
    open(tui).question(open(tui).at).unwrap().id.to_string()
}

impl Tui {
    /// The plan of the demonstration, changed for the test.
    fn plan(columns: u16, rows: u16, change: impl FnOnce(&mut Plan)) -> Self {
        let mut tui = Self::open(columns, rows);
        tui.key("P");
        assert_eq!(tui.state.screen, Screen::Plan);
        change(&mut tui.state.open.as_mut().unwrap().opened.plan);
        tui
    }

    /// What was asked of the plan is written, and the assessment read again.
    fn plan_is_written(&mut self) {
        let effect = self.asked.pop().unwrap();
        let id = self.workbench.pick(None).unwrap();
        let written = shell_plan::written(&self.workbench, &id, effect).unwrap().unwrap();
        self.happens(Event::Told(Told::Done(written)));
        let Some(Effect::Reread(written)) = self.asked.pop() else { panic!("nothing is read again") };
        let opened = self.load();
        self.happens(Event::Told(Told::Reread(Box::new(opened), written)));
    }

    /// The checklist on C03-2, which the baseline found met and nobody has confirmed.
    fn to_confirm(columns: u16, rows: u16, carried: impl FnOnce(&mut Carried)) -> Self {
        let mut tui = Self::open(columns, rows);
        tui.key("/");
        tui.types("C03-2");
        tui.key("enter");
        let at = open(&tui).at;
        let question = open(&tui).question(at).unwrap().id.clone();
        let evidence =
            EvidenceLink { evidence: "xda-osca-s5".parse().unwrap(), stance: Stance::Supports, note: None };
        let mut found = Carried {
            from: "baseline".parse().unwrap(),
            value: Value::Met,
            because: Some("Section 5 of the Act covers possession.".to_owned()),
            confidence: Some(Confidence::High),
            evidence: vec![evidence],
            at: None,
        };
        carried(&mut found);
        let answer = Answer { carried: Some(found), ..Answer::default() };
        let frameworks = &mut tui.state.open.as_mut().unwrap().opened.frameworks;
        for sheets in frameworks.iter_mut().map(|f| &mut f.sheets).chain(&mut tui.files) {
            for sheet in sheets.values_mut() {
                if let Some(old) = sheet.answers.get_mut(&question) {
                    old.clone_from(&answer);
                }
            }
        }
        tui
    }
}

fn screen(name: &str, columns: u16, rows: u16) -> Tui {
    match name {
        "plan" => {
            let mut tui = Tui::plan(columns, rows, |_| {});
            tui.keys(&["down", "down"]);
            tui
        }
        "plan-entry" => {
            let mut tui = Tui::plan(columns, rows, |_| {});
            tui.keys(&["enter", "pagedown"]);
            tui
        }
        "plan-end" => {
            let mut tui = Tui::plan(columns, rows, |plan| {
                plan.actions[1].1.lead = None;
                plan.actions[4].1.status = ActionStatus::Done;
                plan.actions[20].1.end = None;
                plan.actions.retain(|(id, _)| !["A08", "A09"].contains(&id.as_str()));
            });
            tui.key("end");
            tui
        }
        "plan-rtl" => {
            let mut tui = Tui::plan(columns, rows, |plan| {
                let lead = "المجلس الوطني لحماية الطفولة في الجمهورية (خيالي)";
                plan.actions[0].1.lead = Some(lead.to_owned());
                plan.actions[0].1.activity = "استكمال عضوية المجلس بقاض وممثل عن القطاع الخاص.".to_owned();
                let lead = "Dirección General de Protección Integral de la Niñez y la Adolescencia\u{1b}[31m";
                plan.actions[1].1.lead = Some(lead.to_owned());
            });
            tui.key("down");
            tui.key("up");
            tui
        }
        "plan-empty" => Tui::plan(columns, rows, |plan| *plan = Plan::default()),
        "plan-suggestions" => {
            let mut tui = Tui::plan(columns, rows, |plan| *plan = Plan::default());
            tui.key("t");
            tui
        }
        "plan-status" => {
            let mut tui = Tui::plan(columns, rows, |_| {});
            tui.key("s");
            tui
        }
        "to-confirm" => {
            let mut tui = Tui::to_confirm(columns, rows, |_| {});
            tui.key("enter");
            tui
        }
        "to-confirm-list" => Tui::to_confirm(columns, rows, |_| {}),
        other => panic!("{other}"),
    }
}

#[test]
fn the_screens_at_three_sizes() {
    for name in [
        "plan",
        "plan-entry",
        "plan-end",
        "plan-rtl",
        "plan-empty",
        "plan-suggestions",
        "plan-status",
        "to-confirm",
        "to-confirm-list",
    ] {
        for (columns, rows) in SIZES {
            let seen = screen(name, columns, rows).seen();
            assert!(!seen.contains('\u{1b}'));
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), seen);
        }
    }
}

#[test]
fn no_size_is_too_small_for_the_plan() {
    let mut tui = Tui::plan(80, 24, |_| {});
    for key in ["down", "enter", "end", "z", "esc", "s"] {
        for (columns, rows) in [(40, 8), (41, 9), (84, 10), (83, 50), (200, 60)] {
            tui.resize(columns, rows);
            tui.seen();
        }
        tui.key(key);
    }
}

#[test]
fn a_status_is_chosen_by_arrows_and_said() {
    let mut tui = Tui::plan(80, 24, |_| {});
    tui.keys(&["down", "down"]);
    assert_eq!(chosen(&tui), "A03");
    tui.keys(&["s", "enter"]);
    assert!(tui.asked.iter().all(|e| !matches!(e, Effect::PlanStatus { .. })), "it was so before");
    tui.keys(&["s", "down", "down", "enter"]);
    let Some(Effect::PlanStatus { entry, status, .. }) = tui.asked.last() else {
        panic!("nothing is written")
    };
    assert_eq!((entry.as_str(), *status), ("A03", ActionStatus::UnderWay));
    tui.plan_is_written();
    assert!(tui.seen().contains("A03 is under way now."), "{}", tui.seen());
    assert!(open(&tui).opened.plan.actions.iter().any(|(_, a)| a.status == ActionStatus::UnderWay));
    assert_eq!(chosen(&tui), "A03", "the row stays");
    // A training too, and by the palette.
    tui.key("end");
    let training = chosen(&tui);
    tui.key("f2");
    tui.types("how far");
    tui.keys(&["enter", "end", "up", "enter"]);
    tui.plan_is_written();
    assert!(tui.seen().contains(&format!("{training} is done now.")), "{}", tui.seen());
}

#[test]
fn a_status_that_somebody_else_changed_meanwhile_is_not_written_over() {
    let mut tui = Tui::plan(80, 24, |_| {});
    tui.keys(&["s", "end", "enter"]);
    let id = tui.workbench.pick(None).unwrap();
    let theirs =
        crate::workbench::plan::EntryChange { status: Some(ActionStatus::Done), ..Default::default() };
    tui.workbench.plan_edit(&id, "A01", theirs).unwrap();
    let effect = tui.asked.last().cloned().unwrap();
    let refused = crate::tui::shell_plan::written(&tui.workbench, &id, effect).unwrap_err();
    assert_eq!(refused.to_string(), "A01 is done by now, somebody else changed it meanwhile");
    let plan = tui.workbench.plan(&id).unwrap();
    assert!(plan.actions.iter().any(|(i, a)| i.as_str() == "A01" && a.status == ActionStatus::Done));
}

#[test]
fn what_cannot_be_written_is_told() {
    let mut tui = Tui::plan(80, 24, |_| {});
    tui.keys(&["s", "down", "enter"]);
    tui.happens(Event::Told(Told::NotPlanned("somebody else holds the lock".to_owned())));
    assert!(tui.seen().contains("somebody else holds the lock"));
}

#[test]
fn a_suggestion_becomes_part_of_the_plan_once() {
    let mut tui = Tui::plan(80, 24, |_| {});
    tui.key("t");
    assert!(tui.seen().contains("Suggested beyond the targets"), "every gap has its action");
    tui.key("esc");
    // Somebody takes A01 out, so that what it closed is open again.
    let id = tui.workbench.pick(None).unwrap();
    let entry = crate::workbench::plan::EntryChange {
        closes: Some(vec!["mnr/C01-2".to_owned()]),
        ..Default::default()
    };
    tui.workbench.plan_edit(&id, "A01", entry).unwrap();
    let opened = tui.load();
    tui.happens(Event::Told(Told::Changed(Box::new(opened))));
    tui.key("t");
    let Some(Popup::Menu(menu)) = tui.state.popups.last() else { panic!("no suggestions") };
    assert!(menu.items.iter().any(|i| i.label.starts_with("C01-3 ")), "what A01 closed is open again");
    let first = menu.items[0].label.split(' ').next().unwrap().to_owned();
    tui.key("enter");
    let again = tui.asked.last().cloned().unwrap();
    assert!(matches!(&again, Effect::PlanTake(s) if s.gap.id == first));
    tui.plan_is_written();
    assert_eq!(chosen(&tui), "A23", "what was added is selected");
    assert!(tui.seen().contains("A23 is in the plan now"));
    tui.asked.push(again);
    tui.plan_is_written();
    assert!(tui.seen().contains("Somebody has put an action for it"));
}

#[test]
fn an_entry_leads_to_its_questions_and_back() {
    let mut tui = Tui::plan(80, 24, |plan| plan.actions[1].1.closes.truncate(1));
    tui.keys(&["enter", "enter"]);
    let Some(Popup::Choice(choice)) = tui.state.popups.last() else { panic!("A01 closes several") };
    assert_eq!(choice.items.len(), 6);
    assert!(matches!(choice.items[0].1, Chosen::GoTo(_, Pane::Detail)));
    tui.keys(&["down", "enter"]);
    assert_eq!((tui.state.screen, question(&tui).as_str()), (Screen::Checklist, "C01-3"));
    tui.keys(&["P", "esc", "down", "o"]);
    assert_eq!((tui.state.screen, question(&tui).as_str()), (Screen::Checklist, "C02-2"));
    tui.keys(&["P", "esc"]);
    assert_eq!(tui.state.screen, Screen::Checklist);
}

#[test]
fn what_is_to_be_put_right_leads_to_its_entry_or_its_capability() {
    let mut tui = Tui::plan(80, 24, |plan| plan.actions[1].1.lead = None);
    assert!(tui.seen().contains(" !A02"), "{}", tui.seen());
    tui.keys(&["end", "enter", "enter"]);
    assert_eq!((chosen(&tui).as_str(), open(&tui).plan.reading), ("A02", false));
    let mut tui = Tui::plan(80, 24, |plan| *plan = Plan::default());
    tui.keys(&["enter", "enter"]);
    assert_eq!((tui.state.screen, open(&tui).pane), (Screen::Checklist, Pane::Questions));
    assert_eq!(question(&tui), "C06-1", "the gap that comes first");
}

#[test]
fn the_selected_entry_stays_when_somebody_puts_another_before_it() {
    let mut tui = Tui::plan(80, 24, |_| {});
    tui.keys(&["down", "down", "down"]);
    let mut opened = tui.load();
    opened.plan.actions.remove(0);
    tui.happens(Event::Told(Told::Changed(Box::new(opened))));
    assert_eq!(chosen(&tui), "A04");
    let mut opened = tui.load();
    opened.plan.actions.retain(|(id, _)| id.as_str() != "A04");
    tui.happens(Event::Told(Told::Reread(Box::new(opened), Written::Taken(None))));
    assert_eq!(chosen(&tui), "A01");
}

#[test]
fn a_finding_of_an_earlier_round_is_confirmed_by_one_key() {
    let mut tui = Tui::to_confirm(80, 24, |_| {});
    let seen = tui.seen();
    assert!(seen.contains("[=] C03-2") && seen.contains("to confirm"), "{seen}");
    tui.key("=");
    let answer = |tui: &Tui| open(tui).answer(open(tui).at);
    let given = answer(&tui);
    assert_eq!((given.value, given.confidence), (Some(Value::Met), Some(Confidence::High)));
    assert_eq!((given.evidence.len(), tui.kept.len()), (1, 1));
    assert!(given.because.unwrap().contains("Section 5"));
    assert!(!tui.seen().contains("to confirm"));
    tui.key("=");
    assert!(tui.seen().contains("Nothing of an earlier round"));
    tui.key("u");
    assert!(answer(&tui).is_to_confirm());
    // By the palette; and the filter finds what is left to confirm.
    tui.key("i");
    tui.types("t");
    tui.key("ctrl-s");
    assert_eq!(open(&tui).listed().len(), 1);
    tui.key("f2");
    tui.types("confirm what");
    tui.key("enter");
    assert_eq!(answer(&tui).value, Some(Value::Met));
}

#[test]
fn evidence_of_an_earlier_round_and_what_rests_on_it_are_seen_before_it_is_confirmed() {
    let mut tui = Tui::to_confirm(80, 80, |_| {});
    tui.key("enter");
    let seen = tui.seen();
    assert!(seen.contains("Evidence in baseline") && seen.contains("xda-osca-s5"), "{seen}");
    tui.key("=");
    assert!(tui.seen().contains("In baseline: met.") && !tui.seen().contains("Evidence in baseline"));
    tui.key("u");
    let closes = vec!["mnr/C03-2".parse().unwrap()];
    tui.state.open.as_mut().unwrap().opened.plan.actions[0].1.closes = closes;
    tui.keys(&["P", "enter"]);
    assert!(tui.seen().contains("C03-2 [=] to confirm:"), "{}", tui.seen());
}

#[test]
fn taking_an_answer_back_leaves_what_was_found_before() {
    let mut tui = Tui::to_confirm(80, 24, |_| {});
    tui.key("0");
    assert!(tui.state.popups.is_empty(), "there is no answer to take back");
    tui.keys(&["=", "0", "down", "enter"]);
    assert!(open(&tui).answer(open(&tui).at).is_to_confirm());
    tui.disk = Disk::Full;
    tui.key("=");
    assert!(tui.seen().contains("NOT SAVED"));
}

#[test]
fn not_applicable_of_an_earlier_round_still_needs_a_reason() {
    let mut tui = Tui::to_confirm(80, 24, |c| {
        (c.value, c.because) = (Value::NotApplicable, None);
    });
    tui.key("=");
    assert!(matches!(tui.state.popups.last(), Some(Popup::Writing(_))));
}
