//! The law library beside its peers: how quickly laws are indexed and found, and what that takes.
//!
//! `cargo bench --features measure --bench library`. The corpus is the folder that `MNR_BENCH_CORPUS` names, all of
//! its Markdown files taken as laws of one country (`MNR_BENCH_COUNTRY`, else `ury`); without it a few laws are made
//! up, so that the bench always runs, and its figures then say nothing. recoll and ripgrep are asked where they are
//! installed. No figure fails the bench: the table says which are reached.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a bench prepares its files")]
#![expect(clippy::print_stdout, reason = "the table is what it is for")]
#![expect(clippy::cast_precision_loss, reason = "sizes are shown as rounded figures")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use mnr::measure::{self, Library, Read};

mod figures;
mod peers;
mod queries;

use crate::figures::{Times, Took, judged, median, printed, timed, watched};
use crate::peers::bare::Bare;
use crate::peers::fts5::Fts5;
use crate::peers::{bare, fts5, programs};
use crate::queries::{Asked, Classes};

/// Hits that are shown, each with a snippet.
const SHOWN: usize = 20;
/// Warm runs of a query, of which the middle one counts.
const RUNS: usize = 5;
/// Indexings of which the quickest counts: others use the machine too. The engines take turns.
const INDEXINGS: usize = 5;

fn main() {
    let made = tempfile::tempdir().unwrap();
    let corpus = std::env::var_os("MNR_BENCH_CORPUS").map(PathBuf::from);
    let corpus = corpus.unwrap_or_else(|| {
        println!("MNR_BENCH_CORPUS names no corpus: some laws are made up, and the figures say nothing.\n");
        make_up(made.path());
        made.path().to_path_buf()
    });
    let country = std::env::var("MNR_BENCH_COUNTRY").unwrap_or_else(|_| "ury".to_owned());
    let files = files(&corpus);
    let raw: u64 = files.iter().map(|f| fs::metadata(f).map_or(0, |m| m.len())).sum();
    let (laws, reading) = timed(|| read(&files, &country));
    let text: usize = laws.iter().map(Read::bytes).sum();
    let units: usize = laws.iter().map(|law| law.units("").count()).sum();
    println!(
        "{} files, {:.1} MB; {} laws, {units} provisions, {:.1} MB of text; read on one thread in {:.2} s\n",
        files.len(),
        raw as f64 / 1e6,
        laws.len(),
        text as f64 / 1e6,
        reading.wall
    );
    let classes = queries::draw(&laws);
    let mut verdicts = Vec::new();
    let folder = tempfile::tempdir().unwrap();
    indexing(folder.path(), &laws, text, &mut verdicts);
    asking(folder.path(), &classes, &mut verdicts);
    growth(&laws, &classes);
    drop(laws);
    as_processes(folder.path(), &corpus, &country, &classes, raw, text, &mut verdicts);
    println!("\n## Targets\n");
    for verdict in verdicts {
        println!("{verdict}");
    }
}

/// Laws of nobody, for a bench without a corpus.
fn make_up(folder: &Path) {
    let nouns = ["niño", "juez", "ministerio", "registro", "plazo", "tribunal", "derecho", "servicio"];
    let verbs = ["protege", "informa", "resuelve", "dispone", "comunica", "establece"];
    for law in 0..120_usize {
        let mut text = format!("# Ley {law} de protección\n\n");
        for article in 1..=12_usize {
            let of = |words: &[&str], n: usize| words[(law * 7 + article * 3 + n) % words.len()].to_owned();
            let sentences = (0..4).map(|n| {
                let (a, b, c) = (of(&nouns, n), of(&verbs, n), of(&nouns, n + law));
                format!("El {a} {b} lo establecido en el {c} a los efectos de la presente ley. ")
            });
            let sentences: String = sentences.collect();
            let _ = write!(text, "## Artículo {article}\n\n{sentences}\n\n");
        }
        fs::write(folder.join(format!("ley-{law}.md")), text).unwrap();
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|e| e == "md") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn read(files: &[PathBuf], country: &str) -> Vec<Read> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().filter_map(|path| measure::read(country, &name(path), &fs::read(path).unwrap())).collect()
}

/// One run in an empty folder, which stays.
fn anew(folder: &Path, work: impl FnOnce(&Path)) -> Took {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).unwrap();
    timed(|| work(folder)).1
}

