//! Hand-calculated examples on a framework of a few questions.

use std::collections::BTreeMap;

use crate::model::answer::{Answer, EvidenceLink, Stance, Value};
use crate::model::assessment::{SetLevel, Sheet, Sheets, Target};
use crate::model::framework::{
    Basis, Capability, Domain, Framework, Kind, LevelName, Planning, Question, Relevance, Wording,
};
use crate::model::id::{CapabilityId, DomainId, EvidenceId, FrameworkId, QuestionId};
use crate::model::scoring::{Method, Scoring, Treatment, Values};
use crate::model::text::{Language, Text};
use crate::score::capability::CapabilityScore;
use crate::score::overview::Overview;
use crate::score::weigh::State;

fn text(s: &str) -> Text {
    Text::plain(&Language::english(), s)
}

fn id(s: &str) -> QuestionId {
    QuestionId::parse(s).unwrap()
}

/// A question in a word: `C01-1 legal 2`, and after `if`, the question it depends on and how far.
fn question(spec: &str) -> Question {
    let words: Vec<&str> = spec.split_whitespace().collect();
    let kind = match words[1] {
        "legal" => Kind::Legal,
        "data" => Kind::Data,
        _ => Kind::Operational,
    };
    let relevant_if = words.get(4).map(|gate| Relevance {
        question: id(gate),
        at_least: if words[5] == "met" { Value::Met } else { Value::Partly },
    });
    Question {
        id: id(words[0]),
        kind,
        weight: words[2].parse().unwrap(),
        text: text("?"),
        guidance: None,
        met: text("a"),
        partly: text("b"),
        not_met: text("c"),
        typical_evidence: vec![],
        basis: vec![],
        action: text("d"),
        relevant_if,
        note: None,
        searches: vec![],
        serves: vec![],
        informed_by: vec![],
    }
}

fn capability(name: &str, questions: &[&str]) -> Capability {
    Capability {
        id: CapabilityId::parse(name).unwrap(),
        number: 1,
        title: text("t"),
        title_current: text("t"),
        domain_2016: text("d"),
        domain_current: text("d"),
        summary: text("s"),
        purpose: text("p"),
        depends_on: vec![],
        training: vec![],
        source: Basis { source: "s".into(), part: None, at: None, derived: false, note: None },
        note: None,
        questions: questions.iter().map(|q| question(q)).collect(),
    }
}

fn framework(capabilities: Vec<Capability>) -> Framework {
    let level = |value| LevelName { value, title: text("l"), meaning: text("m"), wording: Wording::Ours };
    Framework {
        id: FrameworkId::parse("f").unwrap(),
        version: "1".into(),
        language: Language::english(),
        title: text("F"),
        publisher: String::new(),
        published: String::new(),
        description: text("d"),
        rights: text("r"),
        sources: vec![],
        audiences: vec![],
        common_core: vec![],
        planning: Planning::default(),
        mappings: vec![],
        scale: (1..=4).map(level).collect(),
        scoring: Scoring {
            method: Method::WeightedShare,
            values: Values { met: 1.0, partly: 0.5, not_met: 0.0 },
            not_applicable: Treatment::Excluded,
            unknown: Treatment::Interval,
            not_assessed: Treatment::Interval,
            not_relevant: Treatment::NotMet,
            thresholds: BTreeMap::from([(2, 0.35), (3, 0.6), (4, 0.85)]),
            essential: BTreeMap::new(),
            min_coverage: 0.6,
        },
        search_languages: vec![],
        domains: vec![Domain {
            id: DomainId::parse("d").unwrap(),
            title: text("D"),
            outcome: text("o"),
            capabilities,
        }],
    }
}

/// Answers as `C01-1 met`.
fn sheets(answers: &[&str]) -> Sheets {
    let mut sheets = Sheets::new();
    for answer in answers {
        let (question, value) = answer.split_once(' ').unwrap();
        let value = match value {
            "met" => Value::Met,
            "partly" => Value::Partly,
            "not_met" => Value::NotMet,
            "not_applicable" => Value::NotApplicable,
            _ => Value::Unknown,
        };
        let capability = CapabilityId::parse(question.split('-').next().unwrap()).unwrap();
        let answer = Answer { value: Some(value), ..Answer::default() };
        sheets.entry(capability).or_default().answers.insert(id(question), answer);
    }
    sheets
}

