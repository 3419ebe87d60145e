//! People: users with their lots, and their pledges, trainings and sanctions.

use super::dice::Dice;
use super::lots::Lot;
use super::names::{self, Name};
use super::plan::Block;
use super::world::World;
use crate::domain::{
    Facts, Level, OfficeId, Pledge, PledgeId, PledgeKind, Sanction, SanctionId, Training, TrainingId, User,
    UserId,
};
use crate::text::romaji;

impl World {
    /// Everybody, guests of other offices last.
    pub(super) fn everybody(&self) -> impl Iterator<Item = User> + '_ {
        (1..=self.plan.total.users + self.plan.guests).map(|number| self.user(number))
    }

    /// A user, whole.
    pub(super) fn user(&self, number: i64) -> User {
        let id = UserId(number);
        let block = self.plan.block_of_user(number);
        let office = self.office_of_user(number);
        let lot = self.lot(number);
        let mut dice = self.dice(id.id());
        let occupation = self.occupation(office, &mut dice);
        let joined = dice.between(400, 3_000);
        let name = self.name(number);
        let mail = if lot == Lot::NoMail { String::new() } else { self.mail(&name, number, office) };
        let mut user = User {
            id,
            version: 1,
            office,
            mcs_id: if dice.one_in(5) { String::new() } else { format!("mcs-{number:06}") },
            name: name.name,
            kana: name.kana,
            occupation,
            mail,
            admin_since: (lot == Lot::Admin).then(|| self.ago(joined - 100)),
            password_changed_on: Some(self.ago(dice.between(2, 50))),
            joined_on: block.map(|_| self.ago(joined)),
            leave_from: None,
            leave_until: None,
            released_on: None,
            closed_on: None,
            last_day: None,
            reminded_on: None,
            terms_agreed_on: None,
            points_read_on: None,
            profile_on: None,
            photo_on: None,
            memo: String::new(),
        };
        self.befall(&mut user, lot, &mut dice);
        user
    }

    fn befall(&self, user: &mut User, lot: Lot, dice: &mut Dice) {
        match lot {
            Lot::PasswordOverdue => user.password_changed_on = Some(self.ago(dice.between(70, 200))),
            Lot::OnLeave => {
                user.leave_from = Some(self.ago(dice.between(20, 80)));
                user.leave_until = Some(self.ahead(dice.between(30, 200)));
                user.memo = "育児休業".to_owned();
            }
            Lot::LeaveAhead => user.leave_from = Some(self.ahead(dice.between(10, 40))),
            Lot::Leaver => user.released_on = Some(self.ago(dice.between(3, 14))),
            Lot::Left => user.released_on = Some(self.ago(dice.between(60, 300))),
            Lot::Closed => {
                user.released_on = Some(self.ago(120));
                user.closed_on = Some(self.ago(118));
            }
            Lot::NoMail => user.memo = "メールアドレスを本人に確認中".to_owned(),
            Lot::Admin
            | Lot::InOrder
            | Lot::NoPledge
            | Lot::PledgeWaived
            | Lot::TrainingOverdue
            | Lot::NoTraining
            | Lot::Namesake
            | Lot::LookAlike
            | Lot::Restricted
            | Lot::ReviewDue
            | Lot::Banned
            | Lot::Lifted
            | Lot::RanOut
            | Lot::FromAbroad => {}
        }
    }

    /// A user's office.
    pub(super) fn office_of_user(&self, number: i64) -> OfficeId {
        match self.plan.block_of_user(number) {
            Some(block) => block.office,
            None => self.another_office(&mut self.dice(UserId(number).id())),
        }
    }

    /// A user's lot. The first two of an office are its admins; elsewhere the lots are moved along, so that
    /// small offices differ.
    pub(super) fn lot(&self, number: i64) -> Lot {
        let Some(block) = self.plan.block_of_user(number) else { return Lot::InOrder };
        let place = number - block.users.start;
        let leads = block.is_home() || self.plan.has_other_offices();
        if place < 2 && (leads || block.index % 25 == 0) {
            return Lot::Admin;
        }
        let moved = if self.plan.has_other_offices() { block.index * 7 } else { 0 };
        match Lot::at((place + moved) as usize) {
            Lot::Namesake | Lot::LookAlike if place < 3 => Lot::InOrder,
            Lot::FromAbroad if block.index % 50 != 0 => Lot::InOrder,
            lot => lot,
        }
    }

    /// A user's name.
    pub(super) fn name(&self, number: i64) -> Name {
        let mut dice = self.dice(UserId(number).id());
        match self.lot(number) {
            Lot::Namesake => self.name(number - 1),
            Lot::LookAlike => names::written_otherwise(&self.name(number - 1)),
            Lot::FromAbroad => names::from_abroad(number / 40),
            _ if self.precedes_a_lookalike(number) => names::with_variants(number, &mut dice),
            _ => self.roll.name(number, &mut dice),
        }
    }

    fn precedes_a_lookalike(&self, number: i64) -> bool {
        number < self.plan.total.users && self.lot(number + 1) == Lot::LookAlike
    }

    fn mail(&self, name: &Name, number: i64, office: OfficeId) -> String {
        let family = name.kana.split(' ').next().unwrap_or_default();
        format!("{}{number}@{}", romaji::key(family).replace(' ', ""), self.domain(office))
    }

    /// A user's pledge, where there is one.
    pub(super) fn pledge(&self, number: i64) -> Option<Pledge> {
        let mut dice = self.dice(PledgeId(number).id());
        let (kind, kept_at) = match self.lot(number) {
            Lot::NoPledge => return None,
            Lot::PledgeWaived => (PledgeKind::Waiver, "雇用契約書の守秘条項"),
            _ => (PledgeKind::Signed, *dice.pick(&["事務室 書庫A", "事務室 書庫B", "本部 人事"])),
        };
        Some(Pledge {
            id: PledgeId(number),
            version: 1,
            user: UserId(number),
            kind,
            signed_on: self.ago(dice.between(60, 390)),
            kept_at: kept_at.to_owned(),
            facts: Some(pledge_facts(kind, number)),
        })
    }

    /// A user's latest training, where there is one.
    pub(super) fn training(&self, number: i64) -> Option<Training> {
        let mut dice = self.dice(TrainingId(number).id());
        let held = match self.lot(number) {
            Lot::NoTraining => return None,
            Lot::TrainingOverdue => dice.between(380, 600),
            _ => dice.between(20, 320),
        };
        let topics = ["誓約書の内容と情報の取扱い", "個人情報保護と誓約書", "MCSの使い方と留意事項"];
        Some(Training {
            id: TrainingId(number),
            version: 1,
            office: self.office_of_user(number),
            user: UserId(number),
            held_on: self.ago(held),
            topic: (*dice.pick(&topics)).to_owned(),
            covers_pledge: true,
            facts: None,
        })
    }

    /// A user's sanction, where there is one, lifted and run-out ones included.
    pub(super) fn sanction(&self, number: i64) -> Option<Sanction> {
        let id = SanctionId(number);
        let mut dice = self.dice(id.id());
        let mut sanction = Sanction {
            id,
            version: 1,
            user: UserId(number),
            level: Level::Restrict,
            reason: "業務に関係のない患者のグループを繰り返し閲覧したため".to_owned(),
            evidence: "閲覧の状況を本人と面談で確認した記録（事務室 書庫C）".to_owned(),
            from: self.ago(dice.between(8, 20)),
            until: None,
            review_on: None,
            lifted_at: None,
            lift_reason: String::new(),
        };
        match self.lot(number) {
            Lot::Restricted => sanction.until = Some(self.ahead(dice.between(10, 60))),
            Lot::ReviewDue => {
                sanction.from = self.ago(dice.between(30, 40));
                sanction.review_on = Some(self.ago(dice.between(1, 6)));
                sanction.reason = "私用の端末で患者の写真を撮影し、グループへ投稿したため".to_owned();
            }
            Lot::Banned => {
                sanction.level = Level::Ban;
                sanction.reason = "IDとパスワードを同僚に貸し、注意の後も続けたため".to_owned();
            }
            Lot::Lifted => {
                sanction.from = self.ago(90);
                sanction.lifted_at = Some(self.moment(self.ago(80), &mut dice));
                sanction.lift_reason = "再教育を受け、管理者が確認したため".to_owned();
            }
            Lot::RanOut => {
                sanction.from = self.ago(100);
                sanction.until = Some(self.ago(60));
            }
            _ => return None,
        }
        Some(sanction)
    }
}

