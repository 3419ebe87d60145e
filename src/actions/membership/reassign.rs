//! 担当変更: moving the groups of one person to another, each whole or not at all, all of them in one act.
//!
//! Nobody becomes a member by it: whoever is to take over and is not in the group yet is invited, and judges,
//! is approved and accepts as everybody (留意事項3(2)); meanwhile the charge stays where it is.

use super::super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Previewed, Stop, pass};
use super::super::group::invite::{INVITE, against_inviting, invite_known};
use super::charge::ours_present;
use crate::domain::case::{GroupCase, MembershipCase, UserCase};
use crate::domain::{Context, Field, Kind, Membership, Need, Noun, Span, Standing, UserId};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding::{Finding, Severity};
use crate::sentence;
use crate::store::{Reader, StoreError, Tx};
use crate::text::date::Day;
use crate::text::{Sentence, Shown, Text};

/// How many groups are named at most; the rest are counted.
const NAMED: usize = 8;

const BASIS: &[ClauseId] = &[id("N1-4"), id("N3-6"), id("5-2")];

const TO: Field = Field {
    id: "to",
    label: Text::new("引き継ぐ人", "Who takes over"),
    kind: Kind::Row(Noun::User),
    need: Need::Must,
};
const FROM: Field = Field {
    id: "from",
    label: Text::new("新しい担当の開始日（空欄は今日）", "In charge from (blank: today)"),
    kind: Kind::Day(Span::Any),
    need: Need::May,
};
const INVITES: Field = Field {
    id: "invite",
    label: Text::new("未参加なら招待を出す", "Invite where not a member"),
    kind: Kind::Yes,
    need: Need::May,
};

/// Moves the charge of one membership to a colleague.
pub static REASSIGN: Action = Action {
    id: "membership.reassign",
    noun: Noun::Membership,
    on: Noun::Membership,
    key: Some('e'),
    label: Text::new("担当変更", "Reassign"),
    about: Text::new(
        "このグループの担当を同じ事業所の別の人に移します。参加はそのままです。",
        "Moves the charge of this group to a colleague. The memberships stay.",
    ),
    basis: BASIS,
    confirm: Confirm::Once,
    fields: &[TO, FROM, INVITES],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &Previewed {
        on: On::<MembershipCase> { stage: ours_present, rules: &[], apply: reassign },
        preview: |reader, ctx, case, answers| previewed(reader, ctx, vec![case.membership.clone()], answers),
    },
};

/// Moves all groups of a person to a colleague, in one act that one undo takes back.
pub static REASSIGN_ALL: Action = Action {
    id: "user.reassign",
    noun: Noun::User,
    on: Noun::User,
    key: None,
    label: Text::new("担当をまとめて変更", "Reassign all groups"),
    about: Text::new(
        "この人が担当するグループをまとめて別の人に移します。移せないグループは理由とともに残ります。",
        "Moves every group this person is in charge of to a colleague. What cannot be moved stays, and says why.",
    ),
    basis: BASIS,
    confirm: Confirm::Once,
    fields: &[
        TO,
        FROM,
        Field {
            id: "all",
            label: Text::new("担当の記録がない参加も移す", "Memberships without a charge, too"),
            kind: Kind::Yes,
            need: Need::May,
        },
        INVITES,
    ],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &Previewed {
        on: On::<UserCase> { stage: has_groups, rules: &[], apply: reassign_all },
        preview: |reader, ctx, case, answers| {
            previewed(reader, ctx, moving(reader, ctx, case.user.id, answers)?, answers)
        },
    },
};

fn has_groups(case: &UserCase, _: &Context) -> Stage {
    if case.groups > 0 {
        return Stage::Now;
    }
    let why = sentence!(
        "{who}さんが参加しているグループはありません。",
        "{who} is a member of no group.",
        who = Shown::new(&case.user.name)
    );
    Stage::not_now("has_groups", id("N1-4"), why)
}

/// What becomes of one group.
enum Fate {
    /// The colleague is a member and takes charge.
    Takes(Membership),
    /// The colleague is invited; the charge stays for now.
    IsInvited(Box<GroupCase>),
    /// It stays, and why.
    Stays(Finding),
}

/// What came of all groups, by title.
#[derive(Default)]
struct Moved {
    taken: Vec<String>,
    invited: Vec<String>,
    stayed: Vec<(String, Finding)>,
}

fn reassign(tx: &mut Tx<'_>, ctx: &Context, case: &MembershipCase, answers: &Answers) -> Result<Done, Stop> {
    let done = move_all(tx, ctx, vec![case.membership.clone()], answers)?;
    Ok(Done { object: case.membership.id.id(), ..done })
}

