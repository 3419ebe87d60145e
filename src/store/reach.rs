//! What hangs on a user or a group: counted before an act, so that nothing ends silently.

use rusqlite::params;

use super::{Reader, StoreError};
use crate::domain::{GroupId, User};

/// What hangs on a user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserReach {
    /// Groups the user is in.
    pub groups: u32,
    /// Patients among them.
    pub patients: u32,
    /// Open invitations to the user.
    pub invitations: u32,
    /// Titles of the patient groups in which nobody else has this user's occupation.
    pub only_of_occupation: Vec<String>,
}

/// Patient groups of the user in which no other member has the same occupation.
const ONLY_ONE: &str = "SELECT g.title FROM memberships m JOIN groups g ON g.id = m.\"group\" \
    WHERE m.user = ?1 AND m.left_at IS NULL AND m.voided = 0 AND g.kind = 'patient' AND g.state = 'active' \
    AND NOT EXISTS (SELECT 1 FROM memberships o JOIN users u ON u.id = o.user WHERE o.\"group\" = m.\"group\" \
        AND o.user <> ?1 AND o.left_at IS NULL AND o.voided = 0 AND u.occupation = ?2 \
        AND u.released_on IS NULL AND u.closed_on IS NULL) \
    ORDER BY g.sort, g.title, g.id";

impl Reader<'_> {
    /// What hangs on a user now.
    pub fn reach_of(&self, user: &User) -> Result<UserReach, StoreError> {
        let sql = "SELECT count(*), count(g.patient) FROM memberships m JOIN groups g ON g.id = m.\"group\" \
                   WHERE m.user = ? AND m.left_at IS NULL AND m.voided = 0";
        let (groups, patients) =
            self.conn().prepare_cached(sql)?.query_row([user.id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let invitations = u32::try_from(self.open_invitations_to(user.id)?.len()).unwrap_or(u32::MAX);
        let mut statement = self.conn().prepare_cached(ONLY_ONE)?;
        let word = user.occupation.word();
        let only_of_occupation = statement
            .query_map(params![user.id.0, word], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(UserReach { groups, patients, invitations, only_of_occupation })
    }

    /// Names and occupations of a group's members, as they stand on lists.
    pub fn member_names(&self, group: GroupId, limit: u32) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT u.name FROM memberships m JOIN users u ON u.id = m.user WHERE m.\"group\" = ? \
                   AND m.left_at IS NULL AND m.voided = 0 ORDER BY u.sort, u.name, u.id LIMIT ?";
        let mut statement = self.conn().prepare_cached(sql)?;
        Ok(statement
            .query_map(params![group.0, limit], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?)
    }
}
