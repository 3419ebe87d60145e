//! Groups in the store, with patient, consent, hold and members: the case of a group.

use rusqlite::{OptionalExtension, params};

use super::page::{Order, Read, Segment, Source};
use super::row::{Row, table, take};
use super::{Ask, Key, Page, Reader, StoreError, Window, known};
use crate::domain::case::GroupCase;
use crate::domain::{Case, Consent, Group, GroupId, Id, Noun, Patient, PatientId, UserId};
use crate::text::date::{Day, Instant, today};
use crate::text::{fold, search, sort_key};

table! { Patient, PatientId in "patients" { office, name, kana, born_on } derived {
    "folded" = |p| fold::key(&p.name),
    "sort" = |p| sort_key(&p.kana),
} }

table! { Group, GroupId in "groups" {
    office, kind, patient, title, state, ended_on, end_reason, end_note, archived_at, admin_room, urgent_reason, memo,
    kana,
} derived {
    "sort" = |g| sort_key(&g.kana),
    "search" = |g| search::SearchKey::of(&[&g.title, &g.kana, &g.id.to_string()], &[&g.kana]),
} }

table! { Hold, HoldId in "holds" { group, why, set_at, lifted_at } }

table! { Consent, ConsentId in "consents" { group, kind, signed_on, signers, kept_at, withdrawn_on, facts } }

// As the partial indexes have them, word for word: SQLite compares the text.
macro_rules! active {
    () => {
        "g.state = 'active'"
    };
}
macro_rules! ours {
    () => {
        "g.office = :office AND g.state = 'active'"
    };
}
macro_rules! visible {
    () => {
        "(g.office = :office \
          OR EXISTS (SELECT 1 FROM memberships m JOIN users mu ON mu.id = m.user WHERE m.\"group\" = g.id \
             AND m.left_at IS NULL AND m.voided = 0 AND mu.office = :office) \
          OR EXISTS (SELECT 1 FROM invitations gi WHERE gi.\"group\" = g.id AND gi.invitee_office = :office \
             AND gi.voided = 0))"
    };
}

/// SQL that holds for a group the office may see: its own, or one that a user of its is in or invited to.
const VISIBLE: &str = visible!();

const ACTIVE: &str = active!();
const ARCHIVED: &str = "g.state = 'archived'";

/// Active groups before archived ones, own before others'; deleted ones are not listed.
///
/// The usual order walks one index per segment: others' groups are two ranges around the own office's, so that
/// an office with a million groups of its own does not step over them.
static SOURCE: Source = Source {
    from: "groups g",
    related_from: "groups g",
    alias: "g",
    scope: concat!("g.voided = 0 AND g.state <> 'deleted' AND ", visible!()),
    search: &["g.search"],
    orders: &[
        Order {
            id: "kana",
            segments: &[
                Segment { condition: ours!(), keys: BY_READING },
                Segment { condition: "g.office < :office AND g.state = 'active'", keys: BY_OFFICE },
                Segment { condition: "g.office > :office AND g.state = 'active'", keys: BY_OFFICE },
                Segment { condition: "g.office = :office AND g.state = 'archived'", keys: BY_READING },
                Segment { condition: "g.office < :office AND g.state = 'archived'", keys: BY_OFFICE },
                Segment { condition: "g.office > :office AND g.state = 'archived'", keys: BY_OFFICE },
            ],
        },
        Order {
            id: "title",
            segments: &[
                Segment { condition: ACTIVE, keys: &["g.title", "g.id"] },
                Segment { condition: ARCHIVED, keys: &["g.title", "g.id"] },
            ],
        },
        Order {
            id: "members",
            segments: &[
                Segment { condition: ACTIVE, keys: &[MOST_MEMBERS, "g.sort", "g.title", "g.id"] },
                Segment { condition: ARCHIVED, keys: &["g.sort", "g.title", "g.id"] },
            ],
        },
        Order {
            id: "ended",
            segments: &[
                Segment { condition: ACTIVE, keys: &["coalesce(g.ended_on, '9999')", "g.sort", "g.id"] },
                Segment { condition: ARCHIVED, keys: &["coalesce(g.ended_on, '9999')", "g.sort", "g.id"] },
            ],
        },
    ],
    relations: &[(
        Noun::User,
        "g.id IN (SELECT m.\"group\" FROM memberships m WHERE m.user = :related AND m.left_at IS NULL AND m.voided = 0)",
    )],
    conditions: &[
        ("active", ACTIVE),
        ("archived", ARCHIVED),
        ("ours", "g.office = :office"),
        ("candidates", CANDIDATES),
        (
            "no_consent",
            concat!(
                ours!(),
                " AND g.kind = 'patient' AND NOT EXISTS (SELECT 1 FROM consents c WHERE c.\"group\" = g.id \
                 AND c.withdrawn_on IS NULL AND c.voided = 0)"
            ),
        ),
        (
            "held",
            "EXISTS (SELECT 1 FROM holds h WHERE h.\"group\" = g.id AND h.lifted_at IS NULL AND h.voided = 0)",
        ),
    ],
};

