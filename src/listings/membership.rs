//! The list of memberships (参加): of a group, outside people included, or of a user.

use serde::Serialize;

use super::{Cell, Choice, Column, Details, Line, Listing, Tone, person};
use crate::domain::case::{MembershipCase, OneCase};
use crate::domain::{Case, Context, Decided, Noun, Occupation, Standing, Through};
use crate::regulation::clause::id;
use crate::sentence;
use crate::text::date::{Day, ago, today};
use crate::text::{Sentence, Shown, Text};

/// The listing.
pub static LISTING: Listing = Listing {
    noun: Noun::Membership,
    columns: &[
        Column {
            id: "standing",
            label: Text::new("状態", "Standing"),
            width: (8, 14),
            gives_way: 0,
            cell: |c, x| of(c, x, state),
        },
        Column {
            id: "member",
            label: Text::new("参加者", "Member"),
            width: (10, 24),
            gives_way: 0,
            cell: |c, x| of(c, x, |m, _| Cell::raw(&m.user.name)),
        },
        Column {
            id: "occupation",
            label: Text::new("職種", "Occupation"),
            width: (8, 18),
            gives_way: 2,
            cell: |c, x| of(c, x, |m, _| person::occupation(m.user.occupation)),
        },
        Column {
            id: "office",
            label: Text::new("事業所", "Office"),
            width: (8, 26),
            gives_way: 3,
            cell: |c, x| of(c, x, office),
        },
        Column {
            id: "group",
            label: Text::new("グループ", "Group"),
            width: (8, 24),
            gives_way: 1,
            cell: |c, x| of(c, x, |m, _| Cell::raw(&m.group.title)),
        },
        Column {
            id: "charge",
            label: Text::new("担当", "In charge"),
            width: (4, 9),
            gives_way: 4,
            cell: |c, x| of(c, x, charge),
        },
        Column {
            id: "review",
            label: Text::new("前回の精査", "Last review"),
            width: (0, 11),
            gives_way: 4,
            cell: |c, x| of(c, x, |m, _| reviewed(m).map(|(_, said)| decided_cell(said)).unwrap_or_default()),
        },
        Column {
            id: "joined",
            label: Text::new("参加日", "Joined"),
            width: (10, 14),
            gives_way: 4,
            cell: |c, x| of(c, x, |m, x| Cell::plain(ago(today(m.membership.joined_at), x.today()))),
        },
        Column {
            id: "mcs",
            label: Text::new("MCS", "MCS"),
            width: (6, 12),
            gives_way: 5,
            cell: |c, x| of(c, x, |m, _| person::mcs_mark(m.pending_marks)),
        },
    ],
    orders: &[
        Choice { id: "member", label: Text::new("氏名順", "by name") },
        Choice { id: "group", label: Text::new("グループ順", "by group") },
        Choice { id: "joined", label: Text::new("参加日順", "by date joined") },
    ],
    tallies: &[
        Choice { id: "in_charge", label: Text::new("担当中", "in charge") },
        Choice { id: "others", label: Text::new("他事業所", "of other offices") },
        Choice { id: "gone", label: Text::new("離れた人", "gone") },
    ],
    page: |reader, ask, window, limit| reader.memberships(ask, window, limit),
    locate: |reader, ask, id| reader.locate_membership(ask, id),
    count: |reader, ask| reader.count_memberships(ask),
    details: |case, ctx| MembershipCase::of(case).map(|c| details(c, ctx)).unwrap_or_default(),
    judgement: |_, _| None,
    json: |case, ctx| MembershipCase::of(case).map_or(serde_json::Value::Null, |c| json(c, ctx)),
};

fn of(case: &Case, ctx: &Context, cell: fn(&MembershipCase, &Context) -> Cell) -> Cell {
    MembershipCase::of(case).map(|c| cell(c, ctx)).unwrap_or_default()
}

/// How a member of ours stands; of another office's people only that they have left.
fn state(case: &MembershipCase, ctx: &Context) -> Cell {
    if let Some(through) = case.membership.left_through {
        return Cell::plain(sentence!("終了：{how}", "ended: {how}", how = through.label()))
            .toned(Tone::Muted);
    }
    let standing = seen(case, ctx);
    let tone = match standing {
        Standing::Active => Tone::Plain,
        Standing::Restricted | Standing::Released | Standing::AccountClosed => Tone::Caution,
        Standing::Banned => Tone::Bad,
    };
    Cell::plain(standing.label()).toned(tone)
}

/// Another office's sanctions are its own business.
fn seen(case: &MembershipCase, ctx: &Context) -> Standing {
    match case.standing {
        Standing::Restricted | Standing::Banned if case.user.office != ctx.actor.office => Standing::Active,
        standing => standing,
    }
}

fn office(case: &MembershipCase, ctx: &Context) -> Cell {
    if case.user.office == ctx.actor.office {
        return Cell::plain(Text::new("自事業所", "own office")).toned(Tone::Muted);
    }
    Cell::raw(&case.office_name)
}

fn charge(case: &MembershipCase, ctx: &Context) -> Cell {
    if case.membership.is_in_charge(ctx.today()) {
        return Cell::plain(Text::new("担当", "Charge")).toned(Tone::Strong);
    }
    Cell::default()
}

/// What the last review said of the membership, and when.
fn reviewed(case: &MembershipCase) -> Option<(Day, Decided)> {
    let (day, word) = case.last_review.as_ref()?;
    Some((*day, Decided::read(word)?))
}

fn decided_cell(decided: Decided) -> Cell {
    Cell::plain(decided.label()).toned(match decided {
        Decided::Keep => Tone::Muted,
        Decided::Remove => Tone::Bad,
        Decided::Unsure => Tone::Caution,
    })
}

