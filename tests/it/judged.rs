//! Judged searches: what a searcher wants stands in the first lines, and no change makes that worse unnoticed.
//!
//! The laws and the judgements are those of `tests/fixtures/laws`. The figures are floors, not aims: whoever makes
//! the ranking better raises them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::support::{Tool, fixture};

/// Mean nDCG over the first ten hits.
const NDCG: f64 = 0.91;
/// Share of the queries with a hit in the first three that is what the searcher wants.
const IN_FIRST_THREE: f64 = 0.96;
/// Hits of the first screen.
const SCREEN: usize = 10;

/// Queries that do not bring all that is wanted to the first screen yet, and why. One that does comes off the list.
const NOT_YET: &[(&str, &str)] = &[
    ("service provider produce records", "the second provision has all words but one"),
    ("compensation fund forfeited property", "the second provision has half of the words"),
    ("mlemavu", "`ulemavu` is of another class and has another stem"),
    ("concept:T01", "a form of several words is looked for without its inflections: `mtoto` is not `watoto`"),
    (
        "concept:T23",
        "a form of several words is looked for without its inflections: `a child` is not `children`",
    ),
];

struct Judged {
    query: String,
    country: Option<String>,
    relevant: BTreeMap<String, u32>,
}

impl Judged {
    fn of(value: &Value) -> Self {
        let relevant = value["relevant"].as_object().unwrap();
        let grade = |g: &Value| u32::try_from(g.as_u64().unwrap()).unwrap();
        Self {
            query: value["query"].as_str().unwrap().to_owned(),
            country: value["country"].as_str().map(str::to_owned),
            relevant: relevant.iter().map(|(k, g)| (k.clone(), grade(g))).collect(),
        }
    }

    fn grade(&self, provision: &str) -> u32 {
        self.relevant.get(provision).copied().unwrap_or(0)
    }

    fn wanted(&self) -> impl Iterator<Item = &String> {
        self.relevant.iter().filter(|(_, g)| **g == 3).map(|(p, _)| p)
    }
}

fn queries() -> Vec<Judged> {
    let text = fs::read_to_string(fixture("laws/judged.yaml")).unwrap();
    let all: Value = serde_yaml::from_str(&text).unwrap();
    all.as_array().unwrap().iter().map(Judged::of).collect()
}

/// A library of the fixture laws. Nobody has a profile of these countries.
pub(crate) fn library() -> Tool {
    let tool = Tool::workspace();
    for country in ["xaa", "xab"] {
        for (ending, said) in [("md", &[][..]), ("txt", &["--status", "in_force"])] {
            let pattern = fixture(&format!("laws/{country}-*.{ending}"));
            let args = ["law", "add", pattern.to_str().unwrap(), "--country", country];
            tool.run(&[&args[..], said].concat()).ok();
        }
    }
    tool
}

fn discounted(grades: impl Iterator<Item = u32>) -> f64 {
    let ranks = (2_u32..).map(|place| f64::from(place).log2());
    grades.take(SCREEN).zip(ranks).fold(0.0, |sum, (grade, log)| sum + f64::from((1 << grade) - 1) / log)
}

fn ndcg(query: &Judged, hits: &[String]) -> f64 {
    let mut best: Vec<u32> = query.relevant.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    discounted(hits.iter().map(|h| query.grade(h))) / discounted(best.into_iter())
}

fn hits(tool: &Tool, query: &Judged) -> Vec<String> {
    let mut args = vec!["search", "--json", "--limit", "50"];
    if let Some(country) = &query.country {
        args.extend(["--country", country]);
    }
    args.extend(["--", &query.query]);
    let found = tool.run(&args).ok().json();
    let name = |hit: &Value| {
        let (_, slug) = hit["law"].as_str().unwrap().split_once('/').unwrap();
        format!("{slug}#{}", hit["provision"].as_str().unwrap())
    };
    found["hits"].as_array().unwrap().iter().map(name).collect()
}

#[test]
fn what_is_wanted_stands_first() {
    let tool = library();
    let (mut table, mut faults) = (String::new(), Vec::new());
    let (mut sum, mut first, mut count) = (0.0, 0.0, 0.0);
    let mut seen = BTreeSet::new();
    for query in queries() {
        let text = &query.query;
        assert!(seen.insert(text.clone()), "`{text}` is judged twice");
        let hits = hits(&tool, &query);
        if query.relevant.is_empty() {
            assert!(hits.is_empty(), "`{text}` is in no law, and found {hits:?}");
            continue;
        }
        let gain = ndcg(&query, &hits);
        let in_first_three = hits.iter().take(3).any(|h| query.grade(h) == 3);
        let missing: Vec<&String> =
            query.wanted().filter(|w| !hits.iter().take(SCREEN).any(|h| h == *w)).collect();
        let whole = in_first_three && missing.is_empty();
        sum += gain;
        first += f64::from(u8::from(in_first_three));
        count += 1.0;
        let shown: Vec<String> = hits.iter().take(4).map(|h| format!("{h}={}", query.grade(h))).collect();
        let line = format!(
            "{gain:.3} {} {text}: {}; missing {missing:?}\n",
            if whole { "all " } else { "SOME" },
            shown.join(" ")
        );
        let known = NOT_YET.iter().find(|(query, _)| query == text);
        match (whole, known) {
            (false, None) => faults.push(format!("not in the first lines any more: {line}")),
            (true, Some((_, why))) => faults.push(format!("take it off the list ({why}): {line}")),
            _ => {}
        }
        table.push_str(&line);
    }
    for (query, _) in NOT_YET {
        assert!(seen.contains(*query), "`{query}` is on the list and not judged");
    }
    let (mean, share) = (sum / count, first / count);
    let figures = format!(
        "nDCG@10 {mean:.4} (floor {NDCG}), wanted in the first three {share:.4} (floor {IN_FIRST_THREE})"
    );
    assert!(mean >= NDCG && share >= IN_FIRST_THREE, "{figures}\n{table}");
    assert!(faults.is_empty(), "{}\n{figures}\n{table}", faults.concat());
}

/// What the judgements rest on: the facts that the files say of themselves, or that were given.
#[test]
fn laws_of_countries_without_a_profile_are_taken_in_with_their_facts() {
    let list = library().run(&["law", "list", "--json"]).ok().json();
    let laws = list["laws"].as_array().unwrap();
    assert_eq!(laws.len(), 12);
    for law in laws {
        let (country, slug) = law["id"].as_str().unwrap().split_once('/').unwrap();
        let mut parts = slug.split('-');
        assert_eq!(parts.next(), Some(country));
        assert_eq!(parts.next(), law["language"].as_str(), "{slug}");
        assert_eq!(parts.next_back().unwrap().parse::<i64>().ok(), law["year"].as_i64(), "{slug}");
        let status = match slug {
            "xaa-en-cybercrime-2003" => "repealed",
            "xab-es-proteccion-datos-2018" => "partly_in_force",
            _ => "in_force",
        };
        assert_eq!(law["status"], status, "{slug}");
        assert!(law["quality"].as_f64().unwrap() > 0.95, "{slug}");
    }
    assert_eq!(list["missing_key_laws"], serde_json::json!([]));
}
