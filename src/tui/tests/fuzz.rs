//! Ten thousand events by chance, at sizes by chance: nothing panics, nothing is lost.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent, MouseEventKind};

use crate::model::edit::Edit;
use crate::tui::event::Event;
use crate::tui::tests::{Disk, Tui};
use crate::tui::view::view;

/// Numbers by chance that are the same in every run (Knuth's MMIX generator).
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

const TEXT: &str = "aAuUzZ qQ?/019nNrRfFoOcCsSlLiIwWdDtTyYmMhjkl eE,.ñáمادة١٧日👩‍👩‍👧\u{301}\u{202e}\u{7}";

fn event(chance: &mut Chance, tui: &Tui) -> Event {
    let key = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
    match chance.below(100) {
        0..40 => key(KeyCode::Char(chance.of(&TEXT.chars().collect::<Vec<_>>()))),
        40..75 => key(chance.of(&[
            KeyCode::Enter,
            KeyCode::Enter,
            KeyCode::Esc,
            KeyCode::Tab,
            KeyCode::BackTab,
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::Down,
            KeyCode::Left,
            KeyCode::Right,
            KeyCode::PageUp,
            KeyCode::PageDown,
            KeyCode::Home,
            KeyCode::End,
            KeyCode::Backspace,
            KeyCode::Delete,
            KeyCode::F(1),
            KeyCode::F(2),
            KeyCode::F(5),
            KeyCode::F(6),
            KeyCode::F(7),
            KeyCode::F(8),
            KeyCode::F(11),
        ])),
        75..83 => {
            let c = chance.of(&['z', 'y', 's', 'a', 'c', 'x', 'v', 'e', 'p', 'r', 'o', 'f', 't']);
            Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
        }
        83..87 => Event::Paste(chance.of(&["pegado\r\nen dos", "\u{1b}[31m", "لا", ""]).to_owned()),
        87..91 => {
            Event::Tick(tui.state.clock + Duration::from_millis(u64::try_from(chance.below(3000)).unwrap()))
        }
        91..93 => Event::Left,
        93..95 => Event::Mouse(MouseEvent {
            kind: chance.of(&[MouseEventKind::ScrollUp, MouseEventKind::ScrollDown]),
            column: 3,
            row: 3,
            modifiers: KeyModifiers::NONE,
        }),
        _ => Event::Resized {
            columns: u16::try_from(1 + chance.below(160)).unwrap(),
            rows: u16::try_from(1 + chance.below(50)).unwrap(),
        },
    }
}

#[test]
fn ten_thousand_events_lose_nothing() {
    let mut chance = Chance(20_260_302);
    let mut tui = Tui::open(80, 24);
    let mut answers_given = 0;
    for round in 0..10_000 {
        // Somebody who fell back to the list opens the assessment again, as it is by now.
        if tui.state.open.is_none() {
            tui.state.popups.clear();
            tui.reopen();
        }
        tui.disk = match chance.below(20) {
            0 => Disk::Full,
            1 => Disk::ChangedByOther,
            _ => Disk::Keeps,
        };
        let event = event(&mut chance, &tui);
        if let Event::Resized { columns, rows } = event {
            tui.resize(columns, rows);
        } else {
            tui.happens(event);
        }
        let area = ratatui::layout::Rect { x: 0, y: 0, width: tui.state.columns, height: tui.state.rows };
        tui.terminal
            .draw(|frame| {
                assert_eq!(frame.area(), area);
                view(&tui.state, frame);
            })
            .unwrap();
        if let Some(open) = &tui.state.open {
            let shown: Vec<_> = open.opened.frameworks.iter().map(|f| f.sheets.clone()).collect();
            assert_eq!(shown, tui.expected(), "after event {round}");
        }
        answers_given += tui.kept.drain(..).filter(|e| matches!(e, Edit::Answer { .. })).count();
        tui.asked.clear();
    }
    assert!(answers_given > 30, "the events answered hardly anything: {answers_given}");
}
