//! How a provision that is full is put into the text: what closes the law and an old wording at its end become
//! provisions of their own.

use crate::law::provisions::build::{Builder, Open};
use crate::law::provisions::{closing, history, label};
use crate::model::law::{OutlineEntry, Provision, Span, Standing, UnitKind};

impl Builder<'_> {
    /// Puts the open provision into the text. The last one gives away what closes the law.
    pub(super) fn close(&mut self, last: bool) {
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
}
