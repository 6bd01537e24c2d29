//! Every data file that is built in: against its schema, its first line, and what the field demands.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::Tool;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|e| e == "yaml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn the_schemas_are_those_of_the_types() {
    let tool = Tool::empty();
    let kinds = tool.run(&["schema"]).ok().stdout;
    let mut files = BTreeSet::new();
    for kind in kinds.lines() {
        let schema = tool.run(&["schema", kind]).ok().stdout;
        let shipped = fs::read_to_string(root().join(format!("schemas/{kind}.json"))).unwrap_or_default();
        assert!(
            shipped == schema,
            "schemas/{kind}.json is out of step: mnr schema {kind} > schemas/{kind}.json"
        );
        files.insert(format!("{kind}.json"));
    }
    let there: BTreeSet<String> = fs::read_dir(root().join("schemas"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(there, files, "a schema without a kind");
}

/// The schema that a file's first line names, whether it is shipped or lies in a workspace.
fn schema_of(file: &Path) -> Value {
    let text = fs::read_to_string(file).unwrap();
    let line = text.lines().next().unwrap_or_default();
    let named = line
        .strip_prefix("# yaml-language-server: $schema=")
        .unwrap_or_else(|| panic!("{}: {line}", file.display()));
    let name = Path::new(named).file_name().unwrap();
    let in_workspace = named.contains(".mnr/schemas/");
    let target = file.parent().unwrap().join(named);
    let shipped = root().join("schemas").join(name);
    assert!(
        in_workspace || target.canonicalize().unwrap() == shipped.canonicalize().unwrap(),
        "{named} leads nowhere"
    );
    serde_json::from_str(&fs::read_to_string(shipped).unwrap()).unwrap()
}

#[test]
fn every_shipped_file_is_valid_against_the_schema_it_names() {
    let mut count = 0;
    for folder in ["frameworks", "country-profiles", "samples/demo", "samples/valid"] {
        for file in yaml_files(&root().join(folder)) {
            let value: Value = serde_yaml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            let validator = jsonschema::validator_for(&schema_of(&file)).unwrap();
            let faults: Vec<String> =
                validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(faults.is_empty(), "{}:\n{}", file.display(), faults.join("\n"));
            count += 1;
        }
    }
    assert!(count > 60, "only {count} files were found");
}

#[test]
fn check_finds_no_fault_in_what_is_shipped() {
    let tool = Tool::empty();
    let ran = tool.run(&["check", "--data"]).ok();
    assert_eq!(ran.stdout, "No fault found.\n");
}

fn mnr() -> Value {
    shipped("mnr")
}

fn shipped(framework: &str) -> Value {
    Tool::empty().run(&["framework", "show", framework, "--json"]).ok().json()
}

fn capabilities(framework: &Value) -> Vec<&Value> {
    framework["domains"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|d| d["capabilities"].as_array().unwrap())
        .collect()
}

#[test]
fn the_model_national_response_is_whole() {
    let framework = mnr();
    assert_eq!(framework["domains"].as_array().unwrap().len(), 6);
    let capabilities = capabilities(&framework);
    let ids: Vec<&str> = capabilities.iter().map(|c| c["id"].as_str().unwrap()).collect();
    let wanted: Vec<String> = (1..=21).map(|n| format!("C{n:02}")).collect();
    assert_eq!(ids, wanted);
    let questions: Vec<&Value> =
        capabilities.iter().flat_map(|c| c["questions"].as_array().unwrap()).collect();
    assert!(questions.len() >= 136, "{}", questions.len());
    // The ids of the source edition: how many questions each capability began with.
    let seed = [7, 7, 7, 7, 7, 7, 6, 6, 7, 6, 7, 7, 7, 6, 7, 5, 6, 6, 7, 6, 5];
    let there: BTreeSet<&str> = questions.iter().map(|q| q["id"].as_str().unwrap()).collect();
    for (id, count) in wanted.iter().zip(seed) {
        for n in 1..=count {
            assert!(there.contains(format!("{id}-{n}").as_str()), "{id}-{n} is gone");
        }
    }
    for q in &questions {
        let id = &q["id"];
        let texts = [
            &q["text"],
            &q["criteria"]["met"],
            &q["criteria"]["partly"],
            &q["criteria"]["not_met"],
            &q["action"],
        ];
        for text in texts {
            assert!(text.as_str().unwrap().len() > 30, "{id}: {text}");
        }
        assert!(!q["source"].as_array().unwrap().is_empty(), "{id} has no source");
        assert!(!q["typical_evidence"].as_array().unwrap().is_empty(), "{id} has no typical evidence");
        assert!(
            q["text"].as_str().unwrap().split_whitespace().count() <= 35,
            "{id} is too long to be one check"
        );
    }
    for c in &capabilities {
        assert!(!c["training"].as_array().unwrap().is_empty(), "{} trains nobody", c["id"]);
        let demanded: BTreeSet<u64> =
            c["questions"].as_array().unwrap().iter().filter_map(|q| q["essential_from"].as_u64()).collect();
        assert_eq!(demanded, BTreeSet::from([2, 3, 4]), "{}: a level that demands nothing", c["id"]);
    }
    let depends: BTreeMap<&str, &Value> = capabilities
        .iter()
        .filter(|c| !c["depends_on"].as_array().unwrap().is_empty())
        .map(|c| (c["id"].as_str().unwrap(), &c["depends_on"]))
        .collect();
    let wanted = serde_json::json!({
        "C06": ["C03"], "C07": ["C03", "C04"], "C08": ["C09"], "C11": ["C09"], "C12": ["C03"], "C16": ["C03"],
        "C17": ["C03"],
    });
    assert_eq!(serde_json::json!(depends), wanted);
}

#[test]
fn the_legislative_review_is_whole() {
    let framework = shipped("legislation");
    let capabilities = capabilities(&framework);
    let ids: Vec<&str> = capabilities.iter().map(|c| c["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["DEF", "TRM", "OFF", "PRO", "VIC", "IND", "REP", "DAT", "SAN", "JUR"]);
    let questions: Vec<&Value> =
        capabilities.iter().flat_map(|c| c["questions"].as_array().unwrap()).collect();
    assert_eq!(questions.len(), 50);
    for q in questions {
        assert_eq!(q["kind"], "legal", "{}", q["id"]);
        assert!(!q["source"].as_array().unwrap().is_empty(), "{} has no source", q["id"]);
    }
}

#[test]
fn the_views_are_whole() {
    let text = fs::read_to_string(root().join("frameworks/crosswalk.yaml")).unwrap();
    let crosswalk: Value = serde_yaml::from_str(&text).unwrap();
    let views = crosswalk["views"].as_array().unwrap();
    let rows = |v: &Value| v["rows"].as_array().unwrap().clone();
    let counts: Vec<(&str, usize)> =
        views.iter().map(|v| (v["id"].as_str().unwrap(), rows(v).len())).collect();
    assert_eq!(counts, [("icmec", 18), ("treaties", 57), ("oosi", 4)]);
    for row in views.iter().flat_map(rows) {
        let unexplained = |q: &&Value| q["relation"] == "partial" && q["note"].is_null();
        let questions = row["questions"].as_array().unwrap();
        assert!(!questions.iter().any(|q| unexplained(&q)), "{}: a part, and not which", row["id"]);
    }
}

#[test]
fn no_two_texts_of_a_checklist_are_the_same() {
    for framework in [mnr(), shipped("legislation")] {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for c in capabilities(&framework) {
            for q in c["questions"].as_array().unwrap() {
                for field in ["text", "action"] {
                    let text = q[field].as_str().unwrap().to_owned();
                    let id = q["id"].to_string();
                    assert!(
                        seen.insert(text.clone(), id.clone()).is_none(),
                        "{id} says {field} again: {text}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_tool_does_not_use_legacy_terms_as_its_own() {
    let legacy = ["child pornography", "child prostitut", "child sex tourism", "child porn"];
    let mut files = yaml_files(&root().join("frameworks"));
    files.extend(yaml_files(&root().join("samples/demo")));
    for file in files {
        let text = fs::read_to_string(&file).unwrap().to_lowercase();
        let outside_quotes: String = text.split('"').step_by(2).collect();
        // Titles of treaties are quotations without marks.
        let on_one_line = outside_quotes.split_whitespace().collect::<Vec<_>>().join(" ");
        let own = on_one_line.replace("sale of children, child prostitution and child pornography", "");
        for term in legacy {
            assert!(!own.contains(term), "{}: `{term}` outside quotation marks", file.display());
        }
    }
}

#[test]
fn the_terms_are_whole() {
    let text = fs::read_to_string(root().join("frameworks/terminology.yaml")).unwrap();
    let list: Value = serde_yaml::from_str(&text).unwrap();
    let concepts = list["concepts"].as_array().unwrap();
    let ids: Vec<&str> = concepts.iter().map(|c| c["id"].as_str().unwrap()).collect();
    let wanted: Vec<String> = (1..=30).map(|n| format!("T{n:02}")).collect();
    assert_eq!(ids, wanted);
    let mut count = 0;
    for c in concepts {
        let id = &c["id"];
        for language in ["en", "es", "fr", "ar"] {
            let preferred = c["forms"][language]["preferred"].as_array();
            assert!(preferred.is_some_and(|p| !p.is_empty()), "{id}: nothing to write in {language}");
        }
        for (language, forms) in c["forms"].as_object().unwrap() {
            // Nobody whose language it is has checked one. Whoever does names a source and takes this out.
            assert_eq!(forms["certainty"], "unconfirmed", "{id}, {language}");
            for used in ["preferred", "accepted", "care", "avoid", "statutory"] {
                count += forms[used].as_array().map_or(0, Vec::len);
            }
        }
    }
    assert!(count >= 680, "only {count} forms");
}

#[test]
fn the_five_countries_have_their_facts() {
    let tool = Tool::empty();
    for id in ["jor", "ken", "per", "phl", "tza"] {
        let country = tool.run(&["country", "show", id, "--json"]).ok().json();
        let count = |field: &str| country[field].as_array().unwrap().len();
        assert_eq!(count("ages"), 4, "{id}");
        assert!(count("treaties") >= 8 && count("key_laws") >= 7 && count("bodies") >= 4, "{id}");
        assert!(count("findings") >= 2 && count("general") >= 6 && count("plans") >= 1, "{id}");
        for law in country["key_laws"].as_array().unwrap() {
            assert!(!law["needed_for"].as_array().unwrap().is_empty(), "{id}: {}", law["title"]);
        }
        assert_eq!(country["fictional"], false);
    }
    let demo = Tool::demo().run(&["country", "show", "xda", "--json"]).ok().json();
    assert_eq!(demo["fictional"], true);
}

#[test]
fn the_demonstration_uses_every_answer_value_and_every_level() {
    let tool = Tool::demo();
    let status = tool.run(&["status", "--json"]).ok().json();
    for value in ["met", "partly", "not_met", "not_applicable", "unknown", "not_assessed", "flagged"] {
        assert!(status[value].as_u64().unwrap() > 0, "no {value}");
    }
    let answered = status["questions"].as_u64().unwrap() - status["not_assessed"].as_u64().unwrap();
    assert!(
        (60..=75).contains(&(answered * 100 / status["questions"].as_u64().unwrap())),
        "about two thirds"
    );
    let levels: BTreeSet<u64> =
        status["capabilities"].as_array().unwrap().iter().filter_map(|c| c["level"].as_u64()).collect();
    assert_eq!(levels, BTreeSet::from([1, 2, 3, 4]));
}

/// What the demonstration cites stands in its laws, in the provision it names, word for word.
#[test]
fn the_passages_of_the_demonstration_stand_in_its_laws() {
    let tool = Tool::demo();
    let mut passages = 0;
    for file in yaml_files(&root().join("samples/demo/assessments/xda-baseline/evidence")) {
        let item: Value = serde_yaml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let Some(passage) = item.get("passage").filter(|p| p.is_object()) else { continue };
        let text =
            |field: &str| passage[field].as_str().unwrap_or_else(|| panic!("{}: {field}", file.display()));
        let shown = tool.run(&["law", "show", text("law"), text("provision"), "--json"]).ok().json();
        assert_eq!(
            (shown["label"].as_str(), &shown["path"]),
            (Some(text("label")), &passage["path"]),
            "{}",
            file.display()
        );
        let words = shown["text"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        let quote = passage["quote"]["exact"].as_str().unwrap();
        assert!(words.contains(quote), "{}: {quote}\n{words}", file.display());
        passages += 1;
    }
    assert!(passages >= 15, "only {passages} passages were looked at");
}

/// Every reader runs in the demonstration, and finds what the laws were written with.
#[test]
fn the_laws_of_the_demonstration_are_whole() {
    let tool = Tool::demo();
    let json = tool.run(&["law", "list", "--json"]).ok().json();
    let found: Vec<(String, u64, String)> = json["laws"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| {
            let text = |f: &str| l[f].as_str().unwrap().to_owned();
            (text("id"), l["provisions"].as_u64().unwrap(), text("format"))
        })
        .collect();
    let expected = [
        ("xda/codigo-penal", 33, "md"),
        ("xda/cybercrime-act-2012", 29, "pdf"),
        ("xda/evidence-act-2000", 33, "docx"),
        ("xda/online-safety-of-children-act-2019", 29, "akn"),
        ("xda/qanun-al-tifl", 34, "html"),
        ("xda/sheria-ya-ulinzi-wa-mtoto-2024", 32, "txt"),
    ];
    assert_eq!(found, expected.map(|(id, n, format)| (id.to_owned(), n, format.to_owned())));
    assert_eq!(json["missing_key_laws"].as_array().unwrap().len(), 0);
}