fn review_line(case: &MembershipCase) -> Option<Line> {
    let (day, decided) = reviewed(case)?;
    let value = sentence!("{day} {said}", "{day} {said}", day = day, said = decided.label());
    let tone = decided_cell(decided).tone;
    Some(Line { label: Text::new("前回の精査", "Last review"), value, clause: Some(id("N1-4")), tone })
}

/// From when to when the person is, was or will be in charge.
fn charge_line(case: &MembershipCase, ctx: &Context) -> Option<Line> {
    let from = case.membership.in_charge_from?;
    let value = match case.membership.in_charge_until {
        Some(until) => sentence!("{from} から {until} まで", "{from} to {until}", from = from, until = until),
        None => sentence!("{from} から", "since {from}", from = from),
    };
    let tone = if case.membership.is_in_charge(ctx.today()) { Tone::Plain } else { Tone::Muted };
    Some(Line { label: Text::new("担当", "In charge"), value, clause: Some(id("N1-4")), tone })
}

fn details(case: &MembershipCase, ctx: &Context) -> Details {
    let title = vec![
        person::id(case.membership.id),
        Cell::raw(&case.user.name).toned(Tone::Strong),
        Cell::plain(case.user.occupation.label()),
        person::id(case.user.id),
        state(case, ctx),
    ];
    let mut lines = vec![group_line(case), joined_line(case)];
    lines.extend(charge_line(case, ctx));
    lines.extend(review_line(case));
    lines.extend(left_line(case));
    Details { title, lines, outlook: outlook(case) }
}

fn group_line(case: &MembershipCase) -> Line {
    Line {
        label: Text::new("グループ", "Group"),
        value: sentence!(
            "{id} {title}",
            "{id} {title}",
            id = case.group.id,
            title = Shown::new(&case.group.title)
        ),
        clause: None,
        tone: Tone::Plain,
    }
}

/// A membership that began by invitation names it; one that began without an approval says so (留意事項3(2)).
fn joined_line(case: &MembershipCase) -> Line {
    let day = today(case.membership.joined_at);
    let how = case.membership.through.label();
    let invitation = case.membership.invitation.map(|id| id.to_string()).unwrap_or_default();
    let is_unapproved =
        case.membership.through == Through::Invitation && case.membership.invitation.is_none();
    Line {
        label: Text::new("参加", "Joined"),
        value: sentence!("{day} {how} {id}", "{day} {how} {id}", day = day, how = how, id = invitation),
        clause: Some(id("N3-2")),
        tone: if is_unapproved { Tone::Bad } else { Tone::Plain },
    }
}

fn left_line(case: &MembershipCase) -> Option<Line> {
    let day = today(case.membership.left_at?);
    let how = case.membership.left_through.map_or(Text::new("", ""), Through::label);
    let why = Shown::new(&case.membership.left_reason);
    let value = sentence!("{day} {how} {why}", "{day} {how} {why}", day = day, how = how, why = why);
    Some(Line { label: Text::new("終了", "Ended"), value, clause: Some(id("N3-6")), tone: Tone::Muted })
}

fn outlook(case: &MembershipCase) -> Vec<Sentence> {
    let is_gone = matches!(case.standing, Standing::Released | Standing::AccountClosed);
    if case.membership.left_at.is_none() && is_gone {
        return vec![
            Text::new(
                "離れた人がまだ参加しています。参加解除が必要です。",
                "This person has left and is still a member: remove the membership.",
            )
            .into(),
        ];
    }
    Vec::new()
}

/// The object of `membership list --json`.
#[derive(Serialize)]
struct Json<'a> {
    id: String,
    version: u32,
    group: Titled<'a>,
    user: Person<'a>,
    joined_on: String,
    through: Through,
    invitation: Option<String>,
    in_charge: bool,
    in_charge_from: Option<String>,
    in_charge_until: Option<String>,
    left_on: Option<String>,
    left_through: Option<Through>,
    left_reason: &'a str,
    last_review: Option<Decided>,
    last_review_on: Option<String>,
    pending_in_mcs: bool,
}

#[derive(Serialize)]
struct Titled<'a> {
    id: String,
    title: &'a str,
}

#[derive(Serialize)]
struct Person<'a> {
    id: String,
    name: &'a str,
    occupation: Occupation,
    office: &'a str,
    standing: Standing,
}

fn json(case: &MembershipCase, ctx: &Context) -> serde_json::Value {
    let membership = &case.membership;
    super::value(&Json {
        id: membership.id.to_string(),
        version: membership.version,
        group: Titled { id: case.group.id.to_string(), title: &case.group.title },
        user: Person {
            id: case.user.id.to_string(),
            name: &case.user.name,
            occupation: case.user.occupation,
            office: &case.office_name,
            standing: seen(case, ctx),
        },
        joined_on: today(membership.joined_at).to_string(),
        through: membership.through,
        invitation: membership.invitation.map(|id| id.to_string()),
        in_charge: membership.is_in_charge(ctx.today()),
        in_charge_from: membership.in_charge_from.map(|day| day.to_string()),
        in_charge_until: membership.in_charge_until.map(|day| day.to_string()),
        left_on: membership.left_at.map(|at| today(at).to_string()),
        left_through: membership.left_through,
        left_reason: &membership.left_reason,
        last_review: reviewed(case).map(|(_, decided)| decided),
        last_review_on: reviewed(case).map(|(day, _)| day.to_string()),
        pending_in_mcs: case.pending_marks > 0,
    })
}
