//! Mirror marks in the store.

use rusqlite::{OptionalExtension, params};

use super::row::{Row, table};
use super::{Reader, StoreError};
use crate::domain::case::MirrorCase;
use crate::domain::{Id, Mirror, MirrorId, Noun};

table! { Mirror, MirrorId in "mirrors" { office, entry, action, object, opposite, state, settled_by, settled_at } }

impl Reader<'_> {
    /// Decisions about `object` still to be carried out in MCS.
    pub fn pending_marks(&self, object: Id) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM mirrors WHERE object = ? AND office = ? AND state = 'pending' AND voided = 0";
        Ok(self
            .conn()
            .prepare_cached(sql)?
            .query_row(params![object.to_string(), self.office().0], |row| row.get(0))?)
    }

    /// The marks of `object` still pending.
    pub fn marks_pending(&self, object: Id) -> Result<Vec<Mirror>, StoreError> {
        self.marks("r.object = ? AND r.state = 'pending'", &object.to_string())
    }

    /// The marks that an entry set.
    pub fn marks_of_entry(&self, entry: i64) -> Result<Vec<Mirror>, StoreError> {
        self.marks("r.entry = CAST(? AS INTEGER) AND r.opposite = 0", &entry.to_string())
    }

    /// A mark of the own office.
    pub fn mirror_case(&self, id: MirrorId) -> Result<Option<MirrorCase>, StoreError> {
        let sql = format!(
            "SELECT {} FROM mirrors r WHERE r.id = ? AND r.office = ? AND r.voided = 0",
            Mirror::select("r")
        );
        let found = self
            .conn()
            .prepare_cached(&sql)?
            .query_row(params![id.0, self.office().0], Mirror::read)
            .optional()?;
        found.map(|mirror| complete(self, mirror)).transpose()
    }

    fn marks(&self, condition: &str, value: &str) -> Result<Vec<Mirror>, StoreError> {
        let sql = format!(
            "SELECT {} FROM mirrors r WHERE {condition} AND r.office = ? AND r.voided = 0 ORDER BY r.id",
            Mirror::select("r")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement
            .query_map(params![value, self.office().0], Mirror::read)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// The name or title of a row, for lists of what was done about it.
    pub fn name_of(&self, id: Id) -> Result<String, StoreError> {
        let sql = match id.noun {
            Noun::User => "SELECT name FROM users WHERE id = ?",
            Noun::Group => "SELECT title FROM groups WHERE id = ?",
            Noun::Office => "SELECT name FROM offices WHERE id = ?",
            Noun::Invitation => {
                "SELECT u.name FROM invitations i JOIN users u ON u.id = i.invitee WHERE i.id = ?"
            }
            Noun::Membership => {
                "SELECT u.name FROM memberships m JOIN users u ON u.id = m.user WHERE m.id = ?"
            }
            _ => return Ok(String::new()),
        };
        Ok(self
            .conn()
            .prepare_cached(sql)?
            .query_row([id.number], |row| row.get(0))
            .optional()?
            .unwrap_or_default())
    }
}

/// Puts together a mark and what it is about.
pub(super) fn complete(reader: &Reader<'_>, mirror: Mirror) -> Result<MirrorCase, StoreError> {
    Ok(MirrorCase { about: reader.name_of(mirror.object)?, mirror })
}
