//! The words of a content stream: operands and operators, as many as can be made out.
//!
//! Not a reader of whole files. It exists because a damaged stream should give what comes after the damage
//! too, and because a page drawn in a million lines should not cost a million small values: an operator's
//! operands are kept in one list that is used again.

/// What stands before an operator.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Operand>),
    Dict(Vec<(Vec<u8>, Operand)>),
}

impl Operand {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            _ => None,
        }
    }
}

/// Nested arrays and dictionaries deeper than this are not followed.
const DEPTH: usize = 12;
/// More operands than any operator takes, tables of characters included: the surplus is dropped.
const OPERANDS: usize = 1024;

/// Walks over a content stream, operator by operator.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
    pub(super) operands: Vec<Operand>,
}

enum Token<'a> {
    Operand(Operand),
    Word(&'a [u8]),
    Closing,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, operands: Vec::new() }
    }

    /// The next operator; what stands before it is in `operands`.
    pub(super) fn operator(&mut self) -> Option<&'a [u8]> {
        self.operands.clear();
        loop {
            match self.token(DEPTH)? {
                Token::Operand(operand) => {
                    if self.operands.len() < OPERANDS {
                        self.operands.push(operand);
                    }
                }
                Token::Word(b"BI") => {
                    self.skip_inline_image();
                    self.operands.clear();
                }
                Token::Word(word) => return Some(word),
                Token::Closing => {}
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn peek_second(&self) -> Option<u8> {
        self.bytes.get(self.at + 1).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn token(&mut self, depth: usize) -> Option<Token<'a>> {
        self.skip_space();
        let byte = self.peek()?;
        Some(match byte {
            b'(' => Token::Operand(Operand::Text(self.literal())),
            b'<' if self.peek_second() == Some(b'<') => {
                self.at += 2;
                Token::Operand(self.dict(depth))
            }
            b'<' => Token::Operand(Operand::Text(self.hex())),
            b'/' => Token::Operand(Operand::Name(self.name())),
            b'[' => {
                self.at += 1;
                Token::Operand(self.array(depth))
            }
            b'>' if self.peek_second() == Some(b'>') => {
                self.at += 2;
                Token::Closing
            }
            b']' | b'>' | b')' | b'{' | b'}' => {
                self.at += 1;
                Token::Closing
            }
            _ => {
                let word = self.regular();
                match number(word) {
                    Some(value) => Token::Operand(Operand::Number(value)),
                    None => Token::Word(word),
                }
            }
        })
    }

    /// A run of bytes that are neither space nor delimiter. At least one byte, so that every call moves on.
    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        self.at += 1;
        while self.peek().is_some_and(|b| !is_space(b) && !is_delimiter(b)) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn array(&mut self, depth: usize) -> Operand {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(_) if depth == 0 => self.at += 1,
                Some(_) => match self.token(depth - 1) {
                    Some(Token::Operand(operand)) => items.push(operand),
                    // An operator within an array: the bracket was never closed.
                    Some(Token::Word(word)) if ends_operands(word) => {
                        self.at = self.at.saturating_sub(word.len());
                        break;
                    }
                    Some(Token::Word(_) | Token::Closing) => {}
                    None => break,
                },
            }
        }
        Operand::Array(items)
    }

    fn dict(&mut self, depth: usize) -> Operand {
        let mut entries = Vec::new();
        let mut key: Option<Vec<u8>> = None;
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b'>') if self.peek_second() == Some(b'>') => {
                    self.at += 2;
                    break;
                }
                Some(_) if depth == 0 => self.at += 1,
                Some(_) => match self.token(depth - 1) {
                    Some(Token::Operand(Operand::Name(name))) if key.is_none() => key = Some(name),
                    Some(Token::Operand(value)) => {
                        if let Some(key) = key.take() {
                            entries.push((key, value));
                        }
                    }
                    Some(Token::Word(word)) if ends_operands(word) => {
                        self.at = self.at.saturating_sub(word.len());
                        break;
                    }
                    Some(Token::Word(_)) => key = None,
                    Some(Token::Closing) => {}
                    None => break,
                },
            }
        }
        Operand::Dict(entries)
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|b| !is_space(*b) && !is_delimiter(*b)) {
            let escaped = (byte == b'#')
                .then(|| {
                    let high = hex_digit(*self.bytes.get(self.at + 1)?)?;
                    let low = hex_digit(*self.bytes.get(self.at + 2)?)?;
                    Some(high * 16 + low)
                })
                .flatten();
            self.at += if escaped.is_some() { 3 } else { 1 };
            name.push(escaped.unwrap_or(byte));
        }
        name
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut half: Option<u8> = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            if let Some(digit) = hex_digit(byte) {
                match half.take() {
                    None => half = Some(digit),
                    Some(high) => text.push(high * 16 + digit),
                }
            }
        }
        text.extend(half.map(|high| high * 16));
        text
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|b| (b'0'..=b'7').contains(b)) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push(u8::try_from(value & 0xff).unwrap_or_default());
            }
            other => text.push(other),
        }
    }

    /// Leaves out the bytes of a picture that stands within the stream: they may look like anything.
    fn skip_inline_image(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest
            .windows(4)
            .position(|w| matches!(w, [b' ' | b'\n' | b'\r', b'E', b'I', after] if is_space(*after)));
        self.at += end.map_or(rest.len(), |end| end + 3);
    }
}

