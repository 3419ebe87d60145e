//! What is due on patients' requests, and what a granted one asks to be done in the groups.

use super::Duty;
use crate::domain::Noun;

macro_rules! requests {
    ($state:literal) => {
        concat!(
            "SELECT r.id, r.dated_on, r.due_on, r.search, coalesce(p.name, '') FROM records r \
             LEFT JOIN patients p ON p.id = r.patient WHERE r.office = :office AND r.register = 'request' \
             AND r.open = 1 AND r.voided = 0 AND r.state = '",
            $state,
            "' ORDER BY r.dated_on, r.id LIMIT :limit"
        )
    };
}

/// Requests without a decision; the day is the one that was planned.
pub const UNDECIDED: Duty = Duty { noun: Noun::Request, sql: requests!("received") };

/// Decided requests whose requester was not notified.
pub const UNNOTIFIED: Duty = Duty { noun: Noun::Request, sql: requests!("decided") };

/// Groups in use of patients for whom a stop of use, or the erasure, was granted.
pub const GROUPS_IN_USE: Duty = Duty {
    noun: Noun::Group,
    sql: "SELECT g.id, json_extract(r.facts, '$.decided_on'), NULL, g.search, g.title FROM records r \
          JOIN groups g ON g.patient = r.patient WHERE r.office = :office AND r.register = 'request' \
          AND r.open IN (0, 1) AND r.voided = 0 AND g.office = :office AND g.state = 'active' AND g.voided = 0 \
          AND json_extract(r.facts, '$.kind') IN ('stop_use', 'erasure') \
          AND json_extract(r.facts, '$.decision') IN ('granted', 'partly') GROUP BY g.id LIMIT :limit",
};

/// Archived groups of patients for whom the erasure was granted: archiving is no erasure.
pub const GROUPS_TO_DELETE: Duty = Duty {
    noun: Noun::Group,
    sql: "SELECT g.id, json_extract(r.facts, '$.decided_on'), NULL, g.search, g.title FROM records r \
          JOIN groups g ON g.patient = r.patient WHERE r.office = :office AND r.register = 'request' \
          AND r.open IN (0, 1) AND r.voided = 0 AND g.office = :office AND g.state = 'archived' AND g.voided = 0 \
          AND json_extract(r.facts, '$.kind') = 'erasure' \
          AND json_extract(r.facts, '$.decision') IN ('granted', 'partly') GROUP BY g.id LIMIT :limit",
};

/// Granted erasures that are not carried out, though no group stands in the way.
pub const TO_ERASE: Duty = Duty {
    noun: Noun::Request,
    sql: "SELECT r.id, json_extract(r.facts, '$.decided_on'), NULL, r.search, coalesce(p.name, '') FROM records r \
          LEFT JOIN patients p ON p.id = r.patient WHERE r.office = :office AND r.register = 'request' \
          AND r.open IN (0, 1) AND r.voided = 0 AND json_extract(r.facts, '$.kind') = 'erasure' \
          AND json_extract(r.facts, '$.decision') IN ('granted', 'partly') \
          AND json_extract(r.facts, '$.erased_on') IS NULL \
          AND NOT EXISTS (SELECT 1 FROM groups g WHERE g.patient = r.patient AND g.office = :office \
          AND g.state <> 'deleted' AND g.voided = 0) ORDER BY r.dated_on, r.id LIMIT :limit",
};
