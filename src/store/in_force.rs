//! What stands in the register now, row by row with its name: what a list is held against.

use rusqlite::named_params;

use super::{Reader, StoreError};
use crate::domain::{Id, Noun};

/// Number and name of the rows in force of a noun; `None` for one whose rows no list has as a whole.
fn sql(noun: Noun) -> Option<&'static str> {
    match noun {
        Noun::User => Some(
            "SELECT id, name FROM users WHERE office = :office AND voided = 0 AND released_on IS NULL \
             AND closed_on IS NULL ORDER BY sort, name, id",
        ),
        Noun::Patient => {
            Some("SELECT id, name FROM patients WHERE office = :office AND voided = 0 ORDER BY id")
        }
        Noun::Group => Some(
            "SELECT id, title FROM groups WHERE office = :office AND voided = 0 AND state = 'active' \
             ORDER BY sort, title, id",
        ),
        Noun::Membership => Some(
            "SELECT m.id, g.title || ' ' || u.name FROM groups g JOIN memberships m ON m.\"group\" = g.id \
             JOIN users u ON u.id = m.user WHERE g.office = :office AND g.voided = 0 AND g.state = 'active' \
             AND m.voided = 0 AND m.left_at IS NULL ORDER BY g.sort, g.title, u.sort, m.id",
        ),
        Noun::Invitation => Some(
            "SELECT i.id, g.title || ' ' || u.name FROM invitations i JOIN groups g ON g.id = i.\"group\" \
             JOIN users u ON u.id = i.invitee WHERE i.invitee_office = :office AND i.voided = 0 AND i.open = 1 \
             AND i.expires_on >= :today ORDER BY i.expires_on, i.id",
        ),
        other => name_of(other).map(|_| {
            "SELECT id, coalesce(facts ->> :name, '') FROM records WHERE office = :office \
             AND register = :register AND voided = 0 AND open = 1 ORDER BY id"
        }),
    }
}

/// The fact that names the open records of a register; `None` where a list does not have them as a whole.
fn name_of(noun: Noun) -> Option<&'static str> {
    match noun {
        Noun::Device => Some("model"),
        Noun::TakeOut => Some("what"),
        Noun::Incident => Some("summary"),
        Noun::Request => Some("requester"),
        Noun::Rule => Some("text"),
        Noun::Guideline => Some("edition"),
        Noun::Handler | Noun::Contact => Some("name"),
        _ => None,
    }
}

impl Reader<'_> {
    /// Tells every row of the office in force, in the order of its list; no row for a noun that no list has as a whole.
    pub fn each_in_force(&self, noun: Noun, mut told: impl FnMut(Id, String)) -> Result<(), StoreError> {
        let Some(sql) = sql(noun) else { return Ok(()) };
        let mut statement = self.conn().prepare_cached(sql)?;
        let (register, name) = (noun.word(), name_of(noun).unwrap_or_default());
        for (name, value) in named_params! {
            ":office": self.office().0, ":today": self.today().to_string(), ":register": register, ":name": name
        } {
            if let Some(place) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(place, value)?;
            }
        }
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            told(Id { noun, number: row.get(0)? }, row.get(1)?);
        }
        Ok(())
    }
}
