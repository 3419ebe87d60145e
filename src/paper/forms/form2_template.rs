//! 様式2 on the city's own sheet: its rows by their headers, its facts beside their labels.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::exchange::USERS;
use crate::exchange::template::{Filling, NotFilled, fill};

/// What a sheet may call each fact of the form.
const FACTS: [(&str, &[&str]); 5] = [
    ("office", &["施設名", "事業所名", "施設名称", "事業所名称"]),
    ("kind", &["施設種別", "事業所種別", "種別"]),
    ("postal", &["郵便番号", "〒"]),
    ("address", &["住所", "所在地"]),
    ("phone", &["電話番号", "電話", "TEL", "連絡先"]),
];
/// What it may call the day.
const DAY: &[&str] = &["申し込み日", "申込日", "申込み日", "日付"];
/// The columns, by the form's data and the import's fields.
const COLUMNS: [(&str, &str); 5] =
    [("name", "name"), ("kana", "kana"), ("occupation", "occupation"), ("mail", "mail"), ("admin", "admin")];
/// The running number.
const COUNTER: &str = "no";

/// Fills the sheet from the form's data.
pub(in crate::paper) fn filled(template: &Path, data: &Value) -> Result<Vec<u8>, NotFilled> {
    let rows = data["rows"].as_array().into_iter().flatten().map(row).collect();
    let known = data["facts"].as_array().into_iter().flatten();
    let mut facts: Vec<(&'static [&'static str], String)> = known.filter_map(fact).collect();
    facts.push((DAY, text(&data["day"]).to_owned()));
    fill(template, &USERS, &Filling { rows, facts, counter: COUNTER })
}

fn row(row: &Value) -> BTreeMap<&'static str, String> {
    let columns = COLUMNS.iter().map(|(key, field)| (*field, text(&row[key]).to_owned()));
    columns.chain([(COUNTER, row["number"].to_string())]).collect()
}

fn fact(fact: &Value) -> Option<(&'static [&'static str], String)> {
    let (key, names) = FACTS.iter().find(|(key, _)| fact.get(key).is_some())?;
    Some((names, text(&fact[key]).to_owned()))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