const FOUR: [&str; 4] = ["C01-1 legal 1", "C01-2 practice 1", "C01-3 practice 1", "C01-4 practice 1"];

fn bounds(score: &CapabilityScore<'_>) -> Option<(f64, f64)> {
    score.all.share().map(|s| (s.low, s.high))
}

#[test]
fn one_met_one_partly_one_not_applicable_one_not_assessed() {
    let f = framework(vec![capability("C01", &FOUR)]);
    let sheets = sheets(&["C01-1 met", "C01-2 partly", "C01-3 not_applicable"]);
    let overview = Overview::of(&f, &sheets);
    let score = overview.capabilities().next().unwrap();
    let (low, high) = bounds(score).unwrap();
    assert!((low - 1.5 / 3.0).abs() < 1e-12 && (high - 2.5 / 3.0).abs() < 1e-12, "{low} {high}");
    assert_eq!((score.all.assessed, score.all.applicable, score.all.weight), (2, 3, 3));
    // Law is met in full; practice is half of one, nothing of the other.
    assert_eq!(score.law.share().map(|s| (s.low, s.high)), Some((1.0, 1.0)));
    assert_eq!(score.practice.share().map(|s| (s.low, s.high)), Some((0.25, 0.75)));
}

#[test]
fn unknown_widens_the_interval_and_is_not_assessed_either() {
    let f = framework(vec![capability("C01", &FOUR[..2])]);
    let sheets = sheets(&["C01-1 met", "C01-2 unknown"]);
    let overview = Overview::of(&f, &sheets);
    let score = overview.capabilities().next().unwrap();
    assert_eq!(bounds(score), Some((0.5, 1.0)));
    assert_eq!((score.all.assessed, score.tally.unknown, score.tally.not_assessed), (1, 1, 0));
    assert_eq!(score.open().map(|w| w.question.id.as_str()).collect::<Vec<_>>(), ["C01-2"]);
}

#[test]
fn weights_count() {
    let f = framework(vec![capability("C01", &["C01-1 legal 3", "C01-2 practice 1"])]);
    let sheets = sheets(&["C01-1 partly", "C01-2 met"]);
    let overview = Overview::of(&f, &sheets);
    assert_eq!(bounds(overview.capabilities().next().unwrap()), Some((2.5 / 4.0, 2.5 / 4.0)));
}

#[test]
fn a_share_of_nothing_is_none() {
    let f = framework(vec![capability("C01", &FOUR[..1])]);
    let sheets = sheets(&["C01-1 not_applicable"]);
    let overview = Overview::of(&f, &sheets);
    let score = overview.capabilities().next().unwrap();
    assert_eq!((bounds(score), score.suggestion.clone()), (None, None));
    assert_eq!(score.practice.share(), None);
}

#[test]
fn nothing_assessed_suggests_nothing() {
    let f = framework(vec![capability("C01", &FOUR)]);
    let sheets = Sheets::new();
    let overview = Overview::of(&f, &sheets);
    let score = overview.capabilities().next().unwrap();
    assert_eq!((bounds(score), score.suggestion.clone()), (Some((0.0, 1.0)), None));
    assert_eq!(score.tally.total(), 4);
}

/// Answers; then the level suggested, by share alone, at best; then what holds it back.
type LevelCase = (&'static [&'static str], u8, u8, u8, &'static [&'static str]);

