//! Lists of devices.

use std::collections::HashSet;

use super::reading::{choice, past_day, person};
use super::{Change, Fields, Findings, Importer, Planned, Write};
use crate::domain::{Context, Id, Noun, Record};
use crate::regulation::clause::id;
use crate::regulation::finding::Severity;
use crate::regulation::register::DEVICE;
use crate::regulation::register::device::Ownership;
use crate::store::{Reader, StoreError};
use crate::text::{Text, fold};

/// Plans a list of devices.
#[derive(Default)]
pub struct Devices {
    /// Folded models and numbers of the register, read once.
    known: Option<HashSet<String>>,
    /// Those of the rows before.
    listed: HashSet<String>,
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
        let record = read(reader, ctx, fields, &mut found)?;
        let key = fold::key(&label);
        let is_known = self.known(reader)?.contains(&key);
        if !self.listed.insert(key) {
            let why = Text::new("同じ端末が表に2回あります。", "The list has this device twice.");
            found.add("twice", id("8-5"), Severity::Block, why);
        }
        if found.blocks() {
            return Ok(Planned::not_taken(&label, found.sorted()));
        }
        let change = if is_known { Change::Same } else { Change::New };
        let write = (!is_known).then(|| Write::NewRecord(Box::new(record)));
        Ok(Planned { label, change, write, findings: found.sorted() })
    }
}

impl Devices {
    fn known(&mut self, reader: &Reader<'_>) -> Result<&HashSet<String>, StoreError> {
        let known = match self.known.take() {
            Some(known) => known,
            None => {
                let records = reader.all_records(Noun::Device)?;
                records.iter().map(|record| fold::key(record.facts.text("model"))).collect()
            }
        };
        Ok(self.known.insert(known))
    }
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
    record.facts.set("ownership", ownership.unwrap_or(Ownership::Lent).word());
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
