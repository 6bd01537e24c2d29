//! From the characters of a query to its tokens.
//!
//! Words stay as typed, each character with its column and whether a backslash stood before it: what `*`, `~`
//! or a year mean depends on the field, which only the parser knows. Characters that nobody sees (marks of
//! direction, soft hyphens, control characters) are dropped here and keep their columns: they come along
//! when Arabic text or a line of a PDF file is pasted.

use crate::law::query::ast::Place;
use crate::law::query::error::{QueryFault, QueryFaultKind};
use crate::law::query::near::{Distance, distance};
use crate::law::query::phrase::{PhraseText, end_of_phrase, read_phrase};
use crate::law::query::value::Name;
use crate::model::word::Vocabulary;

/// One character of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) c: char,
    /// Whether a backslash stood before it, so that it is no sign of the language.
    pub(crate) literal: bool,
    /// The backslash belongs to it.
    pub(crate) place: Place,
}

impl Letter {
    /// Whether this is the sign, and meant as such.
    pub(crate) fn is(self, sign: char) -> bool {
        self.c == sign && !self.literal
    }
}

/// The text of some letters.
pub(crate) fn text_of(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.c).collect()
}

/// From the first of them to the last.
pub(crate) fn place_of(letters: &[Letter]) -> Place {
    letters.iter().map(|letter| letter.place).reduce(Place::with).unwrap_or_default()
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    Not,
    /// `%`: and not.
    ButNot,
    /// A leading `+`.
    Must,
    Near(Distance),
    /// A field and its colon, with something right after it.
    Field(Name),
    Word(Vec<Letter>),
    Phrase(PhraseText),
}

impl Token {
    /// The operator as it is shown in a message.
    pub(crate) fn sign(&self, letters: &[Letter]) -> String {
        let within = |letter: &&Letter| (self.place.column..self.place.end()).contains(&letter.place.column);
        letters.iter().filter(within).map(|letter| letter.c).collect()
    }
}

/// The characters that count, with their columns; a backslash is taken into the character after it.
pub(crate) fn letters(query: &str) -> Result<Vec<Letter>, QueryFault> {
    let mut letters = Vec::new();
    let mut escape: Option<usize> = None;
    for (at, c) in query.chars().enumerate() {
        let column = at + 1;
        if is_unseen(c) {
            continue;
        }
        if c == '\\' && escape.is_none() {
            escape = Some(column);
            continue;
        }
        let from = escape.unwrap_or(column);
        letters.push(Letter {
            c,
            literal: escape.take().is_some(),
            place: Place::new(from, column + 1 - from),
        });
    }
    match escape {
        Some(column) => Err(QueryFault::new(Place::new(column, 1), QueryFaultKind::DanglingEscape)),
        None => Ok(letters),
    }
}

/// Whether a character has no look of its own. The joiners of Persian and Indic scripts stay.
pub(crate) fn is_unseen(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Every sort of double quote opens and closes a phrase: what a keyboard makes of `"` differs by country.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

fn is_space(letter: Letter) -> bool {
    letter.c.is_whitespace() && !letter.literal
}

/// All tokens of a query.
pub(crate) fn tokens(letters: &[Letter]) -> Result<Vec<Token>, QueryFault> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = letters;
    while let Some((&first, after)) = rest.split_first() {
        let double = after.first().is_some_and(|next| next.is(first.c));
        let simple = |kind| (Token { kind, place: first.place }, after);
        let (token, next) = match first.c {
            _ if is_space(first) => {
                rest = after;
                continue;
            }
            _ if first.literal => word(rest, tokens.last())?,
            '(' => simple(TokenKind::Open),
            ')' => simple(TokenKind::Close),
            '&' | '|' => {
                let kind = if first.c == '&' { TokenKind::And } else { TokenKind::Or };
                let length = if double { 2 } else { 1 };
                let next = if double { after.get(1..).unwrap_or_default() } else { after };
                (Token { kind, place: Place::new(first.place.column, length) }, next)
            }
            '+' if is_before(after) => word(rest, tokens.last())?,
            '-' | '–' | '−' | '+' => {
                if after.first().is_none_or(|next| is_space(*next)) {
                    return Err(QueryFault::new(first.place, QueryFaultKind::LoneMark { mark: first.c }));
                }
                simple(if first.c == '+' { TokenKind::Must } else { TokenKind::Not })
            }
            c if is_quote(c) => phrase(rest)?,
            _ => word(rest, tokens.last())?,
        };
        tokens.push(token);
        rest = next;
    }
    Ok(tokens)
}

/// Whether `+s` or `+p` stands here, which is an operator: before, in the same sentence or paragraph.
fn is_before(after: &[Letter]) -> bool {
    let unit = after.first().is_some_and(|unit| !unit.literal && matches!(unit.c, 's' | 'S' | 'p' | 'P'));
    unit && after.get(1).is_none_or(|next| is_space(*next))
}

/// A phrase with what stands right after its closing quote.
fn phrase(rest: &[Letter]) -> Result<(Token, &[Letter]), QueryFault> {
    let end = end_of_phrase(rest)?;
    let (own, next) = rest.split_at_checked(end).unwrap_or((rest, &[]));
    let phrase = read_phrase(own)?;
    Ok((Token { kind: TokenKind::Phrase(phrase), place: place_of(own) }, next))
}

