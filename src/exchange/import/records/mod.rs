//! Lists of the records of a register (台帳), read by the register's own declaration.
//!
//! A list of past years is history: a new row comes in with the steps that its days tell of, and with who decided
//! them, so far as the same could have been done here; else it is not taken, and says what is missing. What is on
//! record already is led from step to step by its actions alone: of such a row a list corrects what describes it, and
//! never a decision, a report or a state. What a list leaves blank, stays.

mod settle;
mod shape;

use std::collections::{HashMap, HashSet};

use super::reading::{any_day, groups, is_yes, member, past_day, same_patient};
use super::{Change, Fields, Findings, Importer, Planned, Write};
use crate::domain::{Context, Facts, Id, Kind, Noun, Patient, Record, Span};
use crate::regulation::finding::Severity;
use crate::regulation::register::{End, Fact, Register, State, takes_place_of};
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::{Sentence, Shown, Text, fold};

pub(super) use shape::{Shape, layout};

/// Plans a list of one register.
pub(super) struct Records {
    shape: &'static Shape,
    /// The records of the register by what tells them apart, read once.
    known: Option<HashMap<String, Vec<Record>>>,
    /// The rows before, by the same.
    listed: HashMap<String, Vec<Record>>,
    /// The records of the rows before that are in force, new or known.
    in_force: Vec<Record>,
    /// The records that the rows before change or end: what is written twice could not be taken back.
    written: HashSet<Id>,
}

/// A record as a row has it, with the state that the row names.
struct Listed {
    record: Record,
    said: Option<&'static State>,
}

impl Records {
    /// The importer for the lists of a register; `None` for a register that has none, or has its own.
    pub(super) fn of(noun: Noun) -> Option<Records> {
        let shape = Shape::of(noun)?;
        Some(Records {
            shape,
            known: None,
            listed: HashMap::new(),
            in_force: Vec::new(),
            written: HashSet::new(),
        })
    }

    fn known(&mut self, reader: &Reader<'_>) -> Result<&HashMap<String, Vec<Record>>, StoreError> {
        if self.known.is_none() {
            let mut known: HashMap<String, Vec<Record>> = HashMap::new();
            for record in reader.all_records(self.shape.register.noun)? {
                known.entry(self.shape.key(&record)).or_default().push(record);
            }
            self.known = Some(known);
        }
        Ok(self.known.get_or_insert_default())
    }

    /// The new record, once its state is settled; it may take another's place.
    fn new_record(
        &mut self,
        reader: &Reader<'_>,
        ctx: &Context,
        (label, listed): (&str, Listed),
        mut found: Findings,
    ) -> Result<Planned, StoreError> {
        let mut record = listed.record;
        let register = self.shape.register;
        listed.said.unwrap_or(register.first()).word.clone_into(&mut record.state);
        (self.shape.settle)(&Settling { reader, ctx, said: listed.said }, &mut record, &mut found)?;
        record.is_open = is_open(register, &record.state);
        let ended = if record.is_open && !found.blocks() {
            self.takes_place(reader, &record, &mut found)?
        } else {
            None
        };
        if found.blocks() {
            return Ok(Planned::not_taken(label, found.sorted()));
        }
        self.written.extend(ended);
        Ok(Planned::new(label, None, Change::New, Some(Write::NewRecord(Box::new(record))), found))
    }

    /// Finds whose place an open record takes, and gives the record that ends by it.
    fn takes_place(
        &mut self,
        reader: &Reader<'_>,
        record: &Record,
        found: &mut Findings,
    ) -> Result<Option<Id>, StoreError> {
        let clause = self.shape.register.clauses[0];
        if self.in_force.iter().any(|other| takes_place_of(record, other)) {
            let why = Text::new(
                "この表には適用中・在任中のものが2つあります。古いほうに終わった日を加えてください。",
                "The list has two that hold at once. Add to the older one the day on which it ended.",
            );
            found.add("one_at_a_time", clause, Severity::Block, why);
            return Ok(None);
        }
        let known = self.known(reader)?.values().flatten();
        let old = known.filter(|old| old.is_open).find(|old| takes_place_of(record, old)).cloned();
        if let Some(old) = &old {
            in_place(record, old, found);
            if old.dated_on > record.dated_on {
                return Ok(None);
            }
            if self.written.contains(&old.id) {
                found.add("written", clause, Severity::Block, written_already(old.id));
            }
        }
        self.in_force.push(record.clone());
        Ok(old.map(|old| old.id))
    }

