//! The past of the signed-in admins: decisions of the last weeks, as the ledger would have them.
//!
//! Rows that were decided are filled in as they stood before; each decision is then written the way a real
//! one is, at its own instant: row, ledger entry, mirror mark.

use super::lots::{Fate, Lot};
use super::people::Roster;
use super::plan::{Block, HOME};
use super::world::World;
use crate::domain::*;
use crate::store::ledger::{self, Draft};
use crate::store::{StoreError, Tx};
use crate::text::date::{Instant, today};
use chrono::TimeDelta;

/// A decision that was taken.
pub(super) struct Event {
    pub(super) at: Instant,
    by: String,
    action: &'static str,
    object: Id,
    reason: String,
    deed: Deed,
}

/// The rows as the decision left them.
enum Deed {
    Invitation(Invitation),
    Sanction(Sanction),
    Archive(Group, Vec<Membership>),
    Release(User),
    /// Refused on a clause: nothing changed.
    Refused(&'static str),
}

/// Decisions so recent that nobody has carried them out in MCS yet, in days.
const STILL_TO_DO: i64 = 9;

impl World {
    /// A user as the store is filled: before the release that the ledger tells of.
    pub(super) fn user_before(&self, user: User) -> User {
        let is_told = user.id.0 < self.plan.block(0).users.end && self.lot(user.id.0) == Lot::Leaver;
        if is_told { User { released_on: None, ..user } } else { user }
    }

    /// Tells whether the ledger tells of a sanction.
    pub(super) fn is_told(&self, sanction: &Sanction) -> bool {
        sanction.user.0 < self.plan.block(0).users.end
            && matches!(self.lot(sanction.user.0), Lot::Restricted | Lot::ReviewDue | Lot::Banned)
    }

    /// Everything that was decided in the home block, in order.
    pub(super) fn events(&self, block: &Block, roster: &Roster, invitations: Vec<Invitation>) -> Vec<Event> {
        let refused = self.refused(block, &invitations);
        let mut events: Vec<Event> = invitations.into_iter().filter_map(|row| self.decision(row)).collect();
        events.extend(refused);
        events.extend(block.users.clone().filter_map(|n| self.sanctioned(n)));
        events.extend(block.users.clone().filter_map(|n| self.released(n)));
        events.extend(block.own_groups.clone().filter_map(|n| self.archived(block, roster, n)));
        events.sort_by_key(|event| (event.at, event.object));
        events
    }

    fn decision(&self, row: Invitation) -> Option<Event> {
        let (at, by, action, reason) = match &row.progress {
            Progress::Approved(a) => (a.approval.at, &a.approval.by, "invitation.approve", ""),
            Progress::Declined(c) => (c.at, &c.by, "invitation.decline", c.reason.as_str()),
            Progress::Rejected(c) => (c.at, &c.by, "invitation.reject", c.reason.as_str()),
            Progress::Withdrawn(c) => (c.at, &c.by, "invitation.withdraw", c.reason.as_str()),
            Progress::Received(_) | Progress::Judged(_) | Progress::Accepted(..) | Progress::Void(_) => {
                return None;
            }
        };
        let is_ours = row.invitee_office == HOME || action == "invitation.withdraw";
        let (by, reason) = (by.clone(), reason.to_owned());
        is_ours.then(|| Event { at, by, action, object: row.id.id(), reason, deed: Deed::Invitation(row) })
    }

    fn sanctioned(&self, number: i64) -> Option<Event> {
        let sanction = self.sanction(number).filter(|s| self.is_told(s))?;
        let (object, reason) = (UserId(number).id(), sanction.reason.clone());
        let at = self.moment(sanction.from, &mut self.dice(object));
        Some(Event {
            at,
            by: self.admin(number),
            action: "user.restrict",
            object,
            reason,
            deed: Deed::Sanction(sanction),
        })
    }

    fn released(&self, number: i64) -> Option<Event> {
        let user = self.user(number);
        let on = user.released_on.filter(|_| self.lot(number) == Lot::Leaver)?;
        let object = user.id.id();
        let (at, reason) = (self.moment(on, &mut self.dice(object)), "退職のため".to_owned());
        Some(Event {
            at,
            by: self.admin(number),
            action: "user.release",
            object,
            reason,
            deed: Deed::Release(user),
        })
    }

    fn archived(&self, block: &Block, roster: &Roster, number: i64) -> Option<Event> {
        let group = self.group(block, number);
        let at = group.archived_at?;
        let rows = self.memberships(block, roster, &group);
        let ended = rows.into_iter().filter(|m| m.left_through == Some(Through::Archive)).collect();
        let object = group.id.id();
        let reason = group.end_note.clone();
        Some(Event {
            at,
            by: self.admin(number),
            action: "group.archive",
            object,
            reason,
            deed: Deed::Archive(group, ended),
        })
    }

