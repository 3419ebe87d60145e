//! Lists of patients, without their groups.

use std::collections::HashSet;

use super::reading::{birth_date, same_patient};
use super::{Change, Fields, Findings, Importer, Planned, Write};
use crate::domain::{Context, Noun, Patient, PatientId};
use crate::regulation::clause::id;
use crate::regulation::finding::Severity;
use crate::regulation::inviting::couple_hint;
use crate::store::{Reader, StoreError};
use crate::text::date::Day;
use crate::text::{Text, fold};

/// Plans a list of patients.
#[derive(Default)]
pub struct Patients {
    /// Folded name, folded reading and birth date of the rows before.
    listed: HashSet<(String, String, Option<Day>)>,
}

impl Importer for Patients {
    fn noun(&self) -> Noun {
        Noun::Patient
    }

    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError> {
        let (name, mut found) = (fields.get("patient"), Findings::default());
        if name.is_empty() {
            let why = Text::new("患者氏名がありません。", "There is no patient's name.");
            found.add("patient", id("N1-1"), Severity::Block, why);
        }
        found.unseen(id("N1-1"), Text::new("患者氏名", "Patient"), name);
        found.0.extend(couple_hint(&[name]));
        let born_on = birth_date(fields, ctx, &mut found);
        let person = (fold::key(name), fold::key(fields.get("kana")), born_on);
        if !self.listed.insert(person) {
            let why = Text::new("同じ患者が表に2回あります。", "The list has this patient twice.");
            found.add("twice", id("N1-2"), Severity::Block, why);
        }
        if found.blocks() {
            return Ok(Planned::not_taken(name, found.sorted()));
        }
        let kana = fields.get("kana");
        let alike = reader.patients_like(name)?;
        // Of several to whom nothing speaks against, the one who is just so.
        let is_just_so = |patient: &&Patient| patient.born_on == born_on && patient.kana == kana;
        let may_be = || alike.iter().find(|patient| same_patient(patient, kana, born_on));
        if let Some(known) = alike.iter().find(is_just_so).or_else(may_be) {
            return Ok(settled(known, kana, born_on, found));
        }
        if !alike.is_empty() {
            let why = Text::new(
                "似た名前の患者がいます。取り違えに注意してください。",
                "A patient has a similar name. Take care not to mix them up.",
            );
            found.add("patient_lookalike", id("N1-2"), Severity::Warn, why);
        }
        let patient = Patient {
            id: PatientId(0),
            version: 1,
            office: ctx.actor.office,
            name: name.to_owned(),
            kana: kana.to_owned(),
            born_on,
        };
        Ok(Planned::new(name, None, Change::New, Some(Write::NewPatient(Box::new(patient))), found))
    }
}

/// The patient as the list has the person: what the register has and the list leaves out, stays.
fn settled(known: &Patient, kana: &str, born_on: Option<Day>, found: Findings) -> Planned {
    let merged = Patient {
        kana: if kana.is_empty() { known.kana.clone() } else { kana.to_owned() },
        born_on: born_on.or(known.born_on),
        ..known.clone()
    };
    let is_same = merged == *known;
    let write = (!is_same).then(|| Write::Patient(Box::new(merged)));
    Planned::new(&known.name, Some(known.id.id()), Change::of(is_same), write, found)
}
