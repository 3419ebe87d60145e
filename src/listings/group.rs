//! The list of groups (グループ): state, title, members, invitations, consent, end of use.

use serde::Serialize;

use super::{Cell, Choice, Column, Details, Line, Listing, Tone, person};
use crate::domain::case::{GroupCase, OneCase};
use crate::domain::{Case, Consent, ConsentKind, Context, EndReason, GroupKind, GroupState, Noun};
use crate::regulation::archive::{CANDIDACY, is_without_consent};
use crate::regulation::clause::id;
use crate::regulation::finding::{self, Finding};
use crate::sentence;
use crate::text::date::{ago, today};
use crate::text::{Sentence, Shown, Text};

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
    json: |case, ctx| GroupCase::of(case).map_or(serde_json::Value::Null, |c| json(c, ctx)),
};

fn of(case: &Case, ctx: &Context, cell: fn(&GroupCase, &Context) -> Cell) -> Cell {
    GroupCase::of(case).map(|c| cell(c, ctx)).unwrap_or_default()
}

fn is_ours(case: &GroupCase, ctx: &Context) -> bool {
    case.group.office == ctx.actor.office
}

/// 保管候補 where the group should go to the archive.
fn candidacy(case: &GroupCase, ctx: &Context) -> Vec<Finding> {
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
    let mut lines: Vec<Line> = patient_line(case).into_iter().collect();
    lines.push(office_line(case, ctx));
    lines.extend(consent_line(case, ctx));
    lines.extend(urgent_line(case));
    lines.push(members_line(case));
    lines.extend(hold_line(case));
    lines.extend(end_line(case));
    lines.extend(archived_line(case));
    lines.extend(candidacy(case, ctx).into_iter().map(|finding| Line {
        label: Text::new("保管候補", "To archive"),
        value: finding.sentence,
        clause: Some(finding.clause),
        tone: Tone::Caution,
    }));
    lines.extend(person::typed_line(Text::new("メモ", "Memo"), &case.group.memo));
    Details { title, lines, outlook: outlook(case, ctx) }
}

fn patient_line(case: &GroupCase) -> Option<Line> {
    let patient = case.patient.as_ref()?;
    let born = patient.born_on.map(|day| day.to_string()).unwrap_or_default();
    Some(Line {
        label: Text::new("患者", "Patient"),
        value: sentence!(
            "{name} {id} {born}",
            "{name} {id} {born}",
            name = Shown::new(&patient.name),
            id = patient.id,
            born = born
        ),
        clause: Some(id("N1-2")),
        tone: if case.other_active_groups > 0 { Tone::Bad } else { Tone::Plain },
    })
}

fn office_line(case: &GroupCase, ctx: &Context) -> Line {
    let value = if is_ours(case, ctx) {
        Text::new("自事業所", "own office").into()
    } else {
        sentence!("{office}", "{office}", office = Shown::new(&case.office_name))
    };
    Line { label: Text::new("連携元", "Originator"), value, clause: Some(id("4")), tone: Tone::Plain }
}

fn consent_line(case: &GroupCase, ctx: &Context) -> Option<Line> {
    if case.group.kind == GroupKind::Free || !is_ours(case, ctx) {
        return None;
    }
    let line = |value, clause, tone| Line {
        label: Text::new("同意書", "Consent"),
        value,
        clause: Some(clause),
        tone,
    };
    let Some(consent) = &case.consent else {
        return Some(line(Text::new("同意書未取得", "no consent").into(), id("6-1"), Tone::Bad));
    };
    let clause = match consent.kind {
        ConsentKind::Signed => id("6-1"),
        ConsentKind::Waiver => id("6-2"),
    };
    Some(line(consent_words(consent), clause, Tone::Plain))
}

fn consent_words(consent: &Consent) -> Sentence {
    sentence!(
        "{day} {kind} {signers} {kept}",
        "{day} {kind} {signers} {kept}",
        day = consent.signed_on,
        kind = consent.kind.label(),
        signers = Shown::new(&consent.signers),
        kept = Shown::new(&consent.kept_at)
    )
}

fn urgent_line(case: &GroupCase) -> Option<Line> {
    if case.consent.is_some() || case.group.urgent_reason.is_empty() {
        return None;
    }
    Some(Line {
        clause: Some(id("6-1")),
        tone: Tone::Caution,
        ..person::typed_line(Text::new("緊急・本人同意困難", "Urgent"), &case.group.urgent_reason)?
    })
}

fn members_line(case: &GroupCase) -> Line {
    let tone = if case.members_gone > 0 { Tone::Caution } else { Tone::Plain };
    Line {
        label: Text::new("参加", "Members"),
        value: sentence!(
            "{members}名（うち登録解除・退会済み {gone}名）、未決の招待 {invitations}件",
            "{members} (released or gone: {gone}), open invitations: {invitations}",
            members = case.members,
            gone = case.members_gone,
            invitations = case.invitations
        ),
        clause: Some(id("N1-4")),
        tone,
    }
}

