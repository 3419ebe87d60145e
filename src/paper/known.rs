//! A record of a register as a paper shows it: its facts with their labels, days in 和暦.

use super::content::{day, shown};
use super::error::Unfit;
use super::order::Order;
use crate::domain::case::RecordCase;
use crate::domain::{Field, Kind};
use crate::regulation::register::{Fact, Register};
use crate::sentence;
use crate::store::Reader;
use crate::text::date::Day;

/// A record, or the room for one.
pub(super) struct Known {
    case: Option<RecordCase>,
    register: &'static Register,
}

impl Known {
    /// The record that an order is about; room for one where it names none.
    pub(super) fn of(
        reader: &Reader<'_>,
        order: &Order,
        register: &'static Register,
    ) -> Result<Known, Unfit> {
        let case = match order.id {
            Some(id) => Some(reader.record_case(id)?.ok_or(Unfit::NotFound(id))?),
            None => None,
        };
        Ok(Known { case, register })
    }

    /// The record, where there must be one.
    pub(super) fn must(
        reader: &Reader<'_>,
        order: &Order,
        register: &'static Register,
    ) -> Result<(Known, RecordCase), Unfit> {
        let known = Known::of(reader, order, register)?;
        let case = known.case.clone().ok_or_else(|| {
            Unfit::Wanting(vec![sentence!("対象の番号を指定してください", "name the row that it is about")])
        })?;
        Ok((known, case))
    }

    /// The record.
    pub(super) fn case(&self) -> Option<&RecordCase> {
        self.case.as_ref()
    }

    /// The name of the user it is about.
    pub(super) fn user(&self) -> &str {
        self.case.as_ref().map_or("", |case| case.user_name.as_str())
    }

    /// Whether it stands in this state.
    pub(super) fn is(&self, state: &str) -> bool {
        self.case.as_ref().is_some_and(|case| case.record.state == state)
    }

    /// Its state in words.
    pub(super) fn state(&self) -> &'static str {
        let state = self.case.as_ref().and_then(|case| self.register.state(&case.record.state));
        state.map_or("", |state| state.label.ja)
    }

    /// The day of a fact.
    pub(super) fn day(&self, fact: &Fact) -> Option<Day> {
        self.case.as_ref()?.record.facts.day(fact.field.id)
    }

    /// Whether a yes was recorded.
    pub(super) fn is_yes(&self, fact: &Fact) -> bool {
        self.case.as_ref().is_some_and(|case| case.record.facts.is_yes(fact.field.id))
    }

    /// A fact as it is printed; empty where it is not known.
    pub(super) fn text(&self, fact: &Fact) -> String {
        let Some(case) = &self.case else { return String::new() };
        let record = &case.record;
        match fact.field.id {
            "on" => day(Some(record.dated_on)),
            "due" => day(record.due_on),
            "kept_at" => shown(&record.kept_at),
            "user" => shown(&case.user_name),
            "group" => shown(&case.group_title),
            "patient" => shown(&case.patient_name),
            id => in_words(&fact.field, record.facts.text(id)),
        }
    }
}

fn in_words(field: &Field, text: &str) -> String {
    match field.kind {
        Kind::Choice(choices) => {
            choices.iter().find(|choice| choice.word == text).map_or("", |c| c.label.ja).to_owned()
        }
        Kind::Yes => if text == "yes" { "はい" } else { "" }.to_owned(),
        Kind::Day(_) => day(text.parse().ok()),
        Kind::Line | Kind::Row(_) => shown(text),
    }
}
