//! The text of a PDF: whole, it is that of its source; damaged, it is read or refused and nothing in between.

use std::collections::HashMap;
use std::fs;
use std::time::{Duration, Instant};

use unicode_normalization::UnicodeNormalization;

use crate::support::{Numbers, Ran, Tool, fixture};

const LANGUAGES: [&str; 4] = ["ar", "en", "es", "sw"];
/// Damaged variants of each file. More of them with `MNR_DAMAGED=50`.
const DAMAGED: u64 = 20;

/// Compatibility forms and white space made the same.
fn words(text: &str) -> Vec<String> {
    text.nfkc().collect::<String>().split_whitespace().map(str::to_owned).collect()
}

/// Of pairs of neighbouring words: a word that is lost, made up or out of its place costs two pairs.
fn f1(found: &str, wanted: &str) -> f64 {
    let pairs = |text: &str| {
        let mut counts: HashMap<(String, String), i64> = HashMap::new();
        for pair in words(text).windows(2) {
            *counts.entry((pair[0].clone(), pair[1].clone())).or_default() += 1;
        }
        counts
    };
    let (found, wanted) = (pairs(found), pairs(wanted));
    let both: i64 = found.iter().map(|(pair, n)| wanted.get(pair).copied().unwrap_or(0).min(*n)).sum();
    let all: i64 = found.values().sum::<i64>() + wanted.values().sum::<i64>();
    2.0 * f64::from(i32::try_from(both).unwrap()) / f64::from(i32::try_from(all).unwrap())
}

#[test]
fn the_measure_is_one_that_order_matters_to() {
    assert!((f1("a b c d", "a b c d") - 1.0).abs() < 1e-9);
    assert!(f1("d c b a", "a b c d") < 0.01);
    assert!((f1("a b c", "a b c d") - 0.8).abs() < 1e-9, "2 · 2 ÷ (2 + 3)");
}

#[test]
fn the_text_of_a_pdf_is_that_of_its_source() {
    let tool = Tool::workspace();
    let mut figures = String::new();
    let mut worst: f64 = 1.0;
    for language in LANGUAGES {
        let file = fixture(&format!("pdf/{language}.pdf"));
        tool.run(&["law", "add", file.to_str().unwrap(), "--country", "xaa"]).ok();
        let law = tool.run(&["law", "show", language, "--json"]).ok().json();
        assert_eq!(law["language"], language);
        let text = tool.run(&["law", "show", language, "--text"]).ok().stdout;
        let wanted = fs::read_to_string(fixture(&format!("pdf/{language}.txt"))).unwrap();
        let figure = f1(&text, &wanted);
        figures.push_str(&format!("{language} {figure:.4}\n"));
        worst = worst.min(figure);
    }
    assert!(worst >= 0.95, "pairs of words that are right:\n{figures}");
}

/// Bytes turned, a piece cut out, one twice, one put in, the end gone.
fn damaged(whole: &[u8], number: u64) -> Vec<u8> {
    let mut numbers = Numbers::from(number);
    let mut bytes = whole.to_vec();
    for _ in 0..=numbers.below(8) {
        let at = numbers.below(bytes.len());
        let length = numbers.below(bytes.len() / 16).min(bytes.len() - at);
        match numbers.below(5) {
            0 => (0..=numbers.below(40)).for_each(|_| {
                let place = numbers.below(bytes.len());
                bytes[place] ^= 1 << numbers.below(8);
            }),
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let piece = bytes[at..at + length].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let piece: Vec<u8> =
                    (0..length.min(400)).map(|_| u8::try_from(numbers.below(256)).unwrap()).collect();
                bytes.splice(at..at, piece);
            }
            _ => bytes.truncate(bytes.len() - length),
        }
    }
    bytes
}

/// Every law that is listed is whole, and no file lies there that belongs to none.
fn assert_whole(tool: &Tool, country: &str) -> usize {
    let list = tool.run(&["law", "list", "--json"]).ok().json();
    assert_eq!(list["problems"], serde_json::json!([]));
    let laws = list["laws"].as_array().unwrap();
    let mut files: Vec<String> = fs::read_dir(tool.path(&format!("legislation/{country}")))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let mut wanted = Vec::new();
    for law in laws {
        let slug = law["id"].as_str().unwrap().split_once('/').unwrap().1;
        wanted.extend([law["file"].as_str().unwrap().to_owned(), format!("{slug}.yaml")]);
    }
    wanted.sort();
    assert_eq!(files, wanted);
    assert_eq!(tool.run(&["check"]).ok().stdout, "No fault found.\n");
    laws.len()
}

fn outcomes(added: &Ran) -> HashMap<String, Vec<serde_json::Value>> {
    let mut by_outcome: HashMap<String, Vec<serde_json::Value>> = HashMap::new();
    for file in added.json()["files"].as_array().unwrap() {
        by_outcome.entry(file["outcome"].as_str().unwrap().to_owned()).or_default().push(file.clone());
    }
    by_outcome
}

#[test]
fn a_damaged_pdf_is_read_or_refused_and_the_rest_goes_on() {
    let count = std::env::var("MNR_DAMAGED").ok().and_then(|n| n.parse().ok()).unwrap_or(DAMAGED);
    let tool = Tool::workspace();
    for language in LANGUAGES {
        let whole = fs::read(fixture(&format!("pdf/{language}.pdf"))).unwrap();
        for number in 0..count {
            tool.write(&format!("in/{language}-{number}.pdf"), damaged(&whole, number * 4 + 1));
        }
    }
    let begun = Instant::now();
    let added = tool.run(&["law", "add", "in", "--country", "xaa", "--json"]);
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(2 * count.max(10)), "{took:?}");
    let outcomes = outcomes(&added);
    let there = outcomes.get("added").map_or(0, Vec::len);
    let refused = outcomes.get("refused").cloned().unwrap_or_default();
    assert_eq!(there + refused.len(), usize::try_from(count).unwrap() * LANGUAGES.len());
    added.fails(i32::from(!refused.is_empty()));
    assert!(
        there > 0 && !refused.is_empty(),
        "{there} in, {} refused: the damage is too great or too small",
        refused.len()
    );
    for file in &refused {
        let reason = file["reason"].as_str().unwrap();
        assert!(!reason.is_empty() && reason.len() < 200 && !reason.contains('\n'), "{file}");
        assert!(!reason.contains("panicked") && !reason.contains(".rs:"), "{file}");
    }
    assert_eq!(assert_whole(&tool, "xaa"), there);
    for file in &outcomes["added"] {
        assert!(file["provisions"].as_u64().is_some(), "{file}");
        let text = tool.run(&["law", "show", file["id"].as_str().unwrap(), "--text"]).ok().stdout;
        assert!(text.chars().any(char::is_alphabetic), "{file} has no text");
    }
    tool.run(&["search", "--country", "xaa", "mtoto OR child OR الطفل OR niño"]).ok();
}
