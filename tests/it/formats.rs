//! Reports in every format: read back, held against the answers, the same twice, and without what was redacted.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use insta::assert_snapshot;
use serde_json::Value;

use crate::support::Tool;

const FORMATS: &[&str] = &["md", "html", "docx", "xlsx", "json", "csv"];
const TEMPLATES: &[&str] = &[
    "annex-answers",
    "country-brief",
    "executive-summary",
    "gap-analysis",
    "plan-of-action",
    "training-needs",
];

fn bytes(tool: &Tool, name: &str) -> Vec<u8> {
    std::fs::read(tool.path(name)).unwrap()
}

/// Writes a report and gives its bytes.
fn written(tool: &Tool, template: &str, format: &str, more: &[&str]) -> Vec<u8> {
    let name = format!("out/{template}.{format}");
    let mut args = vec!["report", template, "--format", format, "-o", &name, "--force"];
    args.extend(more);
    let path = tool.path(&name).to_string_lossy().into_owned();
    args[5] = &path;
    std::fs::create_dir_all(tool.path("out")).unwrap();
    tool.run(&args).ok();
    bytes(tool, &name)
}

/// The parts of an office file as one text.
fn parts(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for i in 0..archive.len() {
        archive.by_index(i).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

/// All that can be read in a file of a format.
fn readable(format: &str, bytes: &[u8]) -> String {
    match format {
        "docx" | "xlsx" => parts(bytes),
        _ => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

#[test]
fn the_workbook_has_every_answer_cell_by_cell() {
    let tool = Tool::demo();
    let hostile = "=HYPERLINK(\"http://x\")";
    tool.run(&["answer", "C14-1", "partly", "--because", hostile, "--note", "+1", "--flag", "@SUM(A1)"]).ok();
    let file = written(&tool, "gap-analysis", "xlsx", &[]);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let names = ["Summary", "Answers", "Evidence", "Gaps", "Actions", "Trainings", "Laws", "Method"];
    assert_eq!(book.sheet_names(), names);
    for name in names {
        let formulas = book.worksheet_formula(name).unwrap();
        assert!(formulas.used_cells().next().is_none(), "{name} has a formula");
    }
    let sheet = book.worksheet_range("Answers").unwrap();
    let head: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let column = |title: &str| head.iter().position(|h| h == title).unwrap_or_else(|| panic!("no {title}"));
    let text = |row: &[Data], title: &str| row[column(title)].to_string();
    let mut rows = 0;
    for row in sheet.rows().skip(1) {
        let id = text(row, "Id");
        let capability = id.split('-').next().unwrap();
        let file = tool.read(&format!("assessments/xda-baseline/answers/mnr/{capability}.yaml"));
        let answers: Value = serde_yaml::from_str(&file).unwrap();
        let answer = &answers["answers"][&id];
        let word = |field: &str| answer[field].as_str().unwrap_or_default().replace('_', " ");
        let state = text(row, "State");
        // What an earlier answer closes has no answer of its own.
        assert!(
            state == word("answer") || (state == "cannot be met" || state == "not relevant"),
            "{id}: {state}"
        );
        for (title, field) in [
            ("Reason", "because"),
            ("Note", "note"),
            ("Flag", "flag"),
            ("Answered by", "by"),
            ("Answered at", "at"),
        ] {
            assert_eq!(text(row, title), answer[field].as_str().unwrap_or_default(), "{id}: {title}");
        }
        assert_eq!(
            (text(row, "Confidence"), text(row, "Status")),
            (word("confidence"), word("status")),
            "{id}"
        );
        let links = answer["evidence"].as_array().map(Vec::as_slice).unwrap_or_default();
        let links: Vec<&str> = links.iter().map(|l| l["ref"].as_str().unwrap()).collect();
        assert_eq!(text(row, "Evidence"), links.join("; "), "{id}");
        rows += 1;
    }
    assert_eq!(rows, 197);
    let evidence = book.worksheet_range("Evidence").unwrap();
    let files = std::fs::read_dir(tool.path("assessments/xda-baseline/evidence")).unwrap().count();
    assert_eq!(evidence.rows().count() - 1, files);
    assert_eq!(book.worksheet_range("Actions").unwrap().rows().count() - 1, 22);
    assert_eq!(book.worksheet_range("Laws").unwrap().rows().count() - 1, 6);
    let sheet = parts(&bytes(&tool, "out/gap-analysis.xlsx"));
    for mark in ["<autoFilter", "<dataValidation ", "state=\"frozen\"", "Public: may be passed on"] {
        assert!(sheet.contains(mark), "no {mark}");
    }
}

#[test]
fn a_table_as_csv_runs_nothing() {
    let tool = Tool::demo();
    for (i, text) in ["=1+1", "+1", "-1", "@A1", "  =1", "\u{ff1d}1", "a,\"b\"\nc"].iter().enumerate() {
        tool.run(&["answer", &format!("C14-{}", i + 1), "partly", &format!("--because={text}")]).ok();
    }
    let csv = readable("csv", &written(&tool, "annex-answers", "csv", &[]));
    assert!(csv.starts_with('\u{feff}') && csv.ends_with("\r\n"));
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let reasons: Vec<String> = reader.records().map(|r| r.unwrap()[9].to_owned()).collect();
    assert_eq!(reasons.len(), 197);
    for wanted in ["'=1+1", "'+1", "'-1", "'@A1", "'=1", "'\u{ff1d}1", "a,\"b\"\nc"] {
        assert!(reasons.iter().any(|r| r == wanted), "{wanted:?} is not there");
    }
    assert!(!reasons.iter().any(|r| r.starts_with(['=', '+', '-', '@', '\u{ff1d}'])));
}

#[test]
fn the_report_for_programs_follows_its_schema() {
    let tool = Tool::demo();
    let schema: Value = serde_json::from_str(&tool.run(&["schema", "report"]).ok().stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    tool.run(&["assess", "new", "--from", "xda-baseline"]).ok();
    tool.run(&["answer", "C03-3", "met", "--because", "x", "-a", "xda-midterm"]).ok();
    for (assessment, template) in [("xda-baseline", "gap-analysis"), ("xda-midterm", "progress")] {
        let report = written(&tool, template, "json", &["-a", assessment]);
        let report: Value = serde_json::from_slice(&report).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:#?}");
        assert_eq!((report["format"].as_u64(), report["template"].as_str()), (Some(1), Some(template)));
    }
}

#[test]
fn a_page_needs_nothing_from_outside() {
    let tool = Tool::demo();
    for template in TEMPLATES {
        let page = readable("html", &written(&tool, template, "html", &["--radar"]));
        assert!(
            page.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"),
            "{template}"
        );
        for tag in ["<script", "<link", "<iframe", "<object", "<embed", "<img", "@import", " src=", "<form"] {
            assert!(!page.contains(tag), "{template} has {tag}");
        }
        // What stands behind `url(` is a part of the same picture.
        let urls = page.split("url(").skip(1);
        assert!(
            urls.clone().all(|u| u.starts_with('#')),
            "{template} loads {:?}",
            urls.take(3).collect::<Vec<_>>()
        );
        assert!(page.contains("<html lang=\"en\" dir=\"ltr\">") && page.contains("Public: may be passed on"));
    }
    let pictures = readable("html", &bytes(&tool, "out/gap-analysis.html")).matches("<svg ").count();
    assert_eq!(pictures, 5 + 5, "five pictures, and a radar for each domain of three capabilities or more");
}

#[test]
fn every_report_is_in_every_language() {
    let tool = Tool::demo();
    tool.run(&["assess", "new", "xda", "--round", "review", "--framework", "legislation"]).ok();
    tool.run(&["answer", "DEF-01", "partly", "--because", "x", "-a", "xda-review"]).ok();
    tool.run(&["assess", "new", "--from", "xda-baseline"]).ok();
    tool.run(&["answer", "C03-3", "met", "--because", "x", "-a", "xda-midterm"]).ok();
    let more = [("legislative-review", "xda-review"), ("progress", "xda-midterm")];
    let all = TEMPLATES.iter().map(|t| (*t, "xda-baseline")).chain(more);
    for (template, assessment) in all {
        let english =
            tool.run(&["report", template, "-a", assessment, "-o", "-", "--language", "en"]).ok().stdout;
        for language in ["es", "fr", "ar", "sw"] {
            let args = ["report", template, "-a", assessment, "-o", "-", "--language", language];
            let said = tool.run(&args).ok();
            assert_eq!(said.stderr, "", "{template} in {language}");
            assert!(said.stdout.contains(&format!("language: \"{language}\"")));
            // Headings are fixed text or titles that are translated; those of questions and names stay.
            let headings = |text: &str| {
                let lines = text.lines().filter(|l| l.starts_with("## ")).map(str::to_owned);
                lines.collect::<std::collections::BTreeSet<_>>()
            };
            let same: Vec<String> = headings(&english)
                .intersection(&headings(&said.stdout))
                .filter(|h| {
                    !h.starts_with("## A0")
                        && !h.starts_with("## A1")
                        && !h.starts_with("## A2")
                        && *h != "## Staff of internet providers who handle CSEA"
                })
                .cloned()
                .collect();
            // "Police", "Actions" and the like are the same word in French.
            assert!(same.len() <= usize::from(language == "fr") * 3, "{template} in {language}: {same:?}");
        }
    }
    let page = readable(
        "html",
        &written(&tool, "gap-analysis", "html", &["--language", "ar", "-a", "xda-baseline"]),
    );
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
    let word = parts(&written(&tool, "gap-analysis", "docx", &["--language", "ar", "-a", "xda-baseline"]));
    assert!(word.contains("<w:bidi/>") && word.contains("<w:rtl/>") && word.contains("<w:bidiVisual/>"));
    let file = written(&tool, "gap-analysis", "xlsx", &["--language", "ar", "-a", "xda-baseline"]);
    let mut arabic: Xlsx<_> = Xlsx::new(Cursor::new(file.clone())).unwrap();
    for name in arabic.sheet_names() {
        let head = arabic.worksheet_range(&name).unwrap();
        let head = head.rows().next().unwrap().iter().map(ToString::to_string).collect::<Vec<_>>();
        let latin: Vec<_> = head.iter().filter(|t| t.is_ascii() && *t != "SHA-256").collect();
        assert!(latin.is_empty() && !name.is_ascii(), "{name}: {latin:?}");
    }
    let book = parts(&file);
    assert!(book.contains("rightToLeft=\"1\""));
    let refused = tool.run(&["report", "-a", "xda-baseline", "--language", "de"]).fails(2);
    assert_snapshot!("unknown_language", refused.stderr);
}

#[test]
fn the_same_input_gives_the_same_bytes_in_every_format() {
    let tool = Tool::demo();
    // The tables are the same whatever the template, so one of them stands for all.
    let texts = TEMPLATES.iter().flat_map(|t| ["md", "html", "docx"].map(|f| (*t, f)));
    for (template, format) in texts.chain(["xlsx", "json", "csv"].map(|f| ("gap-analysis", f))) {
        let once = written(&tool, template, format, &[]);
        let twice = written(&tool, template, format, &[]);
        assert!(once == twice, "{template} as {format} differs");
        assert!(once.len() > 400, "{template} as {format} is empty");
    }
}

#[test]
fn what_is_redacted_is_in_no_format() {
    let tool = Tool::demo();
    let folder = "assessments/xda-baseline";
    let mut planted: Vec<String> = Vec::new();
    let mut mark = |what: &str| {
        planted.push(format!("Zq{what}{}", planted.len()));
        planted.last().unwrap().clone()
    };
    // A mark in every place that is to be left out.
    let facts = format!("{folder}/assessment.yaml");
    let (title, organisation) = (mark("role"), mark("organisation"));
    let text = tool.read(&facts);
    let text = text.replacen("title: Legal reviewer", &format!("title: {title}"), 1);
    let text = text.replacen("Law Commission of Meridia (fictional)", &organisation, 1);
    tool.write(
        &facts,
        text.replace("note: |-\n  Fictional.", &format!("note: |-\n  {}", mark("assessment-note"))),
    );
    let facts_now = tool.read(&facts);
    assert!(facts_now.contains("Interview and visit at the child helpline"));
    let method = mark("method");
    tool.write(&facts, facts_now.replace("Interview and visit at the child helpline", &method));
    tool.run(&["answer", "C03-3", "--note", &mark("note"), "--flag", &mark("flag")]).ok();
    let evidence = format!("{folder}/evidence/xda-osca-s7.yaml");
    let noted = format!("note: {}", mark("evidence-note"));
    tool.write(&evidence, tool.read(&evidence).replace("note: Fictional law.", &noted));
    let interview = format!("{folder}/evidence/xda-interview-police.yaml");
    let text = tool.read(&interview);
    let text = text.replace("group: police", &format!("group: {}", mark("group")));
    let text = text.replace(
        "organisation: Meridian Police Unit for Crimes against Children Online (fictional)",
        &format!("organisation: {}", mark("interviewed")),
    );
    tool.write(&interview, text);
    tool.run(&["plan", "edit", "A01", "--note", &mark("plan-note")]).ok();
    let sheet = format!("{folder}/answers/mnr/C04.yaml");
    let text = tool.read(&sheet);
    let linked = text.replacen("note: Para. 8", &format!("note: {}", mark("link-note")), 1);
    tool.write(&sheet, linked);
    let roles = ["assessor-1", "assessor-2", "assessor-3", "legal-reviewer", "xda-interview-police"];
    let wanted: Vec<String> = planted.iter().cloned().chain(roles.map(str::to_owned)).collect();
    let mut open = String::new();
    for template in TEMPLATES {
        for format in FORMATS {
            if *format == "md" {
                open.push_str(&readable(format, &written(&tool, template, format, &[])));
            }
            let redacted = readable(format, &written(&tool, template, format, &["--redact"]));
            for text in &wanted {
                assert!(!redacted.contains(text.as_str()), "{text} is in {template} as {format}");
            }
            if *format != "csv" {
                let said = redacted.contains("Redacted") || redacted.contains("\"redacted\": true");
                assert!(said, "{template} as {format} does not say that it is redacted");
            }
        }
    }
    // Each mark is somewhere in the reports that are not redacted, so that the test can fail.
    for text in &wanted {
        assert!(open.contains(text.as_str()), "{text} was in no report to begin with");
    }
    let reason = "Section 7";
    assert!(open.contains(reason), "what was found stays");
}

#[test]
fn an_office_file_that_was_edited_is_not_written_over() {
    let tool = Tool::demo();
    let args = ["report", "executive-summary", "--format", "docx"];
    tool.run(&args).ok();
    tool.run(&args).ok();
    tool.run(&["answer", "C14-1", "unknown"]).ok();
    tool.run(&args).ok();
    let name = "reports/xda-baseline-executive-summary.docx";
    let mut edited = bytes(&tool, name);
    edited.push(0);
    tool.write(name, &edited);
    tool.run(&["answer", "C14-1", "partly"]).ok();
    let refused = tool.run(&args).fails(2);
    assert_snapshot!("edited_docx", refused.stderr);
    assert_eq!(bytes(&tool, name), edited);
    tool.run(&["report", "executive-summary", "--format", "docx", "--force"]).ok();
    assert!(bytes(&tool, name) != edited);
    // The ending of a file says its format.
    let page = tool.path("x.html").to_string_lossy().into_owned();
    tool.run(&["report", "executive-summary", "-o", &page]).ok();
    assert!(tool.read("x.html").starts_with("<!doctype html>"));
}

#[test]
fn what_there_is_and_the_narrowest_of_it() {
    let tool = Tool::demo();
    assert_snapshot!("list", tool.run(&["report", "--list"]).ok().stdout);
    let source = tool.run(&["report", "country-brief", "--source"]).ok().stdout;
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/country-brief.md.j2");
    assert_eq!(source, std::fs::read_to_string(shipped).unwrap());
    for name in ["x.md.j2", "x.xda.md.j2", "x.mnr.md.j2", "x.mnr.xda.md.j2", "x.mnr.ken.md.j2"] {
        tool.write(&format!("templates/{name}"), format!("{{#- A try. -#}}\n{name}\n"));
    }
    for used in ["x.mnr.xda.md.j2", "x.mnr.md.j2", "x.xda.md.j2", "x.md.j2"] {
        let text = tool.run(&["report", "x", "-o", "-"]).ok().stdout;
        assert_eq!(text.lines().next(), Some(used));
        let list = tool.run(&["report", "--list", "--json"]).ok().json();
        let row =
            list["templates"].as_array().unwrap().iter().find(|t| t["template"] == "x").unwrap().clone();
        assert_eq!((&row["file"], &row["about"]), (&format!("templates/{used}").into(), &"A try.".into()));
        std::fs::remove_file(tool.path(&format!("templates/{used}"))).unwrap();
    }
    // A text that is said in a language of the workspace's own.
    tool.write("templates/y.md.j2", "{{ say(\"Level\") }} {{ say(\"Mine\") }} {{ \"not_met\" | words }}\n");
    tool.write("templates/words/pt.yaml", "\"Level\": \"Nível\"\n\"not met\": \"não cumprido\"\n");
    let ran = tool.run(&["report", "y", "-o", "-", "--language", "pt"]).ok();
    assert_eq!(ran.stdout.lines().next(), Some("Nível Mine não cumprido"));
    assert!(
        ran.stderr.contains("1 fixed texts of the template are not there in that language"),
        "{}",
        ran.stderr
    );
    tool.write("templates/words/pt.yaml", "\"{a} of {b}\": \"{a} de {c}\"\n");
    assert_snapshot!(
        "wrong_words",
        tool.run(&["report", "y", "-o", "-", "--language", "pt"]).fails(3).stderr
    );
}

#[test]
fn every_assessment_gets_its_report_at_once() {
    let tool = Tool::workspace();
    for country in ["ken", "per"] {
        tool.run(&["assess", "new", country]).ok();
    }
    tool.run(&["assess", "new", "tza", "--round", "endline"]).ok();
    let said = tool.run(&["report", "executive-summary", "--all", "--round", "baseline"]).ok().stdout;
    let wanted = ["ken", "per"].map(|c| format!("Wrote reports/{c}-baseline-executive-summary.md\n"));
    assert_eq!(said, wanted.concat());
    tool.write("assessments/per-baseline/assessment.yaml", "x: 1\n");
    let ran = tool.run(&["report", "executive-summary", "--all"]).fails(3);
    assert!(
        ran.stdout.contains("tza-endline") && ran.stderr.starts_with("per-baseline: "),
        "{}",
        ran.shown()
    );
}
