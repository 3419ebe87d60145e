//! When the office's groups are to be reviewed (留意事項1(4)).

use super::Duty;
use crate::domain::Noun;

/// The office, where somebody has been in one of its groups since before the day given, and no review was signed off
/// or begun since.
pub const DUE: Duty = Duty {
    noun: Noun::Office,
    sql: "SELECT o.id, (SELECT max(json_extract(r.facts, '$.signed_on')) FROM records r WHERE r.office = :office \
          AND r.register = 'review' AND r.open = 0 AND r.voided = 0), (SELECT max(json_extract(r.facts, '$.signed_on')) \
          FROM records r WHERE r.office = :office AND r.register = 'review' AND r.open = 0 AND r.voided = 0), '', o.name \
          FROM offices o WHERE o.id = :office AND NOT EXISTS (SELECT 1 FROM records r WHERE r.office = :office \
          AND r.register = 'review' AND r.open = 1 AND r.voided = 0) AND NOT EXISTS (SELECT 1 FROM records r \
          WHERE r.office = :office AND r.register = 'review' AND r.open = 0 AND r.voided = 0 \
          AND json_extract(r.facts, '$.signed_on') >= :before) AND EXISTS (SELECT 1 FROM groups g JOIN memberships m \
          ON m.\"group\" = g.id WHERE g.office = :office AND g.state = 'active' AND g.admin_room = 0 AND g.voided = 0 \
          AND m.left_at IS NULL AND m.voided = 0 AND m.joined_at < :before) LIMIT :limit",
};

/// Reviews that were begun and are not signed off.
pub const OPEN: Duty = Duty {
    noun: Noun::Review,
    sql: "SELECT r.id, r.dated_on, NULL, r.search, coalesce(json_extract(r.facts, '$.name'), '') FROM records r \
          WHERE r.office = :office AND r.register = 'review' AND r.open = 1 AND r.voided = 0 \
          ORDER BY r.dated_on, r.id LIMIT :limit",
};
