//! **mcs-console**, the operations console of an MCS管理者: the person in a Japanese care office who answers for
//! its use of Medical Care Station.
//!
//! This page is the map. Read it first, then the neighbours of the file you are about to write.
//!
//! # Bird's eye
//!
//! An administrator sees the office's users, groups and invitations, each with the evidence and the clause
//! beside it, and acts: approve, restrict, archive, undo. Every act goes down one path, in one transaction:
//!
//! ```text
//! key or command ─▶ Request { action, target, version, answers }
//!                      │
//!  actions::perform    ▼   BEGIN IMMEDIATE
//!        load the case fresh ─▶ authorise ─▶ stage and rules ─▶ apply ─▶ mirror mark ─▶ ledger ─▶ COMMIT
//!                      │
//!                      ▼
//!                   Outcome: done (ledger entry) · refused (findings with clauses) · conflict (who and when)
//! ```
//!
//! # Layers
//!
//! Each may use only what stands before it; `tests/architecture.rs` holds them to it.
//!
//! | layer | holds | does not |
//! |---|---|---|
//! | [`text`] | words in two languages, days, cell widths, search keys, what makes text harmless | know the domain |
//! | [`domain`] | one file per noun: ids, states with their data, one method per arrow; cases | do I/O, read the clock |
//! | [`regulation`] | all 113 clauses as data, and the rules as pure functions over cases | read the store |
//! | [`store`] | SQLite: keys, schema, rows, pages, ledger, backup; the only place that names rusqlite | decide |
//! | [`listings`] | columns, details and JSON of each noun; what is due today | draw |
//! | [`exchange`] | files in and out: CSV and XLSX | write the store |
//! | [`paper`] | the forms and the office's sheets, as data for a template and as PDF | enter the ledger, know a folder |
//! | [`actions`] | the table of actions and the one write path | draw, parse arguments |
//! | [`config`] | flags, environment and files, merged once | know the domain |
//! | [`session`] | from a credential to an open store, somebody who acts, and the context of each act | ask anybody |
//! | [`ssh`] | what sshd is told, and how its forced command shuts itself in | open a store, listen |
//! | [`cli`] | the command line, made from the table and the listings | draw, decide |
//! | [`tui`] | the console: message, model, update, view | change data but through `actions` |
//! | [`plain`] | the console in numbered lines: a loop over listings and actions | draw, move the cursor |
//!
//! # Seven words
//!
//! *Action*: something done to the register. *Gesture*: something done only to the screen. *Rule*: one duty as a
//! pure function. *Finding*: one sentence by one rule, with its clause and severity. *Refusal*: the answer "not
//! allowed", made of findings; a normal result. *Message* and *Effect*: what happened, and what is to be done
//! about it outside. *Listing*: columns, order and filters of one noun.
//!
//! # Invariants worth knowing
//!
//! - There is no way to write but [`actions::perform`](actions::perform()), [`actions::undo`] and the imports;
//!   all of them end in [`store::ledger::append`], in the same transaction as the rows.
//! - An entry's digest covers every row of the register: a guarded store takes no write that no entry tells of, and a
//!   new table is covered unless `store::state` leaves it out. What is acknowledged is anchored.
//! - A rule is judged twice by the same code: for the screen on the case it shows, and on the fresh row inside
//!   the transaction. There is no second guard.
//! - Nothing is deleted. A created row that is undone becomes void and keeps its number.
//! - States reached by date (expiry, a sanction's end) are derived when read and written by nobody.
//! - Another office's row is not found, whatever is asked: loads are scoped in SQL.
//! - No words in one language only: [`text::Text`] takes both.
//! - Text from people reaches a screen or a file only as [`text::Shown`].
//!
//! # Recipes
//!
//! - **A new action**: one literal and its `apply` in the noun's file under `src/actions`, one line in
//!   [`actions::table::ACTIONS`]. Keys, help, palette, dialogs, command line and man page follow.
//! - **A new rule**: one constant in the topic's file under `src/regulation`, named in the lists it belongs to.
//! - **A new register**: its states and facts in a file under `src/regulation/register`, what is done to a record under
//!   `src/actions/register`. List, details, JSON, CSV, commands and pane follow. Its lists are read in by a literal in
//!   `src/exchange/import/records/shape.rs`, by the columns of its own export.
//! - **A new sheet of paper**: what it says in a file under `src/paper/sheets`, one literal in [`paper::SHEETS`]. Command,
//!   palette, the row's menu and `--plain` follow; `tests/papers.rs` looks at it once it stands in its list.
//! - **A new check**: one question in the topic's file under `src/store/duty`, one literal in `src/listings/checks`.
//!   Today's list, the board of clauses and `check` follow.
//! - **A new column or order**: the noun's file under `src/listings`, and the source in `src/store` for the order.
//! - **A figure**: `cargo bench --bench console` tells times beside a floor program; counts of bytes and frames are
//!   held by `tui::figures_tests` and `tests/console/figures.rs`, and `tests/console/scorecard.rs` scores the rest.
//! - **A new language**: a field in [`text::Text`]; the compiler lists every sentence.

pub mod actions;
pub mod cli;
pub mod config;
pub mod demo;
pub mod domain;
pub mod exchange;
pub mod listings;
pub mod paper;
pub mod plain;
pub mod regulation;
pub mod session;
pub mod ssh;
pub mod store;
pub mod text;
pub mod tui;

#[cfg(test)]
mod readme_tests;
#[cfg(test)]
pub(crate) mod testing;
