//! From marks that count to provisions with their spans, paths, labels and ids.

use rustc_hash::FxHashMap;

use crate::law::provisions::fold::{all_capitals, ends_sentence, first_sign, fold};
use crate::law::provisions::frames::{self, Frame, Ranks};
use crate::law::provisions::label;
use crate::law::provisions::mark::{Mark, Style, What, one_line};
use crate::law::provisions::series::{Role, Series};
use crate::law::provisions::{Recognised, closing, headings, history};
use crate::law::reflow::{Dress, Para};
use crate::model::law::OutlineEntry;
use crate::model::law::{Provision, Span, Standing, UnitKind};

/// The text with the span of each paragraph in it.
pub(super) struct Joined {
    pub(super) text: Recognised,
    pub(super) spans: Vec<Span>,
}

/// Paragraphs put together, with the places where pages begin.
pub(super) fn joined(paras: &[Para]) -> Joined {
    let mut text = Recognised::default();
    let mut spans = Vec::with_capacity(paras.len());
    text.text.reserve(paras.iter().map(|p| p.text.len() + 1).sum());
    for para in paras {
        if !text.text.is_empty() {
            text.text.push('\n');
        }
        let start = text.text.len();
        if let Some(page) = para.page
            && text.pages.last().is_none_or(|(last, _)| *last < page)
        {
            text.pages.push((page, start));
        }
        text.text.push_str(&para.text);
        spans.push(Span { start, end: text.text.len() });
    }
    Joined { text, spans }
}

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

    /// Puts the open provision into the text. The last one gives away what closes the law.
    fn close(&mut self, last: bool) {
        let Some(mut open) = self.open.take() else { return };
        let paras = self.paras.get(open.from..open.to).unwrap_or_default();
        let closes =
            last && open.provision.kind != UnitKind::Schedule && open.provision.kind != UnitKind::Preamble;
        if closes && let Some(at) = closing::begins(paras) {
            let rest = Open {
                provision: Provision {
                    eid: self.unique("conclusions"),
                    derived: true,
                    kind: UnitKind::Other,
                    number: None,
                    label: label::closing(self.language).to_owned(),
                    heading: None,
                    path: Vec::new(),
                    page: self.paras.get(open.from + at).and_then(|p| p.page),
                    span: Span::default(),
                    standing: Standing::Current,
                    sha256: String::new(),
                },
                from: open.from + at,
                to: open.to,
                depth: 1,
            };
            open.to = open.from + at;
            self.put(open);
            self.frames_end(rest.from);
            self.put(rest);
            return;
        }
        self.put(open);
    }

    /// Puts a provision into the text; an old wording at its end becomes one of its own.
    fn put(&mut self, open: Open) {
        let paras = self.paras.get(open.from..open.to).unwrap_or_default();
        let old = history::begins(paras).filter(|_| open.provision.standing == Standing::Current);
        let Some(at) = old else { return self.place(open) };
        let eid = self.unique(&format!("{}__history", open.provision.eid));
        let provision = Provision {
            eid,
            derived: true,
            page: self.paras.get(open.from + at).and_then(|p| p.page),
            standing: Standing::History,
            ..open.provision.clone()
        };
        let old = Open { provision, from: open.from + at, to: open.to, depth: open.depth + 1 };
        self.place(Open { to: open.from + at, ..open });
        self.place(old);
    }

    fn place(&mut self, open: Open) {
        let Open { mut provision, from, to, depth } = open;
        provision.span = self.span(from, to);
        self.text.outline.push(OutlineEntry {
            label: provision.label.clone(),
            heading: provision.heading.clone(),
            depth,
            span: provision.span,
            provision: Some(self.text.provisions.len()),
        });
        self.text.provisions.push(provision);
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let start = self.spans.get(from).map_or(0, |s| s.start);
        let end = to.checked_sub(1).and_then(|t| self.spans.get(t)).map_or(start, |s| s.end);
        Span { start, end }
    }

    fn frames_end(&mut self, para: usize) {
        let end = para.checked_sub(1).and_then(|p| self.spans.get(p)).map_or(0, |s| s.end);
        self.pop_frames(0, end);
    }

    fn pop_frames(&mut self, rank: u8, end: usize) {
        while self.frames.last().is_some_and(|f| f.rank >= rank) {
            let Some(frame) = self.frames.pop() else { break };
            if let Some(entry) = self.text.outline.get_mut(frame.entry) {
                entry.span.end = entry.span.end.max(end);
            }
        }
    }

    /// Opens a frame whose heading stands in `from..to`.
    fn push_frame(
        &mut self,
        rank: u8,
        id: &str,
        label: String,
        heading: Option<String>,
        from: usize,
        to: usize,
    ) {
        self.close(false);
        let end = from.checked_sub(1).and_then(|p| self.spans.get(p)).map_or(0, |s| s.end);
        self.pop_frames(rank, end);
        let above = self.frames.last().map(|f| format!("{}__", f.id)).unwrap_or_default();
        let depth =
            u8::try_from(self.frames.len() + 1 + usize::from(self.schedule.is_some())).unwrap_or(u8::MAX);
        let entry = self.text.outline.len();
        self.text.outline.push(OutlineEntry {
            label: label.clone(),
            heading: heading.clone(),
            depth,
            span: self.span(from, to),
            provision: None,
        });
        self.frames.push(Frame { rank, id: format!("{above}{id}"), label, heading, entry });
    }

    fn frame(&mut self, kind: UnitKind, mark: &Mark, limit: usize) -> usize {
        let at = mark.para;
        let text = self.paras.get(at).map_or("", |p| p.text.as_str());
        let (more, end) = headings::below(self.paras, at, mark.heading.is_none(), limit);
        let heading = match (&mark.heading, more) {
            (Some(own), Some(more)) => Some(format!("{own} {more}")),
            (own, more) => own.clone().or(more),
        };
        self.group = heading.as_deref().and_then(super::words::final_group);
        let rank = self.ranks.rank(Some(kind));
        let label = if mark.number.is_some() || heading.is_none() {
            label::printed(mark, text)
        } else {
            mark.word.clone()
        };
        self.push_frame(rank, &frames::id_of(kind, mark), label, heading, at, end);
        end
    }

    /// A heading without word and number, right above the next provision or frame.
    fn bare_frame(&mut self, at: usize, next: Option<(usize, Role)>) -> bool {
        let Some((next, role)) = next else { return false };
        if next != at + 1 || !matches!(role, Role::Provision(Standing::Current) | Role::Frame(_)) {
            return false;
        }
        let Some(para) = self.paras.get(at) else { return false };
        let Some(below) = self.paras.get(next) else { return false };
        // Where the headings of provisions stand above their numbers, this is one.
        if self.habits.above && role == Role::Provision(Standing::Current) && headings::is_title(para, true) {
            return false;
        }
        // Above it stands wording: its own heading would be the provision's.
        let full = self
            .open
            .as_ref()
            .is_some_and(|o| at > o.from + 1 || self.paras.get(o.from).is_some_and(|p| p.text.len() > 200));
        let started = !self.text.provisions.is_empty()
            || self.open.as_ref().is_some_and(|o| o.provision.kind != UnitKind::Preamble);
        let first_frame = !started && self.paras.len() > 20 && para.gap && below.gap && at <= 3 && at > 0;
        let short = para.text.len() <= 160
            && !ends_sentence(&para.text)
            && !para.text.ends_with([',', '\u{2014}', '-']);
        let capital = first_sign(&para.text).is_some_and(char::is_uppercase)
            && para.text.starts_with(|c: char| c.is_alphabetic());
        let set_apart = match para.dress {
            Dress::Heading(_) => true,
            Dress::Strong => capital && (para.gap || below.gap || all_capitals(&para.text)),
            Dress::Plain => (para.gap && below.gap && capital) || (all_capitals(&para.text) && capital),
            _ => false,
        };
        if !(short
            && set_apart
            && ((started && full) || first_frame || (started && matches!(para.dress, Dress::Heading(_)))))
        {
            return false;
        }
        let heading = one_line(para.text.trim_end_matches(['*', ' ']));
        let rank = self.ranks.rank(None);
        let count = self.text.outline.len();
        self.push_frame(rank, &format!("hdg_{count}"), String::new(), Some(heading), at, at + 1);
        true
    }

    fn final_group(&mut self, mark: &Mark) -> usize {
        let at = mark.para;
        // It may be the heading of the chapter that opened on the line above.
        self.group = mark.heading.as_deref().and_then(super::words::final_group);
        let id = self.group.as_deref().unwrap_or("D").to_lowercase();
        // It follows the body: nothing of the body holds it.
        self.push_frame(0, &id, String::new(), mark.heading.clone(), at, at + 1);
        self.host = None;
        at + 1
    }

    fn schedule(&mut self, mark: &Mark, limit: usize) -> usize {
        let at = mark.para;
        self.close(false);
        self.frames_end(at);
        self.group = None;
        self.host = None;
        self.schedules += 1;
        let text = self.paras.get(at).map_or("", |p| p.text.as_str());
        let label = label::schedule(mark, text, self.schedules);
        let figure = mark.number.as_ref().map_or_else(|| self.schedules.to_string(), label::id_number);
        let id = format!("sched_{figure}");
        let below = self.paras.get(at + 1).filter(|p| {
            at + 1 < limit && p.text.len() <= 160 && !ends_sentence(&p.text) && !p.text.starts_with('(')
        });
        let heading = mark.heading.clone().or_else(|| below.map(|p| one_line(&p.text)));
        let path = heading.as_ref().map_or_else(|| label.clone(), |h| format!("{label} {h}"));
        self.schedule = Some((id.clone(), path));
        let number = mark.number.as_ref().map(|n| n.printed.clone());
        self.begin(at, UnitKind::Schedule, &id, label, number, heading, Standing::Current);
        at + 1
    }

    fn leaf(&mut self, mark: &Mark, standing: Standing, limit: usize) -> usize {
        let at = mark.para;
        let style = self.series.style.unwrap_or(Style::Bare);
        let kind = match mark.what {
            What::Leaf(Style::Word(kind)) => kind,
            What::Ordinal => UnitKind::Article,
            _ => label::bare_kind(self.language, self.katiba),
        };
        let Some(number) = &mark.number else { return at + 1 };
        let own = format!("{}_{}", label::id_word(kind), label::id_number(number));
        let id = self.prefixed(&own, standing);
        let mut label = label::leaf(kind, mark, style, self.language);
        if standing != Standing::Quoted {
            // Under final provisions that are themselves articles, the group stays in the path.
            self.host = None;
        }
        let (mut heading, end) = headings::own(self.paras, mark, limit, self.habits);
        let above = self.title_above(mark);
        if let Some(title) = above.and_then(|a| self.paras.get(a)) {
            heading = Some(one_line(title.text.trim_end_matches([' ', '.', '*'])));
        }
        let from = above.unwrap_or(at);
        if label.is_empty() {
            label.clone_from(&number.printed);
        }
        let host = heading.as_ref().map_or_else(|| label.clone(), |h| format!("{label} {h}"));
        self.begin(from, kind, &id, label, Some(number.printed.clone()), heading, standing);
        if standing != Standing::Quoted {
            self.host = Some(host);
        }
        if let Some(open) = &mut self.open {
            open.to = end;
        }
        end
    }

    /// The title that stands above the number, taken back from the provision before.
    ///
    /// Where that is the habit of a law, what stands on the line of the number is wording, however short:
    /// "3. In this Act, unless the context otherwise requires—".
    fn title_above(&mut self, mark: &Mark) -> Option<usize> {
        let above = mark.para.checked_sub(1).filter(|_| self.habits.above)?;
        let open = self.open.as_mut().filter(|o| o.to == mark.para)?;
        let title = self.paras.get(above).filter(|p| headings::is_title(p, true))?;
        // What ends as a sentence and is long is wording after all.
        if title.text.len() > 100 && ends_sentence(&title.text) {
            return None;
        }
        if open.from < above {
            open.to = above;
            return Some(above);
        }
        // Right below the heading of a frame the title was all there was of an introduction.
        let introduction = open.from == above && open.provision.kind == UnitKind::Other;
        if introduction {
            self.ids.remove(open.provision.eid.as_str());
            self.open = None;
        }
        introduction.then_some(above)
    }

    /// The id with the frames that numbers begin anew in.
    fn prefixed(&self, own: &str, standing: Standing) -> String {
        let mut id = String::new();
        if let Some((schedule, _)) = &self.schedule {
            id.push_str(schedule);
            id.push_str("__");
        }
        if self.series.restarts.is_some()
            && let Some(frame) = self.frames.last()
        {
            id.push_str(&frame.id);
            id.push_str("__");
        }
        if standing == Standing::Quoted {
            id.push_str("quoted__");
        }
        id + own
    }

    fn final_provision(&mut self, mark: &Mark) -> usize {
        let at = mark.para;
        let Some(number) = &mark.number else { return at + 1 };
        let text = self.paras.get(at).map_or("", |p| p.text.as_str());
        let own = super::words::final_group(text.lines().next().unwrap_or_default());
        let initials =
            if mark.word.is_empty() { self.group.clone() } else { own.or_else(|| self.group.clone()) };
        let initials = initials.unwrap_or_else(|| "D".to_owned());
        let label = format!("{initials} {}", label::capital(&number.printed));
        let id = format!("{}_{}", initials.to_lowercase(), label::id_number(number));
        self.begin(
            at,
            UnitKind::FinalProvision,
            &id,
            label.clone(),
            Some(number.printed.clone()),
            mark.heading.clone(),
            Standing::Current,
        );
        self.host = Some(mark.heading.as_ref().map_or_else(|| label.clone(), |h| format!("{label} {h}")));
        at + 1
    }
}