fn reassign_all(tx: &mut Tx<'_>, ctx: &Context, case: &UserCase, answers: &Answers) -> Result<Done, Stop> {
    let memberships = moving(tx, ctx, case.user.id, answers)?;
    if memberships.is_empty() {
        let why = Text::new(
            "担当の記録がある参加はありません。「担当の記録がない参加も移す」を選ぶと、すべての参加が対象になります。",
            "No membership has a charge on record. Choose \"memberships without a charge, too\" to move them all.",
        );
        return Err(Stop::at("all", why));
    }
    let done = move_all(tx, ctx, memberships, answers)?;
    Ok(Done { object: case.user.id.id(), ..done })
}

/// The memberships that are to be moved: those in charge on the day before the change, or all of them.
fn moving(
    reader: &Reader<'_>,
    ctx: &Context,
    user: UserId,
    answers: &Answers,
) -> Result<Vec<Membership>, StoreError> {
    let mut memberships = reader.memberships_of(user)?;
    let today = ctx.today();
    memberships.retain(|m| {
        answers.is_yes("all") || m.is_in_charge(today) || m.is_in_charge(first_day(answers, today))
    });
    Ok(memberships)
}

fn first_day(answers: &Answers, today: Day) -> Day {
    answers.day("from").unwrap_or(today)
}

fn move_all(
    tx: &mut Tx<'_>,
    ctx: &Context,
    memberships: Vec<Membership>,
    answers: &Answers,
) -> Result<Done, Stop> {
    let to = successor(tx, ctx, &memberships, answers)?;
    let passed = pass(on_leave(&to, ctx).into_iter().collect(), answers)?;
    let (mut moved, mut marks) = (Moved::default(), Vec::new());
    for membership in memberships {
        let title = title(tx, &membership)?;
        match fate(tx, ctx, &membership, &to, answers)? {
            Fate::Stays(why) => moved.stayed.push((title, why)),
            Fate::Takes(theirs) => {
                tx.whole(|tx| hand_on(tx, ctx, membership, theirs, first_day(answers, ctx.today())))?;
                moved.taken.push(title);
            }
            Fate::IsInvited(group) => {
                let invitation = tx.whole(|tx| invite_known(tx, ctx, &group, &to))?;
                marks.push((INVITE.id, invitation.id()));
                moved.invited.push(title);
            }
        }
    }
    if let (true, true, Some((_, why))) =
        (moved.taken.is_empty(), moved.invited.is_empty(), moved.stayed.first())
    {
        return Err(Stop::Refused(why.clone()));
    }
    let done = Done::about(to.user.id).passing(passed).with_next(moved.told(&to));
    Ok(Done { besides: marks, ..done })
}

/// Ends one charge on the eve of the day on which the other begins.
fn hand_on(
    tx: &mut Tx<'_>,
    ctx: &Context,
    ours: Membership,
    theirs: Membership,
    from: Day,
) -> Result<(), Stop> {
    let (eve, since) = (from.pred_opt().unwrap_or(from), ours.in_charge_from);
    let is_begun = since.is_some_and(|since| since <= eve);
    // A charge that would end before it began never was one.
    let (in_charge_from, in_charge_until) = if is_begun { (since, Some(eve)) } else { (None, None) };
    tx.save(&Membership { in_charge_from, in_charge_until, ..ours })?;
    let since = theirs.in_charge_from.filter(|_| theirs.is_in_charge(ctx.today())).unwrap_or(from);
    tx.save(&Membership { in_charge_from: Some(since.min(from)), in_charge_until: None, ..theirs })?;
    Ok(())
}

/// The colleague, who must be somebody else, of the own office, and free to act.
fn successor(
    reader: &Reader<'_>,
    ctx: &Context,
    memberships: &[Membership],
    answers: &Answers,
) -> Result<UserCase, Stop> {
    let to = answers.row("to").map_or(UserId(0), |row| UserId(row.number));
    let case = reader.user_case(to)?.ok_or(Stop::NotFound(to.id()))?;
    if memberships.iter().any(|m| m.user == to) {
        return Err(Stop::at("to", Text::new("同じ人です。", "This is the same person.")));
    }
    match case.standing(ctx.today()) {
        Standing::Active => Ok(case),
        standing => Err(Stop::Refused(cannot(sentence!(
            "{who}さんは{standing}のため、引き継げません。",
            "{who} cannot take over: {standing}.",
            who = Shown::new(&case.user.name),
            standing = standing.label()
        )))),
    }
}

fn on_leave(to: &UserCase, ctx: &Context) -> Option<Finding> {
    let sentence =
        sentence!("{who}さんは休職中です。", "{who} is on leave.", who = Shown::new(&to.user.name));
    to.user.is_on_leave(ctx.today()).then(|| Finding { severity: Severity::Warn, ..cannot(sentence) })
}

