//! What is known of memberships.

use rusqlite::named_params;

use super::{Statement, found, latest_sanction, listed, pending_marks};
use crate::domain::case::MembershipCase;
use crate::domain::{Group, Membership, Sanction, User};
use crate::store::row::{Row, take};
use crate::store::{Reader, StoreError};
use crate::text::date::Day;

static FACTS: Statement = Statement::new(|| {
    format!(
        "SELECT m.id, {user}, {group}, {sanction}, coalesce(o.name, ''), {marks}, w.dated_on, d.decided, p.born_on \
         FROM json_each(:ids) k CROSS JOIN memberships m ON m.id = k.value \
         LEFT JOIN users u ON u.id = m.user AND u.voided = 0 \
         LEFT JOIN groups g ON g.id = m.\"group\" AND g.voided = 0 \
         LEFT JOIN patients p ON p.id = g.patient AND p.office = :office AND p.voided = 0 \
         LEFT JOIN offices o ON o.id = u.office {latest} LEFT JOIN review_decisions d ON d.id = (SELECT e.id FROM review_decisions e \
         JOIN records r ON r.id = e.review WHERE e.membership = m.id AND e.voided = 0 AND r.office = :office \
         AND r.voided = 0 ORDER BY r.dated_on DESC, r.id DESC LIMIT 1) LEFT JOIN records w ON w.id = d.review",
        user = User::select("u"),
        group = Group::select("g"),
        sanction = Sanction::select("s"),
        marks = pending_marks('M', "m.id"),
        latest = latest_sanction("u.id"),
    )
});

struct Facts {
    user: Option<User>,
    group: Option<Group>,
    sanction: Option<Sanction>,
    office_name: String,
    pending_marks: u32,
    last_review: Option<(Day, String)>,
    patient_born_on: Option<Day>,
}

/// The cases of memberships.
pub fn memberships(
    reader: &Reader<'_>,
    memberships: Vec<Membership>,
) -> Result<Vec<MembershipCase>, StoreError> {
    let ids = listed(memberships.iter().map(|membership| membership.id.0));
    let group = 1 + User::width();
    let sanction = group + Group::width();
    let rest = sanction + Sanction::width();
    let holes = named_params! { ":ids": ids, ":office": reader.office().0 };
    let mut facts = found(reader, &FACTS, holes, |row| {
        Ok(Facts {
            user: User::read_joined(row, 1)?,
            group: Group::read_joined(row, group)?,
            sanction: Sanction::read_joined(row, sanction)?,
            office_name: row.get(rest)?,
            pending_marks: row.get(rest + 1)?,
            last_review: take::<Option<Day>>(row, rest + 2)?.zip(row.get(rest + 3)?),
            patient_born_on: take(row, rest + 4)?,
        })
    })?;
    let case = |membership: Membership| {
        let id = membership.id;
        let missing = |what: &str| StoreError::Damaged(format!("{what} of membership {id}"));
        let facts = facts.remove(&membership.id.0).ok_or_else(|| missing("what is known"))?;
        let user = facts.user.ok_or_else(|| missing("the user"))?;
        Ok(MembershipCase {
            standing: user.standing(facts.sanction.as_ref(), reader.today()),
            office_name: facts.office_name,
            pending_marks: facts.pending_marks,
            last_review: facts.last_review,
            patient_born_on: facts.patient_born_on,
            membership,
            user,
            group: facts.group.ok_or_else(|| missing("the group"))?,
        })
    };
    memberships.into_iter().map(case).collect()
}
