//! A text that is being written: soft wrap, wide characters, selection, undo, by `ratatui-textarea`.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};
use ratatui_textarea::{CursorMove, Input, TextArea, WrapMode};

use crate::model::safe;

/// The longest text that is taken, in bytes. A file of answers may have 4 MB.
const LIMIT: usize = 200_000;

/// A text of one line or several.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    area: TextArea<'static>,
    single: bool,
    /// When it was last typed in, and since when it stands in no journal.
    touched: Option<(Duration, Duration)>,
}

impl Field {
    fn new(text: &str, single: bool) -> Self {
        let lines = text.split('\n').map(str::to_owned).collect();
        let mut area = TextArea::new(lines);
        area.set_wrap_mode(if single { WrapMode::None } else { WrapMode::WordOrGlyph });
        area.set_cursor_line_style(Style::new());
        // The real cursor of the terminal is shown; input methods draw beside it.
        area.set_cursor_style(Style::new());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, single, touched: None }
    }

    pub(crate) fn line(text: &str) -> Self {
        Self::new(text, true)
    }

    pub(crate) fn block(text: &str) -> Self {
        Self::new(text, false)
    }

    pub(crate) fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// As it goes into a file.
    pub(crate) fn entered(&self) -> Option<String> {
        Some(safe::entered(&self.text())).filter(|t| !t.is_empty())
    }

    pub(crate) fn set(&mut self, text: &str, clock: Duration) {
        self.area.select_all();
        self.area.cut();
        self.insert(text, clock);
    }

    /// A key that is no action. Whether it was taken.
    pub(crate) fn key(&mut self, key: KeyEvent, clock: Duration) -> bool {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let shift = key.modifiers.contains(KeyModifiers::SHIFT);
        let changed = match key.code {
            KeyCode::Enter if self.single => return false,
            KeyCode::Char('z') if ctrl => self.area.undo(),
            KeyCode::Char('y') if ctrl => self.area.redo(),
            KeyCode::Char('a') if ctrl => {
                self.area.select_all();
                false
            }
            KeyCode::Char('c') if ctrl => {
                self.area.copy();
                false
            }
            KeyCode::Char('x') if ctrl => self.area.cut(),
            KeyCode::Char('v') if ctrl => self.area.paste(),
            // As every shell has them: away with what was typed, or with the last word of it.
            KeyCode::Char('u') if ctrl => self.area.delete_line_by_head(),
            KeyCode::Char('w') if ctrl => self.area.delete_word(),
            KeyCode::Char(c) if !ctrl && !alt => {
                !c.is_control() && self.fits(4) && self.area.insert_str(c.to_string())
            }
            KeyCode::Char(_) | KeyCode::F(_) | KeyCode::Esc | KeyCode::Tab | KeyCode::BackTab => {
                return false;
            }
            code => self.area.input(Input { key: named(code), ctrl, alt, shift }),
        };
        if changed {
            self.touch(clock);
        }
        true
    }

    /// What was pasted, in one step; terminals send line ends as `\r`.
    pub(crate) fn insert(&mut self, text: &str, clock: Duration) -> bool {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text: String = text
            .chars()
            .map(|c| match c {
                '\t' => ' ',
                '\n' if self.single => ' ',
                c => c,
            })
            // Marks that turn the order of the text that follows have no place in an answer.
            .filter(|c| (*c == '\n' || !c.is_control()) && !('\u{202a}'..='\u{202e}').contains(c))
            .collect();
        if !self.fits(text.len()) {
            return false;
        }
        self.area.insert_str(text);
        self.touch(clock);
        true
    }

    fn fits(&self, more: usize) -> bool {
        self.area.lines().iter().map(|l| l.len() + 1).sum::<usize>() + more <= LIMIT
    }

    fn touch(&mut self, clock: Duration) {
        let since = self.touched.map_or(clock, |(_, since)| since);
        self.touched = Some((clock, since));
    }

    /// Whether what was typed should go to the journal now: half a second of rest, or two of typing.
    pub(crate) fn is_due(&self, clock: Duration) -> bool {
        self.touched.is_some_and(|(last, since)| {
            clock.saturating_sub(last) >= Duration::from_millis(500)
                || clock.saturating_sub(since) >= Duration::from_millis(1500)
        })
    }

    pub(crate) fn is_touched(&self) -> bool {
        self.touched.is_some()
    }

    pub(crate) fn journaled(&mut self) {
        self.touched = None;
    }

    pub(crate) fn selected_style(&mut self, style: Style) {
        self.area.set_selection_style(style);
    }

    /// Draws it and gives the place of the cursor.
    pub(crate) fn draw(&self, area: Rect, style: Style, buffer: &mut Buffer) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        Clear.render(area, buffer);
        (&self.area).render(area, buffer);
        buffer.set_style(area, style);
        let (top, left) = self.area.scroll_offset();
        let at = self.area.screen_cursor();
        let (row, column) = (u16::try_from(at.row).ok()?, u16::try_from(at.col).ok()?);
        let x = area.x + column.checked_sub(left)?;
        let y = area.y + row.checked_sub(top)?;
        (y < area.bottom()).then(|| Position { x: x.min(area.right() - 1), y })
    }
}

fn named(code: KeyCode) -> ratatui_textarea::Key {
    use ratatui_textarea::Key;
    match code {
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Enter => Key::Enter,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Delete => Key::Delete,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => Key::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_taken_away_as_in_a_shell() {
        let mut field = Field::line("child safety act");
        let ctrl = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        for (key, left) in [('w', "child safety "), ('u', ""), ('z', "child safety ")] {
            assert!(field.key(ctrl(key), Duration::ZERO));
            assert_eq!(field.text(), left);
        }
    }
}
