//! Mirror marks in the store.

use rusqlite::{OptionalExtension, params};

use super::page::{Order, Read, Segment, Source};
use super::row::{Row, table};
use super::{Ask, Key, Page, Reader, StoreError, Window};
use crate::domain::case::MirrorCase;
use crate::domain::{Case, Id, Mirror, MirrorId, Noun};

table! { Mirror, MirrorId in "mirrors" { office, entry, action, object, opposite, state, settled_by, settled_at } }

const PENDING: &str = "r.state = 'pending'";
const SETTLED: &str = "r.state <> 'pending'";

/// What is still to be done in MCS first, oldest first; then what has been settled.
static SOURCE: Source = Source {
    from: "mirrors r",
    related_from: "mirrors r",
    alias: "r",
    scope: "r.voided = 0 AND r.office = :office",
    search: &["lower(r.object)", "r.action"],
    orders: &[Order {
        id: "decided",
        segments: &[
            Segment { condition: PENDING, keys: &["r.id"] },
            Segment { condition: SETTLED, keys: &["r.id"] },
        ],
    }],
    relations: &[
        (Noun::User, "r.object = printf('U-%04d', :related)"),
        (Noun::Group, "r.object = printf('G-%04d', :related)"),
        (Noun::Invitation, "r.object = printf('I-%04d', :related)"),
        (Noun::Membership, "r.object = printf('M-%04d', :related)"),
    ],
    conditions: &[("pending", PENDING), ("confirmed", "r.state = 'confirmed'")],
};

fn read() -> Read<'static, Mirror> {
    Read { source: &SOURCE, select: Mirror::select("r"), columns: Mirror::width(), read: Mirror::read }
}

impl Reader<'_> {
    /// A page of mirror marks.
    pub fn mirrors(&self, ask: &Ask, window: &Window, limit: usize) -> Result<Page<Case>, StoreError> {
        read()
            .page(self, ask, window, limit)?
            .completed(|mirrors| mirrors.into_iter().map(|mirror| complete(self, mirror)).collect())
    }

    /// The place of a mark in the asked order.
    pub fn locate_mirror(&self, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        read().locate(self, ask, id)
    }

    /// How many marks there are.
    pub fn count_mirrors(&self, ask: &Ask) -> Result<u64, StoreError> {
        read().count(self, ask)
    }
}

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
            Noun::Patient => "SELECT name FROM patients WHERE id = ?",
            Noun::Office => "SELECT name FROM offices WHERE id = ?",
            Noun::Invitation => {
                "SELECT u.name FROM invitations i JOIN users u ON u.id = i.invitee WHERE i.id = ?"
            }
            Noun::Membership => {
                "SELECT u.name FROM memberships m JOIN users u ON u.id = m.user WHERE m.id = ?"
            }
            // Of a seat the desk is told the office, and of applications who applied.
            Noun::Seat => "SELECT o.name FROM users u JOIN offices o ON o.id = u.office WHERE u.id = ?",
            Noun::Application => "SELECT facts ->> 'name' FROM records WHERE id = ?",
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
