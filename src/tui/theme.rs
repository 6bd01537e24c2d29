//! Sixteen colours at most, and every meaning said by a symbol as well.

use ratatui::style::{Color, Modifier, Style};

use crate::model::config::ThemeName;
use crate::score::weigh::State;

/// The styles of everything that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Theme {
    pub(crate) plain: Style,
    pub(crate) quiet: Style,
    pub(crate) strong: Style,
    pub(crate) accent: Style,
    pub(crate) selected: Style,
    pub(crate) border: Style,
    pub(crate) focus: Style,
    pub(crate) warning: Style,
    pub(crate) error: Style,
    /// What was found in a text.
    pub(crate) mark: Style,
    /// Whether what was found is marked by signs too, since there are no colours.
    pub(crate) signs: bool,
    met: Style,
    partly: Style,
    not_met: Style,
}

impl Theme {
    pub(crate) fn new(name: ThemeName, colours: bool) -> Self {
        let plain = Style::new();
        let strong = plain.add_modifier(Modifier::BOLD);
        let bare = Self {
            plain,
            quiet: plain,
            strong,
            accent: strong,
            selected: plain.add_modifier(Modifier::REVERSED),
            border: plain,
            focus: strong,
            warning: strong,
            error: strong,
            mark: strong.add_modifier(Modifier::UNDERLINED),
            signs: !colours,
            met: plain,
            partly: plain,
            not_met: plain,
        };
        if !colours {
            return bare;
        }
        // Blue, yellow and magenta stay apart for colour-blind people, unlike green and red.
        let dark = Self {
            quiet: plain.fg(Color::Gray),
            accent: strong.fg(Color::Cyan),
            border: plain.fg(Color::DarkGray),
            focus: strong.fg(Color::Cyan),
            warning: strong.fg(Color::Yellow),
            error: strong.fg(Color::LightRed),
            mark: bare.mark.fg(Color::Yellow),
            met: plain.fg(Color::LightBlue),
            partly: plain.fg(Color::Yellow),
            not_met: plain.fg(Color::LightMagenta),
            ..bare
        };
        match name {
            ThemeName::Dark => dark,
            ThemeName::Light => Self {
                quiet: plain.fg(Color::DarkGray),
                accent: strong.fg(Color::Blue),
                border: plain.fg(Color::Gray),
                focus: strong.fg(Color::Blue),
                warning: strong.fg(Color::Magenta),
                error: strong.fg(Color::Red),
                mark: bare.mark.fg(Color::Red),
                met: plain.fg(Color::Blue),
                partly: plain.fg(Color::Black),
                not_met: plain.fg(Color::Magenta),
                ..bare
            },
            ThemeName::HighContrast => Self {
                plain: plain.fg(Color::White).bg(Color::Black),
                quiet: plain.fg(Color::White),
                accent: strong.fg(Color::LightYellow),
                focus: strong.fg(Color::LightYellow),
                mark: bare.mark.fg(Color::LightYellow),
                border: plain.fg(Color::White),
                ..bare
            },
        }
    }

    pub(crate) fn state(&self, state: State) -> Style {
        match state {
            State::Met => self.met,
            State::Partly => self.partly,
            State::NotMet => self.not_met,
            State::NotApplicable | State::NotRelevant => self.quiet,
            State::Unknown => self.warning,
            State::NotAssessed => self.plain,
        }
    }
}

/// The sign of a state, in ASCII but for the middle dot.
pub(crate) fn sign(state: State) -> &'static str {
    match state {
        State::Met => "[x]",
        State::Partly => "[~]",
        State::NotMet => "[ ]",
        State::NotApplicable => "[-]",
        State::Unknown => "[?]",
        State::NotAssessed => "[·]",
        State::NotRelevant => "[/]",
    }
}
