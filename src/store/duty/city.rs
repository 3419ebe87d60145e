//! What is due at the city's desk: applications on their way, and the administrators' room.
//!
//! Applications and the published list are the desk's alone. A seat in the room is the office's duty, too, which sees
//! its own people by name; the desk is told office and number.

use super::Duty;
use crate::domain::Noun;
use crate::store::user::sanctioned;

// Applications in one state, since the day of the last step.
macro_rules! applications {
    ($state:literal, $since:literal) => {
        Duty {
            noun: Noun::Application,
            sql: concat!(
                "SELECT r.id, ",
                $since,
                ", NULL, r.search, coalesce(r.facts ->> 'name', '') FROM records r WHERE :desk = 1 \
                 AND r.register = 'application' AND r.open = 1 AND r.voided = 0 AND r.state = '",
                $state,
                "' ORDER BY r.dated_on, r.id LIMIT :limit"
            ),
        }
    };
}

/// Received, and not yet forwarded to the vendor.
pub const TO_FORWARD: Duty = applications!("received", "r.dated_on");
/// Forwarded, and not yet registered.
pub const TO_REGISTER: Duty = applications!("forwarded", "r.facts ->> 'forwarded_on'");
/// Registered, and not yet in the list.
pub const TO_PUBLISH: Duty = applications!("registered", "r.facts ->> 'registered_on'");

/// Registered offices that agreed to being published, are not in the list and have no application under way.
pub const UNPUBLISHED: Duty = Duty {
    noun: Noun::Office,
    sql: "SELECT o.id, o.agreed_on, NULL, folded(o.name), o.name FROM offices o WHERE :desk = 1 \
          AND o.state = 'registered' AND o.agreed_on IS NOT NULL AND o.published_on IS NULL AND o.voided = 0 \
          AND NOT EXISTS (SELECT 1 FROM records r WHERE r.office = o.id AND r.register = 'application' \
          AND r.open = 1 AND r.voided = 0) ORDER BY o.name, o.id LIMIT :limit",
};

macro_rules! must_sit {
    () => {
        concat!(
            "u.admin_since IS NOT NULL AND u.voided = 0 AND u.released_on IS NULL AND u.closed_on IS NULL AND NOT ",
            sanctioned!(),
            " AND NOT EXISTS (SELECT 1 FROM memberships m JOIN groups g ON g.id = m.\"group\" WHERE m.user = u.id \
             AND m.left_at IS NULL AND m.voided = 0 AND g.admin_room = 1 AND g.voided = 0)"
        )
    };
}

macro_rules! to_leave {
    ($select:literal, $whose:literal) => {
        Duty {
            noun: Noun::Seat,
            sql: concat!(
                "SELECT u.id, coalesce(u.released_on, u.closed_on), NULL, ",
                $select,
                " FROM groups g INDEXED BY groups_room CROSS JOIN memberships m ON m.\"group\" = g.id \
                 AND m.left_at IS NULL AND m.voided = 0 CROSS JOIN users u ON u.id = m.user JOIN offices o ON o.id = u.office \
                 WHERE g.admin_room = 1 AND g.voided = 0 AND u.voided = 0 AND ",
                $whose,
                " AND (u.admin_since IS NULL OR u.released_on IS NOT NULL OR u.closed_on IS NOT NULL) \
                 ORDER BY u.id LIMIT :limit"
            ),
        }
    };
}

/// Active admins of the office who are not in the room.
pub const NOT_IN_ROOM: Duty = Duty {
    noun: Noun::Seat,
    sql: concat!(
        "SELECT u.id, u.admin_since, NULL, u.search, u.name FROM users u INDEXED BY users_admin WHERE u.office = :office AND ",
        must_sit!(),
        " ORDER BY u.id LIMIT :limit"
    ),
};

/// The same of every office, for the desk: by the office's name.
pub const SEATS_EMPTY: Duty = Duty {
    noun: Noun::Seat,
    sql: concat!(
        "SELECT u.id, u.admin_since, NULL, folded(o.name), o.name FROM users u JOIN offices o ON o.id = u.office \
         WHERE :desk = 1 AND ",
        must_sit!(),
        " ORDER BY u.office, u.id LIMIT :limit"
    ),
};

/// People of the office in the room who are admins no more.
pub const STILL_IN_ROOM: Duty = to_leave!("u.search, u.name", "u.office = :office");
/// The same of every office, for the desk.
pub const SEATS_TO_LEAVE: Duty = to_leave!("folded(o.name), o.name", ":desk = 1");