/// Operators that never stand within an array or a dictionary.
fn ends_operands(word: &[u8]) -> bool {
    matches!(word, b"TJ" | b"Tj" | b"Tf" | b"Td" | b"Tm" | b"BT" | b"ET" | b"BDC" | b"EMC")
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

/// A number as PDF writes it. Producers that write `--5` or `12.-3` are forgiven as other readers do.
fn number(word: &[u8]) -> Option<f64> {
    let first = *word.first()?;
    if !matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.') {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    if !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.')) {
        return None;
    }
    let negative = first == b'-';
    let digits = text.trim_start_matches(['+', '-']);
    let digits = digits.split(['+', '-']).next().unwrap_or_default();
    let value = match digits {
        "" | "." => 0.0,
        digits => digits.parse::<f64>().ok()?,
    };
    value.is_finite().then_some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<(Vec<Operand>, String)> {
        let mut tokens = Tokens::new(bytes);
        let mut found = Vec::new();
        while let Some(word) = tokens.operator() {
            let word = String::from_utf8_lossy(word).into_owned();
            found.push((tokens.operands.clone(), word));
        }
        found
    }

    #[test]
    fn operands_come_before_their_operator() {
        let found = all(b"/F1 12 Tf [(a\\(b\\051\\n) -20 <4142 4>] TJ % note\n(x)'");
        assert_eq!(found.len(), 3);
        assert_eq!(found[0], (vec![Operand::Name(b"F1".to_vec()), Operand::Number(12.0)], "Tf".to_owned()));
        let Operand::Array(items) = &found[1].0[0] else { panic!("{:?}", found[1]) };
        assert_eq!(items[0], Operand::Text(b"a(b)\n".to_vec()));
        assert_eq!(items[1], Operand::Number(-20.0));
        assert_eq!(items[2], Operand::Text(b"AB@".to_vec()));
        assert_eq!(found[2].1, "'");
    }

    #[test]
    fn what_is_broken_does_not_hide_what_follows() {
        for bytes in [
            &b"]] >> } [(a) TJ (b) Tj"[..],
            b"BI /W 2 ID \x00EI (q\xff EI (b) Tj",
            b"/Span << /MCID 1 /X [ /Y >> BDC (b) Tj ) (b) Tj",
            b"[[[[[[[[[[[[[[[[[[[[[[(a)]]]]]]]]]]]]]]]]]]]]]] TJ (b) Tj",
        ] {
            let found = all(bytes);
            let last = found.last().unwrap();
            assert_eq!(last.1, "Tj", "{}", String::from_utf8_lossy(bytes));
            assert_eq!(last.0.last(), Some(&Operand::Text(b"b".to_vec())));
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (written, value) in [
            ("12", Some(12.0)),
            ("-.5", Some(-0.5)),
            ("--5", Some(-5.0)),
            ("12.-3", Some(12.0)),
            ("-", Some(0.0)),
            ("1.2.3", None),
            ("1e5", None),
            ("T*", None),
        ] {
            assert_eq!(number(written.as_bytes()), value, "{written}");
        }
    }
}
