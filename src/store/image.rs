//! Images of rows, as an entry of the ledger keeps them for evidence and for undo.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use sha2::{Digest, Sha256};

use super::StoreError;
use crate::domain::Noun;

/// One row's columns and values at one version.
#[derive(Clone, Debug, PartialEq)]
pub struct Image(Vec<(String, Value)>);

impl Image {
    pub(super) fn of(columns: &[&str], values: Vec<Value>) -> Image {
        Image(columns.iter().map(|c| (*c).to_owned()).zip(values).collect())
    }

    /// The columns whose values differ from `other`'s.
    fn differing(&self, other: &Image) -> Vec<&str> {
        self.0.iter().zip(&other.0).filter(|(a, b)| a != b).map(|((name, _), _)| name.as_str()).collect()
    }

    /// The image as JSON: an array of `[column, value]`, in the table's order.
    pub(super) fn to_json(&self) -> String {
        let pairs: Vec<serde_json::Value> =
            self.0.iter().map(|(name, value)| serde_json::json!([name, to_json(value)])).collect();
        serde_json::Value::Array(pairs).to_string()
    }

    pub(super) fn from_json(text: &str) -> Result<Image, StoreError> {
        let pairs: Vec<(String, serde_json::Value)> =
            serde_json::from_str(text).map_err(|_| StoreError::Damaged("an image in the ledger".into()))?;
        Ok(Image(pairs.into_iter().map(|(name, value)| (name, from_json(value))).collect()))
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().map(|(_, value)| value)
    }

    /// SHA-256 of the JSON form, in hex.
    pub(super) fn digest(&self) -> String {
        hex(&Sha256::digest(self.to_json()))
    }
}

/// The field that a created row's undo changes.
const VOIDED: &str = "voided";

/// One row touched by an entry: from which version to which, which fields, and the image before.
#[derive(Clone, Debug, PartialEq)]
pub struct Touch {
    /// Which noun.
    pub noun: Noun,
    /// Which row.
    pub number: i64,
    /// The version before; `None` for a created row.
    pub from: Option<u32>,
    /// The version after.
    pub to: u32,
    /// Names of the fields that changed, comma-separated; empty for a created row.
    pub fields: String,
    /// SHA-256 of the image before, in hex; empty for a created row.
    pub before_digest: String,
    /// SHA-256 of the image after, in hex.
    pub after_digest: String,
    /// The image before, as JSON.
    pub before: Option<String>,
}

impl Touch {
    pub(super) fn created(noun: Noun, number: i64, after: &Image) -> Touch {
        Touch {
            noun,
            number,
            from: None,
            to: 1,
            fields: String::new(),
            before_digest: String::new(),
            after_digest: after.digest(),
            before: None,
        }
    }

    pub(super) fn changed(noun: Noun, number: i64, from: u32, before: Image, after: &Image) -> Touch {
        Touch {
            noun,
            number,
            from: Some(from),
            to: from + 1,
            fields: before.differing(after).join(","),
            before_digest: before.digest(),
            after_digest: after.digest(),
            before: Some(before.to_json()),
        }
    }

    pub(super) fn voided(noun: Noun, number: i64, from: u32, before: Image) -> Touch {
        Touch {
            noun,
            number,
            from: Some(from),
            to: from + 1,
            fields: VOIDED.to_owned(),
            before_digest: before.digest(),
            after_digest: String::new(),
            before: Some(before.to_json()),
        }
    }

    /// The row became void: nothing may stand on it any more.
    pub(super) fn is_voided(&self) -> bool {
        self.fields == VOIDED
    }

    /// The line that stands for this row in the entry's digest of images.
    pub(super) fn line(&self) -> String {
        let from = self.from.map(|v| v.to_string()).unwrap_or_default();
        format!(
            "{}:{} {from}>{} {} {} {}\n",
            self.noun.word(),
            self.number,
            self.to,
            self.fields,
            self.before_digest,
            self.after_digest
        )
    }
}

/// Reads a row's image and version, void rows left out.
pub(super) fn read(
    conn: &Connection,
    table: &str,
    columns: &[&str],
    number: i64,
) -> Result<Option<(Image, u32)>, StoreError> {
    let names: Vec<String> = columns.iter().map(|c| format!("\"{c}\"")).collect();
    let sql = format!("SELECT version, {} FROM {table} WHERE id = ? AND voided = 0", names.join(", "));
    let image = conn
        .prepare_cached(&sql)?
        .query_row([number], |row| {
            let values =
                (1..=columns.len()).map(|i| row.get::<_, Value>(i)).collect::<rusqlite::Result<_>>()?;
            Ok((Image::of(columns, values), row.get(0)?))
        })
        .optional()?;
    Ok(image)
}

/// Writes an image back over the version that is there, raising the version.
pub(super) fn write(
    conn: &Connection,
    table: &str,
    image: &Image,
    number: i64,
    version: u32,
) -> Result<bool, StoreError> {
    let sets: Vec<String> = image.columns().map(|c| format!("\"{c}\" = ?")).collect();
    let sql = format!(
        "UPDATE {table} SET {}, version = version + 1 WHERE id = ? AND version = ? AND voided = 0",
        sets.join(", ")
    );
    let bound = image.values().cloned().chain([number.into(), version.into()]);
    Ok(conn.prepare_cached(&sql)?.execute(params_from_iter(bound))? == 1)
}

/// Bytes in lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    // Three of them for each entry of the ledger: a verification spends its time here, if anywhere.
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

fn to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Integer(n) => (*n).into(),
        Value::Real(n) => (*n).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Blob(bytes) => hex(bytes).into(),
    }
}

fn from_json(value: serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Number(n) => n.as_i64().map_or(Value::Null, Value::Integer),
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Bool(_) | serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
            Value::Null
        }
    }
}
