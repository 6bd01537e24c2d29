//! Where the heading of a unit stands: on the line of its number, or on the lines below.

use crate::law::provisions::fold::{all_capitals, ends_sentence, first_sign};
use crate::law::provisions::mark::{Mark, Style, What, one_line};
use crate::law::provisions::series::Role;
use crate::law::reflow::{Dress, Para};
use crate::model::law::Standing;

/// Where this law has the headings of its provisions, by what most of them do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Habits {
    /// On the line of the number, and nothing else there.
    beside: bool,
    /// On the line above the number, as marginal notes are printed: "Short title." over "1. This Act".
    pub(super) above: bool,
    /// On the line below a number that stands alone.
    below: bool,
}

impl Habits {
    pub(super) fn of(paras: &[Para], marks: &[Mark], roles: &[Role]) -> Self {
        let counted: Vec<(&Mark, &Role)> =
            marks.iter().zip(roles).filter(|(_, r)| **r != Role::Nothing).collect();
        let (mut all, mut beside, mut bodies, mut above, mut alone, mut below) = (0, 0, 0, 0, 0, 0);
        for (place, (mark, role)) in counted.iter().enumerate() {
            if **role != Role::Provision(Standing::Current) {
                continue;
            }
            all += 1;
            beside += usize::from(mark.heading.is_some() && !mark.body);
            if mark.heading.is_none() && mark.body {
                bodies += 1;
                let free = place
                    .checked_sub(1)
                    .and_then(|p| counted.get(p))
                    .is_none_or(|(m, _)| m.para + 1 < mark.para);
                let title = mark.para.checked_sub(1).and_then(|p| paras.get(p));
                above += usize::from(free && title.is_some_and(|p| is_title(p, true)));
            }
            if mark.heading.is_none() && !mark.body {
                alone += 1;
                let next = counted.get(place + 1).map_or(paras.len(), |(m, _)| m.para);
                let title = paras.get(mark.para + 1).filter(|_| mark.para + 2 < next);
                below += usize::from(title.is_some_and(|p| is_title(p, false)));
            }
        }
        Self {
            beside: beside >= 3 && beside * 10 >= all * 7,
            above: above >= 3 && above * 10 >= bodies * 8 && bodies * 2 >= all,
            below: below >= 2 && below * 10 >= alone * 8,
        }
    }
}

/// A short line that reads as a title.
pub(super) fn is_title(para: &Para, stop_allowed: bool) -> bool {
    let text = para.text.trim_end();
    let inner = if stop_allowed { text.trim_end_matches('.') } else { text };
    let start =
        text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
    text.len() <= 160 && start && !ends_sentence(inner) && !inner.ends_with(',') && !inner.contains(". ")
}

/// The heading of a frame on the lines below its number.
pub(super) fn below(paras: &[Para], at: usize, none_yet: bool, limit: usize) -> (Option<String>, usize) {
    let mut heading = String::new();
    let mut end = at + 1;
    let above = paras.get(at);
    // Nothing but short lines in capitals up to the next mark: all of it is the heading.
    let stretch = paras.get(at + 1..limit).unwrap_or_default();
    let capitals = |p: &Para| p.text.len() <= 200 && all_capitals(&p.text) && !ends_sentence(&p.text);
    if (1..=4).contains(&stretch.len())
        && above.is_some_and(|a| all_capitals(&a.text))
        && stretch.iter().all(capitals)
    {
        let lines: Vec<&str> = stretch.iter().map(|p| p.text.as_str()).collect();
        return (Some(one_line(lines.join(" ").trim_end_matches(['*', ' ', '.']))), limit);
    }
    while end < limit.min(at + 5) {
        let Some(para) = paras.get(end) else { break };
        let first = heading.is_empty() && none_yet;
        let set_apart = matches!(para.dress, Dress::Strong | Dress::Heading(_));
        let capitals = all_capitals(&para.text);
        let sign = first_sign(&para.text);
        let fits = para.text.len() <= 240
            && !para.text.trim_end().ends_with([';', ':', ','])
            && (!ends_sentence(&para.text) || capitals || set_apart)
            && !para.text.starts_with('(')
            && sign.is_some_and(|c| !c.is_lowercase() && !c.is_numeric());
        let goes_on = capitals && above.is_some_and(|a| all_capitals(&a.text)) && !para.gap && end > at + 1;
        // What is set apart in another way is a heading of its own.
        let alike = paras.get(end - 1).is_some_and(|a| a.dress == para.dress);
        if !fits
            || !(first
                || (alike
                    && (goes_on || (capitals && set_apart && para.text.len() <= 60 && !heading.is_empty()))))
        {
            break;
        }
        if !heading.is_empty() {
            heading.push(' ');
        }
        heading.push_str(&one_line(para.text.trim_end_matches(['*', ' ', '.'])));
        end += 1;
    }
    ((!heading.is_empty()).then_some(heading), end)
}

