//! The office's further sheets, one file each: letters, lists and checklists from the register.

pub(super) mod answer;
pub(super) mod appointment;
pub(super) mod clauses;
pub(super) mod contacts;
pub(super) mod device;
pub(super) mod incident;
pub(super) mod institutions;
pub(super) mod joiner;
pub(super) mod leaver;
pub(super) mod ledger;
pub(super) mod monthly;
pub(super) mod restriction;
pub(super) mod review;
pub(super) mod takeout;
pub(super) mod team;
pub(super) mod withdrawal;

use crate::domain::case::UserCase;
use crate::domain::{GroupId, Id, Noun, UserId};
use crate::paper::content::shown;
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

/// The handler of personal information as one line: department, name, contact.
fn handler_line(reader: &Reader<'_>) -> Result<Option<String>, Unfit> {
    use crate::regulation::register::handler::{CONTACT, DEPARTMENT, NAME};
    let handler = reader.open_records_of(Noun::Handler)?.into_iter().max_by_key(|handler| handler.dated_on);
    Ok(handler.map(|handler| {
        let told = [DEPARTMENT, NAME, CONTACT].map(|fact| shown(handler.facts.text(fact.field.id)));
        told.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }))
}
