//! The gap analysis: complete, stable, and proof against what people type.

use insta::assert_snapshot;

use crate::support::Tool;

#[test]
fn the_report_of_the_demonstration() {
    let tool = Tool::demo();
    let report = tool.run(&["report", "-o", "-"]).ok().stdout;
    // The fingerprints change with every word of the data; everything else is the snapshot.
    let stable: Vec<&str> = report.lines().take_while(|l| *l != "## Reproduction").collect();
    assert_snapshot!("gap_analysis", stable.join("\n"));
    let written = tool.read("reports/xda-baseline-gap-analysis.md");
    assert_eq!(written, report, "the same input gives the same bytes");
    let dated = tool.run(&["report", "-o", "-", "--date", "2031-01-01"]).ok().stdout;
    assert!(dated.lines().any(|l| l == "report_date: \"2031-01-01\""));
}

#[test]
fn nothing_that_was_entered_is_missing() {
    let tool = Tool::demo();
    // The plan has documents of its own.
    let documents = ["gap-analysis", "plan-of-action", "training-needs"];
    let report: String = documents.iter().map(|d| tool.run(&["report", d, "-o", "-"]).ok().stdout).collect();
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let report = plain(&report);
    let folder = tool.path("assessments/xda-baseline");
    let mut texts = 0;
    for entry in walk(&folder) {
        let value: serde_json::Value =
            serde_yaml::from_str(&std::fs::read_to_string(&entry).unwrap()).unwrap();
        let mut leaves = Vec::new();
        strings(&value, "", &mut leaves);
        for (path, text) in leaves {
            // Words of closed sets are shown in other words; the digest of a passage is for machines.
            let is_word = ["kind", "answer", "provision", "sha256", "path", "prefix", "suffix", "status"]
                .iter()
                .any(|k| path.ends_with(k));
            if !is_word {
                texts += 1;
                assert!(report.contains(&plain(&text)), "{}: {path}: {text}", entry.display());
            }
        }
    }
    assert!(texts > 800, "only {texts} texts were looked for");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else if path.extension().is_some_and(|e| e == "yaml") {
            found.push(path);
        }
    }
    found
}

fn strings(value: &serde_json::Value, path: &str, found: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::String(text) => found.push((path.to_owned(), text.clone())),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, path, found)),
        serde_json::Value::Object(map) => {
            map.iter().for_each(|(key, value)| strings(value, &format!("{path}/{key}"), found));
        }
        _ => {}
    }
}

#[test]
fn no_answer_can_break_a_table_or_smuggle_html() {
    let tool = Tool::kenya();
    let nasty = "| a | b |\n| --- | --- |\n<script>alert(1)</script> {{ 7 * 7 }} [x](javascript:y)\n# Heading\n- item\n```\n---\n<!-- x";
    for id in ["C01-1", "C01-2"] {
        tool.run(&["answer", id, "partly", "--because", nasty, "--note", nasty, "--flag", nasty]).ok();
    }
    tool.run(&["answer", "C01-3", "not_applicable", "--because", nasty]).ok();
    tool.run(&["level", "C01", "2", "--reason", nasty, "--target", "3", "--target-reason", nasty]).ok();
    let report = tool.run(&["report", "-o", "-"]).ok().stdout;
    for markup in ["<script>", "](javascript"] {
        let escaped = report.matches(&format!("\\{markup}")).count();
        assert_eq!((report.matches(markup).count(), escaped > 0), (escaped, true), "{markup}");
    }
    assert!(report.contains("\\<script>alert(1)\\</script> \\{\\{ 7 \\* 7 \\}\\}"));
    assert_eq!(
        report.matches("<!--").count() - report.matches("\\<!--").count(),
        1,
        "only the seal is a comment"
    );
    // Every row of every table has as many cells as its head.
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let mut head = None;
    for (i, line) in report.lines().enumerate() {
        let is_row = line.starts_with('|');
        match (is_row, head) {
            (true, None) => head = Some(cells(line)),
            (true, Some(n)) => assert_eq!(cells(line), n, "line {}: {line}", i + 1),
            (false, _) => head = None,
        }
    }
    let headings: Vec<&str> = report.lines().filter(|l| l.starts_with("# ")).collect();
    assert_eq!(headings.len(), 1, "{headings:?}");
}

#[test]
fn a_template_of_the_workspace_replaces_the_shipped_one() {
    let tool = Tool::demo();
    tool.write(
        "templates/gap-analysis.md.j2",
        "# {{ country.name }}\n\n{% include \"_gaps.md.j2\" ignore missing %}{{ frameworks | length }}\n",
    );
    tool.write("templates/one-line.md.j2", "{{ assessment.id }}\n");
    tool.write("templates/_gaps.md.j2", "mine\n");
    let report = tool.run(&["report", "-o", "-"]).ok().stdout;
    assert!(report.starts_with("# Meridia (fictional)\n\nmine\n1\n"), "{report}");
    assert!(tool.run(&["report", "one-line", "-o", "-"]).ok().stdout.starts_with("xda-baseline\n"));
}

#[test]
fn a_fault_in_a_template_names_file_and_line() {
    let tool = Tool::demo();
    let mut shown = String::new();
    for text in [
        "# x\n\n{{ country.nmae }}\n",
        "# x\n{% for %}\n",
        "{% include \"_nothing.md.j2\" %}",
        "{{ assessment.id | upercase }}",
    ] {
        tool.write("templates/gap-analysis.md.j2", text);
        shown.push_str(&tool.run(&["report", "-o", "-"]).fails(3).stderr);
    }
    assert_snapshot!("template_faults", shown);
    tool.write("templates/gap-analysis.md.j2", "# x\n{% for %}\n");
    assert_snapshot!("template_check", tool.run(&["check"]).fails(1).shown());
}
