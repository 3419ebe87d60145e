//! What is known of users.

use std::collections::{BTreeSet, HashMap};

use rusqlite::named_params;

use super::{Statement, found, latest_sanction, listed, pending_marks};
use crate::domain::case::{LookAlike, UserCase, WayIn};
use crate::domain::{OfficeId, Pledge, Sanction, Training, User, UserId};
use crate::store::row::{Row, take};
use crate::store::user::{REGISTERED, active_admins};
use crate::store::{Reader, StoreError};

/// So many of those whom one could take for somebody are told.
const LOOKALIKES_MAX: u32 = 9;

static FACTS: Statement = Statement::new(|| {
    format!(
        "SELECT k.value, {sanction}, {pledge}, {training}, \
         (SELECT count(*) FROM memberships m WHERE m.user = k.value AND m.left_at IS NULL AND m.voided = 0), \
         (SELECT count(*) FROM invitations i WHERE i.invitee = k.value AND i.open = 1 AND i.voided = 0 \
            AND i.expires_on >= :today), \
         {marks} \
         FROM json_each(:ids) k {latest} \
         LEFT JOIN pledges p ON p.id = (SELECT y.id FROM pledges y WHERE y.user = k.value AND y.voided = 0 \
            ORDER BY y.signed_on DESC, y.id DESC LIMIT 1) \
         LEFT JOIN trainings t ON t.id = (SELECT y.id FROM trainings y WHERE y.user = k.value \
            AND y.covers_pledge = 1 AND y.voided = 0 ORDER BY y.held_on DESC, y.id DESC LIMIT 1)",
        sanction = Sanction::select("s"),
        pledge = Pledge::select("p"),
        training = Training::select("t"),
        marks = pending_marks('U', "k.value"),
        latest = latest_sanction("k.value"),
    )
});

/// People of the same office, still registered, whose folded name is the same.
static LOOKALIKES: Statement = Statement::new(|| {
    format!(
        "SELECT me.id, u.id, u.name, u.occupation FROM json_each(:ids) k CROSS JOIN users me ON me.id = k.value \
         CROSS JOIN users u ON u.id IN (SELECT y.id FROM users y WHERE y.office = me.office \
            AND y.folded = me.folded AND y.id <> me.id AND y.{REGISTERED_Y} ORDER BY y.id LIMIT {LOOKALIKES_MAX}) \
         ORDER BY me.id, u.id",
        REGISTERED_Y = REGISTERED.replace(" AND ", " AND y."),
    )
});

struct Facts {
    sanction: Option<Sanction>,
    pledge: Option<Pledge>,
    training: Option<Training>,
    groups: u32,
    invitations: u32,
    pending_marks: u32,
}

/// The cases of users.
pub fn users(reader: &Reader<'_>, users: Vec<User>) -> Result<Vec<UserCase>, StoreError> {
    let ids = listed(users.iter().map(|user| user.id.0));
    let mut facts = facts(reader, &ids)?;
    let mut lookalikes = lookalikes(reader, &ids)?;
    let admins = admins(reader, users.iter().map(|user| user.office).collect())?;
    let case = |user: User| {
        let missing = || StoreError::Damaged(format!("what is known of user {}", user.id));
        let facts = facts.remove(&user.id.0).ok_or_else(missing)?;
        Ok(UserCase {
            sanction: facts.sanction,
            pledge: facts.pledge,
            training: facts.training,
            groups: facts.groups,
            invitations: facts.invitations,
            office_admins: admins.get(&user.office).copied().unwrap_or_default(),
            lookalikes: lookalikes.remove(&user.id).unwrap_or_default(),
            pending_marks: facts.pending_marks,
            // Few are administrators, and only their keys are asked for.
            way_in: match user.admin_since {
                Some(_) => reader.way_in(&user.id.to_string())?,
                None => WayIn::NoKey,
            },
            user,
        })
    };
    users.into_iter().map(case).collect()
}

fn facts(reader: &Reader<'_>, ids: &str) -> Result<HashMap<i64, Facts>, StoreError> {
    let (today, office) = (reader.today().to_string(), reader.office().0);
    let pledge = 1 + Sanction::width();
    let training = pledge + Pledge::width();
    let counts = training + Training::width();
    found(reader, &FACTS, named_params! { ":ids": ids, ":today": today, ":office": office }, |row| {
        Ok(Facts {
            sanction: Sanction::read_joined(row, 1)?,
            pledge: Pledge::read_joined(row, pledge)?,
            training: Training::read_joined(row, training)?,
            groups: row.get(counts)?,
            invitations: row.get(counts + 1)?,
            pending_marks: row.get(counts + 2)?,
        })
    })
}

fn lookalikes(reader: &Reader<'_>, ids: &str) -> Result<HashMap<UserId, Vec<LookAlike>>, StoreError> {
    let mut statement = reader.conn().prepare_cached(&LOOKALIKES)?;
    let mut rows = statement.query(named_params! { ":ids": ids })?;
    let mut of: HashMap<UserId, Vec<LookAlike>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let other = LookAlike { id: UserId(row.get(1)?), name: row.get(2)?, occupation: take(row, 3)? };
        of.entry(UserId(row.get(0)?)).or_default().push(other);
    }
    Ok(of)
}

fn admins(reader: &Reader<'_>, offices: BTreeSet<OfficeId>) -> Result<HashMap<OfficeId, u32>, StoreError> {
    offices.into_iter().map(|office| Ok((office, active_admins(reader, office)?))).collect()
}
