//! Where the files of the user are: the settings, and what outlives a session.

use std::ffi::OsString;
use std::path::PathBuf;

const PROGRAM: &str = "mnr";
const CONFIG: &str = "config.yaml";

/// The ways in which systems name the folders of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    /// The rules of freedesktop.org, on macOS too: who works in a terminal looks there.
    Unix,
    Windows,
}

const HERE: System = if cfg!(windows) { System::Windows } else { System::Unix };

/// The settings: the file that `MNR_CONFIG` names, or the one in the folder of the user.
pub(crate) fn config(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    config_on(HERE, &variable)
}

/// The folder for what outlives a session and belongs to no workspace.
pub(crate) fn state(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    state_on(HERE, &variable)
}

fn config_on(system: System, variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let named = variable("MNR_CONFIG").filter(|v| !v.is_empty()).map(PathBuf::from);
    named.or_else(|| {
        let folder = match system {
            System::Unix => folder("XDG_CONFIG_HOME", ".config", variable),
            System::Windows => absolute("APPDATA", variable),
        };
        Some(folder?.join(PROGRAM).join(CONFIG))
    })
}

fn state_on(system: System, variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = match system {
        System::Unix => folder("XDG_STATE_HOME", ".local/state", variable),
        System::Windows => absolute("LOCALAPPDATA", variable),
    };
    Some(folder?.join(PROGRAM))
}

fn folder(name: &str, below_home: &str, variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    absolute(name, variable).or_else(|| Some(absolute("HOME", variable)?.join(below_home)))
}

/// A folder that a variable names. A relative one would be another one in every folder; it counts as none.
fn absolute(name: &str, variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    variable(name).map(PathBuf::from).filter(|p| p.is_absolute())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn with(variables: &[(&str, &str)]) -> impl Fn(&str) -> Option<OsString> + use<> {
        let variables: Vec<(String, OsString)> =
            variables.iter().map(|(k, v)| ((*k).to_owned(), OsString::from(v))).collect();
        move |name| variables.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone())
    }

    #[test]
    fn the_places_of_the_systems() {
        let home = ("HOME", "/home/a");
        for (variables, config, state) in [
            (&[][..], None, None),
            (&[home][..], Some("/home/a/.config/mnr/config.yaml"), Some("/home/a/.local/state/mnr")),
            (
                &[home, ("XDG_CONFIG_HOME", "/c")],
                Some("/c/mnr/config.yaml"),
                Some("/home/a/.local/state/mnr"),
            ),
            (&[home, ("XDG_STATE_HOME", "/s")], Some("/home/a/.config/mnr/config.yaml"), Some("/s/mnr")),
            (
                &[home, ("XDG_CONFIG_HOME", "c"), ("XDG_STATE_HOME", "")],
                Some("/home/a/.config/mnr/config.yaml"),
                Some("/home/a/.local/state/mnr"),
            ),
            (&[("MNR_CONFIG", "mine.yaml")], Some("mine.yaml"), None),
            (
                &[home, ("MNR_CONFIG", "")],
                Some("/home/a/.config/mnr/config.yaml"),
                Some("/home/a/.local/state/mnr"),
            ),
        ] {
            let given = with(variables);
            assert_eq!(config_on(System::Unix, &given).as_deref(), config.map(Path::new), "{variables:?}");
            assert_eq!(state_on(System::Unix, &given).as_deref(), state.map(Path::new), "{variables:?}");
        }
        let given = with(&[("APPDATA", "/a/roaming"), ("LOCALAPPDATA", "/a/local"), home]);
        let roaming = Path::new("/a/roaming/mnr/config.yaml");
        assert_eq!(config_on(System::Windows, &given).as_deref(), Some(roaming));
        assert_eq!(state_on(System::Windows, &given).as_deref(), Some(Path::new("/a/local/mnr")));
    }
}
