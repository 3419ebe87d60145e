//! What is done to the registers (台帳): one file per register, and the two deeds they are made of.
//!
//! An action's fields are facts of its register: what is answered is recorded under the field's id. `user`, `group`
//! and `patient` link the record, `kept_at` says where its paper is, `on` and `due` are its days.

pub mod application;
pub mod attestation;
pub mod contact;
pub mod device;
pub mod guideline;
pub mod handler;
pub mod incident;
pub mod loss;
pub mod own_application;
pub mod request;
pub mod review;
pub mod rule;
pub mod takeout;
mod ticks;

pub(super) use ticks::ticks;

use super::action::{Stage, Verdict};
use super::answers::{Answer, Answers};
use super::deed::{Deed, Done, Stop};
use crate::domain::case::{OneCase, RecordCase};
use crate::domain::{Case, Context, Facts, GroupId, Id, Noun, PatientId, Record, UserId};
use crate::regulation::finding::{self, Rule};
use crate::regulation::register::{End, Register, takes_place_of};
use crate::sentence;
use crate::store::{StoreError, Tx};
use crate::text::date::Day;

/// Adds a record about a case: its office, or the row it is about.
pub struct Adds<C: 'static> {
    /// The register.
    pub register: &'static Register,
    /// Whether its time has come.
    pub stage: fn(&C, &Context) -> Stage,
    /// The guard.
    pub rules: &'static [&'static Rule<C>],
    /// Completes the record once the answers are in it: links, due day, what else is to be written.
    pub complete: Complete<C>,
}

/// Completes a record; refuses by a finding or at a field.
pub type Complete<C> = fn(&mut Tx<'_>, &Context, &C, &Answers, &mut Record) -> Result<(), Stop>;

/// Leads a record from one of some states into another, or corrects its facts.
pub struct Moves {
    /// The register.
    pub register: &'static Register,
    /// The states from which it may be done.
    pub from: &'static [&'static str],
    /// The state after it; `None` where it stays.
    pub to: Option<&'static str>,
    /// The guard.
    pub rules: &'static [&'static Rule<RecordCase>],
    /// Completes the record once the answers are in it.
    pub complete: Complete<RecordCase>,
}

/// Nothing to complete.
pub fn as_answered<C>(_: &mut Tx<'_>, _: &Context, _: &C, _: &Answers, _: &mut Record) -> Result<(), Stop> {
    Ok(())
}

/// Always time for it.
pub fn any_time<C>(_: &C, _: &Context) -> Stage {
    Stage::Now
}

impl<C: OneCase> Deed for Adds<C> {
    fn judge(&self, case: &Case, ctx: &Context) -> Verdict {
        let Some(case) = C::of(case) else { return Verdict { stage: Stage::Decided, findings: Vec::new() } };
        let stage = (self.stage)(case, ctx);
        let findings = if stage == Stage::Now { finding::judge(self.rules, case, ctx) } else { Vec::new() };
        Verdict { stage, findings }
    }

    fn apply(&self, tx: &mut Tx<'_>, ctx: &Context, case: &Case, answers: &Answers) -> Result<Done, Stop> {
        let subject = C::of(case).ok_or(Stop::NotFound(case.id()))?;
        let noun = self.register.noun;
        let mut record = tx.new_record(noun, ctx.actor.office, self.register.first().word)?;
        about(&mut record, case.id());
        take_in(tx, &mut record, answers)?;
        (self.complete)(tx, ctx, subject, answers, &mut record)?;
        settle(self.register, &mut record);
        tx.insert(&record)?;
        Ok(Done::about(record.id))
    }
}

impl Deed for Moves {
    fn judge(&self, case: &Case, ctx: &Context) -> Verdict {
        let record = RecordCase::of(case).filter(|case| case.record.id.noun == self.register.noun);
        let Some(case) = record else { return Verdict { stage: Stage::Decided, findings: Vec::new() } };
        let stage = self.stage(&case.record.state);
        let findings = if stage == Stage::Now { finding::judge(self.rules, case, ctx) } else { Vec::new() };
        Verdict { stage, findings }
    }

    fn apply(&self, tx: &mut Tx<'_>, ctx: &Context, case: &Case, answers: &Answers) -> Result<Done, Stop> {
        let case = RecordCase::of(case).ok_or(Stop::NotFound(case.id()))?;
        let mut record = case.record.clone();
        take_in(tx, &mut record, answers)?;
        if let Some(to) = self.to {
            to.clone_into(&mut record.state);
        }
        (self.complete)(tx, ctx, case, answers, &mut record)?;
        settle(self.register, &mut record);
        tx.save(&record)?;
        Ok(Done::about(record.id))
    }
}

