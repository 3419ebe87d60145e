//! Records of any register (台帳) as a table, made from the register's declaration.

use super::{Datum, ID, Of, read};
use crate::domain::case::{OneCase, RecordCase};
use crate::domain::{Case, Kind, Noun};
use crate::regulation::register::{Fact, Register};
use crate::text::{Text, Value};

/// The columns of a register: whom and what a record is about, its days, then its facts in their order.
pub(super) fn data(register: &'static Register) -> Vec<Datum> {
    let dated = Datum { id: dated(register.noun), label: register.dated, ..DATED };
    let due = Datum { label: register.due, ..DUE };
    let mut data = vec![ID, STATE];
    let name = if register.fact("name").is_some() { USER_NAME } else { NAME };
    data.extend([name, MAIL, GROUP, PATIENT, BORN_ON].into_iter().filter(|datum| links(register, datum.id)));
    data.push(dated);
    data.push(due);
    data.extend(register.facts.iter().filter(|fact| is_own(fact)).map(of_fact));
    data.push(KEPT_AT);
    data.extend([GROUP_ID].into_iter().filter(|datum| links(register, datum.id)));
    data
}

/// The key of a record's day: papers and lessons have a word of their own, by which they are read in.
fn dated(noun: Noun) -> &'static str {
    match noun {
        Noun::Pledge | Noun::Consent => "signed_on",
        Noun::Training => "held_on",
        _ => "on",
    }
}

/// Whether records of a register are about somebody, a group or a patient.
fn links(register: &Register, column: &str) -> bool {
    let link = match column {
        "name" | "user_name" | "mail" => "user",
        // A consent names its group, and so its patient.
        "birth_date" if register.noun == Noun::Consent => "group",
        "birth_date" => "patient",
        "group_id" => "group",
        other => other,
    };
    register.fact(link).is_some()
}

/// What has no column of its own: links, days and the paper's place have.
fn is_own(fact: &Fact) -> bool {
    !matches!(fact.field.id, "user" | "group" | "patient" | "on" | "due" | "kept_at")
}

fn of_fact(fact: &'static Fact) -> Datum {
    let cells = match fact.field.kind {
        Kind::Day(_) => 11,
        Kind::Yes => 8,
        Kind::Choice(_) => 14,
        Kind::Line | Kind::Row(_) => 24,
    };
    Datum { id: fact.field.id, label: fact.field.label, cells, of: Of::Fact(fact) }
}

/// What a record says of a fact.
pub(super) fn fact(case: &Case, fact: &Fact) -> Value {
    let Some(case) = RecordCase::of(case) else { return Value::Nothing };
    let text = case.record.facts.text(fact.field.id);
    match fact.field.kind {
        Kind::Day(_) => case.record.facts.day(fact.field.id).map_or(Value::typed(text), Value::Day),
        Kind::Yes => Value::mark(text == "yes"),
        Kind::Choice(choices) => choices
            .iter()
            .find(|choice| choice.word == text)
            .map_or(Value::typed(text), |choice| Value::Word(choice.word, choice.label)),
        Kind::Line | Kind::Row(_) => Value::typed(text),
    }
}

fn case_of(case: &Case, value: impl Fn(&RecordCase) -> Value) -> Value {
    read::<RecordCase>(case, value)
}

const STATE: Datum = Datum::new("state", ("状態", "State"), 12, |c, _| {
    case_of(c, |r| {
        let state = Register::of(r.record.id.noun).and_then(|register| register.state(&r.record.state));
        state.map_or(Value::typed(&r.record.state), |state| Value::Word(state.word, state.label))
    })
});
const NAME: Datum =
    Datum::new("name", ("氏名", "Name"), 18, |c, _| case_of(c, |r| Value::typed(&r.user_name)));
/// Where a fact of the register itself is a name.
const USER_NAME: Datum =
    Datum { id: "user_name", label: Text::new("対象者の氏名", "User's name"), ..NAME };
const MAIL: Datum = Datum::new("mail", ("メールアドレス", "Mail address"), 30, |c, _| {
    case_of(c, |r| Value::typed(&r.user_mail))
});
const GROUP: Datum = Datum::new("group", ("グループ名", "Group"), 24, |c, _| {
    case_of(c, |r| Value::typed(&r.group_title))
});
const PATIENT: Datum = Datum::new("patient", ("患者氏名", "Patient"), 18, |c, _| {
    case_of(c, |r| Value::typed(&r.patient_name))
});
const BORN_ON: Datum =
    Datum::new("birth_date", ("患者の生年月日", "Patient's birth date"), 11, |c, _| {
        case_of(c, |r| Value::day(r.patient_born_on))
    });
const GROUP_ID: Datum = Datum::new("group_id", ("グループ番号", "Group id"), 9, |c, _| {
    case_of(c, |r| r.record.group.map_or(Value::Nothing, |id| Value::typed(&id.to_string())))
});
const DATED: Datum =
    Datum::new("on", ("日付", "Day"), 11, |c, _| case_of(c, |r| Value::Day(r.record.dated_on)));
const DUE: Datum =
    Datum::new("due", ("期限", "Due"), 11, |c, _| case_of(c, |r| Value::day(r.record.due_on)));
const KEPT_AT: Datum = Datum::new("kept_at", ("書面の保管場所", "Paper kept at"), 20, |c, _| {
    case_of(c, |r| Value::typed(&r.record.kept_at))
});
