//! The READMEs, held against the program: their examples load, their lists are complete.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::support::Tool;

fn document(name: &str) -> String {
    fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The fenced YAML blocks of a document whose first line names a file: path and text.
fn examples(document: &str) -> Vec<(String, String)> {
    let blocks = document.split("```yaml\n").skip(1).filter_map(|b| b.split("```").next());
    blocks
        .filter_map(|b| Some((b.lines().next()?.strip_prefix("# ")?.to_owned(), b.to_owned())))
        .filter(|(path, _)| path.contains('/') && !path.contains(' '))
        .collect()
}

#[test]
fn the_examples_of_the_data_formats_load() {
    let tool = Tool::workspace();
    let mut paths = Vec::new();
    for name in ["frameworks/README.md", "country-profiles/README.md"] {
        for (path, text) in examples(&document(name)) {
            tool.write(&path, &text);
            paths.push(path);
        }
    }
    assert_eq!(
        paths,
        ["frameworks/tiny/framework.yaml", "frameworks/tiny/response.yaml", "country-profiles/xaa.yaml"]
    );
    assert_eq!(tool.run(&["check"]).ok().stdout, "No fault found.\n");
    tool.run(&["assess", "new", "xaa", "--framework", "tiny"]).ok();
    tool.run(&["report"]).ok();
}

#[test]
fn the_settings_in_the_readme_load_and_are_all_there_are() {
    let tool = Tool::empty();
    let readme = document("README.md");
    let example = readme.split("```yaml\n").find(|b| b.starts_with("language:")).unwrap();
    tool.write("config.yaml", example.split("```").next().unwrap());
    let json = tool.run_in(&[("MNR_CONFIG", "config.yaml")], &["config", "show", "--json"]).ok().json();
    for (name, setting) in json["settings"].as_object().unwrap() {
        assert_eq!(setting["from"], "file", "{name} is not in the README");
    }
}

/// The paths in backticks in the first column of every table.
fn documented(text: &str) -> BTreeSet<String> {
    let first_cells =
        text.lines().filter_map(|l| l.strip_prefix("| `")?.split_once('`').map(|(path, _)| path.to_owned()));
    first_cells.collect()
}

/// Groups that have the fields of another one: `| `plan.dropped[]` | The same fields as `plan.actions[]`, … |`.
fn alike(text: &str) -> Vec<(String, String)> {
    let rows = text.lines().filter_map(|l| l.strip_prefix("| `")?.split_once("` | The same fields as `"));
    rows.filter_map(|(path, rest)| Some((path.to_owned(), rest.split_once('`')?.0.to_owned()))).collect()
}

/// A path with every group that is like another one put as that one.
fn canonical(path: &str, alike: &[(String, String)]) -> String {
    let mut path = path.to_owned();
    while let Some((from, to)) =
        alike.iter().find(|(from, _)| path.strip_prefix(from.as_str()).is_some_and(|r| r.starts_with('.')))
    {
        path = format!("{to}{}", &path[from.len()..]);
    }
    path
}

/// The paths of every value that is no map and no list.
fn paths(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let dot = if path.is_empty() { "" } else { "." };
                paths(value, &format!("{path}{dot}{key}"), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{path}[]"), found)),
        _ => {
            found.insert(path.to_owned());
        }
    }
}

#[test]
fn every_value_a_template_gets_is_documented_and_every_documented_one_is_there() {
    let tool = Tool::demo();
    // A template prints the whole context as JSON.
    let values = [
        "assessment",
        "date",
        "country",
        "country_code",
        "frameworks",
        "evidence",
        "legislation",
        "reproduction",
        "unread",
        "views",
        "terms",
        "plan",
        "training",
        "comparison",
        "report",
    ];
    let members: Vec<String> =
        values.iter().map(|v| format!("{{{{ '\"{v}\": ' | safe }}}}{{{{ {v} | tojson }}}}")).collect();
    tool.write(
        "templates/all.md.j2",
        format!("{{{{ '{{' | safe }}}}{}{{{{ '}}' | safe }}}}\n", members.join(",")),
    );
    let mut there = BTreeSet::new();
    // The review's questions name what they serve; a passage that changed, one that was looked at again, a search
    // without result, and a key law that is missing have values of their own.
    let assessment = "assessments/xda-baseline/assessment.yaml";
    let both = tool
        .read(assessment)
        .replace("  - id: mnr\n", "  - id: legislation\n    version: \"1.0\"\n  - id: mnr\n");
    let mark =
        "published_marks:\n- {view: icmec, row: ICMEC-C1, mark: \"yes\", edition: 9th, citation: p. 1}\n";
    tool.write(assessment, format!("{}{mark}", both.trim_end_matches('\n').to_owned() + "\n"));
    let penal = "legislation/xda/codigo-penal.md";
    tool.run(&["cite", "xda/codigo-penal", "9", "--to", "mnr/C03-4"]).ok();
    tool.write(penal, tool.read(penal).replace("serán juzgados conforme", "podrán ser juzgados conforme"));
    let confirmed = "assessments/xda-baseline/evidence/xda-codigo-penal-art214.yaml";
    let confirmation = "  confirmed:\n  - {found: changed, provision: art_214, date: \"2026-03-20\"}\n";
    tool.write(confirmed, tool.read(confirmed).replace("\nnote:", &format!("\n{confirmation}note:")));
    tool.run(&["law", "remove", "xda/evidence-act-2000", "--yes"]).ok();
    tool.run(&["absent", "mnr/C18-5", "--query", "hash w/3 register", "--rejected"]).ok();
    tool.run(&["absent", "legislation/OFF-12", "--rejected"]).ok();
    // Lists that are empty in the demonstration get an entry, one after the other.
    let changes: [&[&str]; 3] = [
        &["level", "C12", "1", "--reason", "r", "--target", "4"],
        &["level", "C07", "--clear-target"],
        &["level", "C12", "--clear"],
    ];
    for change in changes {
        tool.run(change).ok();
        let text = tool.run(&["report", "all", "-o", "-"]).ok().stdout;
        let json: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        paths(&json, "", &mut there);
    }
    // The next round: what is compared, what waits to be confirmed, what the plan lacks.
    tool.run(&["assess", "new", "--from", "xda-baseline"]).ok();
    let midterm: [&[&str]; 5] = [
        &["answer", "mnr/C03-3", "met", "--because", "r", "--evidence", "xda-osca-s5:supports"],
        &["level", "C03", "3", "--reason", "r"],
        &["plan", "edit", "A01", "--status", "dropped"],
        &["plan", "edit", "A02", "--end", "2020", "--now", "x", "--as-of", "2028"],
        &["report", "all", "-o", "-"],
    ];
    for command in midterm {
        let text = tool.run_in(&[("MNR_ASSESSMENT", "xda-midterm")], command).ok().stdout;
        if command[0] == "report" {
            let json: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
            paths(&json, "", &mut there);
        }
    }
    let readme = document("templates/README.md");
    let alike = alike(&readme);
    let there: BTreeSet<String> = there.iter().map(|p| canonical(p, &alike)).collect();
    let documented: BTreeSet<String> =
        documented(&readme).into_iter().filter(|p| !alike.iter().any(|(from, _)| from == p)).collect();
    let undocumented: Vec<_> = there.iter().filter(|p| !documented.contains(*p)).collect();
    assert!(undocumented.is_empty(), "not in templates/README.md: {undocumented:#?}");
    // Groups that may be none as a whole; and what could not be read is nothing here.
    let groups = |p: &str| there.iter().any(|t| t.starts_with(&format!("{p}."))) || p == "unread[]";
    // Two versions of a framework are needed for these.
    let groups = |p: &str| groups(p) || p.starts_with("comparison.losses[]");
    let missing: Vec<_> = documented.iter().filter(|p| !there.contains(*p) && !groups(p)).collect();
    assert!(missing.is_empty(), "documented, and no template gets it: {missing:#?}");
}

#[test]
fn every_command_in_the_readme_is_one_that_the_program_takes() {
    let tool = Tool::empty();
    let readme = document("README.md");
    let mut commands = 0;
    for line in readme.lines().filter_map(|l| l.trim_start().trim_start_matches("$ ").strip_prefix("mnr ")) {
        let words: Vec<&str> = line
            .split_whitespace()
            .take_while(|w| !w.starts_with('-') && !w.starts_with('#') && !w.starts_with('"'))
            .collect();
        let (Some(first), rest) = (words.first(), words.get(1)) else { continue };
        let mut args = vec![*first];
        if let ("framework" | "country" | "assess" | "audit" | "law" | "config", Some(second)) =
            (*first, rest)
        {
            args.push(second);
        }
        args.push("--help");
        tool.run(&args).ok();
        commands += 1;
    }
    assert!(commands >= 8, "only {commands} commands were found in the README");
}