#[test]
fn the_lower_bound_and_the_essentials_give_the_level() {
    let questions =
        ["C01-1 legal 1", "C01-2 practice 1", "C01-3 practice 1", "C01-4 practice 1", "C01-5 data 1"];
    let mut f = framework(vec![capability("C01", &questions)]);
    f.scoring.essential = BTreeMap::from([(2, vec![id("C01-1")]), (3, vec![id("C01-2")])]);
    let cases: [LevelCase; 6] = [
        (&["C01-1 met", "C01-2 met", "C01-3 met", "C01-4 met", "C01-5 met"], 4, 4, 4, &[]),
        (&["C01-1 met", "C01-2 met", "C01-3 met"], 3, 3, 4, &[]),
        (&["C01-1 met", "C01-2 partly", "C01-3 met", "C01-4 met"], 2, 3, 2, &["C01-2"]),
        (&["C01-1 not_met", "C01-2 met", "C01-3 met", "C01-4 met"], 1, 3, 1, &["C01-1"]),
        (&["C01-1 not_applicable", "C01-2 met", "C01-3 met"], 2, 2, 4, &[]),
        (&["C01-1 unknown", "C01-2 met", "C01-3 met", "C01-4 met"], 1, 3, 4, &["C01-1"]),
    ];
    for (answers, level, by_share, at_best, held) in cases {
        let sheets = sheets(answers);
        let overview = Overview::of(&f, &sheets);
        let s = overview.capabilities().next().unwrap().suggestion.clone().unwrap();
        let held_back: Vec<String> = s.held_back_by.iter().map(|(_, q)| q.to_string()).collect();
        assert_eq!((s.level, s.by_share, s.at_best), (level, by_share, at_best), "{answers:?}");
        assert_eq!(held_back, held, "{answers:?}");
    }
}

#[test]
fn a_share_that_equals_a_threshold_reaches_it() {
    // 3 of 5 is 0.6, which no sum of halves can be trusted to equal to the last bit.
    let questions: Vec<String> = (1..=10).map(|i| format!("C01-{i} practice 1")).collect();
    let f = framework(vec![capability("C01", &questions.iter().map(String::as_str).collect::<Vec<_>>())]);
    let mut answers: Vec<String> = (1..=6).map(|i| format!("C01-{i} met")).collect();
    answers.extend((7..=10).map(|i| format!("C01-{i} not_met")));
    let sheets = sheets(&answers.iter().map(String::as_str).collect::<Vec<_>>());
    let overview = Overview::of(&f, &sheets);
    assert_eq!(overview.capabilities().next().unwrap().suggestion.as_ref().unwrap().level, 3);
}

#[test]
fn low_coverage_is_said() {
    let f = framework(vec![capability("C01", &FOUR)]);
    for (answers, low) in
        [(&["C01-1 met", "C01-2 met"][..], true), (&["C01-1 met", "C01-2 met", "C01-3 met"], false)]
    {
        let sheets = sheets(answers);
        let overview = Overview::of(&f, &sheets);
        assert_eq!(
            overview.capabilities().next().unwrap().suggestion.as_ref().unwrap().low_coverage,
            low,
            "{answers:?}"
        );
    }
}

#[test]
fn a_question_about_what_does_not_exist_cannot_be_met() {
    use State::{Met, NotApplicable, NotAssessed, NotMet, NotRelevant, Partly, Unknown};
    let questions = ["C01-1 practice 1", "C01-2 practice 1 if C01-1 partly", "C01-3 practice 1 if C01-2 met"];
    let f = framework(vec![capability("C01", &questions)]);
    let states = |answers: &[&str]| {
        let sheets = sheets(answers);
        let overview = Overview::of(&f, &sheets);
        let score = overview.capabilities().next().unwrap();
        (score.weighed.iter().map(|w| w.state).collect::<Vec<_>>(), bounds(score).unwrap().1)
    };
    assert_eq!(states(&["C01-1 not_met"]), (vec![NotMet, NotRelevant, NotRelevant], 0.0));
    assert_eq!(states(&["C01-1 partly"]).0, [Partly, NotAssessed, NotAssessed]);
    assert_eq!(states(&["C01-1 met", "C01-2 partly"]).0, [Met, Partly, NotRelevant]);
    assert_eq!(states(&["C01-1 unknown"]).0, [Unknown, NotAssessed, NotAssessed]);
    let all_met = states(&["C01-1 not_met", "C01-2 met"]).0;
    assert_eq!(all_met, [NotMet, Met, NotAssessed], "what was answered counts as it stands");
    let sheets = sheets(&["C01-1 not_applicable"]);
    let overview = Overview::of(&f, &sheets);
    let score = overview.capabilities().next().unwrap();
    assert_eq!(score.weighed.iter().map(|w| w.state).collect::<Vec<_>>(), [NotApplicable; 3]);
}

