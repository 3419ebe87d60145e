//! What is done to requests (開示等請求): received, identified, decided, notified; and the erasure (様式3第5条(4)).

use super::{Adds, Moves, any_time, as_answered, day_of};
use crate::actions::action::{Action, Confirm, MirrorMark, nothing_beyond};
use crate::actions::answers::Answers;
use crate::actions::deed::Stop;
use crate::domain::case::{OfficeCase, RecordCase};
use crate::domain::{
    Case, Consent, Context, Field, Group, GroupState, Id, Invitation, Kind, Need, Noun, Patient, PatientId,
    Record,
};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding::{Finding, Severity};
use crate::regulation::register::request::*;
use crate::regulation::register::{GROUP, KEPT_AT, PATIENT, REQUEST};
use crate::regulation::request::{DECIDING, ERASING, kind};
use crate::sentence;
use crate::store::{Forgotten, Reader, StoreError, Tx};
use crate::text::{Sentence, Text};

/// What stands in the place of a name that was erased.
const ERASED: &str = "（消去済）";

/// How many records are named at most; the rest are counted.
const NAMED: usize = 8;

/// Records what is answered, of a request that is not decided.
static RECORDS: Moves =
    Moves { register: &REQUEST, from: &["received"], to: None, rules: &[], complete: as_answered };

const fn on_request(action: &'static str, label: Text, about: Text, basis: &'static [ClauseId]) -> Action {
    Action {
        id: action,
        noun: Noun::Request,
        on: Noun::Request,
        key: None,
        label,
        about,
        basis,
        confirm: Confirm::Once,
        fields: &[],
        mirror: MirrorMark::None,
        reach: nothing_beyond,
        deed: &RECORDS,
    }
}

/// Takes a request in.
pub static RECEIVE: Action = Action {
    on: Noun::Office,
    key: Some('n'),
    fields: &[
        GROUP.may(),
        PATIENT.may(),
        KIND.must(),
        REQUESTER.must(),
        RELATION.must(),
        SCOPE.may(),
        RECEIVED_ON.may(),
        ANSWER_BY.may(),
        IDENTITY.may(),
        KEPT_AT.may(),
    ],
    deed: &Adds::<OfficeCase> {
        register: &REQUEST,
        stage: any_time,
        rules: &[],
        complete: |tx, ctx, _, answers, record| {
            record.patient = Some(patient_of(tx, record)?);
            if answers.line("identity").is_empty() {
                Ok(())
            } else {
                day_of(record, answers, "identity_on", ctx)
            }
        },
    },
    ..on_request(
        "request.receive",
        Text::new("請求を受け付け", "Receive a request"),
        Text::new(
            "患者・家族からの請求を受け付けます。請求の理由は尋ねず、記録しません。",
            "Takes in a patient's or family's request. Its reason is neither asked for nor recorded.",
        ),
        &[id("F3-5"), id("F3-5-1"), id("F3-5-2"), id("F3-5-3"), id("F3-5-4")],
    )
};

/// Records how the requester's identity was checked.
pub static IDENTIFY: Action = Action {
    key: Some('m'),
    fields: &[IDENTITY.must(), IDENTITY_ON.may()],
    deed: &Moves {
        register: &REQUEST,
        from: &["received"],
        to: None,
        rules: &[],
        complete: |_, ctx, _, answers, record| day_of(record, answers, "identity_on", ctx),
    },
    ..on_request(
        "request.identify",
        Text::new("本人確認を記録", "Record the identity check"),
        Text::new(
            "請求者が本人または代理人であることを確かめた方法を記録します。",
            "Records how it was checked that the requester is the patient or may act for the patient.",
        ),
        &[id("F3-5")],
    )
};

/// Decides.
pub static DECIDE: Action = Action {
    key: Some('a'),
    fields: &[
        DECISION.must(),
        DECIDED_BY.must(),
        DECIDED_ON.may(),
        EXPLANATION.may(),
        RETENTION.may(),
        RETENTION_UNTIL.may(),
        METHOD.may(),
    ],
    reach: groups_of_patient,
    deed: &Moves {
        register: &REQUEST,
        from: &["received"],
        to: Some("decided"),
        rules: DECIDING,
        complete: decide,
    },
    ..on_request(
        "request.decide",
        Text::new("請求を決定", "Decide a request"),
        Text::new(
            "応じるか、一部応じるか、応じないかを決定します。応じない部分には事業所からの説明が要ります。",
            "Grants it, grants it in part or refuses it. A refusal wants the office's own explanation.",
        ),
        &[id("F3-5")],
    )
};

