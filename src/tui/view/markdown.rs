//! Markdown as lines of a terminal.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::tui::rtl;
use crate::tui::text::{fill, width, wrap};
use crate::tui::theme::Theme;
use crate::workbench::preview::{Align, Block, Span as Part};

/// Words up to this width are not broken in a table; rather its rows are told one below the other.
const WORD: usize = 14;

/// All blocks, each followed by an empty line, at most `columns` wide.
pub(crate) fn lines(blocks: &[Block], columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut out: Vec<Line<'static>> = Vec::new();
    let mut before_item = false;
    for block in blocks {
        let item = matches!(block, Block::Item { .. });
        if !(out.is_empty() || item && before_item) {
            out.push(Line::default());
        }
        before_item = item;
        match block {
            Block::Heading { level, text } => {
                let mark = "#".repeat(usize::from(*level));
                let parts = flow(&format!("{mark} "), text, columns, theme);
                out.extend(parts.into_iter().map(|l| l.style(theme.accent)));
            }
            Block::Paragraph(text) => out.extend(flow("", text, columns, theme)),
            Block::Item { depth, marker, text } => {
                let indent = "  ".repeat(usize::from(depth.saturating_sub(1)));
                let mark = if marker.is_empty() { "  ".to_owned() } else { format!("{marker} ") };
                out.extend(flow(&format!("{indent}{mark}"), text, columns, theme));
            }
            Block::Quote { depth, text } => {
                let bar = "| ".repeat(usize::from((*depth).max(1)));
                for line in flow("", text, columns.saturating_sub(bar.len()).max(1), theme) {
                    let mut spans = vec![Span::styled(bar.clone(), theme.quiet)];
                    spans.extend(line.spans);
                    out.push(Line::from(spans));
                }
            }
            Block::Code(text) => {
                out.extend(wrap(text, columns).into_iter().map(|l| Line::styled(l, theme.quiet)));
            }
            Block::Table { head, align, rows } => out.extend(table(head, align, rows, columns, theme)),
            Block::Rule => out.push(Line::styled("-".repeat(columns.min(40)), theme.quiet)),
        }
    }
    out
}

fn style(part: &Part, theme: &Theme) -> Style {
    let mut style = theme.plain;
    if part.strong {
        style = style.add_modifier(Modifier::BOLD);
    }
    if part.emphasis {
        style = style.add_modifier(Modifier::ITALIC);
    }
    if part.link.is_some() {
        style = style.add_modifier(Modifier::UNDERLINED);
    }
    if part.code { style.patch(theme.quiet) } else { style }
}

fn plain(parts: &[Part]) -> String {
    parts.iter().map(|p| p.text.as_str()).collect()
}

/// Text with its looks, broken into lines; lines after the first stand below the text, not the mark.
fn flow(mark: &str, parts: &[Part], columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let beside = width(mark).min(columns.saturating_sub(1));
    let text = plain(parts);
    let right = rtl::runs_rtl(&text);
    let mut looks = parts.iter().flat_map(|p| p.text.chars().map(|c| (c, style(p, theme)))).peekable();
    let mut out = Vec::new();
    for (i, line) in wrap(&text, columns.saturating_sub(beside).max(1)).into_iter().enumerate() {
        let head = if i == 0 { mark.to_owned() } else { " ".repeat(beside) };
        let mut spans = vec![Span::raw(head)];
        // The lines hold the characters of the text in order, without some of its white space.
        let mut now: Option<(String, Style)> = None;
        for c in line.chars() {
            while looks.peek().is_some_and(|(l, _)| *l != c) {
                looks.next();
            }
            let look = looks.next().map_or(theme.plain, |(_, style)| style);
            match &mut now {
                Some((run, style)) if *style == look => run.push(c),
                _ => {
                    spans.extend(now.take().map(|(run, style)| Span::styled(run, style)));
                    now = Some((c.to_string(), look));
                }
            }
        }
        spans.extend(now.map(|(run, style)| Span::styled(run, style)));
        // By spaces of our own: the columns of a line are counted otherwise elsewhere.
        if right {
            let used: usize = spans.iter().map(|s| width(&s.content)).sum();
            spans.insert(0, Span::raw(" ".repeat(columns.saturating_sub(used))));
        }
        out.push(Line::from(spans));
    }
    out
}

