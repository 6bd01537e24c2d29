//! Events by chance in Search and Reader, and answers that come late, in any order, or never.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::tui::event::{Event, Told};
use crate::tui::tests::Tui;
use crate::tui::tests::fuzz::Chance;

#[test]
fn events_by_chance_in_the_library_end_nothing() {
    const TEXT: &str = "imageabuso صورة\"()*~:ANDORyfniI/[]:ncog1\u{301}\u{202e}\u{7}日";
    const CODES: [KeyCode; 24] = [
        KeyCode::Enter,
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
        KeyCode::F(3),
        KeyCode::F(3),
        KeyCode::F(5),
        KeyCode::F(7),
        KeyCode::F(8),
    ];
    let mut chance = Chance(20_260_302);
    let mut tui = Tui::library(80, 24);
    let letters: Vec<char> = TEXT.chars().collect();
    let mut seen = std::collections::BTreeSet::new();
    // What was asked for comes back late, in any order, or never.
    let mut waiting: Vec<Told> = Vec::new();
    for round in 0..3_000 {
        match chance.below(100) {
            0..35 => {
                let c = letters[chance.below(letters.len())];
                tui.happens(Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
            }
            35..70 => tui.happens(Event::Key(CODES[chance.below(CODES.len())].into())),
            70..74 => {
                let c = ['o', 'f', 't', 'p', 'r', 's'][chance.below(6)];
                tui.happens(Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)));
            }
            74..76 => {
                let query = ["image", "abuso OR \"", "صورة", "niñ*"][chance.below(4)];
                tui.happens(Event::Paste(query.to_owned()));
            }
            76..84 => tui.after(Duration::from_millis(u64::try_from(chance.below(300)).unwrap())),
            84..96 => {
                if !waiting.is_empty() {
                    let told = waiting.swap_remove(chance.below(waiting.len()));
                    tui.happens(Event::Told(told));
                }
            }
            _ => {
                let (columns, rows) = (1 + chance.below(160), 1 + chance.below(50));
                tui.resize(u16::try_from(columns).unwrap(), u16::try_from(rows).unwrap());
            }
        }
        for effect in std::mem::take(&mut tui.asked) {
            if waiting.len() < 6
                && let Some(told) = tui.answer(effect)
            {
                waiting.push(told);
            }
        }
        tui.seen();
        seen.insert(format!("{:?}", tui.state.place_below()));
        let search = &tui.state.search;
        assert!(search.at <= search.hits().len(), "after event {round}");
        if let Some(reader) = &tui.state.reader {
            let rows = &reader.rows;
            assert!(rows.windows(2).all(|w| w[0].span.start <= w[1].span.start), "after event {round}");
        }
    }
    for place in ["Query", "Hits", "Facets", "Outline", "Text"] {
        assert!(seen.contains(place), "never in {place}: {seen:?}");
    }
}
