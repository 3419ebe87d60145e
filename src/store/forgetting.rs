//! An erasure reaches what consoles remember: half-filled forms on the rows that were emptied, the way that led to
//! them, and every text typed or saved that has one of the names.
//!
//! Workspaces are the console's own JSON: objects with `targets` are forms, `of` is a row with its name, the rest are
//! texts. What cannot be read cannot be looked through, and goes. Backups made before keep what they had.
//!
//! A console that is open meanwhile still has the texts in its memory, when no name is left to look for: digests of the
//! names stay for the time that a session lasts, and what it keeps is looked through with those.

use rusqlite::params;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::image::hex;
use super::{Reader, StoreError, Tx};
use crate::domain::{GroupId, Id, PatientId};
use crate::text::date::Day;
use crate::text::search::SearchKey;

/// Digests of names are looked for on the day of the erasure and the next: a session ends after hours.
const DAYS: chrono::Days = chrono::Days::new(1);

/// What is to be forgotten.
pub struct Forgotten {
    rows: Vec<String>,
    names: Vec<String>,
    erased: Vec<Erased>,
}

/// A name that is no longer known: the digest of its search key, and how many characters that has.
struct Erased {
    digest: String,
    characters: usize,
}

impl Forgotten {
    /// These rows, and everything that has one of these names; blanks between the parts of a name do not count.
    pub fn new(rows: &[Id], names: &[&str]) -> Forgotten {
        let keys = names.iter().map(|name| SearchKey::of(&[name], &[]).to_string());
        Forgotten {
            rows: rows.iter().map(Id::to_string).collect(),
            names: keys.map(|key| key.trim().to_owned()).filter(|key| key.chars().count() > 1).collect(),
            erased: Vec::new(),
        }
    }

    /// A workspace without it; `None` where it cannot be looked through.
    pub fn out_of(&self, body: &[u8]) -> Option<Vec<u8>> {
        if self.rows.is_empty() && self.names.is_empty() && self.erased.is_empty() {
            return Some(body.to_vec());
        }
        let mut value: Value = serde_json::from_slice(body).ok()?;
        self.empty(&mut value);
        serde_json::to_vec(&value).ok()
    }

    fn empty(&self, value: &mut Value) {
        match value {
            Value::String(text) if self.tells(text) => text.clear(),
            Value::Array(items) if self.leads_there(items) => *value = Value::Null,
            Value::Array(items) => {
                items.retain(|item| !self.is_form_on_it(item));
                items.iter_mut().for_each(|item| self.empty(item));
            }
            Value::Object(fields) => fields.values_mut().for_each(|field| self.empty(field)),
            _ => {}
        }
    }

    /// Has one of the names.
    pub fn tells(&self, text: &str) -> bool {
        let key = SearchKey::of(&[text], &[]).to_string();
        self.names.iter().any(|name| key.contains(name.as_str()))
            || self.erased.iter().any(|erased| erased.is_in(&key))
    }

    fn is_form_on_it(&self, item: &Value) -> bool {
        let targets = item.get("targets").and_then(Value::as_array);
        targets.is_some_and(|targets| targets.iter().any(|target| self.is_row(target)))
    }

    /// A row with its name beside it.
    fn leads_there(&self, items: &[Value]) -> bool {
        matches!(items, [row, Value::String(_)] if self.is_row(row))
    }

    fn is_row(&self, value: &Value) -> bool {
        value.as_str().is_some_and(|text| self.rows.iter().any(|row| row == text))
    }
}

impl Erased {
    /// Stands somewhere in this search key.
    fn is_in(&self, key: &str) -> bool {
        let chars: Vec<char> = key.chars().collect();
        let is_it = |part: &[char]| digest(&part.iter().collect::<String>()) == self.digest;
        self.characters > 0 && chars.windows(self.characters).any(is_it)
    }
}

fn digest(name: &str) -> String {
    hex(&Sha256::digest(name.as_bytes()))
}

impl Tx<'_> {
    /// Takes it out of every operator's workspace, also of those kept aside, and out of the saved views.
    pub fn forget_in_workspaces(&mut self, forgotten: &Forgotten) -> Result<(), StoreError> {
        type Left = (String, Vec<u8>, Option<Vec<u8>>);
        let mut statement = self.conn().prepare_cached("SELECT operator, body, aside FROM workspaces")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let left: Vec<Left> = rows.collect::<rusqlite::Result<_>>()?;
        drop(statement);
        for (operator, body, aside) in left {
            let aside = aside.and_then(|aside| forgotten.out_of(&aside));
            let body = forgotten.out_of(&body).unwrap_or_else(|| b"{}".to_vec());
            let sql = "UPDATE workspaces SET body = ?, aside = ? WHERE operator = ?";
            self.conn().prepare_cached(sql)?.execute(params![body, aside, operator])?;
        }
        self.forget_views(forgotten)?;
        self.note_names(forgotten)
    }

    /// For consoles that are open now; what was noted for those of former days goes.
    fn note_names(&mut self, forgotten: &Forgotten) -> Result<(), StoreError> {
        let today = self.today();
        self.conn()
            .prepare_cached("DELETE FROM forgotten_names WHERE forgotten_on < ?")?
            .execute([first_day(today)])?;
        for name in &forgotten.names {
            let sql =
                "INSERT OR REPLACE INTO forgotten_names (digest, characters, forgotten_on) VALUES (?, ?, ?)";
            let characters = i64::try_from(name.chars().count()).unwrap_or(i64::MAX);
            self.conn().prepare_cached(sql)?.execute(params![digest(name), characters, today.to_string()])?;
        }
        Ok(())
    }

    fn forget_views(&mut self, forgotten: &Forgotten) -> Result<(), StoreError> {
        let sql = "SELECT operator, noun, name, filter FROM saved_views";
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
        let views: Vec<[String; 4]> = rows.collect::<rusqlite::Result<_>>()?;
        drop(statement);
        for [operator, noun, name, filter] in views {
            if forgotten.tells(&name) || forgotten.tells(&filter) {
                let sql = "DELETE FROM saved_views WHERE operator = ? AND noun = ? AND name = ?";
                self.conn().prepare_cached(sql)?.execute(params![operator, noun, name])?;
            }
        }
        Ok(())
    }
}

