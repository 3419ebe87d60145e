//! Invitations of every state, direction and judgement; the first ones to expire can be approved at once.

use super::dice::Dice;
use super::lots::{Fate, Lot};
use super::names;
use super::people::Roster;
use super::plan::Block;
use super::world::World;
use crate::domain::{
    Approval, Closing, GroupId, Invitation, InvitationId, JudgedBy, OfficeId, Progress, Received, UserId,
};
use crate::text::date::{self, Instant};
use chrono::{Days, TimeDelta};

/// What approving such an invitation runs into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// Nothing, into another office's group.
    Fine,
    /// Nothing, into a group of ours.
    FineHere,
    /// The invitee's lot.
    Invitee(Lot),
    /// The group's fate.
    Group(Fate),
    /// The invitee is in the group already.
    Member,
    /// The inviter has left.
    InviterLeft,
    /// The invitee is an admin.
    Oneself,
    /// To another office's user.
    Outbound,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Received,
    Judged,
    Approved,
}

/// What comes after the first ones, over and over.
const MIXED: [(Case, Step); 24] = {
    use Case::*;
    use Step::*;
    [
        (Outbound, Received),
        (Fine, Received),
        (Invitee(Lot::NoPledge), Judged),
        (Invitee(Lot::Restricted), Judged),
        (FineHere, Approved),
        (Invitee(Lot::PasswordOverdue), Judged),
        (Group(Fate::NoConsent), Judged),
        (Fine, Judged),
        (Invitee(Lot::LookAlike), Judged),
        (Invitee(Lot::Banned), Received),
        (Invitee(Lot::TrainingOverdue), Judged),
        (FineHere, Judged),
        (Invitee(Lot::OnLeave), Received),
        (Outbound, Approved),
        (Fine, Approved),
        (Oneself, Judged),
        (InviterLeft, Judged),
        (FineHere, Received),
        (Member, Judged),
        (Invitee(Lot::Leaver), Received),
        (Group(Fate::Urgent), Judged),
        (Invitee(Lot::Namesake), Received),
        (Fine, Judged),
        (Invitee(Lot::NoTraining), Judged),
    ]
};

/// How many at the head of the list can be approved at once.
const FINE_AT_THE_HEAD: i64 = 12;

/// Who and what of a block invitations can be made of.
pub(super) struct Ground<'w> {
    world: &'w World,
    block: &'w Block,
    roster: &'w Roster,
    open_groups: Vec<i64>,
    foreign_groups: Vec<i64>,
}

