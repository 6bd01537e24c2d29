//! Which stretches of a text run from right to left.
//!
//! Word asks for the direction of each run instead of working it out. This is the Unicode
//! bidirectional algorithm (UAX 9) as far as reports need it: letters, numbers, brackets and what
//! stands between them, without explicit embeddings.

/// How deep brackets may be nested, as in UAX 9.
const BRACKETS: usize = 63;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Left,
    Right,
    Digit,
    Neutral,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            '0'..='9' => Self::Digit,
            '\u{200F}' | '\u{61C}' => Self::Right,
            // Marks on Latin letters belong to them.
            '\u{200E}' | '\u{300}'..='\u{36F}' => Self::Left,
            _ if is_rtl(c) => Self::Right,
            _ if c.is_alphabetic() => Self::Left,
            _ => Self::Neutral,
        }
    }

    fn base(rtl: bool) -> Self {
        if rtl { Self::Right } else { Self::Left }
    }

    fn is_strong(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// Whether a character is of a script that runs from right to left, marks and digits among them.
fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether a text is in the Hebrew script, as far as its first letter tells.
pub(super) fn is_hebrew(text: &str) -> bool {
    text.chars()
        .find(|c| is_rtl(*c))
        .is_some_and(|c| matches!(c, '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}'))
}

/// The direction of the first letter.
pub(super) fn first(texts: &[&str]) -> Option<bool> {
    letters(texts).next()
}

/// The direction of most letters.
pub(super) fn most(texts: &[&str]) -> Option<bool> {
    let (rtl, ltr): (Vec<bool>, Vec<bool>) = letters(texts).partition(|rtl| *rtl);
    (rtl.len() != ltr.len()).then_some(rtl.len() > ltr.len())
}

fn letters(texts: &[&str]) -> impl Iterator<Item = bool> {
    texts.iter().flat_map(|t| t.chars()).filter(|c| c.is_alphabetic()).map(is_rtl)
}

/// For each character of a text whether it runs from right to left, in a paragraph that does or
/// does not.
pub(super) fn sides(text: &str, base: bool) -> Vec<bool> {
    let chars: Vec<char> = text.chars().collect();
    if !base && !chars.iter().any(|c| is_rtl(*c)) {
        return vec![false; chars.len()];
    }
    let mut classes: Vec<Class> = chars.iter().map(|c| Class::of(*c)).collect();
    let base = Class::base(base);
    numbers(&chars, &mut classes, base);
    brackets(&chars, &mut classes, base);
    neutrals(&mut classes, base);
    classes.into_iter().map(|c| c == Class::Right).collect()
}

/// Numbers go with the text before them. Dates and times, and numbers that are part of a Latin
/// word, stay in one piece from left to right.
fn numbers(chars: &[char], classes: &mut [Class], base: Class) {
    let at = |classes: &[Class], i: usize| classes.get(i).copied();
    let mut strong = base;
    let mut i = 0;
    while let Some(class) = at(classes, i) {
        if class.is_strong() {
            strong = class;
        }
        let start = i;
        i += 1;
        if class != Class::Digit {
            continue;
        }
        let mut joined = false;
        loop {
            let separator = chars.get(i).is_some_and(|c| matches!(c, '-' | '/' | ':' | '.' | ','));
            if at(classes, i) == Some(Class::Digit) {
                i += 1;
            } else if separator && at(classes, i + 1) == Some(Class::Digit) {
                joined |= chars.get(i).is_some_and(|c| matches!(c, '-' | '/' | ':'));
                i += 2;
            } else {
                break;
            }
        }
        let side = if joined || at(classes, i) == Some(Class::Left) { Class::Left } else { strong };
        classes.iter_mut().take(i).skip(start).for_each(|c| *c = side);
    }
}

/// Both brackets of a pair go to the same side (rule N0).
fn brackets(chars: &[char], classes: &mut [Class], base: Class) {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        match c {
            '(' if open.len() < BRACKETS => open.push((')', i)),
            '[' if open.len() < BRACKETS => open.push((']', i)),
            '{' if open.len() < BRACKETS => open.push(('}', i)),
            ')' | ']' | '}' => {
                if let Some(at) = open.iter().rposition(|(closing, _)| closing == c) {
                    pairs.extend(open.get(at).map(|(_, start)| (*start, i)));
                    open.truncate(at);
                }
            }
            _ => {}
        }
    }
    pairs.sort_unstable();
    for (start, end) in pairs {
        let inside = classes.iter().take(end).skip(start + 1);
        let strong: Vec<Class> = inside.copied().filter(|c| c.is_strong()).collect();
        let Some(other) = strong.first().copied() else { continue };
        let before = classes.iter().take(start).rev().copied().find(|c| c.is_strong()).unwrap_or(base);
        let side = if strong.contains(&base) || before != other { base } else { other };
        for i in [start, end] {
            if let Some(class) = classes.get_mut(i) {
                *class = side;
            }
        }
    }
}

/// What stands between two letters of one side goes to that side, the rest to the paragraph's.
fn neutrals(classes: &mut [Class], base: Class) {
    let mut before = base;
    let mut i = 0;
    while let Some(class) = classes.get(i).copied() {
        if class.is_strong() {
            before = class;
            i += 1;
            continue;
        }
        let length = classes.iter().skip(i).take_while(|c| !c.is_strong()).count();
        let after = classes.get(i + length).copied().unwrap_or(base);
        let side = if before == after { before } else { base };
        classes.iter_mut().skip(i).take(length).for_each(|c| *c = side);
        i += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_have_a_side() {
        for (text, rtl, expected) in [
            ("abc 12", false, "......"),
            ("نص و نص", false, "<<<<<<<"),
            ("a نص (نص) (b)", false, "..<<<<<<<...."),
            ("نص 12, نص.", false, "<<<<<<<<<."),
            ("نص.", true, "<<<"),
            ("نص (12) 3", true, "<<<<<<<<<"),
            ("12", true, "<<"),
            ("C01-1 هل", true, ".....<<<"),
            ("في 2026-03-14 نص", true, "<<<..........<<<"),
            ("في 2026-03-02T09:21:06Z", true, "<<<...................."),
            ("(ab) نص", true, "<..<<<<"),
            ("٢٤ ab", true, "<<<.."),
        ] {
            let sides: String = sides(text, rtl).iter().map(|rtl| if *rtl { '<' } else { '.' }).collect();
            assert_eq!(sides, expected, "{text}");
        }
    }
}