fn quickest(runs: Vec<Took>) -> Took {
    runs.into_iter().min_by(|a, b| a.wall.total_cmp(&b.wall)).unwrap()
}

fn indexing(folder: &Path, laws: &[Read], text: usize, verdicts: &mut Vec<String>) {
    println!("## Indexing the same provisions (best of {INDEXINGS})\n");
    println!("{:<10} {:>8} {:>8} {:>8} {:>12}", "", "wall s", "cpu s", "MB/s", "index/text");
    let mut took: [Vec<Took>; 3] = Default::default();
    for _ in 0..INDEXINGS {
        took[0].push(anew(&folder.join("mnr"), |f| measure::index(f, laws).unwrap()));
        took[1].push(anew(&folder.join("bare"), |f| bare::index(f, laws)));
        took[2].push(anew(&folder.join("fts5"), |f| fts5::index(&f.join("db"), laws)));
    }
    let [ours, stock, sqlite] = took.map(quickest);
    for (name, took) in [("mnr", ours), ("bare", stock), ("fts5", sqlite)] {
        let size = figures::bytes(&folder.join(name)) as f64 / text as f64;
        let speed = text as f64 / 1e6 / took.wall;
        println!("{name:<10} {:>8.2} {:>8.2} {speed:>8.1} {size:>12.2}", took.wall, took.cpu);
    }
    verdicts.push(judged("indexing, time beside SQLite FTS5", ours.wall / sqlite.wall, "x", 1.0));
    verdicts.push(judged("indexing, time beside bare tantivy", ours.wall / stock.wall, "x", 1.5));
}

/// How often the engines found the same, of the queries that mean the same to all of them.
#[derive(Default)]
struct Agreement {
    asked: usize,
    with_fts5: usize,
    with_bare: usize,
}

fn asking(folder: &Path, classes: &Classes, verdicts: &mut Vec<String>) {
    let ours = Library::open(&folder.join("mnr")).unwrap();
    let stock = Bare::open(&folder.join("bare"));
    let sqlite = Fts5::open(&folder.join("fts5").join("db"));
    println!("\n## Warm queries, {SHOWN} hits with snippets, ms (p50 / p95 / max)\n");
    println!(
        "{:<18}{:>6}  {:>28}{:>28}{:>28}{:>28}",
        "", "", "mnr + count + facets", "mnr, words as they stand", "bare tantivy + count", "FTS5"
    );
    let mut agreement = Agreement::default();
    for (class, asked) in classes {
        let mut times: [Vec<f64>; 4] = Default::default();
        for asked in asked {
            let (typed, exact) = (asked.typed(), asked.typed_exactly());
            let mine = ours.search(&exact, SHOWN).unwrap();
            let (theirs, other) = (stock.found(asked, SHOWN), sqlite.found(asked, SHOWN));
            if let Some(other) = other.filter(|_| !matches!(asked, Asked::Prefix(_))) {
                let near = |count: usize| count.abs_diff(mine.total) * 50 <= mine.total.max(50);
                agreement.asked += 1;
                agreement.with_fts5 += usize::from(near(other.total));
                // Its phrases are of stems, so it finds them all and some more.
                agreement.with_bare += usize::from(theirs.total >= mine.total || near(theirs.total));
            }
            times[0].push(median(RUNS, || assert!(ours.search(&typed, SHOWN).unwrap().hits.len() <= SHOWN)));
            times[1].push(median(RUNS, || assert!(ours.search(&exact, SHOWN).unwrap().hits.len() <= SHOWN)));
            times[2].push(median(RUNS, || assert!(stock.found(asked, SHOWN).shown <= SHOWN)));
            if other.is_some() {
                times[3].push(median(RUNS, || assert!(sqlite.shown(asked, SHOWN).is_some())));
            }
        }
        let [mine, exact, theirs, other] = times.map(Times::of);
        let shown = if other.count() > 0 { other.to_string() } else { "–".to_owned() };
        println!("{class:<18}{:>6}  {mine:>28}  {exact:>26}  {theirs:>26}  {shown:>26}", mine.count());
        verdicts.push(judged(&format!("{class}: p95"), mine.at(95), "ms", 5.0));
        verdicts.push(judged(&format!("{class}: longest"), mine.at(100), "ms", 16.0));
        if other.count() > 0 {
            // FTS5 knows words as they stand alone: beside what a person types, the same words are asked of both.
            for at in [50, 95] {
                let what = format!("{class}: p{at} beside FTS5");
                verdicts.push(judged(&what, mine.at(at) / other.at(at), "x", 1.0));
                let what = format!("{class}, words as they stand: p{at} beside FTS5");
                verdicts.push(judged(&what, exact.at(at) / other.at(at), "x", 1.0));
            }
        }
        verdicts.push(judged(&format!("{class}: p50 beside bare"), mine.at(50) / theirs.at(50), "x", 1.5));
        verdicts.push(judged(&format!("{class}: p95 beside bare"), mine.at(95) / theirs.at(95), "x", 1.5));
    }
    println!(
        "\n{} queries of words as they stand: FTS5 counts as we do (2 in 100 either way) in {}, bare tantivy as many \
         or more in {}",
        agreement.asked, agreement.with_fts5, agreement.with_bare
    );
}

