//! Whom to call at once (緊急連絡先): the numbers of an emergency sheet. Every one is entered by the office.

use super::super::clause::id;
use super::{End, Fact, Register, State, Weight};
use crate::choices;
use crate::domain::{Kind, Noun};
use crate::text::Text;
use crate::words;

words! {
    /// Whom an emergency is told to.
    ContactKind {
        LineStop "line_stop" "回線停止（通信事業者）" "Line stop (carrier)",
        Vendor "vendor" "MCSの提供会社" "MCS vendor",
        City "city" "市の担当課" "City's desk",
        Commission "commission" "個人情報保護委員会" "Privacy commission",
        Police "police" "警察" "Police",
        Other "other" "その他" "Other",
    }
}

/// 区分: whose number it is.
pub const KIND: Fact = Fact::new(
    "kind",
    Text::new("区分", "Whose"),
    Kind::Choice(choices!(ContactKind: LineStop, Vendor, City, Commission, Police, Other)),
);
/// 名称.
pub const NAME: Fact = Fact::new("name", Text::new("名称・担当", "Name"), Kind::Line);
/// 電話番号.
pub const PHONE: Fact = Fact::new("phone", Text::new("電話番号", "Phone"), Kind::Line);
/// 受付時間.
pub const HOURS: Fact = Fact::new("hours", Text::new("受付時間", "Hours"), Kind::Line);
/// 備考: what one must have at hand when calling.
pub const NOTE: Fact =
    Fact::new("note", Text::new("備考（契約番号など）", "Note (contract number)"), Kind::Line);

/// The register of emergency contacts.
pub static CONTACT: Register = Register {
    noun: Noun::Contact,
    about: Text::new(
        "紛失や不正利用のときに連絡する先。連絡先の一覧は contacts で印刷用に出力します。",
        "Whom to call at a loss or misuse. The command contacts prints them as a sheet.",
    ),
    clauses: &[id("12-7"), id("N3-10")],
    states: &[
        State {
            word: "current", label: Text::new("有効", "Current"), weight: Weight::Good, end: End::Open
        },
        State { word: "ended", label: Text::new("終了", "Ended"), weight: Weight::Muted, end: End::Closed },
    ],
    facts: &[KIND, NAME, PHONE, HOURS, NOTE],
    headline: &["kind", "name", "phone"],
    dated: Text::new("確認日", "Confirmed on"),
    due: Text::new("期限", "Due"),
};
