//! The console on the screen. Changes no data except through [`effects::Effect::Write`].
//!
//! A [`message::Message`] goes into `update::update`, which changes the [`model::Model`] and asks for
//! [`effects::Effect`]s; `view::draw` shows the model. [`run()`] joins them with the terminal and the
//! workers. An *action* changes data and stands in the table of [`crate::actions`]; a *gesture* changes only
//! the screen and stands in [`gestures`]. Keys, hints, menu, palette and help are walked from the two tables.

mod asking;
mod at_the_desk;
mod away;
#[cfg(test)]
mod clauses_tests;
mod columns;
mod company;
#[cfg(test)]
mod contrast_tests;
pub mod effects;
mod exports;
#[cfg(test)]
mod figures_tests;
mod files;
#[cfg(test)]
mod frames_tests;
pub mod gestures;
#[cfg(test)]
mod gestures_tests;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod import_tests;
mod keeping;
mod keymap;
pub mod keys;
#[cfg(test)]
mod keys_tests;
mod layout;
mod list;
#[cfg(test)]
mod look_tests;
pub use crate::listings::mask;
pub mod message;
pub mod model;
mod moment;
#[cfg(test)]
mod monkey_tests;
mod neighbours;
mod notices;
mod one_by_one;
#[cfg(test)]
mod others_tests;
mod overlays;
mod papers;
#[cfg(test)]
mod papers_tests;
#[cfg(test)]
mod picture;
#[cfg(test)]
mod read_only_tests;
mod reading;
#[cfg(test)]
mod remapped_tests;
mod run;
#[cfg(test)]
mod screen_tests;
mod stroke;
mod surveys;
pub mod terminal;
mod theme;
#[cfg(test)]
mod three_keys_tests;
#[cfg(test)]
mod today_tests;
mod turn;
mod update;
mod veil;
#[cfg(test)]
mod veil_tests;
mod view;
mod widgets;
mod workers;
pub mod workspace;
#[cfg(test)]
mod workspace_tests;
mod writing;

pub use effects::Seen;
pub use effects::{Ending, Knock, Wanted};
pub use run::{Answer, AskRoster, Begin, Check, ComeBack, HasRead, Opened, SignIn, Start, run};
