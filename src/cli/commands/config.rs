//! `mnr config path` and `mnr config show`

use serde_json::{Map, Value, json};

use crate::cli::args::Json;
use crate::cli::context::Context;
use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::model::config::{ColorChoice, Config};
use crate::model::word::{Vocabulary, words};
use crate::workbench::config::{self, Settings};

/// Show your settings, and where their file is
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Path(Path),
    Show(Show),
}

/// Print where the file of your settings is, or belongs
///
/// The file that `MNR_CONFIG` names; else `mnr/config.yaml` in `XDG_CONFIG_HOME`, in `~/.config`, or
/// on Windows in `%APPDATA%`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  $EDITOR \"$(mnr config path)\"")]
pub(crate) struct Path {}

/// Show the settings in force, and where each comes from
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  mnr config show")]
pub(crate) struct Show {
    #[command(flatten)]
    json: Json,
}

words! {
    /// Where a setting comes from.
    From { Default = "default", File = "file", Environment = "environment" }
}

/// One setting: name, value, where it comes from.
type Setting = (&'static str, Value, From);

pub(crate) fn run(command: &Command, context: &Context, output: &mut Output) -> Result<Code, Failure> {
    let Some(path) = context.config_path() else {
        let hint = "set `HOME`, or name the file with `MNR_CONFIG`".to_owned();
        return Err(Failure::usage("there is no folder for settings", hint));
    };
    match command {
        Command::Path(_) => {
            output.line(path.display().to_string())?;
            Ok(Code::Done)
        }
        Command::Show(args) => show(&path, &config::settings(&path)?, args, output),
    }
}

/// The settings in force, in the order of the file.
fn settings(settings: &Settings) -> Vec<Setting> {
    let Settings { config, given } = settings;
    let Config { language, color, theme, rtl, mouse, role, keys } = config;
    let from = |name: &str| if given.contains(name) { From::File } else { From::Default };
    // What the file says stands over what the environment says of all programs.
    let (color, color_from) = match color {
        ColorChoice::Auto if Context::no_color() => (ColorChoice::Never, From::Environment),
        color => (*color, from("color")),
    };
    let (role, role_from) = match Context::by() {
        Some(by) => (Some(by), From::Environment),
        None => (role.as_ref().map(ToString::to_string), from("role")),
    };
    vec![
        ("language", json!(language.as_ref().map(|l| l.as_str())), from("language")),
        ("color", json!(color.word()), color_from),
        ("theme", json!(theme.word()), from("theme")),
        ("rtl", json!(rtl.word()), from("rtl")),
        ("mouse", json!(mouse), from("mouse")),
        ("role", json!(role), role_from),
        ("keys", json!(keys), from("keys")),
    ]
}

fn show(path: &std::path::Path, found: &Settings, args: &Show, output: &mut Output) -> Result<Code, Failure> {
    let settings = settings(found);
    if args.json.json {
        let member = |(name, value, from): &Setting| {
            ((*name).to_owned(), json!({ "value": value, "from": from.word() }))
        };
        let members: Map<String, Value> = settings.iter().map(member).collect();
        output.json(&json!({ "file": path.display().to_string(), "settings": members }))?;
        return Ok(Code::Done);
    }
    let mut table = Table::new(&["setting", "value", "from"]);
    for (name, value, from) in &settings {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Bool(mouse) => if *mouse { "true" } else { "false" }.to_owned(),
            _ => "–".to_owned(),
        };
        match value.as_object().filter(|keys| !keys.is_empty()) {
            None => table.row([(*name).to_owned(), text, from.to_string()]),
            Some(keys) => {
                for (action, keys) in keys {
                    let keys = keys.as_array().into_iter().flatten().filter_map(Value::as_str);
                    let keys = keys.collect::<Vec<_>>().join(", ");
                    table.row([format!("{name}.{action}"), keys, from.to_string()]);
                }
            }
        }
    }
    output.line(format!("File: {}\n", path.display()))?;
    output.line(table.text())?;
    Ok(Code::Done)
}
