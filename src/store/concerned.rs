//! Whom an incident concerns: the groups that users could see at its time, with their patients and offices.
//!
//! Answered from memberships as of the time, so that whoever joined later is left out and whoever left is not.

use rusqlite::named_params;

use super::row::take;
use super::{Reader, StoreError};
use crate::domain::{GroupId, Id, OfficeId, PatientId, UserId};
use crate::text::date::{Instant, instant_iso};

/// The groups concerned, and the offices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Concerned {
    /// Each group once, by its number.
    pub groups: Vec<ConcernedGroup>,
    /// Offices of the groups, and of their members where a group itself is named: number and name, each once.
    pub offices: Vec<(OfficeId, String)>,
}

/// A group that is concerned.
#[derive(Clone, Debug, PartialEq)]
pub struct ConcernedGroup {
    /// The group.
    pub id: GroupId,
    /// Its title.
    pub title: String,
    /// Its patient, in a patient group.
    pub patient: Option<PatientId>,
    /// The patient's name; empty in a free group.
    pub patient_name: String,
    /// The originating office.
    pub office: OfficeId,
    /// The originating office's name.
    pub office_name: String,
}

impl Concerned {
    /// How many patients, each counted once.
    pub fn patients(&self) -> usize {
        let mut patients: Vec<PatientId> = self.groups.iter().filter_map(|group| group.patient).collect();
        patients.sort_unstable();
        patients.dedup();
        patients.len()
    }

    /// The names of the offices beside `own`.
    pub fn other_offices(&self, own: OfficeId) -> Vec<String> {
        self.offices.iter().filter(|(office, _)| *office != own).map(|(_, name)| name.clone()).collect()
    }
}

const GROUP: &str = "g.id, g.title, g.patient, coalesce(p.name, ''), g.office, o.name";

impl Reader<'_> {
    /// What users of the office, and groups it may see, concern between two instants.
    pub fn concerned(
        &self,
        users: &[UserId],
        groups: &[Id],
        from: Instant,
        until: Instant,
    ) -> Result<Concerned, StoreError> {
        let mut found = Concerned::default();
        for user in users {
            found.groups.extend(self.seen_by(*user, from, until)?);
        }
        for group in groups {
            found.groups.extend(self.concerned_group(GroupId(group.number))?);
        }
        found.groups.sort_by_key(|group| group.id);
        found.groups.dedup_by_key(|group| group.id);
        let of_groups = found.groups.iter().map(|group| (group.office, group.office_name.clone()));
        found.offices = of_groups.collect();
        for group in groups {
            found.offices.extend(self.offices_in(GroupId(group.number), from, until)?);
        }
        found.offices.sort();
        found.offices.dedup();
        Ok(found)
    }

    /// The groups that a user could see at some time between two instants.
    fn seen_by(
        &self,
        user: UserId,
        from: Instant,
        until: Instant,
    ) -> Result<Vec<ConcernedGroup>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT {GROUP} FROM memberships m JOIN groups g ON g.id = m.\"group\" \
             JOIN offices o ON o.id = g.office LEFT JOIN patients p ON p.id = g.patient \
             WHERE m.user = :user AND m.voided = 0 AND m.joined_at <= :until \
             AND (m.left_at IS NULL OR m.left_at >= :from) ORDER BY g.id"
        );
        let (from, until) = (instant_iso(from), instant_iso(until));
        let mut statement = self.conn().prepare_cached(&sql)?;
        let bound = named_params! { ":user": user.0, ":from": from, ":until": until };
        Ok(statement.query_map(bound, read)?.collect::<rusqlite::Result<_>>()?)
    }

    fn concerned_group(&self, group: GroupId) -> Result<Vec<ConcernedGroup>, StoreError> {
        let sql = format!(
            "SELECT {GROUP} FROM groups g JOIN offices o ON o.id = g.office \
             LEFT JOIN patients p ON p.id = g.patient WHERE g.id = ? AND g.voided = 0"
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement.query_map([group.0], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The offices of those who were in a group at some time between two instants.
    fn offices_in(
        &self,
        group: GroupId,
        from: Instant,
        until: Instant,
    ) -> Result<Vec<(OfficeId, String)>, StoreError> {
        let sql = "SELECT DISTINCT o.id, o.name FROM memberships m JOIN users u ON u.id = m.user \
                   JOIN offices o ON o.id = u.office WHERE m.\"group\" = :group AND m.voided = 0 \
                   AND m.joined_at <= :until AND (m.left_at IS NULL OR m.left_at >= :from)";
        let (from, until) = (instant_iso(from), instant_iso(until));
        let mut statement = self.conn().prepare_cached(sql)?;
        let bound = named_params! { ":group": group.0, ":from": from, ":until": until };
        let rows = statement.query_map(bound, |row| Ok((take(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<ConcernedGroup> {
    Ok(ConcernedGroup {
        id: take(row, 0)?,
        title: row.get(1)?,
        patient: take(row, 2)?,
        patient_name: row.get(3)?,
        office: take(row, 4)?,
        office_name: row.get(5)?,
    })
}
