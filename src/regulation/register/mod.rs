//! Registers (台帳) as they are declared: states, facts and clauses of each. One file per register.
//!
//! What registers share is done once: rows ([`Record`]), listing, details, JSON, commands and
//! pane follow from the declaration. What is done to a record stands in `actions::register`.

pub mod application;
pub mod attestation;
pub mod consent;
pub mod contact;
pub mod device;
pub mod guideline;
pub mod handler;
pub mod incident;
pub mod pledge;
pub mod request;
pub mod review;
pub mod rule;
pub mod takeout;
pub mod training;

use super::clause::ClauseId;
use crate::domain::case::RecordCase;
use crate::domain::{Context, Field, Kind, Need, Noun, Record};
use crate::text::{Sentence, Text};

pub use application::APPLICATION;
pub use attestation::ATTESTATION;
pub use consent::CONSENT;
pub use contact::CONTACT;
pub use device::DEVICE;
pub use guideline::GUIDELINE;
pub use handler::HANDLER;
pub use incident::INCIDENT;
pub use pledge::PLEDGE;
pub use request::REQUEST;
pub use review::REVIEW;
pub use rule::RULE;
pub use takeout::TAKE_OUT;
pub use training::TRAINING;

/// One register.
#[derive(Debug)]
pub struct Register {
    /// The noun of its records.
    pub noun: Noun,
    /// One sentence: what stands in it and why.
    pub about: Text,
    /// The clauses it answers.
    pub clauses: &'static [ClauseId],
    /// The states of a record; the first one is a new record's.
    pub states: &'static [State],
    /// What is recorded, in the order of forms and details.
    pub facts: &'static [Fact],
    /// The facts that say in a list which record it is.
    pub headline: &'static [&'static str],
    /// What the day of a record is called: signed on, held on, found on.
    pub dated: Text,
    /// What the day of a duty about it is called: to be returned by, to be answered by.
    pub due: Text,
}

/// A state of a record.
#[derive(Debug)]
pub struct State {
    /// The word of store, JSON and command line.
    pub word: &'static str,
    /// The word on screen.
    pub label: Text,
    /// How it stands in a list.
    pub weight: Weight,
    /// Whether something is still to be done about the record.
    pub end: End,
}

/// How a state stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// As it is.
    Plain,
    /// All is well.
    Good,
    /// Wants a look.
    Caution,
    /// Must be seen to.
    Bad,
    /// Of the past.
    Muted,
}

/// Whether a state is the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Another one may follow.
    Open,
    /// It is over.
    Closed,
}

/// Something recorded.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// What is asked for: its id is the fact's.
    pub field: Field,
    /// The clause that asks for it.
    pub clause: Option<ClauseId>,
}

impl Fact {
    /// A fact that may stay open.
    pub const fn new(id: &'static str, label: Text, kind: Kind) -> Fact {
        Fact { field: Field { id, label, kind, need: Need::May }, clause: None }
    }

    /// The fact with the clause that asks for it.
    #[must_use]
    pub const fn under(self, clause: ClauseId) -> Fact {
        Fact { clause: Some(clause), ..self }
    }

    /// The field of an action that must have it.
    pub const fn must(self) -> Field {
        Field { need: Need::Must, ..self.field }
    }

    /// The field of an action that may have it.
    pub const fn may(self) -> Field {
        self.field
    }
}

/// The user a record is about: 対象者.
pub const USER: Fact = Fact::new("user", Text::new("対象者", "User"), Kind::Row(Noun::User));
/// The group a record is about.
pub const GROUP: Fact = Fact::new("group", Text::new("グループ", "Group"), Kind::Row(Noun::Group));
/// The patient a record is about.
pub const PATIENT: Fact = Fact::new("patient", Text::new("患者", "Patient"), Kind::Row(Noun::Patient));
/// Where the paper is kept.
pub const KEPT_AT: Fact = Fact::new("kept_at", Text::new("書面の保管場所", "Paper kept at"), Kind::Line);

/// Every register, in the order of the pane.
pub static REGISTERS: &[&Register] = &[
    &DEVICE,
    &TAKE_OUT,
    &INCIDENT,
    &REQUEST,
    &REVIEW,
    &ATTESTATION,
    &RULE,
    &HANDLER,
    &GUIDELINE,
    &APPLICATION,
    &CONTACT,
];

/// What a record still waits for, in whole sentences: its clocks, and what stops it from being closed.
pub fn what_is_next(case: &RecordCase, ctx: &Context) -> Vec<Sentence> {
    match case.record.id.noun {
        Noun::Incident => super::incident::what_is_next(case, ctx),
        Noun::Request => super::request::what_is_next(case),
        Noun::Review => super::review::what_is_next(case),
        _ => Vec::new(),
    }
}

/// Whether a record takes the place of another one of its register: of these, only one holds at a time.
pub fn takes_place_of(record: &Record, old: &Record) -> bool {
    let is_same = |fact| record.facts.text(fact) == old.facts.text(fact);
    match record.id.noun {
        Noun::Rule => is_same("parameter"),
        Noun::Handler => true,
        Noun::Guideline => is_same("document") && is_same("title"),
        _ => false,
    }
}

/// The registers whose rows stand in tables of their own, in the order of the pane.
pub static PAPERS: &[&Register] = &[&CONSENT, &PLEDGE, &TRAINING];

/// Every register of the pane, papers first.
pub fn all() -> impl Iterator<Item = &'static Register> {
    PAPERS.iter().chain(REGISTERS).copied()
}

impl Register {
    /// The register of a noun.
    pub fn of(noun: Noun) -> Option<&'static Register> {
        all().find(|register| register.noun == noun)
    }

    /// The state of a new record.
    pub fn first(&self) -> &State {
        &self.states[0]
    }

    /// A state by its word.
    pub fn state(&self, word: &str) -> Option<&State> {
        self.states.iter().find(|state| state.word == word)
    }

    /// A fact by its id.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.field.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_register_is_declared_once_and_whole() {
        for register in all() {
            let name = register.noun.word();
            assert!(register.noun.is_register() || Noun::PAPERS.contains(&register.noun), "{name}");
            assert!(!register.clauses.is_empty() && !register.states.is_empty(), "{name}");
            for id in register.headline {
                assert!(register.fact(id).is_some(), "{name}: {id} is no fact");
            }
            for (at, fact) in register.facts.iter().enumerate() {
                let again = register.facts[..at].iter().any(|other| other.field.id == fact.field.id);
                assert!(!again, "{name}: {} stands twice", fact.field.id);
            }
        }
        let nouns: Vec<Noun> = REGISTERS.iter().map(|register| register.noun).collect();
        assert!(Noun::REGISTERS.into_iter().filter(|noun| nouns.contains(noun)).eq(nouns.iter().copied()));
    }
}
