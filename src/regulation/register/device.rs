//! Devices 端末: lent, shared or personal, with the checklist of 第12条, loss, return and erasure.

use super::super::clause::id;
use super::{End, Fact, KEPT_AT, Register, State, USER, Weight};
use crate::choices;
use crate::domain::{Kind, Noun, Span};
use crate::text::Text;
use crate::words;

words! {
    /// Whose a device is.
    Ownership {
        Lent "lent" "貸与" "Lent by the office",
        Shared "shared" "共用" "Shared",
        Personal "personal" "個人所有" "Personal" = "私物" | "BYOD",
    }
}

/// 所有: lent, shared or personal.
pub const OWNERSHIP: Fact = Fact::new(
    "ownership",
    Text::new("所有", "Whose"),
    Kind::Choice(choices!(Ownership: Lent, Shared, Personal)),
)
.under(id("12-10"));
/// 機種と識別番号.
pub const MODEL: Fact = Fact::new("model", Text::new("機種・識別番号", "Model and number"), Kind::Line);
/// 使用者.
pub const HOLDER: Fact =
    Fact { field: crate::domain::Field { label: Text::new("使用者", "Holder"), ..USER.field }, ..USER };
const fn day(fact: &'static str, label: Text) -> Fact {
    Fact::new(fact, label, Kind::Day(Span::Past))
}
/// 起動時パスワード (第12条(1)): the day of its last change.
pub const BOOT_PASSWORD: Fact =
    day("boot_password_on", Text::new("起動時パスワードの変更日", "Boot password changed on"))
        .under(id("12-1"));
/// 書面許可の日: personal devices need the head's permit.
pub const PERMIT_ON: Fact = day("permit_on", Text::new("許可日", "Permitted on")).under(id("F4-2-2"));
/// 許可した事業所の管理者.
pub const PERMIT_BY: Fact =
    Fact::new("permit_by", Text::new("許可者（事業所の管理者）", "Permitted by (office head)"), Kind::Line)
        .under(id("F4-2-2"));
/// The day of the last walk through the checklist.
pub const CHECKED_ON: Fact = day("checked_on", Text::new("点検日", "Checked on")).under(id("12"));
/// 使わない: 第12条(2).
pub const NO_FILE_SHARING: Fact =
    Fact::new("no_file_sharing", Text::new("ファイル交換ソフトなし", "No file-sharing software"), Kind::Yes)
        .under(id("12-2"));
/// 製品名: 第12条(3).
pub const ANTIVIRUS: Fact =
    Fact::new("antivirus", Text::new("ウイルス対策ソフト", "Anti-virus product"), Kind::Line)
        .under(id("12-3"));
/// 定義ファイルの日.
pub const DEFINITIONS_ON: Fact =
    day("definitions_on", Text::new("定義ファイルの日付", "Definitions of")).under(id("12-3"));
/// ブラウザに記憶させない: 第12条(4).
pub const NO_SAVED_PASSWORD: Fact = Fact::new(
    "no_saved_password",
    Text::new("ブラウザに記憶させない", "Browser saves no password"),
    Kind::Yes,
)
.under(id("12-4"));
/// 手順遵守: 第12条(5).
pub const PROCEDURE: Fact = Fact::new(
    "procedure",
    Text::new("手順の遵守（保存・複写・画面撮影なし）", "Procedure kept: no download, copy or screenshot"),
    Kind::Yes,
)
.under(id("12-5"));
/// 画面ロック: 第11条(5).
pub const SCREEN_LOCK: Fact =
    Fact::new("screen_lock", Text::new("画面ロック", "Screen lock"), Kind::Yes).under(id("11-5"));
/// 貸与した日.
pub const RETURNED_ON: Fact = day("returned_on", Text::new("返却日", "Returned on")).under(id("N3-7"));
/// 消去した日.
pub const ERASED_ON: Fact = day("erased_on", Text::new("データ消去日", "Erased on")).under(id("F4-2-2"));
/// 紛失した日.
pub const LOST_ON: Fact = day("lost_on", Text::new("紛失日", "Lost on")).under(id("N3-10"));
/// 回線停止の連絡先.
pub const CARRIER: Fact =
    Fact::new("carrier", Text::new("回線停止の連絡先", "Line-stop number of the carrier"), Kind::Line)
        .under(id("12-7"));

/// The register of devices.
pub static DEVICE: Register = Register {
    noun: Noun::Device,
    about: Text::new(
        "MCSに使う端末：貸与・共用・個人所有と、点検、返却、消去。",
        "Devices used for MCS: lent, shared or personal, with checks, return and erasure.",
    ),
    clauses: &[id("8-5"), id("12"), id("12-10"), id("F4-2-2"), id("N3-7")],
    states: &[
        State {
            word: "in_use", label: Text::new("使用中", "In use"), weight: Weight::Good, end: End::Open
        },
        State { word: "lost", label: Text::new("紛失", "Lost"), weight: Weight::Bad, end: End::Open },
        State {
            word: "returned",
            label: Text::new("返却済", "Returned"),
            weight: Weight::Muted,
            end: End::Closed,
        },
    ],
    facts: &[
        OWNERSHIP,
        MODEL,
        HOLDER,
        PERMIT_ON,
        PERMIT_BY,
        CHECKED_ON,
        BOOT_PASSWORD,
        NO_FILE_SHARING,
        ANTIVIRUS,
        DEFINITIONS_ON,
        NO_SAVED_PASSWORD,
        PROCEDURE,
        SCREEN_LOCK,
        CARRIER,
        LOST_ON,
        RETURNED_ON,
        ERASED_ON,
        KEPT_AT,
    ],
    headline: &["ownership", "model"],
    dated: Text::new("登録日", "Registered on"),
    due: Text::new("期限", "Due"),
};
