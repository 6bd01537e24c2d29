//! What one user prefers, on one machine. Nothing of it changes a figure or a report.

use std::collections::BTreeMap;

use crate::model::id::RoleId;
use crate::model::text::Language;
use crate::model::word::words;

words! {
    /// Whether colours are used.
    ColorChoice {
        /// Where the terminal has them and `NO_COLOR` is not set.
        Auto = "auto",
        Always = "always",
        Never = "never",
    }
}

words! {
    /// The colours of the screens.
    ThemeName { Dark = "dark", Light = "light", HighContrast = "high_contrast" }
}

words! {
    /// Who puts text that runs from right to left into the order of the screen.
    Rtl {
        /// Found out from the terminal.
        Auto = "auto",
        Terminal = "terminal",
        App = "app",
    }
}

/// The settings of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Config {
    /// The language of the screens; that of the workspace when there is none.
    pub(crate) language: Option<Language>,
    pub(crate) color: ColorChoice,
    pub(crate) theme: ThemeName,
    pub(crate) rtl: Rtl,
    pub(crate) mouse: bool,
    /// The role that this user has in teams.
    pub(crate) role: Option<RoleId>,
    /// The keys of an action, in place of those it has.
    pub(crate) keys: BTreeMap<String, Vec<String>>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            language: None,
            color: ColorChoice::Auto,
            theme: ThemeName::Dark,
            rtl: Rtl::Auto,
            mouse: false,
            role: None,
            keys: BTreeMap::new(),
        }
    }
}
