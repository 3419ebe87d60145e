//! 緊急の利用禁止: ban, incident and clocks in one act, with the number that stops the line (第8条(4), 第12条(7)).
//!
//! For a telephone lost at night or a misuse seen now: the kind of incident is all that has to be answered.

use super::super::action::{Action, Confirm, MirrorMark, Stage};
use super::super::answers::Answers;
use super::super::deed::{On, Stop};
use super::super::register::incident::settled;
use super::{reach, touch, while_registered};
use crate::choices;
use crate::domain::case::UserCase;
use crate::domain::{Case, Context, Field, Id, Kind, Level, Need, Noun, Record, Sanction, SanctionId, User};
use crate::regulation::approval::due;
use crate::regulation::clause::id;
use crate::regulation::register::incident::IncidentKind;
use crate::regulation::sanction::SANCTION;
use crate::sentence;
use crate::store::{Reader, StoreError, Tx};
use crate::text::date::clock;
use crate::text::{Sentence, Shown, Text};

/// How many numbers are named at most.
const NAMED: usize = 3;

/// Bans a user at once and opens the incident.
pub static EMERGENCY_BAN: Action = Action {
    id: "user.emergency_ban",
    noun: Noun::User,
    on: Noun::User,
    key: Some('d'),
    label: Text::new("緊急の利用禁止", "Emergency ban"),
    about: Text::new(
        "利用禁止とし、事案を登録し、報告の期限を始め、回線停止の連絡先を示します。1回で元に戻せます。",
        "Bans the user, opens an incident with its clocks and shows the line-stop number. One undo takes it back.",
    ),
    basis: &[id("8-4"), id("N2-2"), id("N3-10"), id("12-7")],
    confirm: Confirm::Once,
    fields: &[
        Field {
            id: "kind",
            label: Text::new("種別", "Kind"),
            kind: Kind::Choice(choices!(IncidentKind:
                Loss, Misuse, UnauthorisedAccess, SharedId, WrongPatient, SystemFault, Other)),
            need: Need::Must,
        },
        Field {
            id: "summary",
            label: Text::new("状況（後から書き足せます）", "What happened (may follow)"),
            kind: Kind::Line,
            need: Need::May,
        },
    ],
    mirror: MirrorMark::Set,
    reach: line_stop_of,
    deed: &On::<UserCase> {
        stage: |case, ctx| match in_force(case, ctx) {
            Some(Sanction { level: Level::Ban, .. }) if while_registered(case) == Stage::Now => {
                Stage::Decided
            }
            _ => while_registered(case),
        },
        rules: SANCTION,
        apply: |tx, ctx, case, answers| {
            let kind = answers.choice("kind").and_then(IncidentKind::read).unwrap_or(IncidentKind::Other);
            let stopped = Stopped { kind, devices: Vec::new() };
            let incident = stop(tx, ctx, case, &stopped, answers)?;
            let next = what_next(tx, case.user.id.id(), &incident)?;
            Ok(touch(tx, case)?.with_next(next))
        },
    },
};

/// What made somebody stop a user at once.
pub(in crate::actions) struct Stopped {
    /// What kind of incident it is.
    pub kind: IncidentKind,
    /// The devices that are lost.
    pub devices: Vec<Id>,
}

/// The sanction in force today.
fn in_force<'c>(case: &'c UserCase, ctx: &Context) -> Option<&'c Sanction> {
    case.sanction.as_ref().filter(|sanction| sanction.in_force(ctx.today()))
}

/// Bans the user, where not banned yet, and opens the incident that is its evidence.
pub(in crate::actions) fn stop(
    tx: &mut Tx<'_>,
    ctx: &Context,
    case: &UserCase,
    stopped: &Stopped,
    answers: &Answers,
) -> Result<Record, Stop> {
    let incident = incident(tx, ctx, case, stopped, answers)?;
    tx.insert(&incident)?;
    let open = in_force(case, ctx).cloned();
    if open.as_ref().is_some_and(|sanction| sanction.level == Level::Ban) {
        return Ok(incident);
    }
    let reason = reason(stopped.kind).ja.to_owned();
    if let Some(open) = open {
        // Changing the level ends the sanction and opens the next.
        tx.save(&Sanction { lifted_at: Some(ctx.now), lift_reason: reason.clone(), ..open })?;
    }
    tx.insert(&Sanction {
        id: SanctionId(tx.next_number::<Sanction>()?),
        version: 1,
        user: case.user.id,
        level: Level::Ban,
        reason,
        evidence: incident.id.to_string(),
        from: ctx.today(),
        until: None,
        review_on: Some(due(ctx.today(), ctx.settings.sanction_review_months)),
        lifted_at: None,
        lift_reason: String::new(),
    })?;
    Ok(incident)
}

