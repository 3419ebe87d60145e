//! Chance that can be repeated: SplitMix64, a stream of its own for every row. Not for secrets.

use crate::domain::Id;

/// A stream of numbers that follows from the seed and the row alone.
pub(super) struct Dice(u64);

impl Dice {
    /// The stream of one row, independent of every other row's: rows can be made in any order.
    pub(super) fn of(seed: u64, row: Id) -> Dice {
        let mut dice = Dice(seed ^ (row.noun as u64 + 1) << 56);
        let start = dice.next() ^ row.number.cast_unsigned();
        Dice(start)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `end - 1`; 0 where there is none.
    pub(super) fn below(&mut self, end: i64) -> i64 {
        (self.next() >> 1).cast_signed() % end.max(1)
    }

    /// A number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: i64, last: i64) -> i64 {
        first + self.below(last - first + 1)
    }

    /// True once in `times`.
    pub(super) fn one_in(&mut self, times: i64) -> bool {
        self.below(times) == 0
    }

    /// One of the items, of which there must be one.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let place = self.below(items.len() as i64);
        &items[place as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::UserId;

    #[test]
    fn a_row_throws_the_same_again_and_its_neighbour_something_else() {
        let throw = |seed, number| Dice::of(seed, UserId(number).id()).below(1 << 40);
        assert_eq!(throw(1, 7), throw(1, 7));
        assert_ne!(throw(1, 7), throw(1, 8));
        assert_ne!(throw(1, 7), throw(2, 7));
    }

    #[test]
    fn numbers_stay_between_their_ends_and_reach_both() {
        let mut dice = Dice::of(1, UserId(1).id());
        let seen: std::collections::BTreeSet<i64> = (0..200).map(|_| dice.between(3, 6)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [3, 4, 5, 6]);
    }
}
