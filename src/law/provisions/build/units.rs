//! The units that are cited: articles and sections, schedules, final provisions.

use crate::law::provisions::build::Builder;
use crate::law::provisions::fold::ends_sentence;
use crate::law::provisions::mark::{Mark, Style, What, one_line};
use crate::law::provisions::{headings, label, words};
use crate::model::law::{Standing, UnitKind};

impl Builder<'_> {
    pub(super) fn schedule(&mut self, mark: &Mark, limit: usize) -> usize {
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

    pub(super) fn leaf(&mut self, mark: &Mark, standing: Standing, limit: usize) -> usize {
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

    pub(super) fn final_provision(&mut self, mark: &Mark) -> usize {
        let at = mark.para;
        let Some(number) = &mark.number else { return at + 1 };
        let text = self.paras.get(at).map_or("", |p| p.text.as_str());
        let own = words::final_group(text.lines().next().unwrap_or_default());
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
