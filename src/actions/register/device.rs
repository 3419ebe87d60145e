//! What is done to devices (端末): registered, permitted, handed on, checked, lost, found, returned, erased.

use super::{Adds, Moves, any_time, as_answered, day_of};
use crate::actions::action::{Action, Confirm, MirrorMark, nothing_beyond};
use crate::domain::Noun;
use crate::domain::case::{OfficeCase, RecordCase};
use crate::regulation::clause::{ClauseId, id};
use crate::regulation::finding::{Rule, Severity};
use crate::regulation::register::device::*;
use crate::regulation::register::{DEVICE, KEPT_AT};
use crate::text::Text;

/// An action on a device that leads it into another state, or leaves it in its own.
const fn moves(action: &'static str, label: Text, about: Text, basis: &'static [ClauseId]) -> Action {
    Action {
        id: action,
        noun: Noun::Device,
        on: Noun::Device,
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

/// Records what is answered, of a device in use.
static RECORDS: Moves = RECORDED;

const RECORDED: Moves =
    Moves { register: &DEVICE, from: IN_USE, to: None, rules: &[], complete: as_answered };

const IN_USE: &[&str] = &["in_use"];

/// Registers a device.
pub static ADD: Action = Action {
    on: Noun::Office,
    key: Some('n'),
    fields: &[
        OWNERSHIP.must(),
        MODEL.must(),
        HOLDER.may(),
        PERMIT_ON.may(),
        PERMIT_BY.may(),
        CARRIER.may(),
        KEPT_AT.may(),
    ],
    deed: &Adds::<OfficeCase> { register: &DEVICE, stage: any_time, rules: &[], complete: as_answered },
    ..moves(
        "device.add",
        Text::new("端末を登録", "Register a device"),
        Text::new(
            "MCSに使う端末を登録します。個人所有の端末には事業所の管理者の書面許可が要ります。",
            "Registers a device used for MCS. A personal one needs the office head's written permit.",
        ),
        &[id("8-5"), id("12-10"), id("F4-2-2")],
    )
};

/// Corrects what is recorded of a device.
pub static EDIT: Action = Action {
    key: Some('i'),
    fields: &[OWNERSHIP.may(), MODEL.may(), HOLDER.may(), CARRIER.may(), KEPT_AT.may()],
    ..moves(
        "device.edit",
        Text::new("端末の記録を修正", "Edit a device"),
        Text::new(
            "所有、機種、使用者、回線停止の連絡先を修正します。空欄の項目は変わりません。",
            "Corrects ownership, model, holder and line-stop number. What is left blank stays.",
        ),
        &[id("8-5")],
    )
};

/// Only a personal device needs the head's permit, and stays in use by it.
static PERMITS: Moves = Moves { rules: &[&PERSONAL], ..RECORDED };

/// Lent and shared devices are the office's own.
static PERSONAL: Rule<RecordCase> = Rule {
    id: "device_personal",
    clause: id("F4-2-2"),
    severity: Severity::Block,
    check: |case, _| {
        let is_personal = case.record.facts.text("ownership") == Ownership::Personal.word();
        (!is_personal).then(|| {
            Text::new(
                "個人所有の端末ではないため、使用許可は要りません。",
                "It is not a personal device and needs no permit.",
            )
            .into()
        })
    },
};

/// Records the head's written permit for a personal device.
pub static PERMIT: Action = Action {
    key: Some('a'),
    fields: &[PERMIT_ON.must(), PERMIT_BY.must(), KEPT_AT.may()],
    deed: &PERMITS,
    ..moves(
        "device.permit",
        Text::new("使用許可を記録", "Record a permit"),
        Text::new(
            "事業所の管理者による書面の許可（個人所有の端末）を記録します。",
            "Records the office head's written permit for a personal device.",
        ),
        &[id("F4-2-2"), id("12-10")],
    )
};

/// Records a walk through the checklist of 第12条.
pub static CHECK: Action = Action {
    key: Some('m'),
    fields: &[
        CHECKED_ON.may(),
        BOOT_PASSWORD.may(),
        NO_FILE_SHARING.may(),
        ANTIVIRUS.may(),
        DEFINITIONS_ON.may(),
        NO_SAVED_PASSWORD.may(),
        PROCEDURE.may(),
        SCREEN_LOCK.may(),
    ],
    deed: &Moves {
        register: &DEVICE,
        from: IN_USE,
        to: None,
        rules: &[],
        complete: |_, ctx, _, answers, record| {
            record.facts.set("checked_on", answers.day("checked_on").unwrap_or(ctx.today()).to_string());
            // A walk answers every question anew: what is not confirmed does not hold any more.
            for fact in [NO_FILE_SHARING, NO_SAVED_PASSWORD, PROCEDURE, SCREEN_LOCK] {
                let is_yes = answers.is_yes(fact.field.id);
                record.facts.set(fact.field.id, if is_yes { "yes" } else { "" });
            }
            Ok(())
        },
    },
    ..moves(
        "device.check",
        Text::new("端末を点検", "Check a device"),
        Text::new(
            "第12条・第11条(5)の項目を点検し、日付とともに記録します。確認できない項目は空けておきます。",
            "Walks through the items of Articles 12 and 11(5). What cannot be confirmed is left open.",
        ),
        &[id("12"), id("11-5"), id("8-5")],
    )
};

/// Records that a device was lost.
pub static LOSE: Action = Action {
    key: Some('x'),
    fields: &[LOST_ON.may()],
    deed: &Moves {
        register: &DEVICE,
        from: IN_USE,
        to: Some("lost"),
        rules: &[],
        complete: |_, ctx, _, answers, record| day_of(record, answers, "lost_on", ctx),
    },
    ..moves(
        "device.record_loss",
        Text::new("紛失を記録", "Record a loss"),
        Text::new(
            "端末の紛失・盗難を記録します。続けて回線停止と事案の登録を行います。",
            "Records that the device was lost or stolen. Stop its line and open an incident next.",
        ),
        &[id("N3-10"), id("12-7")],
    )
};

/// Records that a lost device was found; it is given back after that.
pub static FIND: Action = Action {
    key: Some('e'),
    deed: &Moves {
        register: &DEVICE,
        from: &["lost"],
        to: Some("in_use"),
        rules: &[],
        complete: |_, _, _, _, record| {
            record.facts.set("lost_on", "");
            Ok(())
        },
    },
    ..moves(
        "device.record_found",
        Text::new("発見を記録", "Record as found"),
        Text::new(
            "紛失した端末が見つかったことを記録します。返却は発見の後に記録します。",
            "Records that the lost device was found. Record its return after that.",
        ),
        &[id("N3-10")],
    )
};

/// Records that a device was given back.
pub static RETURN: Action = Action {
    key: Some('e'),
    fields: &[RETURNED_ON.may(), ERASED_ON.may()],
    deed: &Moves {
        register: &DEVICE,
        from: IN_USE,
        to: Some("returned"),
        rules: &[],
        complete: |_, ctx, _, answers, record| day_of(record, answers, "returned_on", ctx),
    },
    ..moves(
        "device.record_return",
        Text::new("返却を記録", "Record a return"),
        Text::new(
            "端末の返却（個人所有では使用の終了）を記録します。データの消去日も記録できます。",
            "Records that the device was given back, or a personal one is no longer used; and its erasure.",
        ),
        &[id("N3-7"), id("F4-2-2")],
    )
};

/// Records that the data on a device were erased.
pub static ERASE: Action = Action {
    fields: &[ERASED_ON.may()],
    deed: &Moves {
        register: &DEVICE,
        from: &["in_use", "lost", "returned"],
        to: None,
        rules: &[],
        complete: |_, ctx, _, answers, record| day_of(record, answers, "erased_on", ctx),
    },
    ..moves(
        "device.record_erasure",
        Text::new("データ消去を記録", "Record an erasure"),
        Text::new(
            "端末に残る情報を消去した日を記録します（リモートワイプを含む）。",
            "Records the day on which what was stored on the device was erased, also from afar.",
        ),
        &[id("F4-2-2"), id("12-6")],
    )
};
