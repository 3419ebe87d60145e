//! A record: one row of a register (台帳). What registers share is one shape; what tells them apart is declared.
//!
//! A register's states and facts stand in [`regulation::register`](crate::regulation::register).

use std::collections::BTreeMap;

use super::{GroupId, Id, OfficeId, PatientId, UserId};
use crate::text::date::Day;

/// One row of a register: dated facts, about somebody or something, with the place of the paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its name; the noun is its register. Numbers are shared by all registers.
    pub id: Id,
    /// Counts the row's changes.
    pub version: u32,
    /// Whose register it stands in.
    pub office: OfficeId,
    /// The user it is about.
    pub user: Option<UserId>,
    /// The group it is about.
    pub group: Option<GroupId>,
    /// The patient it is about.
    pub patient: Option<PatientId>,
    /// One of the states that its register declares.
    pub state: String,
    /// True until its last state.
    pub is_open: bool,
    /// The day it is about: signed, held, lent, found.
    pub dated_on: Day,
    /// The day by which something about it must have happened, where one was agreed.
    pub due_on: Option<Day>,
    /// Where the paper is kept.
    pub kept_at: String,
    /// What is known, by the ids of the facts that the register declares.
    pub facts: Facts,
}

/// What is known of a record, by fact: a text, an ISO day, the word of a choice, `yes`, or ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts(BTreeMap<String, String>);

impl Facts {
    /// The text of a fact; empty where nothing is known.
    pub fn text(&self, fact: &str) -> &str {
        self.0.get(fact).map_or("", String::as_str)
    }

    /// The day of a fact.
    pub fn day(&self, fact: &str) -> Option<Day> {
        self.text(fact).parse().ok()
    }

    /// Whether a yes was recorded.
    pub fn is_yes(&self, fact: &str) -> bool {
        self.text(fact) == "yes"
    }

    /// The rows that a fact names.
    pub fn ids(&self, fact: &str) -> Vec<Id> {
        self.text(fact).split_whitespace().filter_map(|id| id.parse().ok()).collect()
    }

    /// Records a fact; an empty text takes it away.
    pub fn set(&mut self, fact: &str, text: impl Into<String>) {
        let text = text.into();
        if text.is_empty() {
            self.0.remove(fact);
        } else {
            self.0.insert(fact.to_owned(), text);
        }
    }

    /// Every fact with its text, by id.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(fact, text)| (fact.as_str(), text.as_str()))
    }

    /// The JSON object that the store keeps.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// Reads it back; `None` for anything but an object of texts.
    pub fn from_json(json: &str) -> Option<Facts> {
        serde_json::from_str(json).ok().map(Facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read_as_they_were_kept() {
        let mut facts = Facts::default();
        facts.set("medium", "USB\"メモリ\n");
        facts.set("returned_on", "2026-11-23");
        facts.set("protected", "yes");
        facts.set("users", "U-0001 U-0002");
        facts.set("medium_note", "");
        let kept = Facts::from_json(&facts.to_json());
        assert_eq!(kept.as_ref(), Some(&facts));
        assert_eq!(facts.day("returned_on").map(|day| day.to_string()), Some("2026-11-23".to_owned()));
        assert!(facts.is_yes("protected") && !facts.is_yes("medium"));
        assert_eq!(facts.ids("users"), [UserId(1).id(), UserId(2).id()]);
        assert_eq!(facts.all().count(), 4);
        assert_eq!(Facts::from_json("[1]"), None);
    }
}
