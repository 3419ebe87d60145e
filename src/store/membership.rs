//! Memberships in the store.

use rusqlite::{OptionalExtension, named_params, params};

use super::page::{Order, Read, Segment, Source};
use super::row::{Row, table};
use super::{Ask, Key, Page, Reader, StoreError, Window, known};
use crate::domain::case::MembershipCase;
use crate::domain::{Case, GroupId, Id, Membership, MembershipId, Noun, UserId};

table! { Membership, MembershipId in "memberships" {
    group, user, joined_at, through, invitation, left_at, left_through, left_reason,
    in_charge_from, in_charge_until,
} }

/// SQL that holds for a membership the office may see: in its own group, or of its own user.
pub(super) const VISIBLE: &str = "(EXISTS (SELECT 1 FROM groups mg WHERE mg.id = m.\"group\" AND mg.office = :office) \
    OR EXISTS (SELECT 1 FROM users mu WHERE mu.id = m.user AND mu.office = :office))";

const PRESENT: &str = "m.left_at IS NULL";
const LEFT: &str = "m.left_at IS NOT NULL";

/// Present memberships first, then ended ones.
static SOURCE: Source = Source {
    from: "memberships m JOIN users u ON u.id = m.user JOIN groups g ON g.id = m.\"group\"",
    related_from: "memberships m JOIN users u ON u.id = m.user JOIN groups g ON g.id = m.\"group\"",
    alias: "m",
    scope: "m.voided = 0 AND (g.office = :office OR u.office = :office)",
    search: &["u.search", "g.search"],
    orders: &[
        Order {
            id: "member",
            segments: &[
                Segment { condition: PRESENT, keys: &["u.sort", "u.name", "m.id"] },
                Segment { condition: LEFT, keys: &["u.sort", "u.name", "m.id"] },
            ],
        },
        Order {
            id: "group",
            segments: &[
                Segment { condition: PRESENT, keys: &["g.sort", "g.title", "m.id"] },
                Segment { condition: LEFT, keys: &["g.sort", "g.title", "m.id"] },
            ],
        },
        Order {
            id: "joined",
            segments: &[
                Segment { condition: PRESENT, keys: &["m.joined_at", "m.id"] },
                Segment { condition: LEFT, keys: &["m.left_at", "m.id"] },
            ],
        },
    ],
    relations: &[
        (Noun::Group, "m.\"group\" = :related"),
        (Noun::User, "m.user = :related"),
        // What a campaign has still to decide, from the own groups on.
        (
            Noun::Review,
            "m.id IN (SELECT o.id FROM groups h JOIN memberships o ON o.\"group\" = h.id WHERE h.office = :office \
             AND h.state = 'active' AND h.admin_room = 0 AND h.voided = 0 AND o.left_at IS NULL AND o.voided = 0 \
             AND NOT EXISTS (SELECT 1 FROM review_decisions d WHERE d.review = :related AND d.membership = o.id \
             AND d.voided = 0))",
        ),
    ],
    conditions: &[
        ("present", PRESENT),
        (
            "in_charge",
            "m.left_at IS NULL AND m.in_charge_from <= :today AND (m.in_charge_until IS NULL OR m.in_charge_until >= :today)",
        ),
        ("left", LEFT),
        ("gone", "m.left_at IS NULL AND (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL)"),
        ("others", "m.left_at IS NULL AND u.office <> :office"),
    ],
};

fn read() -> Read<'static, Membership> {
    Read {
        source: &SOURCE,
        select: Membership::select("m"),
        columns: Membership::width(),
        read: Membership::read,
    }
}

impl Reader<'_> {
    /// A page of memberships: in the own groups, and of own users in others'.
    pub fn memberships(&self, ask: &Ask, window: &Window, limit: usize) -> Result<Page<Case>, StoreError> {
        read().page(self, ask, window, limit)?.completed(|memberships| known::memberships(self, memberships))
    }

    /// The place of a membership in the asked order.
    pub fn locate_membership(&self, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        read().locate(self, ask, id)
    }

    /// How many memberships there are.
    pub fn count_memberships(&self, ask: &Ask) -> Result<u64, StoreError> {
        read().count(self, ask)
    }
}

impl Reader<'_> {
    /// A membership the office may see.
    pub fn membership_case(&self, id: MembershipId) -> Result<Option<MembershipCase>, StoreError> {
        let sql = format!(
            "SELECT {} FROM memberships m WHERE m.id = :id AND m.voided = 0 AND {VISIBLE}",
            Membership::select("m")
        );
        let found = self
            .conn()
            .prepare_cached(&sql)?
            .query_row(named_params! { ":id": id.0, ":office": self.office().0 }, Membership::read)
            .optional()?;
        known::one(found, |found| known::memberships(self, found))
    }

    /// Present memberships of a group, in the order of joining.
    pub fn members_of(&self, group: GroupId) -> Result<Vec<Membership>, StoreError> {
        self.those("m.\"group\" = ? AND m.left_at IS NULL", group.0)
    }

    /// Everybody in the active groups of the own office, group by group, by name.
    pub fn members_of_own_groups(&self) -> Result<Vec<MembershipCase>, StoreError> {
        let sql = format!(
            "SELECT {} FROM groups g JOIN memberships m ON m.\"group\" = g.id JOIN users u ON u.id = m.user \
             WHERE g.office = ? AND g.state = 'active' AND g.admin_room = 0 AND g.voided = 0 AND m.left_at IS NULL \
             AND m.voided = 0 \
             ORDER BY g.sort, g.title, g.id, u.sort, u.name, m.id",
            Membership::select("m")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map([self.office().0], Membership::read)?;
        let members: Vec<Membership> = rows.collect::<rusqlite::Result<_>>()?;
        known::memberships(self, members)
    }

    /// Present memberships of a user.
    pub fn memberships_of(&self, user: UserId) -> Result<Vec<Membership>, StoreError> {
        self.those("m.user = ? AND m.left_at IS NULL", user.0)
    }

    /// Memberships of a group that its last archive ended.
    pub fn ended_by_archive(&self, group: GroupId) -> Result<Vec<Membership>, StoreError> {
        let condition = "m.\"group\" = ? AND m.left_through = 'archive' \
                         AND m.left_at = (SELECT archived_at FROM groups WHERE id = m.\"group\")";
        self.those(condition, group.0)
    }

    /// The membership of `user` in `group` now.
    pub fn membership(&self, group: GroupId, user: UserId) -> Result<Option<Membership>, StoreError> {
        let sql = format!(
            "SELECT {} FROM memberships m WHERE m.\"group\" = ? AND m.user = ? AND m.left_at IS NULL AND m.voided = 0",
            Membership::select("m")
        );
        Ok(self
            .conn()
            .prepare_cached(&sql)?
            .query_row(params![group.0, user.0], Membership::read)
            .optional()?)
    }

    fn those(&self, condition: &str, number: i64) -> Result<Vec<Membership>, StoreError> {
        let sql = format!(
            "SELECT {} FROM memberships m WHERE {condition} AND m.voided = 0 ORDER BY m.id",
            Membership::select("m")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement.query_map([number], Membership::read)?.collect::<rusqlite::Result<_>>()?)
    }
}
