//! What an undo would leave hanging: rows that stand on a row taken back. Decides nothing.

use rusqlite::OptionalExtension;

use super::{StoreError, Tx};
use crate::domain::{Id, Noun};

/// A way in which a living row stands on another one, as a question: does one stand on number `?1`?
struct Footing {
    /// The row stood on.
    on: Noun,
    /// What stands on it; any register's noun for a record.
    who: Noun,
    /// `SELECT` the number of one that does.
    sql: &'static str,
}

const fn footing(on: Noun, who: Noun, sql: &'static str) -> Footing {
    Footing { on, who, sql }
}

/// Living rows that name a row which became void. Papers, sanctions and holds are not asked for: recording one
/// raises the version of the row it is about, by which an undo stops before it comes to this. Each question is
/// answered by an index.
const NAMES_A_VOID_ROW: &[Footing] = &[
    footing(
        Noun::User,
        Noun::Membership,
        "SELECT id FROM memberships WHERE user = ?1 AND left_at IS NULL AND voided = 0",
    ),
    footing(
        Noun::User,
        Noun::Membership,
        "SELECT id FROM memberships WHERE user = ?1 AND left_at IS NOT NULL AND voided = 0",
    ),
    footing(
        Noun::User,
        Noun::Invitation,
        "SELECT id FROM invitations WHERE invitee = ?1 AND open = 1 AND voided = 0",
    ),
    footing(
        Noun::User,
        Noun::Invitation,
        "SELECT id FROM invitations WHERE invitee = ?1 AND open = 0 AND voided = 0",
    ),
    footing(
        Noun::Group,
        Noun::Membership,
        "SELECT id FROM memberships WHERE \"group\" = ?1 AND left_at IS NULL AND voided = 0",
    ),
    footing(
        Noun::Group,
        Noun::Membership,
        "SELECT id FROM memberships WHERE \"group\" = ?1 AND left_at IS NOT NULL AND voided = 0",
    ),
    footing(Noun::Group, Noun::Invitation, "SELECT id FROM invitations WHERE \"group\" = ?1 AND voided = 0"),
    footing(Noun::Review, Noun::Decision, "SELECT id FROM review_decisions WHERE review = ?1 AND voided = 0"),
    footing(
        Noun::Membership,
        Noun::Decision,
        "SELECT id FROM review_decisions WHERE membership = ?1 AND voided = 0",
    ),
    footing(Noun::User, Noun::Device, "SELECT id FROM records WHERE user = ?1 AND voided = 0"),
    footing(Noun::Group, Noun::Device, "SELECT id FROM records WHERE \"group\" = ?1 AND voided = 0"),
    footing(Noun::Patient, Noun::Device, "SELECT id FROM records WHERE patient = ?1 AND voided = 0"),
    footing(Noun::Patient, Noun::Group, "SELECT id FROM groups WHERE patient = ?1 AND voided = 0"),
    footing(Noun::Office, Noun::User, "SELECT id FROM users WHERE office = ?1 AND voided = 0"),
    footing(
        Noun::Office,
        Noun::Invitation,
        "SELECT id FROM invitations WHERE inviter_office = ?1 AND voided = 0",
    ),
];

/// What was signed over a row: it is taken back first.
const SIGNED_OVER: &[Footing] = &[footing(
    Noun::Decision,
    Noun::Review,
    "SELECT r.id FROM review_decisions d JOIN records r ON r.id = d.review WHERE d.id = ?1 AND r.open = 0 \
     AND r.voided = 0",
)];

/// Members and open invitations where nobody may be: in a group that is not in use, or of somebody who has left.
const OUT_OF_PLACE: &[Footing] = &[
    footing(
        Noun::Group,
        Noun::Membership,
        "SELECT m.id FROM memberships m JOIN groups g ON g.id = m.\"group\" WHERE g.id = ?1 AND g.state <> 'active' \
         AND m.left_at IS NULL AND m.voided = 0",
    ),
    footing(
        Noun::Group,
        Noun::Invitation,
        "SELECT i.id FROM invitations i JOIN groups g ON g.id = i.\"group\" WHERE g.id = ?1 AND g.state <> 'active' \
         AND i.open = 1 AND i.voided = 0",
    ),
    footing(
        Noun::Membership,
        Noun::User,
        "SELECT u.id FROM memberships m JOIN users u ON u.id = m.user WHERE m.id = ?1 AND m.left_at IS NULL \
         AND m.voided = 0 AND u.released_on IS NOT NULL",
    ),
    footing(
        Noun::Membership,
        Noun::Group,
        "SELECT g.id FROM memberships m JOIN groups g ON g.id = m.\"group\" WHERE m.id = ?1 AND m.left_at IS NULL \
         AND m.voided = 0 AND g.state <> 'active'",
    ),
    footing(
        Noun::Invitation,
        Noun::User,
        "SELECT u.id FROM invitations i JOIN users u ON u.id = i.invitee WHERE i.id = ?1 AND i.open = 1 \
         AND i.voided = 0 AND u.released_on IS NOT NULL",
    ),
    footing(
        Noun::Invitation,
        Noun::Group,
        "SELECT g.id FROM invitations i JOIN groups g ON g.id = i.\"group\" WHERE i.id = ?1 AND i.open = 1 \
         AND i.voided = 0 AND g.state <> 'active'",
    ),
];

impl Tx<'_> {
    /// A row that would hang in the air, were this transaction committed: whoever made it built on what was
    /// taken back. Looks only at what the transaction has touched.
    pub fn left_hanging(&self) -> Result<Option<Id>, StoreError> {
        for touch in self.touched() {
            let footings = if touch.is_voided() { NAMES_A_VOID_ROW } else { OUT_OF_PLACE };
            for footing in footings.iter().chain(SIGNED_OVER).filter(|footing| footing.on == touch.noun) {
                let mut statement = self.conn().prepare_cached(footing.sql)?;
                let found = statement.query_row([touch.number], |found| found.get(0)).optional()?;
                if let Some(number) = found {
                    let record = if footing.who.is_register() { self.register_of(number)? } else { None };
                    return Ok(Some(Id { noun: record.unwrap_or(footing.who), number }));
                }
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
impl super::Reader<'_> {
    /// Every row of the store that hangs in the air, for tests.
    pub(crate) fn all_hanging(&self) -> Result<Vec<String>, StoreError> {
        let mut all = Vec::new();
        for (footings, voided) in [(NAMES_A_VOID_ROW, 1), (OUT_OF_PLACE, 0)] {
            for footing in footings {
                let table = match footing.on {
                    Noun::User => "users",
                    Noun::Group => "groups",
                    Noun::Patient => "patients",
                    Noun::Invitation => "invitations",
                    Noun::Membership => "memberships",
                    Noun::Review => "records",
                    _ => "offices",
                };
                let sql = format!("SELECT id FROM {table} WHERE voided = {voided}");
                let mut statement = self.conn().prepare(&sql)?;
                let rows = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
                for on in rows {
                    let found: Option<i64> =
                        self.conn().query_row(footing.sql, [on], |row| row.get(0)).optional()?;
                    all.extend(
                        found.map(|n| format!("{} {n} on {} {on}", footing.who.word(), footing.on.word())),
                    );
                }
            }
        }
        Ok(all)
    }
}
