//! The rules of answering a patient's request (様式3第5条), and what it proposes next.

use super::clause::id;
use super::finding::{Rule, Severity};
use super::register::request::{Decision, RequestKind};
use crate::domain::Record;
use crate::domain::case::RecordCase;
use crate::text::{Sentence, Text};

/// What deciding looks at.
pub const DECIDING: &[&Rule<RecordCase>] = &[&IDENTIFIED];

/// What erasing looks at; that the groups are deleted is seen inside the write.
pub const ERASING: &[&Rule<RecordCase>] = &[&ERASURE_GRANTED, &NOT_ERASED_YET];

/// What is asked for.
pub fn kind(record: &Record) -> Option<RequestKind> {
    RequestKind::read(record.facts.text("kind"))
}

/// Whether the office granted it, also in part.
pub fn is_granted(record: &Record) -> bool {
    matches!(Decision::read(record.facts.text("decision")), Some(Decision::Granted | Decision::Partly))
}

/// Nobody's data are told to whom has not shown who it is.
pub const IDENTIFIED: Rule<RecordCase> = Rule {
    id: "request_identified",
    clause: id("F3-5"),
    severity: Severity::Block,
    check: |case, _| {
        case.record.facts.text("identity").is_empty().then(|| {
            Text::new(
                "本人または代理人であることの確認が記録されていません。「本人確認を記録」で記録します（request identify）。",
                "It is not recorded how the requester's identity was checked: \"Record the identity check\" (request identify).",
            )
            .into()
        })
    },
};

/// Erasure is an approved act.
pub const ERASURE_GRANTED: Rule<RecordCase> = Rule {
    id: "request_erasure_granted",
    clause: id("F3-5-4"),
    severity: Severity::Block,
    check: |case, _| {
        let is_granted = kind(&case.record) == Some(RequestKind::Erasure) && is_granted(&case.record);
        (!is_granted).then(|| {
            Text::new(
                "消去に応じると決定した請求ではありません。",
                "It is not a request for erasure that was granted.",
            )
            .into()
        })
    },
};

/// What is erased is erased once.
pub const NOT_ERASED_YET: Rule<RecordCase> = Rule {
    id: "request_erased",
    clause: id("F3-5-4"),
    severity: Severity::Block,
    check: |case, _| {
        let is_erased = case.record.facts.day("erased_on").is_some();
        is_erased.then(|| Text::new("すでに消去しています。", "It has been erased already.").into())
    },
};

/// What a request waits for, and what a granted one proposes.
pub fn what_is_next(case: &RecordCase) -> Vec<Sentence> {
    let record = &case.record;
    let waits = match record.state.as_str() {
        "received" if record.facts.text("identity").is_empty() => {
            Some(Text::new("次に本人・代理人の確認を記録します。", "Next: record how identity was checked."))
        }
        "received" => Some(Text::new("次に決定を記録します。", "Next: record the decision.")),
        "decided" => Some(Text::new(
            "次に請求者への通知を記録します。",
            "Next: record that the requester was notified.",
        )),
        _ => None,
    };
    let proposes = if is_granted(record) { proposal(record) } else { None };
    waits.into_iter().chain(proposes).map(Sentence::from).collect()
}

/// What a granted request asks to be done in the groups. Archiving never counts as erasure.
fn proposal(record: &Record) -> Option<Text> {
    match kind(record)? {
        RequestKind::StopUse => Some(Text::new(
            "提案：患者のグループの参加解除と、保管庫へ移すこと。",
            "Proposed: remove the members of the patient's group and archive it.",
        )),
        RequestKind::StopSharing => Some(Text::new(
            "提案：対象となる参加者の参加解除。",
            "Proposed: remove the members concerned from the patient's group.",
        )),
        RequestKind::Erasure if record.facts.day("erased_on").is_none() => Some(Text::new(
            "提案：グループを保管庫へ移して削除し、そのうえで消去します（保管は消去にあたりません）。",
            "Proposed: archive and delete the group, then erase. Archiving is no erasure.",
        )),
        RequestKind::Erasure | RequestKind::Purpose | RequestKind::Disclosure | RequestKind::Correction => {
            None
        }
    }
}
