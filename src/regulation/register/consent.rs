//! Consents 同意書 (様式3) and what stands for them: who signed, what may be shared, who has a copy.

use super::super::clause::id;
use super::{End, Fact, GROUP, KEPT_AT, PATIENT, Register, State, Weight};
use crate::choices;
use crate::domain::{ConsentKind, Kind, Noun, Span};
use crate::text::Text;
use crate::words;

words! {
    /// How a paper was signed.
    Signature {
        Signed "signed" "署名" "Signed by hand",
        Sealed "sealed" "記名押印" "Printed with seal",
    }
}

/// 種別.
pub const KIND: Fact =
    Fact::new("kind", Text::new("種別", "Kind"), Kind::Choice(choices!(ConsentKind: Signed, Waiver)))
        .under(id("6-2"));
/// 署名した人と続柄; of a waiver, the earlier document.
pub const SIGNERS: Fact =
    Fact::new("signers", Text::new("署名した人と続柄", "Signers and relation"), Kind::Line).under(id("F3-7"));
/// 署名か記名押印か.
pub const SIGNATURE: Fact = Fact::new(
    "signature",
    Text::new("署名の方法", "How signed"),
    Kind::Choice(choices!(Signature: Signed, Sealed)),
)
.under(id("F3-7"));
/// 代理による署名.
pub const BY_PROXY: Fact =
    Fact::new("by_proxy", Text::new("代理による署名", "Signed by proxy"), Kind::Yes).under(id("F3-7"));
/// 説明した人.
pub const EXPLAINED_BY: Fact =
    Fact::new("explained_by", Text::new("説明した人", "Explained by"), Kind::Line).under(id("6-1"));
/// 担当者.
pub const IN_CHARGE: Fact =
    Fact::new("in_charge", Text::new("担当者", "Contact of the office"), Kind::Line).under(id("F3-7"));
/// 共有する情報, by the numbers of 様式3 第4条.
pub const ITEMS: Fact = Fact::new(
    "items",
    Text::new("共有する情報（第4条の番号 1〜10）", "Shared items (1 to 10 of Art. 4)"),
    Kind::Line,
)
.under(id("F3-4"));
/// その他の情報, where item 10 is chosen.
pub const ITEMS_OTHER: Fact =
    Fact::new("items_other", Text::new("(10) その他の内容", "Item 10: what else"), Kind::Line)
        .under(id("F3-4-10"));
/// 2通を作成し双方が保有.
pub const BOTH_COPIES: Fact =
    Fact::new("both_copies", Text::new("双方が1通ずつ保有", "Each side keeps a copy"), Kind::Yes)
        .under(id("6-1"));
/// 写しを渡した日.
pub const HANDED_OVER_ON: Fact =
    Fact::new("handed_over_on", Text::new("渡した日", "Handed over on"), Kind::Day(Span::Past))
        .under(id("F3-7"));
/// MCS以外の通信手段.
pub const OTHER_MEANS: Fact = Fact::new(
    "other_means",
    Text::new("MCS以外の通信手段（電話、FAXなど）", "Other means than MCS (telephone, fax)"),
    Kind::Line,
)
.under(id("F3-2-1"));
/// 従前の同意書が電子媒体を利用した情報共有に及ぶ.
pub const COVERS_ELECTRONIC: Fact = Fact::new(
    "covers_electronic",
    Text::new("電子媒体での共有を含む", "Covers electronic sharing"),
    Kind::Yes,
)
.under(id("6-2"));
/// 同意撤回; of a group that was handed over, the day on which another office's consent took its place.
pub const WITHDRAWN_ON: Fact =
    Fact::new("withdrawn_on", Text::new("撤回・終了日", "Withdrawn or ended on"), Kind::Day(Span::Past))
        .under(id("6-1"));

/// The register of consents; its rows are recorded on their groups.
pub static CONSENT: Register = Register {
    noun: Noun::Consent,
    about: Text::new(
        "患者・家族との同意書（様式3）と省略。グループで記録します。",
        "Consents of patients and families (Form 3), and what stands for them. Recorded on the group.",
    ),
    clauses: &[id("6-1"), id("6-2"), id("F3-4"), id("F3-7")],
    states: &[
        State { word: "valid", label: Text::new("有効", "Valid"), weight: Weight::Good, end: End::Open },
        State {
            word: "handed_over",
            label: Text::new("引継ぎで終了", "Ended by handover"),
            weight: Weight::Muted,
            end: End::Closed,
        },
        State {
            word: "withdrawn",
            label: Text::new("撤回", "Withdrawn"),
            weight: Weight::Muted,
            end: End::Closed,
        },
    ],
    facts: &[
        KIND,
        GROUP,
        PATIENT,
        SIGNERS,
        SIGNATURE,
        BY_PROXY,
        EXPLAINED_BY,
        IN_CHARGE,
        ITEMS,
        ITEMS_OTHER,
        BOTH_COPIES,
        HANDED_OVER_ON,
        OTHER_MEANS,
        COVERS_ELECTRONIC,
        WITHDRAWN_ON,
        KEPT_AT,
    ],
    headline: &["kind", "signers"],
    dated: Text::new("署名日", "Signed on"),
    due: Text::new("期限", "Due"),
};
