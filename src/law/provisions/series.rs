//! Which marks count: the numbering of the law itself is told from items, references and quoted laws by
//! evidence over the whole text.
//!
//! First the style is chosen ("Artículo 5", "Section 5", "5."): the one whose numbers run on best. Then, in
//! each stretch in which numbers may run on (the body, each schedule, each part where parts count anew), the
//! heaviest increasing run is the law's own; what announces itself as quoted is left out before.

use rustc_hash::FxHashMap;

use crate::law::provisions::chain::{self, Link};
use crate::law::provisions::hosts;
use crate::law::provisions::mark::{Mark, Style, What};
use crate::law::provisions::number::Form;
use crate::law::provisions::quoting::Quoting;
use crate::law::reflow::{Dress, Para};
use crate::model::law::{Standing, UnitKind};

/// What a mark turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Wording, not a heading.
    Nothing,
    Provision(Standing),
    /// A provision of a group of final provisions.
    Final,
    Frame(UnitKind),
    FinalGroup,
    Schedule,
}

/// The roles of all marks, and what they were decided by.
pub(super) struct Series {
    pub(super) roles: Vec<Role>,
    pub(super) style: Option<Style>,
    /// Frames of this kind count their provisions anew.
    pub(super) restarts: Option<UnitKind>,
    pub(super) notes: Vec<String>,
}

pub(super) fn choose(paras: &[Para], marks: &[Mark], language: &str) -> Series {
    let mut roles = vec![Role::Nothing; marks.len()];
    let style = style_of(marks, language);
    let mut notes = Vec::new();
    for (mark, role) in marks.iter().zip(&mut roles) {
        *role = frame_role(mark, style, language);
    }
    let quoting = Quoting::of(paras);
    let quoted = quoted(marks, &roles, style, &quoting);
    unframe_quotations(marks, &mut roles, &quoted, &quoting);
    final_provisions(marks, &mut roles, &quoting);
    if style.is_none() {
        ordinals(marks, &mut roles);
    }
    schedules(marks, &mut roles, style, &quoted);
    let restarts = restarts(marks, &roles, style, &quoted);
    for stretch in stretches(&roles, restarts) {
        hosts::decide(paras, marks, &mut roles, stretch, style, &quoted, &mut notes);
    }
    Series { roles, style, restarts, notes }
}

pub(super) fn is_leaf(mark: &Mark, style: Option<Style>) -> bool {
    matches!(mark.what, What::Leaf(s) if Some(s) == style)
}

/// The weight of a heading of the format, and of nothing less.
const HEADING: u32 = 6;
const STRONG: u32 = 4;

pub(super) fn weight(mark: &Mark) -> u32 {
    let dress = match mark.dress {
        Dress::Heading(_) => HEADING,
        Dress::Strong => STRONG,
        Dress::Plain => 2,
        Dress::Item | Dress::Row | Dress::Note => 1,
    };
    dress + u32::from(!mark.body)
}