/// A word, a field, or an operator that is written as a word.
fn word<'a>(rest: &'a [Letter], before: Option<&Token>) -> Result<(Token, &'a [Letter]), QueryFault> {
    let in_field = before.is_some_and(|token| matches!(token.kind, TokenKind::Field(_)));
    let mut end = 0;
    while let Some(letter) = rest.get(end).copied() {
        let own = rest.get(..end).unwrap_or_default();
        if letter.is(':') && is_name(own) {
            return field(rest, end);
        }
        if letter.is('(') {
            match citation(own, rest.get(end..).unwrap_or_default()) {
                Some(length) => end += length,
                None => break,
            }
        } else if is_space(letter) || (!letter.literal && ends_word(letter.c)) {
            break;
        } else {
            end += 1;
        }
    }
    let (own, next) = rest.split_at_checked(end).unwrap_or((rest, &[]));
    let operator = if in_field { None } else { operator(own)? };
    let kind = operator.unwrap_or_else(|| TokenKind::Word(own.to_vec()));
    Ok((Token { kind, place: place_of(own) }, next))
}

fn ends_word(c: char) -> bool {
    matches!(c, ')' | '&' | '|') || is_quote(c)
}

fn is_name(letters: &[Letter]) -> bool {
    !letters.is_empty() && letters.iter().all(|l| !l.literal && (l.c.is_ascii_alphabetic() || l.c == '_'))
}

/// A field, whose colon stands at this index.
fn field(rest: &[Letter], colon: usize) -> Result<(Token, &[Letter]), QueryFault> {
    let (own, next) = rest.split_at_checked(colon + 1).unwrap_or((rest, &[]));
    let given = text_of(rest.get(..colon).unwrap_or_default());
    let place = place_of(own);
    let name = match given.to_ascii_lowercase().as_str() {
        "lang" => Some(Name::Language),
        lower => Name::from_word(lower),
    };
    let Some(name) = name else {
        let name = Place::new(place.column, place.length.saturating_sub(1));
        return Err(QueryFault::new(name, QueryFaultKind::UnknownField { given }));
    };
    let bare = next.first().is_none_or(|letter| is_space(*letter) || letter.is(')'));
    if bare {
        return Err(QueryFault::new(place, QueryFaultKind::FieldWithoutValue { field: name }));
    }
    Ok((Token { kind: TokenKind::Field(name), place }, next))
}

/// The operator that these letters are, if they are one.
fn operator(own: &[Letter]) -> Result<Option<TokenKind>, QueryFault> {
    if own.iter().any(|letter| letter.literal) {
        return Ok(None);
    }
    let given = text_of(own);
    let foreign = |means, write: &str| {
        let kind = QueryFaultKind::Foreign { given: given.clone(), means, write: write.to_owned() };
        Err(QueryFault::new(place_of(own), kind))
    };
    match given.as_str() {
        "AND" => Ok(Some(TokenKind::And)),
        "OR" => Ok(Some(TokenKind::Or)),
        "NOT" => Ok(Some(TokenKind::Not)),
        "%" => Ok(Some(TokenKind::ButNot)),
        "NEAR" => foreign("operator", "`w/10` for words near each other, or `near` for the word"),
        "ADJ" => foreign("operator", "`pre/1` for neighbours in this order, or `adj` for the word"),
        "XOR" => foreign("operator", "`(a OR b) NOT (a b)`, or `xor` for the word"),
        _ => Ok(distance(own)?.map(TokenKind::Near)),
    }
}

/// How many letters the next part of a citation has, where one stands here: `(1)` after `24`, `(b)` after
/// `24(1)`. Parentheses are groups everywhere else.
fn citation(own: &[Letter], rest: &[Letter]) -> Option<usize> {
    let last = own.last()?;
    let numbered = own.iter().any(|letter| letter.c.is_numeric());
    let joined = (last.c.is_alphanumeric() && !last.literal) || last.c == ')';
    let marked = own.iter().any(|letter| letter.is('~')) || matches!(distance(own), Ok(Some(_)) | Err(_));
    if !numbered || !joined || marked {
        return None;
    }
    let close = rest.iter().take(8).position(|letter| letter.is(')'))?;
    let inside = rest.get(1..close)?;
    let is_part = !inside.iter().any(|letter| letter.literal) && is_part(&text_of(inside));
    is_part.then_some(close + 1)
}

/// A number, a letter, a letter twice, a small Roman numeral, or a number with a letter.
fn is_part(text: &str) -> bool {
    let count = text.chars().count();
    let number = text.trim_end_matches(char::is_alphabetic);
    match count {
        0 => false,
        1 => text.chars().all(char::is_alphanumeric),
        _ if text.chars().all(|c| "ivxIVX".contains(c)) => count <= 5,
        2 if text.chars().all(char::is_alphabetic) => text.chars().max() == text.chars().min(),
        _ => {
            !number.is_empty()
                && number.chars().all(char::is_numeric)
                && count - number.chars().count() <= 1
                && count <= 4
        }
    }
}
