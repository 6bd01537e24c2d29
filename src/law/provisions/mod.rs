//! From blocks to provisions: what a lawyer cites, found in the text of a law, whatever its language.
//!
//! Recognised are the conventions of English, Spanish, French, Portuguese, Arabic, Swahili and Filipino laws;
//! each word counts in every text, for laws mix languages. What a number means is decided by evidence over
//! the whole text (see `series`), never line by line.
//!
//! How provisions are cited (their labels):
//! - "art. 5-A" for articles in Latin script; "المادة 3" in Arabic, "المادة الأولى" where words are printed;
//!   "Ibara 12" in Swahili where the text says so or is a Katiba;
//! - "s. 24" for sections with a bare number; "Sec. 3" where the text prints the word, as Philippine acts do;
//!   "k. 12" in Swahili;
//! - "r. 7" for rules; "Sch. 1" for schedules in English, as printed elsewhere ("Anexo II", "Jedwali la Pili");
//! - "DCF Primera" for final provisions: the initials of their group, and the ordinal as printed.
//!
//! Ids follow Akoma Ntoso: `sec_24`, `art_5-A`, `chp_II`, `sched_1`; `part_II__sec_3` where numbers begin anew
//! in each part; `__2` behind what comes twice.
//!
//! Every word of the text stands in a provision or in the heading of a frame (see `Recognised::outline`).

mod arabic;
mod build;
mod chain;
mod closing;
mod contents;
mod fold;
mod frames;
mod given;
mod headings;
mod history;
mod hosts;
mod joined;
mod label;
mod mark;
mod number;
mod ordinal;
mod pieces;
mod quoting;
mod running;
mod series;
mod tails;
mod web;
mod words;

pub(crate) use words::{cites, is_joint};

use crate::law::block::{Block, Document};
use crate::law::reflow::{self, Para};
use crate::model::law::{OutlineEntry, Provision};

/// The text of a law and the provisions in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Recognised {
    /// The wording, one paragraph a line; running heads, page numbers and contents pages left out.
    pub(crate) text: String,
    /// In the order of the text. Their SHA-256 is still empty.
    pub(crate) provisions: Vec<Provision>,
    pub(crate) outline: Vec<OutlineEntry>,
    /// Where each page begins in the text, where the file has pages.
    pub(crate) pages: Vec<(u32, usize)>,
    /// What a reviewer should know of how the text was taken apart.
    pub(crate) notes: Vec<String>,
}

/// Finds the provisions of a law. `language` is its BCP 47 tag; "und" where it is not known.
pub(crate) fn recognise(document: &Document, language: &str) -> Recognised {
    if document.blocks.iter().any(|b| b.unit.is_some()) {
        return given::taken(document, language);
    }
    let mut notes = Vec::new();
    let (blocks, heads) = running::without(&document.blocks);
    if heads > 0 {
        notes.push(format!("{heads} running heads and page numbers were left out"));
    }
    let (paras, marks) = paragraphs(&blocks, language, &mut notes);
    let series = series::choose(&paras, &marks, language);
    notes.extend(series.notes.iter().cloned());
    let mut text =
        if series.roles.iter().any(|r| matches!(r, series::Role::Provision(_) | series::Role::Final)) {
            build::built(&paras, &marks, &series, language)
        } else {
            notes.push(
                "no numbered provisions were found: the text is cited by page or by paragraph".to_owned(),
            );
            pieces::cut(&paras)
        };
    notes.append(&mut text.notes);
    text.notes = notes;
    text
}

/// The paragraphs of the law itself, with their marks: without contents pages and what a web page adds.
fn paragraphs(blocks: &[&Block], language: &str, notes: &mut Vec<String>) -> (Vec<Para>, Vec<mark::Mark>) {
    let mut paras = reflow::paragraphs(blocks, &opens_line);
    tails::moved(&mut paras);
    let mut marks = marked(&paras);
    if let Some(contents) = contents::found(&paras, &marks, series::style_of(&marks, language)) {
        notes.push(format!("the contents pages were left out: {} lines", contents.len()));
        paras.drain(contents);
        marks = marked(&paras);
    }
    let law = web::law_of(&paras, &marks);
    let out = paras.len() - law.len();
    if out > 0 {
        notes.push(format!("{out} lines of the page round the law were left out: menus, a cover, comments"));
        paras.truncate(law.end);
        paras.drain(..law.start);
        marks = marked(&paras);
    }
    if web::cut_last(&mut paras) {
        notes.push("what the page adds behind the last words of the law was left out".to_owned());
    }
    (paras, marks)
}

fn marked(paras: &[Para]) -> Vec<mark::Mark> {
    paras.iter().enumerate().filter_map(|(at, para)| mark::mark_of(at, para)).collect()
}

/// Whether a line begins a heading or an item: it is not joined to the line above.
fn opens_line(line: &str) -> bool {
    let mut signs = line.chars();
    match signs.next() {
        Some('(' | '[' | '\u{2022}' | '\u{b7}' | '\u{201c}' | '"') => true,
        Some('-' | '\u{2013}' | '\u{2014}') => signs.next() == Some(' '),
        Some(c) if fold::digit(c).is_some() => {
            let rest = line.trim_start_matches(|c| fold::digit(c).is_some());
            rest.starts_with(['.', ')', '-'])
                || rest.starts_with(|c: char| c.is_ascii_uppercase())
                || rest.starts_with(" -")
        }
        Some(c) if c.is_alphabetic() => {
            let second = signs.next();
            (matches!(second, Some(')' | '.')) && c.is_lowercase()) || opens_unit(line)
        }
        _ => false,
    }
}

/// Whether a line by itself reads as the heading of a unit with a word: "Section 4", "PART II".
fn opens_unit(line: &str) -> bool {
    // Lines of plain text files may be whole paragraphs; their heads say it.
    let end = line.char_indices().nth(300).map_or(line.len(), |(at, _)| at);
    let para = Para { text: line.get(..end).unwrap_or(line).to_owned(), ..Para::default() };
    mark::mark_of(0, &para).is_some_and(|m| !m.word.is_empty() || m.what == mark::What::FinalGroup)
}

#[cfg(test)]
mod tests;