fn table(
    head: &[Vec<Part>],
    align: &[Align],
    rows: &[Vec<Vec<Part>>],
    columns: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let count = head.len().max(1);
    let between = 3 * (count - 1);
    let natural: Vec<usize> = (0..count)
        .map(|i| {
            let cells = std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).filter_map(|r| r.get(i));
            cells.map(|c| width(&plain(c))).max().unwrap_or(0).max(1)
        })
        .collect();
    let longest = |i: usize| {
        let cells = std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).filter_map(|r| r.get(i));
        let words = |c: &Vec<Part>| plain(c).split_whitespace().map(width).max().unwrap_or(0);
        cells.map(words).max().unwrap_or(0).min(WORD)
    };
    let least: Vec<usize> = (0..count).map(longest).collect();
    let Some(widths) = shares(&natural, &least, columns.saturating_sub(between)) else {
        return records(head, rows, columns, theme);
    };
    let mut out = Vec::new();
    // Front matter comes as a table without a heading.
    if !head.iter().all(|cell| plain(cell).trim().is_empty()) {
        out.extend(row(head, align, &widths, theme.strong));
        let rule: Vec<String> = widths.iter().map(|w| "-".repeat(*w)).collect();
        out.push(Line::styled(rule.join("-+-"), theme.quiet));
    }
    for cells in rows {
        out.extend(row(cells, align, &widths, theme.plain));
    }
    out
}

/// Widths that add up to at most `room`; `None` when some column would be too narrow to read.
fn shares(natural: &[usize], least: &[usize], room: usize) -> Option<Vec<usize>> {
    if natural.iter().sum::<usize>() <= room {
        return Some(natural.to_vec());
    }
    // Narrow columns keep their width; the wide ones share what is left.
    let mut widths = natural.to_vec();
    let mut open: Vec<usize> = (0..natural.len()).collect();
    let mut left = room;
    loop {
        let each = left / open.len().max(1);
        let (narrow, wide): (Vec<usize>, Vec<usize>) = open.iter().partition(|i| natural[**i] <= each);
        if narrow.is_empty() {
            for i in &open {
                widths[*i] = each;
            }
            let too_narrow = open.iter().any(|i| widths[*i] < least[*i].max(1));
            return (!too_narrow).then_some(widths);
        }
        left -= narrow.iter().map(|i| natural[*i]).sum::<usize>();
        open = wide;
        if open.is_empty() {
            return Some(widths);
        }
    }
}

fn row(cells: &[Vec<Part>], align: &[Align], widths: &[usize], look: Style) -> Vec<Line<'static>> {
    let wrapped: Vec<Vec<String>> = widths
        .iter()
        .enumerate()
        .map(|(i, columns)| wrap(&cells.get(i).map(|c| plain(c)).unwrap_or_default(), *columns))
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
    (0..height)
        .map(|y| {
            let cells = wrapped.iter().zip(widths).enumerate().map(|(i, (lines, columns))| {
                let text = lines.get(y).map(String::as_str).unwrap_or_default();
                let pad = columns.saturating_sub(width(text));
                match align.get(i) {
                    Some(Align::Right) => format!("{}{text}", " ".repeat(pad)),
                    Some(Align::Center) => fill(&format!("{}{text}", " ".repeat(pad / 2)), *columns),
                    Some(Align::Left) | None => fill(text, *columns),
                }
            });
            Line::styled(cells.collect::<Vec<_>>().join(" | "), look)
        })
        .collect()
}

/// A table for a narrow screen: one row after the other, each cell with its heading.
fn records(head: &[Vec<Part>], rows: &[Vec<Vec<Part>>], columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut out = Vec::new();
    for (i, cells) in rows.iter().enumerate() {
        if i > 0 {
            out.push(Line::styled("-".repeat(columns.min(12)), theme.quiet));
        }
        for (at, cell) in cells.iter().enumerate() {
            let text = plain(cell);
            if text.trim().is_empty() {
                continue;
            }
            let label = head.get(at).map(|h| plain(h)).unwrap_or_default();
            let text = if label.is_empty() { text } else { format!("{label}: {text}") };
            out.extend(wrap(&text, columns).into_iter().map(|l| Line::styled(l, theme.plain)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::config::ThemeName;
    use crate::workbench::preview::blocks;

    const REPORT: &str = "# Gap *analysis*\n\nKenya **signed** the\nprotocol.\n\n- one\n- two\n  - two and a half\n\n> Kifungu cha 24\n\n| Capability | Level | Why the level was set |\n|---|---:|---|\n| Legislation | 2 | Possession is covered but reporting is not |\n| Hotline | 1 | قانون الجرائم الإلكترونية |\n";

    fn drawn(columns: usize) -> Vec<String> {
        let theme = Theme::new(ThemeName::Dark, true);
        lines(&blocks(REPORT), columns, &theme).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_report_is_laid_out() {
        insta::assert_snapshot!(drawn(48).join("\n"));
    }

    #[test]
    fn a_narrow_table_is_told_row_by_row() {
        insta::assert_snapshot!(drawn(22).join("\n"));
    }

    #[test]
    fn nothing_sticks_out_and_no_word_is_lost() {
        let squeezed = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        for columns in 12..100 {
            let lines = drawn(columns);
            assert!(lines.iter().all(|l| width(l) <= columns), "{columns}: {lines:#?}");
            let text = squeezed(&lines.concat());
            for word in ["Gap", "analysis", "protocol", "Kifungu", "Legislation", "two"] {
                assert!(text.contains(word), "{columns}: {word}");
            }
        }
    }
}
