//! Which registers have lists, and what of each the declaration of the register leaves open.
//!
//! The columns are those of the register's own export, under its headings in both languages, and a few names more.

use std::sync::LazyLock;

use super::super::Findings;
use super::{Settling, settle};
use crate::domain::{Noun, Record};
use crate::exchange::layout::{COUNTER, FieldAlias, Layout};
use crate::listings::data;
use crate::regulation::register::attestation::clause_meant;
use crate::regulation::register::{
    ATTESTATION, CONTACT, Fact, GUIDELINE, HANDLER, INCIDENT, REQUEST, REVIEW, RULE, Register, TAKE_OUT,
};
use crate::store::StoreError;
use crate::text::fold;

/// How the rows of a list become records of a register.
pub struct Shape {
    pub(super) register: &'static Register,
    /// What tells two records of the register apart, beside whom they are about: facts, and `on` for the day.
    pub(super) key: &'static [&'static str],
    /// The columns without which there is no list, and which no row may leave blank.
    pub(super) needed: &'static [&'static str],
    /// The facts that stand for a step: history in a new record, an action's in one that is on record.
    pub(super) steps: &'static [&'static str],
    /// Whether the day by which something is due is agreed, and so may come with a list.
    pub(super) has_due: bool,
    /// Further names of columns.
    pub(super) also: &'static [(&'static str, &'static [&'static str])],
    /// Puts a record in order: its state from its days, what it cannot do without.
    pub(super) settle: fn(&Settling<'_>, &mut Record, &mut Findings) -> Result<(), StoreError>,
}

static SHAPES: &[Shape] = &[
    Shape {
        key: &["what", "from"],
        needed: &["what", "medium", "purpose", "from"],
        steps: &["decided_on", "decided_by", "why", "returned_on", "erased_on"],
        has_due: true,
        also: &[
            ("what", &["内容", "持出し内容"]),
            ("from", &["開始日", "持出日"]),
            ("due", &["期限", "終了日", "返却予定日"]),
            ("name", &["届出者", "applicant"]),
            ("on", &["届出日"]),
            ("decided_on", &["承認日"]),
            ("decided_by", &["承認者"]),
        ],
        settle: settle::take_out,
        ..Shape::of_register(&TAKE_OUT)
    },
    Shape {
        key: &["on", "kind", "summary"],
        needed: &["on", "kind", "summary"],
        steps: &[
            "exempt_on",
            "exempt_by",
            "instruction",
            "instructed_on",
            "preliminary_on",
            "preliminary_to",
            "final_on",
            "told_on",
            "told_how",
            "offices_told_on",
            "offices_told",
        ],
        also: &[("on", &["発見した日", "発生日"]), ("summary", &["内容"])],
        settle: settle::incident,
        ..Shape::of_register(&INCIDENT)
    },
    Shape {
        key: &["on", "kind", "requester"],
        needed: &["on", "kind", "requester"],
        steps: &[
            "identity",
            "identity_on",
            "decision",
            "decided_by",
            "decided_on",
            "explanation",
            "retention",
            "retention_until",
            "method",
            "notified_on",
            "erased_on",
        ],
        has_due: true,
        also: &[("kind", &["種類", "種別"]), ("requester", &["請求した人"]), ("relation", &["続柄", "関係"])],
        settle: settle::request,
        ..Shape::of_register(&REQUEST)
    },
    Shape {
        key: &["on", "name"],
        needed: &["on", "name"],
        steps: &["signed_on", "signed_by", "kept", "removed", "unsure"],
        also: &[("name", &["名称"])],
        settle: settle::review,
        ..Shape::of_register(&REVIEW)
    },
    Shape {
        key: &["on", "clause"],
        needed: &["on", "clause", "answer"],
        steps: &["answer"],
        also: &[("clause", &["条項"]), ("answer", &["回答", "結果"]), ("note", &["備考", "理由"])],
        settle: settle::attestation,
        ..Shape::of_register(&ATTESTATION)
    },
    Shape {
        key: &["on", "parameter"],
        needed: &["on", "parameter", "value", "decided_by"],
        steps: &["value", "replaced_on"],
        also: &[("parameter", &["事項"]), ("text", &["定め", "内容"])],
        settle: settle::rule,
        ..Shape::of_register(&RULE)
    },
    Shape {
        key: &["on", "name"],
        needed: &["on", "department", "name", "contact"],
        steps: &["replaced_on"],
        also: &[("name", &["取扱責任者"]), ("contact", &["電話番号"])],
        settle: settle::handler,
        ..Shape::of_register(&HANDLER)
    },
    Shape {
        key: &["document", "title", "edition"],
        needed: &["document", "edition"],
        steps: &["read_on", "replaced_on"],
        also: &[("name", &["確認した人", "確認者"]), ("read_on", &["確認日"])],
        settle: settle::guideline,
        ..Shape::of_register(&GUIDELINE)
    },
    Shape {
        key: &["kind", "name"],
        needed: &["kind", "name", "phone"],
        also: &[("name", &["名称", "連絡先"]), ("phone", &["電話"]), ("note", &["備考"])],
        ..Shape::of_register(&CONTACT)
    },
];

