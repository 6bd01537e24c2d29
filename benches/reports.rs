//! Reports in every format, of a full assessment with three hundred citations; and a batch over all countries.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a bench prepares its files")]

use std::fmt::Write as _;
use std::fs;

use criterion::{Criterion, criterion_group, criterion_main};
mod workspaces;

use crate::workspaces::{mnr, workspace};

/// How many passages of law the answers rest on.
const CITATIONS: usize = 300;

fn formats(c: &mut Criterion) {
    let folder = workspace(1);
    let dir = folder.path();
    let mut law = String::from("The Children Act\n\n");
    for n in 1..=CITATIONS {
        let _ = write!(
            law,
            "{n}. A person who, in the case numbered {n}, knowingly produces or keeps such material commits an offence and is liable on conviction to imprisonment for a term of {n} months.\n\n"
        );
    }
    fs::write(dir.join("act.txt"), law).unwrap();
    mnr(dir, &["law", "add", "act.txt", "--country", "aaa"]);
    let capabilities = fs::read_dir(dir.join("assessments/aaa-baseline/answers/mnr")).unwrap();
    let mut questions: Vec<String> = Vec::new();
    for entry in capabilities {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        questions
            .extend(text.lines().filter_map(|l| Some(l.strip_prefix("  C")?.strip_suffix(':')?.to_owned())));
    }
    questions.sort();
    for n in 0..CITATIONS {
        let question = format!("C{}", questions[n % questions.len()]);
        let section = format!("{}", n + 1);
        mnr(dir, &["cite", "act", &section, "--to", &question, "-a", "aaa-baseline"]);
    }
    let mut group = c.benchmark_group("report");
    group.sample_size(20);
    for format in ["md", "html", "docx", "xlsx", "json", "csv"] {
        let out = dir.join(format!("out.{format}"));
        let out = out.to_str().unwrap();
        group.bench_function(format, |b| {
            b.iter(|| mnr(dir, &["report", "-a", "aaa-baseline", "--format", format, "-o", out, "--force"]));
        });
    }
    group.finish();
}

fn batch(c: &mut Criterion) {
    let mut group = c.benchmark_group("summaries");
    group.sample_size(10);
    // One, two and four times as many: work grows as the number does.
    for countries in [49, 98, 196] {
        let folder = workspace(countries);
        let dir = folder.path();
        group.bench_function(format!("{countries} countries"), |b| {
            let args = "report executive-summary --format html --all --round baseline --force";
            let args: Vec<&str> = args.split(' ').collect();
            b.iter(|| mnr(dir, &args));
        });
    }
    group.finish();
}

criterion_group!(benches, formats, batch);
criterion_main!(benches);