/// The style whose numbers run on best.
pub(super) fn style_of(marks: &[Mark], language: &str) -> Option<Style> {
    let mut links: FxHashMap<Option<UnitKind>, Vec<Link>> = FxHashMap::default();
    let mut romans: FxHashMap<Option<UnitKind>, usize> = FxHashMap::default();
    for mark in marks {
        let What::Leaf(style) = mark.what else { continue };
        let Some(number) = &mark.number else { continue };
        let kind = match style {
            Style::Word(kind) => Some(kind),
            Style::Bare => None,
        };
        links.entry(kind).or_default().push(Link { key: number.key(), weight: weight(mark) });
        *romans.entry(kind).or_default() += usize::from(number.form == Form::Roman);
    }
    let run = |kind: Option<UnitKind>| {
        let links = links.get(&kind)?;
        let run = chain::heaviest(links);
        let first = run.first().and_then(|at| links.get(*at)).map_or(0, |l| l.key.0);
        let heading = run.iter().filter_map(|at| links.get(*at)).any(|l| l.weight >= HEADING);
        let apart = links.iter().all(|l| l.weight > STRONG);
        (!run.is_empty()).then_some(Run { length: run.len(), all: links.len(), first, heading, apart })
    };
    let main = language.split('-').next().unwrap_or_default();
    let article = run(Some(UnitKind::Article));
    let section = run(Some(UnitKind::Section));
    let mut word = match (article, section) {
        (Some(a), Some(s)) => {
            let count = links.get(&Some(UnitKind::Article)).map_or(0, Vec::len);
            let roman = romans.get(&Some(UnitKind::Article)).copied().unwrap_or(0) * 2 > count;
            // "Article III" over "Section 1" in English and Filipino; "Section I" over "Article 1" elsewhere.
            let articles = match main {
                "es" | "fr" | "pt" | "ar" => true,
                _ => !roman && (a.length > s.length || a.all >= s.all),
            };
            Some(if articles { (UnitKind::Article, a) } else { (UnitKind::Section, s) })
        }
        (Some(a), None) => Some((UnitKind::Article, a)),
        (None, Some(s)) => Some((UnitKind::Section, s)),
        (None, None) => None,
    };
    for kind in [UnitKind::Rule, UnitKind::Paragraph] {
        if let Some(found) = run(Some(kind))
            && word.is_none_or(|(_, w)| found.length > w.length * 2)
        {
            word = Some((kind, found));
        }
    }
    let bare = run(None).filter(|b| {
        let few = b.length == b.all && (b.length == 2 || b.apart);
        (b.length >= 3 || few) && b.first <= 2
    });
    match (word, bare) {
        (Some((kind, w)), Some(b)) => {
            // A word that counts from one is a numbering; a word here and there is a reference.
            let counts = w.first <= 1 && w.length * 4 >= w.all;
            let bare_wins = if w.heading && !b.heading {
                false
            } else if counts {
                b.length >= 6 && b.length >= w.length * 3 && b.length * 10 >= b.all * 6 && w.length < 3
            } else {
                b.length > w.length && b.length * 3 >= b.all
            };
            Some(if bare_wins { Style::Bare } else { Style::Word(kind) })
        }
        (Some((kind, _)), None) => Some(Style::Word(kind)),
        (None, Some(b)) if b.length * 4 >= b.all => Some(Style::Bare),
        _ => None,
    }
}

#[derive(Clone, Copy)]
struct Run {
    length: usize,
    all: usize,
    first: u32,
    /// Some of it are headings of the format.
    heading: bool,
    /// All of it is set apart, and has no wording on its line.
    apart: bool,
}

/// Frames stand by themselves; "Section" frames where articles are cited, "Article" where sections are.
fn frame_role(mark: &Mark, style: Option<Style>, language: &str) -> Role {
    match mark.what {
        What::Frame(kind) => Role::Frame(kind),
        What::Schedule => Role::Schedule,
        What::FinalGroup => Role::FinalGroup,
        What::Leaf(Style::Word(kind)) if Some(Style::Word(kind)) != style => {
            let apart = !matches!(mark.dress, Dress::Plain | Dress::Item) || !mark.body;
            let latin = !matches!(language, "ar" | "sw");
            match (style, kind) {
                (Some(Style::Word(UnitKind::Article)), UnitKind::Section) if apart && latin => {
                    Role::Frame(UnitKind::Division)
                }
                (Some(Style::Word(UnitKind::Section)), UnitKind::Article)
                    if apart && mark.number.as_ref().is_some_and(|n| n.form == Form::Roman) =>
                {
                    Role::Frame(UnitKind::Article)
                }
                _ => Role::Nothing,
            }
        }
        _ => Role::Nothing,
    }
}

/// How many marks ahead the law's own article may follow the quoted one of the same number.
const AHEAD: usize = 24;