/// Records that the requester was notified.
pub static NOTIFY: Action = Action {
    key: Some('e'),
    fields: &[METHOD.must(), NOTIFIED_ON.may()],
    deed: &Moves {
        register: &REQUEST,
        from: &["decided"],
        to: Some("notified"),
        rules: &[],
        complete: |_, ctx, _, answers, record| day_of(record, answers, "notified_on", ctx),
    },
    ..on_request(
        "request.notify",
        Text::new("通知を記録", "Record the notice"),
        Text::new(
            "請求者に決定を通知したことを記録します。",
            "Records that the requester was told the decision.",
        ),
        &[id("F3-5")],
    )
};

/// Erases the patient's names from rows and before-images.
pub static ERASE: Action = Action {
    key: Some('x'),
    confirm: Confirm::Reason(10),
    fields: &[Field {
        id: "name",
        label: Text::new("患者の氏名を入力", "Type the patient's name"),
        kind: Kind::Line,
        need: Need::Must,
    }],
    reach: what_is_erased,
    deed: &Moves {
        register: &REQUEST,
        from: &["decided", "notified"],
        to: None,
        rules: ERASING,
        complete: erase,
    },
    ..on_request(
        "request.erase",
        Text::new("消去", "Erase"),
        Text::new(
            "患者の氏名などを台帳と、操作記録の変更前の内容から消します（ハッシュは残ります）。元に戻せません。",
            "Empties the patient's names in the register and in before-images, leaving their hashes. No undo.",
        ),
        &[id("F3-5-4")],
    )
};

/// Whom the request is about: the patient named, or the one of the group; always one of the own office.
fn patient_of(tx: &Tx<'_>, record: &Record) -> Result<PatientId, Stop> {
    let of_group = record.group.map(|group| tx.group_case(group)).transpose()?.flatten();
    let patient = record.patient.or(of_group.and_then(|case| case.group.patient));
    match patient {
        Some(patient) if tx.is_own_patient(patient)? => Ok(patient),
        _ => Err(Stop::at(
            "group",
            Text::new(
                "自事業所が連携元の患者のグループ、または患者の番号を指定してください。",
                "Name a patient's group that this office originated, or the patient's id.",
            ),
        )),
    }
}

/// A decision is whole: a refusal explains itself, an erasure has asked for the legal retention first.
fn decide(
    _: &mut Tx<'_>,
    ctx: &Context,
    _: &RecordCase,
    answers: &Answers,
    record: &mut Record,
) -> Result<(), Stop> {
    let decision = answers.choice("decision").and_then(Decision::read);
    if decision != Some(Decision::Granted) && record.facts.text("explanation").is_empty() {
        let why = Text::new("応じない部分の説明を入力してください。", "Explain what is refused.");
        return Err(Stop::at("explanation", why));
    }
    if kind(record) == Some(RequestKind::Erasure) && decision != Some(Decision::Refused) {
        retention_has_ended(ctx, record)?;
    }
    day_of(record, answers, "decided_on", ctx)
}

fn retention_has_ended(ctx: &Context, record: &Record) -> Result<(), Stop> {
    if record.facts.text("retention").is_empty() {
        let why = Text::new(
            "消去に応じる前に、法定の保存義務（診療録など）を確認した内容を入力してください。",
            "Before erasure is granted, say what the legal retention of the records is.",
        );
        return Err(Stop::at("retention", why));
    }
    match record.facts.day("retention_until") {
        Some(until) if until >= ctx.today() => Err(Stop::at(
            "retention_until",
            sentence!(
                "法定の保存期間が {until} まで残っているため、消去に応じられません。",
                "The legal retention lasts until {until}: erasure cannot be granted.",
                until = until
            ),
        )),
        _ => Ok(()),
    }
}

