//! The list of groups (グループ): state, title, members, invitations, consent, end of use.

mod json;
mod lines;

use super::{Cell, Choice, Column, Details, Listing, Tone, person};
use crate::domain::case::{GroupCase, OneCase};
use crate::domain::{Case, Context, EndReason, GroupKind, GroupState, Noun};
use crate::regulation::archive::CANDIDACY;
use crate::regulation::finding::{self, Finding};
use crate::sentence;
use crate::text::Text;
use crate::text::date::ago;

/// The listing.
pub static LISTING: Listing = Listing {
    noun: Noun::Group,
    columns: &[
        Column {
            id: "state",
            label: Text::new("状態", "State"),
            width: (8, 12),
            gives_way: 0,
            cell: |c, x| of(c, x, state),
        },
        Column {
            id: "title",
            label: Text::new("グループ名", "Title"),
            width: (10, 30),
            gives_way: 0,
            cell: |c, x| of(c, x, |g, _| Cell::raw(&g.group.title)),
        },
        Column {
            id: "patient",
            label: Text::new("患者", "Patient"),
            width: (8, 18),
            gives_way: 3,
            cell: |c, x| of(c, x, patient),
        },
        Column {
            id: "members",
            label: Text::new("参加", "Members"),
            width: (4, 7),
            gives_way: 1,
            cell: |c, x| of(c, x, |g, _| Cell::plain(sentence!("{n}名", "{n}", n = g.members))),
        },
        Column {
            id: "invitations",
            label: Text::new("招待", "Invited"),
            width: (4, 7),
            gives_way: 4,
            cell: |c, x| of(c, x, invitations),
        },
        Column {
            id: "consent",
            label: Text::new("同意書", "Consent"),
            width: (8, 12),
            gives_way: 2,
            cell: |c, x| of(c, x, consent),
        },
        Column {
            id: "end",
            label: Text::new("利用終了", "Ended"),
            width: (8, 22),
            gives_way: 2,
            cell: |c, x| of(c, x, end),
        },
        Column {
            id: "mcs",
            label: Text::new("MCS", "MCS"),
            width: (6, 12),
            gives_way: 5,
            cell: |c, x| of(c, x, |g, _| person::mcs_mark(g.pending_marks)),
        },
    ],
    orders: &[
        Choice { id: "kana", label: Text::new("五十音順", "by reading") },
        Choice { id: "title", label: Text::new("グループ名順", "by title") },
        Choice { id: "members", label: Text::new("参加者数順", "by members") },
        Choice { id: "ended", label: Text::new("利用終了日順", "by end of use") },
    ],
    tallies: &[
        Choice { id: "candidates", label: Text::new("保管候補", "to archive") },
        Choice { id: "no_consent", label: Text::new("同意書未取得", "no consent") },
    ],
    page: |reader, ask, window, limit| reader.groups(ask, window, limit),
    locate: |reader, ask, id| reader.locate_group(ask, id),
    count: |reader, ask| reader.count_groups(ask),
    details: |case, ctx| GroupCase::of(case).map(|c| details(c, ctx)).unwrap_or_default(),
    judgement: |_, _| None,
    json: |case, ctx| GroupCase::of(case).map_or(serde_json::Value::Null, |c| json::object(c, ctx)),
};

fn of(case: &Case, ctx: &Context, cell: fn(&GroupCase, &Context) -> Cell) -> Cell {
    GroupCase::of(case).map(|c| cell(c, ctx)).unwrap_or_default()
}

pub(super) fn is_ours(case: &GroupCase, ctx: &Context) -> bool {
    case.group.office == ctx.actor.office
}

/// 保管候補 where the group should go to the archive.
pub(super) fn candidacy(case: &GroupCase, ctx: &Context) -> Vec<Finding> {
    finding::judge(CANDIDACY, case, ctx)
}

fn state(case: &GroupCase, ctx: &Context) -> Cell {
    if case.hold.is_some() {
        return Cell::plain(Text::new("保全", "Held")).toned(Tone::Caution);
    }
    if !candidacy(case, ctx).is_empty() {
        return Cell::plain(Text::new("保管候補", "To archive")).toned(Tone::Caution);
    }
    let tone = if case.group.state == GroupState::Active { Tone::Plain } else { Tone::Muted };
    Cell::plain(case.group.state.label()).toned(tone)
}

fn patient(case: &GroupCase, _: &Context) -> Cell {
    match &case.patient {
        Some(patient) => Cell::raw(&patient.name),
        None => Cell::plain(case.group.kind.label()).toned(Tone::Muted),
    }
}

fn invitations(case: &GroupCase, _: &Context) -> Cell {
    if case.invitations == 0 {
        return Cell::default();
    }
    Cell::plain(sentence!("{n}件", "{n}", n = case.invitations))
}

fn consent(case: &GroupCase, ctx: &Context) -> Cell {
    if case.group.kind == GroupKind::Free {
        return Cell::default();
    }
    if !is_ours(case, ctx) {
        return Cell::plain(Text::new("相手方", "theirs")).toned(Tone::Muted);
    }
    match &case.consent {
        Some(consent) => Cell::plain(consent.kind.label()),
        None if !case.group.urgent_reason.is_empty() => {
            Cell::plain(Text::new("緊急", "urgent")).toned(Tone::Caution)
        }
        None => Cell::plain(Text::new("未取得", "none")).toned(Tone::Bad),
    }
}

fn end(case: &GroupCase, ctx: &Context) -> Cell {
    let Some(day) = case.group.ended_on else { return Cell::default() };
    let why = case.group.end_reason.map_or(Text::new("終了", "ended"), EndReason::label);
    let when = ago(day, ctx.today());
    Cell::plain(sentence!("{when} {why}", "{when} {why}", when = when, why = why)).or_short(when)
}

fn details(case: &GroupCase, ctx: &Context) -> Details {
    let title = vec![
        person::id(case.group.id),
        Cell::raw(&case.group.title).toned(Tone::Strong),
        Cell::plain(case.group.kind.label()),
        state(case, ctx),
    ];
    Details { title, lines: lines::of(case, ctx), outlook: lines::outlook(case, ctx) }
}
