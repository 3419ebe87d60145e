//! What is missing in papers: the consent (様式3 第4条, 署名欄) and the pledge (様式4 署名欄, 第9条第3項) that hold.

use super::Duty;
use crate::domain::Noun;

macro_rules! consents {
    ($gap:literal) => {
        concat!(
            "SELECT g.id, NULL, NULL, g.search, g.title FROM due_consent_gaps d JOIN groups g ON g.id = d.\"group\" \
             WHERE d.office = :office AND d.",
            $gap,
            " = 1 AND g.state = 'active' AND g.voided = 0 ORDER BY d.\"group\" LIMIT :limit"
        )
    };
}

/// Groups whose consent names no shared item.
pub const NO_ITEMS: Duty = Duty { noun: Noun::Group, sql: consents!("no_items") };
/// Groups whose consent lacks a signature, 担当者 or the copy handed over.
pub const NO_HAND: Duty = Duty { noun: Noun::Group, sql: consents!("no_hand") };

macro_rules! pledges {
    ($gap:literal) => {
        concat!(
            "SELECT u.id, NULL, NULL, u.search, u.name FROM due_pledge_gaps d JOIN users u ON u.id = d.user \
             WHERE d.office = :office AND ",
            $gap,
            " AND u.released_on IS NULL AND u.closed_on IS NULL AND u.voided = 0 ORDER BY d.user LIMIT :limit"
        )
    };
}

/// Users whose pledge is not filled in.
pub const BLANK: Duty = Duty { noun: Noun::User, sql: pledges!("d.blank = 1") };
/// Users whose pledge, or the earlier paper for it, lacks an item of 第9条第3項.
pub const CONTENT: Duty = Duty { noun: Noun::User, sql: pledges!("d.content <> '1 2 3 4 5'") };
/// … lacks item (1).
pub const NO_LAW: Duty = Duty { noun: Noun::User, sql: pledges!("instr(d.content, '1') = 0") };
/// … lacks item (2).
pub const NO_DEVICES: Duty = Duty { noun: Noun::User, sql: pledges!("instr(d.content, '2') = 0") };
/// … lacks item (3).
pub const NO_PURPOSE: Duty = Duty { noun: Noun::User, sql: pledges!("instr(d.content, '3') = 0") };
/// … lacks item (4).
pub const NO_PRIVACY: Duty = Duty { noun: Noun::User, sql: pledges!("instr(d.content, '4') = 0") };
/// … lacks item (5).
pub const NO_AFTERWARDS: Duty = Duty { noun: Noun::User, sql: pledges!("instr(d.content, '5') = 0") };
