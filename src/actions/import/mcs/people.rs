//! The people of the register beside whom a list is laid, found by address, else by name, else by name and occupation.

use std::collections::{HashMap, HashSet};

use super::{Of, ROWS_MAX};
use crate::actions::invitation;
use crate::domain::mail::MailAddress;
use crate::domain::{Case, GroupId, Id, InvitationState, OfficeId, User, UserId};
use crate::exchange::Person;
use crate::store::{Ask, Reader, StoreError, Window};
use crate::text::fold;

/// Somebody of the register.
pub(super) struct Known {
    /// The person.
    pub user: User,
    /// The row that stands for being here: the user's, or the membership; none where a mark alone tells of the person.
    pub row: Option<Id>,
}

/// Whom a row of the list may mean.
pub(super) enum Match {
    One(usize),
    Several(Vec<usize>),
    Nobody,
}

/// Everybody whom a row may mean, and who was seen so far.
pub(super) struct Pool {
    pub people: Vec<Known>,
    by_name: HashMap<String, Vec<usize>>,
    by_mailbox: HashMap<String, usize>,
    seen: HashSet<UserId>,
    unsure: HashSet<UserId>,
}

/// Those who are here: the registered users, or the members.
pub(super) fn here(reader: &Reader<'_>, of: &Of) -> Result<Vec<Known>, StoreError> {
    let Of::Members(group) = of else {
        let users = reader.registered_users()?;
        return Ok(users.into_iter().map(|user| Known { row: Some(user.id.id()), user }).collect());
    };
    let ask = Ask { related: Some(group.group.id.id()), only: Some("present"), ..Ask::default() };
    let page = reader.memberships(&ask, &Window::First, ROWS_MAX)?;
    let known = page.rows.into_iter().filter_map(|(_, case)| match case {
        Case::Membership(case) => Some(Known { row: Some(case.membership.id.id()), user: case.user }),
        _ => None,
    });
    Ok(known.collect())
}

/// The open invitation of one of ours into a group, and what comes next for it.
pub(super) fn open_invitation(
    reader: &Reader<'_>,
    group: GroupId,
    ours: &[User],
) -> Result<Option<(Id, &'static str)>, StoreError> {
    for user in ours {
        for invitation in reader.invitations_between(group, user.id)? {
            let action = match invitation.progress.state() {
                InvitationState::Received => invitation::JUDGE.id,
                InvitationState::Judged => invitation::APPROVE.id,
                InvitationState::Approved => invitation::ACCEPT.id,
                _ => continue,
            };
            return Ok(Some((invitation.id.id(), action)));
        }
    }
    Ok(None)
}

/// The mailbox of an address that can be read.
pub(super) fn mailbox(mail: &str) -> Option<String> {
    MailAddress::parse(mail).ok().map(|(mail, _)| mail.mailbox())
}

impl Pool {
    /// Those who are here, and those of whom a mark tells. An address is the own office's to compare, no other's.
    pub fn of(own: OfficeId, here: Vec<Known>, marked: impl Iterator<Item = User>) -> Pool {
        let mut people = here;
        for user in marked {
            if people.iter().all(|known| known.user.id != user.id) {
                people.push(Known { user, row: None });
            }
        }
        let (mut by_name, mut by_mailbox) = (HashMap::<String, Vec<usize>>::new(), HashMap::new());
        for (at, known) in people.iter().enumerate() {
            by_name.entry(fold::key(&known.user.name)).or_default().push(at);
            let mailbox = mailbox(&known.user.mail).filter(|_| known.user.office == own);
            by_mailbox.extend(mailbox.map(|mailbox| (mailbox, at)));
        }
        Pool { people, by_name, by_mailbox, seen: HashSet::new(), unsure: HashSet::new() }
    }

    /// Whom a row means.
    pub fn matched(&self, person: &Person) -> Match {
        if let Some(at) = mailbox(&person.mail).and_then(|mailbox| self.by_mailbox.get(&mailbox)) {
            return Match::One(*at);
        }
        let named = self.by_name.get(&fold::key(&person.name)).cloned().unwrap_or_default();
        let is_of_trade =
            |at: &usize| person.occupation.is_none_or(|trade| self.people[*at].user.occupation == trade);
        let of_trade: Vec<usize> = named.iter().copied().filter(is_of_trade).collect();
        match (&named[..], &of_trade[..]) {
            ([], _) => Match::Nobody,
            ([at], _) | (_, [at]) => Match::One(*at),
            _ => Match::Several(named),
        }
    }

    /// Somebody was on the list; false for who was before.
    pub fn see(&mut self, at: usize) -> bool {
        self.seen.insert(self.people[at].user.id)
    }

    /// Somebody may have been on the list, and may not.
    pub fn leave_open(&mut self, at: usize) {
        self.unsure.insert(self.people[at].user.id);
    }

    /// True for who may have been on the list, and may not.
    pub fn is_open(&self, user: UserId) -> bool {
        self.unsure.contains(&user)
    }

    /// True for who was on the list.
    pub fn has_seen(&self, user: UserId) -> bool {
        self.seen.contains(&user)
    }

    /// Those who were certainly not.
    pub fn unseen(&self) -> impl Iterator<Item = &Known> {
        self.people.iter().filter(|known| {
            let id = known.user.id;
            !self.seen.contains(&id) && !self.unsure.contains(&id)
        })
    }
}