    /// An approval tried without a consent: refused, and entered.
    fn refused(&self, block: &Block, rows: &[Invitation]) -> Option<Event> {
        let lacks = |row: &&Invitation| {
            let is_judged = matches!(row.progress, Progress::Judged(_));
            is_judged && self.fate(block, row.group.0) == Fate::NoConsent
        };
        let object = rows.iter().find(lacks)?.id.id();
        let at = self.moment(self.ago(2), &mut self.dice(object));
        let (by, reason) = (self.admin(1), "主治医から急ぎの依頼があったため".to_owned());
        Some(Event { at, by, action: "invitation.approve", object, reason, deed: Deed::Refused("6-1") })
    }

    /// One of the two admins.
    fn admin(&self, turn: i64) -> String {
        UserId(1 + turn % 2).to_string()
    }

    /// Writes a decision the way it was taken.
    pub(super) fn replay(&self, tx: &mut Tx<'_>, event: &Event) -> Result<(), StoreError> {
        match &event.deed {
            Deed::Invitation(row) => tx.save(row)?,
            Deed::Sanction(row) => tx.insert(row)?,
            Deed::Release(row) => tx.save(row)?,
            Deed::Refused(_) => {}
            Deed::Archive(group, ended) => {
                tx.save(group)?;
                ended.iter().try_for_each(|row| tx.save(row))?;
            }
        }
        // Before the entry, whose digest covers it.
        if !matches!(event.deed, Deed::Refused(_)) && event.action != "invitation.decline" {
            self.mark(tx, event, ledger::head_number(tx)? + 1)?;
        }
        ledger::append(tx, self.draft(event)).map(drop)
    }

    fn draft(&self, event: &Event) -> Draft {
        let (outcome, clauses) = match event.deed {
            Deed::Refused(clause) => (ledger::Outcome::Refused, clause.to_owned()),
            Deed::Invitation(_) | Deed::Sanction(_) | Deed::Archive(..) | Deed::Release(_) => {
                (ledger::Outcome::Done, String::new())
            }
        };
        Draft {
            at: event.at,
            actor: event.by.clone(),
            role: Role::Admin.word(),
            office: HOME.0,
            session: format!("{}-{}", event.by, today(event.at).format("%m%d")),
            client: String::new(),
            key_print: String::new(),
            ssh_key: String::new(),
            action: event.action.to_owned(),
            object: event.object.to_string(),
            outcome,
            reason: event.reason.clone(),
            clauses,
            undoes: None,
            details: String::new(),
        }
    }

    fn mark(&self, tx: &mut Tx<'_>, event: &Event, entry: i64) -> Result<(), StoreError> {
        let is_done = (self.today - today(event.at)).num_days() >= STILL_TO_DO;
        let state = if is_done { MirrorState::Confirmed } else { MirrorState::Pending };
        tx.insert_aside(&Mirror {
            id: MirrorId(tx.next_number::<Mirror>()?),
            version: 1,
            office: HOME,
            entry,
            action: event.action.to_owned(),
            object: event.object,
            opposite: false,
            state,
            settled_by: if is_done { event.by.clone() } else { String::new() },
            settled_at: is_done.then(|| event.at + TimeDelta::minutes(20)),
        })
    }
}

/// An invitation as it stood before the decision that the ledger tells of.
pub(super) fn before(row: Invitation) -> Invitation {
    let progress = match row.progress {
        Progress::Approved(a) => Progress::Judged(a.revoked()),
        Progress::Rejected(c) => {
            Progress::Judged(Received.judged(c.at - TimeDelta::hours(20), JudgedBy::Themselves))
        }
        Progress::Declined(_) | Progress::Withdrawn(_) => Progress::Received(Received),
        as_it_is @ (Progress::Received(_)
        | Progress::Judged(_)
        | Progress::Accepted(..)
        | Progress::Void(_)) => as_it_is,
    };
    Invitation { progress, ..row }
}

/// A group as it stood before the archive.
pub(super) fn group_before(group: Group) -> Group {
    match group.state {
        GroupState::Archived => Group { state: GroupState::Active, archived_at: None, ..group },
        GroupState::Active | GroupState::Deleted => group,
    }
}

/// A membership as it stood before the archive.
pub(super) fn membership_before(row: Membership) -> Membership {
    if row.left_through == Some(Through::Archive) {
        return Membership { left_at: None, left_through: None, ..row };
    }
    row
}