/// Why: what an emergency ban says of itself, until somebody writes more into the incident.
const fn reason(kind: IncidentKind) -> Text {
    match kind {
        IncidentKind::Loss => {
            Text::new("端末の紛失・盗難による緊急の利用禁止", "Emergency ban: a device was lost or stolen")
        }
        IncidentKind::Misuse => Text::new("不正利用による緊急の利用禁止", "Emergency ban: misuse"),
        IncidentKind::UnauthorisedAccess => {
            Text::new("不正アクセスの疑いによる緊急の利用禁止", "Emergency ban: unauthorised access")
        }
        IncidentKind::SharedId => Text::new("IDの貸与・共用による緊急の利用禁止", "Emergency ban: shared ID"),
        IncidentKind::WrongPatient => {
            Text::new("他患者情報の書込みによる緊急の利用禁止", "Emergency ban: another patient's data")
        }
        IncidentKind::SystemFault => {
            Text::new("システムの異常による緊急の利用禁止", "Emergency ban: system fault")
        }
        IncidentKind::Other => Text::new("その他の事由による緊急の利用禁止", "Emergency ban: another cause"),
    }
}

/// The incident as far as the register knows it: who, when, which groups. Whether data leaked is for a person to
/// say; where the user is in a patient's group it is suspected, so that the clocks run.
fn incident(
    tx: &Tx<'_>,
    ctx: &Context,
    case: &UserCase,
    stopped: &Stopped,
    answers: &Answers,
) -> Result<Record, Stop> {
    let mut record = tx.new_record(Noun::Incident, ctx.actor.office, "open")?;
    record.user = Some(case.user.id);
    let typed = answers.line("summary");
    let summary = if typed.is_empty() { reason(stopped.kind).ja } else { typed };
    let devices: Vec<String> = stopped.devices.iter().map(Id::to_string).collect();
    let patients = tx.reach_of(&case.user)?.patients;
    let facts = [
        ("kind", stopped.kind.word().to_owned()),
        ("summary", summary.to_owned()),
        ("found_at", clock(ctx.now)),
        ("reported_on", ctx.today().to_string()),
        ("reported_at", clock(ctx.now)),
        ("devices", devices.join(" ")),
        ("personal_data", if patients > 0 { "suspected" } else { "" }.to_owned()),
    ];
    facts.into_iter().for_each(|(fact, text)| record.facts.set(fact, text));
    settled(tx, ctx, &Answers::default(), &mut record)?;
    Ok(record)
}

/// What it would reach, and whom to call.
pub(in crate::actions) fn line_stop_of(
    reader: &Reader<'_>,
    ctx: &Context,
    case: &Case,
) -> Result<Vec<Sentence>, StoreError> {
    let Case::User(user) = case else { return Ok(Vec::new()) };
    let calls = numbers(reader, &user.user)?;
    Ok(reach::of_user(reader, ctx, case)?.into_iter().chain([line_stop(&calls)]).collect())
}

/// What one does next: stop the line, and write down the instruction.
pub(in crate::actions) fn what_next(
    tx: &Tx<'_>,
    user: Id,
    incident: &Record,
) -> Result<Sentence, StoreError> {
    let user = tx.user_case(crate::domain::UserId(user.number))?;
    let calls = user.map(|case| numbers(tx, &case.user)).transpose()?.unwrap_or_default();
    Ok(sentence!(
        "事案 {incident} を登録しました。{line} 続けて「指示を記録」を行います（incident instruct {incident}）。",
        "Incident {incident} is open. {line} Next choose \"Record the instruction\" (incident instruct {incident}).",
        incident = incident.id,
        line = line_stop(&calls)
    ))
}

/// The numbers that stop the lines of the user's devices, each with its device.
fn numbers(reader: &Reader<'_>, user: &User) -> Result<Vec<String>, StoreError> {
    let devices = reader.records_of_user(Noun::Device, user.id)?;
    let held = devices.iter().filter(|device| device.is_open && !device.facts.text("carrier").is_empty());
    Ok(held.map(|device| format!("{} {}", Shown::new(device.facts.text("carrier")), device.id)).collect())
}

fn line_stop(calls: &[String]) -> Sentence {
    if calls.is_empty() {
        let none = Text::new(
            "回線停止の連絡先は端末に記録されていません（contacts で連絡先の一覧）。",
            "No line-stop number is recorded on a device (contacts lists whom to call).",
        );
        return none.into();
    }
    sentence!(
        "回線停止の連絡先：{calls}。",
        "To stop the line call: {calls}.",
        calls = Sentence::listing(calls, NAMED)
    )
}