fn growth(laws: &[Read], classes: &Classes) {
    println!("\n## Growth\n");
    println!("{:<8} {:>8} {:>8} {:>8}   all queries, ms (p50 / p95 / max)", "laws", "MB", "wall s", "cpu s");
    for parts in [4, 2, 1] {
        let some: Vec<&Read> = laws.iter().step_by(parts).collect();
        let text: usize = some.iter().map(|law| law.bytes()).sum();
        let folder = tempfile::tempdir().unwrap();
        let index = |f: &Path| measure::index(f, some.iter().copied()).unwrap();
        let took = quickest((0..3).map(|_| anew(&folder.path().join("index"), index)).collect());
        let library = Library::open(&folder.path().join("index")).unwrap();
        let all = classes.iter().flat_map(|(_, asked)| asked);
        let times = all.map(|asked| {
            let typed = asked.typed();
            library.search(&typed, SHOWN).unwrap();
            median(3, || assert!(library.search(&typed, SHOWN).is_ok()))
        });
        let times = Times::of(times.collect());
        let (count, size) = (some.len(), text as f64 / 1e6);
        println!("{count:<8} {size:>8.1} {:>8.2} {:>8.2}   {times}", took.wall, took.cpu);
    }
}

fn as_processes(
    folder: &Path,
    corpus: &Path,
    country: &str,
    classes: &Classes,
    raw: u64,
    text: usize,
    verdicts: &mut Vec<String>,
) {
    println!("\n## As processes, on a workspace with all laws\n");
    let workspace = folder.join("workspace");
    fs::create_dir_all(&workspace).unwrap();
    printed(&mut programs::mnr(&workspace, &["init", "."])).unwrap();
    let path = corpus.to_string_lossy();
    let told = |what: &str, took: Took, bytes: f64| {
        let (wall, cpu, peak) = (took.wall, took.cpu, took.peak);
        println!(
            "{what:<34} {wall:>7.2} s wall {cpu:>7.2} s cpu {peak:>6.0} MiB {:>6.1} MB/s",
            bytes / 1e6 / wall
        );
    };
    let import = watched(&mut programs::mnr(&workspace, &["law", "add", &path, "--country", country]));
    let import = import.unwrap();
    told("mnr law add (files, texts, index)", import, raw as f64);
    verdicts.push(judged("importing and indexing all, peak memory", import.peak, "MiB", 400.0));
    let index = figures::bytes(&workspace.join(".mnr/index")) as f64 / text as f64;
    verdicts.push(judged("index beside the text", index, "x", 1.3));
    let again = watched(&mut programs::mnr(&workspace, &["index", "--all"])).unwrap();
    told("mnr index --all", again, raw as f64);
    verdicts.push(judged("indexing all anew, peak memory", again.peak, "MiB", 400.0));

    let settings = tempfile::tempdir().unwrap();
    let recoll = programs::recoll_index(settings.path(), corpus);
    match recoll {
        Some(recoll) => {
            told("recollindex", recoll, raw as f64);
            // An import copies the files and writes facts besides; indexing reads every file and no more, as recoll does.
            let (all, read) = (import.wall / recoll.wall, again.wall / recoll.wall);
            verdicts.push(judged("importing and indexing all, beside recoll", all, "x", 0.2));
            verdicts.push(judged("reading and indexing all, beside recoll", read, "x", 0.2));
        }
        None => println!("recollindex: not installed"),
    }
    println!(
        "\n{:<18}{:>28}{:>28}{:>28}   from start to end, ms",
        "", "mnr search", "recollq + abstracts", "rg"
    );
    let mut first = Vec::new();
    for (class, asked) in classes {
        let mut times: [Vec<f64>; 3] = Default::default();
        for asked in asked.iter().step_by(6) {
            let typed = asked.typed();
            times[0].push(median(RUNS, || assert!(!programs::search(&workspace, &typed).0.is_empty())));
            let mut runs: Vec<f64> = (0..RUNS).map(|_| programs::first_hits(&workspace, &typed)).collect();
            runs.sort_by(f64::total_cmp);
            first.push(runs[RUNS / 2]);
            if recoll.is_some() {
                times[1].extend(programs::recoll_search(settings.path(), asked).map(|(_, time)| time));
            }
        }
        for asked in asked.iter().step_by(30) {
            times[2].extend(programs::ripgrep(corpus, asked).map(|(_, time)| time));
        }
        let shown = times.map(|t| if t.is_empty() { "–".to_owned() } else { Times::of(t).to_string() });
        println!("{class:<18}{:>28}{:>28}{:>28}", shown[0], shown[1], shown[2]);
    }
    let first = Times::of(first);
    println!("from the start of mnr search until hits are printed, ms: {first}");
    verdicts.push(judged("mnr search, start to hits, p50", first.at(50), "ms", 15.0));
    verdicts.push(judged("mnr search, start to hits, p95", first.at(95), "ms", 15.0));
    change(&workspace, country, verdicts);
}