impl<'w> Ground<'w> {
    pub(super) fn of(world: &'w World, block: &'w Block, roster: &'w Roster) -> Ground<'w> {
        let takes = |number: &i64| world.fate(block, *number).takes_people() && *number != 1;
        let open_groups = block.own_groups.clone().filter(takes).collect();
        let foreign_groups = (block.own_groups.end..block.groups.end).collect();
        Ground { world, block, roster, open_groups, foreign_groups }
    }

    /// The open invitations of the block and then the closed ones, by number.
    pub(super) fn invitations(&self) -> Vec<Invitation> {
        let open = self.block.open.clone().map(|number| self.open(number));
        open.chain(self.block.closed.clone().map(|number| self.closed(number))).collect()
    }

    fn open(&self, number: i64) -> Invitation {
        let place = number - self.block.open.start;
        let mut dice = self.world.dice(InvitationId(number).id());
        let head = if self.block.is_home() { FINE_AT_THE_HEAD } else { 0 };
        let (case, step, expires_in) = if place < head {
            (if place % 3 == 2 { Case::FineHere } else { Case::Fine }, Step::Judged, 1 + place / 4)
        } else {
            let (case, step) = MIXED[((place - head + self.block.index * 10) % MIXED.len() as i64) as usize];
            (case, step, 4 + (place - head + 1) * 26 / (self.block.open.end - self.block.open.start - head))
        };
        let mut row = self.drawn(number, place, case, &mut dice);
        row.expires_on = self.world.ahead(expires_in);
        row.invited_on = row.expires_on.checked_sub_days(Days::new(30)).unwrap_or(self.world.today);
        row.progress = self.progress(&row, step, &mut dice);
        row
    }

    /// Invitee, group and inviter for a case; where the block lacks them, an invitation without a finding.
    fn drawn(&self, number: i64, place: i64, case: Case, dice: &mut Dice) -> Invitation {
        let turn = place as usize;
        let by_lot = |lot| one(&self.roster.all(lot), turn);
        let by_fate = |fate| {
            let all: Vec<i64> =
                self.block.own_groups.clone().filter(|n| self.world.fate(self.block, *n) == fate).collect();
            one(&all, turn)
        };
        let inside = one(&self.open_groups, turn);
        let outside = self.outside(turn, dice);
        let (group, invitee) = match case {
            Case::Fine => (Some(outside), None),
            Case::FineHere | Case::InviterLeft => (inside, None),
            Case::Invitee(lot) => (Some(outside), by_lot(lot)),
            Case::Group(fate) => (by_fate(fate), None),
            Case::Member => (inside, None),
            Case::Oneself => (Some(outside), Some(self.block.users.start)),
            Case::Outbound => (inside, None),
        };
        let group = group.or(inside).unwrap_or(outside);
        let invitee = match case {
            Case::Outbound => self.world.stranger(self.block, number),
            Case::Member => self.member_in_order(group).unwrap_or_else(|| self.fine_invitee(group, turn)),
            _ => invitee.unwrap_or_else(|| self.fine_invitee(group, turn)),
        };
        let leaver = (case == Case::InviterLeft).then(|| by_lot(Lot::Leaver)).flatten();
        let inviter = leaver.or_else(|| self.inviter(group, invitee, turn));
        self.row(number, group, invitee, inviter, dice)
    }

    fn row(
        &self,
        number: i64,
        group: i64,
        invitee: i64,
        inviter: Option<i64>,
        dice: &mut Dice,
    ) -> Invitation {
        let world = self.world;
        const MESSAGES: [&str; 6] = [
            "退院後の訪問看護をお願いします。",
            "担当者会議の前に情報を共有したいです。",
            "服薬状況の確認のため参加をお願いします。",
            "リハビリ計画の共有",
            "来月から担当が変わります。よろしくお願いします。",
            "",
        ];
        Invitation {
            id: InvitationId(number),
            version: 1,
            group: GroupId(group),
            group_office: world.office_of_group(self.block, group),
            invitee: UserId(invitee),
            invitee_office: world.office_of_user(invitee),
            inviter: inviter.map(UserId),
            inviter_name: inviter.map_or_else(|| names::of_age(dice), |n| world.name(n)).name,
            inviter_office: inviter
                .map_or_else(|| world.office_of_group(self.block, group), |n| world.office_of_user(n)),
            message: (*dice.pick(&MESSAGES)).to_owned(),
            invited_on: world.today,
            expires_on: world.today,
            progress: Progress::Received(Received),
        }
    }

    /// Another office's group that takes people.
    fn outside(&self, turn: usize, dice: &mut Dice) -> i64 {
        if let Some(group) = one(&self.foreign_groups, turn) {
            return group;
        }
        let plan = &self.world.plan;
        let next = 1 + dice.below(plan.blocks - 1);
        let other = plan.block((self.block.index + next) % plan.blocks);
        let start = other.own_groups.start + dice.below(other.own_groups.end - other.own_groups.start);
        let fits = |n: &i64| {
            *n != 1 && self.world.fate(&other, *n).takes_people() && !self.world.has_a_guest(&other, *n)
        };
        let around = (start..other.own_groups.end).chain(other.own_groups.clone());
        around.into_iter().find(fits).unwrap_or(start)
    }

    /// Somebody in order who is not in the group.
    fn fine_invitee(&self, group: i64, turn: usize) -> i64 {
        let people = &self.roster.in_order;
        let here = if self.block.groups.contains(&group) {
            self.world.users_in(self.block, self.roster, group)
        } else {
            Vec::new()
        };
        let start = turn * 3;
        let turned = (0..people.len()).map(|n| people[(start + n) % people.len()]);
        turned.into_iter().find(|n| !here.contains(n)).unwrap_or(self.block.users.start)
    }

    fn member_in_order(&self, group: i64) -> Option<i64> {
        let here = self.world.users_in(self.block, self.roster, group);
        here.into_iter().take(2).find(|n| self.roster.in_order.contains(n))
    }

    /// Somebody of the group's office; `None` where the register knows only a name there.
    fn inviter(&self, group: i64, invitee: i64, turn: usize) -> Option<i64> {
        if self.block.own_groups.contains(&group) {
            return one(&self.roster.in_order, turn)
                .filter(|n| *n != invitee)
                .or(one(&self.roster.in_order, turn + 1));
        }
        (!self.block.groups.contains(&group)).then(|| self.world.plan.block_of_group(group).users.start)
    }

    fn progress(&self, row: &Invitation, step: Step, dice: &mut Dice) -> Progress {
        let by = if dice.one_in(4) { JudgedBy::OnBehalf } else { JudgedBy::Themselves };
        let (judged_at, approved_at) = self.steps(row, dice);
        let judged = Received.judged(judged_at, by);
        match step {
            Step::Received => Progress::Received(Received),
            Step::Judged => Progress::Judged(judged),
            Step::Approved => {
                let by = self.decider(row.invitee_office, dice);
                Progress::Approved(judged.approved(Approval { at: approved_at, by }))
            }
        }
    }

    /// When it was judged and approved: between the invitation and now, in working hours.
    fn steps(&self, row: &Invitation, dice: &mut Dice) -> (Instant, Instant) {
        let world = self.world;
        let since = (world.today - row.invited_on).num_days();
        let judged =
            world.moment(row.invited_on + Days::new(dice.between(0, since.min(4)).unsigned_abs()), dice);
        let later = dice.between(1, 3).unsigned_abs();
        let approved = world.moment(date::today(judged) + Days::new(later), dice);
        (judged - TimeDelta::minutes(1), approved.max(judged))
    }

    /// An admin of the invitee's office.
    fn decider(&self, office: OfficeId, dice: &mut Dice) -> String {
        let first = if office == self.block.office && !self.world.plan.has_other_offices() {
            1
        } else if self.world.plan.has_other_offices() {
            self.world.plan.block(office.0 - 1).users.start
        } else {
            return String::new();
        };
        UserId(first + dice.below(2)).to_string()
    }

    fn closed(&self, number: i64) -> Invitation {
        let place = number - self.block.closed.start;
        let mut dice = self.world.dice(InvitationId(number).id());
        if place % 6 == 0 && self.accepted_group(place).is_some() {
            return self.accepted(number, place, &mut dice);
        }
        let case = if place % 6 == 3 { Case::Outbound } else { Case::FineHere };
        let mut row = self.drawn(number, place + 500, case, &mut dice);
        row.invited_on = self.world.ago(dice.between(35, 45));
        row.expires_on = row.invited_on + Days::new(30);
        let mut ended = |reason: &str| {
            let at = self.world.moment(self.world.ago(dice.between(6, 30)), &mut dice);
            Closing { at, by: self.decider(self.block.office, &mut dice), reason: reason.to_owned() }
        };
        row.progress = match place % 6 {
            1 => Progress::Declined(ended("担当を外れるため")),
            2 => Progress::Rejected(ended("業務上の必要が確認できないため")),
            3 => Progress::Withdrawn(ended("招待先を誤ったため")),
            5 => Progress::Void(ended("")),
            _ => Progress::Received(Received),
        };
        row
    }

    fn accepted(&self, number: i64, place: i64, dice: &mut Dice) -> Invitation {
        let group = self.accepted_group(place).unwrap_or(self.block.groups.start);
        let invitee = self.world.users_in(self.block, self.roster, group)[1];
        let mut row = self.row(number, group, invitee, self.inviter(group, invitee, place as usize), dice);
        let accepted_at = self.world.accepted_at(number);
        row.invited_on = date::today(accepted_at) - Days::new(6);
        row.expires_on = row.invited_on + Days::new(30);
        let judged = Received.judged(accepted_at - TimeDelta::days(3), JudgedBy::Themselves);
        let by = self.decider(self.block.office, dice);
        let approved = judged.approved(Approval { at: accepted_at - TimeDelta::days(1), by });
        row.progress = approved.accepted(accepted_at);
        row
    }

    fn accepted_group(&self, place: i64) -> Option<i64> {
        accepted_group(self.world, self.block, place)
    }
}

/// The group that an accepted invitation led into.
fn accepted_group(world: &World, block: &Block, place: i64) -> Option<i64> {
    let group = block.groups.start + 2 + place * 2;
    let fits = block.groups.contains(&group) && world.fate(block, group) != Fate::Empty;
    fits.then_some(group)
}

impl World {
    /// The accepted invitation through which the second member of a group came.
    pub(super) fn accepted_into(&self, block: &Block, group: i64) -> Option<i64> {
        let place = (group - block.groups.start - 2) / 2;
        let number = block.closed.start + place;
        let is_one = place >= 0 && place % 6 == 0 && block.closed.contains(&number);
        (is_one && accepted_group(self, block, place) == Some(group)).then_some(number)
    }

    /// When an accepted invitation was accepted.
    pub(super) fn accepted_at(&self, invitation: i64) -> Instant {
        let mut dice = self.dice(InvitationId(-invitation).id());
        self.moment(self.ago(dice.between(62, 69)), &mut dice)
    }
}

fn one(all: &[i64], turn: usize) -> Option<i64> {
    if all.is_empty() { None } else { Some(all[turn % all.len()]) }
}
