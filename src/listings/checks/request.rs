//! Checks on patients' requests: answered, notified, and carried out in the groups.

use super::{Check, Counts, PLAIN, Weight};
use crate::regulation::clause::id;
use crate::store::duty::request;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[
    Check {
        duty: &request::UNDECIDED,
        id: "request_decision",
        label: Text::new("開示等請求の決定", "Request to decide"),
        clause: id("8-6"),
        also: &[id("F3-5")],
        action: "request.decide",
        until: |found, _| found.day,
        counts: Counts::PastItsDay,
        ..PLAIN
    },
    Check {
        duty: &request::UNNOTIFIED,
        id: "request_notice",
        label: Text::new("開示等請求の通知", "Requester to notify"),
        clause: id("8-6"),
        also: &[id("F3-5")],
        action: "request.notify",
        until: |found, _| found.day,
        counts: Counts::PastItsDay,
        ..PLAIN
    },
    // Proposed, as the request was granted: nothing is archived by itself.
    Check {
        duty: &request::GROUPS_IN_USE,
        id: "request_groups",
        label: Text::new("利用の停止に応じたグループ", "Group whose use is to be stopped"),
        clause: id("8-6"),
        also: &[id("F3-5-4")],
        action: "group.archive",
        ..PLAIN
    },
    Check {
        duty: &request::GROUPS_TO_DELETE,
        id: "request_delete",
        label: Text::new("消去に応じたグループの削除", "Group to delete for an erasure"),
        clause: id("8-6"),
        also: &[id("F3-5-4"), id("5-1")],
        action: "group.delete",
        weight: Weight::Review,
        ..PLAIN
    },
    Check {
        duty: &request::TO_ERASE,
        id: "request_erasure",
        label: Text::new("応じた消去の実行", "Granted erasure to carry out"),
        clause: id("8-6"),
        also: &[id("F3-5-4")],
        action: "request.erase",
        ..PLAIN
    },
];
