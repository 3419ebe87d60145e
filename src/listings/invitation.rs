//! The list of invitations (招待): judgement, invitee, inviting office, group, days left.

use serde::Serialize;

use super::{Cell, Choice, Column, Details, Judged, Line, Listing, Tone};
use crate::domain::case::{InvitationCase, OneCase};
use crate::domain::{Case, Context, Direction, GroupKind, InvitationState, Noun, Progress};
use crate::regulation::approval::APPROVAL;
use crate::regulation::clause::id;
use crate::regulation::finding::{self, Finding, Judgement};
use crate::sentence;
use crate::text::date;
use crate::text::{Sentence, Shown, Text};

/// The listing.
pub static LISTING: Listing = Listing {
    noun: Noun::Invitation,
    columns: &[
        Column {
            id: "judgement",
            label: Text::new("判定", "Check"),
            width: (6, 7),
            gives_way: 0,
            cell: |c, x| of(c, x, judgement_cell),
        },
        Column {
            id: "invitee",
            label: Text::new("招待先", "Invitee"),
            width: (10, 24),
            gives_way: 0,
            cell: |c, x| of(c, x, |i, _| Cell::raw(&i.invitee.user.name)),
        },
        Column {
            id: "occupation",
            label: Text::new("職種", "Occupation"),
            width: (8, 14),
            gives_way: 2,
            cell: |c, x| of(c, x, occupation),
        },
        Column {
            id: "office",
            label: Text::new("招待元", "From"),
            width: (8, 26),
            gives_way: 3,
            cell: |c, x| of(c, x, from_office),
        },
        Column {
            id: "group",
            label: Text::new("グループ", "Group"),
            width: (8, 24),
            gives_way: 1,
            cell: |c, x| of(c, x, |i, _| Cell::raw(&i.group.group.title)),
        },
        Column {
            id: "state",
            label: Text::new("状態", "State"),
            width: (6, 20),
            gives_way: 2,
            cell: |c, x| of(c, x, state_cell),
        },
        Column {
            id: "expires",
            label: Text::new("期限", "Expires"),
            width: (9, 14),
            gives_way: 0,
            cell: |c, x| of(c, x, expiry),
        },
    ],
    orders: &[
        Choice { id: "expires", label: Text::new("期限順", "by expiry") },
        Choice { id: "invitee", label: Text::new("氏名順", "by name") },
        Choice { id: "invited", label: Text::new("招待日順", "by date invited") },
    ],
    tallies: &[
        Choice { id: "received", label: Text::new("本人判断待ち", "to judge") },
        Choice { id: "judged", label: Text::new("承認待ち", "to approve") },
    ],
    page: |reader, ask, window, limit| reader.invitations(ask, window, limit),
    locate: |reader, ask, id| reader.locate_invitation(ask, id),
    count: |reader, ask| reader.count_invitations(ask),
    details: |case, ctx| InvitationCase::of(case).map(|c| details(c, ctx)).unwrap_or_default(),
    judgement: |case, ctx| InvitationCase::of(case).and_then(|c| judgement(c, ctx)),
    json: |case, ctx| InvitationCase::of(case).map_or(serde_json::Value::Null, |c| json(c, ctx)),
};

fn of(case: &Case, ctx: &Context, cell: fn(&InvitationCase, &Context) -> Cell) -> Cell {
    InvitationCase::of(case).map(|c| cell(c, ctx)).unwrap_or_default()
}

/// 可, 要確認 or 不可 of an open inbound invitation, whatever its state; closed and outbound ones have none.
pub fn judgement(case: &InvitationCase, ctx: &Context) -> Option<Judged> {
    let is_ours = case.direction(ctx.actor.office) == Direction::Inbound;
    if !is_ours || !case.state(ctx.today()).is_open() {
        return None;
    }
    let findings = finding::judge(APPROVAL, case, ctx);
    Some((Judgement::of(&findings), findings))
}

fn judgement_cell(case: &InvitationCase, ctx: &Context) -> Cell {
    match judgement(case, ctx) {
        Some((judgement, _)) => judgement.into(),
        None => Cell::plain(Text::new("-", "-")).toned(Tone::Muted),
    }
}

fn occupation(case: &InvitationCase, _: &Context) -> Cell {
    let occupation = case.invitee.user.occupation;
    Cell::plain(occupation.label()).or_short(occupation.short())
}

