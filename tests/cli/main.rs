//! The command line, driven as the real program on real stores: exit statuses, words, data, and nothing else.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod acts;
mod batch;
mod check;
mod compare;
mod demo;
mod evidence;
mod export;
mod form;
mod help;
mod hostile;
mod import;
mod import_real;
mod mirror;
mod opening;
mod operator;
mod prompt;
mod proof;
#[path = "../support/pty.rs"]
mod pty;
mod read_only;
mod rekey;
mod secrets;
mod several;
mod store;
mod world;