    /// A record on record with what the row says of it.
    fn known_record(
        &mut self,
        reader: &Reader<'_>,
        ctx: &Context,
        (label, listed): (&str, Listed),
        (known, mut found): (&Record, Findings),
    ) -> Result<Planned, StoreError> {
        let register = self.shape.register;
        let is_led_on = |(fact, text): (&str, &str)| {
            self.shape.steps.contains(&fact) && fold::key(known.facts.text(fact)) != fold::key(text)
        };
        if listed.said.is_some_and(|said| said.word != known.state)
            || listed.record.facts.all().any(is_led_on)
        {
            let how = sentence!(
                "{id} は登録済みです。状態や決定・報告の日は一覧では変わりません。この記録の操作で行ってください。",
                "{id} is on record already. A list changes no state, decision or report: use the actions of the record.",
                id = known.id
            );
            found.add("steps", register.clauses[0], Severity::Warn, how);
        }
        if known.is_open {
            self.in_force.push(known.clone());
        }
        let mut merged = self.merged(known, &listed.record);
        if merged != *known {
            let said = register.state(&known.state);
            (self.shape.settle)(&Settling { reader, ctx, said }, &mut merged, &mut found)?;
            merged.state.clone_from(&known.state);
        }
        if found.blocks() {
            return Ok(Planned::not_taken(label, found.sorted()));
        }
        let is_same = merged == *known;
        if !is_same && !self.written.insert(known.id) {
            let block = Severity::Block;
            found.add("written", register.clauses[0], block, written_already(known.id));
            return Ok(Planned::not_taken(label, found.sorted()));
        }
        let write = (!is_same).then(|| Write::Record(Box::new(merged)));
        Ok(Planned::new(label, Some(known.id), Change::of(is_same), write, found))
    }

    fn merged(&self, known: &Record, listed: &Record) -> Record {
        let mut merged = Record {
            user: listed.user.or(known.user),
            group: listed.group.or(known.group),
            patient: listed.patient.or(known.patient),
            due_on: listed.due_on.or(known.due_on),
            ..known.clone()
        };
        let said = listed.facts.all().filter(|(fact, _)| !self.shape.steps.contains(fact));
        said.for_each(|(fact, text)| merged.facts.set(fact, text));
        if !listed.kept_at.is_empty() {
            merged.kept_at.clone_from(&listed.kept_at);
        }
        merged
    }
}

impl Importer for Records {
    fn noun(&self) -> Noun {
        self.shape.register.noun
    }

    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError> {
        let register = self.shape.register;
        let said = register.headline.iter().map(|fact| fields.get(fact)).filter(|text| !text.is_empty());
        let (label, mut found) = (said.collect::<Vec<_>>().join(" "), Findings::default());
        let listed = read(self.shape, reader, ctx, fields, &mut found)?;
        let key = self.shape.key(&listed.record);
        let before = self.listed.entry(key.clone()).or_default();
        if before.iter().any(|row| fits(row, &listed.record)) {
            let why = Text::new("同じ記録が表に2回あります。", "The list has the same record twice.");
            found.add("twice", register.clauses[0], Severity::Block, why);
        }
        before.push(listed.record.clone());
        if found.blocks() {
            return Ok(Planned::not_taken(&label, found.sorted()));
        }
        let alike = self.known(reader)?.get(&key).cloned().unwrap_or_default();
        match the_one(&alike, &listed.record) {
            Some(known) => self.known_record(reader, ctx, (&label, listed), (known, found)),
            None => self.new_record(reader, ctx, (&label, listed), found),
        }
    }
}

