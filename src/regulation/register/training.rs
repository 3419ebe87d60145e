//! Trainings 教育 (第9条第1項): who attended what, and whether it was about the pledge.

use super::super::clause::id;
use super::{End, Fact, Register, State, USER, Weight};
use crate::domain::{Kind, Noun};
use crate::text::Text;

/// 内容.
pub const TOPIC: Fact = Fact::new("topic", Text::new("内容", "Topic"), Kind::Line).under(id("9-1"));
/// 誓約書の内容を含む: without that it does not count.
pub const COVERS_PLEDGE: Fact =
    Fact::new("covers_pledge", Text::new("誓約書の内容を含む", "Covers the pledge"), Kind::Yes)
        .under(id("9-1"));
/// 資料.
pub const MATERIALS: Fact = Fact::new("materials", Text::new("資料", "Materials"), Kind::Line);

/// The register of trainings; its rows are recorded on those who attended, several at once.
pub static TRAINING: Register = Register {
    noun: Noun::Training,
    about: Text::new(
        "教育の受講。ユーザーで記録します（複数選択してまとめて）。",
        "Trainings attended. Recorded on the users, several at once.",
    ),
    clauses: &[id("9-1")],
    states: &[State {
        word: "held",
        label: Text::new("受講済", "Attended"),
        weight: Weight::Good,
        end: End::Closed,
    }],
    facts: &[TOPIC, USER, COVERS_PLEDGE, MATERIALS],
    headline: &["topic"],
    dated: Text::new("実施日", "Held on"),
    due: Text::new("期限", "Due"),
};
