//! 緊急の利用禁止 from a lost device: the device, its holder and the incident in one act (留意事項3(10), 第12条(7)).

use super::{Moves, day_of};
use crate::actions::Verdict;
use crate::actions::action::{Action, Confirm, MirrorMark};
use crate::actions::answers::Answers;
use crate::actions::deed::{Deed, Done, Stop};
use crate::actions::user::emergency::{Stopped, line_stop_of, stop, what_next};
use crate::domain::case::{OneCase, RecordCase, UserCase};
use crate::domain::{Assurance, Case, Context, Noun};
use crate::regulation::clause::id;
use crate::regulation::finding::{self, Finding, Rule, Severity};
use crate::regulation::register::DEVICE;
use crate::regulation::register::device::LOST_ON;
use crate::regulation::register::incident::{IncidentKind, SUMMARY};
use crate::regulation::sanction::SANCTION;
use crate::store::Tx;
use crate::text::Text;

/// The holder is who would be banned.
const HELD: Rule<RecordCase> = Rule {
    id: "device_held",
    clause: id("N3-10"),
    severity: Severity::Block,
    check: |case, _| {
        case.record.user.is_none().then(|| {
            Text::new(
                "使用者が記録されていません。紛失を記録し（x）、「事案を登録」で登録してください（incident open）。",
                "It has no holder: record the loss (x), then choose \"Open an incident\" (incident open).",
            )
            .into()
        })
    },
};

/// How the device itself becomes lost.
static LOST: Moves = Moves {
    register: &DEVICE,
    from: &["in_use", "lost"],
    to: None,
    rules: &[&HELD],
    complete: |_, ctx, _, answers, record| {
        "lost".clone_into(&mut record.state);
        if record.facts.day("lost_on").is_none() || answers.day("lost_on").is_some() {
            day_of(record, answers, "lost_on", ctx)?;
        }
        Ok(())
    },
};

/// Records the loss, bans the holder and opens the incident.
pub static EMERGENCY_BAN: Action = Action {
    id: "device.emergency_ban",
    noun: Noun::Device,
    on: Noun::Device,
    key: Some('d'),
    label: Text::new("紛失と緊急の利用禁止", "Loss, with emergency ban"),
    about: Text::new(
        "紛失を記録し、使用者を利用禁止とし、事案を登録して、回線停止の連絡先を示します。1回で元に戻せます。",
        "Records the loss, bans the holder, opens an incident and shows the line-stop number; one undo.",
    ),
    basis: &[id("N3-10"), id("8-4"), id("12-7")],
    confirm: Confirm::Once,
    fields: &[LOST_ON.may(), SUMMARY.may()],
    mirror: MirrorMark::Set,
    reach: |reader, ctx, case| {
        let holder = RecordCase::of(case).and_then(|case| case.record.user);
        let Some(holder) = holder.map(|user| reader.user_case(user)).transpose()?.flatten() else {
            return Ok(Vec::new());
        };
        line_stop_of(reader, ctx, &Case::User(Box::new(holder)))
    },
    deed: &Loss,
};

struct Loss;

impl Deed for Loss {
    fn judge(&self, case: &Case, ctx: &Context) -> Verdict {
        LOST.judge(case, ctx)
    }

    fn apply(&self, tx: &mut Tx<'_>, ctx: &Context, case: &Case, answers: &Answers) -> Result<Done, Stop> {
        let device = RecordCase::of(case).ok_or(Stop::NotFound(case.id()))?;
        let holder = device.record.user.ok_or(Stop::NotFound(case.id()))?;
        let user = tx.user_case(holder)?.ok_or(Stop::NotFound(holder.id()))?;
        may_be_banned(&user, ctx)?;
        LOST.apply(tx, ctx, case, answers)?;
        let stopped = Stopped { kind: IncidentKind::Loss, devices: vec![device.record.id] };
        let incident = stop(tx, ctx, &user, &stopped, answers)?;
        tx.save(&user.user)?;
        let next = what_next(tx, holder.id(), &incident)?;
        Ok(Done::about(holder).with_next(next))
    }
}

/// The rules of every ban hold for this one, too; an administrator is stopped by the act that asks for the
/// passphrase again.
fn may_be_banned(user: &UserCase, ctx: &Context) -> Result<(), Stop> {
    if user.user.admin_since.is_some() && ctx.assurance == Assurance::SignedIn {
        return Err(Stop::Refused(Finding {
            rule: "device_of_admin",
            clause: id("7"),
            severity: Severity::Block,
            sentence: Text::new(
                "MCS管理者の端末です。紛失を記録し（x）、ユーザーの「緊急の利用禁止」を行います（user emergency-ban）。",
                "It is an administrator's: record the loss (x), then choose \"Emergency ban\" on the user (user emergency-ban).",
            )
            .into(),
        }));
    }
    let findings = finding::judge(SANCTION, user, ctx);
    match findings.into_iter().find(|finding| finding.severity == Severity::Block) {
        Some(finding) => Err(Stop::Refused(finding)),
        None => Ok(()),
    }
}
