//! What people wait for, measured from the start of the process to its end.
//!
//! The workspaces are made here: every question answered, each with a reason of some six hundred
//! characters. `growth` shows the same command on one, two and four times as much.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a bench prepares its files")]

use std::fs;
use std::path::Path;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
mod workspaces;

use crate::workspaces::{mnr, workspace};

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
