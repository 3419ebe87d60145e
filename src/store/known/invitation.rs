//! What is known of invitations: both sides of each.

use std::collections::HashMap;

use rusqlite::named_params;

use super::{Statement, found, groups, latest_sanction, listed, office_names, pending_marks, users};
use crate::domain::case::{GroupCase, InvitationCase, UserCase};
use crate::domain::{Group, Invitation, Sanction, User};
use crate::store::row::Row;
use crate::store::{Reader, StoreError};

static FACTS: Statement = Statement::new(|| {
    format!(
        "SELECT i.id, {inviter}, {sanction}, \
         EXISTS (SELECT 1 FROM memberships m WHERE m.\"group\" = i.\"group\" AND m.user = i.invitee \
            AND m.left_at IS NULL AND m.voided = 0), \
         {marks} \
         FROM json_each(:ids) k CROSS JOIN invitations i ON i.id = k.value \
         LEFT JOIN users v ON v.id = i.inviter AND v.voided = 0 {latest}",
        inviter = User::select("v"),
        sanction = Sanction::select("s"),
        marks = pending_marks('I', "i.id"),
        latest = latest_sanction("v.id"),
    )
});

/// The invitees and the groups of invitations, each row once.
static INVITEES: Statement = Statement::new(|| {
    format!(
        "SELECT u.id, {} FROM json_each(:ids) k CROSS JOIN users u ON u.id = k.value AND u.voided = 0",
        User::select("u")
    )
});
static GROUPS: Statement = Statement::new(|| {
    format!(
        "SELECT g.id, {} FROM json_each(:ids) k CROSS JOIN groups g ON g.id = k.value AND g.voided = 0",
        Group::select("g")
    )
});

struct Facts {
    inviter: Option<User>,
    sanction: Option<Sanction>,
    is_member: bool,
    pending_marks: u32,
}

/// The cases of invitations.
pub fn invitations(
    reader: &Reader<'_>,
    invitations: Vec<Invitation>,
) -> Result<Vec<InvitationCase>, StoreError> {
    let mut facts = facts(reader, &invitations)?;
    let invitees = invitees(reader, &invitations)?;
    let into = into_groups(reader, &invitations)?;
    let offices = invitations.iter().flat_map(|i| [i.inviter_office, i.invitee_office]);
    let names = office_names(reader, offices)?;
    let case = |invitation: Invitation| {
        let id = invitation.id;
        let missing = |what: &str| StoreError::Damaged(format!("{what} of invitation {id}"));
        let facts = facts.remove(&invitation.id.0).ok_or_else(|| missing("what is known"))?;
        let name = |office| names.get(&office).cloned().unwrap_or_default();
        let standing = |inviter: User| inviter.standing(facts.sanction.as_ref(), reader.today());
        Ok(InvitationCase {
            invitee: invitees.get(&invitation.invitee.0).ok_or_else(|| missing("the invitee"))?.clone(),
            group: into.get(&invitation.group.0).ok_or_else(|| missing("the group"))?.clone(),
            inviter_office_name: name(invitation.inviter_office),
            invitee_office_name: name(invitation.invitee_office),
            inviter_standing: facts.inviter.map(standing),
            is_member: facts.is_member,
            pending_marks: facts.pending_marks,
            invitation,
        })
    };
    invitations.into_iter().map(case).collect()
}

fn facts(reader: &Reader<'_>, invitations: &[Invitation]) -> Result<HashMap<i64, Facts>, StoreError> {
    let ids = listed(invitations.iter().map(|invitation| invitation.id.0));
    let sanction = 1 + User::width();
    let rest = sanction + Sanction::width();
    found(reader, &FACTS, named_params! { ":ids": ids, ":office": reader.office().0 }, |row| {
        Ok(Facts {
            inviter: User::read_joined(row, 1)?,
            sanction: Sanction::read_joined(row, sanction)?,
            is_member: row.get(rest)?,
            pending_marks: row.get(rest + 1)?,
        })
    })
}

fn invitees(reader: &Reader<'_>, invitations: &[Invitation]) -> Result<HashMap<i64, UserCase>, StoreError> {
    let ids = listed(invitations.iter().map(|invitation| invitation.invitee.0));
    let rows = found(reader, &INVITEES, named_params! { ":ids": ids }, |row| User::read_at(row, 1))?;
    let cases = users(reader, rows.into_values().collect())?;
    Ok(cases.into_iter().map(|case| (case.user.id.0, case)).collect())
}

fn into_groups(
    reader: &Reader<'_>,
    invitations: &[Invitation],
) -> Result<HashMap<i64, GroupCase>, StoreError> {
    let ids = listed(invitations.iter().map(|invitation| invitation.group.0));
    let rows = found(reader, &GROUPS, named_params! { ":ids": ids }, |row| Group::read_at(row, 1))?;
    let cases = groups(reader, rows.into_values().collect())?;
    Ok(cases.into_iter().map(|case| (case.group.id.0, case)).collect())
}
