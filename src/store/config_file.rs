//! `config.yaml`: the settings of one user. Outside every workspace; written by hand, only read here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::config::{ColorChoice, Config, Rtl, ThemeName};
use crate::model::id::RoleId;
use crate::model::safe;
use crate::model::text::Language;
use crate::store::error::StoreError;
use crate::store::fields::{Ruled, Word};
use crate::store::text::{self, LIMIT};
use crate::store::{atomic, yaml};

/// The settings of one user.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Settings", inline)]
pub(crate) struct ConfigFile {
    /// The language of the screens. That of the workspace, when it is not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<Ruled<Language>>,
    /// Whether colours are used; `auto`: where the terminal has them and `NO_COLOR` is not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    color: Option<Word<ColorChoice>>,
    /// The colours of the screens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    theme: Option<Word<ThemeName>>,
    /// Who puts text that runs from right to left into the order of the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rtl: Option<Word<Rtl>>,
    /// Whether the screens listen to the mouse. Selecting text in the terminal then needs Shift.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mouse: Option<bool>,
    /// Your role, in every team that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Ruled<RoleId>>,
    /// The keys of an action, in place of those it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    keys: Option<BTreeMap<String, Vec<String>>>,
}

/// Settings, and which of them stand in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) config: Config,
    pub(crate) given: BTreeSet<&'static str>,
}

impl From<ConfigFile> for Settings {
    fn from(file: ConfigFile) -> Self {
        let named = [
            ("language", file.language.is_some()),
            ("color", file.color.is_some()),
            ("theme", file.theme.is_some()),
            ("rtl", file.rtl.is_some()),
            ("mouse", file.mouse.is_some()),
            ("role", file.role.is_some()),
            ("keys", file.keys.is_some()),
        ];
        let given = named.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect();
        let default = Config::default();
        let config = Config {
            language: file.language.map(|r| r.0),
            color: file.color.map_or(default.color, |w| w.0),
            theme: file.theme.map_or(default.theme, |w| w.0),
            rtl: file.rtl.map_or(default.rtl, |w| w.0),
            mouse: file.mouse.unwrap_or(default.mouse),
            role: file.role.map(|r| r.0),
            keys: file.keys.unwrap_or_default(),
        };
        Self { config, given }
    }
}

/// Reads the settings. Where there is no file, or nothing but comments in it, all are as by default.
///
/// # Errors
/// Every fault that keeps the file from being used; the file itself is not touched.
pub(crate) fn read(path: &Path) -> Result<Settings, StoreError> {
    let Some(bytes) = atomic::read(path, LIMIT)? else { return Ok(Settings::default()) };
    let name = safe::line(&path.display().to_string());
    let text = text::decode(&name, bytes)?;
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if text.trim_start_matches('\u{feff}').lines().all(is_blank) {
        return Ok(Settings::default());
    }
    Ok(yaml::read::<ConfigFile>(&name, &text)?.into())
}
