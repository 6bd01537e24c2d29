//! What can be done, where, and by which keys. Dispatch, footer, help, palette and the manual all read the one
//! table of `key_table` through this.

use std::collections::BTreeMap;
use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::model::word::{Vocabulary, words};

pub(crate) use crate::tui::key_table::{Binding, TABLE};

words! {
    /// Everything that can be done. The word is the id under which a key can be bound.
    Action {
        Up = "up",
        Down = "down",
        Left = "left",
        Right = "right",
        PageUp = "page-up",
        PageDown = "page-down",
        Top = "top",
        Bottom = "bottom",
        NextPane = "next-pane",
        PreviousPane = "previous-pane",
        Choose = "choose",
        Back = "back",
        Help = "help",
        Palette = "palette",
        Home = "home",
        Checklist = "checklist",
        Gaps = "gaps",
        Report = "report",
        Plan = "plan",
        Undo = "undo",
        Redo = "redo",
        Save = "save",
        Refresh = "refresh",
        Copy = "copy",
        CopyToFile = "copy-to-file",
        Zoom = "zoom",
        Mouse = "mouse",
        Direction = "direction",
        Suspend = "suspend",
        Quit = "quit",
        New = "new",
        Export = "export",
        Met = "met",
        Partly = "partly",
        NotMet = "not-met",
        NotApplicable = "not-applicable",
        Unknown = "unknown",
        Clear = "clear",
        /// Take over what an earlier round found.
        Confirm = "confirm",
        Reason = "reason",
        Flag = "flag",
        Note = "note",
        Confidence = "confidence",
        Status = "status",
        Level = "level",
        NextOpen = "next-open",
        NextUnknown = "next-unknown",
        NextFlagged = "next-flagged",
        Filter = "filter",
        ClearFilter = "clear-filter",
        Find = "find",
        FindNext = "find-next",
        FindPrevious = "find-previous",
        Domain = "domain",
        Audience = "audience",
        /// How far an action of the plan has come.
        HowFar = "how-far",
        /// Put a suggested action into the plan.
        Take = "take",
        ToQuestion = "to-question",
        Template = "template",
        Write = "write",
        WriteAs = "write-as",
        Accept = "accept",
        Editor = "editor",
        Search = "search",
        Laws = "laws",
        QueryHelp = "query-help",
        Cite = "cite",
        Facts = "facts",
        Jump = "jump",
        NextProvision = "next-provision",
        PreviousProvision = "previous-provision",
        Suggest = "suggest",
        Pin = "pin",
        Select = "select",
        Absent = "absent",
        Evidence = "evidence",
    }
}

words! {
    /// Where the keys go. A key has one meaning in one place.
    Place {
        Home = "home",
        Tree = "tree",
        Questions = "questions",
        Detail = "detail",
        Gaps = "gaps",
        Report = "report",
        Plan = "plan",
        /// The line in which a query is typed.
        Query = "query",
        Hits = "hits",
        /// Hits counted by country, law, language, status and year.
        Facets = "facets",
        Outline = "outline",
        /// The text of a law.
        Text = "text",
        /// A list with a line to type in: palette, help, country picker.
        Menu = "menu",
        /// A list without typing, a yes or no, a text to read.
        Choice = "choice",
        /// Rows of choices and single lines.
        Form = "form",
        /// A text of several lines.
        Field = "field",
    }
}

impl Action {
    /// Whether it leads to a screen of the assessment.
    pub(crate) fn leads_to_assessment(self) -> bool {
        matches!(self, Self::Checklist | Self::Gaps | Self::Report | Self::Plan)
    }
}

impl Place {
    pub(crate) const ALL: [Self; 16] = [
        Self::Home,
        Self::Tree,
        Self::Questions,
        Self::Detail,
        Self::Gaps,
        Self::Report,
        Self::Plan,
        Self::Query,
        Self::Hits,
        Self::Facets,
        Self::Outline,
        Self::Text,
        Self::Menu,
        Self::Choice,
        Self::Form,
        Self::Field,
    ];

    /// Whether letters are text here.
    pub(crate) fn takes_text(self) -> bool {
        matches!(self, Self::Query | Self::Menu | Self::Form | Self::Field)
    }
}