fn from_office(case: &InvitationCase, ctx: &Context) -> Cell {
    match case.direction(ctx.actor.office) {
        Direction::Inbound if case.invitation.inviter_office == ctx.actor.office => {
            Cell::plain(Text::new("自事業所から", "own office"))
        }
        Direction::Inbound => {
            let office = Shown::new(&case.inviter_office_name);
            Cell::plain(sentence!("{office}から", "from {office}", office = office))
        }
        Direction::Outbound => {
            let office = Shown::new(&case.invitee_office_name);
            Cell::plain(sentence!("{office}へ", "to {office}", office = office))
        }
    }
}

fn state_cell(case: &InvitationCase, ctx: &Context) -> Cell {
    let state = case.state(ctx.today());
    let tone = if state.is_open() { Tone::Plain } else { Tone::Muted };
    let short = match state {
        InvitationState::Received => Text::new("判断待", "to judge"),
        InvitationState::Judged => Text::new("承認待", "to approve"),
        InvitationState::Approved => Text::new("受理待", "to accept"),
        other => other.label(),
    };
    Cell::plain(state.label()).or_short(short).toned(tone)
}

fn expiry(case: &InvitationCase, ctx: &Context) -> Cell {
    let today = ctx.today();
    if !case.state(today).is_open() {
        return Cell::plain(case.state(today).label()).toned(Tone::Muted);
    }
    let left = (case.invitation.expires_on - today).num_days();
    let tone = if left <= 3 { Tone::Caution } else { Tone::Plain };
    Cell::plain(date::days_left(case.invitation.expires_on, today)).toned(tone)
}

fn details(case: &InvitationCase, ctx: &Context) -> Details {
    let user = &case.invitee.user;
    let mut title = vec![
        Cell::plain(Sentence::new(case.invitation.id.to_string(), case.invitation.id.to_string())),
        Cell::raw(&user.name).toned(Tone::Strong),
        Cell::plain(user.occupation.label()),
        Cell::plain(Sentence::new(user.id.to_string(), user.id.to_string())).toned(Tone::Muted),
        into_group(case),
        state_cell(case, ctx),
    ];
    let judged = judgement(case, ctx);
    title.extend(judged.iter().map(|(judgement, _)| Cell::from(*judgement)));
    // What speaks against the row comes first: where the room is short, the end is what gives way.
    let mut lines = finding_lines(judged);
    lines.push(judged_line(case));
    match case.direction(ctx.actor.office) {
        Direction::Inbound => lines.extend([pledge_line(case), training_line(case, ctx)]),
        Direction::Outbound => lines.push(theirs_line()),
    }
    lines.extend([consent_line(case, ctx), inviter_line(case, ctx)]);
    let outlook = case.state(ctx.today()).is_open().then(|| outlook(case));
    Details { title, lines, outlook: outlook.into_iter().collect() }
}

/// Pledge and training of another office's user are that office's to know.
fn theirs_line() -> Line {
    Line {
        label: Text::new("誓約書・教育", "Pledge, training"),
        value: Text::new("相手方（招待された人の事業所）", "kept by the invitee's office").into(),
        clause: Some(id("9-1")),
        tone: Tone::Muted,
    }
}

fn into_group(case: &InvitationCase) -> Cell {
    let title = Shown::new(&case.group.group.title);
    Cell::plain(sentence!("» {title}", "» {title}", title = title)).toned(Tone::Strong)
}

/// Who invited, from where and when: the office's column is the first to give way.
fn inviter_line(case: &InvitationCase, ctx: &Context) -> Line {
    let invitation = &case.invitation;
    let value = sentence!(
        "{office}  {name}  {day}",
        "{office}  {name}  {day}",
        office = from_office(case, ctx).words,
        name = Shown::new(&invitation.inviter_name),
        day = invitation.invited_on
    );
    Line { label: Text::new("招待元", "Invited by"), value, clause: None, tone: Tone::Plain }
}

fn judged_line(case: &InvitationCase) -> Line {
    let judgement = match &case.invitation.progress {
        Progress::Judged(j) => Some(j.judgement),
        Progress::Approved(a) | Progress::Accepted(a, _) => Some(a.judgement),
        _ => None,
    };
    let (value, tone) = match judgement {
        Some(j) => (
            sentence!(
                "{day} 参加は適切（{by}）",
                "{day} joining is proper ({by})",
                day = date::today(j.at),
                by = j.by.label()
            ),
            Tone::Plain,
        ),
        None => (Text::new("まだありません", "not yet").into(), Tone::Caution),
    };
    Line { label: Text::new("本人の判断", "Judgement"), value, clause: Some(id("N3-2")), tone }
}

