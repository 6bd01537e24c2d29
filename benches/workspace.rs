//! What people wait for, measured from the start of the process to its end.
//!
//! The workspaces are made here: every question answered, each with a reason of some six hundred
//! characters. `growth` shows the same command on one, two and four times as much.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a bench prepares its files")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use tempfile::TempDir;

const REASON: &str = "The provision names production, distribution and possession, and has been in force since the \
gazette of 2 March. Three files of the last twenty-four months were read; in two of them the charge rested on it, in \
the third on the older section. The ministry confirms the reading; the prosecutor's office does not share it for \
material without a commercial purpose. Interviewees in two of the eight regions had not heard of the change, and the \
training records show no course on it. La redacción vigente es la del artículo modificado. المادة الرابعة لا تذكر \
الحيازة. Kifungu hiki hakijatumika mahakamani.";

fn mnr(dir: &Path, args: &[&str]) {
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
fn workspace(countries: usize) -> TempDir {
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

fn forget(folder: &Path) {
    let _ = fs::remove_dir_all(folder.join(".mnr/summaries"));
}

fn one_assessment(c: &mut Criterion) {
    let folder = workspace(1);
    let dir = folder.path();
    let mut group = c.benchmark_group("one");
    group.sample_size(20);
    group.bench_function("help", |b| b.iter(|| mnr(dir, &["--help"])));
    for (name, args) in [
        ("status", &["status", "-a", "aaa-baseline"][..]),
        ("gaps", &["gaps", "-a", "aaa-baseline"]),
        ("report", &["report", "-a", "aaa-baseline", "-o", "-"]),
        ("answer", &["answer", "-a", "aaa-baseline", "C03-2", "met"]),
        ("check", &["check"]),
    ] {
        group.bench_function(name, |b| b.iter(|| mnr(dir, args)));
    }
    group.finish();
}

fn growth(c: &mut Criterion) {
    let mut group = c.benchmark_group("growth");
    group.sample_size(10);
    for countries in [49, 98, 196] {
        let folder = workspace(countries);
        let dir = folder.path();
        for (name, args) in [("status", &["status"][..]), ("assess list", &["assess", "list"])] {
            group.bench_with_input(
                BenchmarkId::new(format!("{name}, first"), countries * 3),
                &(),
                |b, ()| {
                    b.iter_batched(|| forget(dir), |()| mnr(dir, args), BatchSize::PerIteration);
                },
            );
            mnr(dir, args);
            group.bench_with_input(
                BenchmarkId::new(format!("{name}, after"), countries * 3),
                &(),
                |b, ()| {
                    b.iter(|| mnr(dir, args));
                },
            );
        }
    }
    group.finish();
}

criterion_group!(benches, one_assessment, growth);
criterion_main!(benches);
