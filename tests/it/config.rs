//! The settings of the user: where they are, what they change.

use insta::assert_snapshot;
use serde_json::json;

use crate::support::Tool;

/// The role of a user whose settings name `assessor-2`.
fn by(tool: &Tool, variables: &[(&str, &str)], args: &[&str]) -> String {
    tool.run_in(variables, &[&["answer", "C01-1", "met"], args].concat()).ok();
    let text = tool.read("assessments/ken-baseline/answers/mnr/C01.yaml");
    let by = text.lines().find_map(|l| l.strip_prefix("    by: ")).unwrap_or("nobody").to_owned();
    tool.run_in(variables, &["answer", "C01-1", "not_assessed"]).ok();
    by
}

#[test]
fn settings_are_found_and_shown() {
    let tool = Tool::empty();
    let root = tool.path("").to_str().unwrap().trim_end_matches('/').to_owned();
    let home = [("HOME", root.as_str())];
    assert_snapshot!("config_path", tool.run_in(&home, &["config", "path"]).ok().shown());
    assert_snapshot!("config_default", tool.run_in(&home, &["config", "show"]).ok().shown());
    assert_snapshot!("config_no_home", tool.run(&["config", "show"]).fails(2).shown());
    tool.write(".config/mnr/config.yaml", "# only a remark\n");
    tool.run_in(&home, &["config", "show"]).ok();
    let text = "# mine\ncolor: auto\ntheme: light\nrole: assessor-2\nkeys: {undo: [u, ctrl-z], quit: [q]}\n";
    tool.write(".config/mnr/config.yaml", text);
    assert_snapshot!("config_show", tool.run_in(&home, &["config", "show"]).ok().shown());
    let around = [home[0], ("NO_COLOR", "1"), ("MNR_BY", "lead")];
    let json = tool.run_in(&around, &["config", "show", "--json"]).ok().json();
    let setting = |name: &str| json["settings"][name].clone();
    assert_eq!(setting("color"), json!({ "value": "never", "from": "environment" }));
    assert_eq!(setting("role"), json!({ "value": "lead", "from": "environment" }));
    assert_eq!(setting("theme"), json!({ "value": "light", "from": "file" }));
    assert_eq!(setting("language"), json!({ "value": null, "from": "default" }));
    assert_eq!(setting("keys")["value"], json!({ "quit": ["q"], "undo": ["u", "ctrl-z"] }));
}

#[test]
fn the_role_of_the_settings_is_the_default_where_it_fits_the_team() {
    let tool = Tool::kenya();
    tool.write("mine.yaml", "role: assessor-2\n");
    let mine = [("MNR_CONFIG", "mine.yaml")];
    assert_eq!(by(&tool, &[], &[]), "nobody");
    assert_eq!(by(&tool, &mine, &[]), "assessor-2", "there is no team");
    assert_eq!(by(&tool, &mine, &["--by", "lead"]), "lead");
    assert_eq!(by(&tool, &[mine[0], ("MNR_BY", "second")], &[]), "second");
    let file = "assessments/ken-baseline/assessment.yaml";
    let bare = tool.read(file);
    let team = |ids: &[&str]| {
        let roles: String = ids.iter().map(|id| format!("  - id: {id}\n    title: A role\n")).collect();
        tool.write(file, bare.replace("team: []\n", &format!("team:\n{roles}")));
    };
    team(&["assessor-1", "assessor-2"]);
    assert_eq!(by(&tool, &mine, &[]), "assessor-2");
    team(&["assessor-1"]);
    assert_eq!(by(&tool, &mine, &[]), "assessor-1", "the only one of the team");
    tool.write("mine.yaml", "rolle: assessor-2\n");
    tool.run_in(&mine, &["answer", "C01-1", "met"]).fails(3);
    tool.run_in(&mine, &["answer", "C01-1", "met", "--by", "assessor-1"]).ok();
}