/// What a pledge says; some earlier papers say nothing of devices.
fn pledge_facts(kind: PledgeKind, number: i64) -> Facts {
    let mut facts = Facts::default();
    match kind {
        PledgeKind::Signed => {
            facts.set("content", "1 2 3 4 5");
            facts.set("filled_in", "yes");
        }
        PledgeKind::Waiver => {
            facts.set("document", "雇用契約書の守秘条項");
            facts.set("content", if number % 2 == 0 { "1 3 4 5" } else { "1 2 3 4 5" });
        }
    }
    facts
}

/// Who of a block can be had for what.
pub(super) struct Roster {
    /// In groups, by number.
    pub(super) members: Vec<i64>,
    /// Everything in order.
    pub(super) in_order: Vec<i64>,
    lots: Vec<(i64, Lot)>,
}

impl Roster {
    pub(super) fn of(world: &World, block: &Block) -> Roster {
        let lots: Vec<(i64, Lot)> = block.users.clone().map(|n| (n, world.lot(n))).collect();
        let with = |holds: fn(Lot) -> bool| lots.iter().filter(|(_, l)| holds(*l)).map(|(n, _)| *n).collect();
        let seen_twice = |n: i64| {
            let next = lots.iter().find(|(other, _)| *other == n + 1);
            matches!(next, Some((_, Lot::Namesake | Lot::LookAlike)))
        };
        let mut in_order: Vec<i64> = with(Lot::is_in_order);
        in_order.retain(|n| !seen_twice(*n));
        Roster { members: with(|lot| !lot.is_gone()), in_order, lots }
    }

    /// Everybody with this lot.
    pub(super) fn all(&self, lot: Lot) -> Vec<i64> {
        self.lots.iter().filter(|(_, l)| *l == lot).map(|(n, _)| *n).collect()
    }
}