const BY_READING: &[&str] = &["g.sort", "g.title", "g.id"];
const BY_OFFICE: &[&str] = &["g.office", "g.sort", "g.title", "g.id"];

/// Most members first.
const MOST_MEMBERS: &str =
    "-(SELECT count(*) FROM memberships m WHERE m.\"group\" = g.id AND m.left_at IS NULL AND m.voided = 0)";

/// Ours, ended longer ago than the first value of 第13条 allows, or with nobody left; see `regulation::archive`.
const CANDIDATES: &str = concat!(
    ours!(),
    " AND g.admin_room = 0 AND (g.ended_on < date(:today, '-7 days') OR (NOT EXISTS (SELECT 1 FROM memberships m \
     WHERE m.\"group\" = g.id AND m.left_at IS NULL AND m.voided = 0) AND EXISTS (SELECT 1 FROM memberships m \
     WHERE m.\"group\" = g.id AND m.left_at IS NOT NULL AND m.voided = 0)))"
);

fn read() -> Read<'static, Group> {
    Read { source: &SOURCE, select: Group::select("g"), columns: Group::width(), read: Group::read }
}

impl Reader<'_> {
    /// A page of groups: the own ones, and others' in which users of ours are.
    pub fn groups(&self, ask: &Ask, window: &Window, limit: usize) -> Result<Page<Case>, StoreError> {
        read().page(self, ask, window, limit)?.completed(|groups| known::groups(self, groups))
    }

    /// The place of a group in the asked order.
    pub fn locate_group(&self, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        read().locate(self, ask, id)
    }

    /// How many groups there are.
    pub fn count_groups(&self, ask: &Ask) -> Result<u64, StoreError> {
        read().count(self, ask)
    }
}

