//! Whom a clause concerns: where there is nothing that it speaks of, it is 対象外.

use crate::regulation::clause::{ClauseId, id};
use crate::store::Tally;
use crate::store::tally::{group, user};
use crate::text::Text;

/// Clauses that concern only an office that has something.
pub struct Concern {
    /// The clauses.
    pub clauses: &'static [ClauseId],
    /// What there must be any of.
    pub tally: &'static Tally,
    /// Why they do not concern an office without it.
    pub without: Text,
}

/// Every such condition.
pub const CONCERNS: &[Concern] = &[
    Concern {
        clauses: &[id("5"), id("5-1"), id("5-2")],
        tally: &group::OWN,
        without: Text::new(
            "自事業所が連携元のグループはありません。",
            "There is no group whose originating office we are.",
        ),
    },
    Concern {
        clauses: &[
            id("6-1"),
            id("N1-1"),
            id("N1-2"),
            id("N1-3"),
            id("F3-3-1"),
            id("F3-3-2"),
            id("F3-3-3"),
            id("F3-4"),
            id("F3-6"),
            id("F3-7"),
        ],
        tally: &group::OF_PATIENTS,
        without: Text::new(
            "自事業所が連携元の患者グループはありません。",
            "There is no patient group whose originating office we are.",
        ),
    },
    Concern {
        clauses: &[id("N3-2"), id("N3-3"), id("N3-4"), id("N3-6"), id("N3-8"), id("N3-9")],
        tally: &user::MEMBERSHIPS,
        without: Text::new("グループに参加しているユーザーはいません。", "None of our users is in a group."),
    },
];
