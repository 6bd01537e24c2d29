//! The only place that writes to the terminal. Foreign text passes through [`safe`] on its way.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Stdout, Write};

use serde::Serialize;

use crate::cli::failure::Failure;
use crate::model::safe;

/// Standard output, buffered, and standard error.
pub(crate) struct Output {
    out: BufWriter<Stdout>,
}

impl Default for Output {
    fn default() -> Self {
        Self { out: BufWriter::new(io::stdout()) }
    }
}

impl Output {
    /// One line or several; line breaks stay, every other control character goes.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) -> Result<(), Failure> {
        writeln!(self.out, "{}", safe::block(text.as_ref()))?;
        Ok(())
    }

    /// One line without its end, shown at once: what is typed comes behind it.
    pub(crate) fn prompt(&mut self, text: impl AsRef<str>) -> Result<(), Failure> {
        write!(self.out, "{}", safe::line(text.as_ref()))?;
        self.flush()
    }

    /// One line with some stretches of it marked, counted in characters: by colour, or by `**` around them.
    pub(crate) fn marked(
        &mut self,
        indent: &str,
        text: &str,
        matches: &[(usize, usize)],
        colour: bool,
    ) -> Result<(), Failure> {
        let (on, off) = if colour { ("\x1b[1;4m", "\x1b[0m") } else { ("**", "**") };
        write!(self.out, "{indent}")?;
        for (i, c) in text.chars().enumerate() {
            if matches.iter().any(|(_, to)| *to == i) {
                write!(self.out, "{off}")?;
            }
            if matches.iter().any(|(from, _)| *from == i) {
                write!(self.out, "{on}")?;
            }
            write!(self.out, "{}", safe::line(c.encode_utf8(&mut [0; 4])))?;
        }
        let end = text.chars().count();
        let open = matches.iter().any(|(_, to)| *to >= end);
        writeln!(self.out, "{}", if open { off } else { "" })?;
        Ok(())
    }

    /// Text that is meant for a file or another program, byte for byte.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes)?;
        Ok(())
    }

    /// One JSON object. JSON escapes most control characters itself; the rest is escaped here, which changes
    /// no value: outside of texts none of them can stand.
    pub(crate) fn json<T: Serialize>(&mut self, value: &T) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
        let mut safe = String::with_capacity(text.len());
        for c in text.chars() {
            if safe::is_bidi_control(c) || (c.is_control() && c != '\n') {
                let _ = write!(safe, "\\u{:04x}", u32::from(c));
            } else {
                safe.push(c);
            }
        }
        writeln!(self.out, "{safe}")?;
        Ok(())
    }

    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush()?;
        Ok(())
    }

    /// Something to know beside the result, on standard error.
    pub(crate) fn aside(&mut self, text: impl AsRef<str>) {
        let _ = self.out.flush();
        // Nothing can be said when standard error is gone.
        let _ = writeln!(io::stderr(), "{}", safe::block(text.as_ref()));
    }

    pub(crate) fn failure(&mut self, failure: &Failure) {
        self.aside(failure.words());
    }
}
