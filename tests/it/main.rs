//! The program as its users meet it: commands in, text, files and exit codes out.
//!
//! One binary; each module is one subject.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests prepare and read files")]
#![expect(clippy::format_push_string, clippy::format_collect, reason = "a test has no need to hurry")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod again; // laws and index once more
mod ask; // the interview over a pipe
mod audit; // what a reviewer looks over
mod commands; // every command, with its output as a snapshot
mod config; // the settings of the user

mod docs; // the READMEs, held against the program
mod evidence; // passages pinned to answers, and what becomes of them
mod formats; // reports in every format
mod hostile; // files that want to break it
mod invalid; // one file a fault, with its message
mod judged; // what a searcher wants stands first
mod law; // the commands of the library of laws
mod legislative; // what reports say of laws
mod library; // the library damaged, crowded, cut off, out of reach
mod merge; // two assessors and git
mod never_lost; // killed, crowded, damaged, changed underneath
mod pdf; // the text of a PDF, whole and damaged
mod plan; // the plan, the rounds, the countries
mod pty; // a program in a pseudo-terminal
mod random; // random queries and edits
mod refusals; // what was mended stays mended
mod reports; // the gap analysis
mod screens; // the screens in a pseudo-terminal
mod search; // queries and what they print
mod shipped; // every data file that is built in
mod support;
mod views; // other publishers' lists over the answers
mod words; // the words of the screens
