//! Clauses whose status is that of others: opening sentences, and duties that the text names twice.

use crate::regulation::clause::{ClauseId, id};

/// A clause, and those whose worst status is its own.
pub const FOLLOWS: &[(ClauseId, &[ClauseId])] = &[
    (id("5"), &[id("5-1"), id("5-2")]),
    (id("8"), &[id("8-1"), id("8-2"), id("8-3"), id("8-4"), id("8-5"), id("8-6"), id("8-7")]),
    (id("8-6"), &[id("6-1"), id("N2-1"), id("12-9"), id("N3-10"), id("F3-5")]),
    (id("8-7"), &[id("3-3")]),
    (id("N2-4"), &[id("3-3")]),
    (id("9-3"), &[id("9-3-1"), id("9-3-2"), id("9-3-3"), id("9-3-4"), id("9-3-5")]),
    (id("11"), &[id("11-1"), id("11-2"), id("11-3"), id("11-4"), id("11-5")]),
    (
        id("12"),
        &[
            id("12-1"),
            id("12-2"),
            id("12-3"),
            id("12-4"),
            id("12-5"),
            id("12-6"),
            id("12-7"),
            id("12-8"),
            id("12-9"),
            id("12-10"),
        ],
    ),
    (id("F3-3-2"), &[id("8-6")]),
    (id("F3-5"), &[id("F3-5-1"), id("F3-5-2"), id("F3-5-3"), id("F3-5-4")]),
];

/// The clauses that a clause follows.
pub fn followed_by(clause: ClauseId) -> &'static [ClauseId] {
    FOLLOWS.iter().find(|(id, _)| *id == clause).map_or(&[], |(_, others)| others)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(clause: ClauseId, above: usize) -> usize {
        assert!(above < 9, "{clause} follows itself");
        followed_by(clause).iter().map(|other| depth(*other, above + 1)).max().unwrap_or(above)
    }

    #[test]
    fn no_clause_follows_itself() {
        assert!(FOLLOWS.iter().all(|(clause, _)| depth(*clause, 0) >= 1));
    }
}
