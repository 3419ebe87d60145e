//! Applications 利用登録の申込み (様式1, 様式2; 第3条): taken in by the city's desk, forwarded, registered, published.
//!
//! The desk does not approve them. A record belongs to the office that applied, which sees its own one and how far it
//! has come; of the people on 様式2 only their number stands in it.

use super::super::clause::id;
use super::{End, Fact, KEPT_AT, Register, State, Weight};
use crate::domain::{Field, Kind, Need, Noun, Record, Span};
use crate::sentence;
use crate::text::date::Day;
use crate::text::{Sentence, Text, fold};

const fn line(fact: &'static str, label: Text) -> Fact {
    Fact::new(fact, label, Kind::Line).under(id("F1-2"))
}

const fn day(fact: &'static str, label: Text) -> Fact {
    Fact::new(fact, label, Kind::Day(Span::Past)).under(id("3"))
}

/// 事業所名.
pub const NAME: Fact = line("name", Text::new("事業所名", "Office"));
/// 事業所種別.
pub const OFFICE_KIND: Fact = line("kind", Text::new("事業所種別", "Kind of office"));
/// 郵便番号.
pub const POSTAL_CODE: Fact = line("postal_code", Text::new("郵便番号", "Postal code"));
/// 所在地.
pub const ADDRESS: Fact = line("address", Text::new("所在地", "Address"));
/// 電話番号.
pub const PHONE: Fact = line("phone", Text::new("電話番号", "Phone"));
/// 事業所の管理者.
pub const HEAD_NAME: Fact = line("head_name", Text::new("事業所の管理者の氏名", "Head's name"));
/// 同メール.
pub const HEAD_MAIL: Fact = line("head_mail", Text::new("事業所の管理者のメール", "Head's mail"));
/// 受付日: the day of the record.
pub const RECEIVED_ON: Fact = day("on", Text::new("受付日", "Received on"));
/// 様式1の日付: the day of agreeing to regulation, terms, publication and the administrators' room.
pub const AGREED_ON: Fact = Fact::new(
    "agreed_on",
    Text::new("様式1の日付（同意日）", "Form 1 dated (agreement)"),
    Kind::Day(Span::Past),
)
.under(id("3-1"));
/// 同意した規程・規約の版: what was agreed to.
pub const TERMS: Fact =
    Fact::new("terms", Text::new("同意した規約の版", "Version of the terms agreed to"), Kind::Line)
        .under(id("3-1"));
/// 様式2の人数.
pub const PEOPLE: Fact =
    Fact::new("people", Text::new("様式2の人数", "People on Form 2"), Kind::Line).under(id("F2-1"));
/// 提供会社へ送付した日.
pub const FORWARDED_ON: Fact =
    day("forwarded_on", Text::new("エンブレースへの送付日", "Forwarded to the vendor on"));
/// 登録の通知があった日.
pub const REGISTERED_ON: Fact = day("registered_on", Text::new("登録日", "Registered on"));
/// 最初のMCS管理者, by number alone.
pub const FIRST_ADMIN: Fact =
    Fact::new("first_admin", Text::new("最初のMCS管理者", "First administrator"), Kind::Line).under(id("7"));
/// 公開した日.
pub const PUBLISHED_ON: Fact =
    Fact::new("published_on", Text::new("公開日", "Published on"), Kind::Day(Span::Past)).under(id("3-2"));
/// 取下げの理由.
pub const WHY: Fact = Fact::new("why", Text::new("取下げの理由", "Why withdrawn"), Kind::Line);

/// What is said of a number of people that is none.
pub const NOT_A_COUNT: Text = Text::new("人数を数字で入力してください。", "Give the number of people.");

/// The number of people on 様式2, as a number (`１２名` is 12); blank stays blank, `None` for what is no number.
pub fn people_counted(typed: &str) -> Option<String> {
    let typed = fold::key(typed);
    let digits = typed.trim_end_matches('名').trim_end_matches('人');
    let is_count = digits.is_empty() || digits.parse::<u16>().is_ok_and(|people| people > 0);
    is_count.then(|| digits.to_owned())
}

/// The first step that is dated before the one before it, and that one's day: agreed, received, forwarded, registered,
/// published.
pub fn out_of_order(record: &Record) -> Option<(&'static str, Day)> {
    let mut before = record.facts.day("agreed_on");
    for step in ["on", "forwarded_on", "registered_on", "published_on"] {
        let on = if step == "on" { Some(record.dated_on) } else { record.facts.day(step) };
        if let (Some(on), Some(before)) = (on, before)
            && on < before
        {
            return Some((step, before));
        }
        before = on.or(before);
    }
    None
}

/// Why a step cannot have that day.
pub fn too_early(before: Day) -> Sentence {
    sentence!(
        "前の手続の日（{before}）より前です。",
        "It is earlier than the step before it ({before}).",
        before = before
    )
}

const fn asked(id: &'static str, label: Text, need: Need) -> Field {
    Field { id, label, kind: Kind::Line, need }
}

/// Asked for when the office is registered, and kept on the administrator's own row alone.
pub const ADMIN_NAME: Field = asked(
    "admin",
    Text::new("MCS管理者の氏名（様式2の※1）", "Administrator's name (Form 2, *1)"),
    Need::Must,
);
/// The reading of that name.
pub const ADMIN_KANA: Field =
    asked("admin_kana", Text::new("MCS管理者のふりがな", "Administrator's reading"), Need::May);
/// The administrator's one mail address.
pub const ADMIN_MAIL: Field =
    asked("admin_mail", Text::new("MCS管理者のメールアドレス", "Administrator's mail address"), Need::Must);

const fn state(word: &'static str, label: Text, weight: Weight, end: End) -> State {
    State { word, label, weight, end }
}

/// The register of applications.
pub static APPLICATION: Register = Register {
    noun: Noun::Application,
    about: Text::new(
        "利用登録の申込み（様式1・2）：受付、エンブレースへの送付、登録、公開。市が扱い、事業所は自分の申込みを見られます。",
        "Applications (Forms 1 and 2): received, forwarded, registered, published. The city's desk acts; an office sees its own.",
    ),
    clauses: &[id("3"), id("3-1"), id("3-2"), id("F1-1"), id("F1-2"), id("F2-1")],
    states: &[
        state("received", Text::new("受付済", "Received"), Weight::Caution, End::Open),
        state("forwarded", Text::new("送付済", "Forwarded"), Weight::Plain, End::Open),
        state("registered", Text::new("登録済", "Registered"), Weight::Plain, End::Open),
        state("published", Text::new("公開済", "Published"), Weight::Good, End::Closed),
        state("withdrawn", Text::new("取下げ", "Withdrawn"), Weight::Muted, End::Closed),
    ],
    facts: &[
        NAME,
        OFFICE_KIND,
        POSTAL_CODE,
        ADDRESS,
        PHONE,
        HEAD_NAME,
        HEAD_MAIL,
        RECEIVED_ON,
        AGREED_ON,
        TERMS,
        PEOPLE,
        FORWARDED_ON,
        REGISTERED_ON,
        FIRST_ADMIN,
        PUBLISHED_ON,
        WHY,
        KEPT_AT,
    ],
    headline: &["name", "kind"],
    dated: Text::new("受付日", "Received on"),
    due: Text::new("期限", "Due"),
};
