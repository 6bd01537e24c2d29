//! The workspaces that are measured: every question answered, each with a reason of some six hundred
//! characters.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

const REASON: &str = "The provision names production, distribution and possession, and has been in force since the \
gazette of 2 March. Three files of the last twenty-four months were read; in two of them the charge rested on it, in \
the third on the older section. The ministry confirms the reading; the prosecutor's office does not share it for \
material without a commercial purpose. Interviewees in two of the eight regions had not heard of the change, and the \
training records show no course on it. La redacción vigente es la del artículo modificado. المادة الرابعة لا تذكر \
الحيازة. Kifungu hiki hakijatumika mahakamani.";

pub(crate) fn mnr(dir: &Path, args: &[&str]) {
    let status =
        Command::new(env!("CARGO_BIN_EXE_mnr")).args(args).current_dir(dir).stdout(Stdio::null()).status();
    assert!(status.as_ref().is_ok_and(|s| s.success()), "mnr {args:?}: {status:?}");
}

/// The files of one assessment in which everything is answered: name and text.
fn answered() -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    mnr(folder.path(), &["init", "."]);
    mnr(folder.path(), &["assess", "new", "ken", "--started", "2026-03-02"]);
    let answers = folder.path().join("assessments/ken-baseline/answers/mnr");
    let mut files: Vec<_> = fs::read_dir(answers)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let block = format!(
                "    answer: partly\n    because: |-\n      {REASON}\n    confidence: medium\n    status: draft\n    at: \"2026-03-02T09:14:00Z\"\n"
            );
            let text = fs::read_to_string(&path).unwrap().replace("    answer: not_assessed\n", &block);
            let level = "level:\n  value: 2\n  reason: Half of it stands.\ntarget:\n  value: 3\n";
            let text = text.replace("level:\n  value: null\ntarget:\n  value: null\n", level);
            (path.file_name().unwrap().to_str().unwrap().to_owned(), text)
        })
        .collect();
    files.sort();
    files
}

/// A workspace of so many countries in three rounds each.
pub(crate) fn workspace(countries: usize) -> TempDir {
    let files = answered();
    let folder = tempfile::tempdir().unwrap();
    mnr(folder.path(), &["init", "."]);
    for n in 0..countries {
        let letter = |i: usize| char::from(b'a' + u8::try_from(i % 26).unwrap());
        let country: String = [letter(n / 676), letter(n / 26), letter(n)].iter().collect();
        for round in ["baseline", "midterm", "endline"] {
            let assessment = folder.path().join(format!("assessments/{country}-{round}"));
            fs::create_dir_all(assessment.join("answers/mnr")).unwrap();
            let facts = format!(
                "country: \"{country}\"\nround: {round}\nframeworks:\n  - {{id: mnr, version: \"2016.1\"}}\nstatus: draft\nsharing: restricted\n"
            );
            fs::write(assessment.join("assessment.yaml"), facts).unwrap();
            for (name, text) in &files {
                fs::write(assessment.join("answers/mnr").join(name), text).unwrap();
            }
        }
    }
    folder
}
