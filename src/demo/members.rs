//! Memberships: who is in which group, since when, and who left.

use super::lots::Fate;
use super::people::Roster;
use super::plan::{Block, gcd};
use super::world::World;
use crate::domain::{Group, GroupId, InvitationId, Membership, MembershipId, Through, UserId};
use crate::text::date::today;
use chrono::TimeDelta;

impl World {
    /// The numbers of a group's memberships.
    fn places(&self, block: &Block, number: i64) -> std::ops::Range<i64> {
        self.edge(block, number)..self.edge(block, number + 1)
    }

    /// The first membership of a group: an even share, moved a little so that groups differ in size.
    fn edge(&self, block: &Block, number: i64) -> i64 {
        let (groups, all) = (&block.groups, &block.memberships);
        if number == groups.end {
            return all.end;
        }
        let share = (all.end - all.start) * (number - groups.start) / (groups.end - groups.start);
        let moved = if number == groups.start { 0 } else { self.dice(GroupId(number).id()).below(3) };
        all.start + share + moved
    }

    /// The users of a group, past ones included, each once.
    pub(super) fn users_in(&self, block: &Block, roster: &Roster, number: i64) -> Vec<i64> {
        let count = self.places(block, number).count() as i64;
        let people = roster.members.len() as i64;
        let mut dice = self.dice(MembershipId(number).id());
        let is_first = number == 1;
        let start = if is_first { 0 } else { dice.below(people) };
        let wished = if is_first { 1 } else { dice.between(1, people - 1) };
        let step = (wished..).find(|step| gcd(*step, people) == 1).unwrap_or(1);
        let mut users: Vec<i64> =
            (0..count).map(|n| roster.members[((start + n * step) % people) as usize]).collect();
        if self.has_a_guest(block, number)
            && let Some(last) = users.last_mut()
        {
            *last = self.stranger(block, number);
        }
        users
    }

    /// One group in six of ours has a member of another office.
    pub(super) fn has_a_guest(&self, block: &Block, number: i64) -> bool {
        number != 1 && block.own_groups.contains(&number) && number % 6 == 1
    }

    /// A user of another office.
    pub(super) fn stranger(&self, block: &Block, number: i64) -> i64 {
        let mut dice = self.dice(MembershipId(-number).id());
        if self.plan.guests > 0 {
            return self.plan.total.users + dice.between(1, self.plan.guests);
        }
        let next = 1 + dice.below(self.plan.blocks - 1);
        let there = self.plan.block((block.index + next) % self.plan.blocks).users;
        let from = dice.between(there.start, there.end - 1);
        (from..there.end).find(|n| self.lot(*n).is_in_order()).unwrap_or(there.start)
    }

    /// The memberships of a group, in the order of joining.
    pub(super) fn memberships(&self, block: &Block, roster: &Roster, group: &Group) -> Vec<Membership> {
        let number = group.id.0;
        let founded = self.founded(number);
        let fate = self.fate(block, number);
        let users = self.users_in(block, roster, number);
        let count = users.len();
        let ids = self.places(block, number);
        let rows = ids.zip(users).enumerate().map(|(place, (id, user))| {
            let mut dice = self.dice(MembershipId(id).id());
            let joined_at = self.moment(founded, &mut dice) + TimeDelta::minutes(place as i64);
            let mut row = Membership {
                id: MembershipId(id),
                version: 1,
                group: group.id,
                user: UserId(user),
                joined_at,
                through: if place == 0 { Through::Founding } else { Through::Import },
                invitation: None,
                left_at: None,
                left_through: None,
                left_reason: String::new(),
                in_charge_from: None,
                in_charge_until: None,
            };
            if place == 1
                && let Some(invitation) = self.accepted_into(block, number)
            {
                row.through = Through::Invitation;
                row.invitation = Some(InvitationId(invitation));
                row.joined_at = self.accepted_at(invitation);
            }
            // Some hand the case on, and a few of those stay in the group.
            if place == 0 && number % 10 == 4 {
                row.in_charge_from = Some(today(row.joined_at));
                row.in_charge_until = (number % 50 == 34).then(|| self.ago(15));
            }
            let has_left = fate == Fate::Empty || place > 2 && place + 1 == count && number % 9 == 2;
            if has_left {
                row.left_at = Some(self.moment(self.ago(dice.between(9, 50)), &mut dice));
                row.left_through = Some(Through::Removal);
                row.left_reason = "担当変更".to_owned();
            } else if group.archived_at.is_some() {
                row.left_at = group.archived_at;
                row.left_through = Some(Through::Archive);
            }
            row
        });
        rows.collect()
    }
}