/// The heading of a provision: on its own line, or on the line below a number alone.
pub(super) fn own(paras: &[Para], mark: &Mark, limit: usize, habits: Habits) -> (Option<String>, usize) {
    let at = mark.para;
    if mark.heading.is_none() && mark.body && habits.beside && at + 1 < limit {
        return (short_line(paras, mark), at + 1);
    }
    if mark.heading.is_some() || mark.body || at + 1 >= limit {
        return (mark.heading.clone(), at + 1);
    }
    let Some(para) = paras.get(at + 1) else { return (None, at + 1) };
    let bracketed = para.text.starts_with('(') && para.text.ends_with(')') && para.text.len() > 6;
    let set_apart = matches!(para.dress, Dress::Strong | Dress::Heading(_));
    let bare = matches!(mark.what, What::Leaf(Style::Bare));
    let short = para.text.len() <= 240 && !ends_sentence(&para.text);
    let capital = first_sign(&para.text).is_some_and(|c| !c.is_lowercase() && !c.is_numeric());
    let numbered = para.text.starts_with('(') && !bracketed;
    // Wording follows: a heading is not all there is.
    let more = at + 2 < limit;
    if short
        && capital
        && !numbered
        && more
        && (bare
            || (habits.below && is_title(para, false))
            || set_apart
            || (bracketed && para.text.len() <= 120))
    {
        let heading = one_line(para.text.trim_matches(['(', ')', '*', ' ']));
        return (Some(heading), at + 2);
    }
    (None, at + 1)
}

/// In a law with headings, a short line ending in a full stop is one too: "23. Repatriation etc."
fn short_line(paras: &[Para], mark: &Mark) -> Option<String> {
    let text = paras.get(mark.para)?.text.as_str();
    if text.len() > 120 || text.contains('\n') {
        return None;
    }
    let printed = mark.number.as_ref()?.printed.as_str();
    let behind = text.get(text.find(printed)? + printed.len()..)?;
    let heading = behind.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | ':' | '*'));
    (!heading.is_empty() && !heading.starts_with('(') && !heading.contains(". ")).then(|| one_line(heading))
}

#[cfg(test)]
mod tests {
    use crate::law::provisions::tests::{ids, labels, of, text};

    #[test]
    fn numbers_on_lines_of_their_own_and_headings_without_words() {
        let found = text(
            "Katiba ya Mfano\n\n\n1. \n\nHaki za wanafunzi\n(1) Kila mwanafunzi ana kitabu.\n(2) Shule ina maktaba.\n\nShule\n\n\n\
             2. \n\nEneo\nNchi ina eneo.\n\nSehemu ya 1 – Ardhi\n\n3. \n\nMipaka\nNchi ina mipaka.\n",
            "sw",
        );
        assert_eq!(labels(&found), ["utangulizi", "Ibara 1", "Ibara 2", "Ibara 3"]);
        assert_eq!(of(&found, "art_1").heading.as_deref(), Some("Haki za wanafunzi"));
        assert_eq!(of(&found, "art_2").path, ["Shule"]);
        assert_eq!(of(&found, "art_3").path, ["Shule", "Sehemu ya 1 Ardhi"]);
    }

    #[test]
    fn headings_stand_where_the_law_has_them() {
        let marginal = text(
            "Safety Act\nShort title.\n1. This Act may be cited as the Safety Act.\nDuties of the officer.\n\
             2. The officer keeps a register.\n(2) She reads it.\nEnd.\n3. This Act ends on the last day.\n",
            "en",
        );
        assert_eq!(ids(&marginal), ["preamble", "sec_1", "sec_2", "sec_3"]);
        let headings: Vec<_> = marginal.provisions.iter().map(|p| p.heading.as_deref()).collect();
        assert_eq!(headings, [None, Some("Short title"), Some("Duties of the officer"), Some("End")]);
        assert!(
            of(&marginal, "sec_2")
                .span
                .of(&marginal.text)
                .starts_with("Duties of the officer.\n2. The officer")
        );
        let below = text(
            "Artigo 1.º\nObjeto\nA presente lei protege as crianças.\nArtigo 2.º\nÂmbito de aplicação\nAplica-se a todos.\n",
            "pt",
        );
        let headings: Vec<_> = below.provisions.iter().map(|p| p.heading.as_deref()).collect();
        assert_eq!(headings, [Some("Objeto"), Some("Âmbito de aplicação")]);
        let none = text("Article 1\nLa loi protège.\nArticle 2\nLe juge décide.\n", "fr");
        assert!(none.provisions.iter().all(|p| p.heading.is_none()));
    }
}