/// Which leaves are quoted from another law.
fn quoted(marks: &[Mark], roles: &[Role], style: Option<Style>, quoting: &Quoting) -> Vec<bool> {
    let mut quoted = vec![false; marks.len()];
    let leaves: Vec<usize> =
        (0..marks.len()).filter(|at| marks.get(*at).is_some_and(|m| is_leaf(m, style))).collect();
    let mut last = None::<((u32, u32), usize, Dress)>;
    let mut from = 0_usize;
    let mut events =
        roles.iter().enumerate().filter(|(_, r)| **r == Role::FinalGroup || **r == Role::Schedule).peekable();
    for (place, &at) in leaves.iter().enumerate() {
        let Some(mark) = marks.get(at) else { continue };
        let Some(number) = &mark.number else { continue };
        // What was announced before a schedule or a group of final provisions ends there.
        while let Some((event, _)) = events.next_if(|(event, _)| *event < at) {
            if marks.get(event).is_some_and(|m| !quoting.inside(m.para)) {
                from = marks.get(event).map_or(from, |m| m.para);
                last = last.map(|(_, p, d)| ((u32::MAX - 1, 0), p, d));
            }
        }
        let in_marks = mark.quoted || quoting.inside(mark.para);
        let announced = quoting.announced(from, mark.para);
        if in_marks || announced {
            let next =
                last.is_none_or(|(key, _, dress)| number.follows(key) && (dress == mark.dress || !in_marks));
            let rival = || {
                leaves.iter().skip(place + 1).take(AHEAD).filter_map(|a| marks.get(*a)).any(|m| {
                    m.number.as_ref().is_some_and(|n| n.key() == number.key())
                        && m.dress == mark.dress
                        && (in_marks || !(m.quoted || quoting.inside(m.para)))
                })
            };
            let same = last.is_some_and(|(key, _, _)| key == number.key());
            if !same && (!next || (last.is_none() && in_marks) || rival()) {
                if let Some(place) = quoted.get_mut(at) {
                    *place = true;
                }
                continue;
            }
        }
        last = Some((number.key(), mark.para, mark.dress));
        from = mark.para;
    }
    quoted
}

/// Frames inside a quotation are quoted with it.
fn unframe_quotations(marks: &[Mark], roles: &mut [Role], quoted: &[bool], quoting: &Quoting) {
    let mut next_quoted = false;
    for at in (0..marks.len()).rev() {
        let (Some(mark), Some(role)) = (marks.get(at), roles.get_mut(at)) else { continue };
        if matches!(mark.what, What::Leaf(_)) && *role == Role::Nothing {
            next_quoted = quoted.get(at).copied().unwrap_or(false);
        } else if matches!(role, Role::Frame(_) | Role::Schedule | Role::FinalGroup)
            && (quoting.inside(mark.para) || mark.quoted)
            && (next_quoted || mark.dress == Dress::Plain)
        {
            *role = Role::Nothing;
        }
    }
}

/// Ordinals count within a group of final provisions, one after the other.
fn final_provisions(marks: &[Mark], roles: &mut [Role], quoting: &Quoting) {
    let mut within = false;
    let mut last = 0_u32;
    let mut waiting = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        let role = roles.get(at).copied().unwrap_or(Role::Nothing);
        match (role, mark.what) {
            (Role::FinalGroup, _) => (within, last) = (true, 0),
            (Role::Frame(_) | Role::Schedule, _) => within = false,
            (_, What::Ordinal) if (within || !mark.word.is_empty()) && !quoting.inside(mark.para) => {
                let Some(number) = &mark.number else { continue };
                let next = number.base == last + 1 || number.base == 1 || number.form == Form::Sole;
                let set_apart = !matches!(mark.dress, Dress::Plain | Dress::Item) && number.base > last;
                if next || set_apart {
                    last = number.base;
                    waiting.push(at);
                }
            }
            _ => {}
        }
    }
    for at in waiting {
        if let Some(role) = roles.get_mut(at) {
            *role = Role::Final;
        }
    }
}

