//! The list of patients, and the case of one: the row with its groups.

use super::page::{Order, Read, Segment, Source};
use super::row::Row;
use super::{Ask, Key, Page, Reader, StoreError, Window};
use crate::domain::case::PatientCase;
use crate::domain::{Case, GroupState, Id, Noun, Patient, PatientId};

const EVERY: &str = "1 = 1";

/// The own office's patients. Found by their name, and by what their group is found by: title, reading, romaji.
static SOURCE: Source = Source {
    from: "patients p",
    related_from: "patients p",
    alias: "p",
    scope: "p.voided = 0 AND p.office = :office",
    search: &[
        "p.folded",
        "coalesce((SELECT g.search FROM groups g WHERE g.patient = p.id AND g.voided = 0 ORDER BY g.id DESC LIMIT 1), '')",
        "printf('pー%04d', p.id)",
    ],
    orders: &[
        Order { id: "kana", segments: &[Segment { condition: EVERY, keys: &["p.sort", "p.name", "p.id"] }] },
        Order { id: "name", segments: &[Segment { condition: EVERY, keys: &["p.folded", "p.id"] }] },
        Order { id: "number", segments: &[Segment { condition: EVERY, keys: &["p.id"] }] },
    ],
    relations: &[
        (Noun::Group, "p.id = (SELECT g.patient FROM groups g WHERE g.id = :related)"),
        (Noun::Office, "p.office = :related"),
    ],
    conditions: &[
        ("no_birth_date", "p.born_on IS NULL"),
        (
            "no_group",
            "NOT EXISTS (SELECT 1 FROM groups g WHERE g.patient = p.id AND g.state = 'active' AND g.voided = 0)",
        ),
    ],
};

fn read() -> Read<'static, Patient> {
    Read {
        source: &SOURCE,
        select: Patient::select("p"),
        columns: Patient::COLUMNS.len() + 2,
        read: Patient::read,
    }
}

impl Reader<'_> {
    /// A page of the own office's patients.
    pub fn patients(&self, ask: &Ask, window: &Window, limit: usize) -> Result<Page<Case>, StoreError> {
        read()
            .page(self, ask, window, limit)?
            .completed(|patients| patients.into_iter().map(|patient| complete(self, patient)).collect())
    }

    /// The place of a patient in the asked order.
    pub fn locate_patient(&self, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        read().locate(self, ask, id)
    }

    /// How many patients there are.
    pub fn count_patients(&self, ask: &Ask) -> Result<u64, StoreError> {
        read().count(self, ask)
    }

    /// A patient of the own office, with its groups.
    pub fn patient_case(&self, id: PatientId) -> Result<Option<PatientCase>, StoreError> {
        self.patient(id)?.map(|patient| complete(self, patient)).transpose()
    }
}

fn complete(reader: &Reader<'_>, patient: Patient) -> Result<PatientCase, StoreError> {
    let mut groups = reader.groups_of_patient(patient.id)?;
    // The one in use stands first.
    groups.sort_by_key(|group| (group.state != GroupState::Active, group.id.0));
    Ok(PatientCase { patient, groups })
}