fn first_day(today: Day) -> String {
    (today - DAYS).to_string()
}

impl Reader<'_> {
    /// What a console that was open during an erasure does not write back.
    pub fn forgotten(&self) -> Result<Forgotten, StoreError> {
        let sql = "SELECT digest, characters FROM forgotten_names WHERE forgotten_on >= ?";
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map([first_day(self.today())], |row| {
            let characters: i64 = row.get(1)?;
            Ok(Erased { digest: row.get(0)?, characters: usize::try_from(characters).unwrap_or(0) })
        })?;
        let erased = rows.collect::<rusqlite::Result<_>>()?;
        Ok(Forgotten { erased, ..Forgotten::new(&self.emptied()?, &[]) })
    }

    /// The rows of the own office that erasures have emptied: a console that still has a form on one of them, or was
    /// led there, does not write it back.
    fn emptied(&self) -> Result<Vec<Id>, StoreError> {
        let sql = "SELECT r.patient, g.id FROM records r LEFT JOIN groups g ON g.patient = r.patient \
                   WHERE r.office = ? AND r.register = 'request' AND r.voided = 0 \
                   AND json_extract(r.facts, '$.erased_on') IS NOT NULL";
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map([self.office().0], |row| {
            let (patient, group): (Option<i64>, Option<i64>) = (row.get(0)?, row.get(1)?);
            Ok(patient.map(|n| PatientId(n).id()).into_iter().chain(group.map(|n| GroupId(n).id())))
        })?;
        let rows: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// The records of the own office whose texts have a name, whatever they are about.
    pub fn records_telling(&self, name: &str) -> Result<Vec<Id>, StoreError> {
        let name = name.trim();
        if name.is_empty() {
            return Ok(Vec::new());
        }
        let sql = "SELECT r.id, r.register FROM records r WHERE r.office = ? AND r.voided = 0 \
                   AND instr(r.facts, ?) > 0 ORDER BY r.id";
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map(params![self.office().0, name], |row| {
            let (number, register): (i64, String) = (row.get(0)?, row.get(1)?);
            Ok((number, register))
        })?;
        let rows: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
        let noun = |register: &str| crate::domain::Noun::ALL.into_iter().find(|noun| noun.word() == register);
        Ok(rows
            .into_iter()
            .filter_map(|(number, register)| Some(Id { noun: noun(&register)?, number }))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(body: &str) -> String {
        let rows = ["P-0001".parse().expect("an id"), "G-0001".parse().expect("an id")];
        let forgotten = Forgotten::new(&rows, &["山田 太郎", "ヤマダ タロウ", ""]);
        String::from_utf8(forgotten.out_of(body.as_bytes()).expect("JSON")).expect("words")
    }

    #[test]
    fn forms_on_the_rows_go_and_texts_with_the_name_are_emptied_however_it_is_written() {
        let body = r#"{"drafts":[{"action":"group.memo","targets":["G-0001"],"texts":[["memo","鍵"]]},
            {"action":"group.memo","targets":["G-0002"],"texts":[["memo","山田　太郎様のご紹介"]]}],
            "lists":[{"filter":"やまだたろう","of":["G-0001","山田 太郎様"]},{"filter":"鈴木","of":["G-0002","x"]}]}"#;
        let left = left(body);
        assert!(!left.contains("山田") && !left.contains("やまだ") && !left.contains("鍵"), "{left}");
        assert!(left.contains(r#"["memo",""]"#) && left.contains("鈴木"), "the rest stays: {left}");
        assert!(left.contains(r#""of":null"#) && left.contains(r#"["G-0002","x"]"#), "{left}");
    }

    #[test]
    fn what_cannot_be_read_cannot_be_looked_through() {
        let forgotten = Forgotten::new(&[], &["山田 太郎"]);
        assert_eq!(forgotten.out_of(b"\xff\x00"), None);
        let nothing = Forgotten::new(&[], &[]);
        assert_eq!(nothing.out_of(b"\xff\x00").as_deref(), Some(&b"\xff\x00"[..]), "nothing was erased");
    }
}