/// Where nothing else is numbered, ordinals are the articles: "PRIMERO.- Apruébase", as resolutions have them.
fn ordinals(marks: &[Mark], roles: &mut [Role]) {
    let found: Vec<usize> = (0..marks.len())
        .filter(|at| marks.get(*at).is_some_and(|m| m.what == What::Ordinal && m.word.is_empty()))
        .filter(|at| roles.get(*at) == Some(&Role::Nothing))
        .collect();
    let links: Vec<Link> = found
        .iter()
        .filter_map(|at| marks.get(*at))
        .filter_map(|m| Some(Link { key: m.number.as_ref()?.key(), weight: weight(m) }))
        .collect();
    let run = chain::heaviest(&links);
    let first = run.first().and_then(|at| links.get(*at)).is_some_and(|l| l.key.0 == 1);
    if run.len() < 2 || !first {
        return;
    }
    for at in run.into_iter().filter_map(|at| found.get(at)) {
        if let Some(role) = roles.get_mut(*at) {
            *role = Role::Provision(Standing::Current);
        }
    }
}

/// A schedule that the law's own numbering runs past is only mentioned.
fn schedules(marks: &[Mark], roles: &mut [Role], style: Option<Style>, quoted: &[bool]) {
    // The first leaf behind each place, from the end backwards.
    let mut next = None::<(u32, u32)>;
    let mut behind = vec![None; marks.len()];
    for at in (0..marks.len()).rev() {
        if let Some(place) = behind.get_mut(at) {
            *place = next;
        }
        let Some(mark) = marks.get(at) else { continue };
        if is_leaf(mark, style) && !quoted.get(at).copied().unwrap_or(false) && style != Some(Style::Bare) {
            next = mark.number.as_ref().map(super::number::Number::key);
        }
        // Bare numbers in schedules are items; only one that runs on counts.
        if is_leaf(mark, style) && style == Some(Style::Bare) && !mark.body {
            next = mark.number.as_ref().map(super::number::Number::key);
        }
    }
    let mut last = None::<super::number::Number>;
    for at in 0..marks.len() {
        let (Some(mark), Some(role)) = (marks.get(at), roles.get_mut(at)) else { continue };
        if *role == Role::Schedule {
            let runs_on = match (&last, behind.get(at).copied().flatten()) {
                (Some(last), Some(next)) => {
                    next.0 > 1 && (next.0 == last.base + 1 || next.0 == last.base + 2)
                }
                (None, Some(_)) => true,
                _ => false,
            };
            if runs_on {
                *role = Role::Nothing;
            }
        } else if is_leaf(mark, style) && !quoted.get(at).copied().unwrap_or(false) {
            last.clone_from(&mark.number);
        }
    }
}

/// The kind of frame in which numbers begin anew, if there is one.
fn restarts(marks: &[Mark], roles: &[Role], style: Option<Style>, quoted: &[bool]) -> Option<UnitKind> {
    let mut open: FxHashMap<UnitKind, bool> = FxHashMap::default();
    let mut counts: FxHashMap<UnitKind, (usize, usize)> = FxHashMap::default();
    for (at, mark) in marks.iter().enumerate() {
        match roles.get(at) {
            Some(Role::Frame(kind)) => {
                open.insert(*kind, true);
            }
            Some(Role::Schedule | Role::FinalGroup) => break,
            _ if is_leaf(mark, style) && !quoted.get(at).copied().unwrap_or(false) => {
                for (kind, first) in &mut open {
                    if std::mem::take(first) {
                        let count = counts.entry(*kind).or_default();
                        count.0 += 1;
                        count.1 += usize::from(mark.number.as_ref().is_some_and(|n| n.key() == (1, 0)));
                    }
                }
            }
            _ => {}
        }
    }
    counts
        .into_iter()
        .filter(|(_, (all, ones))| *ones >= 2 && *ones * 2 > *all)
        .max_by_key(|(kind, (_, ones))| (*ones, *kind))
        .map(|(kind, _)| kind)
}

/// The stretches of marks in which numbers run on.
fn stretches(roles: &[Role], restarts: Option<UnitKind>) -> Vec<std::ops::Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = 0;
    for (at, role) in roles.iter().enumerate() {
        let parts = match role {
            Role::Schedule => true,
            Role::Frame(kind) => Some(*kind) == restarts,
            _ => false,
        };
        if parts {
            stretches.push(start..at);
            start = at;
        }
    }
    stretches.push(start..roles.len());
    stretches
}
