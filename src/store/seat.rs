//! Seats in the administrators' room (MCS管理者の部屋; 第3条(3)): one for each administrator, taken or not.
//!
//! An office sees those of its own people. The city's desk keeps the room and sees every seat by office and number:
//! the name of whoever sits there is not read for it at all, and no filter of the desk looks in it.

use rusqlite::{OptionalExtension, named_params};

use super::page::{Order, Read, Segment, Source};
use super::row::{Row, take};
use super::{Ask, Key, Page, Reader, StoreError, Window};
use crate::domain::case::SeatCase;
use crate::domain::{Case, Group, GroupId, Id, Membership, Noun, OfficeId, UserId};

// A seat belongs to whoever must be in the room, and to whoever is.
const FROM: &str = "users u JOIN offices o ON o.id = u.office LEFT JOIN memberships m ON m.id = (\
    SELECT min(i.id) FROM memberships i JOIN groups g ON g.id = i.\"group\" WHERE i.user = u.id AND i.left_at IS NULL \
    AND i.voided = 0 AND g.admin_room = 1 AND g.voided = 0)";

macro_rules! must_sit {
    () => {
        "(u.admin_since IS NOT NULL AND u.released_on IS NULL AND u.closed_on IS NULL)"
    };
}

macro_rules! source {
    ($scope:literal, $search:expr, $relations:expr) => {
        Source {
            from: FROM,
            related_from: FROM,
            alias: "u",
            scope: concat!(
                "u.voided = 0 AND o.voided = 0 AND ",
                $scope,
                " AND (",
                must_sit!(),
                " OR u.id IN (SELECT i.user FROM groups g JOIN memberships i ON i.\"group\" = g.id \
                 WHERE g.admin_room = 1 AND g.voided = 0 AND i.left_at IS NULL AND i.voided = 0))"
            ),
            search: $search,
            orders: &[
                Order {
                    id: "open",
                    segments: &[
                        Segment { condition: "m.id IS NULL", keys: &["o.name", "u.id"] },
                        Segment { condition: "m.id IS NOT NULL", keys: &["o.name", "u.id"] },
                    ],
                },
                Order { id: "office", segments: &[Segment { condition: "1", keys: &["o.name", "u.id"] }] },
            ],
            relations: $relations,
            conditions: &[
                ("missing", "m.id IS NULL"),
                ("present", concat!("m.id IS NOT NULL AND ", must_sit!())),
                ("gone", concat!("m.id IS NOT NULL AND NOT ", must_sit!())),
            ],
        }
    };
}

const OF_ITS_OFFICE: (Noun, &str) = (Noun::Office, "u.office = :related");

static OF_OFFICE: Source = source!(
    "u.office = :office",
    &["u.search", "folded(o.name)", "printf('rcー%04d', u.id)"],
    &[OF_ITS_OFFICE, (Noun::User, "u.id = :related")]
);
static OF_CITY: Source =
    source!(":desk = 1", &["folded(o.name)", "printf('rcー%04d', u.id)"], &[OF_ITS_OFFICE]);

/// The columns before those of the membership.
const BEFORE: usize = 6;

fn read(reader: &Reader<'_>) -> Read<'static, SeatCase> {
    let (source, name) = if reader.is_the_desk() { (&OF_CITY, "''") } else { (&OF_OFFICE, "u.name") };
    Read {
        source,
        select: format!(
            "u.id, u.version, {name}, u.office, o.name, CASE WHEN {} THEN u.admin_since END, {}",
            must_sit!(),
            Membership::select("m")
        ),
        columns: BEFORE + Membership::width(),
        read: |row| {
            let membership = Membership::read_joined(row, BEFORE)?;
            let version = membership.as_ref().map_or(row.get(1), |membership| Ok(membership.version))?;
            Ok(SeatCase {
                user: UserId(row.get(0)?),
                version,
                name: row.get(2)?,
                office: OfficeId(row.get(3)?),
                office_name: row.get(4)?,
                admin_since: take(row, 5)?,
                membership,
            })
        },
    }
}

impl Reader<'_> {
    /// A page of seats.
    pub fn seats(&self, ask: &Ask, window: &Window, limit: usize) -> Result<Page<Case>, StoreError> {
        read(self).page(self, ask, window, limit)?.completed(Ok)
    }

    /// The place of a seat in the asked order.
    pub fn locate_seat(&self, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        read(self).locate(self, ask, id)
    }

    /// How many seats there are.
    pub fn count_seats(&self, ask: &Ask) -> Result<u64, StoreError> {
        read(self).count(self, ask)
    }

    /// The seat of somebody one may see it of.
    pub fn seat_case(&self, user: UserId) -> Result<Option<SeatCase>, StoreError> {
        let read = read(self);
        let sql = format!("SELECT {} FROM {FROM} WHERE u.id = :user AND {}", read.select, read.source.scope);
        let mut statement = self.conn().prepare_cached(&sql)?;
        let found = if self.is_the_desk() {
            statement.query_row(named_params! { ":user": user.0, ":desk": 1 }, read.read)
        } else {
            statement.query_row(named_params! { ":user": user.0, ":office": self.office().0 }, read.read)
        };
        Ok(found.optional()?)
    }

    /// The administrators' room, whichever office keeps it: the city's, where there are several.
    pub fn admin_room(&self) -> Result<Option<GroupId>, StoreError> {
        let sql = format!(
            "SELECT {} FROM groups g JOIN offices o ON o.id = g.office WHERE g.admin_room = 1 AND g.voided = 0 \
             AND g.state = 'active' ORDER BY EXISTS (SELECT 1 FROM operators p WHERE p.office = g.office \
             AND p.role = 'city') DESC, g.id LIMIT 1",
            Group::select("g")
        );
        let found = self.conn().prepare_cached(&sql)?.query_row([], Group::read).optional()?;
        Ok(found.map(|group| group.id))
    }
}
