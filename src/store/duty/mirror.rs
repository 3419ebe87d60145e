//! What is decided and not yet carried out in MCS.

use super::Duty;
use crate::domain::Noun;

/// Decisions still to be carried out in MCS.
pub const PENDING: Duty = Duty {
    noun: Noun::Mirror,
    sql: "SELECT r.id, date(l.at, '+9 hours'), date(l.at, '+9 hours'), '', r.object \
          FROM mirrors r JOIN ledger l ON l.number = r.entry \
          WHERE r.office = :office AND r.state = 'pending' AND r.voided = 0 ORDER BY r.id LIMIT :limit",
};
