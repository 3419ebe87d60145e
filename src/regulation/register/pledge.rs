//! Pledges 誓約書 (様式4) and what stands for them: whether filled in, and which items of 第9条第3項 they have.

use super::super::clause::id;
use super::{End, Fact, KEPT_AT, Register, State, USER, Weight};
use crate::choices;
use crate::domain::{Kind, Noun, PledgeKind};
use crate::text::Text;

/// 種別.
pub const KIND: Fact =
    Fact::new("kind", Text::new("種別", "Kind"), Kind::Choice(choices!(PledgeKind: Signed, Waiver)))
        .under(id("9-2"));
/// 従前の守秘誓約書.
pub const DOCUMENT: Fact =
    Fact::new("document", Text::new("従前の文書", "Earlier document"), Kind::Line).under(id("9-2"));
/// 必須内容, by the numbers of 第9条第3項.
pub const CONTENT: Fact = Fact::new(
    "content",
    Text::new("必須内容（第9条第3項の番号 1〜5）", "Required content (1 to 5 of Art. 9(3))"),
    Kind::Line,
)
.under(id("9-3"));
/// 宛名、日付、住所、氏名が記入されている. The home address itself is not stored.
pub const FILLED_IN: Fact = Fact::new(
    "filled_in",
    Text::new("宛名・日付・住所・氏名の記入", "Addressee, date, address, name filled in"),
    Kind::Yes,
)
.under(id("F4-6"));

/// The register of pledges; its rows are recorded on their users.
pub static PLEDGE: Register = Register {
    noun: Noun::Pledge,
    about: Text::new(
        "ユーザーの誓約書（様式4）と省略。ユーザーで記録します。",
        "Pledges of users (Form 4), and what stands for them. Recorded on the user.",
    ),
    clauses: &[id("9-1"), id("9-2"), id("9-3"), id("F4-6")],
    states: &[State {
        word: "valid",
        label: Text::new("有効", "Valid"),
        weight: Weight::Good,
        end: End::Open,
    }],
    facts: &[KIND, USER, DOCUMENT, CONTENT, FILLED_IN, KEPT_AT],
    headline: &["kind", "document"],
    dated: Text::new("署名日", "Signed on"),
    due: Text::new("期限", "Due"),
};
