//! Invitations in the store: the flat row, its states, and the case with both sides.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, named_params, params};

use super::column::Column;
use super::page::{Order, Read, Segment, Source};
use super::row::{Row, take};
use super::{Ask, Key, Page, Reader, StoreError, Window, known};
use crate::domain::case::InvitationCase;
use crate::domain::*;
use crate::text::date::Instant;

/// SQL that holds for an invitation the office may see: to its user, by it, or into its group.
pub(super) const VISIBLE: &str =
    "(i.invitee_office = :office OR i.inviter_office = :office OR i.group_office = :office)";

// Asked of the office's own index of invitations: see `schema/0010_invitations_of_office.sql`.
macro_rules! open {
    () => {
        "v.open = 1 AND v.expires_on >= :today"
    };
}
const OPEN: &str = open!();
const EXPIRED: &str = "v.open = 1 AND v.expires_on < :today";
const CLOSED: &str = "v.open = 0";

/// Open invitations first, then expired, then closed ones.
static SOURCE: Source = Source {
    // LEFT, though both are always there: a count that asks neither of them then reads neither of them.
    from: "invitation_offices v JOIN invitations i ON i.id = v.invitation LEFT JOIN users u ON u.id = i.invitee \
           LEFT JOIN groups g ON g.id = i.\"group\"",
    // From the row's own index: a walk over all that the office sees would find them, too, and take long.
    related_from: "invitations i CROSS JOIN invitation_offices v ON v.invitation = i.id LEFT JOIN users u ON u.id = i.invitee \
                   LEFT JOIN groups g ON g.id = i.\"group\"",
    alias: "i",
    scope: "v.office = :office AND i.voided = 0",
    // The id as the search key folds it: every hyphen is a long mark there.
    search: &["u.search", "g.search", "'iー' || printf('%04d', i.id)"],
    orders: &[
        Order {
            id: "expires",
            segments: &[
                Segment { condition: OPEN, keys: &["v.expires_on", "v.invitation"] },
                Segment { condition: EXPIRED, keys: &["v.expires_on", "v.invitation"] },
                Segment { condition: CLOSED, keys: &["v.expires_on", "v.invitation"] },
            ],
        },
        Order {
            id: "invitee",
            segments: &[
                Segment { condition: OPEN, keys: &["u.sort", "u.name", "i.id"] },
                Segment { condition: EXPIRED, keys: &["u.sort", "u.name", "i.id"] },
                Segment { condition: CLOSED, keys: &["u.sort", "u.name", "i.id"] },
            ],
        },
        Order {
            id: "invited",
            segments: &[
                Segment { condition: OPEN, keys: &["i.invited_on", "i.id"] },
                Segment { condition: EXPIRED, keys: &["i.invited_on", "i.id"] },
                Segment { condition: CLOSED, keys: &["i.invited_on", "i.id"] },
            ],
        },
    ],
    relations: &[
        (Noun::Group, "i.\"group\" = :related"),
        (
            Noun::User,
            "i.id IN (WITH q (n) AS (SELECT :related) \
             SELECT x.id FROM q JOIN invitations x ON x.invitee = q.n AND x.open = 1 AND x.voided = 0 UNION ALL \
             SELECT x.id FROM q JOIN invitations x ON x.invitee = q.n AND x.open = 0 AND x.voided = 0)",
        ),
    ],
    conditions: &[
        ("open", OPEN),
        ("received", concat!("i.state = 'received' AND i.invitee_office = :office AND ", open!())),
        ("judged", concat!("i.state = 'judged' AND i.invitee_office = :office AND ", open!())),
        ("approved", concat!("i.state = 'approved' AND ", open!())),
        ("closed", CLOSED),
    ],
};

fn read() -> Read<'static, Invitation> {
    Read {
        source: &SOURCE,
        select: Invitation::select("i"),
        columns: Invitation::width(),
        read: Invitation::read,
    }
}

