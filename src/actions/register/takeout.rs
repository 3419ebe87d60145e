//! What is done to take-outs (持出し): requested, approved or rejected before they begin, brought back or erased.

use super::{Adds, Moves, any_time, day_of};
use crate::actions::action::{Action, Confirm, MirrorMark, nothing_beyond};
use crate::actions::answers::Answers;
use crate::actions::deed::Stop;
use crate::domain::case::{OfficeCase, RecordCase};
use crate::domain::{Context, Noun, Record};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding::{Rule, Severity};
use crate::regulation::register::takeout::*;
use crate::regulation::register::{KEPT_AT, TAKE_OUT};
use crate::sentence;
use crate::store::Tx;
use crate::text::Text;

/// An action on a take-out that waits for a decision; it stays as it is where nothing else is said.
const fn decides(action: &'static str, label: Text, about: Text, basis: &'static [ClauseId]) -> Action {
    Action {
        id: action,
        noun: Noun::TakeOut,
        on: Noun::TakeOut,
        key: None,
        label,
        about,
        basis,
        confirm: Confirm::Once,
        fields: &[],
        mirror: MirrorMark::None,
        reach: nothing_beyond,
        deed: &CORRECTS,
    }
}

const WAITING: &[&str] = &["requested"];

/// Corrects a request that nobody has decided yet.
static CORRECTS: Moves = Moves {
    register: &TAKE_OUT,
    from: WAITING,
    to: None,
    rules: &[],
    complete: |_, _, _, _, record| in_order(record),
};

/// Asks for a take-out.
pub static REQUEST: Action = Action {
    on: Noun::Office,
    key: Some('n'),
    fields: &[
        WHAT.must(),
        MEDIUM.must(),
        PURPOSE.must(),
        FROM.must(),
        UNTIL.must(),
        APPLICANT.must(),
        DESTINATION.may(),
        PROTECTION.may(),
        PAPER_ON.may(),
        KEPT_AT.may(),
    ],
    deed: &Adds::<OfficeCase> {
        register: &TAKE_OUT,
        stage: any_time,
        rules: &[],
        complete: |_, _, _, _, record| in_order(record),
    },
    ..decides(
        "takeout.request",
        Text::new("持出しを届け出", "Ask for a take-out"),
        Text::new(
            "持出しの届出（内容、媒体、目的、期間）を登録します。開始の前に承認を受けます。",
            "Enters the request: what, medium, purpose, period. It is approved before it begins.",
        ),
        &[id("12-9")],
    )
};

/// Corrects a request.
pub static EDIT: Action = Action {
    key: Some('i'),
    fields: &[
        WHAT.may(),
        MEDIUM.may(),
        PURPOSE.may(),
        FROM.may(),
        UNTIL.may(),
        APPLICANT.may(),
        DESTINATION.may(),
        PROTECTION.may(),
        PAPER_ON.may(),
        KEPT_AT.may(),
    ],
    ..decides(
        "takeout.edit",
        Text::new("持出しの届出を修正", "Edit a request"),
        Text::new(
            "承認の前の届出を修正します。空欄の項目は変わりません。",
            "Corrects a request that is not decided yet. What is left blank stays.",
        ),
        &[id("12-9")],
    )
};

/// The approval comes before the start.
static BEFORE_IT_BEGINS: Rule<RecordCase> = Rule {
    id: "takeout_begun",
    clause: id("12-9"),
    severity: Severity::Warn,
    check: |case, ctx| {
        let from = case.record.facts.day("from").filter(|from| *from < ctx.today())?;
        Some(sentence!(
            "持出しは{from}に始まっています。承認は開始の前に行うものです。",
            "It began on {from}. An approval comes before the start.",
            from = from
        ))
    },
};

/// Approves a take-out.
pub static APPROVE: Action = Action {
    key: Some('a'),
    fields: &[PAPER_ON.may(), KEPT_AT.may()],
    deed: &Moves {
        register: &TAKE_OUT,
        from: WAITING,
        to: Some("approved"),
        rules: &[&BEFORE_IT_BEGINS],
        complete: decided,
    },
    ..decides(
        "takeout.approve",
        Text::new("持出しを承認", "Approve a take-out"),
        Text::new(
            "持出しを承認します。開始の後の承認には理由が要り、記録に残ります。",
            "Approves the take-out. After its start that takes a reason, and stays on record.",
        ),
        &[id("12-9"), id("F4-2-1")],
    )
};

/// Rejects a take-out.
pub static REJECT: Action = Action {
    key: Some('x'),
    confirm: Confirm::Reason(1),
    deed: &Moves { register: &TAKE_OUT, from: WAITING, to: Some("rejected"), rules: &[], complete: decided },
    ..decides(
        "takeout.reject",
        Text::new("持出しを不承認", "Reject a take-out"),
        Text::new(
            "持出しを不承認にします。理由が要ります。すでに持ち出していたときは事案として登録します。",
            "Rejects the take-out; it takes a reason. Where it has begun already, open an incident.",
        ),
        &[id("12-9"), id("F4-2-1")],
    )
};

/// Records that what was taken out is back, or was erased where it was.
pub static RETURN: Action = Action {
    key: Some('e'),
    fields: &[RETURNED_ON.may(), ERASED_ON.may()],
    deed: &Moves {
        register: &TAKE_OUT,
        from: &["approved"],
        to: Some("returned"),
        rules: &[],
        complete: back_or_erased,
    },
    ..decides(
        "takeout.record_return",
        Text::new("返却・消去を記録", "Record the return or erasure"),
        Text::new(
            "持ち出したものの返却、または持ち出した複製の消去を記録します。どちらの日付もなければ、今日の返却とします。",
            "Records that what was taken out is back, or that the copy was erased. With neither day: back today.",
        ),
        &[id("12-9")],
    )
};

/// Records who decided, when and why.
fn decided(
    _: &mut Tx<'_>,
    ctx: &Context,
    _: &RecordCase,
    answers: &Answers,
    record: &mut Record,
) -> Result<(), Stop> {
    record.facts.set("decided_on", ctx.today().to_string());
    record.facts.set("decided_by", ctx.actor.name.as_str());
    record.facts.set("why", answers.reason.as_str());
    Ok(())
}

/// It ends with its return, with its erasure, or with both; where no day is given, it is back today.
fn back_or_erased(
    _: &mut Tx<'_>,
    ctx: &Context,
    _: &RecordCase,
    answers: &Answers,
    record: &mut Record,
) -> Result<(), Stop> {
    match (answers.day("returned_on"), answers.day("erased_on")) {
        (None, None) => day_of(record, answers, "returned_on", ctx),
        (Some(_), _) | (_, Some(_)) => Ok(()),
    }
}

/// It ends no earlier than it begins.
fn in_order(record: &Record) -> Result<(), Stop> {
    match (record.facts.day("from"), record.due_on) {
        (Some(from), Some(until)) if until < from => Err(Stop::at("due", BACK_BEFORE_IT_BEGINS)),
        _ => Ok(()),
    }
}
