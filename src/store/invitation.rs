//! Invitations in the store: the flat row, its states, and the case with both sides.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, named_params, params};

use super::column::Column;
use super::page::{Order, Read, Segment, Source};
use super::row::{Row, take};
use super::{Ask, Key, Page, Reader, StoreError, Window, group, user};
use crate::domain::case::InvitationCase;
use crate::domain::*;
use crate::text::date::Instant;

/// SQL that holds for an invitation the office may see: to its user, by it, or into its group.
pub(super) const VISIBLE: &str =
    "(i.invitee_office = :office OR i.inviter_office = :office OR i.group_office = :office)";

const OPEN: &str = "i.open = 1 AND i.expires_on >= :today";
const EXPIRED: &str = "i.open = 1 AND i.expires_on < :today";
const CLOSED: &str = "i.open = 0";

/// Open invitations first, then expired, then closed ones.
static SOURCE: Source = Source {
    from: "invitations i JOIN users u ON u.id = i.invitee JOIN groups g ON g.id = i.\"group\"",
    alias: "i",
    scope: "i.voided = 0 AND (i.invitee_office = :office OR i.inviter_office = :office OR i.group_office = :office)",
    // The id as the search key folds it: every hyphen is a long mark there.
    search: &["u.search", "g.search", "'iー' || printf('%04d', i.id)"],
    orders: &[
        Order {
            id: "expires",
            segments: &[
                Segment { condition: OPEN, keys: &["i.expires_on", "i.id"] },
                Segment { condition: EXPIRED, keys: &["i.expires_on", "i.id"] },
                Segment { condition: CLOSED, keys: &["i.expires_on", "i.id"] },
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
    relations: &[(Noun::Group, "i.\"group\" = :related"), (Noun::User, "i.invitee = :related")],
    conditions: &[
        ("open", OPEN),
        (
            "received",
            "i.state = 'received' AND i.open = 1 AND i.expires_on >= :today AND i.invitee_office = :office",
        ),
        (
            "judged",
            "i.state = 'judged' AND i.open = 1 AND i.expires_on >= :today AND i.invitee_office = :office",
        ),
        ("approved", "i.state = 'approved' AND i.open = 1 AND i.expires_on >= :today"),
        ("closed", CLOSED),
    ],
};

fn read() -> Read<'static, Invitation> {
    Read {
        source: &SOURCE,
        select: Invitation::select("i"),
        columns: Invitation::COLUMNS.len() + 2,
        read: Invitation::read,
    }
}

impl Reader<'_> {
    /// A page of invitations.
    pub fn invitations(&self, ask: &Ask, window: &Window, limit: usize) -> Result<Page<Case>, StoreError> {
        read().page(self, ask, window, limit)?.completed(|invitation| complete(self, invitation))
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

    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Invitation> {
        Ok(Invitation {
            id: InvitationId(row.get(0)?),
            version: row.get(1)?,
            group: take(row, 2)?,
            group_office: take(row, 3)?,
            invitee: take(row, 4)?,
            invitee_office: take(row, 5)?,
            inviter: take(row, 6)?,
            inviter_name: row.get(7)?,
            inviter_office: take(row, 8)?,
            message: row.get(9)?,
            invited_on: take(row, 10)?,
            expires_on: take(row, 11)?,
            progress: progress(row)?,
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
fn progress(row: &rusqlite::Row<'_>) -> rusqlite::Result<Progress> {
    let state: InvitationState = take(row, 12)?;
    Ok(match state {
        InvitationState::Received | InvitationState::Expired => Progress::Received(Received),
        InvitationState::Judged => Progress::Judged(Judged { judgement: judgement(row)? }),
        InvitationState::Approved => Progress::Approved(approved(row)?),
        InvitationState::Accepted => Progress::Accepted(approved(row)?, take(row, 17)?),
        InvitationState::Declined => Progress::Declined(closing(row)?),
        InvitationState::Rejected => Progress::Rejected(closing(row)?),
        InvitationState::Withdrawn => Progress::Withdrawn(closing(row)?),
        InvitationState::Void => Progress::Void(closing(row)?),
    })
}

fn judgement(row: &rusqlite::Row<'_>) -> rusqlite::Result<JudgementByUser> {
    Ok(JudgementByUser { at: take(row, 13)?, by: take(row, 14)? })
}

fn approved(row: &rusqlite::Row<'_>) -> rusqlite::Result<Approved> {
    Ok(Approved { judgement: judgement(row)?, approval: Approval { at: take(row, 15)?, by: take(row, 16)? } })
}

fn closing(row: &rusqlite::Row<'_>) -> rusqlite::Result<Closing> {
    let at: Instant = take(row, 18)?;
    Ok(Closing { at, by: row.get(19)?, reason: row.get(20)? })
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
        found.map(|invitation| complete(self, invitation)).transpose()
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

/// Puts together both sides of an invitation.
pub(super) fn complete(reader: &Reader<'_>, invitation: Invitation) -> Result<InvitationCase, StoreError> {
    let missing = |what: &str| StoreError::Damaged(format!("{} of invitation {}", what, invitation.id));
    let invitee = reader.user(invitation.invitee)?.ok_or_else(|| missing("the invitee"))?;
    let group = reader.group(invitation.group)?.ok_or_else(|| missing("the group"))?;
    Ok(InvitationCase {
        invitee: user::complete(reader, invitee)?,
        group: group::complete(reader, group)?,
        inviter_office_name: reader.office_name(invitation.inviter_office)?,
        invitee_office_name: reader.office_name(invitation.invitee_office)?,
        inviter_standing: inviter_standing(reader, &invitation)?,
        is_member: reader.is_member(invitation.group, invitation.invitee)?,
        pending_marks: reader.pending_marks(invitation.id.id())?,
        invitation,
    })
}

fn inviter_standing(reader: &Reader<'_>, invitation: &Invitation) -> Result<Option<Standing>, StoreError> {
    let Some(id) = invitation.inviter else { return Ok(None) };
    let Some(inviter) = reader.user(id)? else { return Ok(None) };
    Ok(Some(inviter.standing(reader.sanction_of(id)?.as_ref(), reader.today())))
}
