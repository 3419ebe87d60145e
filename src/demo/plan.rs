//! How many of everything there are, and which numbers they have. Pure arithmetic, so that every row can be
//! made by itself and nothing need be remembered.

use std::ops::Range;

use crate::domain::OfficeId;
use crate::words;

words! {
    /// How large a demo store is.
    Scale {
        Small "small" "一事業所" "One office",
        City "city" "市" "A city",
        Nation "nation" "全国法人" "A nationwide corporation",
    }
}

/// Counts of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sizes {
    pub(super) users: i64,
    pub(super) groups: i64,
    pub(super) memberships: i64,
    /// Invitations still to be decided.
    pub(super) open: i64,
    /// Invitations decided or expired.
    pub(super) closed: i64,
}

/// What a demo store consists of: blocks of people with their groups and invitations.
///
/// In a city each block is an office; in one office or corporation all blocks are its branches, and other
/// offices are names with a few people and groups.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// Offices, the signed-in one first, the city's desk second.
    pub(super) offices: i64,
    /// Blocks, the signed-in admins' one first.
    pub(super) blocks: i64,
    /// What all blocks have together.
    pub(super) total: Sizes,
    home: Sizes,
    each_an_office: bool,
    /// People of other offices who are in no block.
    pub(super) guests: i64,
}

/// The signed-in office.
pub(super) const HOME: OfficeId = OfficeId(1);
/// The city's desk.
pub(super) const CITY_DESK: OfficeId = OfficeId(2);

const SMALL: Sizes = Sizes { users: 60, groups: 200, memberships: 900, open: 80, closed: 48 };

impl Plan {
    pub(super) fn of(scale: Scale) -> Plan {
        match scale {
            Scale::Small => {
                Plan { offices: 25, blocks: 1, total: SMALL, home: SMALL, each_an_office: false, guests: 30 }
            }
            Scale::City => Plan::city(300),
            Scale::Nation => Plan::nation(5_000),
        }
    }

    /// A city of so many offices, twenty users each.
    pub(super) fn city(offices: i64) -> Plan {
        let each = Sizes { users: 20, groups: 50, memberships: 200, open: 10, closed: 6 };
        let total = each.times(offices);
        Plan { offices, blocks: offices, total, home: SMALL, each_an_office: true, guests: 0 }
    }

    /// A corporation of so many branches, sixty users each.
    pub(super) fn nation(branches: i64) -> Plan {
        let each = Sizes { users: 60, groups: 200, memberships: 1_000, open: 40, closed: 24 };
        let total = each.times(branches);
        let offices = 2 + branches * 12;
        Plan {
            offices,
            blocks: branches,
            total,
            home: each,
            each_an_office: false,
            guests: 10 + branches / 2,
        }
    }

    pub(super) fn block(&self, index: i64) -> Block {
        let range = |of: fn(&Sizes) -> i64| self.before(index, of) + 1..self.before(index + 1, of) + 1;
        let groups = range(|s| s.groups);
        let foreign = if self.each_an_office { 0 } else { (groups.end - groups.start) * 4 / 25 };
        let (open, closed) = (range(|s| s.open), range(|s| s.closed));
        let first_invitation = open.start + closed.start - 1;
        let first_closed = first_invitation + open.end - open.start;
        Block {
            index,
            office: if self.each_an_office { OfficeId(index + 1) } else { HOME },
            users: range(|s| s.users),
            own_groups: groups.start..groups.end - foreign,
            groups,
            memberships: range(|s| s.memberships),
            open: first_invitation..first_closed,
            closed: first_closed..first_closed + closed.end - closed.start,
        }
    }

    pub(super) fn every_block(self) -> impl Iterator<Item = Block> {
        (0..self.blocks).map(move |index| self.block(index))
    }

    /// The block a user is in; `None` for guests.
    pub(super) fn block_of_user(&self, user: i64) -> Option<Block> {
        (user <= self.total.users).then(|| self.block(self.find(user, |s| s.users)))
    }

    pub(super) fn block_of_group(&self, group: i64) -> Block {
        self.block(self.find(group, |s| s.groups))
    }

    /// True where other blocks are other offices, from which people and groups can be had.
    pub(super) fn has_other_offices(&self) -> bool {
        self.each_an_office
    }

