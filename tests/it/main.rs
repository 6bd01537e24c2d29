//! The program as its users meet it: commands in, text, files and exit codes out.
//!
//! One binary; each module is one subject.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests prepare and read files")]
#![expect(clippy::format_push_string, clippy::format_collect, reason = "a test has no need to hurry")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod ask; // the interview over a pipe
mod commands; // every command, with its output as a snapshot
mod config; // the settings of the user

mod docs; // the READMEs, held against the program
mod invalid; // one file a fault, with its message
mod merge; // two assessors and git
mod never_lost; // killed, crowded, damaged, changed underneath
mod pty; // a program in a pseudo-terminal
mod refusals; // what was mended stays mended
mod reports; // the gap analysis
mod screens; // the screens in a pseudo-terminal
mod shipped; // every data file that is built in
mod support;
mod words; // the words of the screens
