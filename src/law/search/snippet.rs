//! The words around a match, as they are printed.

use crate::law::search::marks::{Marked, Token};
use crate::model::law::Span;
use crate::model::safe;
use crate::model::search::Snippet;

/// Characters of a snippet, at most.
pub(crate) const WIDTH: usize = 240;

/// Makes the snippet of a text in which some words are marked. `base` is where the text begins in its law. It is
/// chosen by the marks before the word `within`, and shows those behind it too.
pub(crate) fn snippet(
    text: &str,
    tokens: &[Token],
    marked: &[Marked],
    within: usize,
    base: usize,
    width: usize,
) -> Snippet {
    let chosen_by: Vec<Marked> = marked.iter().filter(|m| m.last < within).copied().collect();
    let (first, last) = best(text, tokens, &chosen_by, width).map_or((0, 0), |b| (b.first, b.last));
    let Some(window) = widen(text, tokens, first, last, width) else { return Snippet::default() };
    let spans: Vec<Span> = joined(tokens, marked);
    let at = spans.iter().find(|s| s.start >= window.start && s.end <= window.end);
    let at = at.map(|s| Span { start: base + s.start, end: base + s.end });
    let (shown, matches) = print(text, window, &spans);
    Snippet { text: shown, matches, at }
}

/// Whether one snippet shows so many different marks.
pub(crate) fn shows(text: &str, tokens: &[Token], marked: &[Marked], kinds: usize, width: usize) -> bool {
    kinds == 0 || best(text, tokens, marked, width).is_some_and(|best| best.kinds >= kinds.min(KINDS))
}

fn characters(text: &str, from: usize, to: usize) -> usize {
    text.get(from..to).map_or(0, |t| t.chars().count())
}

fn start(tokens: &[Token], i: usize) -> usize {
    tokens.get(i).map_or(0, |t| t.start())
}

fn end(tokens: &[Token], i: usize) -> usize {
    tokens.get(i).map_or(0, |t| t.end())
}

/// Kinds of marks that are told apart.
const KINDS: usize = 64;

/// A stretch of words with marks in it.
struct Stretch {
    /// Different marks, and all of them.
    kinds: usize,
    count: usize,
    first: usize,
    last: usize,
}

/// The words of the stretch that has the most different marks, then the most of them, then comes first.
///
/// A window goes over the marks: each of them enters and leaves it once.
fn best(text: &str, tokens: &[Token], marked: &[Marked], width: usize) -> Option<Stretch> {
    let room = width * 4 / 5;
    let fits = |from: &Marked, to: &Marked| {
        // A character has one byte at least and four at most: what is near or far need not be counted.
        let (begin, end) = (start(tokens, from.first), end(tokens, to.last));
        let bytes = end.saturating_sub(begin);
        bytes <= room || (bytes <= room * 4 && characters(text, begin, end) <= room)
    };
    let mut inside = [0_usize; KINDS];
    let (mut kinds, mut next) = (0_usize, 0_usize);
    let mut best: Option<Stretch> = None;
    for (i, from) in marked.iter().enumerate() {
        while let Some(mark) = marked.get(next)
            && (next == i || fits(from, mark))
        {
            inside[mark.mark % KINDS] += 1;
            kinds += usize::from(inside[mark.mark % KINDS] == 1);
            next += 1;
        }
        let count = next - i;
        if best.as_ref().is_none_or(|best| (kinds, count) > (best.kinds, best.count)) {
            let last = marked.get(next - 1).map_or(from.last, |mark| mark.last.max(from.last));
            best = Some(Stretch { kinds, count, first: from.first, last });
        }
        inside[from.mark % KINDS] -= 1;
        kinds -= usize::from(inside[from.mark % KINDS] == 0);
    }
    best
}

/// Words before and after as they fit, a third before; cut between words.
fn widen(text: &str, tokens: &[Token], first: usize, last: usize, width: usize) -> Option<Span> {
    if tokens.is_empty() {
        return None;
    }
    let (mut left, mut right) = (first, last.min(tokens.len() - 1));
    let mut used = characters(text, start(tokens, left), end(tokens, right));
    // What was found can be longer than a snippet: its end is cut.
    while used > width && right > left {
        right -= 1;
        used = characters(text, start(tokens, left), end(tokens, right));
    }
    let mut before = width.saturating_sub(used) / 3;
    let step = |left: &mut usize, used: &mut usize, room: &mut usize| {
        while *left > 0 {
            let more = characters(text, start(tokens, *left - 1), start(tokens, *left));
            if more > *room {
                break;
            }
            *room -= more;
            *used += more;
            *left -= 1;
        }
    };
    step(&mut left, &mut used, &mut before);
    while right + 1 < tokens.len() {
        let more = characters(text, end(tokens, right), end(tokens, right + 1));
        if used + more > width {
            break;
        }
        used += more;
        right += 1;
    }
    let mut rest = width.saturating_sub(used);
    step(&mut left, &mut used, &mut rest);
    let from = if left == 0 { 0 } else { start(tokens, left) };
    let to = if right + 1 == tokens.len() {
        text.len()
    } else {
        // The mark at the end of the last word belongs to it.
        let after = end(tokens, right);
        let tail = text.get(after..).unwrap_or_default();
        after
            + tail
                .chars()
                .take_while(|c| !c.is_whitespace() && !c.is_alphanumeric())
                .take(3)
                .map(char::len_utf8)
                .sum::<usize>()
    };
    // A long tail of signs without words is none of a snippet.
    let to =
        text.get(from..to).map_or(to, |t| t.char_indices().nth(width + 40).map_or(to, |(i, _)| from + i));
    Some(Span { start: from, end: to })
}

