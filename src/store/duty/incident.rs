//! What is due on incidents: first answer, 速報, 確報, the persons' notice, closing.
//!
//! Which facts make a report due is decided as in `regulation::incident`; a test holds them together.

use super::Duty;
use crate::domain::Noun;

macro_rules! incidents {
    ($day:literal, $condition:literal) => {
        concat!(
            "SELECT r.id, r.dated_on, ",
            $day,
            ", r.search, coalesce(json_extract(r.facts, '$.summary'), ''), coalesce(u.name, '') \
             FROM records r LEFT JOIN users u ON u.id = r.user \
             WHERE r.office = :office AND r.register = 'incident' AND r.open = 1 AND r.voided = 0 AND ",
            $condition,
            " ORDER BY r.dated_on, r.id LIMIT :limit"
        )
    };
}

/// Incidents without an instruction; the day is the one on which they were reported.
pub const NO_ANSWER: Duty = Duty {
    noun: Noun::Incident,
    sql: incidents!(
        "coalesce(json_extract(r.facts, '$.reported_on'), r.dated_on)",
        "json_extract(r.facts, '$.instruction') IS NULL"
    ),
};

/// Incidents of which nobody has decided whether personal data are concerned.
pub const UNDECIDED: Duty = Duty {
    noun: Noun::Incident,
    sql: incidents!("r.dated_on", "json_extract(r.facts, '$.personal_data') IS NULL"),
};

/// Incidents without the 速報 that is due; the day is that of knowing.
pub const NO_PRELIMINARY: Duty = Duty {
    noun: Noun::Incident,
    sql: incidents!(
        "r.dated_on",
        "json_extract(r.facts, '$.personal_data') IN ('yes', 'suspected') \
         AND json_extract(r.facts, '$.exempt_on') IS NULL AND json_extract(r.facts, '$.preliminary_on') IS NULL"
    ),
};

/// Incidents without the 確報 that is due; the day is its last one.
pub const NO_FINAL: Duty = Duty {
    noun: Noun::Incident,
    sql: incidents!(
        "date(r.dated_on, CASE json_extract(r.facts, '$.malicious') WHEN 'yes' THEN '+60 days' ELSE '+30 days' END)",
        "json_extract(r.facts, '$.personal_data') IN ('yes', 'suspected') \
         AND json_extract(r.facts, '$.exempt_on') IS NULL AND json_extract(r.facts, '$.preliminary_on') IS NOT NULL \
         AND json_extract(r.facts, '$.final_on') IS NULL"
    ),
};

/// Incidents of which the persons have not been told.
pub const UNTOLD: Duty = Duty {
    noun: Noun::Incident,
    sql: incidents!(
        "r.dated_on",
        "json_extract(r.facts, '$.personal_data') IN ('yes', 'suspected') \
         AND json_extract(r.facts, '$.exempt_on') IS NULL AND json_extract(r.facts, '$.told_on') IS NULL"
    ),
};

/// Incidents of which everything that the clocks ask for is recorded.
pub const CLOSABLE: Duty = Duty {
    noun: Noun::Incident,
    sql: incidents!(
        "r.dated_on",
        "json_extract(r.facts, '$.instruction') IS NOT NULL AND (json_extract(r.facts, '$.personal_data') = 'no' \
         OR json_extract(r.facts, '$.exempt_on') IS NOT NULL OR (json_extract(r.facts, '$.final_on') IS NOT NULL \
         AND json_extract(r.facts, '$.told_on') IS NOT NULL))"
    ),
};