/// A key as it is bound: what a terminal without extensions can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let has = |m| event.modifiers.contains(m);
        let (ctrl, alt, shift) =
            (has(KeyModifiers::CONTROL), has(KeyModifiers::ALT), has(KeyModifiers::SHIFT));
        let code = match event.code {
            KeyCode::Tab if shift => KeyCode::BackTab,
            KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
            code => code,
        };
        Self { code, ctrl, alt }
    }
}

const NAMED: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("shift-tab", KeyCode::BackTab),
    ("space", KeyCode::Char(' ')),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("insert", KeyCode::Insert),
    ("delete", KeyCode::Delete),
    ("backspace", KeyCode::Backspace),
];

impl Key {
    /// Reads a key as the configuration writes it: `u`, `ctrl-z`, `alt-x`, `f5`, `pagedown`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("ctrl-") {
            return Self::parse(rest).map(|k| Self { ctrl: true, ..k });
        }
        if let Some(rest) = text.strip_prefix("alt-") {
            return Self::parse(rest).map(|k| Self { alt: true, ..k });
        }
        let plain = |code| Self { code, ctrl: false, alt: false };
        if let Some((_, code)) = NAMED.iter().find(|(name, _)| *name == text) {
            return Some(plain(*code));
        }
        if let Some(n) = text.strip_prefix('f').and_then(|n| n.parse::<u8>().ok()) {
            return (1..=12).contains(&n).then(|| plain(KeyCode::F(n)));
        }
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() => Some(plain(KeyCode::Char(c))),
            _ => None,
        }
    }

    /// Whether the key is text where text is taken.
    pub(crate) fn is_text(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl && !self.alt
    }
}

impl fmt::Display for Key {
    /// As people read it: `Ctrl-Z`, `F5`, `Page Down`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            KeyCode::PageUp => f.write_str("Page Up"),
            KeyCode::PageDown => f.write_str("Page Down"),
            KeyCode::Insert => f.write_str("Ins"),
            KeyCode::Delete => f.write_str("Del"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// Why a binding of the configuration was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unbound {
    NoAction { given: String },
    NoKey { action: Action, given: String },
    Taken { action: Action, key: Key, by: Action, place: Place },
}

/// Which key does what, where.
#[derive(Debug, Clone)]
pub(crate) struct Keymap {
    bound: Vec<(Place, Action, Vec<Key>, bool)>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut bound = Vec::new();
        for place in Place::ALL {
            for b in TABLE.iter().filter(|b| b.places.contains(&place)) {
                let keys = b.keys.iter().filter_map(|k| Key::parse(k)).collect();
                bound.push((place, b.action, keys, b.footer));
            }
        }
        Self { bound }
    }
}

impl Keymap {
    /// The table with the user's own keys in place of the shipped ones, and what could not be bound.
    ///
    /// A letter that is bound to an action keeps its meaning as text where text is taken.
    pub(crate) fn with(own: &BTreeMap<String, Vec<String>>) -> (Self, Vec<Unbound>) {
        let mut map = Self::default();
        let mut faults = Vec::new();
        // Keys of actions that get others are free for others: two actions can change places.
        let moved = |action: Action| {
            own.get(action.word()).is_some_and(|k| k.iter().any(|k| Key::parse(k).is_some()))
        };
        let shipped: Vec<Vec<Key>> = map
            .bound
            .iter_mut()
            .map(|b| if moved(b.1) { std::mem::take(&mut b.2) } else { Vec::new() })
            .collect();
        for (given, keys) in own {
            let Some(action) = Action::from_word(given) else {
                faults.push(Unbound::NoAction { given: given.clone() });
                continue;
            };
            let mut parsed = Vec::new();
            for key in keys {
                match Key::parse(key) {
                    Some(key) => parsed.push(key),
                    None => faults.push(Unbound::NoKey { action, given: key.clone() }),
                }
            }
            if parsed.is_empty() {
                continue;
            }
            for at in 0..map.bound.len() {
                let (place, of, ..) = map.bound[at];
                if of != action {
                    continue;
                }
                let mut free = Vec::new();
                for key in &parsed {
                    match map.action(place, *key) {
                        Some(by) if by != action => {
                            faults.push(Unbound::Taken { action, key: *key, by, place });
                        }
                        _ if place.takes_text() && key.is_text() => {}
                        _ => free.push(*key),
                    }
                }
                map.bound[at].2 = free;
            }
        }
        // An action that got none keeps those of the table that nobody took.
        for (at, keys) in shipped.into_iter().enumerate() {
            if map.bound[at].2.is_empty() {
                let place = map.bound[at].0;
                map.bound[at].2 = keys.into_iter().filter(|k| map.action(place, *k).is_none()).collect();
            }
        }
        (map, faults)
    }

