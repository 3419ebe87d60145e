//! The office's further sheets, one file each: letters, lists and checklists from the register.

pub(super) mod appointment;
pub(super) mod institutions;
pub(super) mod joiner;
pub(super) mod leaver;
pub(super) mod ledger;
pub(super) mod restriction;
pub(super) mod team;

use crate::domain::case::UserCase;
use crate::domain::{GroupId, Id, UserId};
use crate::paper::error::Unfit;
use crate::paper::order::Order;
use crate::store::Reader;

/// The row that the sheet must be about.
fn row_of(order: &Order) -> Result<Id, Unfit> {
    let missing = || {
        Unfit::Wanting(vec![crate::sentence!(
            "対象の番号を指定してください",
            "name the row that it is about"
        )])
    };
    order.id.ok_or_else(missing)
}

/// A user of the own office.
fn user_of(reader: &Reader<'_>, order: &Order) -> Result<UserCase, Unfit> {
    let id = row_of(order)?;
    reader.user_case(UserId(id.number))?.ok_or(Unfit::NotFound(id))
}

/// Titles of the groups that a user is in, with the originating offices' names.
fn groups_of(reader: &Reader<'_>, user: UserId) -> Result<Vec<Vec<String>>, Unfit> {
    let mut rows = Vec::new();
    for membership in reader.memberships_of(user)? {
        let title = reader.group_case(GroupId(membership.group.0))?;
        let (title, office) =
            title.map_or((String::new(), String::new()), |c| (c.group.title, c.office_name));
        rows.push(vec![membership.group.to_string(), title, office, "□".to_owned()]);
    }
    Ok(rows)
}
