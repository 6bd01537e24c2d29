//! Marks within a line taken out: bold and italics, links, escapes, entities, tags.

use crate::law::normalise::beyond_ascii;
use crate::law::read::markdown::entities;

/// A line without its marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Plain {
    pub(super) text: String,
    /// All its letters were bold, but for a few that the marks missed.
    pub(super) strong: bool,
}

/// How far behind a link's text its address may end.
const ADDRESS: usize = 1000;

/// Takes the marks out of lines that belong together: a bold mark may open on one and close on the next.
pub(super) fn plain<'s>(lines: impl Iterator<Item = &'s str>) -> Vec<Plain> {
    let mut state = State::default();
    lines.map(|line| state.line(line)).collect()
}

#[derive(Default)]
struct State {
    bold: bool,
}

struct Out {
    signs: Vec<char>,
    bold_letters: usize,
    plain_letters: usize,
    /// Where an opening "[" or "*" or "_" stands in `signs`, in case its partner comes.
    brackets: Vec<usize>,
    star: Option<usize>,
    bar: Option<usize>,
    /// Places of `signs` that fall away.
    gone: Vec<usize>,
}

/// Whether a line has what may be a mark, or a sign that is none of the wording. "!" counts only before "[".
fn is_marked(line: &str) -> bool {
    line.bytes().any(|b| matches!(b, b'\\' | b'*' | b'_' | b'&' | b'<' | b'[' | b']' | 0..=0x1f | 0x7f))
        || beyond_ascii(line).any(char::is_control)
}

impl State {
    fn line(&mut self, line: &str) -> Plain {
        let line = line.trim_end();
        if is_marked(line) {
            return self.marked(line);
        }
        Plain { text: line.to_owned(), strong: self.bold && line.chars().any(char::is_alphanumeric) }
    }

    fn marked(&mut self, line: &str) -> Plain {
        let signs: Vec<char> = line.chars().collect();
        let mut out = Out {
            signs: Vec::with_capacity(signs.len()),
            bold_letters: 0,
            plain_letters: 0,
            brackets: Vec::new(),
            star: None,
            bar: None,
            gone: Vec::new(),
        };
        let mut at = 0;
        while let Some(&sign) = signs.get(at) {
            let next = signs.get(at + 1).copied();
            at += match sign {
                '\\' if next.is_some_and(|c| c.is_ascii_punctuation()) => {
                    out.signs.extend(next);
                    2
                }
                '*' | '_' => self.mark(&signs, at, sign, &mut out),
                '&' => entities::decode(signs.get(at..).unwrap_or_default(), &mut out.signs),
                '<' => tag(signs.get(at..).unwrap_or_default(), &mut out.signs),
                '!' if next == Some('[') => {
                    out.brackets.push(usize::MAX);
                    2
                }
                '[' => {
                    out.brackets.push(out.signs.len());
                    out.signs.push('[');
                    1
                }
                ']' => closing_bracket(&signs, at, &mut out),
                _ if sign.is_control() => {
                    out.signs.push(' ');
                    1
                }
                _ => {
                    if sign.is_alphanumeric() {
                        *(if self.bold { &mut out.bold_letters } else { &mut out.plain_letters }) += 1;
                    }
                    out.signs.push(sign);
                    1
                }
            };
        }
        out.gone.sort_unstable();
        let mut gone = out.gone.iter().copied().peekable();
        let mut text = String::with_capacity(line.len());
        for (at, sign) in out.signs.iter().enumerate() {
            if gone.next_if_eq(&at).is_some() {
                continue;
            }
            text.push(*sign);
        }
        let strong = out.bold_letters > 0 && out.plain_letters * 12 <= out.bold_letters;
        Plain { text, strong }
    }

    /// A run of "*" or "_".
    fn mark(&mut self, signs: &[char], at: usize, sign: char, out: &mut Out) -> usize {
        let run = signs.get(at..).unwrap_or_default().iter().take_while(|c| **c == sign).count();
        let before = at.checked_sub(1).and_then(|b| signs.get(b)).copied();
        let after = signs.get(at + run).copied();
        // "** Artículo modificado": a mark before a space at the head of a line is an editor's star.
        let head = signs.get(..at).unwrap_or_default().iter().all(|c| c.is_whitespace());
        let open = after.is_some_and(|c| !c.is_whitespace());
        if head && !open && after.is_some() && !self.bold {
            out.signs.extend(std::iter::repeat_n(sign, run));
            return run;
        }
        if sign == '_'
            && before.is_some_and(char::is_alphanumeric)
            && after.is_some_and(char::is_alphanumeric)
        {
            out.signs.extend(std::iter::repeat_n(sign, run));
            return run;
        }
        // Lines of "____" are blanks to fill in.
        if sign == '_' && run > 3 {
            out.signs.extend(std::iter::repeat_n(sign, run));
            return run;
        }
        for _ in 0..run / 2 {
            self.bold = !self.bold;
        }
        if run % 2 == 1 {
            // "(*)" names a note.
            let bracketed = before == Some('(') && after == Some(')');
            let close = before.is_some_and(|c| !c.is_whitespace());
            let pending = if sign == '*' { &mut out.star } else { &mut out.bar };
            match pending.take() {
                Some(opened) if close && !bracketed => out.gone.push(opened),
                earlier => {
                    let here = out.signs.len();
                    *pending = if open && !bracketed { Some(here) } else { earlier };
                    out.signs.push(sign);
                }
            }
        }
        run
    }
}