/// What a register's own order is judged with.
struct Settling<'a> {
    reader: &'a Reader<'a>,
    ctx: &'a Context,
    /// The state that the row names.
    said: Option<&'static State>,
}

fn is_open(register: &Register, state: &str) -> bool {
    register.state(state).is_none_or(|state| state.end == End::Open)
}

/// Whether two records that are told apart by nothing else are about the same: what one of them leaves open may be it.
fn fits(one: &Record, other: &Record) -> bool {
    let is_it = |one: Option<i64>, other: Option<i64>| one.zip(other).is_none_or(|(one, other)| one == other);
    is_it(one.user.map(|id| id.0), other.user.map(|id| id.0))
        && is_it(one.group.map(|id| id.0), other.group.map(|id| id.0))
        && is_it(one.patient.map(|id| id.0), other.patient.map(|id| id.0))
}

/// The record that a row is about: the one of just the same people, else the only one that nothing speaks against.
fn the_one<'r>(alike: &'r [Record], listed: &Record) -> Option<&'r Record> {
    let about = |record: &Record| (record.user, record.group, record.patient);
    alike.iter().find(|record| about(record) == about(listed)).or_else(|| {
        let mut fitting = alike.iter().filter(|record| fits(record, listed));
        fitting.next().filter(|_| fitting.next().is_none())
    })
}

fn written_already(id: Id) -> Sentence {
    sentence!(
        "{id} は、この表の前の行で変わるか終わります。この行は次の取込みに分けてください。",
        "{id} is changed or ended by a row before. Take this row in with a list of its own.",
        id = id
    )
}

/// Of two that hold at once, the one of the later day stays in force.
fn in_place(record: &Record, old: &Record, found: &mut Findings) {
    let clause = Register::of(record.id.noun).map_or(crate::regulation::clause::id("13"), |r| r.clauses[0]);
    let how: Sentence = if old.dated_on > record.dated_on {
        sentence!(
            "{id} のほうが新しいため、終わったものとして取り込みます。",
            "{id} is of a later day: this one comes in as ended.",
            id = old.id
        )
    } else {
        sentence!("{id} は、これに代わって終わります。", "{id} ends: this one takes its place.", id = old.id)
    };
    found.add("in_place", clause, Severity::Advise, how);
}

fn read(
    shape: &Shape,
    reader: &Reader<'_>,
    ctx: &Context,
    fields: &Fields,
    found: &mut Findings,
) -> Result<Listed, StoreError> {
    let register = shape.register;
    let mut record = Record {
        id: Id { noun: register.noun, number: 0 },
        version: 1,
        office: ctx.actor.office,
        user: None,
        group: None,
        patient: None,
        state: register.first().word.to_owned(),
        is_open: true,
        dated_on: ctx.today(),
        due_on: None,
        kept_at: fields.get("kept_at").to_owned(),
        facts: Facts::default(),
    };
    for column in shape.needed.iter().filter(|column| fields.get(column).is_empty()) {
        let label = register.fact(column).map_or(register.dated, |fact| fact.field.label);
        let why = sentence!("「{what}」がありません。", "This is missing: {what}.", what = label);
        found.add("missing", register.clauses[0], Severity::Block, why);
    }
    if !fields.get("on").is_empty() {
        let span = register.fact("on").map(|fact| fact.field.kind);
        let day = match span {
            Some(Kind::Day(Span::Any)) => any_day(fields, "on", ctx, register.clauses[0], found),
            _ => past_day(fields, "on", ctx, register.clauses[0], found),
        };
        record.dated_on = day.unwrap_or(record.dated_on);
    }
    if shape.has_due {
        record.due_on = any_day(fields, "due", ctx, register.clauses[0], found);
    }
    for fact in shape.facts() {
        record.facts.set(fact.field.id, text_of(fact, register, ctx, fields, found));
    }
    link(register, reader, ctx, fields, (&mut record, found))?;
    let said = state(register, fields, found);
    Ok(Listed { record, said })
}

