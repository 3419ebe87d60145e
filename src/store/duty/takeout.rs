//! What is due on take-outs (第12条(9)): decisions before they begin, and returns or erasures.

use super::Duty;
use crate::domain::Noun;

/// The open take-outs of the office, each with its applicant.
macro_rules! take_outs {
    ($day:literal, $condition:literal) => {
        concat!(
            "SELECT r.id, r.dated_on, ",
            $day,
            ", r.search, json_extract(r.facts, '$.what'), coalesce(u.name, '') FROM records r \
             LEFT JOIN users u ON u.id = r.user WHERE r.office = :office AND r.register = 'takeout' AND r.open = 1 \
             AND r.voided = 0 AND ",
            $condition,
            " ORDER BY r.dated_on, r.id LIMIT :limit"
        )
    };
}

/// Requests that nobody has decided and that have not begun.
pub const TO_DECIDE: Duty = Duty {
    noun: Noun::TakeOut,
    sql: take_outs!(
        "json_extract(r.facts, '$.from')",
        "r.state = 'requested' AND coalesce(json_extract(r.facts, '$.from'), '9999-12-31') >= :today"
    ),
};

/// Requests whose start is over without an approval.
pub const BEGUN: Duty = Duty {
    noun: Noun::TakeOut,
    sql: take_outs!("NULL", "r.state = 'requested' AND json_extract(r.facts, '$.from') < :today"),
};

/// Approvals that came after the start, of what is still out.
pub const LATE: Duty = Duty {
    noun: Noun::TakeOut,
    sql: take_outs!(
        "NULL",
        "r.state = 'approved' AND json_extract(r.facts, '$.from') < json_extract(r.facts, '$.decided_on')"
    ),
};

/// What is still out on the last day, or after it.
pub const TO_RETURN: Duty =
    Duty { noun: Noun::TakeOut, sql: take_outs!("r.due_on", "r.state = 'approved' AND r.due_on <= :today") };