impl Moves {
    fn stage(&self, state: &str) -> Stage {
        if self.from.contains(&state) {
            return Stage::Now;
        }
        if self.to == Some(state) {
            return Stage::Decided;
        }
        let label = self.register.state(state).unwrap_or(self.register.first()).label;
        Stage::not_now(
            "state",
            self.register.clauses[0],
            sentence!("いまの状態は「{state}」です。", "It is in this state now: {state}.", state = label),
        )
    }
}

/// The record is about the row it is made from.
fn about(record: &mut Record, subject: Id) {
    match subject.noun {
        Noun::User => record.user = Some(UserId(subject.number)),
        Noun::Group => record.group = Some(GroupId(subject.number)),
        Noun::Patient => record.patient = Some(PatientId(subject.number)),
        _ => {}
    }
}

/// Takes the answers into the record. A row that the office may not see is not found.
fn take_in(tx: &Tx<'_>, record: &mut Record, answers: &Answers) -> Result<(), Stop> {
    for (field, answer) in answers.all() {
        match (field, answer) {
            ("on", Answer::Day(day)) => record.dated_on = *day,
            ("due", Answer::Day(day)) => record.due_on = Some(*day),
            ("kept_at", Answer::Line(text)) => text.clone_into(&mut record.kept_at),
            ("user" | "group" | "patient", Answer::Row(id)) => about(record, seen(tx, *id)?),
            (_, Answer::Line(text)) => record.facts.set(field, text.as_str()),
            (_, Answer::Day(day)) => record.facts.set(field, day.to_string()),
            (_, Answer::Choice(word)) => record.facts.set(field, *word),
            (_, Answer::Yes) => record.facts.set(field, "yes"),
            (_, Answer::Row(id)) => record.facts.set(field, seen(tx, *id)?.to_string()),
        }
    }
    Ok(())
}

/// The answers that are facts of a paper: what its table has no column for.
pub(super) fn facts_of(answers: &Answers, columns: &[&str]) -> Facts {
    let mut facts = Facts::default();
    for (field, answer) in answers.all().filter(|(field, _)| !columns.contains(field)) {
        match answer {
            Answer::Line(text) => facts.set(field, text.as_str()),
            Answer::Day(day) => facts.set(field, day.to_string()),
            Answer::Choice(word) => facts.set(field, *word),
            Answer::Yes => facts.set(field, "yes"),
            Answer::Row(id) => facts.set(field, id.to_string()),
        }
    }
    facts
}

fn seen(tx: &Tx<'_>, id: Id) -> Result<Id, Stop> {
    if is_seen(tx, id)? { Ok(id) } else { Err(Stop::NotFound(id)) }
}

/// Ids of a noun in a text, each of which the office may see, as they are kept.
fn listed(tx: &Tx<'_>, field: &'static str, noun: Noun, typed: &str) -> Result<String, Stop> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '、' | '，');
    let mut ids = Vec::new();
    for word in typed.split(is_between).filter(|word| !word.is_empty()) {
        let Some(id) = word.parse::<Id>().ok().filter(|id| id.noun == noun) else {
            let why = sentence!(
                "{word} は {prefix}-0001 のような番号ではありません。",
                "{word} is not an id like {prefix}-0001.",
                word = crate::text::Shown::new(word),
                prefix = noun.prefix()
            );
            return Err(Stop::at(field, why));
        };
        ids.push(seen(tx, id)?.to_string());
    }
    Ok(ids.join(" "))
}

fn is_seen(tx: &Tx<'_>, id: Id) -> Result<bool, StoreError> {
    match id.noun {
        Noun::Patient => tx.is_own_patient(PatientId(id.number)),
        _ => Ok(tx.case(id)?.is_some()),
    }
}

/// The day of a fact: as answered, else today.
fn day_of(record: &mut Record, answers: &Answers, fact: &'static str, ctx: &Context) -> Result<(), Stop> {
    record.facts.set(fact, answers.day(fact).unwrap_or(ctx.today()).to_string());
    Ok(())
}

/// The open records of the register whose place a new one takes end with it, in the same act: they go into the
/// register's last state.
fn replace(tx: &mut Tx<'_>, ctx: &Context, record: &Record) -> Result<(), Stop> {
    let all = tx.all_records(record.id.noun)?;
    for mut old in all.into_iter().filter(|old| old.is_open && takes_place_of(record, old)) {
        end_on(&mut old, ctx.today());
        tx.save(&old)?;
    }
    Ok(())
}

/// Another one took its place that day: it goes into the register's last state.
pub(in crate::actions) fn end_on(record: &mut Record, day: Day) {
    if let Some(last) = Register::of(record.id.noun).and_then(|register| register.states.last()) {
        last.word.clone_into(&mut record.state);
    }
    record.is_open = false;
    record.facts.set("replaced_on", day.to_string());
}

/// Open or closed follows from the state.
fn settle(register: &Register, record: &mut Record) {
    record.is_open = register.state(&record.state).is_none_or(|state| state.end == End::Open);
}

#[cfg(test)]
mod check_tests;
#[cfg(test)]
mod tests;
