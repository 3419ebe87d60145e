//! Invitation lists: who was invited into which group, by whom, until when.

use std::collections::HashSet;

use super::reading::groups;
use super::{Change, Fields, Findings, Importer, Planned, Write};
use crate::domain::mail::MailAddress;
use crate::domain::{Case, Context, Group, Invitation, InvitationId, Noun, Progress, Received, User};
use crate::regulation::clause::id;
use crate::regulation::finding::{Finding, Severity};
use crate::regulation::inviting::{CONSENT_FIRST, invitee_stands};
use crate::sentence;
use crate::store::{Reader, StoreError};
use crate::text::date::{Day, parse_day};
use crate::text::{Shown, Text};

/// Plans a list of invitations.
#[derive(Default)]
pub struct Invitations {
    /// Group and invitee of the rows before.
    pairs: HashSet<(i64, i64)>,
}

impl Importer for Invitations {
    fn noun(&self) -> Noun {
        Noun::Invitation
    }

    fn plan(&mut self, reader: &Reader<'_>, ctx: &Context, fields: &Fields) -> Result<Planned, StoreError> {
        let mut found = Findings::default();
        let label = format!("{} {}", fields.get("group"), fields.get("invitee"));
        let group = group(reader, ctx, fields, &mut found)?;
        let invitee = invitee(reader, fields, &mut found)?;
        let days = days(fields, ctx, &mut found);
        let (Some(group), Some(invitee), Some((invited_on, expires_on)), false) =
            (group, invitee, days, found.blocks())
        else {
            return Ok(Planned::not_taken(&label, found.sorted()));
        };
        if !self.pairs.insert((group.id.0, invitee.id.0)) {
            let why = Text::new(
                "同じ招待が同じ表にもう一つあります。",
                "Another row of this list is the same invitation.",
            );
            found.add("twice", id("5-2"), Severity::Block, why);
            return Ok(Planned::not_taken(&label, found.sorted()));
        }
        let invitation = draft(fields, ctx, &group, &invitee, (invited_on, expires_on));
        if let Some(known) = known(reader, &invitation)? {
            return Ok(Planned::new(&label, Some(known.id.id()), Change::Same, None, found));
        }
        outlook(reader, ctx, &group, &invitee, &mut found)?;
        if fields.get("expires_on").is_empty() {
            let how = sentence!(
                "期限がないため {on}（{days}日）とします。",
                "No expiry is given: taken as {on} ({days} days).",
                on = expires_on,
                days = ctx.settings.invitation_days
            );
            found.add("expiry", id("13"), Severity::Advise, how);
        }
        if expires_on < ctx.today() {
            let how = Text::new(
                "期限が過ぎています。期限切れとして記録します。",
                "It has expired and is recorded as such.",
            );
            found.add("expired", id("N3-2"), Severity::Warn, how);
        }
        let office = fields.get("office").to_owned();
        found.unseen(id("5-2"), Text::new("招待者", "Inviter"), fields.get("inviter"));
        let write = Some(Write::NewInvitation(Box::new(invitation), office));
        Ok(Planned::new(&label, None, Change::New, write, found))
    }
}

fn draft(
    fields: &Fields,
    ctx: &Context,
    group: &Group,
    invitee: &User,
    (invited_on, expires_on): (Day, Day),
) -> Invitation {
    Invitation {
        id: InvitationId(0),
        version: 1,
        group: group.id,
        group_office: group.office,
        invitee: invitee.id,
        invitee_office: invitee.office,
        inviter: None,
        inviter_name: fields.get("inviter").to_owned(),
        inviter_office: ctx.actor.office,
        message: fields.get("message").to_owned(),
        invited_on,
        expires_on,
        progress: Progress::Received(Received),
    }
}

/// The register has this very invitation: the same group, person and day, decided or not.
fn known(reader: &Reader<'_>, invitation: &Invitation) -> Result<Option<Invitation>, StoreError> {
    let known = reader.invitations_between(invitation.group, invitation.invitee)?;
    let is_it =
        |other: &Invitation| other.invited_on == invitation.invited_on || other.progress.state().is_open();
    Ok(known.into_iter().find(is_it))
}