fn pledge_line(case: &InvitationCase) -> Line {
    let (value, tone) = match &case.invitee.pledge {
        Some(p) => {
            (sentence!("{day} {kind}", "{day} {kind}", day = p.signed_on, kind = p.kind.label()), Tone::Plain)
        }
        None => (Text::new("なし", "none").into(), Tone::Caution),
    };
    Line { label: Text::new("誓約書", "Pledge"), value, clause: Some(id("9-1")), tone }
}

fn training_line(case: &InvitationCase, ctx: &Context) -> Line {
    let value = match &case.invitee.training {
        Some(t) => date::ago(t.held_on, ctx.today()),
        None => Text::new("なし", "none").into(),
    };
    let overdue = crate::regulation::approval::training_overdue(&case.invitee, ctx);
    let tone = if overdue.is_some() { Tone::Caution } else { Tone::Plain };
    Line { label: Text::new("教育", "Training"), value, clause: Some(id("9-1")), tone }
}

fn consent_line(case: &InvitationCase, ctx: &Context) -> Line {
    let group = &case.group;
    let (value, tone) = match (&group.consent, group.group.kind) {
        (_, GroupKind::Free) => (Text::new("自由グループ", "free group").into(), Tone::Muted),
        (_, GroupKind::Patient) if group.group.office != ctx.actor.office => {
            (Text::new("相手方（連携元事業所）", "kept by the originating office").into(), Tone::Muted)
        }
        (Some(c), GroupKind::Patient) => {
            (sentence!("{day} {kind}", "{day} {kind}", day = c.signed_on, kind = c.kind.label()), Tone::Plain)
        }
        (None, GroupKind::Patient) => (Text::new("同意書未取得", "no consent").into(), Tone::Bad),
    };
    Line { label: Text::new("同意書", "Consent"), value, clause: Some(id("6-1")), tone }
}

fn finding_lines(judged: Option<Judged>) -> Vec<Line> {
    let findings = judged.map(|(_, findings)| findings).unwrap_or_default();
    findings
        .into_iter()
        .map(|f| {
            let tone = match f.severity {
                finding::Severity::Block => Tone::Bad,
                finding::Severity::Warn => Tone::Caution,
                finding::Severity::Advise => Tone::Plain,
            };
            Line { label: f.severity.label(), value: f.sentence, clause: Some(f.clause), tone }
        })
        .collect()
}

fn outlook(case: &InvitationCase) -> Sentence {
    sentence!(
        "承認後、本人が受理すると、「{title}」のグループ（現在{members}名）の情報を閲覧・書込みできます。",
        "Once approved and accepted, this user reads and writes in \"{title}\" (now {members} members).",
        title = Shown::new(&case.group.group.title),
        members = case.group.members
    )
}

/// The object of `invitation list --json`.
#[derive(Serialize)]
struct Json<'a> {
    id: String,
    version: u32,
    direction: Direction,
    state: InvitationState,
    judgement: Option<Judgement>,
    findings: Vec<Finding>,
    invitee: Person<'a>,
    group: Titled<'a>,
    inviter: &'a str,
    inviter_office: &'a str,
    invited_on: String,
    expires_on: String,
    message: &'a str,
    pending_in_mcs: bool,
}

#[derive(Serialize)]
struct Person<'a> {
    id: String,
    name: &'a str,
    office: &'a str,
}

#[derive(Serialize)]
struct Titled<'a> {
    id: String,
    title: &'a str,
}

fn json(case: &InvitationCase, ctx: &Context) -> serde_json::Value {
    let (judgement, findings) = judgement(case, ctx).map_or((None, Vec::new()), |(j, f)| (Some(j), f));
    let invitation = &case.invitation;
    super::value(&Json {
        id: invitation.id.to_string(),
        version: invitation.version,
        direction: case.direction(ctx.actor.office),
        state: case.state(ctx.today()),
        judgement,
        findings,
        invitee: Person {
            id: case.invitee.user.id.to_string(),
            name: &case.invitee.user.name,
            office: &case.invitee_office_name,
        },
        group: Titled { id: case.group.group.id.to_string(), title: &case.group.group.title },
        inviter: &invitation.inviter_name,
        inviter_office: &case.inviter_office_name,
        invited_on: invitation.invited_on.to_string(),
        expires_on: invitation.expires_on.to_string(),
        message: &invitation.message,
        pending_in_mcs: case.pending_marks > 0,
    })
}