impl Shape {
    const fn of_register(register: &'static Register) -> Shape {
        Shape {
            register,
            key: &[],
            needed: &[],
            steps: &[],
            has_due: false,
            also: &[],
            settle: settle::as_said,
        }
    }

    /// The shape of a register's lists; `None` for a register that has none of this kind.
    pub(super) fn of(noun: Noun) -> Option<&'static Shape> {
        SHAPES.iter().find(|shape| shape.register.noun == noun)
    }

    /// What is read as a fact: the links, the days of the record and the paper's place have columns of their own.
    pub(super) fn facts(&self) -> impl Iterator<Item = &'static Fact> {
        let is_own =
            |fact: &&Fact| !matches!(fact.field.id, "user" | "group" | "patient" | "on" | "due" | "kept_at");
        self.register.facts.iter().filter(is_own)
    }

    /// What tells a record apart, as one text.
    pub(super) fn key(&self, record: &Record) -> String {
        let part = |fact: &&str| match *fact {
            "on" => record.dated_on.to_string(),
            "clause" => {
                let typed = record.facts.text("clause");
                clause_meant(typed).map_or(typed, |clause| clause.id.as_str()).to_owned()
            }
            fact => fold::key(record.facts.text(fact)),
        };
        self.key.iter().map(part).collect::<Vec<_>>().join("\u{1f}")
    }
}

/// The layout of a register's lists; `None` for a register that has none of this kind.
pub fn layout(noun: Noun) -> Option<&'static Layout> {
    static LAYOUTS: LazyLock<Vec<(Noun, Layout)>> =
        LazyLock::new(|| SHAPES.iter().map(|shape| (shape.register.noun, layout_of(shape))).collect());
    LAYOUTS.iter().find(|(of, _)| *of == noun).map(|(_, layout)| layout)
}

/// The columns of the register's export, but for its id and for a day that the register reckons itself. They are made
/// once, and stand as long as the program runs, as those of the other lists do.
fn layout_of(shape: &Shape) -> Layout {
    let data = data::of(shape.register.noun).into_iter();
    let columns = data.filter(|datum| datum.id != "id" && (datum.id != "due" || shape.has_due));
    let field = |datum: data::Datum| {
        let also = shape.also.iter().filter(|(column, _)| *column == datum.id).flat_map(|(_, names)| *names);
        let own = [datum.label.ja, datum.label.en, datum.id];
        let aliases: Vec<&'static str> = own.into_iter().chain(also.copied()).collect();
        FieldAlias { field: datum.id, aliases: aliases.leak(), required: shape.needed.contains(&datum.id) }
    };
    let fields: Vec<FieldAlias> = std::iter::once(COUNTER).chain(columns.map(field)).collect();
    Layout { fields: fields.leak(), joined: &[], facts: &["作成日"], counter: "no" }
}
