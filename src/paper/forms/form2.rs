//! 別紙様式2 一括登録代行申込書: who is to be registered with MCS (第3条), for the vendor's desk.
//!
//! The table of the original is lost; this layout is the office's own and says so (参考様式).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::office;
use crate::domain::mail::MailAddress;
use crate::domain::{Context, Office, User};
use crate::paper::content::{shown, words};
use crate::paper::error::Unfit;
use crate::paper::order::{Filled, Order, Span};
use crate::regulation::clause::{ClauseId, id};
use crate::sentence;
use crate::store::Reader;
use crate::text::Sentence;
use crate::text::date::wareki;
use crate::text::kana::hiragana;

const TERMS: ClauseId = id("F2-2");
const ADMINS: ClauseId = id("F2-3");
const MAILS: ClauseId = id("F2-4");
/// Lines of a blank list.
const BLANK_ROWS: usize = 18;

/// Fills the list from the register; refused where an address is missing or used twice, or an agreement to the terms
/// is not on record: the form says that everybody listed has agreed.
pub(in crate::paper) fn fill(reader: &Reader<'_>, ctx: &Context, order: &Order) -> Result<Filled, Unfit> {
    let office = office::of(reader, order)?;
    let users = if order.span == Span::Blank { Vec::new() } else { reader.registered_users()? };
    let mut wrong = addresses_wrong(&users);
    wrong.extend(not_agreed(&users));
    if !wrong.is_empty() {
        return Err(Unfit::Wanting(wrong));
    }
    let rows: Vec<Value> = match order.span {
        Span::Blank => (1..=BLANK_ROWS).map(blank_row).collect(),
        Span::One | Span::All => users.iter().enumerate().map(|(at, user)| row(at + 1, user)).collect(),
    };
    let day = if order.span == Span::Blank { String::new() } else { wareki(ctx.today()) };
    let data = json!({
        "reference": office::reference("2", &office, order),
        "day": day,
        "terms": words(TERMS, order.wording(ctx)),
        "notes": [words(ADMINS, order.wording(ctx)), words(MAILS, order.wording(ctx))],
        "facts": facts(&office),
        "rows": rows,
    });
    Ok(Filled { data, about: office::about(&office, order) })
}

fn facts(office: &Office) -> Value {
    json!([
        { "label": "施設名", "office": shown(&office.name) },
        { "label": "施設種別", "kind": shown(&office.kind) },
        { "label": "郵便番号", "postal": shown(&office.postal_code) },
        { "label": "住所", "address": shown(&office.address) },
        { "label": "電話番号", "phone": shown(&office.phone) },
    ])
}

fn row(number: usize, user: &User) -> Value {
    json!({
        "number": number,
        "name": shown(&user.name),
        "kana": shown(&hiragana(&user.kana)),
        "occupation": user.occupation.label().ja,
        "mail": shown(&user.mail),
        "admin": if user.admin_since.is_some() { "○" } else { "" },
    })
}

fn blank_row(number: usize) -> Value {
    json!({ "number": number, "name": "", "kana": "", "occupation": "", "mail": "", "admin": "" })
}

/// One address a person (様式2): the rows that have none, and those that share one.
fn addresses_wrong(users: &[User]) -> Vec<Sentence> {
    let mut wrong = Vec::new();
    let mut known: BTreeMap<String, &User> = BTreeMap::new();
    for user in users {
        let Ok((address, _)) = MailAddress::parse(&user.mail) else {
            wrong.push(sentence!(
                "{id} {name}：メールアドレスがありません",
                "{id} {name}: no mail address",
                id = user.id,
                name = shown(&user.name)
            ));
            continue;
        };
        if let Some(other) = known.insert(address.mailbox(), user) {
            wrong.push(sentence!(
                "{id} {name}：{first} {first_name} と同じメールアドレスです",
                "{id} {name}: the same mail address as {first} {first_name}",
                id = user.id,
                name = shown(&user.name),
                first = other.id,
                first_name = shown(&other.name)
            ));
        }
    }
    wrong
}

/// Whoever is listed has agreed to the terms (様式2): those of whom that is not on record, in one sentence.
fn not_agreed(users: &[User]) -> Option<Sentence> {
    let without: Vec<&User> = users.iter().filter(|user| user.terms_agreed_on.is_none()).collect();
    let named = without.iter().take(NAMED).map(|user| format!("{} {}", user.id, shown(&user.name)));
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| {
        sentence!(
            "{count}名は利用規約への同意が記録されていません（「規約同意を記録」で記録）：{rows}",
            "no agreement to the terms is on record of {count} (user record-terms records it): {rows}",
            count = without.len(),
            rows = Sentence::new(named.join("、"), named.join(", "))
        )
    })
}

/// How many of them are named; the rest follow when these are done.
const NAMED: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Occupation;
    use crate::text::Lang;

    #[test]
    fn readings_stand_in_hiragana_whatever_the_register_has_them_in() {
        for (stored, printed) in [
            ("ヤマザキ サクラ", "やまざき さくら"),
            ("ﾀﾞﾃ ｼﾞｭﾝ", "だて じゅん"),
            ("たかはし", "たかはし"),
            ("", ""),
        ] {
            let user = crate::testing::user(3, "山﨑 さくら", stored, Occupation::Nurse);
            assert_eq!((row(1, &user)["kana"].as_str(), user.kana.as_str()), (Some(printed), stored));
        }
    }

    #[test]
    fn who_has_not_agreed_to_the_terms_is_named() {
        let user = |number, agreed: Option<&str>| User {
            terms_agreed_on: agreed.map(|day| day.parse().unwrap()),
            ..crate::testing::user(number, "髙橋 美智子", "たかはし", Occupation::Nurse)
        };
        assert_eq!(not_agreed(&[user(3, Some("2026-04-01"))]), None);
        let told = not_agreed(&[user(3, Some("2026-04-01")), user(4, None), user(5, None)]).unwrap();
        assert!(told.get(Lang::Ja).ends_with("：U-0004 髙橋 美智子、U-0005 髙橋 美智子"), "{told:?}");
    }

    #[test]
    fn a_missing_address_and_one_used_twice_are_named_by_their_rows() {
        let user = |number, mail: &str| User {
            mail: mail.into(),
            ..crate::testing::user(number, "髙橋 美智子", "たかはし", Occupation::Nurse)
        };
        let users = [user(3, "a@x.example"), user(4, ""), user(5, "A@X.example")];
        let wrong = addresses_wrong(&users);
        let told: Vec<&str> = wrong.iter().map(|sentence| sentence.get(Lang::Ja)).collect();
        assert_eq!(
            told,
            [
                "U-0004 髙橋 美智子：メールアドレスがありません",
                "U-0005 髙橋 美智子：U-0003 髙橋 美智子 と同じメールアドレスです"
            ]
        );
    }
}
