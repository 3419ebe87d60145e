//! Take-outs 持出し (第12条(9)): asked for in writing beforehand, approved or rejected, and brought back or erased.

use super::super::clause::id;
use super::{End, Fact, KEPT_AT, Register, State, Weight};
use crate::domain::{Field, Kind, Noun, Span};
use crate::text::Text;

/// 内容: what is taken out.
pub const WHAT: Fact =
    Fact::new("what", Text::new("持ち出す内容", "What is taken out"), Kind::Line).under(id("12-9"));
/// 媒体.
pub const MEDIUM: Fact = Fact::new("medium", Text::new("媒体", "Medium"), Kind::Line).under(id("12-9"));
/// 目的.
pub const PURPOSE: Fact = Fact::new("purpose", Text::new("目的", "Purpose"), Kind::Line).under(id("12-9"));
/// 期間の始まり.
pub const FROM: Fact =
    Fact::new("from", Text::new("持出しの開始日", "Taken out from"), Kind::Day(Span::Any)).under(id("12-9"));
/// 期間の終わり: the day by which it is back.
pub const UNTIL: Fact =
    Fact::new("due", Text::new("返却期限", "To be back by"), Kind::Day(Span::Any)).under(id("12-9"));
/// 持出し先.
pub const DESTINATION: Fact = Fact::new("destination", Text::new("持出し先", "Destination"), Kind::Line);
/// 保護の方法.
pub const PROTECTION: Fact = Fact::new(
    "protection",
    Text::new("保護の方法（暗号化など）", "Protection (encryption and the like)"),
    Kind::Line,
);
/// 届出者.
pub const APPLICANT: Fact = Fact {
    field: Field { label: Text::new("届出者", "Applicant"), ..super::USER.field },
    clause: Some(id("12-9")),
};
/// 届出書面の日付.
pub const PAPER_ON: Fact =
    Fact::new("on", Text::new("届出書面の日付", "Paper dated"), Kind::Day(Span::Past)).under(id("12-9"));
/// 承認または不承認の日.
pub const DECIDED_ON: Fact =
    Fact::new("decided_on", Text::new("承認・不承認の日", "Decided on"), Kind::Day(Span::Past))
        .under(id("12-9"));
/// 承認または不承認をした人.
pub const DECIDED_BY: Fact = Fact::new("decided_by", Text::new("判断した人", "Decided by"), Kind::Line);
/// 承認または不承認の理由.
pub const WHY: Fact = Fact::new("why", Text::new("判断の理由", "Why so decided"), Kind::Line);
/// 返却日.
pub const RETURNED_ON: Fact =
    Fact::new("returned_on", Text::new("返却日", "Brought back on"), Kind::Day(Span::Past)).under(id("12-9"));
/// 消去日: a copy, such as a list written out, is erased where there is nothing to bring back.
pub const ERASED_ON: Fact =
    Fact::new("erased_on", Text::new("消去日", "Erased on"), Kind::Day(Span::Past)).under(id("12-9"));

/// What is said of a period that ends before it begins.
pub const BACK_BEFORE_IT_BEGINS: Text =
    Text::new("返却期限が開始日より前です。", "It would be back before it begins.");

/// The register of take-outs.
pub static TAKE_OUT: Register = Register {
    noun: Noun::TakeOut,
    about: Text::new(
        "情報の持出し：事前の書面による届出、承認または不承認、返却または消去。",
        "Information taken out: asked for in writing beforehand, decided on, and brought back or erased.",
    ),
    clauses: &[id("12-9"), id("F4-2-1")],
    states: &[
        State {
            word: "requested",
            label: Text::new("承認待ち", "To decide"),
            weight: Weight::Caution,
            end: End::Open,
        },
        State {
            word: "approved",
            label: Text::new("承認済", "Approved"),
            weight: Weight::Good,
            end: End::Open,
        },
        State {
            word: "rejected",
            label: Text::new("不承認", "Rejected"),
            weight: Weight::Muted,
            end: End::Closed,
        },
        State {
            word: "returned",
            label: Text::new("返却・消去済", "Back or erased"),
            weight: Weight::Muted,
            end: End::Closed,
        },
    ],
    facts: &[
        WHAT,
        MEDIUM,
        PURPOSE,
        FROM,
        UNTIL,
        DESTINATION,
        PROTECTION,
        APPLICANT,
        PAPER_ON,
        DECIDED_ON,
        DECIDED_BY,
        WHY,
        RETURNED_ON,
        ERASED_ON,
        KEPT_AT,
    ],
    headline: &["what", "medium", "from"],
    dated: Text::new("届出書面の日付", "Paper dated"),
    due: Text::new("返却期限", "To be back by"),
};
