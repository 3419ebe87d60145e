//! A group as a JSON object.

use serde::Serialize;

use super::{candidacy, is_ours};
use crate::domain::case::GroupCase;
use crate::domain::{Consent, ConsentKind, Context, EndReason, GroupKind, GroupState};
use crate::text::date::today;

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

/// The object of a group; keys are stable.
pub(super) fn object(case: &GroupCase, ctx: &Context) -> serde_json::Value {
    let group = &case.group;
    super::super::value(&Json {
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
