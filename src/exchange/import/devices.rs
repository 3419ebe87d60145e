//! Lists of devices.

use std::collections::HashMap;

use super::reading::{choice, past_day, person};
use super::{Change, Fields, Findings, Importer, Planned, Write};
use crate::domain::{Context, Id, Noun, Record, UserId};
use crate::regulation::clause::id;
use crate::regulation::finding::Severity;
use crate::regulation::register::DEVICE;
use crate::regulation::register::device::Ownership;
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::{Text, fold};

/// Plans a list of devices.
#[derive(Default)]
pub struct Devices {
    /// The devices of the register by their folded models and numbers, read once.
    known: Option<HashMap<String, Vec<Record>>>,
    /// The holders of each model and number in the rows before.
    listed: HashMap<String, Vec<Option<UserId>>>,
}

impl Importer for Devices {
    fn noun(&self) -> Noun {
        Noun::Device
    }

    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError> {
        let (label, mut found) = (fields.get("model").to_owned(), Findings::default());
        if label.is_empty() {
            let why = Text::new("機種・識別番号がありません。", "There is no model or number.");
            found.add("model", id("8-5"), Severity::Block, why);
        }
        let mut record = read(reader, ctx, fields, &mut found)?;
        let key = fold::key(&label);
        let alike = self.known(reader)?.get(&key).cloned().unwrap_or_default();
        let holders = self.listed.entry(key).or_default();
        let is_twice =
            holders.iter().any(|holder| *holder == record.user || holder.is_none() || record.user.is_none());
        holders.push(record.user);
        if is_twice {
            let why = Text::new("同じ端末が表に2回あります。", "The list has this device twice.");
            found.add("twice", id("8-5"), Severity::Block, why);
        }
        if found.blocks() {
            return Ok(Planned::not_taken(&label, found.sorted()));
        }
        if let Some(known) = the_one(&alike, record.user) {
            let merged = merged(known, &record);
            let is_same = merged == *known;
            let write = (!is_same).then(|| Write::Record(Box::new(merged)));
            return Ok(Planned::new(&label, Some(known.id), Change::of(is_same), write, found));
        }
        if let Some(other) = alike.first() {
            let how = sentence!(
                "{id} と同じ機種・識別番号で、使用者が違います。使用者の変更なら {id} を修正してください。",
                "{id} has the same model and number, and another holder. Where only the holder changed, edit {id}.",
                id = other.id
            );
            found.add("same_model", id("8-5"), Severity::Warn, how);
        }
        if record.facts.text("ownership").is_empty() {
            record.facts.set("ownership", Ownership::Lent.word());
        }
        Ok(Planned::new(&label, None, Change::New, Some(Write::NewRecord(Box::new(record))), found))
    }
}

/// The device of this model and holder; where one side names no holder, the only one of the model.
fn the_one(alike: &[Record], holder: Option<UserId>) -> Option<&Record> {
    alike.iter().find(|record| record.user == holder).or(match alike {
        [only] if only.user.is_none() || holder.is_none() => Some(only),
        _ => None,
    })
}

impl Devices {
    fn known(&mut self, reader: &Reader<'_>) -> Result<&HashMap<String, Vec<Record>>, StoreError> {
        if self.known.is_none() {
            let mut known: HashMap<String, Vec<Record>> = HashMap::new();
            for record in reader.all_records(Noun::Device)? {
                known.entry(fold::key(record.facts.text("model"))).or_default().push(record);
            }
            self.known = Some(known);
        }
        Ok(self.known.get_or_insert_default())
    }
}

/// The device with what the list says of it: what it leaves out, stays.
fn merged(known: &Record, listed: &Record) -> Record {
    let mut merged = Record { user: listed.user.or(known.user), ..known.clone() };
    for (fact, text) in listed.facts.all().filter(|(_, text)| !text.is_empty()) {
        merged.facts.set(fact, text);
    }
    if !listed.kept_at.is_empty() {
        merged.kept_at.clone_from(&listed.kept_at);
    }
    merged
}

fn read(
    reader: &Reader<'_>,
    ctx: &Context,
    fields: &Fields,
    found: &mut Findings,
) -> Result<Record, StoreError> {
    let mut record = Record {
        id: Id { noun: Noun::Device, number: 0 },
        version: 1,
        office: ctx.actor.office,
        user: None,
        group: None,
        patient: None,
        state: DEVICE.first().word.to_owned(),
        is_open: true,
        dated_on: ctx.today(),
        due_on: None,
        kept_at: fields.get("kept_at").to_owned(),
        facts: crate::domain::Facts::default(),
    };
    let ownership = choice(fields, "ownership", Ownership::read, id("12-10"), found);
    record.facts.set("ownership", ownership.map(Ownership::word).unwrap_or_default());
    for field in ["model", "permit_by", "antivirus", "carrier"] {
        record.facts.set(field, fields.get(field));
    }
    for field in ["permit_on", "checked_on", "boot_password_on", "definitions_on"] {
        if !fields.get(field).is_empty() {
            let day = past_day(fields, field, ctx, id("12"), found);
            record.facts.set(field, day.map(|day| day.to_string()).unwrap_or_default());
        }
    }
    if !fields.get("name").is_empty() || !fields.get("mail").is_empty() {
        record.user = person(reader, fields, id("8-5"), found)?.map(|user| user.id);
    }
    if ownership == Some(Ownership::Personal) && record.facts.day("permit_on").is_none() {
        let how = Text::new(
            "個人所有の端末に許可日がありません。事業所の管理者の書面許可が要ります。",
            "A personal device without a permit: the office head's written permit is needed.",
        );
        found.add("permit", id("F4-2-2"), Severity::Warn, how);
    }
    Ok(record)
}
