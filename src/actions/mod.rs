//! What may be done to the register: the table of actions, and the one path on which they write.
//!
//! `actions` neither draws nor parses arguments. A new action is one literal and its `apply`, in the file of
//! its noun, and one line in [`table::ACTIONS`].

mod action;
mod answers;
mod assurance;
mod authorise;
mod deed;
mod endings;
pub mod export;
pub mod group;
mod held;
pub mod import;
pub mod invitation;
pub mod membership;
pub mod mirror;
pub mod offer;
pub mod office;
pub mod op;
mod outcome;
mod patience;
pub mod patient;
mod perform;
pub mod print;
pub mod register;
mod room;
pub mod table;
mod told;
pub mod undo;
pub mod user;
mod withdraw;

pub use crate::domain::{Choice, Field, Kind, Need, Span};
pub use action::{Action, Confirm, MirrorMark, Reach, Stage, Verdict, nothing_beyond};
pub use answers::{Answer, Answers, ReasonOf, UserError};
pub use assurance::{WHY as WHY_ONCE_MORE, undo_wants_passphrase, wants_passphrase};
pub use authorise::{
    AccessAct, Decision, Sharing, Standing, Whose, Wish, authorise, authorise_access, decide, lapsed,
};
pub use deed::{Deed, Done, On, Previewed, Stop};
pub use held::{goes_on_from_the_end, held};
pub use outcome::{Conflict, Outcome, READ_ONLY, Receipt, Refusal, Remedy, by_somebody};
pub use patience::{MayBeBusy, Waits, patiently, waits_quietly};
pub use perform::{
    Go, Request, beyond, draft, in_force, perform, perform_many, reach, rehearse, scope, try_out,
};

#[cfg(test)]
mod as_of_tests;
#[cfg(test)]
mod perform_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod undo_tests;