impl Reader<'_> {
    /// A page of invitations.
    pub fn invitations(&self, ask: &Ask, window: &Window, limit: usize) -> Result<Page<Case>, StoreError> {
        read().page(self, ask, window, limit)?.completed(|invitations| known::invitations(self, invitations))
    }

    /// The place of an invitation in the asked order.
    pub fn locate_invitation(&self, ask: &Ask, id: Id) -> Result<Option<Key>, StoreError> {
        read().locate(self, ask, id)
    }

    /// How many invitations there are.
    pub fn count_invitations(&self, ask: &Ask) -> Result<u64, StoreError> {
        read().count(self, ask)
    }
}

impl Row for Invitation {
    const TABLE: &'static str = "invitations";
    const COLUMNS: &'static [&'static str] = &[
        "group",
        "group_office",
        "invitee",
        "invitee_office",
        "inviter",
        "inviter_name",
        "inviter_office",
        "message",
        "invited_on",
        "expires_on",
        "state",
        "judged_at",
        "judged_by",
        "approved_at",
        "approved_by",
        "accepted_at",
        "closed_at",
        "closed_by",
        "close_reason",
        "open",
    ];

    fn noun(&self) -> Noun {
        Noun::Invitation
    }

    fn number(&self) -> i64 {
        self.id.0
    }

    fn version(&self) -> u32 {
        self.version
    }

    fn values(&self) -> Vec<Value> {
        let state = self.progress.state();
        let mut values = vec![
            self.group.put(),
            self.group_office.put(),
            self.invitee.put(),
            self.invitee_office.put(),
            self.inviter.put(),
            self.inviter_name.put(),
            self.inviter_office.put(),
            self.message.put(),
            self.invited_on.put(),
            self.expires_on.put(),
            state.put(),
        ];
        values.extend(steps(&self.progress));
        values.push(state.is_open().put());
        values
    }

    fn read_at(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Invitation> {
        Ok(Invitation {
            id: InvitationId(row.get(at)?),
            version: row.get(at + 1)?,
            group: take(row, at + 2)?,
            group_office: take(row, at + 3)?,
            invitee: take(row, at + 4)?,
            invitee_office: take(row, at + 5)?,
            inviter: take(row, at + 6)?,
            inviter_name: row.get(at + 7)?,
            inviter_office: take(row, at + 8)?,
            message: row.get(at + 9)?,
            invited_on: take(row, at + 10)?,
            expires_on: take(row, at + 11)?,
            progress: progress(row, at)?,
        })
    }
}

/// The eight columns of the steps taken: judged, approved, accepted, closed.
fn steps(progress: &Progress) -> Vec<Value> {
    let judged = |j: &JudgementByUser| [j.at.put(), j.by.put()];
    let approved = |a: &Approval| [a.at.put(), a.by.put()];
    let none = || [Value::Null, Value::Null];
    let (judgement, approval, accepted, closing) = match progress {
        Progress::Received(_) => (none(), none(), Value::Null, None),
        Progress::Judged(j) => (judged(&j.judgement), none(), Value::Null, None),
        Progress::Approved(a) => (judged(&a.judgement), approved(&a.approval), Value::Null, None),
        Progress::Accepted(a, at) => (judged(&a.judgement), approved(&a.approval), at.put(), None),
        Progress::Declined(c) | Progress::Rejected(c) | Progress::Withdrawn(c) | Progress::Void(c) => {
            (none(), none(), Value::Null, Some(c))
        }
    };
    let mut out: Vec<Value> = judgement.into_iter().chain(approval).collect();
    out.push(accepted);
    out.push(closing.map(|c| c.at).put());
    out.push(closing.map_or(String::new(), |c| c.by.clone()).into());
    out.push(closing.map_or(String::new(), |c| c.reason.clone()).into());
    out
}

