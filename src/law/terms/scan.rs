//! The wordings of a whole law by place, and those of a text of the assessors.

use crate::law::normalise::normalised;
use crate::law::search::marks::Marked;
use crate::law::search::snippet::snippet;
use crate::law::terms::around::Surroundings;
use crate::law::terms::{Around, Exempt, Match, Matchers, Place, Words};
use crate::law::words::lexicon::Lexicon;
use crate::model::law::{Law, LawText, OutlineEntry, Provision, Span, Standing, UnitKind};
use crate::model::search::Snippet;

/// Characters of a snippet.
const WIDTH: usize = 120;
/// Bytes at the beginning of a provision in which its heading stands, besides those of the heading.
const BEFORE_HEADING: usize = 400;

/// A wording where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Occurrence {
    /// Which of the list.
    pub(crate) term: usize,
    pub(crate) place: Place,
    pub(crate) exempt: Option<Exempt>,
    /// It stands in quotation marks of its own.
    pub(crate) marked: bool,
    /// The provision, by its place in the list.
    pub(crate) provision: Option<usize>,
    /// The heading that frames provisions, by its place in the outline.
    pub(crate) frame: Option<usize>,
    /// Where it stands in the text of the law; none in its title.
    pub(crate) span: Option<Span>,
    /// The words as printed.
    pub(crate) printed: String,
    pub(crate) snippet: Snippet,
}

/// Finds the wordings in a text of the assessors.
pub(crate) fn scan_text(text: &str, language: &str, matchers: &mut Matchers) -> Vec<Occurrence> {
    let mut scan = Scan { lexicon: Lexicon::default(), matchers, language };
    let mut found = scan.piece(text, 0, Place::Own);
    for (occurrence, around) in &mut found {
        occurrence.exempt = match around {
            Around::CitedTitle => Some(Exempt::CitedTitle),
            Around::Quotation => Some(Exempt::Quotation),
            Around::Plain | Around::Marked => None,
        };
    }
    found.into_iter().map(|(o, _)| o).collect()
}

/// Finds the wordings in a law: title, headings of parts, provisions, in this order.
pub(crate) fn scan_law(law: &Law, text: &LawText, matchers: &mut Matchers) -> Vec<Occurrence> {
    let mut scan = Scan { lexicon: Lexicon::default(), matchers, language: &law.language };
    let mut all: Vec<Occurrence> = Vec::new();
    let titled = scan.piece(&law.title, 0, Place::Title);
    all.extend(titled.into_iter().map(|(o, _)| Occurrence { span: None, ..o }));
    for (number, entry) in text.outline.iter().enumerate().filter(|(_, e)| e.provision.is_none()) {
        let Some(heading) = &entry.heading else { continue };
        let base = heading_in(text, entry.span, heading).map_or(entry.span.start, |s| s.start);
        let found = scan.piece(heading, base, Place::Heading);
        let exempt = (frame_repeals(text, entry)).then_some(Exempt::Repeal);
        all.extend(found.into_iter().map(|(o, _)| Occurrence { frame: Some(number), exempt, ..o }));
    }
    for (number, provision) in text.provisions.iter().enumerate() {
        let heading = provision.heading.as_ref().and_then(|h| heading_in(text, provision.span, h));
        let repeals = repeals(provision);
        let found = scan.piece(provision.span.of(&text.text), provision.span.start, Place::Operative);
        for (mut occurrence, around) in found {
            let Some(span) = occurrence.span else { continue };
            // What stands in a provision inside this one is told there.
            if innermost(&text.provisions, span.start) != Some(number) {
                continue;
            }
            let in_heading = heading.is_some_and(|h| h.start <= span.start && span.end <= h.end);
            occurrence.provision = Some(number);
            occurrence.place = match provision.standing {
                Standing::History => Place::History,
                Standing::Quoted => Place::Quoted,
                Standing::Current if in_heading => Place::Heading,
                // Words in quotation marks are those of another law; a term alone in them is defined here.
                Standing::Current if around == Around::Quotation => Place::Quoted,
                Standing::Current => Place::Operative,
            };
            occurrence.exempt = match around {
                _ if repeals => Some(Exempt::Repeal),
                Around::CitedTitle => Some(Exempt::CitedTitle),
                _ => None,
            };
            all.push(occurrence);
        }
    }
    all
}

/// What a scan works with.
struct Scan<'a> {
    lexicon: Lexicon,
    matchers: &'a mut Matchers,
    language: &'a str,
}

impl Scan<'_> {
    fn piece(&mut self, text: &str, base: usize, place: Place) -> Vec<(Occurrence, Around)> {
        let words = Words::of(text, &mut self.lexicon);
        let found = self.matchers.find(&words, self.language);
        if found.is_empty() {
            return Vec::new();
        }
        let surroundings = Surroundings::of(text);
        let occurrence = |found: Match| {
            let around = surroundings.around(&words, found);
            let span = words.span(found.first, found.last);
            let mark = Marked { first: found.first, last: found.last, mark: 0 };
            let occurrence = Occurrence {
                term: found.term,
                place,
                exempt: None,
                marked: around == Around::Marked,
                provision: None,
                frame: None,
                span: Some(Span { start: base + span.start, end: base + span.end }),
                printed: span.of(text).split_whitespace().collect::<Vec<_>>().join(" "),
                snippet: snippet(text, &words.tokens, &[mark], usize::MAX, base, WIDTH),
            };
            (occurrence, around)
        };
        found.into_iter().map(occurrence).collect()
    }
}

/// The provision that a place belongs to: the last that begins before it and reaches over it.
fn innermost(provisions: &[Provision], at: usize) -> Option<usize> {
    let after = provisions.partition_point(|p| p.span.start <= at);
    (0..after).rev().find(|i| provisions.get(*i).is_some_and(|p| at < p.span.end))
}

/// Where a heading stands at the beginning of its unit.
fn heading_in(text: &LawText, unit: Span, heading: &str) -> Option<Span> {
    let body = unit.of(&text.text);
    let at = body.find(heading)?;
    (at <= BEFORE_HEADING).then_some(Span { start: unit.start + at, end: unit.start + at + heading.len() })
}

/// Whether a provision repeals, or lists what is repealed: by its heading; a schedule also by those above it, where
/// they are of nothing else.
fn repeals(provision: &Provision) -> bool {
    let may = matches!(provision.kind, UnitKind::Schedule | UnitKind::FinalProvision);
    let alone = |heading: &&String| {
        let folded = normalised(heading);
        !["final", "transitor", "saving"].iter().any(|more| folded.contains(more))
    };
    let above = provision.path.iter().filter(|_| may).filter(alone);
    provision.heading.iter().chain(above).any(|h| says_repeal(h))
}

/// The same of a heading that frames others.
fn frame_repeals(text: &LawText, entry: &OutlineEntry) -> bool {
    entry.heading.as_deref().is_some_and(says_repeal)
        || text.text.get(entry.span.start..).and_then(|t| t.lines().next()).is_some_and(says_repeal)
}

fn says_repeal(heading: &str) -> bool {
    const STEMS: &[&str] = &["repeal", "derogat", "derogad", "derogac", "abrogat", "abrogac", "revogac"];
    const WORDS: &[&str] = &["الغاء", "الالغاء", "الملغاه", "kufutwa", "kufuta", "kufutwaji"];
    let folded = normalised(heading);
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    words.any(|w| STEMS.iter().any(|s| w.starts_with(s)) || WORDS.contains(&w))
}