impl Reader<'_> {
    /// A group the office may see.
    pub fn group_case(&self, id: GroupId) -> Result<Option<GroupCase>, StoreError> {
        let sql = format!(
            "SELECT {} FROM groups g WHERE g.id = :id AND g.voided = 0 AND {VISIBLE}",
            Group::select("g")
        );
        let group = self
            .conn()
            .prepare_cached(&sql)?
            .query_row(rusqlite::named_params! { ":id": id.0, ":office": self.office().0 }, Group::read)
            .optional()?;
        known::one(group, |groups| known::groups(self, groups))
    }

    /// Groups of the own office with this title, exactly as stored.
    pub fn groups_by_title(&self, title: &str) -> Result<Vec<Group>, StoreError> {
        let sql = format!(
            "SELECT {} FROM groups g WHERE g.office = ? AND g.title = ? AND g.state <> 'deleted' AND g.voided = 0 ORDER BY g.id",
            Group::select("g")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement
            .query_map(params![self.office().0, title], Group::read)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// The own office's patients whose folded name is the same as `name`'s.
    pub fn patients_like(&self, name: &str) -> Result<Vec<Patient>, StoreError> {
        let sql = format!(
            "SELECT {} FROM patients p WHERE p.office = ? AND p.folded = ? AND p.voided = 0 ORDER BY p.id",
            Patient::select("p")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement
            .query_map(params![self.office().0, fold::key(name)], Patient::read)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// The own office's patients whose group is in use, in the order of their reading, each with its group.
    pub fn patients_in_use(&self) -> Result<Vec<(Patient, GroupId)>, StoreError> {
        let sql = format!(
            "SELECT {}, g.id FROM groups g JOIN patients p ON p.id = g.patient WHERE g.office = ? \
             AND g.state = 'active' AND g.voided = 0 AND p.voided = 0 ORDER BY g.sort, g.title, g.id",
            Patient::select("p")
        );
        let place = Patient::COLUMNS.len() + 2;
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement
            .query_map([self.office().0], |row| Ok((Patient::read(row)?, GroupId(row.get(place)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A patient of the own office.
    pub fn patient(&self, id: PatientId) -> Result<Option<Patient>, StoreError> {
        Ok(patient(self, id)?.filter(|patient| patient.office == self.office()))
    }

    /// The own office's patients born on `day` whose reading says the same as `kana`.
    pub fn patients_born(&self, day: Day, kana: &str) -> Result<Vec<Patient>, StoreError> {
        let sql = format!(
            "SELECT {} FROM patients p WHERE p.office = ? AND p.born_on = ? AND p.voided = 0 ORDER BY p.id",
            Patient::select("p")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let mut born: Vec<Patient> = statement
            .query_map(params![self.office().0, day.to_string()], Patient::read)?
            .collect::<rusqlite::Result<_>>()?;
        born.retain(|patient| fold::key(&patient.kana) == fold::key(kana));
        Ok(born)
    }

    /// A group's consents and waivers not withdrawn.
    pub fn consents_of(&self, group: GroupId) -> Result<Vec<Consent>, StoreError> {
        let sql = format!(
            "SELECT {} FROM consents c WHERE c.\"group\" = ? AND c.withdrawn_on IS NULL AND c.voided = 0 ORDER BY c.id",
            Consent::select("c")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement.query_map([group.0], Consent::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The day on which somebody besides the founder first joined a group.
    pub fn first_sharing(&self, group: GroupId) -> Result<Option<Day>, StoreError> {
        let sql = "SELECT min(joined_at) FROM memberships WHERE \"group\" = ? AND through <> 'founding' AND voided = 0";
        let first: Option<Instant> =
            self.conn().prepare_cached(sql)?.query_row([group.0], |row| take(row, 0))?;
        Ok(first.map(today))
    }

    /// A patient's groups that are not deleted, active ones first.
    pub fn groups_of_patient(&self, patient: PatientId) -> Result<Vec<Group>, StoreError> {
        let sql = format!(
            "SELECT {} FROM groups g WHERE g.patient = ? AND g.state <> 'deleted' AND g.voided = 0 ORDER BY g.state, g.id",
            Group::select("g")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement.query_map([patient.0], Group::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Is `user` a member of `group` now.
    pub fn is_member(&self, group: GroupId, user: UserId) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM memberships WHERE \"group\" = ? AND user = ? AND left_at IS NULL AND voided = 0)";
        Ok(self.conn().prepare_cached(sql)?.query_row([group.0, user.0], |row| row.get(0))?)
    }
}

fn patient(reader: &Reader<'_>, id: PatientId) -> Result<Option<Patient>, StoreError> {
    let sql = format!("SELECT {} FROM patients p WHERE p.id = ? AND p.voided = 0", Patient::select("p"));
    Ok(reader.conn().prepare_cached(&sql)?.query_row([id.0], Patient::read).optional()?)
}
