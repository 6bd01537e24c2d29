//! `mnr __read-pdf`: the process in which a PDF is read. Nobody calls it but the program itself.

use std::io::{self, Read};

use crate::cli::failure::{Code, Failure};
use crate::cli::output::Output;
use crate::workbench::law::reading;

/// A reader of PDF goes deep on hostile files; a larger stack lets it come to its own bounds.
const STACK: usize = 256 << 20;

pub(crate) fn run(output: &mut Output) -> Result<Code, Failure> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(Failure::Input)?;
    // What a reader says when it gives up is for nobody; its parent judges by what comes back.
    std::panic::set_hook(Box::new(|_| {}));
    let read = std::thread::Builder::new().stack_size(STACK).spawn(move || reading::read_pdf_here(&bytes));
    let text = read.map_err(Failure::Io)?.join();
    match text {
        Ok(text) => {
            output.raw(&text)?;
            Ok(Code::Done)
        }
        Err(_) => Ok(Code::Damaged),
    }
}
