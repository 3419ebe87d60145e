//! What is due, kind by kind: rows with the day that matters. Which day that is follows from the caller's periods.

use rusqlite::named_params;

use super::user::SANCTIONED;
use super::{Reader, StoreError};
use crate::domain::{Id, Noun};
use crate::text::date::Day;

/// A row with something due, and the day it counts from.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The row.
    pub id: Id,
    /// The names and titles that say which row it is, as stored.
    pub names: Vec<String>,
    /// The day that matters: an end, an expiry, a last time; `None` where it never was.
    pub day: Option<Day>,
}

/// A kind of duty, as a question to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Invitations the user has not judged.
    ToJudge,
    /// Invitations that await the admin.
    ToApprove,
    /// Invitations that await the user's acceptance.
    ToAccept,
    /// Active groups of ours whose use has ended.
    ToArchive,
    /// Active patient groups of ours without a member.
    Empty,
    /// Active patient groups of ours without consent or waiver.
    Consent,
    /// People who left and are still members, of our groups or ours.
    Leaver,
    /// Sanctions whose review day is reached.
    Review,
    /// Registered users without a pledge.
    Pledge,
    /// Registered users whose last training on the pledge is older than the day given, or missing.
    Training,
    /// Registered users whose password is older than the day given.
    Password,
    /// Decisions still to be carried out in MCS.
    Mirror,
}

impl Duty {
    fn noun(self) -> Noun {
        match self {
            Duty::ToJudge | Duty::ToApprove | Duty::ToAccept => Noun::Invitation,
            Duty::ToArchive | Duty::Empty | Duty::Consent => Noun::Group,
            Duty::Leaver => Noun::Membership,
            Duty::Review | Duty::Pledge | Duty::Training | Duty::Password => Noun::User,
            Duty::Mirror => Noun::Mirror,
        }
    }

    /// `SELECT number, day, name…` with `:office`, `:today`, `:before` and `:limit`.
    fn sql(self) -> String {
        let inbound = |state: &str| {
            format!(
                "SELECT i.id, i.expires_on, u.name, g.title FROM invitations i JOIN users u ON u.id = i.invitee \
                 JOIN groups g ON g.id = i.\"group\" \
                 WHERE i.open = 1 AND i.voided = 0 AND i.state = '{state}' AND i.expires_on >= :today \
                 AND i.invitee_office = :office ORDER BY i.expires_on, i.id LIMIT :limit"
            )
        };
        let registered =
            "u.office = :office AND u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL";
        let ours = "g.office = :office AND g.voided = 0 AND g.state = 'active'";
        match self {
            Duty::ToJudge => inbound("received"),
            Duty::ToApprove => inbound("judged"),
            Duty::ToAccept => inbound("approved"),
            Duty::ToArchive => format!(
                "SELECT g.id, g.ended_on, g.title FROM groups g WHERE {ours} AND g.ended_on IS NOT NULL \
                 AND g.admin_room = 0 ORDER BY g.ended_on, g.id LIMIT :limit"
            ),
            Duty::Empty => format!(
                "SELECT g.id, NULL, g.title FROM groups g WHERE {ours} AND g.ended_on IS NULL AND g.admin_room = 0 \
                 AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.\"group\" = g.id AND m.left_at IS NULL AND m.voided = 0) \
                 AND EXISTS (SELECT 1 FROM memberships m WHERE m.\"group\" = g.id AND m.left_at IS NOT NULL AND m.voided = 0) \
                 LIMIT :limit"
            ),
            Duty::Consent => format!(
                "SELECT g.id, NULL, g.title FROM groups g WHERE {ours} AND g.kind = 'patient' AND NOT EXISTS \
                 (SELECT 1 FROM consents c WHERE c.\"group\" = g.id AND c.withdrawn_on IS NULL AND c.voided = 0) LIMIT :limit"
            ),
            Duty::Leaver => format!(
                "SELECT m.id, coalesce(u.released_on, u.closed_on), u.name, g.title \
                 FROM users u JOIN memberships m ON m.user = u.id JOIN groups g ON g.id = m.\"group\" \
                 WHERE (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL) AND u.voided = 0 AND m.left_at IS NULL \
                 AND m.voided = 0 AND {} ORDER BY 2, m.id LIMIT :limit",
                super::membership::VISIBLE
            ),
            Duty::Review => format!(
                "SELECT u.id, s.review_on, u.name FROM sanctions s JOIN users u ON u.id = s.user WHERE {registered} \
                 AND s.lifted_at IS NULL AND s.voided = 0 AND s.review_on <= :today AND {SANCTIONED} \
                 ORDER BY s.review_on, u.id LIMIT :limit"
            ),
            Duty::Pledge => format!(
                "SELECT u.id, u.joined_on, u.name FROM users u WHERE {registered} \
                 AND NOT EXISTS (SELECT 1 FROM pledges p WHERE p.user = u.id AND p.voided = 0) LIMIT :limit"
            ),
            Duty::Training => format!(
                "SELECT u.id, (SELECT max(held_on) FROM trainings t WHERE t.user = u.id AND t.covers_pledge = 1 \
                 AND t.voided = 0) AS held, u.name FROM users u WHERE {registered} AND coalesce(held, '') < :before LIMIT :limit"
            ),
            Duty::Password => format!(
                "SELECT u.id, u.password_changed_on, u.name FROM users u WHERE {registered} \
                 AND u.password_changed_on < :before ORDER BY u.password_changed_on, u.id LIMIT :limit"
            ),
            Duty::Mirror => "SELECT r.id, substr(l.at, 1, 10), r.object FROM mirrors r JOIN ledger l ON l.number = r.entry \
                 WHERE r.office = :office AND r.state = 'pending' AND r.voided = 0 ORDER BY r.id LIMIT :limit"
                .to_owned(),
        }
    }
}

impl Reader<'_> {
    /// The rows of one duty, at most `limit`. `before` is the day a period must not have begun before.
    pub fn due(&self, duty: Duty, before: Day, limit: u32) -> Result<Vec<Found>, StoreError> {
        let mut statement = self.conn().prepare_cached(&duty.sql())?;
        let values = named_params! {
            ":office": self.office().0, ":today": self.today().to_string(), ":before": before.to_string(), ":limit": limit,
        };
        // A duty need not name every value: bind those it names.
        for (name, value) in values {
            if let Some(place) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(place, value)?;
            }
        }
        let noun = duty.noun();
        let columns = statement.column_count();
        let rows = statement.raw_query().mapped(|row| {
            let names = (2..columns).map(|place| row.get(place)).collect::<rusqlite::Result<_>>()?;
            Ok(Found { id: Id { noun, number: row.get(0)? }, names, day: super::row::take(row, 1)? })
        });
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