fn erase(
    tx: &mut Tx<'_>,
    ctx: &Context,
    case: &RecordCase,
    answers: &Answers,
    record: &mut Record,
) -> Result<(), Stop> {
    // Typed to confirm, and not kept: it is what is being erased.
    record.facts.set("name", "");
    let patient = record.patient.map(|patient| tx.patient(patient)).transpose()?.flatten();
    let patient = patient.ok_or(Stop::NotFound(case.record.id))?;
    if answers.line("name") != patient.name.trim() {
        return Err(Stop::at(
            "name",
            Text::new("患者の氏名が一致しません。", "This is not the patient's name."),
        ));
    }
    let groups = tx.groups_ever_of(patient.id)?;
    if let Some(group) = groups.iter().find(|group| group.state != GroupState::Deleted) {
        return Err(Stop::Refused(Finding {
            rule: "request_group_deleted",
            clause: id("5-1"),
            severity: Severity::Block,
            sentence: sentence!(
                "先にグループ {id} を削除します（保管は消去にあたりません）。",
                "Delete group {id} first; archiving is no erasure.",
                id = group.id
            ),
        }));
    }
    record.facts.set("erased_on", ctx.today().to_string());
    empty_rows(tx, patient, groups)
}

/// Empties the rows that carry the patient's names, and their before-images.
fn empty_rows(tx: &mut Tx<'_>, patient: Patient, groups: Vec<Group>) -> Result<(), Stop> {
    let mut emptied = vec![patient.id.id()];
    let titles = groups.iter().flat_map(|group| [group.title.clone(), group.kana.clone()]);
    let names: Vec<String> = [patient.name.clone(), patient.kana.clone()].into_iter().chain(titles).collect();
    tx.save(&Patient { name: ERASED.into(), kana: String::new(), born_on: None, ..patient })?;
    for group in groups {
        emptied.push(group.id.id());
        for consent in tx.consents_ever_of(group.id)? {
            emptied.push(consent.id.id());
            tx.save(&Consent { signers: ERASED.into(), ..consent })?;
        }
        for invitation in tx.invitations_ever_into(group.id)? {
            emptied.push(invitation.id.id());
            tx.save(&Invitation { message: String::new(), ..invitation })?;
        }
        tx.save(&Group {
            title: ERASED.into(),
            kana: String::new(),
            end_note: String::new(),
            urgent_reason: String::new(),
            memo: String::new(),
            ..group
        })?;
    }
    tx.empty_images(&emptied)?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Ok(tx.forget_in_workspaces(&Forgotten::new(&emptied, &names))?)
}

/// What an erasure is about, and which records still have the name in their texts: those are corrected by hand, each
/// with its own reason to be kept.
fn what_is_erased(reader: &Reader<'_>, ctx: &Context, case: &Case) -> Result<Vec<Sentence>, StoreError> {
    let mut said = groups_of_patient(reader, ctx, case)?;
    let Case::Record(request) = case else { return Ok(said) };
    let telling = reader.records_telling(&request.patient_name)?;
    if !telling.is_empty() {
        let ids: Vec<String> = telling.iter().map(Id::to_string).collect();
        said.push(sentence!(
            "氏名が本文に残る記録 {n}件：{ids}。必要なら先に修正します。",
            "Records whose texts have the name: {n}. {ids}. Correct them first where need be.",
            n = ids.len(),
            ids = Sentence::listing(&ids, NAMED)
        ));
    }
    said.push(
        Text::new(
            "過去のバックアップには残ります。保存期間を過ぎたものから廃棄します。",
            "Backups made before keep it: they are discarded as their time ends.",
        )
        .into(),
    );
    Ok(said)
}

/// The patient's groups with their members: what a stop of use or an erasure is about.
fn groups_of_patient(reader: &Reader<'_>, _: &Context, case: &Case) -> Result<Vec<Sentence>, StoreError> {
    let Case::Record(case) = case else { return Ok(Vec::new()) };
    let groups = case.record.patient.map(|patient| reader.groups_of_patient(patient)).transpose()?;
    let mut said = Vec::new();
    for group in groups.unwrap_or_default() {
        said.push(sentence!(
            "患者のグループ {id}（{state}）、参加者 {members}名。",
            "The patient's group {id} ({state}), members: {members}.",
            id = group.id,
            state = group.state.label(),
            members = reader.members_of(group.id)?.len()
        ));
    }
    Ok(said)
}

#[cfg(test)]
#[path = "request_tests.rs"]
mod tests;
