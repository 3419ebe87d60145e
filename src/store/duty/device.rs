//! What is due on devices: permits, checks, boot passwords, losses, returns and erasures (第12条, 様式4 第2条).

use super::Duty;
use crate::domain::Noun;

/// The devices of the office in a state, each with its holder where it has one; open ones of an index.
macro_rules! devices {
    ($open:literal, $since:literal, $day:literal, $condition:literal) => {
        concat!(
            "SELECT r.id, ",
            $since,
            ", ",
            $day,
            ", r.search, json_extract(r.facts, '$.model'), coalesce(u.name, '') FROM records r \
             LEFT JOIN users u ON u.id = r.user WHERE r.office = :office AND r.register = 'device' AND r.open = ",
            $open,
            " AND r.voided = 0 AND ",
            $condition,
            " ORDER BY r.dated_on, r.id LIMIT :limit"
        )
    };
}

/// Personal devices in use without the head's written permit.
pub const NO_PERMIT: Duty = Duty {
    noun: Noun::Device,
    sql: devices!(
        "1",
        "r.dated_on",
        "NULL",
        "r.state = 'in_use' AND json_extract(r.facts, '$.ownership') = 'personal' \
         AND json_extract(r.facts, '$.permit_on') IS NULL"
    ),
};

/// Devices in use whose last walk through the checklist is older than the day given, or missing.
pub const CHECK: Duty = Duty {
    noun: Noun::Device,
    sql: devices!(
        "1",
        "coalesce(json_extract(r.facts, '$.checked_on'), r.dated_on)",
        "json_extract(r.facts, '$.checked_on')",
        "r.state = 'in_use' AND coalesce(json_extract(r.facts, '$.checked_on'), '') < :before"
    ),
};

/// Devices in use whose boot password is older than the day given. One of unknown age is for the checklist.
pub const BOOT_PASSWORD: Duty = Duty {
    noun: Noun::Device,
    sql: devices!(
        "1",
        "json_extract(r.facts, '$.boot_password_on')",
        "json_extract(r.facts, '$.boot_password_on')",
        "r.state = 'in_use' AND json_extract(r.facts, '$.boot_password_on') < :before"
    ),
};

/// Devices in use whose virus definitions were older than a week when they were last looked at.
pub const DEFINITIONS: Duty = Duty {
    noun: Noun::Device,
    sql: devices!(
        "1",
        "json_extract(r.facts, '$.definitions_on')",
        "NULL",
        "r.state = 'in_use' AND julianday(json_extract(r.facts, '$.definitions_on')) \
         < julianday(json_extract(r.facts, '$.checked_on')) - 7"
    ),
};

/// Lost devices that no incident names.
pub const LOST: Duty = Duty {
    noun: Noun::Device,
    sql: devices!(
        "1",
        "json_extract(r.facts, '$.lost_on')",
        "NULL",
        "r.state = 'lost' AND NOT EXISTS (SELECT 1 FROM records x WHERE x.office = :office \
         AND x.register = 'incident' AND x.voided = 0 \
         AND x.facts LIKE '%' || printf('E-%04d', r.id) || '%')"
    ),
};

/// Devices in use of somebody who has left.
pub const OF_LEAVER: Duty = Duty {
    noun: Noun::Device,
    sql: devices!(
        "1",
        "coalesce(u.released_on, u.closed_on)",
        "NULL",
        "r.state = 'in_use' AND coalesce(u.released_on, u.closed_on) IS NOT NULL"
    ),
};

/// Devices given back and not erased.
pub const NOT_ERASED: Duty = Duty {
    noun: Noun::Device,
    sql: devices!(
        "0",
        "json_extract(r.facts, '$.returned_on')",
        "NULL",
        "r.state = 'returned' AND json_extract(r.facts, '$.erased_on') IS NULL"
    ),
};
