//! Handlers of personal information 取扱責任者 (様式3 第6条): department, name and contact of the one in office.

use super::super::clause::id;
use super::{End, Fact, Register, State, USER, Weight};
use crate::domain::{Field, Kind, Noun, Span};
use crate::text::Text;

/// 所属.
pub const DEPARTMENT: Fact =
    Fact::new("department", Text::new("所属", "Department"), Kind::Line).under(id("F3-6"));
/// 氏名.
pub const NAME: Fact = Fact::new("name", Text::new("氏名", "Name"), Kind::Line).under(id("F3-6"));
/// 連絡先.
pub const CONTACT: Fact = Fact::new("contact", Text::new("連絡先", "Contact"), Kind::Line).under(id("F3-6"));
/// The user who is the handler, where it is one: it is noticed when that user leaves.
pub const PERSON: Fact = Fact {
    field: Field {
        label: Text::new("MCSユーザー（登録のある人）", "MCS user, where registered"),
        ..USER.field
    },
    clause: Some(id("F3-6")),
};
/// 就任日.
pub const SINCE: Fact = Fact::new("on", Text::new("就任日", "In office since"), Kind::Day(Span::Any));
/// The day on which another one took over.
pub const REPLACED_ON: Fact =
    Fact::new("replaced_on", Text::new("交替した日", "Replaced on"), Kind::Day(Span::Past));

/// The register of handlers.
pub static HANDLER: Register = Register {
    noun: Noun::Handler,
    about: Text::new(
        "個人情報の取扱責任者：所属、氏名、連絡先。事業所に1人。",
        "Who answers for personal information: department, name, contact. One in each office.",
    ),
    clauses: &[id("F3-6")],
    states: &[
        State {
            word: "in_office",
            label: Text::new("在任", "In office"),
            weight: Weight::Good,
            end: End::Open,
        },
        State {
            word: "replaced",
            label: Text::new("交替済", "Replaced"),
            weight: Weight::Muted,
            end: End::Closed,
        },
    ],
    facts: &[DEPARTMENT, NAME, CONTACT, PERSON, SINCE, REPLACED_ON],
    headline: &["department", "name"],
    dated: Text::new("就任日", "In office since"),
    due: Text::new("期限", "Due"),
};