fn hold_line(case: &GroupCase) -> Option<Line> {
    let hold = case.hold.as_ref()?;
    let value = sentence!(
        "{day} から：{why}",
        "since {day}: {why}",
        day = today(hold.set_at),
        why = Shown::new(&hold.why)
    );
    Some(Line { label: Text::new("保全", "Hold"), value, clause: Some(id("8-6")), tone: Tone::Caution })
}

fn end_line(case: &GroupCase) -> Option<Line> {
    let day = case.group.ended_on?;
    let why = case.group.end_reason.map_or(Text::new("", ""), EndReason::label);
    let note = Shown::new(&case.group.end_note);
    let value = sentence!("{day} {why} {note}", "{day} {why} {note}", day = day, why = why, note = note);
    Some(Line {
        label: Text::new("利用終了", "Use ended"),
        value,
        clause: Some(id("N2-1")),
        tone: Tone::Plain,
    })
}

fn archived_line(case: &GroupCase) -> Option<Line> {
    let at = today(case.group.archived_at?);
    let value = sentence!(
        "{at}（終わった参加 {members}名）",
        "{at} (memberships ended: {members})",
        at = at,
        members = case.archived_members
    );
    Some(Line { label: Text::new("保管", "Archived"), value, clause: Some(id("N2-1")), tone: Tone::Muted })
}

fn outlook(case: &GroupCase, ctx: &Context) -> Vec<Sentence> {
    if is_without_consent(case, ctx) && case.group.urgent_reason.is_empty() {
        return vec![
            Text::new(
                "同意書を記録するまで、招待も承認もできません。",
                "Until the consent is recorded, nobody is invited or approved.",
            )
            .into(),
        ];
    }
    if case.group.state == GroupState::Archived && is_ours(case, ctx) {
        return vec![sentence!(
            "保管庫から戻すと、参加 {members}名を戻せます。",
            "Restoring can bring back {members} memberships.",
            members = case.archived_members
        )];
    }
    Vec::new()
}

/// The object of `group list --json`.
#[derive(Serialize)]
struct Json<'a> {
    id: String,
    version: u32,
    kind: GroupKind,
    title: &'a str,
    state: GroupState,
    members: u32,
    patient: Option<PatientJson<'a>>,
    office: Named<'a>,
    is_ours: bool,
    kana: &'a str,
    open_invitations: u32,
    consent: Option<ConsentJson<'a>>,
    urgent_reason: &'a str,
    held: bool,
    ended_on: Option<String>,
    end_reason: Option<EndReason>,
    end_note: &'a str,
    archived_on: Option<String>,
    candidate: bool,
    memo: &'a str,
    pending_in_mcs: bool,
}

#[derive(Serialize)]
struct Named<'a> {
    id: String,
    name: &'a str,
}

#[derive(Serialize)]
struct PatientJson<'a> {
    id: String,
    name: &'a str,
    born_on: Option<String>,
}

#[derive(Serialize)]
struct ConsentJson<'a> {
    kind: ConsentKind,
    signed_on: String,
    signers: &'a str,
    kept_at: &'a str,
}

fn json(case: &GroupCase, ctx: &Context) -> serde_json::Value {
    let group = &case.group;
    super::value(&Json {
        id: group.id.to_string(),
        version: group.version,
        kind: group.kind,
        title: &group.title,
        state: group.state,
        members: case.members,
        patient: case.patient.as_ref().map(|patient| PatientJson {
            id: patient.id.to_string(),
            name: &patient.name,
            born_on: patient.born_on.map(|day| day.to_string()),
        }),
        office: Named { id: group.office.to_string(), name: &case.office_name },
        is_ours: is_ours(case, ctx),
        kana: &group.kana,
        open_invitations: case.invitations,
        consent: case.consent.as_ref().map(consent_json),
        urgent_reason: &group.urgent_reason,
        held: case.hold.is_some(),
        ended_on: group.ended_on.map(|day| day.to_string()),
        end_reason: group.end_reason,
        end_note: &group.end_note,
        archived_on: group.archived_at.map(|at| today(at).to_string()),
        candidate: !candidacy(case, ctx).is_empty(),
        memo: &group.memo,
        pending_in_mcs: case.pending_marks > 0,
    })
}

fn consent_json(consent: &Consent) -> ConsentJson<'_> {
    ConsentJson {
        kind: consent.kind,
        signed_on: consent.signed_on.to_string(),
        signers: &consent.signers,
        kept_at: &consent.kept_at,
    }
}
