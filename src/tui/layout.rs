//! Where everything goes, as pure functions of the size.

use ratatui::layout::Rect;

use crate::tui::state::Pane;

/// From here on three panes stand side by side.
pub(crate) const THREE: u16 = 120;
/// From here on two.
pub(crate) const TWO: u16 = 84;
/// Below this the screen only says that it is too small.
pub(crate) const LEAST: (u16, u16) = (40, 8);

/// The parts of every screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) head: Rect,
    pub(crate) body: Rect,
    pub(crate) message: Rect,
    pub(crate) foot: Rect,
}

/// `None` when there is too little room for a screen.
pub(crate) fn frame(area: Rect) -> Option<Frame> {
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return None;
    }
    let row = |y: u16, height: u16| Rect { x: area.x, y: area.y + y, width: area.width, height };
    let h = area.height;
    Some(Frame { head: row(0, 1), body: row(1, h - 3), message: row(h - 2, 1), foot: row(h - 1, 1) })
}

/// How many panes fit. Panes of right-to-left text stand alone, since many terminals reorder whole
/// lines and would swap them.
pub(crate) fn panes(width: u16, zoomed: bool, right_to_left: bool) -> u16 {
    match width {
        _ if zoomed || right_to_left => 1,
        THREE.. => 3,
        TWO.. => 2,
        _ => 1,
    }
}

/// The panes of the checklist that are seen, with their places, from left to right.
pub(crate) fn checklist(body: Rect, count: u16, focus: Pane) -> Vec<(Pane, Rect)> {
    let cut = |widths: &[u16], panes: &[Pane]| {
        let mut x = body.x;
        let mut out = Vec::new();
        for (pane, width) in panes.iter().zip(widths) {
            out.push((*pane, Rect { x, width: *width, ..body }));
            x += width;
        }
        out
    };
    let w = body.width;
    match (count, focus) {
        (3, _) => {
            let (tree, questions) = (w * 32 / 100, w * 28 / 100);
            cut(&[tree, questions, w - tree - questions], &[Pane::Tree, Pane::Questions, Pane::Detail])
        }
        (2, Pane::Tree) => cut(&[w * 48 / 100, w - w * 48 / 100], &[Pane::Tree, Pane::Questions]),
        (2, _) => cut(&[w * 44 / 100, w - w * 44 / 100], &[Pane::Questions, Pane::Detail]),
        _ => vec![(focus, body)],
    }
}

/// The panes of Search below its lines, with their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct SearchAreas {
    pub(crate) facets: Option<Rect>,
    pub(crate) hits: Option<Rect>,
    pub(crate) provision: Option<Rect>,
}

/// Where hits, counts and the text of the selected hit stand. `counting` is whether the counts have the keys;
/// `alone` whether the text must not stand beside anything.
pub(crate) fn search(body: Rect, counting: bool, alone: bool) -> SearchAreas {
    let left = |w: u16| Rect { width: w, ..body };
    let from = |x: u16, w: u16| Rect { x: body.x + x, width: w, ..body };
    let w = body.width;
    if alone || w < TWO {
        // One above the other where there is room for both.
        let (upper, lower) = if body.height >= 26 {
            let height = body.height * 55 / 100;
            let below = Rect { y: body.y + height, height: body.height - height, ..body };
            (Rect { height, ..body }, Some(below))
        } else {
            (body, None)
        };
        let (facets, hits) = if counting { (Some(upper), None) } else { (None, Some(upper)) };
        return SearchAreas { facets, hits, provision: lower };
    }
    if w >= THREE {
        let (facets, hits) = (w * 22 / 100, w * 40 / 100);
        return SearchAreas {
            facets: Some(left(facets)),
            hits: Some(from(facets, hits)),
            provision: Some(from(facets + hits, w - facets - hits)),
        };
    }
    let half = w / 2;
    if counting {
        return SearchAreas { facets: Some(left(half)), hits: Some(from(half, w - half)), provision: None };
    }
    SearchAreas { facets: None, hits: Some(left(half)), provision: Some(from(half, w - half)) }
}

/// The list of the plan and the entry in full, where each is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PlanAreas {
    pub(crate) list: Option<Rect>,
    pub(crate) entry: Option<Rect>,
}

/// Side by side where there is room, else the one that has the keys. `alone` whether nothing must stand beside it.
pub(crate) fn plan(body: Rect, reading: bool, alone: bool) -> PlanAreas {
    if alone || body.width < TWO {
        let one = |seen: bool| seen.then_some(body);
        return PlanAreas { list: one(!reading), entry: one(reading) };
    }
    let list = body.width * 58 / 100;
    let entry = Rect { x: body.x + list, width: body.width - list, ..body };
    PlanAreas { list: Some(Rect { width: list, ..body }), entry: Some(entry) }
}

/// Outline and text of a law. `None` where there is room for one of them only.
pub(crate) fn reader(body: Rect, alone: bool) -> Option<(Rect, Rect)> {
    if alone || body.width < TWO {
        return None;
    }
    let outline = (body.width * 32 / 100).min(52);
    let text = Rect { x: body.x + outline, width: body.width - outline, ..body };
    Some((Rect { width: outline, ..body }, text))
}

/// Columns of the text of a law on a screen of so many: its border and the column of signs taken off.
pub(crate) fn reader_columns(columns: u16, alone: bool) -> usize {
    let body = Rect { x: 0, y: 0, width: columns, height: 1 };
    let width = reader(body, alone).map_or(columns, |(_, text)| text.width);
    usize::from(width.saturating_sub(2)).saturating_sub(SIGNS).max(2)
}

/// Columns at the left of a text for what is told of a line by a sign.
pub(crate) const SIGNS: usize = 2;

/// A box in the middle for a pop-up of so many columns and rows, as far as there is room.
pub(crate) fn middle(area: Rect, columns: u16, rows: u16) -> Rect {
    let width = columns.min(area.width);
    let height = rows.min(area.height);
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// The lower part, for a text that is being written: what it answers stays in sight above.
pub(crate) fn lower(body: Rect) -> (Rect, Rect) {
    let height = (body.height / 2).max(6).min(body.height);
    let above = Rect { height: body.height - height, ..body };
    (above, Rect { y: body.y + above.height, height, ..body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_area_at_any_size() {
        for width in 1..220 {
            for height in [1, 2, 7, 8, 9, 24, 60] {
                let area = Rect { x: 0, y: 0, width, height };
                let Some(f) = frame(area) else {
                    assert!(width < LEAST.0 || height < LEAST.1);
                    continue;
                };
                assert_eq!(f.head.height + f.body.height + 2, height);
                for focus in [Pane::Tree, Pane::Questions, Pane::Detail] {
                    let count = panes(width, false, false);
                    let seen = checklist(f.body, count, focus);
                    assert_eq!(seen.len(), usize::from(count));
                    assert_eq!(seen.iter().map(|(_, r)| r.width).sum::<u16>(), width);
                    assert!(seen.iter().any(|(p, _)| *p == focus), "the focus is seen");
                }
                let (above, below) = lower(f.body);
                assert_eq!(above.height + below.height, f.body.height);
                assert_eq!(area.intersection(middle(area, 80, 30)), middle(area, 80, 30));
            }
        }
    }

    #[test]
    fn panes_come_with_the_width() {
        for (width, zoomed, rtl, expected) in [
            (119, false, false, 2),
            (120, false, false, 3),
            (84, false, false, 2),
            (83, false, false, 1),
            (200, true, false, 1),
            (200, false, true, 1),
        ] {
            assert_eq!(panes(width, zoomed, rtl), expected);
        }
    }
}