/// Changes one law at a time and searches until the change is seen.
fn change(workspace: &Path, country: &str, verdicts: &mut Vec<String>) {
    let folder = workspace.join("legislation").join(country);
    let mut facts: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    facts.retain(|path| path.extension().is_some_and(|e| e == "yaml"));
    facts.sort();
    let (mut by_facts, mut by_text) = (Vec::new(), Vec::new());
    let some = facts.iter().step_by(facts.len().div_ceil(30));
    for (n, path) in some.enumerate() {
        let yaml = fs::read_to_string(path).unwrap();
        let status = yaml.lines().find(|line| line.starts_with("status:")).unwrap();
        fs::write(path, yaml.replace(status, "status: suspended")).unwrap();
        let id = path.file_stem().unwrap().to_string_lossy();
        let query = format!("status:suspended law:{country}/{id}");
        by_facts.push(seen(workspace, &query));
        let law = path.with_extension("md");
        let mut words = fs::read_to_string(&law).unwrap();
        let new = format!("palabranueva{}", char::from(b'a' + u8::try_from(n % 26).unwrap()));
        let _ = write!(words, "\n\nLa {new} entra en vigor.\n");
        fs::write(&law, words).unwrap();
        by_text.push(seen(workspace, &new));
    }
    println!("\none law changed, ms from the start of `mnr search` (p50 / p95 / max)");
    let times = [("its facts", by_facts), ("its text", by_text)].map(|(what, seen)| {
        let (printed, ended): (Vec<f64>, Vec<f64>) = seen.into_iter().unzip();
        let (printed, ended) = (Times::of(printed), Times::of(ended));
        println!("{what:<10} until it is printed: {printed}   until the end: {ended}");
        printed
    });
    for at in [50, 95] {
        let what = format!("one law changed, until it is printed, p{at}");
        verdicts.push(judged(&what, times[0].at(at).max(times[1].at(at)), "ms", 100.0));
    }
}

/// Milliseconds until what a query finds is printed, and until the program ends; it then tidies its index now and then.
fn seen(workspace: &Path, query: &str) -> (f64, f64) {
    let mut time = 0.0;
    for _ in 0..20 {
        let (out, printed, ended) = programs::last_hits(workspace, query);
        // Hits of the index as it was come first; what counts is what is printed last.
        let last = out.rsplit("The hits anew").next().unwrap_or_default();
        if !last.contains(": 0 provisions") && !last.is_empty() {
            return (time + printed, time + ended);
        }
        time += ended;
    }
    (f64::NAN, f64::NAN)
}
