//! Making a group for one patient, or a free one, and correcting its title (第5条(1), 留意事項1).

use super::super::action::{Action, Confirm, MirrorMark, Stage, nothing_beyond};
use super::super::answers::Answers;
use super::super::deed::{Done, On, Stop, pass};
use super::{ours_kept, save};
use crate::choices;
use crate::domain::case::{GroupCase, OfficeCase};
use crate::domain::{
    Context, Field, Group, GroupId, GroupKind, GroupState, Id, Kind, Membership, MembershipId, Need, Noun,
    Patient, PatientId, Span, Through,
};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding::{Finding, Severity};
use crate::regulation::inviting::{couple_hint, groups_of_same_patient, looks_like};
use crate::store::Tx;
use crate::text::Text;

const BASIS: &[ClauseId] = &[id("5-1"), id("N1-1"), id("N1-2"), id("N1-3")];

const TITLE: Field = line("title", Text::new("グループ名", "Title"));
const KANA: Field = line("kana", Text::new("ふりがな", "Reading"));

const fn line(id: &'static str, label: Text) -> Field {
    Field { id, label, kind: Kind::Line, need: Need::May }
}

/// Makes a group.
pub static CREATE: Action = Action {
    id: "group.create",
    noun: Noun::Group,
    on: Noun::Office,
    key: Some('n'),
    label: Text::new("グループ作成", "Create a group"),
    about: Text::new(
        "患者1名のグループ、または自由グループを作ります。患者は氏名か、登録済みの番号で指定します。",
        "Makes a group for one patient, or a free one. The patient is given by name, or by id where on file.",
    ),
    basis: BASIS,
    confirm: Confirm::Once,
    fields: &[
        line("name", Text::new("患者の氏名", "Patient's name")),
        KANA,
        Field {
            id: "born_on",
            label: Text::new("患者の生年月日", "Patient's birth date"),
            kind: Kind::Day(Span::Past),
            need: Need::May,
        },
        TITLE,
        Field {
            id: "patient",
            label: Text::new("登録済みの患者", "Patient on file"),
            kind: Kind::Row(Noun::Patient),
            need: Need::May,
        },
        Field {
            id: "kind",
            label: Text::new("種別", "Kind"),
            kind: Kind::Choice(choices!(GroupKind: Patient, Free)),
            need: Need::May,
        },
    ],
    mirror: MirrorMark::Set,
    reach: nothing_beyond,
    deed: &On::<OfficeCase> { stage: |_, _| Stage::Now, rules: &[], apply: create },
};

/// Corrects title and reading; what is left blank stays.
pub static EDIT: Action = Action {
    id: "group.edit",
    noun: Noun::Group,
    on: Noun::Group,
    key: Some('i'),
    label: Text::new("修正", "Edit"),
    about: Text::new(
        "グループ名とふりがなを修正します。空欄の項目は変わりません。",
        "Corrects title and reading. What is left blank stays.",
    ),
    basis: &[id("5-1"), id("N1-3")],
    confirm: Confirm::Once,
    fields: &[TITLE, KANA],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<GroupCase> {
        stage: ours_kept,
        rules: &[],
        apply: |tx, _, case, answers| {
            let passed = pass(couple_hint(&[answers.line("title")]).into_iter().collect(), answers)?;
            let done = save(tx, case, |group| {
                for (field, value) in [("title", &mut group.title), ("kana", &mut group.kana)] {
                    if !answers.line(field).is_empty() {
                        answers.line(field).clone_into(value);
                    }
                }
            })?;
            Ok(done.passing(passed))
        },
    },
};

/// Keeps the administrator's own note.
pub static MEMO: Action = Action {
    id: "group.memo",
    noun: Noun::Group,
    on: Noun::Group,
    key: Some('o'),
    label: Text::new("メモ", "Memo"),
    about: Text::new(
        "管理用のメモを書き換えます。空欄にすると消えます。",
        "Replaces the administrator's note; blank clears it.",
    ),
    basis: &[id("5-1")],
    confirm: Confirm::Once,
    fields: &[line("memo", Text::new("メモ", "Memo"))],
    mirror: MirrorMark::None,
    reach: nothing_beyond,
    deed: &On::<GroupCase> {
        stage: ours_kept,
        rules: &[],
        apply: |tx, _, case, answers| save(tx, case, |group| group.memo = answers.line("memo").to_owned()),
    },
};

fn create(tx: &mut Tx<'_>, ctx: &Context, _: &OfficeCase, answers: &Answers) -> Result<Done, Stop> {
    let is_free = answers.choice("kind").and_then(GroupKind::read) == Some(GroupKind::Free);
    let (group, passed) =
        if is_free { free_group(tx, ctx, answers)? } else { patient_group(tx, ctx, answers)? };
    tx.insert(&group)?;
    found(tx, ctx, group.id)?;
    Ok(Done::about(group.id).passing(passed))
}

