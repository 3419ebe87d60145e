//! The regulation: the text as data, and the rules that follow from it.
//!
//! [`book`] holds every clause word for word, [`clause`] says what a clause is and how code cites one.
//! Pure functions and constants only: nothing here reads the database, the clock or the screen.
//! Another city's text is another [`book::Book`].

pub mod approval;
pub mod archive;
pub mod book;
pub mod clause;
pub mod finding;
pub mod incident;
pub mod inviting;
pub mod office;
pub mod quarantine;
pub mod register;
pub mod request;
pub mod review;
pub mod sanction;
