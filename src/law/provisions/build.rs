//! From marks that count to provisions with their spans, paths, labels and ids.

mod framing;
mod placing;
mod units;

use rustc_hash::FxHashMap;

use crate::law::provisions::fold::fold;
use crate::law::provisions::frames::{Frame, Ranks};
use crate::law::provisions::joined::{Joined, joined};
use crate::law::provisions::label;
use crate::law::provisions::mark::Mark;
use crate::law::provisions::series::{Role, Series};
use crate::law::provisions::{Recognised, headings};
use crate::law::reflow::Para;
use crate::model::law::{Provision, Span, Standing, UnitKind};

pub(super) fn built(paras: &[Para], marks: &[Mark], series: &Series, language: &str) -> Recognised {
    let Joined { text, spans } = joined(paras);
    let katiba = paras.iter().take(40).any(|p| p.text.len() < 300 && fold(&p.text).contains("katiba"));
    let mut builder = Builder {
        paras,
        spans,
        text,
        series,
        language,
        katiba,
        ranks: Ranks::of(marks, &series.roles),
        frames: Vec::new(),
        group: None,
        schedule: None,
        schedules: 0,
        host: None,
        open: None,
        ids: FxHashMap::default(),
        habits: headings::Habits::of(paras, marks, &series.roles),
    };
    builder.walk(marks);
    builder.text
}

struct Builder<'a> {
    paras: &'a [Para],
    spans: Vec<Span>,
    text: Recognised,
    series: &'a Series,
    language: &'a str,
    katiba: bool,
    ranks: Ranks,
    frames: Vec<Frame>,
    /// The group of final provisions: id and initials.
    group: Option<String>,
    /// The schedule: id, and its part of the path.
    schedule: Option<(String, String)>,
    schedules: usize,
    /// The law's own provision that quotes, as it stands in paths.
    host: Option<String>,
    open: Option<Open>,
    ids: FxHashMap<String, usize>,
    /// Where this law has the headings of its provisions.
    habits: headings::Habits,
}

/// The provision that is being filled.
struct Open {
    provision: Provision,
    /// Its paragraphs so far: from, to.
    from: usize,
    to: usize,
    depth: u8,
}

impl Builder<'_> {
    fn walk(&mut self, marks: &[Mark]) {
        let mut counted = marks
            .iter()
            .zip(&self.series.roles)
            .filter(|(_, role)| **role != Role::Nothing)
            .map(|(mark, role)| (mark, *role))
            .peekable();
        let mut at = 0;
        while at < self.paras.len() {
            let Some((mark, role)) = counted.next_if(|(m, _)| m.para <= at) else {
                let next = counted.peek().map(|(m, role)| (m.para, *role));
                if !self.bare_frame(at, next) {
                    self.add(at);
                }
                at += 1;
                continue;
            };
            if mark.para < at {
                continue;
            }
            let limit = counted.peek().map_or(self.paras.len(), |(m, _)| m.para);
            at = match role {
                Role::Nothing => at,
                Role::Frame(kind) => {
                    let group =
                        counted.peek().is_some_and(|(m, r)| *r == Role::FinalGroup && m.para == at + 1);
                    self.frame(kind, mark, if group { limit + 1 } else { limit })
                }
                Role::FinalGroup => self.final_group(mark),
                Role::Schedule => self.schedule(mark, limit),
                Role::Provision(standing) => self.leaf(mark, standing, limit),
                Role::Final => self.final_provision(mark),
            };
        }
        self.close(true);
        let end = self.text.text.len();
        self.pop_frames(0, end);
    }

    /// Gives a paragraph to the provision that is open, or opens one for it.
    fn add(&mut self, at: usize) {
        if let Some(open) = &mut self.open {
            open.to = at + 1;
            return;
        }
        let preamble = self.text.provisions.is_empty() && self.frames.is_empty();
        let prefix = self.frames.last().map(|f| f.id.clone()).unwrap_or_default();
        let (kind, id, label) = if preamble {
            (UnitKind::Preamble, "preamble".to_owned(), label::preamble(self.language).to_owned())
        } else {
            let frame =
                self.frames.last().map(|f| if f.label.is_empty() { f.path() } else { f.label.clone() });
            (UnitKind::Other, format!("{prefix}__intro"), frame.unwrap_or_default())
        };
        self.begin(at, kind, &id, label, None, None, Standing::Current);
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of a provision, each once")]
    fn begin(
        &mut self,
        at: usize,
        kind: UnitKind,
        id: &str,
        label: String,
        number: Option<String>,
        heading: Option<String>,
        standing: Standing,
    ) {
        self.close(false);
        let mut path: Vec<String> = self.frames.iter().map(Frame::path).collect();
        if kind != UnitKind::Schedule
            && let Some((_, schedule)) = &self.schedule
        {
            path.insert(0, schedule.clone());
        }
        if standing == Standing::Quoted {
            path.extend(self.host.clone());
        }
        let eid = self.unique(id);
        let depth = u8::try_from(path.len() + 1).unwrap_or(u8::MAX);
        let provision = Provision {
            eid,
            derived: true,
            kind,
            number,
            label,
            heading,
            path,
            page: self.paras.get(at).and_then(|p| p.page),
            span: Span::default(),
            standing,
            sha256: String::new(),
        };
        self.open = Some(Open { provision, from: at, to: at + 1, depth });
    }

    fn unique(&mut self, id: &str) -> String {
        let count = self.ids.entry(id.to_owned()).or_default();
        *count += 1;
        if *count == 1 { id.to_owned() } else { format!("{id}__{count}") }
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let start = self.spans.get(from).map_or(0, |s| s.start);
        let end = to.checked_sub(1).and_then(|t| self.spans.get(t)).map_or(start, |s| s.end);
        Span { start, end }
    }
}
