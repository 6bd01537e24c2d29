//! Text fitted to columns. Widths are columns of the terminal, never bytes or characters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::model::safe;

/// The mark of a text that goes on.
pub(crate) const CUT: &str = "…";

/// Columns as a screen draws them: cluster by cluster. The width of a whole text can be smaller, since it counts an
/// Arabic lam and alef as one sign, which no terminal draws as one.
pub(crate) fn width(text: &str) -> usize {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// One line of at most `columns`; what does not fit is cut with a mark.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    let text = safe::line(text);
    if width(&text) <= columns {
        return text;
    }
    let Some(room) = columns.checked_sub(CUT.width()) else { return String::new() };
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = grapheme.width();
        if used + wide > room {
            break;
        }
        used += wide;
        out.push_str(grapheme);
    }
    out.push_str(CUT);
    out
}

/// [`fit`], filled up with spaces to exactly `columns`.
pub(crate) fn fill(text: &str, columns: usize) -> String {
    let mut text = fit(text, columns);
    let missing = columns.saturating_sub(width(&text));
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// Lines of at most `columns`, broken at spaces where there are any. Empty lines stay.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    safe::block(text)
        .split('\n')
        .flat_map(|line| {
            textwrap::wrap(line, textwrap::Options::new(columns).break_words(true))
                .into_iter()
                .flat_map(|l| split(&l, columns))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// A line that is still too wide, since a cluster is wider than its parts, broken between clusters.
fn split(line: &str, columns: usize) -> Vec<String> {
    if width(line) <= columns {
        return vec![line.to_owned()];
    }
    let mut lines = vec![String::new()];
    for grapheme in line.graphemes(true) {
        if let Some(last) = lines.last_mut() {
            if last.is_empty() || width(last) + grapheme.width() <= columns {
                last.push_str(grapheme);
            } else {
                lines.push(grapheme.to_owned());
            }
        }
    }
    lines
}

/// A bar of `columns` characters for an interval of fractions: `#` up to the lower bound, `-` up to
/// the upper one, `.` beyond.
pub(crate) fn bar(low: f64, high: f64, columns: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "columns of a screen")]
    let scale = columns as f64;
    let reaches = |fraction: f64, at: usize| {
        #[expect(clippy::cast_precision_loss, reason = "columns of a screen")]
        let middle = at as f64 + 0.5;
        middle <= fraction * scale
    };
    (0..columns)
        .map(|at| {
            if reaches(low, at) {
                '#'
            } else if reaches(high, at) {
                '-'
            } else {
                '.'
            }
        })
        .collect()
}

/// The first row that is drawn of a list, so that the selected one is seen.
pub(crate) fn scroll_top(top: usize, height: usize, selected: usize) -> usize {
    // A list without height still has a selected row.
    top.clamp((selected + 1).saturating_sub(height.max(1)), selected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_says_so_and_clusters_stay_whole() {
        for (text, columns, expected) in [
            ("Legislation", 11, "Legislation"),
            ("Legislation", 6, "Legis…"),
            ("Legislation", 1, "…"),
            ("Legislation", 0, ""),
            ("日本語", 4, "日…"),
            ("👩‍👩‍👧 a b c", 4, "👩‍👩‍👧 …"),
            ("a\u{1b}[31mb", 9, "a [31mb"),
            // Drawn as eight letters, whatever a font makes of lam and alef.
            ("لا للآلام", 9, "لا للآلام"),
            ("لا للآلام", 8, "لا للآل…"),
        ] {
            assert_eq!(fit(text, columns), expected);
            assert_eq!(width(&fill(text, columns)), columns, "{text}");
        }
    }

    #[test]
    fn nothing_is_lost_in_wrapping_and_nothing_sticks_out() {
        let texts = [
            "Sheria ya Makosa ya Mtandao ya mwaka 2015",
            "قانون الجرائم الإلكترونية رقم ١٧ لسنة ٢٠٢٣",
            "ច្បាប់ស្តីពីការបង្ក្រាបអំពើជួញដូរមនុស្ស",
            "Constitucional\n\nde 1993",
            "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧",
        ];
        for text in texts {
            for columns in 2..30 {
                let lines = wrap(text, columns);
                assert!(lines.iter().all(|l| width(l) <= columns), "{columns}: {lines:?}");
                let plain = |s: &str| s.split_whitespace().collect::<String>();
                assert_eq!(plain(&lines.concat()), plain(text));
            }
        }
    }

    #[test]
    fn bars_tell_what_is_known_from_what_may_be() {
        assert_eq!(bar(0.5, 5.0 / 6.0, 10), "#####---..");
        assert_eq!(bar(0.0, 0.0, 4), "....");
        assert_eq!(bar(1.0, 1.0, 4), "####");
    }

    #[test]
    fn the_selected_row_is_always_seen() {
        assert_eq!(scroll_top(0, 5, 3), 0);
        assert_eq!(scroll_top(0, 5, 7), 3);
        assert_eq!(scroll_top(6, 5, 2), 2);
        assert_eq!(scroll_top(0, 0, 2), 2, "a list without height");
    }
}