fn free_group(tx: &Tx<'_>, ctx: &Context, answers: &Answers) -> Result<(Group, Vec<Finding>), Stop> {
    if answers.line("title").is_empty() {
        let why = Text::new("自由グループにはグループ名が必要です。", "A free group needs a title.");
        return Err(Stop::at("title", why));
    }
    Ok((group(tx, ctx, answers, None)?, Vec::new()))
}

/// The group of one patient: on file, or new where nobody on file could be the same.
fn patient_group(tx: &mut Tx<'_>, ctx: &Context, answers: &Answers) -> Result<(Group, Vec<Finding>), Stop> {
    let on_file = on_file(tx, answers)?;
    let mut findings = match &on_file {
        Some(patient) => {
            let groups = tx.groups_of_patient(patient.id)?;
            groups_of_same_patient(&groups, ctx.actor.office).into_iter().collect()
        }
        None => lookalikes(tx, answers)?,
    };
    findings.extend(couple_hint(&[answers.line("title"), answers.line("name")]));
    if let Some(block) = findings.iter().find(|f| f.severity == Severity::Block) {
        return Err(Stop::Refused(block.clone()));
    }
    let passed = pass(findings, answers)?;
    let patient = match on_file {
        Some(patient) => patient,
        None => new_patient(tx, ctx, answers)?,
    };
    Ok((group(tx, ctx, answers, Some(&patient))?, passed))
}

/// The patient named by id, or the one of the same name and birth date.
fn on_file(tx: &Tx<'_>, answers: &Answers) -> Result<Option<Patient>, Stop> {
    if let Some(Id { number, .. }) = answers.row("patient") {
        let patient = PatientId(number);
        return tx.patient(patient)?.map(Some).ok_or(Stop::NotFound(patient.id()));
    }
    let name = answers.line("name");
    if name.is_empty() {
        return Err(Stop::at(
            "name",
            Text::new("患者の氏名を入力してください。", "Enter the patient's name."),
        ));
    }
    let born_on = answers.day("born_on");
    let same = |p: &Patient| born_on.is_some() && p.born_on == born_on;
    Ok(tx.patients_like(name)?.into_iter().find(same))
}

fn lookalikes(tx: &Tx<'_>, answers: &Answers) -> Result<Vec<Finding>, Stop> {
    let mut alike = tx.patients_like(answers.line("name"))?;
    if let Some(day) = answers.day("born_on") {
        for patient in tx.patients_born(day, answers.line("kana"))? {
            if !alike.contains(&patient) {
                alike.push(patient);
            }
        }
    }
    Ok(alike.iter().map(looks_like).collect())
}

fn new_patient(tx: &mut Tx<'_>, ctx: &Context, answers: &Answers) -> Result<Patient, Stop> {
    let patient = Patient {
        id: PatientId(tx.next_number::<Patient>()?),
        version: 1,
        office: ctx.actor.office,
        name: answers.line("name").to_owned(),
        kana: answers.line("kana").to_owned(),
        born_on: answers.day("born_on"),
    };
    tx.insert(&patient)?;
    Ok(patient)
}

/// The group as it begins; without a title it is called after its patient.
fn group(tx: &Tx<'_>, ctx: &Context, answers: &Answers, patient: Option<&Patient>) -> Result<Group, Stop> {
    let or = |typed: &str, usual: Option<String>| {
        if typed.is_empty() { usual.unwrap_or_default() } else { typed.to_owned() }
    };
    Ok(Group {
        id: GroupId(tx.next_number::<Group>()?),
        version: 1,
        office: ctx.actor.office,
        kind: if patient.is_some() { GroupKind::Patient } else { GroupKind::Free },
        patient: patient.map(|p| p.id),
        title: or(answers.line("title"), patient.map(|p| format!("{}様", p.name))),
        kana: or(answers.line("kana"), patient.map(|p| p.kana.clone())),
        state: GroupState::Active,
        ended_on: None,
        end_reason: None,
        end_note: String::new(),
        archived_at: None,
        admin_room: false,
        urgent_reason: String::new(),
        memo: String::new(),
    })
}

/// Whoever makes a group in MCS is its first member.
fn found(tx: &mut Tx<'_>, ctx: &Context, group: GroupId) -> Result<(), Stop> {
    let Some(user) = ctx.actor.user else { return Ok(()) };
    tx.insert(&Membership {
        id: MembershipId(tx.next_number::<Membership>()?),
        version: 1,
        group,
        user,
        joined_at: ctx.now,
        through: Through::Founding,
        invitation: None,
        left_at: None,
        left_through: None,
        left_reason: String::new(),
        in_charge_from: None,
        in_charge_until: None,
    })?;
    Ok(())
}
