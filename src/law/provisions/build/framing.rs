//! The frames that provisions stand in: parts and chapters, headings alone, groups of final provisions.

use crate::law::provisions::build::Builder;
use crate::law::provisions::fold::{all_capitals, ends_sentence, first_sign};
use crate::law::provisions::frames::{self, Frame};
use crate::law::provisions::mark::{Mark, one_line};
use crate::law::provisions::series::Role;
use crate::law::provisions::{headings, label, words};
use crate::law::reflow::Dress;
use crate::model::law::{OutlineEntry, Standing, UnitKind};

impl Builder<'_> {
    pub(super) fn frames_end(&mut self, para: usize) {
        let end = para.checked_sub(1).and_then(|p| self.spans.get(p)).map_or(0, |s| s.end);
        self.pop_frames(0, end);
    }

    pub(super) fn pop_frames(&mut self, rank: u8, end: usize) {
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

    pub(super) fn frame(&mut self, kind: UnitKind, mark: &Mark, limit: usize) -> usize {
        let at = mark.para;
        let text = self.paras.get(at).map_or("", |p| p.text.as_str());
        let (more, end) = headings::below(self.paras, at, mark.heading.is_none(), limit);
        let heading = match (&mark.heading, more) {
            (Some(own), Some(more)) => Some(format!("{own} {more}")),
            (own, more) => own.clone().or(more),
        };
        self.group = heading.as_deref().and_then(words::final_group);
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
    pub(super) fn bare_frame(&mut self, at: usize, next: Option<(usize, Role)>) -> bool {
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

    pub(super) fn final_group(&mut self, mark: &Mark) -> usize {
        let at = mark.para;
        // It may be the heading of the chapter that opened on the line above.
        self.group = mark.heading.as_deref().and_then(words::final_group);
        let id = self.group.as_deref().unwrap_or("D").to_lowercase();
        // It follows the body: nothing of the body holds it.
        self.push_frame(0, &id, String::new(), mark.heading.clone(), at, at + 1);
        self.host = None;
        at + 1
    }
}