/// What will stop the approval once the invitation is in the register: it is taken all the same, for MCS has it.
fn outlook(
    reader: &Reader<'_>,
    ctx: &Context,
    group: &Group,
    invitee: &User,
    found: &mut Findings,
) -> Result<(), StoreError> {
    let mut stops = Vec::new();
    if let Some(Case::Group(case)) = reader.case(group.id.id())?
        && group.office == ctx.actor.office
    {
        stops.extend(CONSENT_FIRST.judge(&case, ctx));
    }
    if let Some(Case::User(case)) = reader.case(invitee.id.id())? {
        stops.extend(invitee_stands(&case, ctx));
    }
    found.0.extend(stops.into_iter().map(|stop| Finding {
        severity: Severity::Warn,
        sentence: sentence!(
            "取り込みますが、判定は「不可」です：{why}",
            "Taken, but blocked for now: {why}",
            why = stop.sentence
        ),
        ..stop
    }));
    Ok(())
}

fn group(
    reader: &Reader<'_>,
    ctx: &Context,
    fields: &Fields,
    found: &mut Findings,
) -> Result<Option<Group>, StoreError> {
    let title = fields.get("group");
    let mut groups = groups(reader, ctx, fields, id("5-2"), found)?;
    match groups.len() {
        1 => Ok(groups.pop()),
        0 => {
            let why = sentence!(
                "グループ「{title}」が登録にありません。先にグループを取り込んでください。",
                "There is no group \"{title}\" in the register: import the groups first.",
                title = Shown::new(title)
            );
            found.add("no_group", id("5-2"), Severity::Block, why);
            Ok(None)
        }
        _ => {
            let why = sentence!(
                "グループ「{title}」が複数あり、どれか分かりません。患者の生年月日かグループ番号の列を加えてください。",
                "There are several groups \"{title}\". Add a column with the patient's birth date or the group id.",
                title = Shown::new(title)
            );
            found.add("several_groups", id("N1-2"), Severity::Block, why);
            Ok(None)
        }
    }
}

fn invitee(reader: &Reader<'_>, fields: &Fields, found: &mut Findings) -> Result<Option<User>, StoreError> {
    let mail = match MailAddress::parse(fields.raw("invitee")) {
        Ok((mail, _)) => mail,
        Err(error) => {
            found.add("mail_unreadable", id("F2-4"), Severity::Block, error.sentence());
            return Ok(None);
        }
    };
    let user = reader.user_by_mailbox(&mail)?;
    if user.is_none() {
        let why = sentence!(
            "{mail} の人は登録にありません。先にユーザーを取り込んでください。",
            "Nobody in the register has {mail}: import the users first.",
            mail = Shown::new(mail.as_str())
        );
        found.add("no_invitee", id("8-3"), Severity::Block, why);
    }
    Ok(user)
}

/// The day of the invitation and its last day; without one, the office's period counts.
fn days(fields: &Fields, ctx: &Context, found: &mut Findings) -> Option<(Day, Day)> {
    let mut read = |field: &str, otherwise: Day| {
        let typed = fields.get(field);
        if typed.is_empty() {
            return Some(otherwise);
        }
        parse_day(typed, ctx.today())
            .inspect_err(|error| found.add("day", id("5-2"), Severity::Block, error.sentence().clone()))
            .ok()
    };
    let invited_on = read("invited_on", ctx.today())?;
    let period = chrono::Days::new(u64::from(ctx.settings.invitation_days));
    let expires_on = read("expires_on", invited_on + period)?;
    if expires_on < invited_on {
        let why = Text::new("期限が招待日より前です。", "It expires before the day it was made.");
        found.add("days", id("5-2"), Severity::Block, why);
    }
    Some((invited_on, expires_on))
}
