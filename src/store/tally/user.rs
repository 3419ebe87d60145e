//! What is on record about the office's users.

use super::Tally;

macro_rules! of_users {
    ($select:literal, $join:literal) => {
        Tally {
            sql: concat!(
                "SELECT ",
                $select,
                " FROM users u ",
                $join,
                " WHERE u.office = :office AND u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL"
            ),
        }
    };
}

/// Registered users.
pub const REGISTERED: Tally = of_users!("count(*), max(u.joined_on)", "");
/// Registered users whose password has a day.
pub const PASSWORDS: Tally = of_users!("count(u.password_changed_on), max(u.password_changed_on)", "");
/// Registered users whose agreement to the terms is on record.
pub const TERMS: Tally = of_users!("count(u.terms_agreed_on), max(u.terms_agreed_on)", "");
/// Registered users who have read the points.
pub const POINTS: Tally = of_users!("count(u.points_read_on), max(u.points_read_on)", "");
/// Registered users with a profile.
pub const PROFILES: Tally = of_users!("count(u.profile_on), max(u.profile_on)", "");
/// Mail addresses of registered users.
pub const MAILBOXES: Tally = of_users!("count(nullif(u.mailbox, '')), NULL", "");
/// People who left and were reminded of their pledge.
pub const REMINDED: Tally = Tally {
    sql: "SELECT count(*), max(u.reminded_on) FROM users u WHERE u.office = :office AND u.voided = 0 \
          AND u.reminded_on IS NOT NULL AND (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL)",
};
/// Their pledges and waivers.
pub const PLEDGES: Tally =
    of_users!("count(*), max(p.signed_on)", "JOIN pledges p ON p.user = u.id AND p.voided = 0");
/// Their waivers of the pledge.
pub const PLEDGE_WAIVERS: Tally = of_users!(
    "count(*), max(p.signed_on)",
    "JOIN pledges p ON p.user = u.id AND p.voided = 0 AND p.kind = 'waiver'"
);
/// Those who were taught on the pledge.
pub const TRAINED: Tally =
    of_users!("count(*), max(d.held_on)", "JOIN due_trainings d ON d.user = u.id AND d.held_on <> ''");
/// Sanctions that nobody has lifted.
pub const SANCTIONS: Tally = of_users!(
    "count(*), max(s.from_on)",
    "JOIN sanctions s ON s.user = u.id AND s.lifted_at IS NULL AND s.voided = 0"
);
/// Memberships that began with an accepted invitation.
pub const JOINED: Tally = of_users!(
    "count(*), date(max(m.joined_at), '+9 hours')",
    "JOIN memberships m ON m.user = u.id AND m.left_at IS NULL AND m.voided = 0 AND m.through = 'invitation'"
);
/// Present memberships.
pub const MEMBERSHIPS: Tally = of_users!(
    "count(*), date(max(m.joined_at), '+9 hours')",
    "JOIN memberships m ON m.user = u.id AND m.left_at IS NULL AND m.voided = 0"
);
