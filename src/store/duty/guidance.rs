//! What is due on handlers (様式3 第6条) and on versions of laws and guidelines (第2条).

use super::Duty;
use crate::domain::Noun;

/// The office, where no handler is in office, or name or contact is blank.
pub const NO_HANDLER: Duty = Duty {
    noun: Noun::Office,
    sql: "SELECT o.id, NULL, NULL, '', o.name FROM offices o WHERE o.id = :office AND NOT EXISTS \
          (SELECT 1 FROM records r WHERE r.office = :office AND r.register = 'handler' AND r.open = 1 AND r.voided = 0 \
          AND json_extract(r.facts, '$.name') <> '' AND json_extract(r.facts, '$.contact') <> '') LIMIT :limit",
};

/// The handler in office, where the person has left.
pub const HANDLER_LEFT: Duty = Duty {
    noun: Noun::Office,
    sql: "SELECT r.office, coalesce(u.released_on, u.closed_on), NULL, r.search, u.name FROM records r \
          JOIN users u ON u.id = r.user WHERE r.office = :office AND r.register = 'handler' AND r.open = 1 \
          AND r.voided = 0 AND coalesce(u.released_on, u.closed_on) IS NOT NULL LIMIT :limit",
};

/// Versions of one document that nobody has understood yet.
macro_rules! unread {
    ($documents:literal) => {
        concat!(
            "SELECT r.id, r.dated_on, NULL, r.search, coalesce(json_extract(r.facts, '$.title'), '') || \
             coalesce(json_extract(r.facts, '$.edition'), '') FROM records r WHERE r.office = :office \
             AND r.register = 'guideline' AND r.open = 1 AND r.voided = 0 AND r.state = 'to_read' \
             AND json_extract(r.facts, '$.document') IN (",
            $documents,
            ") ORDER BY r.dated_on, r.id LIMIT :limit"
        )
    };
}

/// Unread versions of the guideline on safety (第2条(1)).
pub const SAFETY_UNREAD: Duty = Duty { noun: Noun::Guideline, sql: unread!("'safety'") };
/// Unread versions of the guidance on personal information (第2条(2)).
pub const PRIVACY_UNREAD: Duty = Duty { noun: Noun::Guideline, sql: unread!("'privacy'") };
/// Unread versions of laws, and of regulation and terms (第2条).
pub const LAW_UNREAD: Duty = Duty { noun: Noun::Guideline, sql: unread!("'law', 'regulation'") };
