//! What is due, kind by kind: rows with the days that matter. Which day is the last one follows from the caller's periods.
//!
//! Costs what is due, not what there is: gaps are kept in tables of their own by triggers (`schema/0003_due.sql`),
//! and days are asked of an index.

use rusqlite::named_params;

use super::user::SANCTIONED;
use super::{Reader, StoreError};
use crate::domain::{Id, Noun};
use crate::text::date::Day;

/// A row with something due.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The row.
    pub id: Id,
    /// Since when: an invitation's day, a last time, the end of a use; `None` where it never was.
    pub since: Option<Day>,
    /// The day that matters: an expiry, an end, a review; `None` where it never was.
    pub day: Option<Day>,
    /// What a filter looks in.
    pub search: String,
    /// The names and titles that say which row it is, as stored.
    pub names: Vec<String>,
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
    /// Active groups of ours whose last member has left.
    Empty,
    /// Active patient groups of ours without consent or waiver.
    Consent,
    /// People who left and are still members, of our groups or ours.
    Leaver,
    /// Sanctions in force whose review day is reached.
    Review,
    /// Sanctions that ended by their day, on the day given or after.
    Ended,
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
            Duty::Review | Duty::Ended | Duty::Pledge | Duty::Training | Duty::Password => Noun::User,
            Duty::Mirror => Noun::Mirror,
        }
    }

    /// `SELECT number, since, day, search, name…` with `:office`, `:today`, `:before` and `:limit`.
    pub(super) fn sql(self) -> String {
        match self {
            Duty::ToJudge => inbound("received"),
            Duty::ToApprove => inbound("judged"),
            Duty::ToAccept => inbound("approved"),
            Duty::ToArchive => "SELECT g.id, g.ended_on, g.ended_on, g.search, g.title FROM groups g \
                 WHERE g.office = :office AND g.voided = 0 AND g.state = 'active' AND g.ended_on IS NOT NULL \
                 AND g.admin_room = 0 ORDER BY g.ended_on, g.id LIMIT :limit"
                .to_owned(),
            Duty::Empty => gap_of_group("due_empties"),
            Duty::Consent => gap_of_group("due_consents"),
            Duty::Leaver => "SELECT m.id, coalesce(u.released_on, u.closed_on), coalesce(u.released_on, u.closed_on), \
                 u.search || char(10) || g.search, u.name, g.title FROM due_leavers d \
                 JOIN memberships m ON m.id = d.membership JOIN users u ON u.id = m.user \
                 JOIN groups g ON g.id = m.\"group\" WHERE d.office = :office ORDER BY d.membership LIMIT :limit"
                .to_owned(),
            Duty::Review => format!(
                "SELECT u.id, s.from_on, s.review_on, u.search, u.name FROM due_sanctions d \
                 JOIN sanctions s ON s.id = d.sanction JOIN users u ON u.id = s.user \
                 WHERE d.office = :office AND d.day <= :today AND s.review_on <= :today AND u.voided = 0 \
                 AND u.released_on IS NULL AND u.closed_on IS NULL AND {SANCTIONED} \
                 ORDER BY d.day, d.sanction LIMIT :limit"
            ),
            Duty::Ended => "SELECT u.id, s.from_on, s.until_on, u.search, u.name FROM due_sanctions d \
                 JOIN sanctions s ON s.id = d.sanction JOIN users u ON u.id = s.user \
                 WHERE d.office = :office AND d.day < :today AND s.until_on < :today AND s.until_on >= :before \
                 AND u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL \
                 ORDER BY d.day, d.sanction LIMIT :limit"
                .to_owned(),
            Duty::Pledge => "SELECT u.id, u.joined_on, NULL, u.search, u.name FROM due_pledges d \
                 JOIN users u ON u.id = d.user WHERE d.office = :office ORDER BY d.user LIMIT :limit"
                .to_owned(),
            Duty::Training => "SELECT u.id, nullif(d.held_on, ''), nullif(d.held_on, ''), u.search, u.name \
                 FROM due_trainings d JOIN users u ON u.id = d.user \
                 WHERE d.office = :office AND d.held_on < :before ORDER BY d.held_on, d.user LIMIT :limit"
                .to_owned(),
            Duty::Password => {
                "SELECT u.id, u.password_changed_on, u.password_changed_on, u.search, u.name FROM users u \
                 WHERE u.office = :office AND u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL \
                 AND u.password_changed_on IS NOT NULL AND u.password_changed_on < :before \
                 ORDER BY u.password_changed_on, u.id LIMIT :limit"
                    .to_owned()
            }
            Duty::Mirror => "SELECT r.id, date(l.at, '+9 hours'), date(l.at, '+9 hours'), '', r.object \
                 FROM mirrors r JOIN ledger l ON l.number = r.entry \
                 WHERE r.office = :office AND r.state = 'pending' AND r.voided = 0 ORDER BY r.id LIMIT :limit"
                .to_owned(),
        }
    }
}

fn inbound(state: &str) -> String {
    format!(
        "SELECT i.id, i.invited_on, i.expires_on, u.search || char(10) || g.search, u.name, g.title \
         FROM invitations i JOIN users u ON u.id = i.invitee JOIN groups g ON g.id = i.\"group\" \
         WHERE i.open = 1 AND i.voided = 0 AND i.state = '{state}' AND i.expires_on >= :today \
         AND i.invitee_office = :office ORDER BY i.expires_on, i.id LIMIT :limit"
    )
}

fn gap_of_group(table: &str) -> String {
    format!(
        "SELECT g.id, NULL, NULL, g.search, g.title FROM {table} d JOIN groups g ON g.id = d.\"group\" \
         WHERE d.office = :office ORDER BY d.\"group\" LIMIT :limit"
    )
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
            let names = (4..columns).map(|place| row.get(place)).collect::<rusqlite::Result<_>>()?;
            let (since, day) = (super::row::take(row, 1)?, super::row::take(row, 2)?);
            Ok(Found { id: Id { noun, number: row.get(0)? }, since, day, search: row.get(3)?, names })
        });
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