/// The marked words as stretches of the text, overlapping ones joined.
fn joined(tokens: &[Token], marked: &[Marked]) -> Vec<Span> {
    let mut spans: Vec<Span> =
        marked.iter().map(|m| Span { start: start(tokens, m.first), end: end(tokens, m.last) }).collect();
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// Text on one line, whatever stood between the words.
struct Line {
    text: String,
    /// Characters.
    count: usize,
    after_space: bool,
}

impl Line {
    fn push(&mut self, text: &str) {
        let mut rest = text;
        loop {
            // Most of a text is printed as it is, word by word.
            let plain = rest.bytes().take_while(u8::is_ascii_graphic).count();
            if plain > 0 {
                let (word, behind) = rest.split_at(plain);
                self.text.push_str(word);
                self.count += plain;
                self.after_space = false;
                rest = behind;
            }
            let Some(c) = rest.chars().next() else { return };
            if c.is_whitespace() || c.is_control() {
                if !self.after_space {
                    self.text.push(' ');
                    self.count += 1;
                    self.after_space = true;
                }
            } else if !safe::is_bidi_control(c) {
                self.text.push(c);
                self.count += 1;
                self.after_space = false;
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
}

/// A stretch on one line, with the places of what is marked in it, in characters.
fn print(text: &str, window: Span, spans: &[Span]) -> (String, Vec<(usize, usize)>) {
    let mut line = Line { text: String::with_capacity(window.len() + 8), count: 0, after_space: true };
    let mut matches = Vec::new();
    if window.start > 0 {
        line.text.push_str("… ");
        line.count += 2;
    }
    let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let mut at = window.start;
    for span in spans.iter().skip_while(|s| s.end <= window.start).take_while(|s| s.start < window.end) {
        let (start, end) = (span.start.max(at), span.end.min(window.end));
        line.push(slice(at, start));
        let from = line.count;
        line.push(slice(start, end));
        matches.push((from, line.count));
        at = end;
    }
    line.push(slice(at, window.end));
    let mut out = line.text;
    if out.ends_with(' ') {
        out.pop();
    }
    if window.end < text.len() {
        out.push_str(" …");
    }
    (out, matches)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::search::marks::{AnyWord, Mark, Test, marked, tokens};
    use crate::law::words::lexicon::Lexicon;

    fn shown(text: &str, sought: &[&str], width: usize) -> String {
        let mut lexicon = Lexicon::default();
        let tokens = tokens(text, &mut lexicon);
        let test = |w: &&str| {
            Mark::Run(vec![Test::Word(AnyWord::of([crate::law::normalise::normalised(w)].into()))])
        };
        let marks: Vec<Mark> = sought.iter().map(test).collect();
        let snippet = snippet(text, &tokens.all, &marked(&tokens, &marks), usize::MAX, 0, width);
        let mut out = String::new();
        for (i, c) in snippet.text.chars().enumerate() {
            if snippet.matches.iter().any(|m| m.0 == i) {
                out.push('[');
            }
            if snippet.matches.iter().any(|m| m.1 == i) {
                out.push(']');
            }
            out.push(c);
        }
        if snippet.matches.iter().any(|m| m.1 == snippet.text.chars().count()) {
            out.push(']');
        }
        out
    }

    #[test]
    fn a_snippet_shows_the_best_place_cut_between_words() {
        let text = "24. Offences\nA person who, knowing it, possesses material\n of a  child commits an offence. A child is any person under eighteen.";
        assert_eq!(
            shown(text, &["possesses", "child"], 60),
            "… it, [possesses] material of a [child] commits an offence. A …"
        );
        assert_eq!(shown(text, &["eighteen"], 30), "… is any person under [eighteen].");
        assert_eq!(shown(text, &["nothing"], 30), "24. Offences A person who, …");
        assert_eq!(shown("حماية الطِّفْلِ من الإيذاء", &["الطفل"], 100), "حماية [الطِّفْلِ] من الإيذاء");
        assert_eq!(shown("com\u{ad}mence\u{1b}[2J now", &["commence"], 100), "[com\u{ad}mence] [2J now");
        assert_eq!(shown("", &["x"], 100), "");
    }

    #[test]
    fn width_is_counted_in_characters_of_any_script() {
        let arabic = "كلمة ".repeat(500);
        let latin = "word ".repeat(500);
        let length = |text: &str| shown(text, &[], 240).chars().count();
        assert_eq!(length(&arabic), length(&latin));
        assert!(length(&latin) <= 245);
        assert!(shown(&"x".repeat(50_000), &[], 240).chars().count() <= 290);
    }
}
