//! Inviting into a group of ours (第5条(2)): somebody of our office, or of another one.

use super::super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop};
use super::ours_in_use;
use crate::domain::case::{GroupCase, OfficeCase, UserCase};
use crate::domain::mail::MailAddress;
use crate::domain::{
    Case, Context, Field, GroupId, Invitation, InvitationId, Kind, Need, Noun, Occupation, OfficeId,
    Progress, Received, Span, User, UserId,
};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding::{Finding, Severity};
use crate::regulation::inviting::{INVITING, invitee_stands};
use crate::sentence;
use crate::store::{Reader, StoreError, Tx};
use crate::text::{Shown, Text};

const BASIS: &[ClauseId] = &[id("5-2"), id("6-1"), id("N1-1")];

const fn line(id: &'static str, label: Text) -> Field {
    Field { id, label, kind: Kind::Line, need: Need::May }
}

const USER: Field = Field {
    id: "user",
    label: Text::new("登録済みのユーザー", "User on file"),
    kind: Kind::Row(Noun::User),
    need: Need::May,
};
const NAME: Field = line("name", Text::new("他事業所の方の氏名", "Name (another office)"));
const OFFICE: Field = line("office", Text::new("その方の事業所", "Office of that person"));
const MAIL: Field = line("mail", Text::new("その方のメール", "Mail of that person"));
const MESSAGE: Field = line("message", Text::new("招待文", "Message"));
const EXPIRES: Field = Field {
    id: "expires_on",
    label: Text::new("期限（空欄は初期値）", "Expires on (blank: usual)"),
    kind: Kind::Day(Span::Future),
    need: Need::May,
};

/// Invites somebody into this group.
pub static INVITE: Action = Action {
    id: "group.invite",
    noun: Noun::Group,
    on: Noun::Group,
    key: None,
    label: Text::new("招待", "Invite"),
    about: Text::new(
        "このグループに招待します。判断は本人、承認はその方の事業所のMCS管理者が行います。",
        "Invites into this group. The user judges; that office's administrator approves.",
    ),
    basis: BASIS,
    confirm: Confirm::Once,
    fields: &[USER, NAME, OFFICE, MAIL, MESSAGE, EXPIRES],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<GroupCase> { stage: ours_in_use, rules: INVITING, apply: invite },
};

/// Invites from the list of invitations: the same act, the group being asked for.
pub static INVITE_INTO: Action = Action {
    id: "invitation.create",
    noun: Noun::Invitation,
    on: Noun::Office,
    key: Some('n'),
    label: Text::new("招待を出す", "Invite"),
    about: Text::new(
        "グループを指定して招待します。判断は本人、承認はその方の事業所のMCS管理者が行います。",
        "Invites into a group. The user judges; that office's administrator approves.",
    ),
    basis: BASIS,
    confirm: Confirm::Once,
    fields: &[
        Field {
            id: "group",
            label: Text::new("グループ", "Group"),
            kind: Kind::Row(Noun::Group),
            need: Need::Must,
        },
        USER,
        NAME,
        OFFICE,
        MAIL,
        MESSAGE,
        EXPIRES,
    ],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<OfficeCase> { stage: |_, _| Stage::Now, rules: &[], apply: invite_into },
};

fn invite_into(tx: &mut Tx<'_>, ctx: &Context, _: &OfficeCase, answers: &Answers) -> Result<Done, Stop> {
    let group = GroupId(answers.row("group").map_or(0, |id| id.number));
    let case = tx.group_case(group)?.ok_or(Stop::NotFound(group.id()))?;
    let verdict = INVITE.judge(&Case::from(case.clone()), ctx);
    if let Some(block) = verdict.blocks().first() {
        return Err(Stop::Refused((*block).clone()));
    }
    invite(tx, ctx, &case, answers)
}

fn invite(tx: &mut Tx<'_>, ctx: &Context, case: &GroupCase, answers: &Answers) -> Result<Done, Stop> {
    let invitee = match answers.row("user") {
        Some(id) => tx.known_user(UserId(id.number))?.ok_or(Stop::NotFound(id))?,
        None => outsider(tx, ctx, answers)?,
    };
    if let Some(finding) = block(tx, ctx, case, &invitee)? {
        return Err(Stop::Refused(finding));
    }
    Ok(Done::about(issue(tx, ctx, case, &invitee, answers)?))
}

/// What stands against inviting somebody on file into a group of ours.
pub(in super::super) fn against_inviting(
    reader: &Reader<'_>,
    ctx: &Context,
    case: &GroupCase,
    invitee: &UserCase,
) -> Result<Option<Finding>, StoreError> {
    let verdict = INVITE.judge(&Case::from(case.clone()), ctx);
    match verdict.blocks().first() {
        Some(first) => Ok(Some((*first).clone())),
        None => block(reader, ctx, case, invitee),
    }
}

