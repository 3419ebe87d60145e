//! What is due on devices.

use super::Duty;
use crate::domain::Noun;

macro_rules! no_incident {
    () => {
        "NOT EXISTS (SELECT 1 FROM records x WHERE x.office = :office AND x.register = 'incident' AND x.voided = 0 \
         AND x.facts LIKE '%' || printf('E-%04d', r.id) || '%')"
    };
}

// Devices in one state, the day that matters of them being a fact.
macro_rules! devices {
    ($state:literal, $day:literal, $where:expr) => {
        Duty {
            noun: Noun::Device,
            sql: concat!(
                "SELECT r.id, ",
                $day,
                ", ",
                $day,
                ", r.search, coalesce(r.facts ->> 'model', ''), coalesce(u.name, '') FROM records r \
                 LEFT JOIN users u ON u.id = r.user \
                 WHERE r.office = :office AND r.register = 'device' AND r.voided = 0 AND r.state = '",
                $state,
                "' AND ",
                $where,
                " ORDER BY r.dated_on, r.id LIMIT :limit"
            ),
        }
    };
}

/// Devices in use that were never checked, or before the day given.
pub const UNCHECKED: Duty = devices!(
    "in_use",
    "r.facts ->> 'checked_on'",
    "(r.facts ->> 'checked_on' IS NULL OR r.facts ->> 'checked_on' < :before)"
);

/// Personal devices in use without the head's written permit.
pub const NO_PERMIT: Duty =
    devices!("in_use", "NULL", "r.facts ->> 'ownership' = 'personal' AND r.facts ->> 'permit_on' IS NULL");

/// Devices in use whose boot password is older than the day given, or of unknown age.
pub const BOOT_PASSWORD: Duty = devices!(
    "in_use",
    "r.facts ->> 'boot_password_on'",
    "(r.facts ->> 'boot_password_on' IS NULL OR r.facts ->> 'boot_password_on' < :before)"
);

/// Devices in use without an anti-virus product, or with definitions older than the day given.
pub const ANTIVIRUS: Duty = devices!(
    "in_use",
    "r.facts ->> 'definitions_on'",
    "(r.facts ->> 'antivirus' IS NULL OR r.facts ->> 'definitions_on' IS NULL \
     OR r.facts ->> 'definitions_on' < :before)"
);

/// Personal devices that were given back, or whose user left, and were not erased.
pub const NOT_ERASED: Duty = Duty {
    noun: Noun::Device,
    sql: "SELECT r.id, NULL, NULL, r.search, coalesce(r.facts ->> 'model', ''), coalesce(u.name, '') FROM records r \
          LEFT JOIN users u ON u.id = r.user WHERE r.office = :office AND r.register = 'device' AND r.voided = 0 \
          AND r.facts ->> 'ownership' = 'personal' AND r.facts ->> 'erased_on' IS NULL \
          AND (r.state = 'returned' OR u.released_on IS NOT NULL OR u.closed_on IS NOT NULL) \
          ORDER BY r.dated_on, r.id LIMIT :limit",
};

/// Lent and shared devices still in use by somebody who has left.
pub const OF_LEAVER: Duty = devices!(
    "in_use",
    "coalesce(u.released_on, u.closed_on)",
    "r.facts ->> 'ownership' <> 'personal' AND (u.released_on IS NOT NULL OR u.closed_on IS NOT NULL)"
);

/// Lent and shared devices that were given back and not erased: somebody else gets them next.
pub const RETURNED_UNERASED: Duty = devices!(
    "returned",
    "r.facts ->> 'returned_on'",
    "r.facts ->> 'ownership' <> 'personal' AND r.facts ->> 'erased_on' IS NULL"
);

/// Lost devices that no incident names: whoever holds one can be banned at once.
pub const LOST: Duty =
    devices!("lost", "r.facts ->> 'lost_on'", concat!("r.user IS NOT NULL AND ", no_incident!()));

/// The same of devices that nobody holds.
pub const LOST_WITHOUT_HOLDER: Duty =
    devices!("lost", "r.facts ->> 'lost_on'", concat!("r.user IS NULL AND ", no_incident!()));
