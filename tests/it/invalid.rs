//! `samples/invalid/`: one file a fault, with the message as a snapshot beside it.
//!
//! A file is named `<kind>--<fault>`; the kind says where in a workspace it is put. All of them are
//! put into one workspace, and one `mnr check` must find every one of them and nothing else.

use std::fs;
use std::path::Path;

use crate::support::Tool;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");

/// Kinds that one `check` cannot see together: the workspace that cannot be opened, what lies outside
/// it, and the list of terms and the views, of which a workspace has one.
const OUTSIDE: &[&str] = &["workspace", "config", "terminology", "crosswalk"];

fn valid(name: &str) -> String {
    fs::read_to_string(format!("{FOLDER}/valid/{name}")).unwrap()
}

/// Kind, fault and text of every sample.
fn samples() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(format!("{FOLDER}/invalid")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if let Some((kind, fault)) = name.split_once("--").filter(|_| !name.ends_with(".snap")) {
            let fault = fault.split('.').next().unwrap();
            found.push((kind.to_owned(), fault.to_owned(), fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// A workspace with one good file of every kind.
fn ground() -> Tool {
    let tool = Tool::workspace();
    tool.write("frameworks/tiny/framework.yaml", valid("framework--tiny.yaml"));
    tool.write("frameworks/tiny/only.yaml", valid("domain--only.yaml"));
    tool.write("country-profiles/xaa.yaml", valid("country--xaa.yaml"));
    let profile = valid("country--xaa.yaml").replace("id: xaa", "id: xda").replace("XAA", "XDA");
    tool.write("country-profiles/xda.yaml", profile);
    good_assessment(&tool, "valid");
    tool
}

fn good_assessment(tool: &Tool, round: &str) -> String {
    let folder = format!("assessments/xda-{round}");
    tool.write(
        &format!("{folder}/assessment.yaml"),
        valid("assessment--valid.yaml").replace("round: valid", &format!("round: {round}")),
    );
    tool.write(&format!("{folder}/answers/tiny/T01.yaml"), valid("answers--T01.yaml"));
    tool.write(&format!("{folder}/evidence/item.yaml"), valid("evidence--item.yaml"));
    folder
}

/// Puts a sample where its kind belongs; gives the path that problems of it begin with.
fn put(tool: &Tool, kind: &str, fault: &str, text: &str) -> String {
    match kind {
        "answers" => {
            let file = format!("{}/answers/tiny/T01.yaml", good_assessment(tool, fault));
            tool.write(&file, text);
            file
        }
        "assessment" => {
            let file = format!("{}/assessment.yaml", good_assessment(tool, fault));
            tool.write(&file, text);
            file
        }
        "evidence" => {
            let file = format!("{}/evidence/item.yaml", good_assessment(tool, &format!("evidence-{fault}")));
            tool.write(&file, text);
            file
        }
        "framework" => {
            tool.write(&format!("frameworks/{fault}/only.yaml"), valid("domain--only.yaml"));
            let file = format!("frameworks/{fault}/framework.yaml");
            tool.write(&file, text);
            file
        }
        "domain" => {
            let id = format!("domain-{fault}");
            tool.write(
                &format!("frameworks/{id}/framework.yaml"),
                valid("framework--tiny.yaml").replace("id: tiny", &format!("id: {id}")),
            );
            let file = format!("frameworks/{id}/only.yaml");
            tool.write(&file, text);
            file
        }
        "country" => {
            let id = text.lines().find_map(|l| l.strip_prefix("id: ")).unwrap();
            let file = format!("country-profiles/{id}.yaml");
            tool.write(&file, text);
            file
        }
        "template" => {
            let file = format!("templates/{fault}.md.j2");
            tool.write(&file, text);
            file
        }
        other => panic!("samples of kind `{other}` have no place"),
    }
}

/// A problem as its snapshot has it, without the file.
fn told(p: &serde_json::Value) -> String {
    let hint = p["hint"].as_str().map(|h| format!("\n  hint: {h}")).unwrap_or_default();
    let text = |field: &str| p[field].as_str().unwrap().to_owned();
    format!(
        "{}:{}: {}[{}]: {}{hint}",
        p["line"],
        p["column"],
        text("severity"),
        text("code"),
        text("message")
    )
}

fn snapshot(kind: &str, fault: &str, message: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(FOLDER).join("invalid"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("{kind}--{fault}"), message));
}

#[test]
fn the_ground_is_without_fault() {
    let ran = ground().run(&["check"]).ok();
    assert_eq!(ran.stdout, "No fault found.\n");
}

#[test]
fn every_fault_is_told_with_place_and_remedy() {
    let tool = ground();
    let samples: Vec<_> =
        samples().into_iter().filter(|(kind, ..)| !OUTSIDE.contains(&kind.as_str())).collect();
    let files: Vec<String> =
        samples.iter().map(|(kind, fault, text)| put(&tool, kind, fault, text)).collect();
    let problems = tool.run(&["check", "--json"]).fails(1).json();
    let problems = problems["problems"].as_array().unwrap();
    for ((kind, fault, _), file) in samples.iter().zip(&files) {
        let of_file: Vec<String> = problems.iter().filter(|p| p["file"] == **file).map(told).collect();
        assert!(!of_file.is_empty(), "nothing was found in {kind}--{fault}");
        snapshot(kind, fault, &of_file.join("\n"));
    }
    // A fault may have consequences in its own assessment, and nowhere else.
    let around = |file: &str| file.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
    let places: Vec<String> = files.iter().map(|f| around(f)).collect();
    let unexpected: Vec<_> =
        problems.iter().filter(|p| !places.contains(&around(p["file"].as_str().unwrap()))).collect();
    assert!(unexpected.is_empty(), "{unexpected:#?}");
}

#[test]
fn a_workspace_that_cannot_be_opened_says_why() {
    for (_, fault, text) in samples().into_iter().filter(|(kind, ..)| kind == "workspace") {
        let tool = Tool::workspace();
        tool.write("mnr.yaml", &text);
        let ran = tool.run(&["status"]).fails(3);
        assert_eq!(tool.read("mnr.yaml"), text);
        snapshot("workspace", &fault, &ran.stderr);
    }
}

/// Kinds of which a workspace has one file beside the frameworks, with their good sample.
const SINGLE: [(&str, &str); 2] =
    [("terminology", "terminology--short.yaml"), ("crosswalk", "crosswalk--short.yaml")];

#[test]
fn an_own_list_of_terms_or_views_replaces_the_shipped_one() {
    for (kind, good) in SINGLE {
        let tool = ground();
        tool.write(&format!("frameworks/{kind}.yaml"), valid(good));
        let ran = tool.run(&["check"]).ok();
        let expected = format!(
            "frameworks/{kind}.yaml: note[replaces-shipped]: this file is used in place of the shipped one\n  \
             hint: delete it to use the shipped one again\n0 errors, 0 warnings, 1 note\n"
        );
        // The searches of the shipped framework name concepts that a short list of one's own lacks.
        let lines = ran.stdout.split_inclusive('\n').collect::<Vec<_>>();
        let about = lines.chunks(2).filter(|pair| !pair[0].contains("unknown-concept")).map(<[&str]>::concat);
        let about: String = about.collect();
        assert_eq!(about.replace("4 warnings", "0 warnings"), expected);
    }
}

#[test]
fn a_list_of_terms_or_views_that_cannot_be_used_says_where() {
    for (kind, _) in SINGLE {
        let file = format!("frameworks/{kind}.yaml");
        for (_, fault, text) in samples().into_iter().filter(|(k, ..)| k == kind) {
            let tool = ground();
            tool.write(&file, text);
            let problems = tool.run(&["check", "--json"]).json()["problems"].as_array().unwrap().clone();
            let problems: Vec<_> = problems.into_iter().filter(|p| p["code"] != "replaces-shipped").collect();
            assert!(problems.iter().all(|p| p["file"] == *file), "{problems:#?}");
            assert!(!problems.is_empty(), "nothing was found in {kind}--{fault}");
            let told: Vec<String> = problems.iter().map(told).collect();
            snapshot(kind, &fault, &told.join("\n"));
        }
    }
}

#[test]
fn settings_that_cannot_be_used_say_why() {
    let tool = Tool::empty();
    let show = |file: &str| tool.run_in(&[("MNR_CONFIG", file)], &["config", "show"]);
    tool.write("valid.yaml", valid("config--valid.yaml"));
    show("valid.yaml").ok();
    for (_, fault, text) in samples().into_iter().filter(|(kind, ..)| kind == "config") {
        tool.write("config.yaml", &text);
        let ran = show("config.yaml").fails(3);
        assert_eq!(tool.read("config.yaml"), text);
        snapshot("config", &fault, &ran.stderr);
    }
}

#[test]
fn there_are_enough_samples() {
    assert!(samples().len() >= 25, "{}", samples().len());
}