    /// How many rows the blocks before `index` have.
    fn before(&self, index: i64, of: fn(&Sizes) -> i64) -> i64 {
        match index {
            0 => 0,
            1 => of(&self.home),
            index => of(&self.home) + (of(&self.total) - of(&self.home)) * (index - 1) / (self.blocks - 1),
        }
    }

    fn find(&self, number: i64, of: fn(&Sizes) -> i64) -> i64 {
        let (mut low, mut high) = (0, self.blocks);
        while high - low > 1 {
            let middle = i64::midpoint(low, high);
            if self.before(middle, of) < number { low = middle } else { high = middle }
        }
        low
    }
}

impl Sizes {
    fn times(self, n: i64) -> Sizes {
        Sizes {
            users: self.users * n,
            groups: self.groups * n,
            memberships: self.memberships * n,
            open: self.open * n,
            closed: self.closed * n,
        }
    }
}

/// Some people who work together, with the numbers of everything they have.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) index: i64,
    pub(super) office: OfficeId,
    pub(super) users: Range<i64>,
    pub(super) groups: Range<i64>,
    /// The groups of this office; the others are other offices' groups in which its people are.
    pub(super) own_groups: Range<i64>,
    pub(super) memberships: Range<i64>,
    pub(super) open: Range<i64>,
    pub(super) closed: Range<i64>,
}

impl Block {
    /// The block of the signed-in admins, whose past stands in the ledger.
    pub(super) fn is_home(&self) -> bool {
        self.index == 0
    }
}

/// Puts 0..size into another order, each number once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shuffle {
    size: i64,
    step: i64,
    start: i64,
}

impl Shuffle {
    pub(super) fn of(size: i64, seed: u64) -> Shuffle {
        let golden = size * 618 / 1000 + (seed % 97).cast_signed();
        let step = (golden..).find(|step| gcd(*step, size) == 1).unwrap_or(1);
        Shuffle { size, step, start: (seed % 1_000_003).cast_signed() % size }
    }

    /// The place of `number`.
    pub(super) fn place(&self, number: i64) -> i64 {
        (number % self.size * self.step + self.start) % self.size
    }
}

pub(super) fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(Plan::of(Scale::Small))]
    #[case(Plan::city(40))]
    #[case(Plan::of(Scale::City))]
    #[case(Plan::nation(7))]
    fn blocks_follow_each_other_without_a_gap(#[case] plan: Plan) {
        let mut last = plan.block(0);
        for block in plan.every_block().skip(1) {
            assert_eq!(block.users.start, last.users.end);
            assert_eq!(block.groups.start, last.groups.end);
            assert_eq!(block.memberships.start, last.memberships.end);
            assert_eq!(block.open.start, last.closed.end);
            last = block;
        }
        assert_eq!(last.users.end - 1, plan.total.users);
        assert_eq!(last.groups.end - 1, plan.total.groups);
        assert_eq!(last.memberships.end - 1, plan.total.memberships);
        assert_eq!(last.closed.end - 1, plan.total.open + plan.total.closed);
    }

    #[test]
    fn every_number_is_found_in_its_block() {
        let plan = Plan::city(40);
        for block in plan.every_block() {
            for user in block.users.clone() {
                assert_eq!(plan.block_of_user(user).map(|b| b.index), Some(block.index));
            }
            assert_eq!(plan.block_of_group(block.groups.start).index, block.index);
            assert_eq!(plan.block_of_group(block.groups.end - 1).index, block.index);
        }
        assert!(plan.block_of_user(plan.total.users + 1).is_none());
    }

    #[test]
    fn the_sizes_are_the_published_ones() {
        let city = Plan::of(Scale::City);
        assert_eq!((city.offices, city.total.users, city.total.groups), (300, 6_000, 15_000));
        assert_eq!((city.total.memberships, city.total.open), (60_000, 3_000));
        let nation = Plan::of(Scale::Nation);
        assert_eq!((nation.offices, nation.total.users, nation.total.groups), (60_002, 300_000, 1_000_000));
        assert_eq!((nation.total.memberships, nation.total.open), (5_000_000, 200_000));
    }

    #[test]
    fn a_shuffle_gives_every_place_once() {
        let shuffle = Shuffle::of(360, 42);
        let mut places: Vec<i64> = (0..360).map(|n| shuffle.place(n)).collect();
        places.sort_unstable();
        assert!(places.into_iter().eq(0..360));
    }
}
