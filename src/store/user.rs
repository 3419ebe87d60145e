//! Users in the store, with their sanctions, pledges and trainings: the case of a user.

use rusqlite::{OptionalExtension, named_params, params};

use super::page::{Order, Read, Segment, Source};
use super::row::{Row, table};
use super::{Ask, Key, Page, Reader, StoreError, Window, known};
use crate::domain::case::{LookAlike, UserCase};
use crate::domain::mail::MailAddress;
use crate::domain::{Case, Id, Noun, OfficeId, Sanction, Standing, User, UserId};
use crate::text::{fold, search, sort_key};

table! { User, UserId in "users" {
    office, mcs_id, name, kana, occupation, mail, admin_since, password_changed_on, joined_on, leave_from,
    leave_until, released_on, closed_on, memo, last_day, reminded_on, terms_agreed_on, points_read_on, profile_on,
    photo_on,
} derived {
    "mailbox" = |u| mailbox(&u.mail),
    "sort" = |u| sort_key(&u.kana),
    "folded" = |u| fold::key(&u.name),
    "search" = |u| search::SearchKey::of(&[&u.name, &u.kana, &u.mail, &u.mcs_id, &u.id.to_string()], &[&u.kana]),
} }

table! { Sanction, SanctionId in "sanctions" {
    user, level, reason, evidence, from as "from_on", until as "until_on", review_on, lifted_at, lift_reason,
} }

table! { Pledge, PledgeId in "pledges" { user, kind, signed_on, kept_at, facts } }

table! { Training, TrainingId in "trainings" { office, user, held_on, topic, covers_pledge, facts } }

/// The mailbox that a stored address names; empty where there is none.
fn mailbox(mail: &str) -> String {
    MailAddress::parse(mail).map(|(address, _)| address.mailbox()).unwrap_or_default()
}

/// SQL that holds for a user of ours who is neither released nor gone.
pub(super) const REGISTERED: &str = "released_on IS NULL AND closed_on IS NULL AND voided = 0";

macro_rules! sanctioned {
    () => {
        "EXISTS (SELECT 1 FROM sanctions s WHERE s.user = u.id AND s.lifted_at IS NULL AND s.voided = 0 \
         AND (s.until_on IS NULL OR s.until_on >= :today))"
    };
}

/// SQL that holds for a user under a sanction in force; `:today` is the day.
pub(super) use sanctioned;

pub(super) const SANCTIONED: &str = sanctioned!();

// As the partial indexes have them, word for word: SQLite compares the text.
macro_rules! registered {
    () => {
        "u.released_on IS NULL AND u.closed_on IS NULL"
    };
}
const HERE: &str = registered!();
const GONE: &str = "(u.released_on IS NOT NULL OR u.closed_on IS NOT NULL)";

/// SQL that holds for a user of the own office, or one who stands on its groups and invitations.
const KNOWN: &str = "(u.office = :office \
    OR EXISTS (SELECT 1 FROM memberships m JOIN groups g ON g.id = m.\"group\" WHERE m.user = u.id \
       AND g.office = :office AND m.voided = 0) \
    OR EXISTS (SELECT 1 FROM invitations i WHERE i.invitee = u.id AND i.inviter_office = :office AND i.voided = 0))";

/// Registered users first, then those who have left.
static SOURCE: Source = Source {
    from: "users u",
    related_from: "users u",
    alias: "u",
    scope: "u.voided = 0 AND u.office = :office",
    search: &["u.search"],
    orders: &[
        Order {
            id: "kana",
            segments: &[
                Segment { condition: HERE, keys: &["u.sort", "u.name", "u.id"] },
                Segment { condition: GONE, keys: &["u.sort", "u.name", "u.id"] },
            ],
        },
        Order {
            id: "occupation",
            segments: &[
                Segment { condition: HERE, keys: &["u.occupation", "u.sort", "u.name", "u.id"] },
                Segment { condition: GONE, keys: &["u.occupation", "u.sort", "u.name", "u.id"] },
            ],
        },
        Order {
            id: "groups",
            segments: &[
                Segment { condition: HERE, keys: &[MOST_GROUPS, "u.sort", "u.name", "u.id"] },
                Segment { condition: GONE, keys: &["u.sort", "u.name", "u.id"] },
            ],
        },
        Order {
            id: "joined",
            segments: &[
                Segment { condition: HERE, keys: &["coalesce(u.joined_on, '9999')", "u.id"] },
                Segment { condition: GONE, keys: &["coalesce(u.joined_on, '9999')", "u.id"] },
            ],
        },
    ],
    relations: &[
        (Noun::Office, "u.office = :related"),
        (
            Noun::Group,
            "u.id IN (SELECT m.user FROM memberships m WHERE m.\"group\" = :related AND m.left_at IS NULL AND m.voided = 0)",
        ),
    ],
    conditions: &[
        ("registered", HERE),
        ("gone", GONE),
        ("restricted", concat!(registered!(), " AND ", sanctioned!())),
        (
            "on_leave",
            concat!(
                registered!(),
                " AND u.leave_from <= :today AND (u.leave_until IS NULL OR u.leave_until >= :today)"
            ),
        ),
        ("admins", concat!(registered!(), " AND u.admin_since IS NOT NULL")),
        (
            "no_pledge",
            concat!(
                registered!(),
                " AND NOT EXISTS (SELECT 1 FROM pledges p WHERE p.user = u.id AND p.voided = 0)"
            ),
        ),
    ],
};