/// A fact as it is kept; empty where the row has none or it cannot be read, which is found.
fn text_of(
    fact: &'static Fact,
    register: &Register,
    ctx: &Context,
    fields: &Fields,
    found: &mut Findings,
) -> String {
    let (column, clause) = (fact.field.id, fact.clause.unwrap_or(register.clauses[0]));
    let typed = fields.get(column);
    if typed.is_empty() {
        return String::new();
    }
    match fact.field.kind {
        Kind::Line | Kind::Row(_) => Some(typed.to_owned()),
        Kind::Yes => Some(is_yes(fields, column).to_owned()),
        Kind::Day(Span::Past) => past_day(fields, column, ctx, clause, found).map(|day| day.to_string()),
        Kind::Day(_) => any_day(fields, column, ctx, clause, found).map(|day| day.to_string()),
        Kind::Choice(choices) => {
            let meant = choices.iter().find(|choice| (choice.is_meant_by)(typed));
            if meant.is_none() {
                let why = sentence!(
                    "「{what}」に読めない言葉があります：{typed}",
                    "{what}: not one of the known words: {typed}",
                    what = fact.field.label,
                    typed = Shown::new(typed)
                );
                found.add("choice", clause, Severity::Block, why);
            }
            meant.map(|choice| choice.word.to_owned())
        }
    }
    .unwrap_or_default()
}

/// The state that a row names, by its word or its label.
fn state(register: &'static Register, fields: &Fields, found: &mut Findings) -> Option<&'static State> {
    let typed = fold::key(fields.get("state"));
    let is_it = |state: &&State| {
        [state.word, state.label.ja, state.label.en].iter().any(|word| fold::key(word) == typed)
    };
    let said = register.states.iter().find(is_it);
    if said.is_none() && !typed.is_empty() {
        let why = sentence!(
            "読めない状態です：{typed}。空欄にすると、日付から判断します。",
            "Not a state of this register: {typed}. Left blank, it follows from the days.",
            typed = Shown::new(fields.get("state"))
        );
        found.add("state", register.clauses[0], Severity::Block, why);
    }
    said
}

/// Whom and what the row is about, by id or by name.
fn link(
    register: &Register,
    reader: &Reader<'_>,
    ctx: &Context,
    fields: &Fields,
    (record, found): (&mut Record, &mut Findings),
) -> Result<(), StoreError> {
    let clause = register.clauses[0];
    let name = if register.fact("name").is_some() { "user_name" } else { "name" };
    let is_named = !fields.get(name).is_empty() || !fields.get("mail").is_empty();
    if register.fact("user").is_some() && is_named {
        let named = [("name", fields.raw(name).to_owned()), ("mail", fields.raw("mail").to_owned())];
        record.user = member(reader, &named.into_iter().collect(), clause, found)?.map(|user| user.id);
    }
    if register.fact("group").is_some() && !fields.get("group").is_empty() {
        match &groups(reader, ctx, fields, clause, found)?[..] {
            [group] => record.group = Some(group.id),
            several => not_one("group", several.len(), fields, found),
        }
    }
    if register.fact("patient").is_some() && !fields.get("patient").is_empty() {
        let born_on = any_day(fields, "birth_date", ctx, clause, found);
        let mut patients = reader.patients_like(fields.get("patient"))?;
        patients.retain(|patient: &Patient| same_patient(patient, "", born_on));
        match &patients[..] {
            [patient] => record.patient = Some(patient.id),
            several => not_one("patient", several.len(), fields, found),
        }
    }
    Ok(())
}

fn not_one(column: &'static str, count: usize, fields: &Fields, found: &mut Findings) {
    let why = sentence!(
        "この名前に当てはまるものは{count}件です：{name}（同じ名前は患者の生年月日で区別します）",
        "{count} fit this name: {name}. The patient's birth date tells them apart.",
        count = count,
        name = Shown::new(fields.get(column))
    );
    found.add(column, crate::regulation::clause::id("5"), Severity::Block, why);
}