fn cannot(sentence: Sentence) -> Finding {
    Finding { rule: "takes_over", clause: id("N1-4"), severity: Severity::Block, sentence }
}

/// What becomes of a group: decided for the preview, and again inside the write.
fn fate(
    reader: &Reader<'_>,
    ctx: &Context,
    membership: &Membership,
    to: &UserCase,
    answers: &Answers,
) -> Result<Fate, StoreError> {
    if let Some(theirs) = reader.membership(membership.group, to.user.id)? {
        return Ok(Fate::Takes(theirs));
    }
    let Some(group) = reader.group_case(membership.group)? else {
        return Ok(Fate::Stays(cannot(
            Text::new("グループが見つかりません。", "There is no such group.").into(),
        )));
    };
    let who = Shown::new(&to.user.name);
    if group.group.office != ctx.actor.office {
        return Ok(Fate::Stays(cannot(sentence!(
            "{who}さんは参加していません。連携元（{office}）に招待を依頼します。",
            "{who} is not a member: ask the originating office ({office}) for an invitation.",
            who = who,
            office = Shown::new(&group.office_name)
        ))));
    }
    if !answers.is_yes("invite") {
        return Ok(Fate::Stays(cannot(sentence!(
            "{who}さんは参加していません。先に招待します（「未参加なら招待を出す」）。",
            "{who} is not a member: invite first (\"invite where not a member\").",
            who = who
        ))));
    }
    Ok(match against_inviting(reader, ctx, &group, to)? {
        Some(why) => Fate::Stays(why),
        None => Fate::IsInvited(Box::new(group)),
    })
}

fn title(reader: &Reader<'_>, membership: &Membership) -> Result<String, StoreError> {
    let group = membership.group.id();
    Ok(format!("{group} {}", Shown::new(&reader.name_of(group)?)))
}

/// Which groups the colleague takes, to which an invitation goes, and which stay for what reason.
fn previewed(
    reader: &Reader<'_>,
    ctx: &Context,
    memberships: Vec<Membership>,
    answers: &Answers,
) -> Result<Vec<Sentence>, StoreError> {
    let Some(to) = answers.row("to").filter(|row| row.noun == Noun::User) else { return Ok(Vec::new()) };
    let Some(to) = reader.user_case(UserId(to.number))? else { return Ok(Vec::new()) };
    let mut moved = Moved::default();
    for membership in memberships.iter().filter(|m| m.user != to.user.id) {
        let title = title(reader, membership)?;
        match fate(reader, ctx, membership, &to, answers)? {
            Fate::Takes(_) => moved.taken.push(title),
            Fate::IsInvited(_) => moved.invited.push(title),
            Fate::Stays(why) => moved.stayed.push((title, why)),
        }
    }
    Ok(moved.foretold(&to))
}

impl Moved {
    fn foretold(&self, to: &UserCase) -> Vec<Sentence> {
        let who = || Shown::new(&to.user.name);
        let mut said = Vec::new();
        if !self.taken.is_empty() {
            said.push(sentence!(
                "{who}さんに移る {count}件：{groups}",
                "{who} takes {count}: {groups}",
                who = who(),
                count = self.taken.len(),
                groups = Sentence::listing(&self.taken, NAMED)
            ));
        }
        if !self.invited.is_empty() {
            said.push(sentence!(
                "{who}さんへの招待を出す {count}件（受理されるまで担当は変わりません）：{groups}",
                "{who} is invited to {count} (the charge stays until accepted): {groups}",
                who = who(),
                count = self.invited.len(),
                groups = Sentence::listing(&self.invited, NAMED)
            ));
        }
        said.extend(self.stayed.iter().map(|(title, why)| stays(title, why)));
        said
    }

    /// What is left to do once it is done.
    fn told(&self, to: &UserCase) -> Sentence {
        match (self.invited.len(), self.stayed.as_slice()) {
            (0, []) => Sentence::default(),
            (invited, []) => sentence!(
                "{who}さんへの招待 {invited}件が受理されたら、もう一度担当変更を行います。",
                "Once {who} has accepted {invited} invitations, reassign again.",
                who = Shown::new(&to.user.name),
                invited = invited
            ),
            (_, [(title, why), ..]) => sentence!(
                "移せなかったグループ {count}件：{first}",
                "Not moved: {count}. {first}",
                count = self.stayed.len(),
                first = stays(title, why)
            ),
        }
    }
}

fn stays(title: &str, why: &Finding) -> Sentence {
    sentence!("{title}：移せません。{why}", "{title}: stays. {why}", title = title, why = why.sentence)
}