/// Invites somebody on file, against which nothing stands.
pub(in super::super) fn invite_known(
    tx: &mut Tx<'_>,
    ctx: &Context,
    case: &GroupCase,
    invitee: &UserCase,
) -> Result<InvitationId, Stop> {
    issue(tx, ctx, case, invitee, &Answers::default())
}

fn issue(
    tx: &mut Tx<'_>,
    ctx: &Context,
    case: &GroupCase,
    invitee: &UserCase,
    answers: &Answers,
) -> Result<InvitationId, Stop> {
    let usual = ctx.today() + chrono::Days::new(u64::from(ctx.settings.invitation_days));
    let invitation = Invitation {
        id: InvitationId(tx.next_number::<Invitation>()?),
        version: 1,
        group: case.group.id,
        group_office: case.group.office,
        invitee: invitee.user.id,
        invitee_office: invitee.user.office,
        inviter: ctx.actor.user,
        inviter_name: ctx.actor.name.clone(),
        inviter_office: ctx.actor.office,
        message: answers.line("message").to_owned(),
        invited_on: ctx.today(),
        expires_on: answers.day("expires_on").unwrap_or(usual),
        progress: Progress::Received(Received),
    };
    tx.insert(&invitation)?;
    Ok(invitation.id)
}

/// What stands against inviting this person into this group.
fn block(
    tx: &Reader<'_>,
    ctx: &Context,
    case: &GroupCase,
    invitee: &UserCase,
) -> Result<Option<Finding>, StoreError> {
    if let Some(finding) = invitee_stands(invitee, ctx) {
        return Ok(Some(finding));
    }
    let who = Shown::new(&invitee.user.name);
    if tx.is_member(case.group.id, invitee.user.id)? {
        return Ok(Some(against(sentence!(
            "{who}さんはすでに参加しています。",
            "{who} is a member already.",
            who = who
        ))));
    }
    let open = tx.open_invitations_to(invitee.user.id)?.into_iter().find(|i| i.group == case.group.id);
    Ok(open.map(|invitation| {
        against(sentence!(
            "{who}さんへの招待がすでにあります：{id}",
            "{who} has been invited already: {id}",
            who = who,
            id = invitation.id
        ))
    }))
}

fn against(sentence: crate::text::Sentence) -> Finding {
    Finding { rule: "invited_already", clause: id("5-2"), severity: Severity::Block, sentence }
}

/// Somebody of another office: known by name (and mail), or made known now.
fn outsider(tx: &mut Tx<'_>, ctx: &Context, answers: &Answers) -> Result<UserCase, Stop> {
    let (name, office) = (answers.line("name"), answers.line("office"));
    if name.is_empty() || office.is_empty() {
        let field = if name.is_empty() { "user" } else { "office" };
        let why = Text::new(
            "登録済みのユーザーか、他事業所の方の氏名と事業所を入力してください。",
            "Give a user on file, or name and office of somebody of another office.",
        );
        return Err(Stop::at(field, why));
    }
    let office = tx.office_named(office)?;
    if office == ctx.actor.office {
        let why = Text::new(
            "自事業所の方は登録済みのユーザーで選んでください。",
            "Somebody of your own office is given as a user on file.",
        );
        return Err(Stop::at("office", why));
    }
    let mail = mail(answers)?;
    let mut known = tx.users_of_office_like(office, name)?;
    known.retain(|user| mail.is_empty() || user.mail.is_empty() || user.mail.eq_ignore_ascii_case(&mail));
    if known.len() > 1 {
        let why = Text::new(
            "同姓同名の方が複数います。登録済みのユーザーの番号で選んでください。",
            "Several people of that office have this name: give the user's id.",
        );
        return Err(Stop::at("user", why));
    }
    let user = match known.pop() {
        Some(user) => user,
        None => made_known(tx, office, name, mail)?,
    };
    Ok(tx.user_case_of_any(user)?)
}

fn mail(answers: &Answers) -> Result<String, Stop> {
    let typed = answers.line("mail");
    if typed.is_empty() {
        return Ok(String::new());
    }
    let (address, _) = MailAddress::parse(typed).map_err(|error| Stop::at("mail", error.sentence()))?;
    Ok(address.as_str().to_owned())
}

/// Another office's user of whom only the name is known.
fn made_known(tx: &mut Tx<'_>, office: OfficeId, name: &str, mail: String) -> Result<User, Stop> {
    let id = UserId(tx.next_number::<User>()?);
    let user = User { mail, ..User::named(id, office, name, Occupation::Other) };
    tx.insert(&user)?;
    Ok(user)
}