/// A closing bracket: where an address follows, both fall away.
fn closing_bracket(signs: &[char], at: usize, out: &mut Out) -> usize {
    let opened = out.brackets.pop();
    if let Some(opened) = opened
        && signs.get(at + 1) == Some(&'(')
    {
        let rest = signs.get(at + 2..).unwrap_or_default();
        let mut depth = 1_usize;
        for (ahead, sign) in rest.iter().take(ADDRESS).enumerate() {
            match sign {
                '(' => depth += 1,
                ')' => depth -= 1,
                // An address has no brackets and no spaces; "[Derogado] (ver nota)" is no link.
                '[' | ']' => break,
                ' ' if rest.get(ahead + 1) != Some(&'"') => break,
                _ => {}
            }
            if depth == 0 {
                if opened != usize::MAX {
                    out.gone.push(opened);
                }
                return ahead + 3;
            }
        }
    }
    out.signs.push(']');
    1
}

/// A tag falls away; `<br>` leaves a space.
fn tag(signs: &[char], out: &mut Vec<char>) -> usize {
    let next = signs.get(1).copied().unwrap_or(' ');
    if next.is_ascii_alphabetic() || matches!(next, '/' | '!') {
        let end = signs.iter().skip(1).take(ADDRESS).position(|c| matches!(c, '>' | '<')).map(|at| at + 1);
        if let Some(end) = end.filter(|end| signs.get(*end) == Some(&'>')) {
            // An address in angle brackets is text.
            let inside = signs.get(1..end).unwrap_or_default();
            if inside.contains(&':') && !inside.contains(&' ') {
                out.extend(inside);
            } else if matches!(signs.get(1..3), Some(['b', 'r'] | ['B', 'R'])) {
                out.push(' ');
            }
            return end + 1;
        }
    }
    out.push('<');
    1
}

#[cfg(test)]
mod tests {
    use proptest::collection;
    use proptest::prelude::*;
    use proptest::sample::select;
    use proptest::test_runner::{Config, TestRunner};

    use super::*;

    #[test]
    fn lines_without_marks_are_read_as_all_lines_are() {
        let line = collection::vec(
            select(&["**", "a", "Ñ", "1", " ", "! ", "\u{85}", "\t", "(x)", "—", "]", "é"]),
            0..9,
        );
        TestRunner::new(Config::with_cases(4_000))
            .run(&(line, any::<bool>()), |(parts, bold)| {
                let line = parts.concat();
                let line = line.trim_end();
                let (mut quick, mut slow) = (State { bold }, State { bold });
                prop_assert_eq!(quick.line(line), slow.marked(line));
                prop_assert_eq!(quick.bold, slow.bold);
                Ok(())
            })
            .unwrap();
    }

    fn one(line: &str) -> (String, bool) {
        let plain = plain(std::iter::once(line)).remove(0);
        (plain.text, plain.strong)
    }

    #[test]
    fn marks_fall_away() {
        for (line, text, strong) in [
            ("**Artículo 1.** Objeto del texto de la ley", "Artículo 1. Objeto del texto de la ley", false),
            ("**Artículo 1. Objeto**", "Artículo 1. Objeto", true),
            ("#**Acceso ilícito***", "#Acceso ilícito*", true),
            ("** Artículo modificado por la ley 3.*", "** Artículo modificado por la ley 3.*", false),
            ("**1. **El agente comete", "1. El agente comete", false),
            ("en *El Peruano *y más", "en *El Peruano *y más", false),
            ("en *El Peruano* y más", "en El Peruano y más", false),
            ("_a) Redención._**(\\*)  ", "a) Redención.(*)", false),
            ("(*) uno (*) dos", "(*) uno (*) dos", false),
            ("[Artículo 2](/x/y) y [Derogado]", "Artículo 2 y [Derogado]", false),
            ("[R. (a [b] c)](/x)", "R. (a [b] c)", false),
            ("[nota] (ver abajo)", "[nota] (ver abajo)", false),
            ("![sello](x.png)fin", "sellofin", false),
            ("a&nbsp;b &#8211; c &amp; &bogus;", "a\u{a0}b – c & &bogus;", false),
            ("uno<br>dos <b>tres</b> 3 < 4", "uno dos tres 3 < 4", false),
            ("snake_case_word y ____", "snake_case_word y ____", false),
        ] {
            let found = one(line);
            assert_eq!((found.0.as_str(), found.1), (text, strong), "{line}");
        }
    }
}