    pub(crate) fn action(&self, place: Place, key: Key) -> Option<Action> {
        self.bound.iter().find(|(p, _, keys, _)| *p == place && keys.contains(&key)).map(|(_, a, ..)| *a)
    }

    /// The actions of a place with their keys, in the order of the table.
    pub(crate) fn of(&self, place: Place) -> impl Iterator<Item = (Action, &[Key])> {
        self.bound.iter().filter(move |(p, ..)| *p == place).map(|(_, a, keys, _)| (*a, keys.as_slice()))
    }

    /// Those that the foot of the screen names.
    pub(crate) fn footer(&self, place: Place) -> impl Iterator<Item = (Action, Key)> {
        let shown = self.bound.iter().filter(move |(p, _, _, footer)| *p == place && *footer);
        shown.filter_map(|(_, a, keys, _)| Some((*a, *keys.first()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_meaning_in_one_place() {
        for place in Place::ALL {
            let mut seen: Vec<(Key, Action)> = Vec::new();
            for b in TABLE.iter().filter(|b| b.places.contains(&place)) {
                for name in b.keys {
                    let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is no key"));
                    let before = seen.iter().find(|(k, _)| *k == key);
                    assert!(before.is_none(), "{place}: {key} is {} and {before:?}", b.action);
                    assert!(!(place.takes_text() && key.is_text()), "{place}: {key} is text");
                    seen.push((key, b.action));
                }
            }
        }
    }

    #[test]
    fn every_action_is_somewhere_in_the_table() {
        for word in Action::WORDS {
            let action = Action::from_word(word).unwrap();
            assert!(TABLE.iter().any(|b| b.action == action), "{word}");
        }
    }

    #[test]
    fn keys_are_read_and_shown() {
        for (given, expected) in [
            ("ctrl-z", "Ctrl-Z"),
            ("f10", "F10"),
            ("?", "?"),
            ("U", "U"),
            ("shift-tab", "Shift-Tab"),
            ("space", "Space"),
            ("alt-x", "Alt-x"),
            ("ي", "ي"),
        ] {
            assert_eq!(Key::parse(given).map(|k| k.to_string()).as_deref(), Some(expected));
        }
        for bad in ["", "f13", "ctrl-", "zz", "\u{7}"] {
            assert_eq!(Key::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn own_keys_replace_and_never_take_anothers() {
        let swapped = BTreeMap::from([
            ("undo".to_owned(), vec!["1".to_owned()]),
            ("met".to_owned(), vec!["u".to_owned()]),
        ]);
        let (map, faults) = Keymap::with(&swapped);
        let of = |map: &Keymap, k: &str| map.action(Place::Questions, Key::parse(k).unwrap());
        assert_eq!((of(&map, "1"), of(&map, "u"), faults.len()), (Some(Action::Undo), Some(Action::Met), 0));

        let own = BTreeMap::from([
            ("undo".to_owned(), vec!["x".to_owned()]),
            ("quit".to_owned(), vec!["r".to_owned(), "f12".to_owned()]),
            ("dance".to_owned(), vec!["d".to_owned()]),
            ("redo".to_owned(), vec!["hyper-q".to_owned()]),
        ]);
        let (map, faults) = Keymap::with(&own);
        let key = |k: &str| Key::parse(k).unwrap();
        assert_eq!(map.action(Place::Tree, key("x")), Some(Action::Undo));
        assert_eq!(map.action(Place::Tree, key("f12")), Some(Action::Quit));
        assert_eq!(map.action(Place::Tree, key("q")), None);
        assert!(faults.contains(&Unbound::NoAction { given: "dance".to_owned() }));
        assert!(faults.contains(&Unbound::NoKey { action: Action::Redo, given: "hyper-q".to_owned() }));
        assert_eq!(map.action(Place::Tree, key("U")), Some(Action::Redo), "the shipped key stays");
    }
}
