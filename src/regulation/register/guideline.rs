//! Laws and guidelines 法令・ガイドライン (第2条): which version, and who has understood it when.

use super::super::clause::id;
use super::{End, Fact, KEPT_AT, Register, State, USER, Weight};
use crate::choices;
use crate::domain::{Field, Kind, Noun, Span};
use crate::text::Text;
use crate::words;

words! {
    /// What is to be read.
    Document {
        Safety "safety" "医療情報システムの安全管理に関するガイドライン" "Guideline on the safety of medical information systems" = "安全管理ガイドライン",
        Privacy "privacy" "医療・介護関係事業者における個人情報の適切な取扱いのためのガイダンス" "Guidance on personal information in medical and care services" = "個人情報ガイダンス" | "個人情報ガイドライン",
        Law "law" "法令" "A law",
        Regulation "regulation" "運用規程・利用規約" "The regulation or the terms of use" = "規程",
    }
}

/// 文書.
pub const DOCUMENT: Fact = Fact::new(
    "document",
    Text::new("文書", "Document"),
    Kind::Choice(choices!(Document: Safety, Privacy, Law, Regulation)),
)
.under(id("2"));
/// The name of a law, where there are several.
pub const TITLE: Fact = Fact::new("title", Text::new("名称", "Title"), Kind::Line);
/// 版.
pub const EDITION: Fact = Fact::new("edition", Text::new("版", "Version"), Kind::Line).under(id("2-1"));
/// The day of the version.
pub const ISSUED_ON: Fact = Fact::new("on", Text::new("版の日付", "Version of"), Kind::Day(Span::Past));
/// 確認した人.
pub const READER: Fact = Fact {
    field: Field { label: Text::new("確認した人", "Understood by"), ..USER.field },
    clause: Some(id("2")),
};
/// 確認した日.
pub const READ_ON: Fact =
    Fact::new("read_on", Text::new("確認した日", "Understood on"), Kind::Day(Span::Past)).under(id("2"));
/// The day on which a newer version took its place.
pub const REPLACED_ON: Fact =
    Fact::new("replaced_on", Text::new("旧版になった日", "Superseded on"), Kind::Day(Span::Past));

/// The register of laws and guidelines.
pub static GUIDELINE: Register = Register {
    noun: Noun::Guideline,
    about: Text::new(
        "遵守する法令・ガイドラインの版と、だれがいつ確認したか。",
        "Which versions of laws and guidelines hold, and who has understood them when.",
    ),
    clauses: &[id("2"), id("2-1"), id("2-2")],
    states: &[
        State {
            word: "to_read",
            label: Text::new("未確認", "To read"),
            weight: Weight::Caution,
            end: End::Open,
        },
        State {
            word: "understood",
            label: Text::new("確認済", "Understood"),
            weight: Weight::Good,
            end: End::Open,
        },
        State {
            word: "superseded",
            label: Text::new("旧版", "Superseded"),
            weight: Weight::Muted,
            end: End::Closed,
        },
    ],
    facts: &[DOCUMENT, TITLE, EDITION, ISSUED_ON, READER, READ_ON, REPLACED_ON, KEPT_AT],
    headline: &["document", "edition"],
    dated: Text::new("版の日付", "Version of"),
    due: Text::new("期限", "Due"),
};