/// Most groups first.
const MOST_GROUPS: &str =
    "-(SELECT count(*) FROM memberships m WHERE m.user = u.id AND m.left_at IS NULL AND m.voided = 0)";

fn read() -> Read<'static, User> {
    Read { source: &SOURCE, select: User::select("u"), columns: User::width(), read: User::read }
}

impl Reader<'_> {
    /// A page of the own office's users.
    pub fn users(&self, ask: &Ask, window: &Window, limit: usize) -> Result<Page<Case>, StoreError> {
        read().page(self, ask, window, limit)?.completed(|users| known::users(self, users))
    }

    /// The place of a user in the asked order.
    pub fn locate_user(&self, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        read().locate(self, ask, id)
    }

    /// How many users there are.
    pub fn count_users(&self, ask: &Ask) -> Result<u64, StoreError> {
        read().count(self, ask)
    }

    /// The registered user of the own office whose mailbox this is, however the address is written.
    pub fn user_by_mailbox(&self, mail: &MailAddress) -> Result<Option<User>, StoreError> {
        let sql = format!(
            "SELECT {} FROM users u WHERE u.office = ? AND u.mailbox = ? AND {REGISTERED}",
            User::select("u")
        );
        let found = params![self.office().0, mail.mailbox()];
        Ok(self.conn().prepare_cached(&sql)?.query_row(found, User::read).optional()?)
    }

    /// The user of the own office who left last and had this mailbox.
    pub fn former_user_by_mailbox(&self, mail: &MailAddress) -> Result<Option<User>, StoreError> {
        let sql = format!(
            "SELECT {} FROM users u WHERE u.office = ? AND u.mailbox = ? AND u.voided = 0 AND {GONE} \
             ORDER BY coalesce(u.released_on, u.closed_on) DESC, u.id DESC LIMIT 1",
            User::select("u")
        );
        let found = params![self.office().0, mail.mailbox()];
        Ok(self.conn().prepare_cached(&sql)?.query_row(found, User::read).optional()?)
    }

    /// A user of the own office, or one of another office who stands on the own groups and invitations.
    pub fn known_user(&self, id: UserId) -> Result<Option<UserCase>, StoreError> {
        let sql = format!(
            "SELECT {} FROM users u WHERE u.id = :id AND u.voided = 0 AND {KNOWN}",
            User::select("u")
        );
        let found = self
            .conn()
            .prepare_cached(&sql)?
            .query_row(named_params! { ":id": id.0, ":office": self.office().0 }, User::read)
            .optional()?;
        known::one(found, |found| known::users(self, found))
    }

    /// Puts together what is known of any user: for whoever is being invited.
    pub fn user_case_of_any(&self, user: User) -> Result<UserCase, StoreError> {
        known::all_of(known::users(self, vec![user])?)
    }

    /// Every registered user of the own office, in the order of their readings.
    pub fn registered_users(&self) -> Result<Vec<User>, StoreError> {
        let sql = format!(
            "SELECT {} FROM users u WHERE u.office = ? AND u.voided = 0 AND {HERE} ORDER BY u.sort, u.name, u.id",
            User::select("u")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map([self.office().0], User::read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Users of another office, by name as far as the register knows them.
    pub fn users_of_office_like(&self, office: OfficeId, name: &str) -> Result<Vec<User>, StoreError> {
        let sql = format!(
            "SELECT {} FROM users u WHERE u.office = ? AND u.folded = ? AND {REGISTERED} ORDER BY u.id",
            User::select("u")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map(params![office.0, fold::key(name)], User::read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How any user stands today; `None` where there is no such user.
    pub fn standing_of(&self, id: UserId) -> Result<Option<Standing>, StoreError> {
        let Some(user) = self.user(id)? else { return Ok(None) };
        Ok(Some(user.standing(self.sanction_of(id)?.as_ref(), self.today())))
    }

    /// People of the same office, still registered, whom one could take for `user`.
    pub fn namesakes(&self, user: &User) -> Result<Vec<LookAlike>, StoreError> {
        lookalikes(self, user)
    }

    /// A user of the own office.
    pub fn user_case(&self, id: UserId) -> Result<Option<UserCase>, StoreError> {
        match self.user(id)? {
            Some(user) if user.office == self.office() => {
                known::one(Some(user), |users| known::users(self, users))
            }
            Some(_) | None => Ok(None),
        }
    }

    /// Any user, by number, whatever the office: for those who stand on our own groups and invitations.
    pub(super) fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let sql = format!("SELECT {} FROM users u WHERE u.id = ? AND u.voided = 0", User::select("u"));
        Ok(self.conn().prepare_cached(&sql)?.query_row([id.0], User::read).optional()?)
    }

    /// Registered users of the own office whose folded name is the same as `name`'s.
    pub fn users_like(&self, name: &str) -> Result<Vec<User>, StoreError> {
        let sql = format!(
            "SELECT {} FROM users u WHERE u.office = ? AND u.folded = ? AND {REGISTERED} ORDER BY u.id LIMIT 9",
            User::select("u")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map(params![self.office().0, fold::key(name)], User::read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Users of the own office of that name who were released or closed their account, the latest first.
    pub fn users_gone_like(&self, name: &str) -> Result<Vec<User>, StoreError> {
        let sql = format!(
            "SELECT {} FROM users u WHERE u.office = ? AND u.folded = ? AND u.voided = 0 AND {GONE} \
             ORDER BY u.id DESC LIMIT 9",
            User::select("u")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map(params![self.office().0, fold::key(name)], User::read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The latest sanction on a user that was not lifted, in force or run out.
    pub fn sanction_of(&self, user: UserId) -> Result<Option<Sanction>, StoreError> {
        let tail = "s.user = ? AND s.lifted_at IS NULL AND s.voided = 0 ORDER BY s.id DESC LIMIT 1";
        let sql = format!("SELECT {} FROM sanctions s WHERE {tail}", Sanction::select("s"));
        Ok(self.conn().prepare_cached(&sql)?.query_row([user.0], Sanction::read).optional()?)
    }
}

impl Reader<'_> {
    /// The admins of the office that looks, as users.
    pub fn appointed(&self) -> Result<Vec<Id>, StoreError> {
        let sql = format!(
            "SELECT u.id FROM users u WHERE u.office = ? AND u.admin_since IS NOT NULL AND u.{REGISTERED} ORDER BY u.id"
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let ids = statement.query_map([self.office().0], |row| Ok(UserId(row.get(0)?).id()))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }
}

/// Active admins of an office: appointed, registered, and under no sanction in force.
pub(super) fn active_admins(reader: &Reader<'_>, office: OfficeId) -> Result<u32, StoreError> {
    let sql = format!(
        "SELECT count(*) FROM users u WHERE u.office = :office AND u.admin_since IS NOT NULL AND u.{REGISTERED} AND NOT {SANCTIONED}"
    );
    let today = reader.today().to_string();
    Ok(reader
        .conn()
        .prepare_cached(&sql)?
        .query_row(rusqlite::named_params! { ":office": office.0, ":today": today }, |row| row.get(0))?)
}

/// People of the same office, still registered, whose folded name is the same.
fn lookalikes(reader: &Reader<'_>, user: &User) -> Result<Vec<LookAlike>, StoreError> {
    let sql = format!(
        "SELECT {} FROM users u WHERE u.office = ? AND u.folded = ? AND u.id <> ? AND {REGISTERED} ORDER BY u.id LIMIT 9",
        User::select("u")
    );
    let mut statement = reader.conn().prepare_cached(&sql)?;
    let rows = statement.query_map(params![user.office.0, fold::key(&user.name), user.id.0], User::read)?;
    rows.map(|row| {
        let user = row?;
        Ok(LookAlike { id: user.id, name: user.name, occupation: user.occupation })
    })
    .collect()
}