/// Reads the progress back; a state without its facts is damage.
fn progress(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Progress> {
    let state: InvitationState = take(row, at + 12)?;
    Ok(match state {
        InvitationState::Received | InvitationState::Expired => Progress::Received(Received),
        InvitationState::Judged => Progress::Judged(Judged { judgement: judgement(row, at)? }),
        InvitationState::Approved => Progress::Approved(approved(row, at)?),
        InvitationState::Accepted => Progress::Accepted(approved(row, at)?, take(row, at + 17)?),
        InvitationState::Declined => Progress::Declined(closing(row, at)?),
        InvitationState::Rejected => Progress::Rejected(closing(row, at)?),
        InvitationState::Withdrawn => Progress::Withdrawn(closing(row, at)?),
        InvitationState::Void => Progress::Void(closing(row, at)?),
    })
}

fn judgement(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<JudgementByUser> {
    Ok(JudgementByUser { at: take(row, at + 13)?, by: take(row, at + 14)? })
}

fn approved(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Approved> {
    Ok(Approved {
        judgement: judgement(row, at)?,
        approval: Approval { at: take(row, at + 15)?, by: take(row, at + 16)? },
    })
}

fn closing(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Closing> {
    let closed_at: Instant = take(row, at + 18)?;
    Ok(Closing { at: closed_at, by: row.get(at + 19)?, reason: row.get(at + 20)? })
}

impl Reader<'_> {
    /// An invitation the office may see.
    pub fn invitation_case(&self, id: InvitationId) -> Result<Option<InvitationCase>, StoreError> {
        let sql = format!(
            "SELECT {} FROM invitations i WHERE i.id = :id AND i.voided = 0 AND {VISIBLE}",
            Invitation::select("i")
        );
        let found = self
            .conn()
            .prepare_cached(&sql)?
            .query_row(named_params! { ":id": id.0, ":office": self.office().0 }, Invitation::read)
            .optional()?;
        known::one(found, |found| known::invitations(self, found))
    }

    /// The invitations among these that the office may see.
    pub fn invitation_cases(&self, ids: &[InvitationId]) -> Result<Vec<InvitationCase>, StoreError> {
        let sql = format!(
            "SELECT {} FROM json_each(:ids) k CROSS JOIN invitations i ON i.id = k.value AND i.voided = 0 \
             WHERE {VISIBLE}",
            Invitation::select("i")
        );
        let ids = known::listed(ids.iter().map(|id| id.0));
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement
            .query_map(named_params! { ":ids": ids, ":office": self.office().0 }, Invitation::read)?;
        known::invitations(self, rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Open invitations into a group, expired ones left out.
    pub fn open_invitations_into(&self, group: GroupId) -> Result<Vec<Invitation>, StoreError> {
        self.open_invitations("i.\"group\" = ?", group.0)
    }

    /// Open invitations to a user, expired ones left out.
    pub fn open_invitations_to(&self, user: UserId) -> Result<Vec<Invitation>, StoreError> {
        self.open_invitations("i.invitee = ?", user.0)
    }

    /// Every invitation of a user into a group, whatever became of it.
    pub fn invitations_between(
        &self,
        group: GroupId,
        invitee: UserId,
    ) -> Result<Vec<Invitation>, StoreError> {
        let sql = format!(
            "SELECT {} FROM invitations i WHERE i.\"group\" = ? AND i.invitee = ? AND i.voided = 0 ORDER BY i.id",
            Invitation::select("i")
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement
            .query_map(params![group.0, invitee.0], Invitation::read)?
            .collect::<rusqlite::Result<_>>()?)
    }

    fn open_invitations(&self, condition: &str, number: i64) -> Result<Vec<Invitation>, StoreError> {
        let sql = format!(
            "SELECT {} FROM invitations i WHERE {condition} AND i.open = 1 AND i.voided = 0 AND i.expires_on >= ? ORDER BY i.id",
            Invitation::select("i")
        );
        let today = self.today().to_string();
        let mut statement = self.conn().prepare_cached(&sql)?;
        Ok(statement.query_map(params![number, today], Invitation::read)?.collect::<rusqlite::Result<_>>()?)
    }
}
