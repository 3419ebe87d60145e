//! What is on record about the groups whose originating office we are.

use super::Tally;

macro_rules! of_groups {
    ($select:literal, $join:literal, $where:literal) => {
        Tally {
            sql: concat!(
                "SELECT ",
                $select,
                " FROM groups g ",
                $join,
                " WHERE g.office = :office AND g.voided = 0 AND ",
                $where
            ),
        }
    };
}

/// Active groups.
pub const OWN: Tally = of_groups!("count(*), NULL", "", "g.state = 'active'");
/// Active patient groups.
pub const OF_PATIENTS: Tally = of_groups!("count(*), NULL", "", "g.state = 'active' AND g.kind = 'patient'");
/// Groups in the archive.
pub const ARCHIVED: Tally =
    of_groups!("count(*), date(max(g.archived_at), '+9 hours')", "", "g.state = 'archived'");
/// Consents and waivers of the active groups.
pub const CONSENTS: Tally = of_groups!(
    "count(*), max(c.signed_on)",
    "JOIN consents c ON c.\"group\" = g.id AND c.withdrawn_on IS NULL AND c.voided = 0",
    "g.state = 'active'"
);
/// Waivers of the active groups.
pub const WAIVERS: Tally = of_groups!(
    "count(*), max(c.signed_on)",
    "JOIN consents c ON c.\"group\" = g.id AND c.withdrawn_on IS NULL AND c.voided = 0 AND c.kind = 'waiver'",
    "g.state = 'active'"
);
/// Invitations into the active groups.
pub const INVITED: Tally = of_groups!(
    "count(*), max(i.invited_on)",
    "JOIN invitations i ON i.\"group\" = g.id AND i.voided = 0",
    "g.state = 'active'"
);
/// Present members of the active groups.
pub const MEMBERS: Tally = of_groups!(
    "count(*), date(max(m.joined_at), '+9 hours')",
    "JOIN memberships m ON m.\"group\" = g.id AND m.left_at IS NULL AND m.voided = 0",
    "g.state = 'active'"
);

macro_rules! sharing {
    ($item:literal) => {
        Tally {
            sql: concat!(
                "SELECT count(*), max(c.signed_on) FROM groups g \
                 JOIN consents c ON c.\"group\" = g.id AND c.withdrawn_on IS NULL AND c.voided = 0 \
                 WHERE g.office = :office AND g.voided = 0 AND g.state = 'active' \
                 AND instr(' ' || (c.facts ->> 'items') || ' ', ' ",
                $item,
                " ') > 0"
            ),
        }
    };
}

/// Consents of the active groups by the items of 様式3 第4条 that they choose, item 1 first.
pub const SHARED: [Tally; 10] = [
    sharing!(1),
    sharing!(2),
    sharing!(3),
    sharing!(4),
    sharing!(5),
    sharing!(6),
    sharing!(7),
    sharing!(8),
    sharing!(9),
    sharing!(10),
];