#[test]
fn a_framework_may_treat_each_state_otherwise() {
    let mut f = framework(vec![capability("C01", &FOUR)]);
    f.scoring.unknown = Treatment::Excluded;
    f.scoring.not_assessed = Treatment::NotMet;
    f.scoring.not_applicable = Treatment::NotMet;
    let sheets = sheets(&["C01-1 met", "C01-2 unknown", "C01-3 not_applicable"]);
    let overview = Overview::of(&f, &sheets);
    // 1 of: met, not applicable, not assessed.
    assert_eq!(bounds(overview.capabilities().next().unwrap()), Some((1.0 / 3.0, 1.0 / 3.0)));
}

fn with_level(level: Option<u8>, target: Option<u8>) -> Sheet {
    Sheet {
        level: level.map(|value| SetLevel { value, reason: "r".into(), by: None, date: None }),
        target: target.map(|value| Target { value, by: None, reason: None }),
        answers: BTreeMap::new(),
    }
}

#[test]
fn a_gap_needs_both_and_is_never_negative() {
    let f = framework(vec![capability("C01", &FOUR)]);
    for (level, target, gap) in [
        (Some(1), Some(3), Some(2)),
        (Some(3), Some(2), Some(0)),
        (None, Some(3), None),
        (Some(2), None, None),
    ] {
        let sheets = Sheets::from([(CapabilityId::parse("C01").unwrap(), with_level(level, target))]);
        let overview = Overview::of(&f, &sheets);
        assert_eq!(overview.capabilities().next().unwrap().gap(), gap, "{level:?} {target:?}");
    }
}

#[test]
fn gaps_and_strengths_are_in_order() {
    let names = ["C01", "C02", "C03", "C04", "C05"];
    let f = framework(names.iter().map(|n| capability(n, &[&format!("{n}-1 practice 1")])).collect());
    let levels = [(3, 4), (1, 2), (2, 4), (4, 4), (3, 3)];
    let sheets: Sheets = names
        .iter()
        .zip(levels)
        .map(|(n, (level, target))| (CapabilityId::parse(n).unwrap(), with_level(Some(level), Some(target))))
        .collect();
    let overview = Overview::of(&f, &sheets);
    let ids = |scores: Vec<&CapabilityScore<'_>>| {
        scores.iter().map(|c| c.capability.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(overview.gaps()), ["C03", "C02", "C01"]);
    assert_eq!(ids(overview.strengths()), ["C04", "C01", "C05"]);
}

#[test]
fn evidence_and_flags_are_counted_apart_from_the_score() {
    let f = framework(vec![capability("C01", &FOUR)]);
    let mut sheets = sheets(&["C01-1 met", "C01-2 partly"]);
    let sheet = sheets.get_mut(&CapabilityId::parse("C01").unwrap()).unwrap();
    let link =
        EvidenceLink { evidence: EvidenceId::parse("e").unwrap(), stance: Stance::Contradicts, note: None };
    sheet.answers.get_mut(&id("C01-1")).unwrap().evidence.push(link);
    sheet.answers.insert(id("C01-3"), Answer { flag: Some("ask".into()), ..Answer::default() });
    let overview = Overview::of(&f, &sheets);
    let score = overview.capabilities().next().unwrap();
    assert_eq!((score.evidenced, score.flagged, score.tally.answered()), (1, 1, 2));
}

#[test]
fn only_answers_rest_on_evidence() {
    let f = framework(vec![capability("C01", &FOUR)]);
    let mut sheets = sheets(&["C01-1 met", "C01-2 partly"]);
    let item = |s: &str| EvidenceId::parse(s).unwrap();
    let link = |s: &str| EvidenceLink { evidence: item(s), stance: Stance::Supports, note: None };
    let sheet = sheets.values_mut().next().unwrap();
    sheet.answers.get_mut(&id("C01-1")).unwrap().evidence = vec![link("a"), link("b")];
    sheet.answers.get_mut(&id("C01-2")).unwrap().evidence = vec![link("c")];
    // Linked, and not answered yet.
    sheet.answers.insert(id("C01-3"), Answer { evidence: vec![link("a")], ..Answer::default() });
    let overview = Overview::of(&f, &sheets);
    let score = overview.capabilities().next().unwrap();
    for (items, expected) in [(&["a"][..], 1), (&["a", "b"], 1), (&["b", "c"], 2), (&["d"], 0), (&[], 0)] {
        let items = items.iter().map(|s| item(s)).collect();
        assert_eq!(score.resting_on(&items), expected, "{items:?}");
    }
}
