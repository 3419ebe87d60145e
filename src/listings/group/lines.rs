//! What the details pane shows of a group: evidence line by line, each with its clause.

use super::super::{Line, Tone, person};
use super::{candidacy, is_ours};
use crate::domain::case::GroupCase;
use crate::domain::{Consent, ConsentKind, Context, EndReason, GroupKind, GroupState};
use crate::regulation::archive::is_without_consent;
use crate::regulation::clause::id;
use crate::sentence;
use crate::text::date::today;
use crate::text::{Sentence, Shown, Text};

/// Patient, originator, consent, members, hold, end of use, candidacy, memo.
pub(super) fn of(case: &GroupCase, ctx: &Context) -> Vec<Line> {
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
    lines
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

/// What follows for whoever acts next.
pub(super) fn outlook(case: &GroupCase, ctx: &Context) -> Vec<Sentence> {
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
