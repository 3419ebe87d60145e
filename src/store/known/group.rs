//! What is known of groups.

use std::collections::HashMap;

use rusqlite::named_params;

use super::{Statement, found, listed, office_names, pending_marks};
use crate::domain::case::GroupCase;
use crate::domain::{Consent, Group, Hold, Patient};
use crate::store::row::Row;
use crate::store::{Reader, StoreError};

static FACTS: Statement = Statement::new(|| {
    format!(
        "SELECT g.id, {patient}, {consent}, {hold}, \
         (SELECT count(*) FROM memberships m WHERE m.\"group\" = g.id AND m.left_at IS NULL AND m.voided = 0), \
         (SELECT count(*) FROM memberships m JOIN users u ON u.id = m.user WHERE m.\"group\" = g.id \
            AND m.left_at IS NULL AND m.voided = 0 AND (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL)), \
         (SELECT count(*) FROM memberships m WHERE m.\"group\" = g.id AND m.left_at IS NOT NULL AND m.voided = 0), \
         (SELECT count(*) FROM memberships m WHERE m.\"group\" = g.id AND m.left_at = g.archived_at \
            AND m.left_through = 'archive' AND m.voided = 0), \
         (SELECT count(*) FROM invitations i WHERE i.\"group\" = g.id AND i.open = 1 AND i.voided = 0 \
            AND i.expires_on >= :today), \
         (SELECT count(*) FROM groups o WHERE o.patient = g.patient AND o.id <> g.id AND o.state = 'active' \
            AND o.voided = 0), \
         {marks} \
         FROM json_each(:ids) k CROSS JOIN groups g ON g.id = k.value \
         LEFT JOIN patients p ON p.id = g.patient AND p.voided = 0 \
         LEFT JOIN consents c ON c.id = (SELECT y.id FROM consents y WHERE y.\"group\" = g.id \
            AND y.withdrawn_on IS NULL AND y.voided = 0 ORDER BY y.signed_on DESC, y.id DESC LIMIT 1) \
         LEFT JOIN holds h ON h.\"group\" = g.id AND h.lifted_at IS NULL AND h.voided = 0",
        patient = Patient::select("p"),
        consent = Consent::select("c"),
        hold = Hold::select("h"),
        marks = pending_marks('G', "g.id"),
    )
});

struct Facts {
    patient: Option<Patient>,
    consent: Option<Consent>,
    hold: Option<Hold>,
    /// Members, members gone, memberships ended, ended by the last archive, open invitations, the patient's other
    /// active groups, decisions pending.
    counts: [u32; 7],
}

/// The cases of groups.
pub fn groups(reader: &Reader<'_>, groups: Vec<Group>) -> Result<Vec<GroupCase>, StoreError> {
    let ids = listed(groups.iter().map(|group| group.id.0));
    let mut facts = facts(reader, &ids)?;
    let offices = office_names(reader, groups.iter().map(|group| group.office))?;
    let case = |group: Group| {
        let missing = || StoreError::Damaged(format!("what is known of group {}", group.id));
        let Facts { patient, consent, hold, counts } = facts.remove(&group.id.0).ok_or_else(missing)?;
        let [members, members_gone, members_left, archived_members, invitations, others, pending_marks] =
            counts;
        Ok(GroupCase {
            office_name: offices.get(&group.office).cloned().unwrap_or_default(),
            patient,
            consent,
            hold,
            members,
            members_gone,
            members_left,
            archived_members,
            invitations,
            other_active_groups: others,
            pending_marks,
            group,
        })
    };
    groups.into_iter().map(case).collect()
}

fn facts(reader: &Reader<'_>, ids: &str) -> Result<HashMap<i64, Facts>, StoreError> {
    let (today, office) = (reader.today().to_string(), reader.office().0);
    let consent = 1 + Patient::width();
    let hold = consent + Consent::width();
    let first = hold + Hold::width();
    found(reader, &FACTS, named_params! { ":ids": ids, ":today": today, ":office": office }, |row| {
        let mut counts = [0; 7];
        for (at, count) in counts.iter_mut().enumerate() {
            *count = row.get(first + at)?;
        }
        Ok(Facts {
            patient: Patient::read_joined(row, 1)?,
            consent: Consent::read_joined(row, consent)?,
            hold: Hold::read_joined(row, hold)?,
            counts,
        })
    })
}
